/**
 * Sums over the rows, by parameter: what first derivatives are, and their derivatives.
 *
 * @module
 */
import { type LaplaceEngine, type ParameterPlan, part } from "./engine.ts";

/** The term that a parameter of Λ belongs to. */
export function termOf({ terms }: ParameterPlan, k: number): number {
  let t = 0;
  while (t + 1 < terms.length && k >= terms[t + 1]!) t++;
  return t;
}

/** Sums over the rows, by parameter. */
export function gatherSums(
  engine: LaplaceEngine,
  rho: ArrayLike<number>,
  e: Float64Array,
  f: readonly Float64Array[],
  ofLambda: readonly Float64Array[],
  out: Float64Array,
  at: number,
): void {
  const { problem, plan } = engine;
  const { n, conditional, zero: z0, dispersion, restricted, terms } = problem;
  const sum = (x: Float64Array, p: number, of: Float64Array, first: number): void => {
    for (let i = 0; i < n; i++) {
      const v = of[i]!;
      for (let j = 0; j < p; j++) out[at + first + j]! += x[i * p + j]! * v;
    }
  };
  if (!restricted) sum(conditional.x, conditional.p, e, plan.beta);
  if (z0) sum(z0.x, z0.p, f[0]!, plan.zero);
  if (dispersion) sum(dispersion.x, dispersion.p, f[z0 ? 1 : 0]!, plan.dispersion);
  terms.forEach(({ factor }, t) => {
    const theta = part(rho, plan.terms[t]!, factor.count);
    const d = new Float64Array(factor.width ** 2);
    for (let j = 0; j < factor.count; j++) {
      factor.tangent(theta, j, d);
      let total = 0;
      for (let c = 0; c < d.length; c++) total += d[c]! * ofLambda[t]![c]!;
      out[at + plan.terms[t]! + j]! += total;
    }
  });
}

/** What the second derivatives of Λ add, for a parameter of it. */
export function addBend(
  engine: LaplaceEngine,
  rho: ArrayLike<number>,
  k: number,
  ofLambda: readonly Float64Array[],
  hessian: Float64Array,
): void {
  const { problem: { terms }, plan } = engine;
  if (terms.length === 0 || k < plan.terms[0]!) return;
  const t = termOf(plan, k);
  const { factor } = terms[t]!;
  const first = plan.terms[t]!;
  const d = new Float64Array(factor.width ** 2);
  for (let j = 0; j < factor.count; j++) {
    if (!factor.second(part(rho, first, factor.count), k - first, j, d)) continue;
    let total = 0;
    for (let c = 0; c < d.length; c++) total += d[c]! * ofLambda[t]![c]!;
    hessian[k * plan.count + first + j]! += total;
  }
}
