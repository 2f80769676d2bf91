/**
 * Tests of variances: `var.test` (F) and `bartlett.test`.
 *
 * @module
 */
import { pchisq } from "../../../math/distribution/chi_squared.ts";
import { pf, qf } from "../../../math/distribution/f_distribution.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { ranksOf } from "../covariance.ts";
import { groupsOf } from "../../base/grouping.ts";
import type { Value } from "../../values/value.ts";
import {
  alternativeOf,
  type Groups,
  groupsOfFormula,
  hypothesisList,
  levelOf,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";
import { momentsOf } from "./location.ts";

function twoSamples(call: Call): Groups {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  const groups: Groups = first.type === "language" ? groupsOfFormula(call, first) : {
    samples: [sampleOf(call, "x"), sampleOf(call, "y")].map((s) => s.filter((v) => v === v)),
    labels: ["x", "y"],
    data: `${writtenAs(call, "x")} and ${writtenAs(call, "y")}`,
  };
  if (groups.samples.length === 2) return groups;
  return call.fail(
    "wrong-argument",
    `var.test() compares two groups, and here are ${groups.samples.length}`,
    "bartlett.test() compares more",
  );
}

function varTest(call: Call): Value {
  const ratio = call.has("ratio") ? call.number("ratio") : 1;
  const alternative = alternativeOf(call);
  const level = levelOf(call);
  const { samples, data } = twoSamples(call);
  const [a, b] = samples.map(momentsOf);
  const [df1, df2] = [a!.n - 1, b!.n - 1];
  if (df1 < 1 || df2 < 1) return call.fail("too-few", "var.test() needs two observations of each");
  const estimate = a!.variance / b!.variance;
  const statistic = estimate / ratio;
  const lower = pf(statistic, df1, df2);
  const upper = pf(statistic, df1, df2, { upper: true });
  const side = (1 - level) / (alternative === "two.sided" ? 2 : 1);
  const low = alternative === "less" ? 0 : estimate / qf(side, df1, df2, { upper: true });
  const high = alternative === "greater" ? Infinity : estimate / qf(side, df1, df2);
  return hypothesisList({
    statistic: { F: statistic },
    parameter: { "num df": df1, "denom df": df2 },
    p: alternative === "less"
      ? lower
      : alternative === "greater"
      ? upper
      : 2 * Math.min(lower, upper),
    interval: [low, high],
    level,
    estimate: { "ratio of variances": estimate },
    null: { "ratio of variances": ratio },
    alternative,
    method: "F test to compare two variances",
    data,
  });
}

function manySamples(call: Call): Groups {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  if (first.type === "language") return groupsOfFormula(call, first);
  if (first.type === "list") {
    return {
      samples: first.values.map((v) => sampleOf(call, "x", v).filter((u) => u === u)),
      labels: [],
      data: writtenAs(call, "x"),
    };
  }
  const x = sampleOf(call, "x");
  const { codes, levels } = groupsOf(call.value("g"), call);
  const samples: number[][] = levels.map(() => []);
  x.forEach((v, i) => v === v && codes[i]! >= 0 && samples[codes[i]!]!.push(v));
  return {
    samples: samples.filter((s) => s.length > 0),
    labels: levels,
    data: `${writtenAs(call, "x")} and ${writtenAs(call, "g")}`,
  };
}

function bartlett(call: Call): Value {
  const { samples, data } = manySamples(call);
  const k = samples.length;
  if (k < 2) return call.fail("too-few", "bartlett.test() compares two groups or more");
  if (samples.some((s) => s.length < 2)) {
    return call.fail("too-few", "bartlett.test() needs two observations of each group");
  }
  const moments = samples.map(momentsOf);
  const dfs = moments.map((m) => m.n - 1);
  const total = dfs.reduce((a, b) => a + b, 0);
  const pooled = moments.reduce((s, m, i) => s + dfs[i]! * m.variance, 0) / total;
  const logs = moments.reduce((s, m, i) => s + dfs[i]! * Math.log(m.variance), 0);
  const correction = 1 + (dfs.reduce((s, d) => s + 1 / d, 0) - 1 / total) / (3 * (k - 1));
  const statistic = (total * Math.log(pooled) - logs) / correction;
  return hypothesisList({
    statistic: { "Bartlett's K-squared": statistic },
    parameter: { df: k - 1 },
    p: pchisq(statistic, k - 1, { upper: true }),
    method: "Bartlett test of homogeneity of variances",
    data,
  });
}

function fligner(call: Call): Value {
  const { samples, data } = manySamples(call);
  const k = samples.length;
  if (k < 2) return call.fail("too-few", "fligner.test() compares two groups or more");
  const distances = samples.map((own) => {
    const sorted = [...own].sort((a, b) => a - b);
    const half = sorted.length / 2;
    const median = (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
    return own.map((v) => Math.abs(v - median));
  });
  const all = distances.flat();
  const n = all.length;
  const scores = ranksOf(all).map((r) => qnorm((1 + r / (n + 1)) / 2));
  const { mean, variance } = momentsOf(scores);
  let at = 0;
  const between = samples.reduce((sum, own) => {
    const part = scores.slice(at, at += own.length);
    return sum + own.length * (momentsOf(part).mean - mean) ** 2;
  }, 0);
  const statistic = between / variance;
  return hypothesisList({
    statistic: { "Fligner-Killeen:med chi-squared": statistic },
    parameter: { df: k - 1 },
    p: pchisq(statistic, k - 1, { upper: true }),
    method: "Fligner-Killeen test of homogeneity of variances",
    data,
  });
}

export const SPREAD_TESTS: readonly Builtin[] = [
  special(
    "var.test",
    "x, y, ratio, alternative, conf.level, formula, data, subset, na.action!na.omit",
    varTest,
  ),
  special("bartlett.test", "x, g, formula, data, subset, na.action!na.omit", bartlett),
  special("fligner.test", "x, g, formula, data, subset, na.action!na.omit", fligner),
];
