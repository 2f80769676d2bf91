/**
 * `summarise` and `reframe`: values for each group.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { describe } from "../values/coerce.ts";
import { type Frame, isFrame, isVector, type Value } from "../values/value.ts";
import { column } from "./combining.ts";
import { byRow, dropsEmpty, grouped, type Grouping } from "./grouping.ts";
import { DataMask } from "./mask.ts";
import { labelOf, type Prepared, prepared } from "./preparing.ts";
import {
  type Column,
  columnsIn,
  isGrouped,
  remade,
  rowsOfTable,
  slice,
  tableOf,
  tibbleOf,
  ungrouped,
} from "./tables.ts";
import { temporarily } from "./temporary.ts";
import { remark } from "./remarks.ts";

/** Values of a column: one vector for each group. */
interface Summary {
  readonly name: string;
  readonly parts: readonly Value[];
  readonly prepared: Prepared;
}

function checked(values: readonly Value[], name: string, entry: Prepared): void {
  const wrong = values.find((v) => !isVector(v));
  if (!wrong) return;
  fail("wrong-argument", `${name} is ${describe(wrong)}, and a column holds vectors`, {
    span: entry.span,
    hint: "list() around it keeps it in a column of lists",
  });
}

/** What an expression gives: a column, or those of a table without a name. */
function summariesOf(mask: DataMask, entry: Prepared): Summary[] {
  const values = mask.all(entry);
  if (values.every((v) => v.type === "NULL")) return [];
  const name = entry.name ?? labelOf(entry);
  checked(values, name, entry);
  if (entry.name !== null || !values.every(isFrame)) {
    return [{ name, parts: values, prepared: entry }];
  }
  const frames = values as Frame[];
  const [first] = frames.map(columnsIn);
  return first!.map(([head], k) => ({
    name: head,
    parts: frames.map((f) => f.values[k]!),
    prepared: entry,
  }));
}

/** How many rows each group gives: as many as its longest value; one value is repeated. */
function sizesOf(summaries: readonly Summary[], groups: number): Int32Array {
  const sizes = new Int32Array(groups).fill(1);
  for (const { name, parts, prepared } of summaries) {
    parts.forEach((part, g) => {
      const size = heightOf(part);
      if (size === sizes[g] || size === 1) return;
      if (sizes[g] !== 1) {
        fail("wrong-length", `${name} gives ${size} values, and another column ${sizes[g]}`, {
          span: prepared.span,
          hint: "All give as many, or one",
        });
      }
      sizes[g] = size;
    });
  }
  return sizes;
}

function summaries(mask: DataMask, entries: readonly Prepared[]): Summary[] {
  const made = new Map<string, Summary>();
  for (const entry of entries) {
    for (const summary of summariesOf(mask, entry)) {
      made.set(summary.name, summary);
      mask.set(summary.name, { parts: summary.parts });
    }
  }
  return [...made.values()];
}

/** The rows that groups give, with the columns of their keys. */
function assembled(
  frame: Frame,
  mask: DataMask,
  entries: readonly Prepared[],
): { out: Frame; sizes: Int32Array } {
  const found = summaries(mask, entries);
  const groups = Math.max(1, mask.groups);
  const sizes = sizesOf(found, groups);
  const empty = mask.groups === 0;
  const n = empty ? 0 : sizes.reduce((a, b) => a + b, 0);
  const columns = found.map(({ name, parts, prepared }): Column => {
    const whole = column(parts, sizes, name, prepared.span);
    return [name, empty ? slice(whole, new Int32Array(0)) : whole];
  });
  const keys = mask.grouping ? keyColumns(mask.grouping, sizes, n) : [];
  const replaced = new Map(columns);
  const all = [
    ...keys.map(([name, v]): Column => [name, replaced.get(name) ?? v]),
    ...columns.filter(([name]) => !keys.some(([k]) => k === name)),
  ];
  if (!isGrouped(frame)) return { out: remade(rowless(frame), all, n), sizes };
  return { out: tibbleOf(all, n), sizes };
}

function rowless(frame: Frame): Frame {
  return rowsOfTable(ungrouped(frame), new Int32Array(0));
}

/** The values by which rows are grouped, as often as their groups have rows. */
function keyColumns(grouping: Grouping, sizes: Int32Array, n: number): Column[] {
  const at = new Int32Array(n);
  let i = 0;
  if (n > 0) sizes.forEach((size, g) => at.fill(g, i, i += size));
  return grouping.vars.map((v, k) => [v, slice(grouping.keys[k]!, at)]);
}

const CHOICES = ["drop_last", "drop", "keep", "rowwise"] as const;

/** The groups of what was summed up. */
function withGroupsLeft(call: Call, frame: Frame, out: Frame, sizes: Int32Array): Frame {
  if (!isGrouped(frame)) {
    return call.has(".groups") && call.choice(".groups", CHOICES) === "rowwise"
      ? byRow(out, [], call.span)
      : out;
  }
  const mask = new DataMask(call, frame);
  const vars = mask.grouping!.vars;
  const single = sizes.every((s) => s === 1);
  const given = call.optional(".groups");
  const chosen = given && given.type !== "NULL"
    ? call.choice(".groups", CHOICES)
    : mask.rowwise || !single
    ? "keep"
    : "drop_last";
  const left = chosen === "drop" || chosen === "rowwise"
    ? []
    : chosen === "keep"
    ? vars
    : vars.slice(0, -1);
  if (!given && left.length > 0) {
    remark(
      call,
      `summarise() has grouped output by ${
        left.map((v) => `'${v}'`).join(", ")
      }. You can override using the .groups argument.`,
    );
  }
  if (chosen === "rowwise") return byRow(out, vars, call.span);
  return grouped(out, left, dropsEmpty(frame), call.span);
}

/** What expressions come to in each group of a table. */
export function summarised(call: Call, table: Frame, entries: readonly Prepared[]): Frame {
  const mask = new DataMask(call, table);
  return mask.during(() => {
    const { out, sizes } = assembled(table, mask, entries);
    return call.has(".by") ? out : withGroupsLeft(call, table, out, sizes);
  });
}

function summarise(call: Call): Value {
  return temporarily(call, tableOf(call), (table) => summarised(call, table, prepared(call)));
}

function reframe(call: Call): Value {
  const frame = tableOf(call);
  return temporarily(call, frame, (table) => {
    const mask = new DataMask(call, table);
    return mask.during(() => ungrouped(assembled(table, mask, prepared(call)).out));
  });
}

export const SUMMARISING: readonly Builtin[] = [
  special("summarise", ".data, ..., .by, .groups", summarise),
  special("summarize", ".data, ..., .by, .groups", summarise),
  special("reframe", ".data, ..., .by", reframe),
];
