/**
 * Rank tests of blocks and of scales: `quade.test mood.test ansari.test`.
 *
 * Source: Quade (1979, JASA 74, 680–683); Mood (1954, Ann. Math. Stat. 25, 514–522); Ansari & Bradley
 * (1960, Ann. Math. Stat. 31, 1174–1189). The normal law has the mean and the variance of a sample without
 * replacement from the scores, also where these are tied; R 4.2 has other ones there (manual-conventions.md).
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { pf } from "../../../math/distribution/f_distribution.ts";
import { pnorm } from "../../../math/distribution/normal.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import type { Value } from "../../values/value.ts";
import { ranksOf } from "../covariance.ts";
import {
  type Alternative,
  alternativeOf,
  groupsOfFormula,
  hypothesisList,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";
import { blocksOf } from "./many_samples.ts";

function quadeTest(call: Call): Value {
  const { rows, data } = blocksOf(call);
  const [n, k] = [rows.length, rows[0]?.length ?? 0];
  if (n < 2 || k < 2) return call.fail("too-few", "quade.test() needs two blocks and two groups");
  const weights = ranksOf(rows.map((r) => greatest(r) - least(r)));
  const scores = rows.map((r, i) => ranksOf(r).map((rank) => weights[i]! * (rank - (k + 1) / 2)));
  const whole = scores.flat().reduce((s, v) => s + v * v, 0);
  const between = Array.from({ length: k }, (_, j) => scores.reduce((s, r) => s + r[j]!, 0))
    .reduce((s, total) => s + total ** 2, 0) / n;
  const [df, rest] = [k - 1, (n - 1) * (k - 1)];
  let factorial = 1;
  for (let j = 2; j <= k; j++) factorial *= j;
  const same = whole === between;
  const statistic = same ? NaN : (n - 1) * between / (whole - between);
  return hypothesisList({
    statistic: { "Quade F": statistic },
    parameter: { "num df": df, "denom df": rest },
    p: same ? factorial ** (1 - n) : pf(statistic, df, rest, { upper: true }),
    method: "Quade test",
    data,
  });
}

interface Two {
  readonly x: number[];
  readonly y: number[];
  readonly data: string;
}

function twoSamples(call: Call): Two {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  if (first.type === "language") {
    const { samples, data } = groupsOfFormula(call, first);
    if (samples.length === 2) return { x: samples[0]!, y: samples[1]!, data };
    return call.fail(
      "wrong-argument",
      `${call.word.name}() compares two groups, and here are ${samples.length}`,
      "fligner.test() compares more",
    );
  }
  const [x, y] = [sampleOf(call, "x"), sampleOf(call, "y")]
    .map((s) => s.filter((v) => v === v)) as [number[], number[]];
  return { x, y, data: `${writtenAs(call, "x")} and ${writtenAs(call, "y")}` };
}

function meanAndVariance(scores: readonly number[], m: number): { mean: number; variance: number } {
  const n = scores.length;
  const mean = scores.reduce((a, b) => a + b, 0) / n;
  const squares = scores.reduce((s, v) => s + (v - mean) ** 2, 0);
  return { mean: m * mean, variance: m * (n - m) / (n * (n - 1)) * squares };
}

function pOf(lower: number, upper: number, side: Alternative): number {
  if (side === "less") return lower;
  return side === "greater" ? upper : Math.min(1, 2 * Math.min(lower, upper));
}

function moodTest(call: Call): Value {
  const { x, y, data } = twoSamples(call);
  const all = [...x, ...y];
  const n = all.length;
  if (n < 3) return call.fail("too-few", "mood.test() needs three observations");
  // squares of the distances from the middle, those of ties averaged
  const order = [...all.keys()].sort((a, b) => all[a]! - all[b]!);
  const scores = new Array<number>(n);
  for (let i = 0; i < n;) {
    let end = i;
    while (end < n && all[order[end]!] === all[order[i]!]) end++;
    let sum = 0;
    for (let k = i; k < end; k++) sum += (k + 1 - (n + 1) / 2) ** 2;
    for (let k = i; k < end; k++) scores[order[k]!] = sum / (end - i);
    i = end;
  }
  const { mean, variance } = meanAndVariance(scores, x.length);
  const statistic = scores.slice(0, x.length).reduce((a, b) => a + b, 0);
  const z = (statistic - mean) / Math.sqrt(variance);
  const side = alternativeOf(call);
  return hypothesisList({
    statistic: { Z: z },
    p: pOf(pnorm(z), pnorm(z, { upper: true }), side),
    alternative: side,
    method: "Mood two-sample test of scale",
    data,
  });
}

/** How many samples of m have each sum of scores: their shares up to a sum. */
function sharesUpTo(scores: readonly number[], m: number): (sum: number) => number {
  const most = scores.reduce((a, b) => a + b, 0);
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
  ways[0]![0] = 1;
  for (const s of scores) {
    for (let k = m; k >= 1; k--) {
      const [from, to] = [ways[k - 1]!, ways[k]!];
      for (let sum = most; sum >= s; sum--) to[sum]! += from[sum - s]!;
    }
  }
  const own = ways[m]!;
  const total = own.reduce((a, b) => a + b, 0);
  return (sum) => {
    let below = 0;
    for (let s = 0; s <= Math.min(most, Math.floor(sum)); s++) below += own[s]!;
    return below / total;
  };
}

function ansariTest(call: Call): Value {
  const { x, y, data } = twoSamples(call);
  const all = [...x, ...y];
  const [m, n] = [x.length, all.length];
  if (m < 1 || y.length < 1) return call.fail("too-few", "ansari.test() needs two samples");
  const scores = ranksOf(all).map((r) => Math.min(r, n - r + 1));
  const statistic = scores.slice(0, m).reduce((a, b) => a + b, 0);
  const tied = new Set(all).size < n;
  const asked = call.has("exact") && call.value("exact").type !== "NULL";
  const few = m < 50 && y.length < 50;
  const exact = (asked ? call.flag("exact", true) : few) && !tied;
  if (exact && !few) {
    call.fail("too-long", "ansari.test() counts up to 49 of each", "exact = FALSE");
  }
  if (tied && (!asked || call.flag("exact", true))) {
    call.warn("Equal values: the p-value is the one of the normal law", "ties");
  }
  const side = alternativeOf(call);
  let p: number;
  if (exact) {
    const share = sharesUpTo(scores, m);
    // a first sample that is wider has smaller scores
    p = pOf(1 - share(statistic - 1), share(statistic), side);
  } else {
    const { mean, variance } = meanAndVariance(scores, m);
    const z = (statistic - mean) / Math.sqrt(variance);
    p = pOf(pnorm(z, { upper: true }), pnorm(z), side);
  }
  return hypothesisList({
    statistic: { AB: statistic },
    p,
    null: { "ratio of scales": 1 },
    alternative: side,
    method: "Ansari-Bradley test",
    data,
  });
}

export const RANKED_SCALES_TESTS: readonly Builtin[] = [
  special(
    "quade.test",
    "y, groups, blocks, formula, data, subset, na.action!na.omit",
    quadeTest,
  ),
  special("mood.test", "x, y, alternative, formula, data, subset, na.action!na.omit", moodTest),
  special(
    "ansari.test",
    "x, y, alternative, exact, conf.int!FALSE, conf.level?, formula, data, subset, na.action!na.omit",
    ansariTest,
  ),
];
