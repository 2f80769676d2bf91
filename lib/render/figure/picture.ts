/**
 * A finished picture: its size, its SVG, and the words above it.
 *
 * @module
 */
import type { SeriesStyle } from "./series.ts";

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
}

/** Size asked for by the author, or the figure's own. */
export interface Size {
  width: number | null;
  height: number | null;
}

/** Width of a figure that fills the column of text. */
export const TEXT_WIDTH = 672;

/** Panels side by side: each piece of SVG at its place. */
export function placed(inner: string, x: number, y: number): string {
  return `<g transform="translate(${x} ${y})">${inner}</g>`;
}
