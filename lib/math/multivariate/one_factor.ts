/**
 * The largest of t statistics with one-factor correlation ρᵢⱼ = λᵢλⱼ, such as comparisons with one
 * control (Dunnett 1955): given the common normal factor x and the scale s the statistics are
 * independent, so two nested integrals do for any number of them. Both are trapezoidal rules on the
 * whole line with positive terms, so small tails keep their relative precision.
 *
 * @module
 */
import { normalDensity, normalUpper } from "../distribution/normal.ts";
import { scaleMixture } from "./scale_mixture.ts";
import { anyOf } from "../distribution/special.ts";

/** Statistics with the same loading, counted. */
export interface Loading {
  loading: number;
  count: number;
}

/**
 * Loadings λ with ρᵢⱼ = λᵢλⱼ for all i ≠ j, |λ| < 1, equal ones taken together; null where the
 * correlation has no such form.
 */
export function loadingsOf(correlation: Float64Array, size: number): Loading[] | null {
  const at = (i: number, j: number): number => correlation[i * size + j]!;
  let [p, q] = [0, 1];
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      if (Math.abs(at(i, j)) > Math.abs(at(p, q))) [p, q] = [i, j];
    }
  }
  if (at(p, q) === 0) return [{ loading: 0, count: size }];
  let third = -1;
  let best = 0;
  for (let i = 0; i < size; i++) {
    if (i === p || i === q) continue;
    const strength = Math.abs(at(p, i) * at(q, i));
    if (strength > best) [third, best] = [i, strength];
  }
  const square = third >= 0 ? at(p, q) * at(p, third) / at(q, third) : Math.abs(at(p, q));
  if (!(square > 0 && square < 0.9999)) return null;
  const loadings = new Float64Array(size);
  loadings[p] = Math.sqrt(square);
  for (let j = 0; j < size; j++) if (j !== p) loadings[j] = at(p, j) / loadings[p]!;
  for (let i = 0; i < size; i++) {
    if (Math.abs(loadings[i]!) > 0.9999) return null;
    for (let j = 0; j < i; j++) {
      if (Math.abs(at(i, j) - loadings[i]! * loadings[j]!) > 1e-9) return null;
    }
  }
  return counted(loadings);
}

function counted(loadings: Float64Array): Loading[] {
  const groups: Loading[] = [];
  for (const loading of loadings.slice().sort()) {
    const last = groups.at(-1);
    if (last && Math.abs(last.loading - loading) < 1e-13) last.count++;
    else groups.push({ loading, count: 1 });
  }
  return groups;
}

/** P(max |Zⱼ| > w) or P(max Zⱼ > w) for normal statistics. */
function normalOneFactor(
  groups: readonly Loading[],
  w: number,
  twoSided: boolean,
  step: number,
): number {
  if (twoSided && w <= 0) return 1;
  const reach = 9 + Math.abs(w);
  const last = Math.ceil(reach / step);
  let sum = 0;
  for (let i = -last; i <= last; i++) {
    const x = i * step;
    let exceeded = 0;
    for (const { loading, count } of groups) {
      const inverse = 1 / Math.sqrt((1 - loading) * (1 + loading));
      let tail = normalUpper((w - loading * x) * inverse);
      if (twoSided) tail += normalUpper((w + loading * x) * inverse);
      tail = anyOf(Math.min(tail, 1), count);
      exceeded += tail - exceeded * tail;
    }
    sum += normalDensity(x) * exceeded;
  }
  return sum * step;
}

/**
 * P(max |Tⱼ| > c) or P(max Tⱼ > c) for one-factor loadings, as a function of c and df. `refine`
 * divides the steps of both rules, for checking a result against itself.
 */
export function oneFactorLaw(
  groups: readonly Loading[],
  twoSided: boolean,
  refine = 1,
): (c: number, df: number) => number {
  // the integrand over x is as sharp as the largest λ/√(1−λ²), and sharper for many statistics
  let sharp = 0;
  let total = 0;
  for (const { loading, count } of groups) {
    sharp = Math.max(sharp, loading * loading / (1 - loading * loading));
    total += count;
  }
  const step = 0.55 / Math.sqrt(1 + sharp * (1 + Math.log(total))) / refine;
  const direct = (w: number): number => normalOneFactor(groups, w, twoSided, step);
  return scaleMixture(direct, {
    twoSided,
    statistics: total,
    width: 0.5 / Math.sqrt(1 + sharp / 4),
    refine,
  });
}
