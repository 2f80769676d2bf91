/**
 * Wilcoxon's tests of signed ranks and of rank sums: `wilcox.test`.
 *
 * @module
 */
import { RANK_SUM, SIGNED_RANK } from "../../../math/discrete/rank_sums.ts";
import type { Law } from "../../../math/distribution/law.ts";
import { normalUpper } from "../../../math/distribution/normal.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
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

/** More ranks than these are taken as normal unless exact = TRUE. */
const MANY = 50;

/** p of a statistic by the law of its counts. */
function exactP(
  w: number,
  law: Law,
  a: readonly number[],
  middle: number,
  side: Alternative,
): number {
  const above = (): number => law.tail(w - 1, a, true);
  const below = (): number => law.tail(w, a, false);
  if (side === "greater") return above();
  if (side === "less") return below();
  return Math.min(1, 2 * (w > middle ? above() : below()));
}

/** p of a distance from the middle, as normal. */
function normalP(away: number, sigma: number, correct: boolean, side: Alternative): number {
  const step = side === "two.sided" ? Math.sign(away) * 0.5 : side === "greater" ? 0.5 : -0.5;
  const z = (away - (correct ? step : 0)) / sigma;
  if (side === "greater") return normalUpper(z);
  if (side === "less") return normalUpper(-z);
  return 2 * Math.min(normalUpper(z), normalUpper(-z));
}

/** Σ (t³ − t) over groups of t equal ranks; 0 without ties. */
function tiesOf(ranks: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const r of ranks) counts.set(r, (counts.get(r) ?? 0) + 1);
  let sum = 0;
  for (const t of counts.values()) sum += t ** 3 - t;
  return sum;
}

/** A kind of test: exactly, or as normal with ties taken into account. */
function judged(
  call: Call,
  facts: {
    w: number;
    middle: number;
    sigma: number;
    few: boolean;
    broken: boolean;
    law: Law;
    a: readonly number[];
    most: number;
    name: string;
  },
): { p: number; method: string } {
  const side = alternativeOf(call);
  const asked = call.has("exact") && call.value("exact").type !== "NULL";
  const exact = asked ? call.flag("exact", true) : facts.few;
  if (exact && !facts.broken) {
    if (facts.a.some((n) => n > facts.most)) {
      call.fail("too-long", `wilcox.test() counts up to ${facts.most} of them`, "exact = FALSE");
    }
    const p = exactP(facts.w, facts.law, facts.a, facts.middle, side);
    return { p, method: `Wilcoxon ${facts.name} exact test` };
  }
  if (exact) {
    call.warn("Equal values, or zeros: the p-value is the one of the normal law", "ties");
  }
  const correct = call.flag("correct", true);
  return {
    p: normalP(facts.w - facts.middle, facts.sigma, correct, side),
    method: `Wilcoxon ${facts.name} test${correct ? " with continuity correction" : ""}`,
  };
}

function samplesOf(call: Call): { x: number[]; y: number[] | null; data: string } {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  if (first.type === "language") {
    const { samples, data } = groupsOfFormula(call, first);
    if (samples.length === 2) return { x: samples[0]!, y: samples[1]!, data };
    return call.fail(
      "wrong-argument",
      `wilcox.test() compares two groups, and here are ${samples.length}`,
    );
  }
  const two = call.has("y") && call.value("y").type !== "NULL";
  return {
    x: sampleOf(call, "x"),
    y: two ? sampleOf(call, "y") : null,
    data: two ? `${writtenAs(call, "x")} and ${writtenAs(call, "y")}` : writtenAs(call, "x"),
  };
}

function signedRanks(call: Call, differences: readonly number[]): {
  statistic: Record<string, number>;
  p: number;
  method: string;
} {
  const d = differences.filter((v) => v !== 0);
  const n = d.length;
  const ranks = ranksOf(d.map(Math.abs));
  const w = ranks.reduce((s, r, i) => d[i]! > 0 ? s + r : s, 0);
  const ties = tiesOf(ranks);
  const found = judged(call, {
    w,
    middle: n * (n + 1) / 4,
    sigma: Math.sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48),
    few: n < MANY,
    broken: ties > 0 || n < differences.length,
    law: SIGNED_RANK,
    a: [n],
    most: 1000,
    name: "signed rank",
  });
  return { statistic: { V: w }, ...found };
}

function rankSums(call: Call, x: readonly number[], y: readonly number[]): {
  statistic: Record<string, number>;
  p: number;
  method: string;
} {
  const [m, n] = [x.length, y.length];
  const ranks = ranksOf([...x, ...y]);
  const w = ranks.slice(0, m).reduce((a, b) => a + b, 0) - m * (m + 1) / 2;
  const ties = tiesOf(ranks);
  const found = judged(call, {
    w,
    middle: m * n / 2,
    sigma: Math.sqrt((m * n / 12) * ((m + n + 1) - ties / ((m + n) * (m + n - 1)))),
    few: m < MANY && n < MANY,
    broken: ties > 0,
    law: RANK_SUM,
    a: [m, n],
    most: 200,
    name: "rank sum",
  });
  return { statistic: { W: w }, ...found };
}

function wilcoxTest(call: Call): Value {
  const mu = call.has("mu") ? call.number("mu") : 0;
  const paired = call.flag("paired", false);
  const { x, y, data } = samplesOf(call);
  const here = (v: number): boolean => v === v;
  let found: ReturnType<typeof rankSums>;
  if (y === null || paired) {
    if (paired && y === null) {
      return call.fail("missing-argument", "wilcox.test() needs y for pairs");
    }
    if (y && x.length !== y.length) {
      return call.fail(
        "wrong-length",
        `Pairs need as many x as y, and there are ${x.length} and ${y.length}`,
      );
    }
    const d = (y ? x.map((v, i) => v - y[i]!) : x).filter(here).map((v) => v - mu);
    if (d.length < 1) return call.fail("too-few", "wilcox.test() needs observations");
    found = signedRanks(call, d);
  } else {
    const [a, b] = [x.filter(here).map((v) => v - mu), y.filter(here)];
    if (a.length < 1 || b.length < 1) {
      return call.fail("too-few", "wilcox.test() needs observations of both");
    }
    found = rankSums(call, a, b);
  }
  return hypothesisList({
    ...found,
    parameter: null,
    null: { [y ? "location shift" : "location"]: mu },
    alternative: alternativeOf(call),
    data,
  });
}

export const RANK_TESTS: readonly Builtin[] = [
  word(
    "wilcox.test",
    "x, y, alternative, mu, paired, exact, correct, conf.int!FALSE, conf.level?, tol.root?, digits.rank!Inf, formula, data, subset!, na.action!na.omit",
    wilcoxTest,
  ),
];
