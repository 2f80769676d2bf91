/**
 * What a term's test says about the coefficients: `car`'s hypotheses.
 *
 * Source: Fox & Weisberg (2019), An R Companion to Applied Regression, chapter 5, for the types
 * as `car` understands them; Nelder (1977, J. R. Stat. Soc. A 140, 48–77) for marginality.
 *
 * @module
 */
import { addAll } from "../lists.ts";
import { fail } from "../diagnostic.ts";
import { choleskySmall, solveCholesky } from "../math/triangular.ts";
import type { FixedDesign } from "../model/fixed_design.ts";

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

const unit = (p: number, place: number): Float64Array => {
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
  if (!factor) {
    fail("singular-covariance", "The covariance of the coefficients is singular", {
      hint: "Drop terms that the data cannot tell apart",
    });
  }
  const w = new Float64Array(r);
  places.forEach((i, k) => {
    for (let a = 0; a < r; a++) w[a] = covariance[others[a]! * p + i]!;
    solveCholesky(factor, r, w);
    for (let a = 0; a < r; a++) rows[k]![others[a]!]! -= w[a]!;
  });
  return rows;
}

/**
 * `car`'s hypotheses, a type at a time:
 *
 * - Type I: each term after those before it, in the metric of the estimates' covariance (as lme4's
 *   sequential table).
 * - Type II: each term after all that do not contain it; with a Kenward-Roger covariance the adjusted
 *   one, as `car::Anova(test = "F")` has it.
 * - Type III: the term's own coefficients, which depend on the coding; `(Intercept)` first.
 */
export function carHypotheses(
  fixed: FixedDesign,
  covariance: Float64Array,
  type: 1 | 2 | 3,
): Hypothesis[] {
  const p = fixed.kept.length;
  const places = keptByTerm(fixed);
  const result: Hypothesis[] = [];
  if (type === 3 && fixed.intercept) {
    result.push({ term: "(Intercept)", rows: places[0]!.map((i) => unit(p, i)) });
  }
  fixed.terms.forEach((term, t) => {
    const own = places[t + 1]!;
    let others: number[] = [];
    if (type === 1) { for (let u = t + 2; u < places.length; u++) addAll(others, places[u]!); }
    if (type === 2) others = relatives(fixed, t).flatMap((u) => places[u + 1]!);
    result.push({ term: term.label, rows: conjugateRows(own, others, covariance, p) });
  });
  return result;
}
