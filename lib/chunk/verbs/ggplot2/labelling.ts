/**
 * Words of axes and keys, and the table behind a picture.
 *
 * @module
 */
import type { Frame } from "../../../language/values/value.ts";
import type { LayerSpec, PlotSpec } from "../../../render/figure/grammar/spec.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { factsOf } from "../../bridge/facts.ts";
import type { LayerPiece, Mapping, Piece } from "../../values/plot.ts";
import { afterStat } from "./mapping.ts";

/** What statistics are shown by unless something else is mapped. */
export const USUAL_AFTER: Readonly<Record<string, { aes: string; made: string }>> = {
  sum: { aes: "size", made: "n" },
  bin2d: { aes: "fill", made: "count" },
  binhex: { aes: "fill", made: "count" },
};

const MADE_Y: Readonly<Record<string, string>> = {
  bin: "count",
  count: "count",
  density: "density",
  ecdf: "ecdf",
  bindot: "count",
};

/** Words by aesthetic: what the author says, else the expressions. */
export function labelsOf(
  pieces: readonly Piece[],
  layers: readonly LayerPiece[],
  whole: Mapping,
  data: Frame | null,
  specs: readonly LayerSpec[],
): Map<string, string | null> {
  const labels = new Map<string, string | null>();
  const { metadata } = data ? factsOf(data) : { metadata: undefined };
  const add = (mapping: Mapping): void => {
    for (const [name, { expr }] of mapping) {
      if (labels.has(name) || !expr || expr.kind === "null") continue;
      if (expr.kind === "string" || expr.kind === "number") {
        labels.set(name, name);
        continue;
      }
      const plain = expr.kind === "name" ? expr.name : null;
      const word = plain && metadata?.labels?.[plain];
      const unit = plain && metadata?.units?.[plain];
      const later = afterStat(expr);
      labels.set(
        name,
        word
          ? unit ? `${word} (${unit})` : word
          : deparse(later ?? expr).replace(/^(?:as\.)?factor\((\w+)\)$/, "$1"),
      );
    }
  };
  add(whole);
  for (const layer of layers) add(layer.mapping);
  for (const axis of ["x", "y"]) {
    for (const name of [`${axis}min`, `${axis}max`, `${axis}intercept`]) {
      if (!labels.has(axis) && labels.has(name)) labels.set(axis, labels.get(name)!);
    }
    const quantiles = specs.some((l) => l.stat === "qq" || l.stat === "qqline");
    if (quantiles) labels.set(axis, axis === "x" ? "theoretical" : "sample");
    if (axis === "y" && !labels.has(axis) && specs.some((l) => l.stat === "function")) {
      labels.set(axis, "y");
    }
    const other = axis === "x" ? "y" : "x";
    const made = specs.find((l) => MADE_Y[l.stat] && l.params.binaxis !== "y");
    if (!labels.has(axis) && made && labels.has(other)) labels.set(axis, MADE_Y[made.stat]!);
  }
  for (const { stat } of specs) {
    const usual = USUAL_AFTER[stat];
    if (usual && !labels.has(usual.aes)) labels.set(usual.aes, usual.made);
  }
  for (const piece of pieces.filter((p) => p.piece === "labels")) {
    for (const [name, text] of piece.labels) labels.set(name, text);
  }
  return labels;
}

/** Columns of the data that the layers show, each once. */
export function tableOf(
  specs: readonly LayerSpec[],
  labels: ReadonlyMap<string, string | null>,
): PlotSpec["table"] {
  const largest = specs.reduce<LayerSpec | null>((a, b) => !a || b.n > a.n ? b : a, null);
  if (!largest) return [];
  const seen = new Set<string>();
  return [...largest.mapped].flatMap(([aes, column]) => {
    const name = labels.get(aes) || aes;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ name, column }];
  });
}
