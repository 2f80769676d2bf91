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

function stampOf(kind: "disc" | "ring" | "square", radius: number, width: number): Stamp {
  switch (kind) {
    case "disc":
      return (dx, dy) => clamp(radius + 0.5 - Math.hypot(dx, dy));
    case "ring":
      return (dx, dy) => clamp(width / 2 + 0.5 - Math.abs(Math.hypot(dx, dy) - radius));
    case "square":
      return (dx, dy) => clamp(radius * 0.886 + 0.5 - Math.max(Math.abs(dx), Math.abs(dy)));
  }
}

/** Places within a pixel, along each side, for which there is a stamp. */
const PLACES = 4;

/** What each pixel about a point lets through, for each place of the point within its own. */
function stamps(stamp: Stamp, radius: number, share: number) {
  const reach = Math.ceil(radius + 1), side = 2 * reach + 1;
  const table = new Float32Array(PLACES * PLACES * side * side);
  let at = 0;
  for (let y = 0; y < PLACES; y++) {
    for (let x = 0; x < PLACES; x++) {
      for (let j = -reach; j <= reach; j++) {
        for (let i = -reach; i <= reach; i++) {
          const [dx, dy] = [i + 0.5 - (x + 0.5) / PLACES, j + 0.5 - (y + 0.5) / PLACES];
          table[at++] = 1 - share * stamp(dx, dy);
        }
      }
    }
  }
  return { side, reach, table };
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
  kind: "disc" | "ring" | "square";
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
  // what each pixel lets through; where a point lies upon another, less and less
  const through = new Float32Array(columns * rows).fill(1);
  const share = Math.min(1, look.opacity * (look.ink.share ?? 1));
  const { side, reach, table } = stamps(stampOf(look.kind, radius, line), radius + line, share);
  for (const { x, y } of points) {
    const cx = (x - left) * SCALE * PLACES, cy = (y - top) * SCALE * PLACES;
    const qx = Math.floor(cx), qy = Math.floor(cy);
    const [i0, j0] = [Math.floor(qx / PLACES) - reach, Math.floor(qy / PLACES) - reach];
    const from = ((qy % PLACES) * PLACES + qx % PLACES) * side * side;
    const [k0, k1] = [Math.max(0, -i0), Math.min(side, columns - i0)];
    for (let l = Math.max(0, -j0); l < Math.min(side, rows - j0); l++) {
      const row = (j0 + l) * columns + i0, own = from + l * side;
      for (let k = k0; k < k1; k++) {
        const left = through[row + k]! * table[own + k]!;
        // numbers that are next to nothing are slow to multiply
        through[row + k] = left < 1e-3 ? 0 : left;
      }
    }
  }
  const tones = Uint8Array.from(through, (t) => Math.round(15 * (1 - t)));
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
        ...painted({ ...look.ink, share: 1 }, "fill"),
        ...box,
        mask: `url(#${id})`,
      },
    },
  ];
}
