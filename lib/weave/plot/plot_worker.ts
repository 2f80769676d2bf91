/**
 * Draws figures of our own with Plot, in a worker without any permission.
 *
 * @module
 */
import * as Plot from "../../libraries/plot.js";
import { parseHTML } from "../../libraries/linkedom.js";
import { drawFigure } from "../../render/figure/draw.ts";
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

scope.onmessage = ({ data: { id, figure } }: MessageEvent<FigureRequest>): void => {
  try {
    const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
    const drawn = drawFigure(figure, Plot, document as unknown as Document);
    scope.postMessage({ id, ...drawn } satisfies FigureAnswer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ id, message } satisfies FigureAnswer);
  }
};
