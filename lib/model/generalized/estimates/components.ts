/**
 * Random effects and their covariances as readers know them.
 *
 * @module
 */
import type { CovarianceEstimate, RandomEffect, VarianceComponent } from "../../fit.ts";
import type { NamedTerm } from "../laplace/build.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";
import { part } from "../laplace/engine.ts";

/** Names of terms: the group, with `.1`, `.2` … for further terms on it. */
export function labelsOf(terms: readonly NamedTerm[]): string[] {
  const seen = new Map<string, number>();
  return terms.map(({ group, part }) => {
    const own = `${part} ${group}`;
    const times = seen.get(own) ?? 0;
    seen.set(own, times + 1);
    return times === 0 ? group : `${group}.${times}`;
  });
}

/** ΛΛ'. */
export function squared(lambda: ArrayLike<number>, width: number): Float64Array {
  const g = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      for (let k = 0; k < width; k++) {
        g[i * width + j]! += lambda[i * width + k]! * lambda[j * width + k]!;
      }
    }
  }
  return g;
}

/** Structures whose correlations one number says. */
const SHORT: ReadonlySet<string> = new Set(["ar1", "cs"]);

/** Variances, standard deviations and correlations. */
export function varianceComponentsOf(
  terms: readonly NamedTerm[],
  labels: readonly string[],
  lambda: readonly Float64Array[],
): VarianceComponent[] {
  return terms.flatMap(({ names, factor, index }, t) => {
    const { width } = factor;
    const g = squared(lambda[index]!, width);
    return names.map((term, i): VarianceComponent => ({
      group: labels[t]!,
      term,
      ...(SHORT.has(factor.structure) ? { structure: factor.structure as "ar1" | "cs" } : {}),
      variance: g[i * width + i]!,
      sd: Math.sqrt(g[i * width + i]!),
      correlations: Array.from({ length: i }, (_, j) => {
        const size = Math.sqrt(g[i * width + i]! * g[j * width + j]!);
        return size === 0 ? null : g[i * width + j]! / size;
      }),
    }));
  });
}

const INTERCEPT = "(Intercept)";

/** Where the parameters of the search are, with their covariance. */
export interface Estimated {
  readonly rho: Float64Array;
  readonly covariance: Float64Array;
  readonly starts: readonly number[];
  readonly count: number;
}

/** Variances and covariances by SAS's names, with standard errors by way of the search's parameters. */
export function covarianceParametersOf(
  terms: readonly NamedTerm[],
  labels: readonly string[],
  { rho, covariance, starts, count }: Estimated,
): CovarianceEstimate[] {
  return terms.flatMap((named, t) => {
    const { factor } = named;
    const { width } = factor;
    const start = starts[named.index]!;
    const theta = part(rho, start, factor.count);
    const lambda = new Float64Array(width * width);
    factor.fill(theta, lambda);
    const tangents = Array.from({ length: factor.count }, (_, k) => {
      const d = new Float64Array(width * width);
      factor.tangent(theta, k, d);
      return d;
    });
    const errorOf = (slope: (d: Float64Array) => number): number | null => {
      const slopes = tangents.map(slope);
      let variance = 0;
      for (let k = 0; k < slopes.length; k++) {
        for (let l = 0; l < slopes.length; l++) {
          const v = covariance[(start + k) * count + start + l]!;
          if (slopes[k] !== 0 && slopes[l] !== 0) variance += slopes[k]! * slopes[l]! * v;
        }
      }
      return variance > 0 ? Math.sqrt(variance) : null;
    };
    if (factor.structure === "ar1") return autoregressive(labels[t]!, theta, errorOf, tangents);
    const g = squared(lambda, width);
    const out: CovarianceEstimate[] = [];
    for (let j = 0; j < width; j++) {
      for (let i = j; i < width; i++) {
        if (i > j && factor.structure === "diag") continue;
        out.push({
          name: nameOf(named, labels[t]!, i, j),
          estimate: g[i * width + j]!,
          standardError: errorOf((d) => productSlope(lambda, d, width, i, j)),
        });
      }
    }
    return out;
  });
}

function nameOf({ names }: NamedTerm, label: string, i: number, j: number): string {
  const [a, b] = [names[i]!, names[j]!];
  if (i !== j) return `cov(${a},${b}|${label})`;
  return a === INTERCEPT ? `var(${label})` : `var(${a}|${label})`;
}

/** Of (ΛΛ')ᵢⱼ along a tangent of Λ. */
export function productSlope(
  lambda: Float64Array,
  d: Float64Array,
  width: number,
  i: number,
  j: number,
): number {
  let sum = 0;
  for (let k = 0; k < width; k++) {
    sum += d[i * width + k]! * lambda[j * width + k]! + lambda[i * width + k]! * d[j * width + k]!;
  }
  return sum;
}

function autoregressive(
  label: string,
  [sigma, xi]: ArrayLike<number> & Iterable<number>,
  errorOf: (slope: (d: Float64Array) => number) => number | null,
  tangents: readonly Float64Array[],
): CovarianceEstimate[] {
  const root = Math.sqrt(1 + xi! * xi!);
  return [
    {
      name: `ar1(${label}).sigma2`,
      estimate: sigma! ** 2,
      standardError: errorOf((d) => d === tangents[0] ? 2 * sigma! : 0),
    },
    {
      name: `ar1(${label}).rho`,
      estimate: xi! / root,
      standardError: errorOf((d) => d === tangents[1] ? 1 / root ** 3 : 0),
    },
  ];
}

/** Modes with their conditional standard deviations, by term, effect and level. */
export function effectsOf(terms: readonly NamedTerm[], engine: LaplaceEngine): RandomEffect[] {
  const { problem, u, lambda, curvature } = engine;
  curvature.invert();
  const { diagonal, below } = curvature.inverse;
  const out: RandomEffect[] = [];
  terms.forEach(({ group, levels, names, factor: { width }, index: t }) => {
    const l = lambda[t]!;
    names.forEach((term, a) => {
      levels.forEach((level, index) => {
        const first = problem.firstEffect[t]![index]!;
        let estimate = 0;
        let variance = 0;
        for (let b = 0; b < width; b++) {
          const own = l[a * width + b]!;
          estimate += own * u[first + b]!;
          variance += own * own * diagonal[first + b]!;
          for (let c = 0; c < b; c++) {
            const both = own * l[a * width + c]!;
            if (both === 0) continue;
            variance += 2 * both * below[problem.pattern.placeOf(first + b, first + c)]!;
          }
        }
        out.push({ group, level, term, estimate, standardError: Math.sqrt(Math.max(0, variance)) });
      });
    });
  });
  return out;
}
