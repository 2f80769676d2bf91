/**
 * Variances, covariances and correlations, of vectors and of columns.
 *
 * @module
 */
import { numbersHint, whyNoNumbers } from "../base/no_numbers.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  double,
  doubles,
  integers,
  isFactor,
  isFrame,
  isVector,
  namesOf,
  NULL,
  type Value,
} from "../values/value.ts";
import { calculated, preciseSum, present } from "../base/numeric.ts";
import { varianceOf } from "./quantiles.ts";
import { kendall, kendallCovariance } from "./tests/rank_correlation.ts";

export function correlation(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const [m, k] = [preciseSum(a) / n, preciseSum(b) / n];
  const sxy = preciseSum(a.map((v, i) => (v - m) * (b[i]! - k)));
  const sxx = preciseSum(a.map((v) => (v - m) ** 2));
  const syy = preciseSum(b.map((v) => (v - k) ** 2));
  return Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy)));
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const [m, k] = [preciseSum(a) / n, preciseSum(b) / n];
  return preciseSum(a.map((v, i) => (v - m) * (b[i]! - k))) / (n - 1);
}

/** Columns of a matrix or a data frame, or the vector itself. */
export function columnsOf(
  call: Call,
  x: Value,
): { columns: number[][]; names: (string | null)[] | null } {
  if (isFrame(x)) {
    const bad = x.values.find((v) => v.type === "character" || isFactor(v) || v.type === "list");
    if (bad) {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() takes numbers, and a column holds ${whyNoNumbers(bad)}`,
        numbersHint(bad) ?? undefined,
      );
    }
    return {
      columns: x.values.map((v) => Array.from(asDouble(v).values)),
      names: [...namesOf(x) ?? []],
    };
  }
  const dim = dimOf(x);
  if (!isVector(x) || x.type === "character" || x.type === "list" || isFactor(x)) {
    return call.wrong("x", "numbers", x);
  }
  const values = Array.from(asDouble(x).values);
  // An array of one dimension, as tapply() gives, is a vector.
  if (dim?.length !== 2) return { columns: [values], names: null };
  const m = dim[0]!;
  const names = dimNamesOf(x)?.[1];
  return {
    columns: Array.from({ length: dim[1]! }, (_, j) => values.slice(j * m, (j + 1) * m)),
    names: names ? [...names] : null,
  };
}

const hasColumns = (x: Value): boolean => dimOf(x)?.length === 2 || isFrame(x);

export function ranksOf(values: readonly number[]): number[] {
  const at = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const out = new Array<number>(values.length);
  for (let i = 0; i < at.length;) {
    let j = i;
    while (j + 1 < at.length && values[at[j + 1]!] === values[at[i]!]) j++;
    for (let k = i; k <= j; k++) out[at[k]!] = (i + j) / 2 + 1;
    i = j + 1;
  }
  return out;
}

function pairs(f: (a: readonly number[], b: readonly number[]) => number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    const y = call.optional("y");
    const use = call.has("use")
      ? call.text("use")
      : call.flag("na.rm", false)
      ? "complete.obs"
      : "everything";
    const method = call.has("method")
      ? call.choice("method", ["pearson", "kendall", "spearman"])
      : "pearson";
    const own = method === "kendall" ? (call.word.name === "cov" ? kendallCovariance : kendall) : f;
    const a = columnsOf(call, x);
    const b = y === null || y.type === "NULL" ? a : columnsOf(call, y);
    const single = !hasColumns(x) && (y === null || y.type === "NULL" || !hasColumns(y));
    if (single && (y === null || y.type === "NULL") && call.word.name === "cor") {
      return call.fail("wrong-argument", "cor() takes two vectors, a matrix or a data frame");
    }
    const n = a.columns[0]?.length ?? 0;
    if (b.columns.some((c) => c.length !== n)) {
      return call.fail("wrong-length", `${call.word.name}() takes vectors of one length`);
    }
    const complete = Array.from({ length: n }, (_, i) => i).filter((i) =>
      [...a.columns, ...b.columns].every((c) => c[i] === c[i])
    );
    const out = new Float64Array(a.columns.length * b.columns.length);
    const marks = new Uint8Array(out.length);
    let flat = false;
    b.columns.forEach((q, j) =>
      a.columns.forEach((p, i) => {
        const rows = /^complete|^na\.or/.test(use)
          ? complete
          : /^pair/.test(use)
          ? Array.from({ length: n }, (_, r) => r).filter((r) => p[r] === p[r] && q[r] === q[r])
          : null;
        const [u, v] = rows ? [rows.map((r) => p[r]!), rows.map((r) => q[r]!)] : [p, q];
        const at = j * a.columns.length + i;
        // What stands twice has a correlation of 1 with itself.
        if (
          i === j && a === b && call.word.name === "cor" && u.length > 1
        ) {
          out[at] = 1;
          return;
        }
        const given = u.every((k) => k === k) && v.every((k) => k === k);
        out[at] = !given ? NaN : method === "spearman" ? own(ranksOf(u), ranksOf(v)) : own(u, v);
        if (!given || out[at] === out[at]) return;
        if (method !== "spearman" && [...u, ...v].some((k) => !Number.isFinite(k))) marks[at] = 1;
        else flat ||= u.length > 1;
      })
    );
    if (flat) {
      call.warn(`${call.word.name}(): what does not vary has no correlation (NA)`, "no-value");
    }
    if (single) return marks[0] ? calculated(NaN) : double(out[0]!);
    const attributes: Attributes = new Map<string, Value>([[
      "dim",
      integers([a.columns.length, b.columns.length]),
    ]]);
    if (a.names || b.names) {
      attributes.set("dimnames", {
        type: "list",
        values: [a.names ? characters(a.names) : NULL, b.names ? characters(b.names) : NULL],
        attributes: null,
        exclusive: false,
        held: false,
      });
    }
    return doubles(out, attributes, marks.includes(1) ? marks : null);
  };
}

export const COVARIANCES: readonly Builtin[] = [
  word("var", "x, y, na.rm, use", (call) => {
    const x = call.value("x");
    if (hasColumns(x) || call.has("y")) return pairs(covariance)(call);
    const values = present(call);
    return values && values.length > 1 ? calculated(varianceOf(values)) : double(NaN);
  }),
  word("cov", "x, y, use, method", pairs(covariance)),
  word("cor", "x, y, use, method", pairs(correlation)),
];
