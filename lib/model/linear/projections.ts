/**
 * The response as a sum of parts: the mean, a part for each term in the order of the formula, and what is
 * left. In an analysis with strata each term's part is that of its stratum.
 *
 * @module
 */
import { thinQ } from "../../math/algebra/qr.ts";
import type { LinearModel } from "../fit.ts";

/** Parts of the response, n numbers each. */
export interface Projections {
  /** Of the intercept; the mean of the response. */
  readonly mean: Float64Array;
  /** By label of a term. */
  readonly terms: ReadonlyMap<string, Float64Array>;
}

/** The parts of a fit by least squares. */
export function projectionsOf(fit: LinearModel): Projections {
  const { fixed, effects, n } = fit;
  if (fit.strata) return ofStrata(fit);
  const { of, count } = fixed.cells;
  const q = thinQ(fit.decomposition);
  const weights = cellWeights(fit);
  const terms = new Map<string, Float64Array>();
  let mean = new Float64Array(n);
  const expanded = (cells: Float64Array): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => cells[of ? of[i]! : i]!);
  for (let t = 0; t <= fixed.terms.length; t++) {
    const cells = new Float64Array(count);
    let any = false;
    fixed.kept.forEach((column, k) => {
      if (fixed.assign[column] !== t) return;
      any = true;
      for (let c = 0; c < count; c++) {
        cells[c]! += q[k * count + c]! * effects[k]! / Math.sqrt(weights[c]!);
      }
    });
    if (!any) continue;
    if (t === 0) mean = expanded(cells) as typeof mean;
    else terms.set(fixed.terms[t - 1]!.label, expanded(cells));
  }
  return { mean, terms };
}

function cellWeights(fit: LinearModel): Float64Array {
  const { of, count } = fit.fixed.cells;
  const out = new Float64Array(count);
  for (let i = 0; i < fit.n; i++) out[of ? of[i]! : i]! += fit.weights ? fit.weights[i]! : 1;
  return out;
}

function ofStrata(fit: LinearModel): Projections {
  const { fitted, residuals, n } = fit;
  const total = fitted.reduce((sum, f, i) => sum + f + residuals[i]!, 0);
  const terms = new Map<string, Float64Array>();
  for (const stratum of fit.strata ?? []) {
    for (const { label, values } of stratum.projections()) {
      if (label === "Residuals" || label === "(Intercept)") continue;
      const known = terms.get(label);
      terms.set(label, known ? known.map((v, i) => v + values[i]!) : values);
    }
  }
  return { mean: new Float64Array(n).fill(total / n), terms };
}
