/**
 * What a term's test says about the coefficients: `car`'s hypotheses.
 *
 * Source: Fox & Weisberg (2019), An R Companion to Applied Regression, chapter 5, for the types
 * as `car` understands them; Nelder (1977, J. R. Stat. Soc. A 140, 48–77) for marginality.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { choleskySmall, solveCholesky } from "../../math/algebra/triangular.ts";
import type { FixedDesign } from "../../model/fixed/fixed_design.ts";

/** The hypothesis Lβ = 0 of one term, over the estimable coefficients. No rows: none to test. */
export interface Hypothesis {
  /** The term's label, or `(Intercept)`. */
  term: string;
  rows: Float64Array[];
}

/** Places among the kept columns, by term; index 0 is the intercept. */
export function keptByTerm(fixed: FixedDesign): number[][] {
  const { assign, kept } = fixed;
  const places: number[][] = Array.from({ length: fixed.terms.length + 1 }, () => []);
  for (let i = 0; i < kept.length; i++) places[assign[kept[i]!]!]!.push(i);
  return places;
}

/**
 * The terms that contain a term: every variable of it is among theirs (a covariate counts as a
 * variable). Indices into `terms`. This is the marginality that `car` uses.
 */
export function relatives(fixed: FixedDesign, term: number): number[] {
  const own = fixed.terms[term]!.variables;
  const result: number[] = [];
  fixed.terms.forEach((t, i) => {
    if (i !== term && own.every((v) => t.variables.includes(v))) result.push(i);
  });
  return result;
}

/** The function that is one coefficient, of p. */
export const unit = (p: number, place: number): Float64Array => {
  const l = new Float64Array(p);
  l[place] = 1;
  return l;
};

/**
 * Rows E_t − V_tr V_rr⁻¹ E_r: the part of the coefficients `places` that is uncorrelated with the
 * estimates of `others`. With V = cov(β̂) this is their effect in the model without `others`
 * (the conjugate complement of Type II).
 */
function conjugateRows(
  places: readonly number[],
  others: readonly number[],
  covariance: Float64Array,
  p: number,
): Float64Array[] {
  const rows = places.map((i) => unit(p, i));
  const r = others.length;
  if (r === 0) return rows;
  const vrr = new Float64Array(r * r);
  for (let a = 0; a < r; a++) {
    for (let b = 0; b < r; b++) vrr[a * r + b] = covariance[others[a]! * p + others[b]!]!;
  }
  const factor = choleskySmall(vrr, r);
  if (!factor) singular();
  const w = new Float64Array(r);
  places.forEach((i, k) => {
    for (let a = 0; a < r; a++) w[a] = covariance[others[a]! * p + i]!;
    solveCholesky(factor, r, w);
    for (let a = 0; a < r; a++) rows[k]![others[a]!]! -= w[a]!;
  });
  return rows;
}

function singular(): never {
  fail("singular-covariance", "The covariance of the coefficients is singular", {
    hint: "Drop terms that the data cannot tell apart",
  });
}

/**
 * The conjugate rows of each term on all after it. In the order from the last coefficient to the
 * first, the Cholesky factor of the covariance of those after a term is the beginning of one factor.
 */
function sequentialRows(
  places: readonly (readonly number[])[],
  covariance: Float64Array,
  p: number,
): Float64Array[][] {
  const reversed = new Float64Array(p * p);
  for (let i = 0; i < p * p; i++) reversed[i] = covariance[p * p - 1 - i]!;
  const factor = choleskySmall(reversed, p);
  if (!factor) singular();
  return places.slice(1).map((own) =>
    own.map((i) => {
      const row = unit(p, i);
      const after = p - 1 - own[own.length - 1]!;
      const begin = new Float64Array(after * after);
      for (let k = 0; k < after; k++) {
        begin.set(factor.subarray(k * p, k * p + after), k * after);
      }
      const w = Float64Array.from({ length: after }, (_, k) => covariance[(p - 1 - k) * p + i]!);
      solveCholesky(begin, after, w);
      for (let k = 0; k < after; k++) row[p - 1 - k]! -= w[k]!;
      return row;
    })
  );
}

/**
 * `car`'s hypotheses, a type at a time:
 *
 * - Type I: each term after those before it, in the metric of the estimates' covariance (as lme4's
 *   sequential table).
 * - Type II: each term after all that do not contain it; with a Kenward-Roger covariance the adjusted
 *   one, as `car::Anova(test = "F")` has it.
 * - Type III: the term's own coefficients, which depend on the coding; `(Intercept)` first.
 *
 * @param withIntercept whether there is a row for the intercept: before all others in a sequence
 */
export function carHypotheses(
  fixed: FixedDesign,
  covariance: Float64Array,
  type: 1 | 2 | 3,
  withIntercept = type === 3,
): Hypothesis[] {
  const p = fixed.kept.length;
  const places = keptByTerm(fixed);
  const result: Hypothesis[] = [];
  if (withIntercept && fixed.intercept) {
    const later = type === 1 ? places.slice(1).flat() : [];
    result.push({ term: "(Intercept)", rows: conjugateRows(places[0]!, later, covariance, p) });
  }
  const sequence = type === 1 ? sequentialRows(places, covariance, p) : null;
  fixed.terms.forEach((term, t) => {
    const own = places[t + 1]!;
    if (sequence) {
      result.push({ term: term.label, rows: sequence[t]! });
      return;
    }
    let others: number[] = [];
    if (type === 2) others = relatives(fixed, t).flatMap((u) => places[u + 1]!);
    result.push({ term: term.label, rows: conjugateRows(own, others, covariance, p) });
  });
  return result;
}
