/**
 * Functions called with each group as a table: `group_map group_modify group_walk group_split do`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { describe } from "../values/coerce.ts";
import { Scope } from "../values/scope.ts";
import { type Frame, isFrame, listOf, rowsOf, share, type Value } from "../values/value.ts";
import { combined, frames } from "./combining.ts";
import { grouped, type Grouping, groupingOf, regrouped } from "./grouping.ts";
import { withExpressions } from "./mutating.ts";
import { prepared } from "./preparing.ts";
import { withoutColumns } from "./selecting.ts";
import {
  type Column,
  columnsIn,
  rowsOfTable,
  slice,
  tableOf,
  tibbleOf,
  ungrouped,
} from "./tables.ts";

/** A group of rows as a table of its own, and its key as one of a single row. */
interface Part {
  readonly rows: Frame;
  readonly key: Frame;
}

/** The groups of a table; without any, all of it. */
function partsOf(call: Call, frame: Frame, keep: boolean): Part[] {
  const grouping = groupingOf(frame, call.span);
  if (!grouping) return [{ rows: frame, key: tibbleOf([], 1) }];
  const keys = new Set(keep ? [] : grouping.vars);
  const narrow = withoutColumns(ungrouped(frame), keys);
  return grouping.rows.map((at, g) => ({
    rows: rowsOfTable(narrow, at),
    key: tibbleOf(keyOf(grouping, g), 1),
  }));
}

function keyOf(grouping: Grouping, g: number): Column[] {
  return grouping.vars.map((v, k) => [v, slice(grouping.keys[k]!, Int32Array.of(g))]);
}

/** What a function gives for each group. */
function mapped(call: Call, frame: Frame, keep: boolean): { part: Part; value: Value }[] {
  const f = call.function(".f");
  const names = call.dots.map((d) => d.name);
  return partsOf(call, frame, keep).map((part) => ({
    part,
    value: share(call.apply(f, [part.rows, part.key, ...call.rest], [null, null, ...names])),
  }));
}

/** The key of a group before each row of what came of it. */
function withKey(key: Frame, rows: Frame): Frame {
  const n = rowsOf(rows);
  const heads = new Set(headsOf(key));
  return tibbleOf(
    [
      ...columnsIn(key).map(([h, v]): Column => [h, slice(v, new Int32Array(n))]),
      ...columnsIn(rows).filter(([h]) => !heads.has(h)),
    ],
    n,
  );
}

function groupModify(call: Call): Value {
  const frame = tableOf(call);
  const made = mapped(call, frame, call.flag(".keep", false)).map(({ part, value }) => {
    if (!isFrame(value)) {
      return call.wrong(
        ".f",
        "a function that gives a data frame",
        value,
        "group_map() keeps values of any kind in a list",
      );
    }
    const own = headsOf(value).find((h) => headsOf(part.key).includes(h));
    if (own !== undefined) {
      return call.fail(
        "repeated-name",
        `.f gives "${own}", which is in the groups already`,
        "Leave it out of what .f gives",
      );
    }
    return withKey(part.key, value);
  });
  const whole = made.length > 0 ? frames(made, call.span) : frame;
  return regrouped(whole, frame, call.span);
}

function groupSplit(call: Call): Value {
  const frame = tableOf(call, ".tbl");
  const entries = prepared(call);
  const { frame: made, names } = withExpressions(call, frame, entries);
  const table = entries.length > 0 ? grouped(made, names, true, call.span) : frame;
  return listOf(partsOf(call, table, call.flag(".keep", true)).map((p) => share(p.rows)));
}

/** `do`: expressions in which `.` is the group. */
function doGroups(call: Call): Value {
  const frame = tableOf(call);
  const parts = partsOf(call, frame, true);
  const evaluate = (d: typeof call.dots[number], part: Part): Value => {
    const scope = new Scope(d.promise?.scope ?? call.scope);
    scope.set(".", share(part.rows));
    return d.expr ? call.interpreter.evaluate(d.expr, scope) : call.valueOf(d);
  };
  const [first] = call.dots;
  if (!first) return frame;
  if (first.name === null) {
    if (call.dots.length > 1) {
      return call.fail("wrong-argument", "do() takes one value without name");
    }
    const made = parts.map((part) => {
      const value = evaluate(first, part);
      if (isFrame(value)) return withKey(part.key, ungrouped(value));
      return fail("wrong-argument", `do() takes a data frame, not ${describe(value)}`, {
        span: first.span,
        hint: "Give it a name to keep it in a column of lists: do(model = …)",
      });
    });
    return regrouped(made.length > 0 ? frames(made, call.span) : frame, frame, call.span);
  }
  const keys = parts.length > 0
    ? columnsIn(parts[0]!.key).map(([h], k): Column => [
      h,
      combined(parts.map((p) => p.key.values[k]!), h, call.span),
    ])
    : [];
  const columns = call.dots.map((d): Column => [
    d.name ?? "",
    listOf(parts.map((p) => share(evaluate(d, p)))),
  ]);
  return tibbleOf([...keys, ...columns], parts.length);
}

export const GROUPWISE_TABLES: readonly Builtin[] = [
  word(
    "group_map",
    ".data, .f, ..., .keep",
    (call) => listOf(mapped(call, tableOf(call), call.flag(".keep", false)).map((m) => m.value)),
  ),
  word("group_modify", ".data, .f, ..., .keep", groupModify),
  word("group_walk", ".data, .f, ..., .keep", (call) => {
    const frame = tableOf(call);
    mapped(call, frame, call.flag(".keep", false));
    call.hidden = true;
    return frame;
  }),
  special("group_split", ".tbl, ..., .keep", groupSplit),
  special("do", ".data, ...", doGroups),
];
