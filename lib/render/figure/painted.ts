/**
 * Inks as attributes of shapes.
 *
 * @module
 */
import { parts } from "./grammar/palettes.ts";
import type { Ink } from "./grammar/types.ts";

type Attributes = Record<string, string | number>;

/** An ink as attributes of what is painted with it: an area, a line, or a small thing such as a point or a word. */
export function painted(ink: Ink, what: "fill" | "stroke" | "sign", opacity = 1): Attributes {
  const share = (ink.share ?? 1) * opacity, how = what === "sign" ? "fill" : what;
  const lighter = what === "fill" || ink.colour === undefined || ink.fixed
    ? null
    : onDark(ink.colour);
  return {
    ...(ink.className === "" ? {} : { class: ink.className }),
    [how]: ink.colour ?? "currentColor",
    ...(lighter === null ? {} : { style: `${how}:light-dark(${ink.colour},${lighter})` }),
    ...(how === "fill" ? { stroke: "none" } : { fill: "none" }),
    ...(share < 1 ? { [`${how}-opacity`]: Number(share.toFixed(2)) } : {}),
  };
}

/** Luminance of the page's dark ground. */
const DARK_GROUND = 0.0079;
/** The least ratio of luminances at which a thin line is seen (WCAG 2.2, 1.4.11). */
const RATIO = 3;

const known = new Map<string, string | null>();

/** The same hue so light that it is seen on the dark ground; null for what is seen there as it is. */
function onDark(colour: string): string | null {
  const found = known.get(colour);
  if (found !== undefined) return found;
  const rgb = colour.startsWith("#") || colour.startsWith("rgb(") ? parts(colour) : null;
  let made: string | null = null;
  if (rgb && ratio(rgb) < RATIO) {
    let share = 0.05;
    const mix = (): [number, number, number] =>
      rgb.map((v) => Math.round(v + (255 - v) * share)) as [number, number, number];
    while (share < 1 && ratio(mix()) < RATIO + 0.2) share += 0.05;
    made = `#${mix().map((v) => v.toString(16).padStart(2, "0")).join("")}`;
  }
  known.set(colour, made);
  return made;
}

function ratio(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((v) =>
    v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4
  );
  return (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05) / (DARK_GROUND + 0.05);
}
