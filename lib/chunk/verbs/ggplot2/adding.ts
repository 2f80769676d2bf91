/**
 * `+` of pictures and their parts.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { Piece, PlotValue } from "../../values/plot.ts";
import { describe, type Value } from "../../values/value.ts";
import { built } from "./building.ts";

/** A picture of pieces. It is built once, when it is shown. */
export function plotOf(given: Omit<PlotValue, "kind" | "shown">): PlotValue {
  let shown: ReturnType<PlotValue["shown"]> | null = null;
  const plot: PlotValue = { kind: "plot", ...given, shown: () => shown ??= built(plot) };
  return plot;
}

/** Pieces of what stands on the right of `+`; null if it is none. */
export function piecesIn(value: Value): readonly Piece[] | null {
  switch (value.kind) {
    case "null":
      return [];
    case "pieces":
      return value.pieces;
    case "list": {
      const found = value.items.map((i) => piecesIn(i.value));
      return found.every((f) => f !== null) ? found.flat() : null;
    }
    default:
      return null;
  }
}

/** The sum of a picture and its parts; null where neither is one. */
export function addedTo(a: Value, b: Value, span: Span): Value | null {
  const right = piecesIn(b);
  if (a.kind === "plot") {
    if (right) return plotOf({ ...a, pieces: [...a.pieces, ...right] });
    if (b.kind === "plot") return null;
    return fail(
      "wrong-argument",
      `${describe(b)} cannot be added to a picture`.replace(/^./, (c) => c.toUpperCase()),
      {
        span,
        hint: "Add layers, scales, labels or a theme: ggplot(d, aes(x, y)) + geom_point()",
      },
    );
  }
  if (a.kind === "pieces" && right) return { kind: "pieces", pieces: [...a.pieces, ...right] };
  return null;
}
