/**
 * Residuals by simulation: where each observation stands among responses drawn from the fit, and what
 * that says of the distribution.
 *
 * Sources: Dunn & Smyth (1996), J. Comput. Graph. Stat. 5, 236–244, for randomised quantile residuals;
 * Marsaglia, Tsang & Wang (2003), J. Stat. Softw. 8(18), for Kolmogorov's distribution. The tests are
 * those that the manual of DHARMa describes.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import { pbeta } from "../../math/distribution/f_distribution.ts";
import type { Fit } from "../../model/fit.ts";

/** Options of `simulateResiduals`. */
export interface ResidualSimulation {
  /** Number of simulated responses. Default 250. */
  n?: number;
  /** Default 123. */
  seed?: number;
}

/** Scaled residuals, uniform between 0 and 1 if the model is right, with their tests. */
export interface SimulatedResiduals {
  /** By row: the part of the simulated responses that are below the observation. */
  scaled: number[];
  /** `uniformity`, `dispersion`, `outliers`, and of counts `zero-inflation`. */
  tests: { name: string; statistic: number; pValue: number }[];
}

/**
 * Simulates responses from a generalized model, random effects drawn anew, and says how the
 * observations stand among them.
 *
 * @throws DiagnosticError `no-simulation` for a model whose responses are not simulated
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { glm, simulateResiduals, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ count: [2, 4, 6, 12, 3, 7], Trt: ["A", "A", "B", "B", "A", "B"] });
 * const { scaled } = simulateResiduals(glm("count ~ Trt", data, { family: "poisson" }), { seed: 1 });
 * assertEquals(scaled.length, 6);
 * ```
 */
export function simulateResiduals(fit: Fit, options: ResidualSimulation = {}): SimulatedResiduals {
  const { n: draws = 250, seed = 123 } = options;
  const model = fit.generalized ?? fit.marginal;
  if (!model) {
    fail("no-simulation", `Residuals of ${fit.described.called} are not simulated`, {
      hint: "resid(m) over sigma(m) are normal where the model is right: residuals_plot(m)",
    });
  }
  if (!(Number.isInteger(draws) && draws >= 2)) {
    fail("bad-value", `${draws} simulated responses say nothing`, { hint: "Write n = 250" });
  }
  const chance = new MersenneTwister(seed);
  const { observed } = model;
  const rows = observed.length;
  const below = new Float64Array(rows);
  const equal = new Float64Array(rows);
  const variances = new Float64Array(draws);
  const zeros = new Float64Array(draws);
  const means = new Float64Array(rows);
  const all: Float64Array[] = [];
  for (let k = 0; k < draws; k++) {
    const drawn = model.simulated(chance);
    all.push(drawn);
    for (let i = 0; i < rows; i++) {
      if (drawn[i]! < observed[i]!) below[i]!++;
      else if (drawn[i] === observed[i]) equal[i]!++;
      if (drawn[i] === 0) zeros[k]!++;
      means[i]! += drawn[i]! / draws;
    }
  }
  all.forEach((drawn, k) => variances[k] = varianceAbout(drawn, means));
  const scaled = Array.from(below, (b, i) => (b + chance.uniform() * equal[i]!) / draws);
  const tests = [
    uniformity(scaled),
    ratio("dispersion", varianceAbout(observed, means), variances),
    outliers(scaled, below, equal, draws),
  ];
  if (observed.some((y) => y === 0) && observed.every(Number.isInteger)) {
    tests.push(ratio("zero-inflation", observed.filter((y) => y === 0).length, zeros));
  }
  return { scaled, tests };
}

function varianceAbout(values: ArrayLike<number>, means: Float64Array): number {
  const { length } = values;
  let mean = 0;
  for (let i = 0; i < length; i++) mean += (values[i]! - means[i]!) / length;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (values[i]! - means[i]! - mean) ** 2;
  return sum / (length - 1);
}

/** A figure over its mean in the simulations; p from its place among them, on both sides. */
function ratio(
  name: string,
  observed: number,
  simulated: Float64Array,
): SimulatedResiduals["tests"][0] {
  const mean = simulated.reduce((a, b) => a + b, 0) / simulated.length;
  const share = (test: (v: number) => boolean): number =>
    simulated.reduce((sum, v) => sum + (test(v) ? 1 : 0), 0) / simulated.length;
  const pValue = Math.min(
    1,
    2 * Math.min(share((v) => v <= observed), share((v) => v >= observed)),
  );
  return { name, statistic: observed / mean, pValue };
}

/** Observations beyond all simulations, against their expected part 2/(draws + 1). */
function outliers(
  scaled: readonly number[],
  below: Float64Array,
  equal: Float64Array,
  draws: number,
): SimulatedResiduals["tests"][0] {
  const n = scaled.length;
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (below[i] === draws || below[i]! + equal[i]! === 0) count++;
  }
  const p = 2 / (draws + 1);
  // Clopper and Pearson's exact tails
  const lower = count === n ? 1 : pbeta(p, count + 1, n - count, { upper: true });
  const upper = count === 0 ? 1 : pbeta(p, count, n - count + 1);
  return { name: "outliers", statistic: count, pValue: Math.min(1, 2 * Math.min(lower, upper)) };
}

/** Kolmogorov and Smirnov's test of a uniform distribution. */
function uniformity(scaled: readonly number[]): SimulatedResiduals["tests"][0] {
  const sorted = [...scaled].sort((a, b) => a - b);
  const n = sorted.length;
  let d = 0;
  sorted.forEach((u, i) => d = Math.max(d, (i + 1) / n - u, u - i / n));
  return { name: "uniformity", statistic: d, pValue: 1 - kolmogorov(n, d) };
}

/** From this size on the limit with a correction of order 1/√n serves. */
const LARGE = 140;

/** P(Dₙ < d). */
export function kolmogorov(n: number, d: number): number {
  const s = d * Math.sqrt(n);
  if (n >= LARGE) {
    const t = s + 1 / (6 * Math.sqrt(n)) + (s - 1) / (4 * n);
    let sum = 0;
    for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * t * t);
    return Math.min(1, Math.max(0, 1 - 2 * sum));
  }
  const k = Math.floor(n * d) + 1;
  const m = 2 * k - 1;
  const h = k - n * d;
  const a = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) a[i * m + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < m; i++) {
    a[i * m]! -= h ** (i + 1);
    a[(m - 1) * m + i]! -= h ** (m - i);
  }
  a[(m - 1) * m]! += 2 * h - 1 > 0 ? (2 * h - 1) ** m : 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      for (let g = 1; g <= i - j + 1; g++) a[i * m + j]! /= g;
    }
  }
  let power: Float64Array = a;
  // Aⁿ with n!/nⁿ taken in step by step
  for (let i = 1; i < n; i++) {
    power = times(power, a, m);
    const f = (i + 1) / n;
    for (let j = 0; j < power.length; j++) power[j]! *= f;
  }
  return Math.min(1, Math.max(0, power[(k - 1) * m + k - 1]! / n));
}

function times(a: Float64Array, b: Float64Array, m: number): Float64Array {
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let k = 0; k < m; k++) {
      const v = a[i * m + k]!;
      if (v !== 0) { for (let j = 0; j < m; j++) out[i * m + j]! += v * b[k * m + j]!; }
    }
  }
  return out;
}
