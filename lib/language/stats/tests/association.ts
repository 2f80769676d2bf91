/**
 * Tests of association and of given probabilities: `cor.test` and `chisq.test`.
 *
 * @module
 */
import { pchisq } from "../../../math/distribution/chi_squared.ts";
import { pt } from "../../../math/distribution/f_distribution.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { correlation, ranksOf } from "../covariance.ts";
import { kendall, kendallTest, spearmanTest } from "./rank_correlation.ts";
import {
  dimOf,
  doubles,
  isFactor,
  isVector,
  type Value,
  withAttributes,
} from "../../values/value.ts";
import { asDouble } from "../../values/coerce.ts";
import {
  alternativeOf,
  amongData,
  hypothesisList,
  levelOf,
  sampleOf,
  sidesOf,
  writtenAs,
} from "./hypothesis.ts";

function bothSamples(call: Call): { x: number[]; y: number[]; data: string } {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  if (first.type !== "language") {
    return {
      x: sampleOf(call, "x"),
      y: sampleOf(call, "y"),
      data: `${writtenAs(call, "x")} and ${writtenAs(call, "y")}`,
    };
  }
  const { left, right } = sidesOf(call, first);
  if (left !== null || right.kind !== "call" || right.args.length !== 2) {
    return call.fail("wrong-argument", "cor.test() takes a formula such as ~ a + b");
  }
  const [a, b] = right.args.map((arg) => arg.value!);
  return {
    x: sampleOf(call, "formula", amongData(call, a!)),
    y: sampleOf(call, "formula", amongData(call, b!)),
    data: `${deparse(a!)} and ${deparse(b!)}`,
  };
}

function corTest(call: Call): Value {
  const method = call.has("method")
    ? call.choice("method", ["pearson", "kendall", "spearman"])
    : "pearson";
  const alternative = alternativeOf(call);
  const level = levelOf(call);
  const { x, y, data } = bothSamples(call);
  if (x.length !== y.length) {
    return call.fail("wrong-length", `x has ${x.length} elements, and y ${y.length}`);
  }
  const rows = x.map((_, i) => i).filter((i) => x[i] === x[i] && y[i] === y[i]);
  const n = rows.length;
  if (n < (method === "pearson" ? 3 : 2)) {
    return call.fail("too-few", "cor.test() needs three pairs that are there");
  }
  if (method !== "pearson") return rankCorrelation(call, method, rows, { x, y, data });
  const r = correlation(rows.map((i) => x[i]!), rows.map((i) => y[i]!));
  const df = n - 2;
  const t = Math.sqrt(df) * r / Math.sqrt(1 - r * r);
  const z = Math.atanh(r);
  const sigma = 1 / Math.sqrt(n - 3);
  const side = qnorm(alternative === "two.sided" ? (1 + level) / 2 : level);
  return hypothesisList({
    statistic: { t },
    parameter: { df },
    p: alternative === "less"
      ? pt(t, df)
      : alternative === "greater"
      ? pt(t, df, { upper: true })
      : 2 * Math.min(pt(t, df), pt(t, df, { upper: true })),
    estimate: { cor: r },
    null: { correlation: 0 },
    alternative,
    method: "Pearson's product-moment correlation",
    data,
    ...(n > 3
      ? {
        level,
        interval: [
          alternative === "less" ? -1 : Math.tanh(z - sigma * side),
          alternative === "greater" ? 1 : Math.tanh(z + sigma * side),
        ] as [number, number],
      }
      : {}),
  });
}

function rankCorrelation(
  call: Call,
  method: "kendall" | "spearman",
  rows: readonly number[],
  samples: { x: number[]; y: number[]; data: string },
): Value {
  const alternative = alternativeOf(call);
  const [x, y] = [rows.map((i) => samples.x[i]!), rows.map((i) => samples.y[i]!)];
  const n = rows.length;
  const asked = call.has("exact") && call.value("exact").type !== "NULL";
  const exact = asked ? call.flag("exact", true) : null;
  const continuity = call.flag("continuity", false);
  const tied = new Set(x).size < n || new Set(y).size < n;
  const few = method === "kendall" ? n < 50 : n < 1290;
  if (tied && (exact ?? few)) {
    call.warn("With ties the p-value is not exact", "ties");
  }
  const name = method === "kendall" ? "tau" : "rho";
  const r = method === "kendall" ? kendall(x, y) : correlation(ranksOf(x), ranksOf(y));
  const found = method === "kendall"
    ? kendallTest(x, y, alternative, exact, continuity)
    : spearmanTest(r, n, alternative, (exact ?? few) && !tied, continuity);
  return hypothesisList({
    statistic: found.statistic,
    parameter: null,
    p: Math.min(1, found.p),
    estimate: { [name]: r },
    null: { [name]: 0 },
    alternative,
    method: method === "kendall"
      ? "Kendall's rank correlation tau"
      : "Spearman's rank correlation rho",
    data: samples.data,
  });
}

function table(call: Call): { x: Value; data: string } {
  const x = call.value("x");
  if (!call.has("y") || call.value("y").type === "NULL" || dimOf(x)?.length === 2) {
    return { x, data: writtenAs(call, "x") };
  }
  return {
    x: call.interpreter.call("table", [x, call.value("y")], call.span),
    data: `${writtenAs(call, "x")} and ${writtenAs(call, "y")}`,
  };
}

