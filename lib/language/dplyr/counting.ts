/**
 * Rows counted and rows without their like: `count tally add_count add_tally distinct n_distinct`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { groupNames } from "../tidyselect/context.ts";
import { asDouble } from "../values/coerce.ts";
import { isMissingAt } from "../base/elements.ts";
import {
  doubles,
  type Frame,
  integer,
  integers,
  isVector,
  lengthOf,
  rowsOf,
  type Value,
} from "../values/value.ts";
import { columnNamed, plainColumns, rowCodes } from "./codes.ts";
import {
  dropsEmpty,
  grouped,
  type Grouping,
  groupingOf,
  regrouped,
  rowsWithGroups,
} from "./grouping.ts";
import { DataMask } from "./mask.ts";
import { withExpressions, withMade } from "./mutating.ts";
import { prepared, preparedArgument } from "./preparing.ts";
import {
  type Column,
  isGrouped,
  isTibble,
  remade,
  rowsOfTable,
  slice,
  tableOf,
  tibbleOf,
  ungrouped,
} from "./tables.ts";
import { withSelection } from "./selecting.ts";
import { reordered } from "./arranging.ts";
import { remark } from "./remarks.ts";

/** How many rows each group has, or what their weights come to. */
function counts(call: Call, frame: Frame, grouping: Grouping | null): Value {
  const mask = new DataMask(call, frame, grouping);
  const weight = preparedArgument(call, "wt");
  const sizes = Int32Array.from({ length: mask.groups }, (_, g) => mask.size(g));
  if (!weight) return integers(sizes);
  return mask.during(() => {
    let whole = true;
    const sums = Float64Array.from(sizes, (_, g) => {
      const value = mask.evaluate(weight, g);
      if (value.type !== "integer" && value.type !== "double" && value.type !== "logical") {
        return call.wrong("wt", "numbers", value);
      }
      whole &&= value.type !== "double";
      let sum = 0;
      for (const v of asDouble(value).values) if (!Number.isNaN(v)) sum += v;
      return sum;
    });
    return whole ? integers(Int32Array.from(sums)) : doubles(sums);
  });
}

/** The name of a column of counts: `n`, or with more of them where the data have it. */
function countName(call: Call, taken: readonly string[]): string {
  const given = call.optional("name");
  if (given && given.type !== "NULL") return call.text("name");
  let name = "n";
  while (taken.includes(name)) name += "n";
  if (name !== "n") {
    remark(
      call,
      `Counts are called "${name}", as the data have "n"; name = "…" gives another name`,
    );
  }
  return name;
}

/** A table with a row for each group and its count. */
function counted(
  call: Call,
  frame: Frame,
  vars: readonly string[],
  grouping: Grouping | null,
): { columns: Column[]; n: number } {
  const n = grouping ? grouping.rows.length : 1;
  const keys = grouping ? grouping.vars.map((v, k): Column => [v, grouping.keys[k]!]) : [];
  const values = counts(call, ungrouped(frame), grouping);
  const name = countName(call, vars);
  if (vars.includes(name)) {
    return fail("repeated-name", `Rows are counted by "${name}", and their counts have that name`, {
      span: call.spanOf("name"),
      hint: "Give the counts a name of their own",
    });
  }
  return { columns: [...keys, [name, values]], n };
}

function sorted(call: Call, out: Frame): Frame {
  if (!call.flag("sort", false)) return out;
  const { values } = asDouble(out.values.at(-1)!);
  return reordered(call, out, [doubles(Float64Array.from(values, (v) => -v))]);
}

/** The result as the kind of table that was given. */
function like(frame: Frame, columns: readonly Column[], n: number): Frame {
  return isTibble(frame)
    ? tibbleOf(columns, n)
    : remade(rowsOfTable(ungrouped(frame), new Int32Array(0)), columns, n);
}

function count(call: Call): Value {
  const frame = tableOf(call, "x");
  const { frame: made, names } = withExpressions(call, frame, prepared(call));
  const own = groupNames(frame);
  const vars = [...own, ...names.filter((n) => !own.includes(n))];
  const drop = call.flag(".drop", dropsEmpty(frame));
  const table = vars.length > 0 ? grouped(ungrouped(made), vars, drop, call.span) : null;
  const grouping = table && groupingOf(table, call.span);
  const { columns, n } = counted(call, made, vars, grouping);
  const out = like(frame, columns, n);
  return sorted(call, own.length > 0 ? grouped(out, own, dropsEmpty(frame), call.span) : out);
}

