/**
 * R's plotting characters: 0 to 14 are open, 15 to 20 filled, 21 to 25 filled with a border.
 *
 * @module
 */
import type { Look } from "../grammar/types.ts";
import { pixel, type Point } from "../shapes.ts";

/** Lines of a sign about a place, and whether its inside is filled. */
type Drawn = (x: number, y: number, r: number) => string;

const p = pixel;
const circle: Drawn = (x, y, r) => {
  const d = p(2 * r);
  return `M${p(x - r)} ${p(y)}a${p(r)} ${p(r)} 0 1 0 ${d} 0a${p(r)} ${p(r)} 0 1 0-${d} 0z`;
};
const square: Drawn = (x, y, r) => {
  const h = r * 0.886, d = p(2 * h);
  return `M${p(x - h)} ${p(y - h)}h${d}v${d}h-${d}z`;
};
const triangle: Drawn = (x, y, r) => {
  const h = r * 1.555;
  return `M${p(x)} ${p(y - h)}l${p(h * 0.866)} ${p(h * 1.5)}h-${p(h * 1.732)}z`;
};
const downwards: Drawn = (x, y, r) => {
  const h = r * 1.555;
  return `M${p(x)} ${p(y + h)}l${p(h * 0.866)}-${p(h * 1.5)}h-${p(h * 1.732)}z`;
};
const diamond: Drawn = (x, y, r) => {
  const h = p(r * 1.253);
  return `M${p(x)} ${p(y - r * 1.253)}l${h} ${h}l-${h} ${h}l-${h}-${h}z`;
};
const plus: Drawn = (x, y, r) => {
  const h = r * 1.414;
  return `M${p(x - h)} ${p(y)}h${p(2 * h)}M${p(x)} ${p(y - h)}v${p(2 * h)}`;
};
const times: Drawn = (x, y, r) => {
  const d = p(2 * r);
  return `M${p(x - r)} ${p(y - r)}l${d} ${d}M${p(x - r)} ${p(y + r)}l${d}-${d}`;
};
const both = (...parts: Drawn[]): Drawn => (x, y, r) => parts.map((d) => d(x, y, r)).join("");

const OPEN: readonly Drawn[] = [
  square,
  circle,
  triangle,
  plus,
  times,
  diamond,
  downwards,
  both(square, (x, y, r) => times(x, y, r * 0.886)),
  both(plus, times),
  both(diamond, (x, y, r) => plus(x, y, r * 0.886)),
  both(circle, (x, y, r) => plus(x, y, r * 0.707)),
  both(triangle, downwards),
  both(square, (x, y, r) => plus(x, y, r * 0.627)),
  both(circle, (x, y, r) => times(x, y, r * 0.707)),
  both(square, triangle),
];
const FILLED: readonly Drawn[] = [
  square,
  circle,
  triangle,
  diamond,
  circle,
  (x, y, r) => circle(x, y, r * 0.667),
];
const BORDERED: readonly Drawn[] = [circle, square, diamond, triangle, downwards];

/** One path for a sign at several places. */
export function signPath(points: readonly Point[], sign: number, radius: number): string {
  const draw = sign <= 14 ? OPEN[sign] : sign <= 20 ? FILLED[sign - 15] : BORDERED[sign - 21];
  return draw ? points.map(({ x, y }) => draw(x, y, radius)).join("") : "";
}

/** Lines from each place like the leaves of a flower, the first upright. */
export function raysPath(
  points: readonly Point[],
  { n, turn }: { n: number; turn: number },
  radius: number,
): string {
  const ends = Array.from({ length: n }, (_, k) => 2 * Math.PI * (k + turn) / n);
  return points.map(({ x, y }) =>
    ends.map((a) =>
      `M${p(x)} ${p(y)}L${p(x + radius * Math.sin(a))} ${p(y - radius * Math.cos(a))}`
    ).join("")
  ).join("");
}

/** What of a look a sign takes: an open one its border, a filled one its inside. */
export function signLook(sign: number, look: Look): Look {
  if (sign <= 14) return { ...look, fill: null };
  if (sign <= 20) return { ...look, fill: look.stroke, stroke: null };
  return look;
}

/** Whether a sign is a line about nothing. */
export function isOpen(sign: number): boolean {
  return sign <= 14;
}
