/**
 * Shares of variance by hand: the mean of z'Gz over the rows, with R's own variances.
 *
 * @module
 */
import { type Records, recordsOf } from "../../dense/design.ts";
import { type Json, object, type ReferenceCase, type Row, rows } from "../reference_case.ts";
import type { RightValues } from "./right.ts";

const PERFORMANCE = "the performance package takes a slope's variance only if a fixed effect has its " +
  "name, and leaves out the second term on a factor";
const NO_ICC = "the performance package gives up on a singular fit (its random variance is NA)";

const REASONS: Readonly<Record<string, string>> = {
  machines_unstructured: PERFORMANCE,
  sleepstudy_uncorr: PERFORMANCE,
  dyestuff2: NO_ICC,
  rcbd_singular: NO_ICC,
  slopes_singular: NO_ICC,
};

/** R² and ICC (Nakagawa, Johnson and Schielzeth 2017). */
export function shares({ id, json }: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  const reason = REASONS[id];
  if (reason === undefined) return values;
  const fit = object(json.fit);
  const data = recordsOf(json as unknown as Parameters<typeof recordsOf>[0]);
  const fixed = varianceOfFixed(data, fit.coef);
  const random = meanRandomVariance(data, rows(fit.varcomp));
  const residual = Number(rows(fit.varcomp).find((r) => r.grp === "Residual")?.vcov);
  const total = fixed + random + residual;
  values.set("fit.r2.marginal", { value: fixed / total, reason });
  values.set("fit.r2.conditional", { value: (fixed + random) / total, reason });
  values.set("fit.icc.adjusted", { value: random / (random + residual), reason });
  values.set("fit.icc.unadjusted", { value: random / total, reason });
  return values;
}

/** The value of a column of a model matrix in a row, from its name in R. */
function columnAt({ levels }: Records, row: Record<string, string>, name: string): number {
  if (name === "(Intercept)") return 1;
  return name.split(":").reduce((found, piece) => {
    if (row[piece] !== undefined && !levels[piece]) return found * Number(row[piece]);
    const factor = Object.keys(levels).find((f) => piece.startsWith(f))!;
    return found * (row[factor] === piece.slice(factor.length) ? 1 : 0);
  }, 1);
}

function varianceOfFixed(data: Records, coefficients: Json | undefined): number {
  const fitted = data.rows.map((row) =>
    rows(coefficients).reduce(
      (sum, c) => sum + Number(c.estimate) * columnAt(data, row, String(c.name)),
      0,
    )
  );
  const mean = fitted.reduce((a, b) => a + b, 0) / fitted.length;
  if (fitted.every((f) => Math.abs(f - mean) <= 1e-12 * Math.abs(mean))) return 0;
  return fitted.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (fitted.length - 1);
}

function meanRandomVariance(data: Records, components: readonly Row[]): number {
  const random = components.filter((r) => r.grp !== "Residual");
  const sum = data.rows.reduce((total, row) =>
    total + random.reduce((found, r) => {
      const first = columnAt(data, row, String(r.var1));
      const cross = r.var2 === null || r.var2 === undefined
        ? first * first
        : 2 * first * columnAt(data, row, String(r.var2));
      return found + cross * Number(r.vcov);
    }, 0), 0);
  return sum / data.rows.length;
}
