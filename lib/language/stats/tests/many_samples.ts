/**
 * Tests of several samples: `kruskal.test friedman.test oneway.test`.
 *
 * @module
 */
import { pchisq } from "../../../math/distribution/chi_squared.ts";
import { pf } from "../../../math/distribution/f_distribution.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { groupsOf } from "../../base/grouping.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { dimOf, isVector, type Value } from "../../values/value.ts";
import { ranksOf } from "../covariance.ts";
import {
  amongData,
  type Groups,
  groupsOfFormula,
  hypothesisList,
  sampleOf,
  sidesOf,
  writtenAs,
} from "./hypothesis.ts";
import { momentsOf } from "./location.ts";

/** Samples from a formula, a list, or values with their groups. */
function samplesOf(call: Call): Groups {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  if (first.type === "language") return groupsOfFormula(call, first);
  if (first.type === "list") {
    return {
      samples: first.values.map((v) => sampleOf(call, "x", v).filter((a) => a === a)),
      labels: first.values.map((_, k) => String(k + 1)),
      data: writtenAs(call, "x"),
    };
  }
  const x = sampleOf(call, "x");
  const { codes, levels } = groupsOf(call.value("g"), call);
  if (codes.length !== x.length) {
    return call.fail("wrong-length", `There are ${x.length} values, and ${codes.length} groups`);
  }
  const all = levels.map((label, k) => ({
    label,
    own: x.filter((v, i) => codes[i] === k && v === v),
  })).filter(({ own }) => own.length > 0);
  return {
    samples: all.map(({ own }) => own),
    labels: all.map(({ label }) => label),
    data: `${writtenAs(call, "x")} and ${writtenAs(call, "g")}`,
  };
}

/** Σ (t³ − t) over groups of t equal values. */
function tiesOf(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts.values()].reduce((s, t) => s + t ** 3 - t, 0);
}

function kruskalTest(call: Call): Value {
  const { samples, data } = samplesOf(call);
  const k = samples.length;
  if (k < 2) return call.fail("too-few", "kruskal.test() compares two groups or more");
  const all = samples.flat();
  const n = all.length;
  const ranks = ranksOf(all);
  let at = 0;
  const sum = samples.reduce((s, own) => {
    const total = ranks.slice(at, at += own.length).reduce((a, b) => a + b, 0);
    return s + total ** 2 / own.length;
  }, 0);
  const statistic = (12 * sum / (n * (n + 1)) - 3 * (n + 1)) / (1 - tiesOf(all) / (n ** 3 - n));
  return hypothesisList({
    statistic: { "Kruskal-Wallis chi-squared": statistic },
    parameter: { df: k - 1 },
    p: pchisq(statistic, k - 1, { upper: true }),
    method: "Kruskal-Wallis rank sum test",
    data,
  });
}

