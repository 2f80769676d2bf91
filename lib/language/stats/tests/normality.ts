/**
 * Shapiro's and Wilk's test for the normal distribution: Royston (1995), "Remark AS R94", Appl. Statist.
 * 44, 547–551.
 *
 * @module
 */
import { normalUpper, qnorm } from "../../../math/distribution/normal.ts";
import { preciseSum } from "../../base/numeric.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import type { Value } from "../../values/value.ts";
import { hypothesisList, sampleOf, writtenAs } from "./hypothesis.ts";

/** c₀ + c₁ x + c₂ x² + … */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

const FIRST = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
const SECOND = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
const FEW_MEAN = [0.544, -0.39978, 0.025054, -6.714e-4];
const FEW_SD = [1.3822, -0.77857, 0.062767, -0.0020322];
const MANY_MEAN = [-1.5861, -0.31082, -0.083751, 0.0038915];
const MANY_SD = [-0.4803, -0.082676, 0.0030302];
const LIMIT = [-2.273, 0.459];

/** Weights of the upper half of the ordered sample, from the largest on. */
function weights(n: number): number[] {
  const half = Math.floor(n / 2);
  if (n === 3) return [Math.SQRT1_2];
  const m = Array.from({ length: half }, (_, i) => qnorm((i + 1 - 0.375) / (n + 0.25)));
  const square = 2 * m.reduce((s, v) => s + v * v, 0);
  const root = Math.sqrt(square);
  const first = polynomial(FIRST, 1 / Math.sqrt(n)) - m[0]! / root;
  const fixed = n > 5 ? [first, -m[1]! / root + polynomial(SECOND, 1 / Math.sqrt(n))] : [first];
  const left = square - 2 * fixed.reduce((s, _, i) => s + m[i]! ** 2, 0);
  const factor = Math.sqrt(left / (1 - 2 * fixed.reduce((s, a) => s + a * a, 0)));
  return m.map((v, i) => fixed[i] ?? -v / factor);
}

/** 1 − W, of an ordered sample. */
function complement(x: readonly number[]): number {
  const n = x.length;
  const upper = weights(n);
  const range = x[n - 1]! - x[0]!;
  const scaled = x.map((v) => v / range);
  const a = x.map((_, i) => {
    const j = n - 1 - i;
    return i === j ? 0 : i < j ? -upper[i]! : upper[j]!;
  });
  const mean = preciseSum(scaled) / n;
  const [saa, sxx, sax] = [
    preciseSum(a.map((v) => v * v)),
    preciseSum(scaled.map((v) => (v - mean) ** 2)),
    preciseSum(scaled.map((v, i) => a[i]! * (v - mean))),
  ];
  const root = Math.sqrt(saa * sxx);
  return (root - sax) * (root + sax) / (saa * sxx);
}

function pValue(n: number, lost: number): number {
  if (n === 3) {
    const p = 6 / Math.PI * (Math.asin(Math.sqrt(1 - lost)) - Math.asin(Math.sqrt(0.75)));
    return Math.max(0, p);
  }
  const y = Math.log(lost);
  if (n > 11) {
    const log = Math.log(n);
    const sd = Math.exp(polynomial(MANY_SD, log));
    return normalUpper((y - polynomial(MANY_MEAN, log)) / sd);
  }
  const limit = polynomial(LIMIT, n);
  if (y >= limit) return 1e-99;
  return normalUpper(
    (-Math.log(limit - y) - polynomial(FEW_MEAN, n)) / Math.exp(polynomial(FEW_SD, n)),
  );
}

function shapiro(call: Call): Value {
  const x = sampleOf(call, "x").filter((v) => v === v).sort((a, b) => a - b);
  const n = x.length;
  if (n < 3 || n > 5000) {
    return call.fail("wrong-length", `shapiro.test() takes 3 to 5000 observations, not ${n}`);
  }
  if (!(x[n - 1]! > x[0]!)) {
    return call.fail("constant-data", "All observations are the same: there is nothing to test");
  }
  const lost = complement(x);
  return hypothesisList({
    statistic: { W: 1 - lost },
    p: pValue(n, lost),
    method: "Shapiro-Wilk normality test",
    data: writtenAs(call, "x"),
  });
}

export const NORMALITY_TESTS: readonly Builtin[] = [word("shapiro.test", "x", shapiro)];
