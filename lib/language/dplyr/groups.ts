/**
 * Words that group rows and speak of groups: `group_by ungroup rowwise group_vars group_keys n_groups
 * group_data group_rows group_indices group_size`.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { groupNames } from "../tidyselect/context.ts";
import { Scope } from "../values/scope.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import {
  characters,
  type Frame,
  inherits,
  integer,
  integers,
  isFrame,
  logical,
  rowsOf,
  type Value,
} from "../values/value.ts";
import {
  asTibble,
  byRow,
  dropsEmpty,
  groupData,
  grouped,
  groupingOf,
  regrouped,
} from "./grouping.ts";
import { withExpressions } from "./mutating.ts";
import { prepared } from "./preparing.ts";
import { chosenBy } from "./selecting.ts";
import { isGrouped, tableOf, tibbleOf, ungrouped } from "./tables.ts";

function groupBy(call: Call): Value {
  const frame = tableOf(call);
  const entries = prepared(call);
  const old = entries.find((e) => e.name === "add" && e.expr.kind === "logical");
  if (old) call.warn("group_by(): add is called .add now", "deprecated");
  const adds = old?.expr.kind === "logical" ? old.expr.value === true : call.flag(".add", false);
  const { frame: made, names } = withExpressions(call, frame, entries.filter((e) => e !== old));
  const own = adds ? groupNames(frame) : [];
  const vars = [...own, ...names.filter((n) => !own.includes(n))];
  return grouped(asTibble(made), vars, call.flag(".drop", dropsEmpty(frame)), call.span);
}

function ungroup(call: Call): Value {
  const frame = tableOf(call, "x");
  if (call.dots.length === 0) return ungrouped(frame);
  const { names } = selectColumns(call, call.dots, frame);
  const left = groupNames(frame).filter((v) => !names.includes(v));
  return grouped(ungrouped(frame), left, dropsEmpty(frame), call.span);
}

function rowwise(call: Call): Value {
  const frame = tableOf(call, "data");
  const own = groupNames(frame);
  if (inherits(frame, "grouped_df") && call.dots.length > 0) {
    return call.fail(
      "wrong-argument",
      "The groups of grouped data are the names of their rows",
      "ungroup() first, or leave out the columns",
    );
  }
  const { names } = selectColumns(call, call.dots, frame);
  return byRow(asTibble(ungrouped(frame)), inherits(frame, "grouped_df") ? own : names, call.span);
}

/** Groups of a table; of one without groups a single one with all rows. */
function dataOf(call: Call, name: string): Frame {
  const frame = tableOf(call, name);
  const grouping = groupingOf(frame, call.span);
  if (grouping) return groupData(grouping);
  const n = rowsOf(frame);
  return groupData({
    vars: [],
    keys: [],
    rows: [Int32Array.from({ length: n }, (_, i) => i)],
    drop: true,
    rowwise: true,
  });
}

/** The number of the group of each row. */
function indices(call: Call, frame: Frame): Value {
  const out = new Int32Array(rowsOf(frame)).fill(1);
  groupingOf(frame, call.span)?.rows.forEach((rows, g) => rows.forEach((i) => out[i] = g + 1));
  return integers(out);
}

export const GROUPS: readonly Builtin[] = [
  special("group_by", ".data, ..., .add, .drop", groupBy),
  special("ungroup", "x, ...", ungroup),
  special("rowwise", "data, ...", rowwise),
  word("group_vars", "x", (call) => characters(groupNames(tableOf(call, "x")))),
  word("group_data", ".data", (call) => dataOf(call, ".data")),
  word("group_rows", ".data", (call) => dataOf(call, ".data").values.at(-1)!),
  special("group_keys", ".tbl, ...", (call) => {
    const frame = tableOf(call, ".tbl");
    const entries = prepared(call);
    if (entries.length > 0) {
      call.warn("group_keys() of columns is old: group_by() them first", "deprecated");
    }
    const { frame: made, names } = withExpressions(call, frame, entries);
    const table = entries.length > 0 ? grouped(made, names, true, call.span) : frame;
    const grouping = groupingOf(table, call.span);
    if (!grouping) return tibbleOf([], 1);
    return tibbleOf(grouping.vars.map((v, k) => [v, grouping.keys[k]!]), grouping.rows.length);
  }),
  word("n_groups", "x", (call) => {
    const grouping = groupingOf(tableOf(call, "x"), call.span);
    return integer(grouping ? grouping.rows.length : 1);
  }),
  word("group_size", "x", (call) => {
    const frame = tableOf(call, "x");
    const grouping = groupingOf(frame, call.span);
    return integers(
      grouping ? Int32Array.from(grouping.rows, (r) => r.length) : [rowsOf(frame)],
    );
  }),
  word("group_indices", ".data, ...", (call) => indices(call, tableOf(call))),
  word("groups", "x", (call) => {
    const list = groupNames(tableOf(call, "x"));
    return call.interpreter.call("syms", [characters(list)], call.span);
  }),
  ...["is_grouped_df", "is.grouped_df"].map((name) =>
    word(name, "x", (call) => {
      const x = call.value("x");
      return logical(isFrame(x) && isGrouped(x) && inherits(x, "grouped_df"));
    })
  ),
  special("with_groups", ".data, .groups, .f, ...", (call) => {
    const frame = tableOf(call);
    const vars = call.has(".groups") ? chosenBy(call, ".groups", frame).names : [];
    const f = call.function(".f");
    const table = grouped(ungrouped(frame), vars, true, call.span);
    const scope = new Scope(call.scope);
    scope.set(".data_of_groups", table);
    const at = call.span;
    const name = (text: string): Expr => ({ kind: "name", name: text, ...at });
    scope.set(".f_of_groups", f);
    const args = [
      { name: null, nameSpan: null, value: name(".data_of_groups"), ...at },
      ...call.dots.map((d) => ({ name: d.name, nameSpan: null, value: d.expr, ...at })),
    ];
    const callee = name(".f_of_groups");
    const out = call.interpreter.evaluate(
      { kind: "call", form: "prefix", callee, args, ...at },
      scope,
    );
    return isFrame(out) ? regrouped(ungrouped(out), frame, call.span) : out;
  }),
  word("tbl_vars", "x", (call) => characters(headsOf(tableOf(call, "x")))),
  word("collect", "x, ...", (call) => tableOf(call, "x")),
  word("group_by_drop_default", ".tbl", (call) => logical(dropsEmpty(tableOf(call, ".tbl")))),
];
