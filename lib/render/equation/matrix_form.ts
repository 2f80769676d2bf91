/**
 * The equation in matrices.
 *
 * @module
 */
import type { Notation } from "../../design/structure/notation.ts";
import type { Fit } from "../../model/fit.ts";
import type { ShownEquation } from "../shown.ts";
import type { Predictor } from "./predictor.ts";

/** y = Xβ + Zu + ε with the distributions of u and ε. */
export function matrixLines(predictor: Predictor): string[] {
  const mixed = predictor.random.length > 0;
  const random = mixed ? " + \\mathbf{Z}\\boldsymbol{u}" : "";
  return [
    `\\mathbf{y} &= \\mathbf{X}\\boldsymbol{\\beta}${random} + \\boldsymbol{\\varepsilon}`,
    ...(mixed ? ["\\boldsymbol{u} &\\sim N(\\mathbf{0}, \\mathbf{G})"] : []),
    "\\boldsymbol{\\varepsilon} &\\sim N(\\mathbf{0}, \\sigma^2\\mathbf{I})",
  ];
}

/** Meanings of the matrices, with their sizes where they are known. */
export function matrixWhere(
  notation: Notation,
  fit: Fit | null,
  predictor: Predictor,
): ShownEquation["where"] {
  const n = notation.observations;
  const p = fit?.fixed.names.length ?? null;
  const q = predictor.random.reduce((sum, part) => sum + part.levels * part.effects.length, 0);
  const size = (rows: number, columns: number | null): { range?: string } =>
    columns === null ? {} : { range: `${rows} × ${columns}` };
  const mixed = predictor.random.length > 0;
  return [
    {
      symbol: "\\mathbf{y}",
      meaning: predictor.responseWords || "the observations",
      range: `${n} observations`,
    },
    { symbol: "\\mathbf{X}", meaning: "model matrix of the fixed effects", ...size(n, p) },
    {
      symbol: "\\boldsymbol{\\beta}",
      meaning: "fixed effects",
      ...(p === null ? {} : { range: `${p} coefficients` }),
    },
    ...(mixed
      ? [
        { symbol: "\\mathbf{Z}", meaning: "which unit an observation comes from", ...size(n, q) },
        { symbol: "\\boldsymbol{u}", meaning: "random effects", range: `${q} effects` },
        { symbol: "\\mathbf{G}", meaning: "their variances and covariances", ...size(q, q) },
      ]
      : []),
    { symbol: "\\boldsymbol{\\varepsilon}", meaning: "residuals", range: `${n} residuals` },
    { symbol: "\\sigma^2", meaning: "residual variance" },
  ];
}
