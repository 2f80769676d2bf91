/**
 * What figures are drawn with: Observable Plot and a document. Both are handed in, so that the same
 * drawing runs in a page's worker and in-process; only their types are known here.
 *
 * @module
 */
import type * as PlotModule from "@observablehq/plot";

/** Observable Plot. */
export type Plot = typeof PlotModule;

/** The library with the document that it draws in. */
export interface Stage {
  plot: Plot;
  document: Document;
}
