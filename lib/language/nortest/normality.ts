/**
 * Tests for the normal distribution with mean and variance unknown, as nortest has them:
 * `ad.test cvm.test lillie.test pearson.test sf.test`.
 *
 * Sources of the p-values: Stephens (1986), in D'Agostino & Stephens, Goodness-of-Fit Techniques, table 4.9
 * (Anderson-Darling and Cramér-von Mises); Dallal & Wilkinson (1986), Am. Stat. 40, 294–296, and beyond 0.1
 * the polynomials of Stephens (1974), J. Am. Stat. Assoc. 69, 730–737 (Lilliefors); Royston (1993), J. Stat.
 * Comput. Simul. 45, 209–215 (Shapiro-Francia); Moore (1986), in the same book as the first (Pearson).
 *
 * @module
 */
import { pchisq } from "../../math/distribution/chi_squared.ts";
import { logNormalUpper, normalUpper, pnorm, qnorm } from "../../math/distribution/normal.ts";
import { preciseSum } from "../base/numeric.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { hypothesisList, sampleOf, writtenAs } from "../stats/tests/hypothesis.ts";
import { double, type Value } from "../values/value.ts";

/** A sample without what is missing, with its mean and standard deviation. */
interface Sample {
  readonly x: readonly number[];
  readonly mean: number;
  readonly sd: number;
}

function sample(call: Call, least: number, most = Infinity): Sample {
  const x = sampleOf(call, "x").filter((v) => v === v);
  const n = x.length;
  if (n < least || n > most) {
    const range = most === Infinity ? `${least} observations or more` : `${least} to ${most}`;
    return call.fail("wrong-length", `${call.word.name}() takes ${range}, not ${n}`);
  }
  const mean = preciseSum(x) / n;
  const sd = Math.sqrt(preciseSum(x.map((v) => (v - mean) ** 2)) / (n - 1));
  if (!(sd > 0)) {
    return call.fail("constant-data", "All observations are the same: there is nothing to test");
  }
  return { x, mean, sd };
}

/** The ordered sample in units of its standard deviation from its mean. */
function standardized({ x, mean, sd }: Sample): number[] {
  return [...x].sort((a, b) => a - b).map((v) => (v - mean) / sd);
}

function polynomial(x: number, ...coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

/** `[below which value, whether 1 − exp, coefficients]`: p by pieces of exp of a polynomial. */
type Pieces = readonly (readonly [number, boolean, readonly number[]])[];

const ANDERSON: Pieces = [
  [0.2, true, [-13.436, 101.14, -223.73]],
  [0.34, true, [-8.318, 42.796, -59.938]],
  [0.6, false, [0.9177, -4.279, -1.38]],
  [10, false, [1.2937, -5.709, 0.0186]],
];

const CRAMER: Pieces = [
  [0.0275, true, [-13.953, 775.5, -12542.61]],
  [0.051, true, [-5.903, 179.546, -1515.29]],
  [0.092, false, [0.886, -31.62, 10.897]],
  [1.1, false, [1.111, -34.242, 12.832]],
];

/** p of a statistic, null beyond the last piece. */
function byPieces(pieces: Pieces, statistic: number): number | null {
  const piece = pieces.find(([limit]) => statistic < limit);
  if (!piece) return null;
  const value = Math.exp(polynomial(statistic, ...piece[2]));
  return piece[1] ? 1 - value : value;
}

function anderson(call: Call): Value {
  const z = standardized(sample(call, 8));
  const n = z.length;
  const below = z.map((v) => logNormalUpper(-v));
  const above = z.map(logNormalUpper);
  const terms = z.map((_, i) => (2 * i + 1) * (below[i]! + above[n - 1 - i]!));
  const a = -n - preciseSum(terms) / n;
  return hypothesisList({
    statistic: { A: a },
    p: byPieces(ANDERSON, (1 + 0.75 / n + 2.25 / n ** 2) * a) ?? 3.7e-24,
    method: "Anderson-Darling normality test",
    data: writtenAs(call, "x"),
  });
}

function cramer(call: Call): Value {
  const z = standardized(sample(call, 8));
  const n = z.length;
  const w = 1 / (12 * n) +
    preciseSum(z.map((v, i) => (pnorm(v) - (2 * i + 1) / (2 * n)) ** 2));
  let p = byPieces(CRAMER, (1 + 0.5 / n) * w);
  if (p === null) {
    call.warn("p is smaller than 7.37e-10, and no more of it is known");
    p = 7.37e-10;
  }
  return hypothesisList({
    statistic: { W: w },
    p,
    method: "Cramer-von Mises normality test",
    data: writtenAs(call, "x"),
  });
}

/** Dallal's and Wilkinson's p, which holds below 0.1. */
function dallalWilkinson(d: number, n: number): number {
  const scaled = n <= 100 ? d : d * (n / 100) ** 0.49;
  const size = Math.min(n, 100);
  return Math.exp(
    -7.01256 * scaled ** 2 * (size + 2.78019) + 2.99587 * scaled * Math.sqrt(size + 2.78019) -
      0.122119 + 0.974598 / Math.sqrt(size) + 1.67997 / size,
  );
}

function lilliefors(call: Call): Value {
  const z = standardized(sample(call, 5));
  const n = z.length;
  let d = 0;
  z.forEach((v, i) => {
    const p = pnorm(v);
    d = Math.max(d, (i + 1) / n - p, p - i / n);
  });
  let p = dallalWilkinson(d, n);
  if (p > 0.1) {
    const k = (Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)) * d;
    p = k <= 0.302
      ? 1
      : k <= 0.5
      ? polynomial(k, 2.76773, -19.828315, 80.709644, -138.55152, 81.218052)
      : k <= 0.9
      ? polynomial(k, -4.901232, 40.662806, -97.490286, 94.029866, -32.355711)
      : k <= 1.31
      ? polynomial(k, 6.198765, -19.558097, 23.186922, -12.234627, 2.423045)
      : 0;
  }
  return hypothesisList({
    statistic: { D: d },
    p,
    method: "Lilliefors (Kolmogorov-Smirnov) normality test",
    data: writtenAs(call, "x"),
  });
}

