/**
 * Standard deviations and correlations of random effects with the scales on which glmmTMB takes their
 * limits: logarithms of standard deviations, and of correlations what their structure has as its parameter.
 *
 * @module
 */
import type { RandomSpread } from "../../random_estimates.ts";
import { type SpreadScale, spreadScale } from "../../spread_scale.ts";
import type { NamedTerm } from "../laplace/build.ts";
import { productSlope, squared } from "./components.ts";
import { part } from "../laplace/engine.ts";

/** The parameters of the search with their covariance. */
interface Searched {
  readonly rho: Float64Array;
  readonly covariance: Float64Array;
  readonly starts: readonly number[];
  readonly count: number;
}

/** Of a structure with one parameter of its correlations that is; of others each is a ratio. */
function scaleOf(structure: string, width: number): SpreadScale {
  if (structure === "cs") return { lowest: -1 / (width - 1) };
  return ["ou", "exp", "gau"].includes(structure) ? "decay" : "ratio";
}

/** Of each term its standard deviations, then its correlations column by column. */
export function randomSpreads(
  terms: readonly NamedTerm[],
  labels: readonly string[],
  searched: Searched,
): RandomSpread[] {
  return terms.flatMap((term, t) =>
    spreadsOf(term, labels[t]!, searched, searched.starts[term.index]!)
  );
}

function spreadsOf(
  { names, factor }: NamedTerm,
  label: string,
  { rho, covariance, count }: Searched,
  start: number,
): RandomSpread[] {
  const { width, structure } = factor;
  const theta = part(rho, start, factor.count);
  const lambda = new Float64Array(width * width);
  factor.fill(theta, lambda);
  const g = squared(lambda, width);
  const tangents = Array.from({ length: factor.count }, (_, k) => {
    const d = new Float64Array(width * width);
    factor.tangent(theta, k, d);
    return d;
  });
  const slope = (k: number, i: number, j: number): number =>
    productSlope(lambda, tangents[k]!, width, i, j);
  const errorOf = (slopes: readonly number[]): number | null => {
    let variance = 0;
    for (let k = 0; k < slopes.length; k++) {
      for (let l = 0; l < slopes.length; l++) {
        variance += slopes[k]! * slopes[l]! * covariance[(start + k) * count + start + l]!;
      }
    }
    return variance > 0 ? Math.sqrt(variance) : null;
  };
  const at = (i: number, j: number): number => g[i * width + j]!;
  const each = [...tangents.keys()];
  const out: RandomSpread[] = names.map((name, i) => ({
    kind: "sd",
    scale: "log",
    name: `Std.Dev.${name}|${label}`,
    estimate: Math.sqrt(at(i, i)),
    standardError: errorOf(each.map((k) => slope(k, i, i) / (2 * at(i, i)))),
    lag: 1,
  }));
  if (structure === "diag") return out;
  const scale = scaleOf(structure, width);
  for (let j = 0; j < width; j++) {
    for (let i = j + 1; i < width; i++) {
      // the correlation of an autoregression is that of its neighbours to the power of the distance
      const lag = structure === "ar1" ? i - j : 1;
      const [a, b] = lag > 1 ? [1, 0] : [i, j];
      const size = Math.sqrt(at(a, a) * at(b, b));
      const r = at(a, b) / size;
      const slopes = each.map((k) =>
        slope(k, a, b) / size - r * (slope(k, a, a) / at(a, a) + slope(k, b, b) / at(b, b)) / 2
      );
      out.push({
        kind: "correlation",
        scale,
        name: `Cor.${names[i]}.${names[j]}|${label}`,
        estimate: r,
        standardError: errorOf(slopes.map((s) => s * spreadScale(scale).slope(r))),
        lag,
      });
    }
  }
  return out;
}
