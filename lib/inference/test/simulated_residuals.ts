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
import { tellCount } from "../../progress.ts";
import { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import { logGamma } from "../../math/distribution/special.ts";
import type { Fit } from "../../model/fit.ts";
import { fixedPart, normalDraws } from "./normal_draws.ts";

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
  /** `uniformity`, `dispersion`, `outliers`, and where zeros are expected and some are there `zero-inflation`. */
  tests: { name: string; statistic: number; pValue: number }[];
  /** By row: the mean without random effects, on the scale of the response. */
  predicted: number[];
  /** The spread about the means, of the observations and of each simulated response. */
  spread: SimulatedFigure;
  /** The number of zeros. */
  zeros: SimulatedFigure;
  /** How many observations are below and above all simulated ones. */
  outside: { below: number; above: number };
  /** Whether all observations are whole numbers. */
  whole: boolean;
  /** Simulated responses. */
  draws: number;
}

/** A figure of the observations beside the same figure of each simulated response. */
export interface SimulatedFigure {
  /** Of the observations. */
  observed: number;
  /** Of the simulated responses. */
  simulated: Float64Array;
}

/** Which side of the simulations is tested. */
export type SimulatedSide = "two.sided" | "greater" | "less";

/**
 * Simulates responses from a model, random effects drawn anew, and says how the
 * observations stand among them.
 *
 * @throws DiagnosticError `no-simulation` for a family whose responses are not simulated
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
  const model = fit.generalized ?? fit.marginal ?? normalDraws(fit);
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
    tellCount(k, draws, "responses simulated");
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
  const outside = { below: 0, above: 0 };
  for (let i = 0; i < rows; i++) {
    if (below[i] === draws) outside.above++;
    else if (below[i]! + equal[i]! === 0) outside.below++;
  }
  const spread = { observed: varianceAbout(observed, means), simulated: variances };
  const none = { observed: observed.filter((y) => y === 0).length, simulated: zeros };
  const whole = observed.every(Number.isInteger);
  const tests = [
    uniformity(scaled),
    { name: "dispersion", ...amongSimulated(spread) },
    outliers(rows, outside, draws),
  ];
  const hasZeros = none.observed > 0 && zeros.some((k) => k > 0);
  if (hasZeros) tests.push({ name: "zero-inflation", ...amongSimulated(none) });
  const { mean } = fit.family.linked;
  const predicted = Array.from(fixedPart(fit), (eta) => mean(eta));
  return { scaled, tests, predicted, spread, zeros: none, outside, whole, draws };
}

function varianceAbout(values: ArrayLike<number>, means: Float64Array): number {
  const { length } = values;
  let mean = 0;
  for (let i = 0; i < length; i++) mean += (values[i]! - means[i]!) / length;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (values[i]! - means[i]! - mean) ** 2;
  return sum / (length - 1);
}

/** A figure over its mean in the simulations, and p from its place among them. */
export function amongSimulated(
  { observed, simulated }: SimulatedFigure,
  side: SimulatedSide = "two.sided",
): { statistic: number; pValue: number } {
  const mean = simulated.reduce((a, b) => a + b, 0) / simulated.length;
  const share = (test: (v: number) => boolean): number =>
    simulated.reduce((sum, v) => sum + (test(v) ? 1 : 0), 0) / simulated.length;
  const less = share((v) => v <= observed), greater = share((v) => v >= observed);
  const pValue = side === "two.sided"
    ? Math.min(1, 2 * Math.min(less, greater))
    : { less, greater }[side];
  return { statistic: observed / mean, pValue };
}

/** Observations beyond all simulations, against their expected part 2/(draws + 1). */
function outliers(
  n: number,
  { below, above }: SimulatedResiduals["outside"],
  draws: number,
): SimulatedResiduals["tests"][0] {
  const count = below + above;
  const p = 2 / (draws + 1);
  // counts that are no likelier than the one that was found
  const likely = (k: number): number =>
    Math.exp(
      logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) +
        (n - k) * Math.log1p(-p),
    );
  const most = likely(count) * (1 + 1e-7);
  let pValue = 0;
  for (let k = 0; k <= n; k++) if (likely(k) <= most) pValue += likely(k);
  return { name: "outliers", statistic: count, pValue: Math.min(1, pValue) };
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
