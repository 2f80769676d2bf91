/**
 * Areas filled with lines: so many an inch, at an angle.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { path, pixel, type Point, type Shape } from "../shapes.ts";

/** Pixels of an inch of R's, whose pages are seven inches wide. */
const INCH = 96;

/**
 * Lines over an area, as the markup of a path.
 *
 * @param ring the corners of the area, in pixels
 * @param density lines an inch
 * @param degrees anticlockwise from the horizontal
 */
export function hatched(ring: readonly Point[], density: number, degrees: number): string {
  if (!(density > 0) || ring.length < 3) return "";
  const angle = degrees * Math.PI / 180, gap = Math.max(1.5, INCH / density);
  const [along, across] = [[Math.cos(angle), -Math.sin(angle)], [Math.sin(angle), Math.cos(angle)]];
  const turned = ring.map(({ x, y }): [number, number] => [
    x * along[0]! + y * along[1]!,
    x * across[0]! + y * across[1]!,
  ]);
  const heights = turned.map((p) => p[1]);
  const back = (u: number, v: number): string =>
    `${pixel(u * along[0]! + v * across[0]!)} ${pixel(u * along[1]! + v * across[1]!)}`;
  let out = "";
  // lines of one angle lie on one lattice, whatever area they fill
  for (let v = Math.ceil(least(heights) / gap) * gap; v < greatest(heights); v += gap) {
    const cuts: number[] = [];
    turned.forEach(([u, h], i) => {
      const [u2, h2] = turned[(i + 1) % turned.length]!;
      if ((h <= v) !== (h2 <= v)) cuts.push(u + (v - h) / (h2 - h) * (u2 - u));
    });
    cuts.sort((a, b) => a - b);
    for (let k = 0; k + 1 < cuts.length; k += 2) {
      out += `M${back(cuts[k]!, v)}L${back(cuts[k + 1]!, v)}`;
    }
  }
  return out;
}

/** Lines over areas as one shape; none where there is nothing to draw. */
export function hatching(
  rings: readonly (readonly Point[])[],
  density: number,
  degrees: number,
  stroke: Record<string, string | number>,
): Shape[] {
  const d = rings.map((r) => hatched(r, density, degrees)).join("");
  return d === "" ? [] : [path(d, { ...stroke, fill: "none" })];
}