function chisqTest(call: Call): Value {
  const { x, data } = table(call);
  if (!isVector(x) || isFactor(x) || x.type === "character" || x.type === "list") {
    return call.wrong("x", "counts", x);
  }
  const counts = Array.from(asDouble(x).values);
  const n = counts.reduce((a, b) => a + b, 0);
  if (counts.some((c) => !(c >= 0 && c < Infinity)) || n === 0) {
    return call.wrong("x", "counts from 0 on, not all 0", x);
  }
  const dim = dimOf(x);
  const across = dim?.length === 2 && Math.min(dim[0]!, dim[1]!) > 1;
  return across ? independence(call, x, counts, n, data) : goodness(call, x, counts, n, data);
}

/** The elements that R adds, shaped as the counts are. */
function residualsOf(
  x: Value,
  counts: readonly number[],
  expected: readonly number[],
  variance: (i: number) => number,
): [string, Value][] {
  const like = (values: readonly number[]): Value =>
    withAttributes(doubles(Float64Array.from(values)), x.attributes && new Map(x.attributes));
  return [
    ["observed", x],
    ["expected", like(expected)],
    ["residuals", like(counts.map((c, i) => (c - expected[i]!) / Math.sqrt(expected[i]!)))],
    ["stdres", like(counts.map((c, i) => (c - expected[i]!) / Math.sqrt(variance(i))))],
  ];
}

function warnSmall(call: Call, expected: readonly number[]): void {
  if (expected.some((e) => e < 5)) {
    call.warn("Some expected counts are below 5: the χ² approximation may be poor", "small-counts");
  }
}

function independence(
  call: Call,
  x: Value,
  counts: readonly number[],
  n: number,
  data: string,
): Value {
  const [rows, columns] = Array.from(dimOf(x)!) as [number, number];
  const [sr, sc] = [new Float64Array(rows), new Float64Array(columns)];
  counts.forEach((c, k) => {
    sr[k % rows]! += c;
    sc[Math.floor(k / rows)]! += c;
  });
  const of = (k: number): [number, number] => [sr[k % rows]!, sc[Math.floor(k / rows)]!];
  const expected = counts.map((_, k) => of(k)[0] * of(k)[1] / n);
  warnSmall(call, expected);
  const yates = call.flag("correct", true) && rows === 2 && columns === 2
    ? counts.reduce((m, c, k) => Math.min(m, Math.abs(c - expected[k]!)), 0.5)
    : 0;
  const statistic = counts.reduce(
    (s, c, k) => s + (Math.abs(c - expected[k]!) - yates) ** 2 / expected[k]!,
    0,
  );
  const df = (rows - 1) * (columns - 1);
  const corrected = call.flag("correct", true) && rows === 2 && columns === 2;
  return hypothesisList({
    statistic: { "X-squared": statistic },
    parameter: { df },
    p: pchisq(statistic, df, { upper: true }),
    method: `Pearson's Chi-squared test${corrected ? " with Yates' continuity correction" : ""}`,
    data,
    more: residualsOf(
      x,
      counts,
      expected,
      (k) => of(k)[0] * of(k)[1] * (n - of(k)[0]) * (n - of(k)[1]) / n ** 3,
    ),
  });
}

function goodness(call: Call, x: Value, counts: readonly number[], n: number, data: string): Value {
  const k = counts.length;
  if (k < 2) return call.fail("too-few", "chisq.test() needs two counts or more");
  let p = call.has("p") ? Array.from(call.doubles("p")) : counts.map(() => 1 / k);
  if (p.length !== k) {
    return call.fail("wrong-length", `There are ${k} counts, and ${p.length} probabilities`);
  }
  const total = p.reduce((a, b) => a + b, 0);
  if (p.some((v) => !(v >= 0))) return call.wrong("p", "probabilities", call.value("p"));
  if (call.flag("rescale.p", false)) p = p.map((v) => v / total);
  else if (Math.abs(total - 1) > Math.sqrt(Number.EPSILON)) {
    return call.fail(
      "wrong-argument",
      `The probabilities sum to ${total}`,
      "rescale.p = TRUE divides them by their sum",
    );
  }
  const expected = p.map((v) => v * n);
  warnSmall(call, expected);
  const statistic = counts.reduce((s, c, i) => s + (c - expected[i]!) ** 2 / expected[i]!, 0);
  return hypothesisList({
    statistic: { "X-squared": statistic },
    parameter: { df: k - 1 },
    p: pchisq(statistic, k - 1, { upper: true }),
    method: "Chi-squared test for given probabilities",
    data,
    more: residualsOf(x, counts, expected, (i) => n * p[i]! * (1 - p[i]!)),
  });
}

export const ASSOCIATION_TESTS: readonly Builtin[] = [
  special(
    "cor.test",
    "x, y, alternative, method, exact, conf.level, continuity, formula, data, subset, na.action!na.omit",
    corTest,
  ),
  word(
    "chisq.test",
    "x, y, correct, p, rescale.p, simulate.p.value!FALSE, B?",
    chisqTest,
  ),
];
