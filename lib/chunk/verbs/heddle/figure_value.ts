/**
 * A figure as a value, and what figures are asked for with.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { DisplayValue, Value } from "../../values/value.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import type { ShownFigure } from "../../../render/shown.ts";
import { deparse } from "../../../syntax/deparse.ts";

/** A figure as a value. */
export function figureValue(shown: ShownFigure, inLayers?: () => Value): DisplayValue {
  return {
    kind: "display",
    shown,
    what: "a figure",
    frame: null,
    parts: {},
    ...(inLayers ? { inLayers } : {}),
  };
}

/** An argument as its author wrote it: the words of an axis. */
export function written(call: Call, name: string): string {
  const expr = call.quoted(name);
  return expr ? deparse(expr) : name;
}

/** Means, or those in a list of means and their contrasts; null for anything else. */
export function meansIn(value: Value): MeansGrid | null {
  if (value.kind === "means") return value.grid;
  if (value.kind !== "list") return null;
  const first = value.items.find((i) => i.value.kind === "means")?.value;
  return first?.kind === "means" ? first.grid : null;
}
