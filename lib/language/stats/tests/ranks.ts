/**
 * Wilcoxon's tests of signed ranks and of rank sums: `wilcox.test`.
 *
 * @module
 */
import { RANK_SUM, SIGNED_RANK } from "../../../math/discrete/rank_sums.ts";
import type { Law } from "../../../math/distribution/law.ts";
import { normalUpper } from "../../../math/distribution/normal.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import type { Value } from "../../values/value.ts";
import { ranksOf } from "../covariance.ts";
import {
  type Alternative,
  alternativeOf,
  groupsOfFormula,
  hypothesisList,
  levelOf,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";
import { exactLimits, normalLimits, type RankLimits, tiesOf } from "./rank_limits.ts";

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

/** What a test found, with limits where they are asked for. */
interface Judged {
  readonly p: number;
  readonly method: string;
  readonly interval?: readonly [number, number];
  readonly level?: number;
  readonly estimate?: Readonly<Record<string, number>>;
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
    /** The values, and those of the other sample, whose places the limits are of. */
    x: readonly number[];
    y: readonly number[] | null;
  },
): Judged {
  const side = alternativeOf(call);
  const limits = call.flag("conf.int", false);
  const level = levelOf(call);
  const said = (found: RankLimits | null): Pick<Judged, "interval" | "level" | "estimate"> => {
    if (!limits) return {};
    if (!found) {
      return call.fail("too-few", "All values are the same: there are no limits of where they lie");
    }
    if (found.level !== level) {
      call.warn("So few values have no limits of that level; theirs is said beside them", "level");
    }
    const name = facts.y ? "difference in location" : "(pseudo)median";
    return { interval: found.interval, level: found.level, estimate: { [name]: found.estimate } };
  };
  const asked = call.has("exact") && call.value("exact").type !== "NULL";
  const exact = asked ? call.flag("exact", true) : facts.few;
  if (exact && !facts.broken) {
    if (facts.a.some((n) => n > facts.most)) {
      call.fail("too-long", `wilcox.test() counts up to ${facts.most} of them`, "exact = FALSE");
    }
    const p = exactP(facts.w, facts.law, facts.a, facts.middle, side);
    const found = limits ? exactLimits(facts.x, facts.y, facts.law, facts.a, side, level) : null;
    return { p, method: `Wilcoxon ${facts.name} exact test`, ...said(found) };
  }
  if (exact) {
    call.warn("Equal values, or zeros: the p-value is the one of the normal law", "ties");
  }
  const correct = call.flag("correct", true);
  const tolerance = call.has("tol.root") ? call.number("tol.root") : 1e-4;
  const found = limits ? normalLimits(facts.x, facts.y, correct, side, level, tolerance) : null;
  return {
    ...said(found),
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

function signedRanks(
  call: Call,
  differences: readonly number[],
  mu: number,
): Judged & { statistic: Record<string, number> } {
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
    x: d.map((v) => v + mu),
    y: null,
  });
  return { statistic: { V: w }, ...found };
}

function rankSums(
  call: Call,
  x: readonly number[],
  y: readonly number[],
  mu: number,
): Judged & { statistic: Record<string, number> } {
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
    x: x.map((v) => v + mu),
    y,
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
    found = signedRanks(call, d, mu);
  } else {
    const [a, b] = [x.filter(here).map((v) => v - mu), y.filter(here)];
    if (a.length < 1 || b.length < 1) {
      return call.fail("too-few", "wilcox.test() needs observations of both");
    }
    found = rankSums(call, a, b, mu);
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
  special(
    "wilcox.test",
    "x, y, alternative, mu, paired, exact, correct, conf.int, conf.level, tol.root, digits.rank!Inf, formula, data, subset, na.action!na.omit",
    wilcoxTest,
  ),
];
