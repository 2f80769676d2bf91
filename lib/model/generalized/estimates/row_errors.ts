/**
 * Standard errors of the linear predictor of given rows, their random effects among it: the variance given
 * the parameters, and that of what moves with these.
 *
 * Source: Kass & Steffey (1989), J. Am. Stat. Assoc. 84, 717–726; TMB's `sdreport`.
 *
 * @module
 */
import type { TermRows } from "../../fixed/random_rows.ts";
import type { NamedTerm } from "../laplace/build.ts";
import type { Found } from "../laplace/search.ts";

/** A fit at its maximum. */
export interface Standing {
  readonly found: Found;
  readonly terms: readonly NamedTerm[];
  /** Covariance of the parameters of the search; NaN of those that are held. */
  readonly covariance: Float64Array;
}

/** A random term as the search knows it, with ∂Λ/∂θ. */
interface Moving {
  readonly term: NamedTerm;
  readonly bends: readonly Float64Array[];
  /** Where its columns stand in the term as it is written. */
  readonly columns: readonly number[];
  readonly rows: TermRows;
  readonly place: ReadonlyMap<string, number>;
}

/**
 * By row.
 *
 * @param x the rows of the estimable columns
 * @param random the random terms that take part
 */
export function rowErrors(
  { found: { engine, maximum: { rho }, modeTangents, flatTangents }, terms, covariance }: Standing,
  x: readonly ArrayLike<number>[],
  random: readonly TermRows[],
): number[] {
  const { problem, plan, u, lambda, curvature } = engine;
  const { count } = plan;
  const moving = random.flatMap((rows) =>
    terms.filter((t) => t.part === "mean" && t.term === rows.design.term).map((term): Moving => {
      const { factor, index, names, levels } = term;
      const own = rho.slice(plan.terms[index]!, plan.terms[index]! + factor.count);
      return {
        term,
        rows,
        columns: names.map((n) => rows.design.left.names.indexOf(n)),
        place: new Map(levels.map((l, k) => [l, k])),
        bends: Array.from({ length: factor.count }, (_, k) => {
          const d = new Float64Array(factor.width ** 2);
          factor.tangent(own, k, d);
          return d;
        }),
      };
    })
  );
  const loads = new Float64Array(problem.q);
  const slopes = new Float64Array(count);
  return x.map((row, i) => {
    loads.fill(0);
    slopes.fill(0);
    let variance = 0;
    if (problem.restricted) problem.flat.forEach((at, j) => loads[at] = row[j]!);
    else for (let j = 0; j < problem.conditional.p; j++) slopes[plan.beta + j]! += row[j]!;
    for (const { term: { factor: { width }, index }, rows, columns, bends, place } of moving) {
      const l = place.get(rows.level[i]!);
      const first = l === undefined ? -1 : problem.firstEffect[index]![l]!;
      for (let b = 0; b < width; b++) {
        let load = 0;
        columns.forEach((c, a) => load += rows.z[i]![c]! * lambda[index]![a * width + b]!);
        // a group that is new has the variance of any
        if (first < 0) variance += load * load;
        else loads[first + b]! += load;
      }
      if (first < 0) continue;
      bends.forEach((bend, k) => {
        let sum = 0;
        columns.forEach((c, a) => {
          for (let b = 0; b < width; b++) {
            sum += rows.z[i]![c]! * bend[a * width + b]! * u[first + b]!;
          }
        });
        slopes[plan.terms[index]! + k]! += sum;
      });
    }
    for (let k = 0; k < count; k++) {
      const [mode, flat] = [modeTangents[k], flatTangents[k]];
      let sum = 0;
      if (mode) {
        loads.forEach((v, e) => sum += v === 0 || problem.penalty[e] === 0 ? 0 : v * mode[e]!);
      }
      if (flat && problem.restricted) {
        for (let j = 0; j < flat.length; j++) sum += row[j]! * flat[j]!;
      }
      slopes[k]! += sum;
    }
    const solved = loads.slice();
    curvature.solve(solved);
    loads.forEach((v, e) => variance += v === 0 ? 0 : v * solved[e]!);
    for (let k = 0; k < count; k++) {
      for (let m = 0; m < count; m++) {
        const v = covariance[k * count + m]!;
        if (!Number.isNaN(v)) variance += slopes[k]! * v * slopes[m]!;
      }
    }
    return Math.sqrt(variance);
  });
}
