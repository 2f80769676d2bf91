/**
 * R's names of colours.
 *
 * @module
 */
import { R_COLOURS } from "../../render/figure/grammar/colours/r_colours.ts";

/** Red, green and blue of a colour of R's, from 0 to 255, and its opacity; null if it is none. */
export function colourOf(text: string): [number, number, number, number] | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text)?.[1];
  if (hex) {
    const each = hex.length <= 4 ? [...hex].map((c) => c + c) : hex.match(/../g)!;
    if (hex.length === 5 || hex.length === 7) return null;
    const [r = 0, g = 0, b = 0, a = 255] = each.map((c) => parseInt(c, 16));
    return [r, g, b, a];
  }
  const name = text.toLowerCase().replaceAll(" ", "");
  if (name === "transparent") return [255, 255, 255, 0];
  const grey = /^gr[ae]y(\d{1,3})$/.exec(name)?.[1];
  if (grey !== undefined && Number(grey) <= 100) {
    const tone = Math.trunc(Number(grey) * 2.55 + 0.5);
    return [tone, tone, tone, 255];
  }
  const digits = R_COLOURS.get(name) ?? R_COLOURS.get(name.replace("grey", "gray"));
  if (digits === undefined) return null;
  const value = parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255, 255];
}

/** The colours that numbers mean, from 1 on and again from the beginning. */
export function numberedColour(k: number): [number, number, number, number] {
  const names = "black #DF536B #61D04F #2297E6 #28E2E5 #CD0BBC #F5C710 gray62".split(" ");
  return colourOf(names[(k - 1) % 8]!)!;
}