function pearson(call: Call): Value {
  const { x, mean, sd } = sample(call, 2);
  const n = x.length;
  const classes = call.has("n.classes") ? call.number("n.classes") : Math.ceil(2 * n ** 0.4);
  const lost = call.flag("adjust", true) ? 2 : 0;
  const df = classes - lost - 1;
  if (!Number.isInteger(classes) || df < 1) {
    return call.fail(
      "wrong-argument",
      `${classes} classes leave ${df} degrees of freedom`,
      "n.classes is a whole number of 4 or more",
    );
  }
  const counts = new Array<number>(classes).fill(0);
  for (const v of x) {
    const k = Math.floor(classes * pnorm((v - mean) / sd));
    if (k < classes) counts[k]!++;
  }
  const expected = n / classes;
  const statistic = preciseSum(counts.map((c) => (c - expected) ** 2 / expected));
  return hypothesisList({
    statistic: { P: statistic },
    p: pchisq(statistic, df, { upper: true }),
    method: "Pearson chi-square normality test",
    data: writtenAs(call, "x"),
    more: [["n.classes", double(classes)], ["df", double(df)]],
  });
}

function francia(call: Call): Value {
  const z = standardized(sample(call, 5, 5000));
  const n = z.length;
  const scores = z.map((_, i) => qnorm((i + 1 - 0.375) / (n + 0.25)));
  // 1 − r², without the cancellation of a correlation near 1
  const scale = Math.sqrt(
    preciseSum(z.map((v) => v * v)) / preciseSum(scores.map((v) => v * v)),
  );
  const cross = preciseSum(z.map((v, i) => v * scores[i]!));
  const norm = preciseSum(scores.map((v) => v * v)) * scale;
  const r = cross / norm;
  const lost = preciseSum(z.map((v, i) => (v - scale * scores[i]!) ** 2)) / (2 * norm * scale);
  const u = Math.log(n);
  const v = Math.log(u);
  const centre = -1.2725 + 1.0521 * (v - u);
  const spread = 1.0308 - 0.26758 * (v + 2 / u);
  return hypothesisList({
    statistic: { W: r * r },
    p: normalUpper((Math.log(lost * (1 + r)) - centre) / spread),
    method: "Shapiro-Francia normality test",
    data: writtenAs(call, "x"),
  });
}

/** Tests of one sample. */
export const NORMALITY: readonly Builtin[] = [
  word("ad.test", "x", anderson),
  word("cvm.test", "x", cramer),
  word("lillie.test", "x", lilliefors),
  word("pearson.test", "x, n.classes, adjust", pearson),
  word("sf.test", "x", francia),
];
