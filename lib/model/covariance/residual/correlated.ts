/**
 * R of variances and correlations: Rᵢⱼ = √(vᵢvⱼ) ρᵢⱼ(φ), with a variance for all places, one for each
 * visit, or one for each group.
 *
 * @module
 */
import type { CovarianceParameter } from "../covariance_parameter.ts";
import type { ResidualStructure } from "../residual_covariance.ts";
import { type Correlation, POSITIVE, separately } from "./correlation.ts";

/** Which variance each row of R has. */
export interface Variances {
  readonly parameters: readonly CovarianceParameter[];
  /** By row of R; more rows than `correlation.size` are further groups with the same correlations. */
  readonly of: readonly number[];
  /** Whether rows of several groups meet in one subject, and are correlated as their visits are. */
  readonly crossing?: boolean;
}

/** σ² alone. */
export function oneVariance(size: number, name = "sigma2"): Variances {
  return {
    parameters: [{
      of: { kind: "dispersion" },
      quantity: "variance",
      name,
      symbol: "\\sigma^2",
      degree: 1,
      lowest: 0,
    }],
    of: Array<number>(size).fill(0),
  };
}

/** R over `visits`, the first variance being σ². */
export function correlated(
  name: string,
  visits: readonly string[],
  correlation: Correlation,
  variances: Variances,
): ResidualStructure {
  const { of } = variances;
  const [dispersion, ...own] = variances.parameters;
  const free = own.length;
  const inner = correlation.size;
  const size = of.length;
  const scale = separately(own.map(() => POSITIVE));
  const count = free + correlation.count;
  const v = (psi: ArrayLike<number>, i: number): number => of[i] === 0 ? 1 : psi[of[i]! - 1]!;
  const phi = (psi: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: correlation.count }, (_, k) => psi[free + k]!);
  /** Over all groups, a matrix of one of them times √(vᵢvⱼ) and a factor. */
  const filled = (
    psi: ArrayLike<number>,
    rho: Float64Array,
    factor?: (i: number, j: number) => number,
  ): Float64Array => {
    const out = new Float64Array(size * size);
    const roots = Float64Array.from(of, (_, i) => Math.sqrt(v(psi, i)));
    for (let begin = 0; begin < size; begin += inner) {
      const end = variances.crossing ? size : begin + inner;
      for (let a = begin; a < begin + inner; a++) {
        for (let b = variances.crossing ? 0 : begin; b < end; b++) {
          const r = rho[(a % inner) * inner + b % inner]!;
          if (r === 0) continue;
          const f = factor ? factor(a, b) : 1;
          if (f !== 0) out[a * size + b] = r * f * (a === b ? v(psi, a) : roots[a]! * roots[b]!);
        }
      }
    }
    return out;
  };
  /** How often variance k has part in an entry. */
  const times = (k: number, i: number, j: number): number =>
    (of[i] === k + 1 ? 1 : 0) + (of[j] === k + 1 ? 1 : 0);
  const byVariance = (psi: ArrayLike<number>, k: number) => (i: number, j: number): number =>
    times(k, i, j) / (2 * psi[k]!);
  const bends: [number, number][] = [];
  for (let l = 0; l < count && correlation.count > 0; l++) {
    for (let k = 0; k <= l; k++) if (k < free || !correlation.linear) bends.push([k, l]);
  }
  return {
    name,
    visits,
    parameters: [
      ...own,
      ...correlation.parameters.map((p): CovarianceParameter => ({
        ...p,
        of: { kind: "residual-shape" },
        degree: 0,
      })),
    ],
    dispersion: dispersion!,
    ...(variances.crossing ? { regular: inner } : {}),
    bends,
    starts: correlation.starts.flatMap((s) => {
      const found = correlation.search(s);
      if (!found) return [];
      const out = new Float64Array(count);
      out.set(found, free);
      return [out];
    }),
    natural(search) {
      const out = new Float64Array(count);
      out.set(scale.natural(search));
      out.set(correlation.natural(phi(search)), free);
      return out;
    },
    search(natural) {
      const [a, b] = [scale.search(natural), correlation.search(phi(natural))];
      if (!a || !b) return null;
      const out = new Float64Array(count);
      out.set(a);
      out.set(b, free);
      return out;
    },
    jacobian(search) {
      const out = new Float64Array(count * count);
      const [a, b] = [scale.jacobian(search), correlation.jacobian(phi(search))];
      for (let i = 0; i < free; i++) out[i * count + i] = a[i * free + i]!;
      const m = count - free;
      for (let i = 0; i < m; i++) {
        out.set(b.subarray(i * m, (i + 1) * m), (free + i) * count + free);
      }
      return out;
    },
    curvature(search, add) {
      scale.curvature(search, add);
      correlation.curvature(
        phi(search),
        (i, k, l, value) => add(free + i, free + k, free + l, value),
      );
    },
    matrix: (psi) => filled(psi, correlation.value(phi(psi))),
    first(psi, k) {
      if (k >= free) return filled(psi, correlation.first(phi(psi), k - free));
      return filled(psi, correlation.value(phi(psi)), byVariance(psi, k));
    },
    second(psi, k, l) {
      const [a, b] = [Math.min(k, l), Math.max(k, l)];
      if (a >= free) return filled(psi, correlation.second(phi(psi), a - free, b - free));
      const byA = byVariance(psi, a);
      if (b >= free) return filled(psi, correlation.first(phi(psi), b - free), byA);
      const byB = byVariance(psi, b);
      const same = a === b;
      return filled(
        psi,
        correlation.value(phi(psi)),
        (i, j) => byA(i, j) * byB(i, j) - (same ? times(a, i, j) / (2 * psi[a]! ** 2) : 0),
      );
    },
  };
}
