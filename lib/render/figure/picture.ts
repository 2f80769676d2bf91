/**
 * A finished picture: its size, its SVG, and the words above it.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import type { Stage } from "./stage.ts";
import type { SeriesStyle } from "./made/series.ts";

/** What a figure's drawing gives. */
export interface Picture {
  width: number;
  height: number;
  /** SVG inside the root element. */
  inner: string;
  /** Words of the vertical axis, or of the whole; empty for none. */
  title: string;
  series: { name: string; style: SeriesStyle }[];
  /** What a raw point is; null without raw points. */
  raw: string | null;
  /** Where its panels lie, with the texts about them left out. */
  within?: { left: number; right: number; top: number; bottom: number };
  /** Panels that may stand beside each other or below, as the page has room. */
  panels?: Panel[];
}

/** One of several panels. */
export interface Panel {
  width: number;
  height: number;
  inner: string;
}

/** Width of a figure drawn again for a phone. */
export const NARROW_WIDTH = 372;

/** Size asked for by the author, or the figure's own, and what to draw with. */
export interface Size {
  width: number | null;
  height: number | null;
  stage: Stage;
}

/** Width of a figure that fills the column of text. */
export const TEXT_WIDTH = 672;

/** Panels laid out in columns as one picture, for a file of its own. */
export function laidOut(panels: readonly Panel[], columns: number, gap = 16): Panel {
  let y = 0, width = 0, inner = "";
  for (let i = 0; i < panels.length; i += columns) {
    const row = panels.slice(i, i + columns);
    let x = 0;
    for (const panel of row) {
      inner += `<g transform="translate(${x} ${y})">${panel.inner}</g>`;
      x += panel.width + gap;
    }
    width = Math.max(width, x - gap);
    y += greatest(row.map((p) => p.height)) + gap;
  }
  return { width, height: y - gap, inner };
}
