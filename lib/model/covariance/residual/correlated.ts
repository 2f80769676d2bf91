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
  const phi = (psi: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(correlation.count);
    for (let k = 0; k < out.length; k++) out[k] = psi[free + k]!;
    return out;
  };
  const plain = free === 0 && size === inner;
  /** Over all groups, a matrix of one of them times √(vᵢvⱼ). */
  const filled = (psi: ArrayLike<number>, rho: Float64Array): Float64Array => {
    if (plain) return rho;
    const out = new Float64Array(size * size);
    const v = Float64Array.from(of, (k) => k === 0 ? 1 : psi[k - 1]!);
    const roots = v.map(Math.sqrt);
    for (let begin = 0; begin < size; begin += inner) {
      const end = variances.crossing ? size : begin + inner;
      for (let a = begin; a < begin + inner; a++) {
        const row = (a - begin) * inner;
        for (let b = variances.crossing ? 0 : begin; b < end; b++) {
          const r = rho[row + b % inner]!;
          if (r !== 0) out[a * size + b] = r * (a === b ? v[a]! : roots[a]! * roots[b]!);
        }
      }
    }
    return out;
  };
  /** Entries times how often variance k has part in them, by 2vₖ: the derivative of √(vᵢvⱼ) by vₖ. */
  const byVariance = (psi: ArrayLike<number>, k: number, m: Float64Array): Float64Array => {
    const out = new Float64Array(size * size);
    const factor = 1 / (2 * psi[k]!);
    for (let i = 0; i < size; i++) {
      if (of[i] !== k + 1) continue;
      for (let j = 0; j < size; j++) {
        const value = factor * m[i * size + j]!;
        if (value === 0) continue;
        out[i * size + j]! += value;
        out[j * size + i]! += value;
      }
    }
    return out;
  };
  let known: { psi: ArrayLike<number>; matrix: Float64Array } | null = null;
  /** R, which all derivatives at one point ask for. */
  const matrixAt = (psi: ArrayLike<number>): Float64Array => {
    if (known?.psi !== psi) known = { psi, matrix: filled(psi, correlation.value(phi(psi))) };
    return known.matrix;
  };
  let slopes: { psi: ArrayLike<number>; by: (Float64Array | undefined)[] } | null = null;
  /** ∂R/∂φₖ, which second derivatives ask for as well. */
  const slopeAt = (psi: ArrayLike<number>, k: number): Float64Array => {
    if (slopes?.psi !== psi) slopes = { psi, by: [] };
    return slopes.by[k] ??= filled(psi, correlation.first(phi(psi), k));
  };
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
    matrix: matrixAt,
    first(psi, k) {
      return k >= free ? slopeAt(psi, k - free) : byVariance(psi, k, matrixAt(psi));
    },
    second(psi, k, l) {
      const [a, b] = [Math.min(k, l), Math.max(k, l)];
      if (a >= free) return filled(psi, correlation.second(phi(psi), a - free, b - free));
      if (b >= free) {
        return byVariance(psi, a, slopeAt(psi, b - free));
      }
      const one = byVariance(psi, a, matrixAt(psi));
      const out = byVariance(psi, b, one);
      if (a === b) { for (let at = 0; at < out.length; at++) out[at]! -= one[at]! / psi[a]!; }
      return out;
    },
  };
}
