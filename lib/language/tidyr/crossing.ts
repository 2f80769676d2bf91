/**
 * Combinations of values: `expand crossing nesting expand_grid complete full_seq`.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { groupingOf } from "../dplyr/grouping.ts";
import {
  type Column,
  columnsIn,
  rowsOfTable,
  tableLike,
  tableOf,
  tibbleOf,
  ungrouped,
} from "../dplyr/tables.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { evaluatedColumns } from "../tibble/evaluating.ts";
import { stackedParts } from "../tibble/combining.ts";
import { describe } from "../values/coerce.ts";
import { factorOf } from "../values/factor.ts";
import { refuseLong } from "../values/size.ts";
import {
  doubles,
  type Frame,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  NA_INTEGER,
  rowsOf,
  type Value,
} from "../values/value.ts";
import { distinctRows, entryFor, likeColumn, missingAt, rebuilt, replacedAt } from "./tables.ts";

/** Distinct values in order; of a factor all levels. */
export function levelsIn(x: Value, span: Span): Value {
  if (isFactor(x)) {
    const n = levelsOf(x).length;
    const some = x.values.includes(NA_INTEGER);
    const codes = Array.from({ length: n + (some ? 1 : 0) }, (_, i) => i < n ? i + 1 : NA_INTEGER);
    return factorOf(codes, levelsOf(x), inherits(x, "ordered"));
  }
  return rowsOfColumn(x, distinctRows([x], heightOf(x), true, span).first);
}

/** All combinations of rows of tables, the first varying slowest. */
export function crossedRows(
  tables: readonly (readonly Column[])[],
  span: Span = { start: 0, end: 0 },
): { columns: Column[]; rows: number } {
  const sizes = tables.map((t) => t[0] ? heightOf(t[0][1]) : 1);
  const rows = sizes.reduce((a, b) => a * b, 1);
  refuseLong(rows * tables.flat().length, span);
  let after = rows;
  const columns = tables.flatMap((t, k) => {
    after = sizes[k] === 0 ? 0 : after / sizes[k]!;
    const each = after;
    const at = Int32Array.from({ length: rows }, (_, i) => Math.floor(i / each) % sizes[k]!);
    return t.map(([name, v]): Column => [name, rowsOfColumn(v, at)]);
  });
  return { columns, rows };
}

/** What each argument gives: a vector under its name, or the columns of a table. */
function givenTables(call: Call, seen: readonly Column[] = []): Column[][] {
  const out: Column[][] = [];
  evaluatedColumns(call, seen, ({ name, label, value, span }, keep) => {
    if (value.type === "NULL") return;
    if (!isVector(value)) {
      fail(
        "wrong-argument",
        `${call.word.name}() takes vectors and tables, not ${describe(value)}`,
        {
          span,
        },
      );
    }
    const columns: Column[] = isFrame(value) && name === null
      ? columnsIn(value)
      : [[name ?? label, value]];
    for (const [own, v] of columns) keep(own, v);
    out.push(columns);
  });
  return out;
}

/** Distinct rows of a table's columns, in order. */
function sortedRows(columns: readonly Column[], span: Span): Column[] {
  const [first] = columns;
  if (!first) return [];
  if (columns.length === 1 && !isFrame(first[1])) return [[first[0], levelsIn(first[1], span)]];
  const found = distinctRows(columns.map(([, v]) => v), heightOf(first[1]), true, span);
  return columns.map(([name, v]): Column => [name, rowsOfColumn(v, found.first)]);
}

function crossing(call: Call, sorted: boolean): Value {
  const tables = givenTables(call);
  const made = crossedRows(
    sorted ? tables.map((t) => sortedRows(t, call.span)) : tables,
    call.span,
  );
  return tibbleOf(made.columns, made.rows);
}

function nesting(call: Call): Value {
  const columns = givenTables(call).flat();
  const rows = columns.map(([, v]) => heightOf(v)).find((n) => n !== 1) ??
    (columns.length > 0 ? 1 : 0);
  const even = columns.map(([name, v]): Column => [
    name,
    heightOf(v) === rows ? v : rowsOfColumn(v, new Int32Array(rows)),
  ]);
  const found = distinctRows(even.map(([, v]) => v), rows, true, call.span);
  return tibbleOf(
    even.map(([name, v]): Column => [name, rowsOfColumn(v, found.first)]),
    found.size,
  );
}

function expanded(call: Call, frame: Frame): { columns: Column[]; rows: number } {
  const tables = givenTables(call, columnsIn(frame));
  return crossedRows(tables.map((t) => sortedRows(t, call.span)), call.span);
}

