/**
 * Many p-values at once: `p.adjust pairwise.t.test pairwise.wilcox.test`.
 *
 * Holm (1979), Hochberg (1988), Hommel (1988), Benjamini and Hochberg (1995), Benjamini and Yekutieli
 * (2001).
 *
 * @module
 */
import { pt } from "../../../math/distribution/f_distribution.ts";
import { groupsOf } from "../../base/grouping.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { matrixOf } from "../../matrices/matrix.ts";
import {
  characters,
  doubles,
  isVector,
  namedList,
  namesOf,
  text,
  type Value,
  withAttribute,
  withNames,
} from "../../values/value.ts";
import { type Moments, momentsOf } from "./location.ts";
import { sampleOf, writtenAs } from "./hypothesis.ts";

const METHODS = ["holm", "hochberg", "hommel", "bonferroni", "BH", "BY", "fdr", "none"] as const;
type Method = typeof METHODS[number];

/** The smallest so far from the largest p down, or the largest so far from the smallest up. */
function monotone(
  p: readonly number[],
  factor: (rank: number) => number,
  rising: boolean,
): number[] {
  const order = p.map((_, i) => i).sort((i, j) => rising ? p[i]! - p[j]! : p[j]! - p[i]!);
  const out = new Array<number>(p.length);
  let held = rising ? 0 : 1;
  order.forEach((i, k) => {
    const own = factor(rising ? k + 1 : p.length - k) * p[i]!;
    held = rising ? Math.max(held, own) : Math.min(held, own);
    out[i] = Math.min(1, held);
  });
  return out;
}

function hommel(p: readonly number[], n: number): number[] {
  const padded = [...p, ...new Array<number>(n - p.length).fill(1)];
  const order = padded.map((_, i) => i).sort((i, j) => padded[i]! - padded[j]!);
  const sorted = order.map((i) => padded[i]!);
  let q = new Array<number>(n).fill(
    sorted.reduce((least, v, k) => Math.min(least, n * v / (k + 1)), Infinity),
  );
  let best = [...q];
  for (let m = n - 1; m >= 2; m--) {
    const head = n - m + 1;
    const tail = sorted.slice(head).reduce(
      (least, v, k) => Math.min(least, m * v / (k + 2)),
      Infinity,
    );
    q = q.map((_, k) => k < head ? Math.min(m * sorted[k]!, tail) : 0);
    q = q.map((v, k) => k < head ? v : q[head - 1]!);
    best = best.map((v, k) => Math.max(v, q[k]!));
  }
  const out = new Array<number>(n);
  order.forEach((i, k) => out[i] = Math.max(best[k]!, sorted[k]!));
  return out.slice(0, p.length);
}

export function adjusted(p: readonly number[], method: Method, n = p.length): number[] {
  if (n <= 1) return [...p];
  switch (n === 2 && method === "hommel" ? "hochberg" : method) {
    case "bonferroni":
      return p.map((v) => Math.min(1, n * v));
    case "holm":
      return monotone(p, (rank) => n - rank + 1, true);
    case "hochberg":
      return monotone(p, (rank) => n - rank + 1, false);
    case "hommel":
      return hommel(p, n);
    case "BH":
    case "fdr":
      return monotone(p, (rank) => n / rank, false);
    case "BY": {
      const sum = Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
      return monotone(p, (rank) => sum * n / rank, false);
    }
    default:
      return [...p];
  }
}

function pAdjust(call: Call): Value {
  const given = call.value("p");
  const p = Array.from(call.doubles("p"));
  const method = call.choice("method", METHODS);
  const at = p.map((_, i) => i).filter((i) => p[i] === p[i]);
  const n = call.number("n", at.length);
  if (n < at.length) return call.wrong("n", `a number from ${at.length} on`, call.value("n"));
  const out = Float64Array.from(p);
  adjusted(at.map((i) => p[i]!), method, n).forEach((v, k) => out[at[k]!] = v);
  const names = isVector(given) ? namesOf(given) : null;
  return names ? withNames(doubles(out), names) : doubles(out);
}

interface Samples {
  readonly labels: readonly string[];
  readonly samples: readonly number[][];
  readonly data: string;
}

function samplesOf(call: Call): Samples {
  const x = sampleOf(call, "x");
  const { codes, levels } = groupsOf(call.value("g"), call);
  const all = levels.map((label, k) => ({
    label,
    own: x.filter((v, i) => codes[i] === k && v === v),
  })).filter(({ own }) => own.length > 0);
  return {
    labels: all.map((a) => a.label),
    samples: all.map((a) => a.own),
    data: `${writtenAs(call, "x")} and ${writtenAs(call, "g")}`,
  };
}