/** Blocks of one value for each group; blocks with something missing are left out. */
export function blocksOf(call: Call): { rows: number[][]; data: string } {
  const first = call.has("y") ? call.value("y") : call.value("formula");
  const crossed = (y: number[], group: Value, block: Value, data: string) => {
    const [g, b] = [groupsOf(group, call), groupsOf(block, call)];
    const rows = b.levels.map(() => new Array<number>(g.levels.length).fill(NaN));
    const seen = new Set<number>();
    y.forEach((v, i) => {
      const cell = b.codes[i]! * g.levels.length + g.codes[i]!;
      if (seen.has(cell)) {
        call.fail(
          "wrong-argument",
          `${call.word.name}() takes one value of each group in each block`,
        );
      }
      seen.add(cell);
      rows[b.codes[i]!]![g.codes[i]!] = v;
    });
    return { rows: rows.filter((r) => r.every((v) => v === v)), data };
  };
  if (first.type === "language") {
    const { left, right } = sidesOf(call, first);
    const bar = right.kind === "call" && right.callee.kind === "name" && right.callee.name === "|";
    if (!left || !bar) {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() takes a formula such as y ~ group | block`,
      );
    }
    const [group, block] = right.args.map((a) => a.value!);
    return crossed(
      sampleOf(call, "formula", amongData(call, left)),
      amongData(call, group!),
      amongData(call, block!),
      `${deparse(left)} and ${deparse(group!)} and ${deparse(block!)}`,
    );
  }
  const dim = dimOf(first);
  if (dim?.length === 2 && isVector(first)) {
    const values = asDouble(first).values;
    const rows = Array.from(
      { length: dim[0]! },
      (_, i) => Array.from({ length: dim[1]! }, (_, j) => values[j * dim[0]! + i]!),
    );
    return { rows: rows.filter((r) => r.every((v) => v === v)), data: writtenAs(call, "y") };
  }
  return crossed(
    sampleOf(call, "y"),
    call.value("groups"),
    call.value("blocks"),
    `${writtenAs(call, "y")}, ${writtenAs(call, "groups")} and ${writtenAs(call, "blocks")}`,
  );
}

function friedmanTest(call: Call): Value {
  const { rows, data } = blocksOf(call);
  const [n, k] = [rows.length, rows[0]?.length ?? 0];
  if (n < 2 || k < 2) {
    return call.fail("too-few", "friedman.test() needs two blocks and two groups");
  }
  const ranks = rows.map(ranksOf);
  const ties = rows.reduce((s, r) => s + tiesOf(r), 0);
  const spread = Array.from({ length: k }, (_, j) => ranks.reduce((s, r) => s + r[j]!, 0))
    .reduce((s, total) => s + (total - n * (k + 1) / 2) ** 2, 0);
  const statistic = 12 * spread / (n * k * (k + 1) - ties / (k - 1));
  return hypothesisList({
    statistic: { "Friedman chi-squared": statistic },
    parameter: { df: k - 1 },
    p: pchisq(statistic, k - 1, { upper: true }),
    method: "Friedman rank sum test",
    data,
  });
}

/** Welch's (1951) test of means, or the plain F. */
function onewayTest(call: Call): Value {
  const { samples, data } = groupsOfFormula(call, call.value("formula"));
  const k = samples.length;
  if (k < 2) return call.fail("too-few", "oneway.test() compares two groups or more");
  if (samples.some((s) => s.length < 2)) {
    return call.fail("too-few", "oneway.test() needs two observations in each group");
  }
  const moments = samples.map(momentsOf);
  const equal = call.flag("var.equal", false);
  let [statistic, df] = [0, 0];
  if (equal) {
    const n = moments.reduce((s, m) => s + m.n, 0);
    const grand = moments.reduce((s, m) => s + m.n * m.mean, 0) / n;
    df = n - k;
    statistic = moments.reduce((s, m) => s + m.n * (m.mean - grand) ** 2, 0) / (k - 1) /
      (moments.reduce((s, m) => s + (m.n - 1) * m.variance, 0) / df);
  } else {
    const weights = moments.map((m) => m.n / m.variance);
    const total = weights.reduce((a, b) => a + b, 0);
    const lost = moments.reduce((s, m, i) => s + (1 - weights[i]! / total) ** 2 / (m.n - 1), 0) /
      (k * k - 1);
    const grand = moments.reduce((s, m, i) => s + weights[i]! * m.mean, 0) / total;
    statistic = moments.reduce((s, m, i) => s + weights[i]! * (m.mean - grand) ** 2, 0) /
      ((k - 1) * (1 + 2 * (k - 2) * lost));
    df = 1 / (3 * lost);
  }
  return hypothesisList({
    statistic: { F: statistic },
    parameter: { "num df": k - 1, "denom df": df },
    p: pf(statistic, k - 1, df, { upper: true }),
    method: `One-way analysis of means${equal ? "" : " (not assuming equal variances)"}`,
    data: data.replace(/ by ([^]*)$/, " and $1"),
  });
}

export const SEVERAL_SAMPLES_TESTS: readonly Builtin[] = [
  special("kruskal.test", "x, g, ..., formula, data, subset, na.action!na.omit", kruskalTest),
  special(
    "friedman.test",
    "y, groups, blocks, ..., formula, data, subset, na.action!na.omit",
    friedmanTest,
  ),
  special("oneway.test", "formula, data, subset, na.action!na.omit, var.equal", onewayTest),
];
