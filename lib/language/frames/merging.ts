/**
 * `merge`: rows of two data frames that have the same keys.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { comparer } from "../base/ordering.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  type Frame,
  frameOf,
  isFactor,
  isFrame,
  isVector,
  rowsOf,
  type Value,
  type Vector,
} from "../values/value.ts";
import { likeTable, stacked } from "./frame_binding.ts";
import { headsOf } from "./naming.ts";

function frameArgument(call: Call, name: string): Frame {
  const x = call.value(name);
  if (isFrame(x)) return x;
  const made = isVector(x) ? call.interpreter.call("as.data.frame", [x], call.span) : x;
  return isFrame(made) ? made : call.wrong(name, "a data frame", x);
}

/** Places of the key columns. */
function keysOf(call: Call, x: Frame, name: string, shared: readonly string[]): number[] {
  const heads = headsOf(x);
  const value = call.optional(name) ?? call.optional("by");
  if (value === null) return shared.map((n) => heads.indexOf(n));
  if (value.type === "NULL") return [];
  if (value.type !== "character") {
    return Array.from(
      asDouble(value).values,
      (k) => k >= 1 && k <= heads.length ? k - 1 : call.wrong(name, "names of columns", value),
    );
  }
  return value.values.map((n) => {
    const k = heads.indexOf(n ?? "");
    return k >= 0 ? k : call.fail(
      "unknown-column",
      `The data have no column "${n}" to merge by`,
      suggestion(n ?? "", heads) ?? `They have ${heads.slice(0, 8).join(", ")}`,
    );
  });
}

/** Keys of the rows as texts. */
function keyTexts(x: Frame, keys: readonly number[]): string[] {
  return asCharacter(joined(keys.map((k) => asCharacter(x.values[k]!).values), rowsOf(x)))
    .values.map((v) => v ?? "NA");
}

/** Pairs of rows that belong together, and rows that stand alone. */
function paired(
  a: readonly string[],
  b: readonly string[],
): { pairs: [number, number][]; left: number[]; right: number[] } {
  const at = new Map<string, number[]>();
  b.forEach((key, j) => {
    const own = at.get(key);
    if (own) own.push(j);
    else at.set(key, [j]);
  });
  const order = new Map<string, number[]>();
  const left: number[] = [];
  a.forEach((key, i) => {
    if (!at.has(key)) return left.push(i);
    const own = order.get(key);
    if (own) own.push(i);
    else order.set(key, [i]);
  });
  const pairs = [...order].flatMap(([key, rows]) =>
    rows.flatMap((i) => at.get(key)!.map((j): [number, number] => [i, j]))
  );
  return { pairs, left, right: b.flatMap((key, j) => order.has(key) ? [] : [j]) };
}

/** Rows in the order of their keys. */
function keyOrder(columns: readonly Vector[], texts: boolean): number[] {
  const n = columns[0]!.values.length;
  const keys = texts ? [joined(columns.map((c) => asCharacter(c).values), n)] : columns;
  const compare = keys.map((k) => comparer(k));
  return Array.from({ length: n }, (_, i) => i).sort((i, j) => {
    for (const c of compare) {
      const by = c(i, j);
      if (by !== 0) return by;
    }
    return i - j;
  });
}

/** Several texts of each row as one. */
function joined(parts: readonly (readonly (string | null)[])[], n: number): Vector {
  return characters(Array.from({ length: n }, (_, i) => parts.map((p) => p[i] ?? "NA").join("\r")));
}

function merge(call: Call): Value {
  const [x, y] = [frameArgument(call, "x"), frameArgument(call, "y")];
  const [headsX, headsY] = [headsOf(x), headsOf(y)];
  const shared = headsX.filter((n) => headsY.includes(n));
  const [keysX, keysY] = [keysOf(call, x, "by.x", shared), keysOf(call, y, "by.y", shared)];
  if (keysX.length !== keysY.length) {
    return call.fail(
      "wrong-length",
      "by.x and by.y name as many columns",
      'by.x = "id", by.y = "subject" pairs one with one',
    );
  }
  const all = call.flag("all", false);
  const [allX, allY] = [call.flag("all.x", all), call.flag("all.y", all)];
  const found = keysX.length === 0
    ? crossed(rowsOf(x), rowsOf(y))
    : paired(keyTexts(x, keysX), keyTexts(y, keysY));
  const left = allX ? found.left : [];
  const right = allY ? found.right : [];
  const rowsX = [...found.pairs.map(([i]) => i), ...left, ...right.map(() => -1)];
  const rowsY = [...found.pairs.map(([, j]) => j), ...left.map(() => -1), ...right];
  const own = rowsX.length - right.length;
  const keys = keysX.map((k, i): Vector => {
    const mine = memberRows(x.values[k]!, rowsX.slice(0, own)) as Vector;
    if (right.length === 0) return mine;
    return stacked([mine, memberRows(y.values[keysY[i]!]!, right) as Vector]) as Vector;
  });
  const restX = headsX.map((_, k) => k).filter((k) => !keysX.includes(k));
  const restY = headsY.map((_, k) => k).filter((k) => !keysY.includes(k));
  const suffixes = call.has("suffixes") ? call.texts("suffixes").map((s) => s ?? "") : [".x", ".y"];
  const names = named(
    restX.map((k) => headsX[k]!),
    restY.map((k) => headsY[k]!),
    keysX.map((k) => headsX[k]!),
    suffixes,
  );
  const columns: [string, Value][] = [
    ...keys.map((v, i): [string, Value] => [headsX[keysX[i]!]!, v]),
    ...restX.map((k, i): [string, Value] => [names[0][i]!, memberRows(x.values[k]!, rowsX)]),
    ...restY.map((k, i): [string, Value] => [names[1][i]!, memberRows(y.values[k]!, rowsY)]),
  ];
  const n = rowsX.length;
  if (!call.flag("sort", true) || keys.length === 0 || n === 0) return frameOf(columns, n);
  const order = keyOrder(
    keys.map((v) => isFactor(v) && keys.length > 1 && !allX && !allY ? asCharacter(v) : v),
    keys.length > 1 && !allX && !allY,
  );
  return frameOf(columns.map(([name, v]) => [name, memberRows(v, order)]), n);
}

function crossed(m: number, n: number): ReturnType<typeof paired> {
  const pairs = Array.from(
    { length: m * n },
    (_, c): [number, number] => [c % m, Math.floor(c / m)],
  );
  return { pairs, left: [], right: [] };
}

/** Names of the columns that are no keys: those that both tables have are told apart. */
function named(
  x: readonly string[],
  y: readonly string[],
  keys: readonly string[],
  suffixes: readonly string[],
): [string[], string[]] {
  const both = new Set(x.filter((n) => y.includes(n)));
  return [
    x.map((n) => both.has(n) ? n + suffixes[0] : n),
    y.map((n) => both.has(n) || keys.includes(n) ? n + suffixes[1] : n),
  ];
}

export const MERGING: readonly Builtin[] = [
  word(
    "merge",
    "x, y, by, by.x, by.y, all, all.x, all.y, sort, suffixes, no.dups!TRUE, incomparables!NULL",
    (call) => likeTable(call.value("x"), merge(call)),
  ),
];