/** The table of adjusted p-values of all pairs. */
function pairwise(
  call: Call,
  { labels, samples, data }: Samples,
  method: string,
  compare: (i: number, j: number) => number,
): Value {
  const k = samples.length;
  if (k < 2) return call.fail("too-few", `${call.word.name}() compares two groups or more`);
  const how = call.choice("p.adjust.method", METHODS);
  const pairs: [number, number][] = [];
  for (let j = 0; j < k - 1; j++) for (let i = j + 1; i < k; i++) pairs.push([i, j]);
  const p = adjusted(pairs.map(([i, j]) => compare(i, j)), how);
  const table = new Float64Array((k - 1) ** 2).fill(NaN);
  pairs.forEach(([i, j], c) => table[j * (k - 1) + i - 1] = p[c]!);
  const list = namedList([
    ["method", text(method)],
    ["data.name", text(data)],
    ["p.value", matrixOf(table, k - 1, k - 1, labels.slice(1), labels.slice(0, -1))],
    ["p.adjust.method", text(how)],
  ]);
  return withAttribute(list, "class", characters(["pairwise.htest"]));
}

function ofSides(t: number, df: number, side: string): number {
  if (side === "two.sided") return 2 * pt(-Math.abs(t), df);
  return pt(t, df, { upper: side === "greater" });
}

function pairwiseT(call: Call): Value {
  const groups = samplesOf(call);
  const paired = call.flag("paired", false);
  const pooled = call.has("pool.sd") ? call.flag("pool.sd", true) : !paired;
  const side = call.choice("alternative", ["two.sided", "less", "greater"]);
  if (paired && pooled) {
    return call.fail(
      "wrong-argument",
      "Pairs have no pooled standard deviation",
      "pool.sd = FALSE",
    );
  }
  const moments = groups.samples.map(momentsOf);
  if (pooled) {
    const own = moments.filter((m) => m.n > 1);
    const df = own.reduce((s, m) => s + m.n - 1, 0);
    const sd = Math.sqrt(own.reduce((s, m) => s + (m.n - 1) * m.variance, 0) / df);
    return pairwise(call, groups, "t tests with pooled SD", (i, j) => {
      const [a, b] = [moments[i]!, moments[j]!];
      return ofSides((a.mean - b.mean) / (sd * Math.sqrt(1 / a.n + 1 / b.n)), df, side);
    });
  }
  const equal = call.flag("var.equal", false);
  return pairwise(
    call,
    groups,
    paired ? "paired t tests" : "t tests with non-pooled SD",
    (i, j) => {
      if (!paired) return apart(moments[i]!, moments[j]!, equal, side);
      const [x, y] = [groups.samples[i]!, groups.samples[j]!];
      if (x.length !== y.length) {
        return call.fail("wrong-length", "Pairs need as many values in each group");
      }
      const d = momentsOf(x.map((v, r) => v - y[r]!));
      return ofSides(d.mean / Math.sqrt(d.variance / d.n), d.n - 1, side);
    },
  );
}

/** Welch's or Student's t of two groups alone. */
function apart(a: Moments, b: Moments, equal: boolean, side: string): number {
  const [u, v] = [a.variance / a.n, b.variance / b.n];
  if (!equal) {
    const df = (u + v) ** 2 / (u ** 2 / (a.n - 1) + v ** 2 / (b.n - 1));
    return ofSides((a.mean - b.mean) / Math.sqrt(u + v), df, side);
  }
  const df = a.n + b.n - 2;
  const pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / df;
  return ofSides((a.mean - b.mean) / Math.sqrt(pooled * (1 / a.n + 1 / b.n)), df, side);
}

function pairwiseWilcox(call: Call): Value {
  const groups = samplesOf(call);
  const given = call.dots.map((d) => [d.name, call.valueOf(d)] as const);
  const whole = [
    ...given,
    ...["paired", "alternative"].filter((n) => call.has(n))
      .map((n) => [n, call.value(n)] as const),
  ];
  const part = (i: number, j: number, name: string): Value => {
    const test = call.interpreter.call(
      "wilcox.test",
      [
        doubles(Float64Array.from(groups.samples[i]!)),
        doubles(Float64Array.from(groups.samples[j]!)),
        ...whole.map(([, v]) => v),
      ],
      call.span,
      [null, null, ...whole.map(([n]) => n)],
    );
    return test.type === "list" ? test.values[(namesOf(test) ?? []).indexOf(name)]! : test;
  };
  const method = groups.samples.length < 2 ? null : part(1, 0, "method");
  return pairwise(
    call,
    groups,
    method?.type === "character" ? method.values[0] ?? "" : "",
    (i, j) => {
      const p = part(i, j, "p.value");
      return p.type === "double" ? p.values[0]! : NaN;
    },
  );
}

export const SEVERAL_P: readonly Builtin[] = [
  word("p.adjust", "p, method, n", pAdjust),
  word(
    "pairwise.t.test",
    "x, g, p.adjust.method, pool.sd, paired, alternative, var.equal",
    pairwiseT,
  ),
  word("pairwise.wilcox.test", "x, g, p.adjust.method, paired, alternative, ...", pairwiseWilcox),
];
