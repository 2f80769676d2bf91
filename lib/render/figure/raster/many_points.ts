/**
 * Many points as one picture of pixels: each is a stamp on a sheet of tones, and the sheet is the mask
 * of an area of the points' colour, so that they follow the theme of the page as lines do.
 *
 * @module
 */
import type { Ink } from "../grammar/types.ts";
import { painted } from "../painted.ts";
import { pixel, type Point, type Shape } from "../shapes.ts";
import { greyPng } from "./png.ts";

/** From so many points of one look on they are drawn as pixels. */
export const MANY_POINTS = 4000;

/** Pixels of the sheet a pixel of the page. */
const SCALE = 1.5;

/** A sign as a stamp: how much of a pixel at a distance from its middle it covers. */
type Stamp = (dx: number, dy: number) => number;

const clamp = (v: number): number => v < 0 ? 0 : v > 1 ? 1 : v;

function stampOf(kind: ManyLook["kind"], radius: number, width: number): Stamp {
  switch (kind) {
    case "disc":
      return (dx, dy) => clamp(radius + 0.5 - Math.hypot(dx, dy));
    case "ring":
      return (dx, dy) => clamp(width / 2 + 0.5 - Math.abs(Math.hypot(dx, dy) - radius));
    case "triangle": {
      // distance from the base and from the sides, whose slope is that of a triangle of 2.24 by 1.95
      const slope = Math.hypot(1.12, 1.95);
      return (dx, dy) => {
        const above = dy + 1.2 * radius;
        const inside = (1.12 * above - 1.95 * Math.abs(dx)) / slope;
        return clamp(Math.min(inside, 0.75 * radius - dy) + 0.5);
      };
    }
    case "diamond": {
      const long = Math.hypot(1.1, 1.25);
      return (dx, dy) =>
        clamp((1.375 * radius - 1.25 * Math.abs(dx) - 1.1 * Math.abs(dy)) / long + 0.5);
    }
    case "square":
      return (dx, dy) => clamp(radius * 0.886 + 0.5 - Math.max(Math.abs(dx), Math.abs(dy)));
  }
}

/** Places within a pixel, along each side, for which there is a stamp. */
const PLACES = 4;

/** Less than one part in three thousand of the ground: nothing of 16 tones. */
const OPAQUE = -8;

/**
 * Logarithms of what each pixel about a point lets through, for each place of the point within its own,
 * and where the pixels of each row of a stamp begin and end: sums of logarithms are products that no
 * number of points makes slow by being next to nothing.
 */
function stamps(stamp: Stamp, radius: number, share: number) {
  const reach = Math.ceil(1.25 * radius + 1), side = 2 * reach + 1;
  const table = new Float32Array(PLACES * PLACES * side * side);
  const begins = new Int32Array(PLACES * PLACES * side).fill(side), ends = begins.slice().fill(0);
  let at = 0, row = 0;
  for (let y = 0; y < PLACES; y++) {
    for (let x = 0; x < PLACES; x++) {
      for (let j = -reach; j <= reach; j++, row++) {
        for (let i = -reach; i <= reach; i++) {
          const [dx, dy] = [i + 0.5 - (x + 0.5) / PLACES, j + 0.5 - (y + 0.5) / PLACES];
          const tone = share * stamp(dx, dy);
          table[at++] = Math.max(OPAQUE, Math.log1p(-tone));
          if (tone === 0) continue;
          begins[row] = Math.min(begins[row]!, i + reach);
          ends[row] = i + reach + 1;
        }
      }
    }
  }
  return { side, reach, table, begins, ends };
}

/** The bounds of points with room for their signs, on whole pixels. */
function boundsOf(points: readonly Point[], room: number) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return {
    left: Math.floor(left - room),
    top: Math.floor(top - room),
    right: Math.ceil(right + room),
    bottom: Math.ceil(bottom + room),
  };
}

/** Bytes in the letters of base 64. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) {
    text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  }
  return btoa(text);
}

/** A name for what is the same bytes (FNV-1a). */
function nameOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return `p${(hash >>> 0).toString(36)}`;
}

/** How points look. */
export interface ManyLook {
  kind: "disc" | "ring" | "square" | "triangle" | "diamond";
  radius: number;
  /** Width of lines. */
  width: number;
  ink: Ink;
  opacity: number;
}

/** Many points of one look. */
export function manyPoints(points: readonly Point[], look: ManyLook): Shape[] {
  if (points.length === 0) return [];
  const radius = Math.max(0.5, look.radius * SCALE), line = look.width * SCALE;
  const room = look.radius + look.width + 1;
  const { left, top, right, bottom } = boundsOf(points, room);
  const [width, height] = [right - left, bottom - top];
  const columns = Math.ceil(width * SCALE), rows = Math.ceil(height * SCALE);
  // logarithms of what each pixel lets through; where a point lies upon another, less and less
  const through = new Float32Array(columns * rows);
  const share = Math.min(1, look.opacity * (look.ink.share ?? 1));
  const { side, reach, table, begins, ends } = stamps(
    stampOf(look.kind, radius, line),
    radius + line,
    share,
  );
  for (let p = 0; p < points.length; p++) {
    const point = points[p]!;
    const cx = (point.x - left) * SCALE * PLACES, cy = (point.y - top) * SCALE * PLACES;
    const qx = Math.floor(cx), qy = Math.floor(cy);
    const i0 = Math.floor(qx / PLACES) - reach, j0 = Math.floor(qy / PLACES) - reach;
    const first = ((qy % PLACES) * PLACES + qx % PLACES) * side;
    const last = Math.min(side, rows - j0);
    for (let l = Math.max(0, -j0); l < last; l++) {
      const row = (j0 + l) * columns + i0, own = (first + l) * side;
      const end = Math.min(ends[first + l]!, columns - i0);
      for (let k = Math.max(begins[first + l]!, -i0); k < end; k++) {
        through[row + k] = through[row + k]! + table[own + k]!;
      }
    }
  }
  const tones = new Uint8Array(through.length);
  for (let i = 0; i < tones.length; i++) {
    if (through[i] !== 0) tones[i] = Math.round(15 * (1 - Math.exp(through[i]!)));
  }
  const png = greyPng(tones, columns, rows);
  const id = nameOf(png);
  const box = {
    x: pixel(left),
    y: pixel(top),
    width: pixel(columns / SCALE),
    height: pixel(rows / SCALE),
  };
  return [
    {
      tag: "mask",
      attributes: { id, maskUnits: "userSpaceOnUse", ...box },
      children: [{
        tag: "image",
        attributes: { ...box, href: `data:image/png;base64,${base64(png)}` },
      }],
    },
    {
      tag: "rect",
      attributes: {
        ...painted({ ...look.ink, share: 1 }, "sign"),
        ...box,
        mask: `url(#${id})`,
      },
    },
  ];
}