/** Each group of a table by itself, and what came of it below each other, led by the groups' values. */
function byGroups(
  call: Call,
  given: Frame,
  run: (frame: Frame) => { columns: Column[]; rows: number },
): { columns: Column[]; rows: number } {
  const grouping = groupingOf(given, call.span);
  const frame = ungrouped(given);
  if (!grouping) return run(frame);
  const vars = new Set(grouping.vars);
  const parts = grouping.rows.map((rows, g) => {
    const part = rowsOfTable(frame, rows);
    const own = tableLike(part, columnsIn(part).filter(([n]) => !vars.has(n)), rows.length);
    const made = run(own);
    const keys = grouping.keys.map((k, i): Column => [
      grouping.vars[i]!,
      rowsOfColumn(k, new Int32Array(made.rows).fill(g)),
    ]);
    return { columns: [...keys, ...made.columns], rows: made.rows };
  });
  const [first] = parts;
  if (!first) return run(frame);
  return {
    columns: first.columns.map(([name], k): Column => [
      name,
      stackedParts(parts.map((p) => p.columns[k]![1]), name, call.span),
    ]),
    rows: parts.reduce((n, p) => n + p.rows, 0),
  };
}

function expand(call: Call): Value {
  const given = tableOf(call, "data");
  const made = byGroups(call, given, (frame) => expanded(call, frame));
  return rebuilt(given, made.columns, made.rows, call.span, true);
}

/** All combinations, with the rows of the data where they have them, and those that are beside. */
function completed(call: Call, frame: Frame): { columns: Column[]; rows: number } {
  const all = expanded(call, frame);
  const own = columnsIn(frame);
  const n = rowsOf(frame);
  const names = all.columns.map(([name]) => name);
  const shared = names.filter((name) => own.some(([o]) => o === name));
  const both = shared.map((name) =>
    stackedParts(
      [all.columns.find(([c]) => c === name)![1], own.find(([o]) => o === name)![1]],
      name,
      call.span,
    )
  );
  const { codes } = distinctRows(both, all.rows + n, false, call.span);
  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const code = codes[all.rows + i]!;
    members.set(code, [...members.get(code) ?? [], i]);
  }
  const left: number[] = [];
  const right: number[] = [];
  const seen = new Set<number>();
  for (let r = 0; r < all.rows; r++) {
    const found = members.get(codes[r]!) ?? [-1];
    seen.add(codes[r]!);
    for (const i of found) {
      left.push(r);
      right.push(i);
    }
  }
  for (let i = 0; i < n; i++) {
    if (seen.has(codes[all.rows + i]!)) continue;
    left.push(-1);
    right.push(i);
  }
  const fill = call.optional("fill");
  const explicit = call.flag("explicit", true);
  const keyed = all.columns.map(([name, v]): Column => {
    const k = shared.indexOf(name);
    if (k < 0) return [name, rowsOfColumn(v, Int32Array.from(left))];
    return [
      name,
      rowsOfColumn(both[k]!, Int32Array.from(left, (r, j) => r >= 0 ? r : all.rows + right[j]!)),
    ];
  });
  const rest = own.filter(([name]) => !names.includes(name)).map(([name, v]): Column => [
    name,
    rowsOfColumn(v, Int32Array.from(right)),
  ]);
  const columns = [...keyed, ...rest].map(([name, v]): Column => {
    const by = fill ? entryFor(fill, name) : null;
    if (by === null) return [name, v];
    const gone = missingAt(v);
    const at = right.map((_, i) => i).filter((i) => gone(i) && (explicit || right[i]! < 0));
    return [name, replacedAt(v, at, likeColumn(v, by, name, call.spanOf("fill")), call.span)];
  });
  return { columns, rows: left.length };
}

function complete(call: Call): Value {
  const given = tableOf(call, "data");
  const made = byGroups(call, given, (frame) => completed(call, frame));
  return rebuilt(given, made.columns, made.rows, call.span, true);
}

function fullSeq(call: Call): Value {
  const x = call.vector("x");
  const period = call.number("period");
  const tol = call.number("tol", 1e-6);
  const numbers = Array.from(call.doubles("x")).filter((v) => !Number.isNaN(v));
  const least = numbers.reduce((m, v) => Math.min(m, v), Infinity);
  const most = numbers.reduce((m, v) => Math.max(m, v), -Infinity);
  const off = (v: number): number => Math.min((v - least) % period, period - (v - least) % period);
  if (numbers.some((v) => off(v) > tol)) {
    return call.fail(
      "wrong-argument",
      `The values are not apart by multiples of ${period}`,
      "Give another period",
    );
  }
  const n = Math.floor((most + tol - least) / period) + 1;
  refuseLong(n, call.span);
  const out = Float64Array.from({ length: n }, (_, i) => least + i * period);
  if (inherits(x, "Date")) return doubles(out, new Map([["class", x.attributes!.get("class")!]]));
  return x.type === "integer" && Number.isInteger(period)
    ? integers(Int32Array.from(out))
    : doubles(out);
}

export const CROSSING: readonly Builtin[] = [
  special("expand", 'data, ..., .name_repair!"check_unique"', expand),
  special("complete", "data, ..., fill, explicit", complete),
  special("crossing", '..., .name_repair!"check_unique"', (call) => crossing(call, true)),
  special("expand_grid", '..., .name_repair!"check_unique"', (call) => crossing(call, false)),
  special("nesting", '..., .name_repair!"check_unique"', nesting),
  word("full_seq", "x, period, tol", fullSeq),
];
