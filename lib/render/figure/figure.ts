/**
 * Figures drawn in-process.
 *
 * @module
 */
import type { Shown, ShownFigure } from "../shown.ts";
import { drawnInProcess } from "./document.ts";
import type { DrawnFigure } from "./draw.ts";

/** Pictures that were drawn: a page shows a figure and offers it as a file. */
const drawn = new WeakMap<ShownFigure, DrawnFigure>();

function drawnFigure(shown: ShownFigure): DrawnFigure {
  const known = drawn.get(shown);
  if (known) return known;
  const figure = drawnInProcess(shown);
  drawn.set(shown, figure);
  return figure;
}

/** Key and picture, without caption. Its words are the figure's `alt`. */
export function htmlFigure(shown: ShownFigure): string {
  return drawnFigure(shown).html;
}

/**
 * A figure as an SVG file of its own, with the light theme's colours and the key inside; null where
 * the value is no figure.
 */
export function renderSvg(shown: Shown): string | null {
  if (shown.kind === "markup") return /^\s*<svg\b/.test(shown.markup) ? shown.markup : null;
  return shown.kind === "figure" ? drawnFigure(shown).svg : null;
}
