/**
 * Observable Plot with its document and all that draws with them, loaded where figures are drawn
 * in-process: the only file that imports any of it for that.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { imported } from "../../later.ts";
import type { ShownFigure } from "../shown.ts";
import type { DrawnFigure } from "./draw.ts";

type Draw = typeof import("./draw.ts");
type PlotLibrary = typeof import("../../libraries/plot.js");
type DocumentLibrary = typeof import("../../libraries/linkedom.js");

let draw: ((shown: ShownFigure) => DrawnFigure) | null = null;

/** Loads the library; must have been awaited before a figure is drawn. */
export async function loadStage(): Promise<void> {
  if (draw) return;
  const [{ drawFigure }, plot, { parseHTML }] = await Promise.all([
    imported<Draw>("./draw.ts", import.meta),
    imported<PlotLibrary>("../../libraries/plot.js", import.meta),
    imported<DocumentLibrary>("../../libraries/linkedom.js", import.meta),
  ]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  draw = (shown) => drawFigure(shown, plot, document as unknown as Document);
}

/** A figure, drawn. @throws {DiagnosticError} `figures-not-loaded` */
export function drawnInProcess(shown: ShownFigure): DrawnFigure {
  return draw?.(shown) ??
    fail("figures-not-loaded", "A figure was asked for before the library was loaded", {
      hint: "Await prepareRendering first",
    });
}
