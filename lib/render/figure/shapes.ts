/**
 * Parts of a picture as plain values, written as short as SVG allows: many marks of one kind go
 * into one path.
 *
 * @module
 */
import { isMarked, runsOf, widthParts } from "./marked_words.ts";

/** An SVG element. */
export interface Shape {
  tag: string;
  attributes: Record<string, string | number>;
  text?: string;
  children?: Shape[];
}

/** A place on the picture, in pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Coordinates to a tenth of a pixel. */
export function pixel(x: number): string {
  return String(Number(x.toFixed(1)) + 0);
}

type Attributes = Record<string, string | number>;

/** Elements that belong together. */
export function group(children: Shape[], attributes: Attributes = {}): Shape {
  return { tag: "g", attributes, children };
}

/** A path. */
export function path(d: string, attributes: Attributes = {}): Shape {
  return { tag: "path", attributes: { ...attributes, d } };
}

/** A line of text. */
export function label(text: string, x: number, y: number, attributes: Attributes = {}): Shape {
  const shape = { tag: "text", attributes: { ...attributes, x: pixel(x), y: pixel(y) } };
  return isMarked(text) ? { ...shape, children: spansOf(text) } : { ...shape, text };
}

/** The parts of a label, each as far from the line as it is to be. */
function spansOf(text: string): Shape[] {
  let line = 0;
  return runsOf(text).map(({ text, size, below, italic, bold }): Shape => {
    const shift = (below - line) / size;
    line = below;
    return {
      tag: "tspan",
      attributes: {
        ...(Math.abs(shift) > 1e-9 ? { dy: `${Number(shift.toFixed(3))}em` } : {}),
        ...(size === 1 ? {} : { "font-size": `${Number(size.toFixed(2))}em` }),
        ...(italic ? { "font-style": "italic" } : {}),
        ...(bold ? { "font-weight": 700 } : {}),
      },
      text,
    };
  });
}

/** Lines between pairs of points, as one path. */
export function segments(pairs: readonly [Point, Point][]): string {
  return pairs.map(([a, b]) => {
    if (pixel(a.x) === pixel(b.x)) return `M${pixel(a.x)} ${pixel(a.y)}V${pixel(b.y)}`;
    if (pixel(a.y) === pixel(b.y)) return `M${pixel(a.x)} ${pixel(a.y)}H${pixel(b.x)}`;
    return `M${pixel(a.x)} ${pixel(a.y)}L${pixel(b.x)} ${pixel(b.y)}`;
  }).join("");
}

/** A line through points; gaps where a point is null. */
export function polyline(points: readonly (Point | null)[]): string {
  let open = false;
  return points.map((p) => {
    if (!p) {
      open = false;
      return "";
    }
    const text = `${open ? "L" : "M"}${pixel(p.x)} ${pixel(p.y)}`;
    open = true;
    return text;
  }).join("");
}

/** Round dots for a stroke with round caps: one path for all. */
export function dots(points: readonly Point[]): string {
  return points.map((p) => `M${pixel(p.x)} ${pixel(p.y)}h0`).join("");
}

/** Shapes that tell series apart where colour cannot. */
export type Glyph = "circle" | "square" | "triangle" | "diamond" | "cross" | "ring" | "times";

/** Signs of the glyphs in a key. */
export const GLYPH_SIGNS: Record<Glyph, string> = {
  circle: "●",
  square: "■",
  triangle: "▲",
  diamond: "◆",
  cross: "✚",
  ring: "○",
  times: "✕",
};

/** Filled marks of one shape at several points, as one path. */
export function glyphs(points: readonly Point[], shape: Glyph, radius: number): string {
  const r = radius, d = pixel(2 * r);
  return points.map(({ x, y }) => {
    switch (shape) {
      case "square":
        return `M${pixel(x - r * 0.88)} ${pixel(y - r * 0.88)}h${pixel(r * 1.76)}v${
          pixel(r * 1.76)
        }h-${pixel(r * 1.76)}z`;
      case "triangle":
        return `M${pixel(x)} ${pixel(y - r * 1.2)}l${pixel(r * 1.12)} ${pixel(r * 1.95)}h-${
          pixel(r * 2.24)
        }z`;
      case "diamond":
        return `M${pixel(x)} ${pixel(y - r * 1.25)}l${pixel(r * 1.1)} ${pixel(r * 1.25)}l-${
          pixel(r * 1.1)
        } ${pixel(r * 1.25)}l-${pixel(r * 1.1)}-${pixel(r * 1.25)}z`;
      case "cross":
        return `M${pixel(x - r)} ${pixel(y - r * 0.35)}h${pixel(r * 0.65)}v-${pixel(r * 0.65)}h${
          pixel(r * 0.7)
        }v${pixel(r * 0.65)}h${pixel(r * 0.65)}v${pixel(r * 0.7)}h-${pixel(r * 0.65)}v${
          pixel(r * 0.65)
        }h-${pixel(r * 0.7)}v-${pixel(r * 0.65)}h-${pixel(r * 0.65)}z`;
      case "times": {
        const [near, far] = [r * 0.3, r * 1.0];
        const ring: [number, number][] = [
          [0, -near],
          [far - near, -far],
          [far, near - far],
          [near, 0],
          [far, far - near],
          [far - near, far],
          [0, near],
          [near - far, far],
          [-far, far - near],
          [-near, 0],
          [-far, near - far],
          [near - far, -far],
        ];
        return `${
          ring.map(([a, b], i) => `${i === 0 ? "M" : "L"}${pixel(x + a)} ${pixel(y + b)}`).join("")
        }z`;
      }
      default:
        return `M${pixel(x - r)} ${pixel(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0-${d} 0`;
    }
  }).join("");
}

/** About how wide a text is at the size of figures. */
export function textWidth(text: string, size = 15): number {
  let width = 0;
  for (const { text: part, size: share } of widthParts(text)) width += share * signsWidth(part);
  return width * size;
}

function signsWidth(text: string): number {
  let width = 0;
  for (const c of text) {
    width += /[ilj.,:;'|!() ]/.test(c) ? 0.3 : /[mwMW]/.test(c) ? 0.82 : c === "=" ? 0.62 : 0.52;
  }
  return width;
}
