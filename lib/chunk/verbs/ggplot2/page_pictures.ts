/**
 * What a page knows of its pictures: the last one, and the theme of all.
 *
 * @module
 */
import type { Scope } from "../../../language/values/value.ts";
import type { Piece, PlotValue } from "../../values/plot.ts";

type Theme = readonly Extract<Piece, { piece: "theme" }>[];

const LAST = new WeakMap<Scope, PlotValue>();
const THEMES = new WeakMap<Scope, Theme>();

function pageOf(scope: Scope): Scope {
  let own = scope;
  while (own.parent) own = own.parent;
  return own;
}

/** The picture that was made or shown last on the page of a scope. */
export function lastPlot(scope: Scope): PlotValue | null {
  return LAST.get(pageOf(scope)) ?? null;
}

/** Says which picture is the last. */
export function isLast(scope: Scope, plot: PlotValue): void {
  LAST.set(pageOf(scope), plot);
}

/** The theme of all pictures of a page. */
export function pageTheme(scope: Scope): Theme {
  return THEMES.get(pageOf(scope)) ?? [];
}

/** Sets the theme of all pictures from here on. */
export function setPageTheme(scope: Scope, theme: Theme): void {
  THEMES.set(pageOf(scope), theme);
}
