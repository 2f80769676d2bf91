/**
 * Draws figures of our own with Plot, in a worker without any permission.
 *
 * @module
 */
import * as Plot from "../../libraries/plot.js";
import { parseHTML } from "../../libraries/linkedom.js";
import { drawFigure, type DrawnFigure } from "../../render/figure/draw.ts";
import { makeFigure } from "../../render/figure/made/make_figure.ts";
import type { ShownFigure } from "../../render/shown.ts";

/** A figure to draw. */
export interface FigureRequest {
  id: number;
  figure: ShownFigure;
}

/** What it answers. */
export type FigureAnswer =
  | { id: number; html: string; svg: string }
  | { id: number; message: string };

const scope = globalThis as unknown as Worker & typeof globalThis;

function drawn(figure: ShownFigure): DrawnFigure {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  return drawFigure(figure, Plot, document as unknown as Document);
}

scope.onmessage = ({ data: { id, figure } }: MessageEvent<FigureRequest>): void => {
  try {
    scope.postMessage({ id, ...drawn(figure) } satisfies FigureAnswer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ id, message } satisfies FigureAnswer);
  }
};

// The first figure takes ten times as long as the next, since all that draws it is compiled then: a
// small one is drawn while the models are still fitted, and seen by nobody.
drawn(makeFigure({
  figure: "residuals",
  response: { label: "y" },
  fitted: [1, 1, 2, 2, 3, 3],
  standardized: [0.4, -1.2, 0.9, -0.3, 1.1, -0.9],
  group: { name: "g", levels: ["a", "b"], codes: [1, 2, 1, 2, 1, 2] },
}, ""));
