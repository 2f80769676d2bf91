/**
 * Tests of proportions: `binom.test prop.test mcnemar.test`.
 *
 * Exact limits are Clopper and Pearson's (1934), those of one proportion otherwise Wilson's (1927),
 * both with Yates' correction unless it is left out.
 *
 * @module
 */
import { BINOMIAL } from "../../../math/discrete/counts.ts";
import { pchisq } from "../../../math/distribution/chi_squared.ts";
import { qbeta } from "../../../math/distribution/f_distribution.ts";
import { pnorm, qnorm } from "../../../math/distribution/normal.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { dimOf, isVector, type Value } from "../../values/value.ts";
import {
  type Alternative,
  alternativeOf,
  type Hypothesis,
  hypothesisList,
  levelOf,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";

/** Ties of probabilities that differ in their last digits alone. */
const NEAR = 1 + 1e-7;

/** The p-value of so many successes. */
export function exactBinomial(x: number, n: number, p: number, side: Alternative): number {
  if (side === "less") return BINOMIAL.tail(x, [n, p], false);
  if (side === "greater") return BINOMIAL.tail(x - 1, [n, p], true);
  if (p === 0) return x === 0 ? 1 : 0;
  if (p === 1) return x === n ? 1 : 0;
  const at = (k: number): number => Math.exp(BINOMIAL.logDensity!(k, [n, p]));
  const limit = at(x) * NEAR;
  const mean = n * p;
  if (x === mean) return 1;
  let others = 0;
  if (x < mean) {
    for (let k = Math.ceil(mean); k <= n; k++) if (at(k) <= limit) others++;
    return BINOMIAL.tail(x, [n, p], false) + BINOMIAL.tail(n - others, [n, p], true);
  }
  for (let k = 0; k <= Math.floor(mean); k++) if (at(k) <= limit) others++;
  return BINOMIAL.tail(others - 1, [n, p], false) + BINOMIAL.tail(x - 1, [n, p], true);
}

/** Clopper and Pearson's limits of a probability. */
export function exactBinomialLimits(
  x: number,
  n: number,
  side: Alternative,
  level: number,
): [number, number] {
  const lower = (tail: number): number => x === 0 ? 0 : qbeta(tail, x, n - x + 1);
  const upper = (tail: number): number => x === n ? 1 : qbeta(1 - tail, x + 1, n - x);
  const out = 1 - level;
  if (side === "less") return [0, upper(out)];
  return side === "greater" ? [lower(out), 1] : [lower(out / 2), upper(out / 2)];
}

/** The probability under the hypothesis, or a fault. */
function probability(call: Call, p: number): number {
  return p >= 0 && p <= 1 ? p : call.wrong("p", "a probability", call.value("p"));
}

function binomTest(call: Call): Value {
  const counts = sampleOf(call, "x");
  const two = counts.length === 2;
  const x = counts[0]!;
  const n = two ? counts[0]! + counts[1]! : call.number("n");
  if (
    counts.length > 2 || !(Number.isInteger(x) && Number.isInteger(n) && x >= 0 && x <= n && n > 0)
  ) {
    return call.fail(
      "wrong-argument",
      "binom.test() takes the successes and the trials, whole numbers",
      "binom.test(7, 20), or binom.test(c(7, 13))",
    );
  }
  const p = probability(call, call.number("p", 0.5));
  const side = alternativeOf(call);
  const level = levelOf(call);
  const name = "probability of success";
  return hypothesisList({
    statistic: { "number of successes": x },
    parameter: { "number of trials": n },
    p: Math.min(1, exactBinomial(x, n, p, side)),
    interval: exactBinomialLimits(x, n, side, level),
    level,
    estimate: { [name]: x / n },
    null: { [name]: p },
    alternative: side,
    method: "Exact binomial test",
    data: two ? writtenAs(call, "x") : `${writtenAs(call, "x")} and ${writtenAs(call, "n")}`,
  });
}

interface Counts {
  readonly x: number[];
  readonly n: number[];
  readonly data: string;
}

function countsOf(call: Call): Counts {
  const given = call.value("x");
  const dim = dimOf(given);
  if (dim?.length === 2 && isVector(given)) {
    if (dim[1] !== 2) return call.wrong("x", "a table of two columns", given);
    const values = Array.from(asDouble(given).values);
    const rows = dim[0]!;
    const x = values.slice(0, rows);
    return { x, n: x.map((v, i) => v + values[rows + i]!), data: writtenAs(call, "x") };
  }
  const [x, n] = [sampleOf(call, "x"), sampleOf(call, "n")];
  if (x.length !== n.length) {
    return call.fail(
      "wrong-length",
      `There are ${x.length} counts, and ${n.length} numbers of trials`,
    );
  }
  return { x, n, data: `${writtenAs(call, "x")} out of ${writtenAs(call, "n")}` };
}

/** Wilson's limits of one proportion, moved outwards by the correction. */
function wilson(x: number, n: number, z: number, yates: number): [number, number] {
  const half = z * z / (2 * n);
  const end = (p: number, sign: number): number =>
    (p + half + sign * z * Math.sqrt(p * (1 - p) / n + half / (2 * n))) / (1 + 2 * half);
  const [low, high] = [x / n - yates / n, x / n + yates / n];
  return [low <= 0 ? 0 : Math.max(0, end(low, -1)), high >= 1 ? 1 : Math.min(1, end(high, 1))];
}

function propTest(call: Call): Value {
  const { x, n, data } = countsOf(call);
  const k = x.length;
  if (k === 0 || x.some((v, i) => !(v >= 0 && v <= n[i]! && n[i]! > 0))) {
    return call.fail("wrong-argument", "prop.test() takes successes no more than their trials");
  }
  const asked = call.has("p") && call.value("p").type !== "NULL";
  const given = asked ? Array.from(call.doubles("p")) : k === 1 ? [0.5] : null;
  if (given && given.length !== k) {
    return call.fail("wrong-length", `There are ${k} counts, and ${given.length} probabilities`);
  }
  for (const p of given ?? []) probability(call, p);
  const correct = call.flag("correct", true);
  const level = levelOf(call);
  const side = k > 2 || (k === 2 && given) ? "two.sided" : alternativeOf(call);
  const shares = x.map((v, i) => v / n[i]!);
  const inverse = n.reduce((s, v) => s + 1 / v, 0);
  const delta = k === 2 && !given ? shares[0]! - shares[1]! : null;
  const yates = !correct || k > 2
    ? 0
    : k === 1
    ? Math.min(0.5, Math.abs(x[0]! - n[0]! * given![0]!))
    : delta !== null
    ? Math.min(0.5, Math.abs(delta) / inverse)
    : 0.5;
  const common = x.reduce((a, b) => a + b, 0) / n.reduce((a, b) => a + b, 0);
  const nulls = given ?? x.map(() => common);
  let statistic = 0;
  let small = false;
  x.forEach((v, i) => {
    for (const [seen, wanted] of [[v, n[i]! * nulls[i]!], [n[i]! - v, n[i]! * (1 - nulls[i]!)]]) {
      statistic += (Math.abs(seen! - wanted!) - yates) ** 2 / wanted!;
      small ||= wanted! < 5;
    }
  });
  if (small) {
    call.warn("Some expected counts are below 5: the χ² approximation may be poor", "small-counts");
  }
  const df = given ? k : k - 1;
  const sign = Math.sign(delta ?? shares[0]! - nulls[0]!);
  const p = side === "two.sided"
    ? pchisq(statistic, df, { upper: true })
    : pnorm(sign * Math.sqrt(statistic), { upper: side === "greater" });
  const z = qnorm(side === "two.sided" ? (1 + level) / 2 : level);
  let interval: [number, number] | null = null;
  if (k === 1) interval = wilson(x[0]!, n[0]!, z, yates);
  else if (delta !== null) {
    const width = z * Math.sqrt(shares.reduce((s, q, i) => s + q * (1 - q) / n[i]!, 0)) +
      yates * inverse;
    interval = [Math.max(delta - width, -1), Math.min(delta + width, 1)];
  }
  if (interval && side !== "two.sided") {
    interval = side === "less" ? [k === 1 ? 0 : -1, interval[1]] : [interval[0], 1];
  }
  const h: Hypothesis = {
    statistic: { "X-squared": statistic },
    parameter: { df },
    p,
    ...(interval ? { interval, level } : {}),
    estimate: Object.fromEntries(shares.map((s, i) => [k === 1 ? "p" : `prop ${i + 1}`, s])),
    ...(given
      ? { null: Object.fromEntries(given.map((v, i) => [k === 1 ? "p" : `prop ${i + 1}`, v])) }
      : {}),
    alternative: side,
    method: `${k}-sample ${
      k === 1
        ? "proportions test"
        : given
        ? "test for given proportions"
        : "test for equality of proportions"
    } with${yates > 0 ? "" : "out"} continuity correction`,
    data: given
      ? `${data}, null ${k === 1 ? "probability" : "probabilities"} ${
        asked ? writtenAs(call, "p") : "0.5"
      }`
      : data,
  };
  return hypothesisList(h);
}

function mcnemarTest(call: Call): Value {
  let x = call.value("x");
  let data = writtenAs(call, "x");
  if (dimOf(x)?.length !== 2) {
    data = `${data} and ${writtenAs(call, "y")}`;
    x = call.interpreter.call("table", [x, call.value("y")], call.span);
  }
  const dim = dimOf(x);
  if (!dim || dim[0] !== dim[1] || dim[0]! < 2 || !isVector(x)) {
    return call.wrong("x", "a square table of counts", x);
  }
  const r = dim[0]!;
  const counts = asDouble(x).values;
  let differs = false;
  const pairs: [number, number][] = [];
  for (let j = 0; j < r; j++) {
    for (let i = 0; i < j; i++) {
      const [a, b] = [counts[j * r + i]!, counts[i * r + j]!];
      differs ||= a !== b;
      pairs.push([a, b]);
    }
  }
  const correct = call.flag("correct", true) && r === 2 && differs;
  const statistic = pairs.filter(([a, b]) => a + b > 0).reduce(
    (s, [a, b]) => s + (Math.abs(a - b) - (correct ? 1 : 0)) ** 2 / (a + b),
    0,
  );
  const df = r * (r - 1) / 2;
  return hypothesisList({
    statistic: { "McNemar's chi-squared": statistic },
    parameter: { df },
    p: pchisq(statistic, df, { upper: true }),
    method: `McNemar's Chi-squared test${correct ? " with continuity correction" : ""}`,
    data,
  });
}

export const PROPORTION_TESTS: readonly Builtin[] = [
  word("binom.test", "x, n, p, alternative, conf.level", binomTest),
  word("prop.test", "x, n, p, alternative, conf.level, correct", propTest),
  word("mcnemar.test", "x, y, correct", mcnemarTest),
];