function tally(call: Call): Value {
  const frame = tableOf(call, "x");
  const vars = groupNames(frame);
  const { columns, n } = counted(call, frame, vars, groupingOf(frame, call.span));
  const out = like(frame, columns, n);
  const left = vars.slice(0, -1);
  return sorted(call, left.length > 0 ? grouped(out, left, dropsEmpty(frame), call.span) : out);
}

/** A column of the count of each row's group. */
function added(call: Call, frame: Frame, vars: readonly string[]): Frame {
  const plain = ungrouped(frame);
  const grouping = vars.length > 0
    ? groupingOf(grouped(plain, vars, true, call.span), call.span)
    : null;
  const values = counts(call, plain, grouping);
  const place = new Int32Array(rowsOf(frame));
  grouping?.rows.forEach((rows, g) => rows.forEach((i) => place[i] = g));
  const name = countName(call, headsOf(frame));
  return sorted(call, withMade(call, frame, new Map([[name, slice(values, place)]])));
}

function addCount(call: Call): Value {
  const frame = tableOf(call, "x");
  const { frame: made, names } = withExpressions(call, frame, prepared(call));
  const own = groupNames(frame);
  const whole = regrouped(made, frame, call.span);
  return added(call, whole, [...own, ...names.filter((n) => !own.includes(n))]);
}

/** First rows of equal ones. */
function firstRows(call: Call, columns: readonly Value[], n: number): Int32Array {
  return rowCodes(columns, n, false, call.span).first;
}

function distinct(call: Call): Value {
  const frame = tableOf(call);
  const entries = prepared(call);
  const { frame: made, names } = withExpressions(call, frame, entries);
  const heads = headsOf(made);
  const own = groupNames(frame);
  const wanted = entries.length === 0 ? heads : [...own, ...names];
  // Columns stay in the order of the data; new ones follow.
  const vars = heads.filter((h) => wanted.includes(h));
  const n = rowsOf(made);
  const first = vars.length === 0
    ? new Int32Array(Math.min(n, 1))
    : firstRows(call, vars.map((v) => columnNamed(made, v)!), n);
  const same = heads.length === headsOf(frame).length;
  const table = !isGrouped(frame) ? made : same ? frame : regrouped(made, frame, call.span);
  const rows = rowsWithGroups(table, first, call.span);
  return call.flag(".keep_all", false) ? rows : withSelection(call, rows, {
    at: Int32Array.from(vars, (v) => heads.indexOf(v)),
    names: vars,
  });
}

function nDistinct(call: Call): Value {
  const columns = plainColumns(call.rest, call.span);
  const n = columns.reduce((m, c) => Math.max(m, c.values.length), 0);
  const whole = columns.map((c) =>
    lengthOf(c) === n ? c : slice(c, new Int32Array(n).map((_, i) => i % lengthOf(c)))
  );
  if (whole.length === 0) return call.fail("missing-argument", "n_distinct() needs a vector");
  const drop = call.flag("na.rm", false);
  const kept = drop
    ? Int32Array.from({ length: n }, (_, i) => i).filter((i) =>
      whole.every((c) => !isVector(c) || !isMissingAt(c, i))
    )
    : null;
  const present = kept ? whole.map((c) => slice(c, kept)) : whole;
  return integer(rowCodes(present, kept ? kept.length : n, false, call.span).size);
}

export const COUNTING: readonly Builtin[] = [
  special("count", "x, ..., wt, sort, name, .drop", count),
  special("tally", "x, wt, sort, name", tally),
  special("add_count", "x, ..., wt, sort, name, .drop!", addCount),
  special("add_tally", "x, wt, sort, name", (call) => {
    const frame = tableOf(call, "x");
    return added(call, frame, groupNames(frame));
  }),
  special("distinct", ".data, ..., .keep_all", distinct),
  word("n_distinct", "..., na.rm", nDistinct),
];
