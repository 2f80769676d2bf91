/**
 * Verbs that make tables and measure them: `data.frame expand.grid as.data.frame with nrow …`
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Column } from "../../../data/column.ts";
import { distinctNames, makeName } from "../../../data/column_names.ts";
import { asFactor } from "../../../data/factor.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { placedAt } from "../../evaluation/faults.ts";
import { asFrame } from "../../values/frame.ts";
import { TableScope } from "../../values/mask.ts";
import {
  character,
  describe,
  frame,
  type FrameValue,
  integer,
  isVector,
  NULL,
  type Value,
  type VectorValue,
} from "../../values/value.ts";
import { fromColumn, lengthOf, namesOf, take, textsOf, toColumn } from "../../values/vector.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** The table that an argument is, or that `as.data.frame` makes of it. */
export function frameArgument(call: Call, name: string): FrameValue {
  const value = call.value(name);
  return asFrame(value) ??
    call.wrong(name, "a table", value, "Read one with read.csv() or make it by data.frame()");
}

/** A column's name for an unnamed argument: as R deparses it. */
export function nameFor(arg: Supplied): string {
  return arg.name ?? (arg.expr ? deparse(arg.expr) : "x");
}

interface Part {
  name: string;
  value: Value;
  arg: Supplied;
}

/** The columns that the arguments of `data.frame` give, and the names of rows that come with them. */
function partsOfFrame(call: Call): { parts: Part[]; rowNames: readonly string[] | null } {
  const parts: Part[] = [];
  let rowNames: readonly string[] | null = null;
  for (const arg of call.rest) {
    const value = call.evaluate(arg);
    const counts = value.kind === "numeric" && value.counted !== undefined;
    const inner = isVector(value) && !counts ? null : asFrame(value);
    if (inner && arg.name === null) {
      rowNames ??= inner.rowNames;
      const unnamed = value.kind === "matrix" && value.columnNames.length === 0;
      inner.table.columns.forEach((c, j) =>
        parts.push({ name: unnamed ? `X${j + 1}` : c.name, value: fromColumn(c), arg })
      );
    } else {
      if (isVector(value)) rowNames ??= namesOf(value);
      parts.push({ name: nameFor(arg), value, arg });
    }
  }
  return { parts, rowNames };
}

function makeFrame(call: Call): Value {
  const { parts, rowNames } = partsOfFrame(call);
  const strings = call.flag("stringsAsFactors", false);
  if (call.flag("check.names", true)) {
    const made = distinctNames(parts.map((p) => makeName(p.name)));
    parts.forEach((part, i) => part.name = made[i]!);
  }
  const nrow = greatest(parts.map((p) => lengthOf(p.value)), 0);
  const seen = new Set<string>();
  const columns = parts.map(({ name, value, arg }): Column => {
    if (seen.has(name)) {
      fail("duplicate-column", `There are two columns named ${name}`, {
        span: arg.nameSpan ?? arg.span,
        hint: "Give each column a name of its own",
      });
    }
    seen.add(name);
    const column = inPlace(arg, () => toColumn(name, value, nrow));
    return strings && column.kind === "text" ? asFactor(column) : column;
  });
  const given = call.has("row.names") ? givenRowNames(call, columns, nrow) : null;
  if (given) return given;
  const kept = rowNames?.length === nrow && new Set(rowNames).size === nrow ? rowNames : null;
  return frame(new Table(columns), kept);
}

/** `row.names = c("r1", "r2")`, or the name or number of the column that holds them. */
function givenRowNames(call: Call, columns: readonly Column[], nrow: number): FrameValue {
  const value = call.value("row.names");
  if (value.kind === "null") return frame(new Table(columns));
  if (!isVector(value)) return call.wrong("row.names", "names of rows, or a column", value);
  let names = textsOf(value);
  let rest = columns;
  if (names.length === 1 && nrow !== 1) {
    const at = value.kind === "numeric"
      ? value.values[0]! - 1
      : columns.findIndex((c) => c.name === names[0]);
    const column = columns[at];
    if (!column) return call.wrong("row.names", "names of rows, or a column", value);
    names = textsOf(fromColumn(column));
    rest = columns.filter((c) => c !== column);
  }
  const present = names.map((n) =>
    n ?? call.wrong("row.names", "names that are not missing", value)
  );
  if (present.length !== nrow || new Set(present).size !== nrow) {
    return call.wrong(
      "row.names",
      `${nrow} different names`,
      value,
      "Leave row.names out: rows are numbered",
    );
  }
  return frame(new Table(rest, { nrow }), present);
}

/** Runs a step whose faults stand at an argument. */
export function inPlace<T>(arg: Supplied, step: () => T): T {
  return placedAt(arg.span, step);
}

function expandGrid(call: Call): Value {
  const asFactors = call.flag("stringsAsFactors", true);
  const parts = call.rest.map((arg, i) => {
    const value = call.evaluate(arg);
    if (!isVector(value)) {
      return fail("wrong-argument", `expand.grid() takes vectors, not ${describe(value)}`, {
        span: arg.span,
      });
    }
    return { name: arg.name ?? `Var${i + 1}`, value };
  });
  const n = parts.reduce((product, p) => product * lengthOf(p.value), parts.length > 0 ? 1 : 0);
  keepWithin(LIMITS.values, n * parts.length, "Cells of this table", {
    span: call.span,
    hint: "Leave a vector out, or shorten one",
  });
  let repeat = 1;
  const columns = parts.map(({ name, value }): Column => {
    const k = lengthOf(value);
    const run = repeat;
    const places = Int32Array.from({ length: n }, (_, i) => Math.floor(i / run) % k);
    repeat *= k;
    const column = toColumn(name, take(value, places), n);
    // expand.grid keeps the order of appearance, unlike factor().
    return column.kind === "text" && asFactors
      ? asFactor(column, { levels: [...column.dictionary] })
      : column;
  });
  return frame(new Table(columns));
}

function evaluateWithin(call: Call): Value {
  const { table } = frameArgument(call, "data");
  const arg = call.supplied("expr");
  if (!arg) return call.value("expr");
  return call.evaluate(arg, new TableScope(table, call.scope));
}

/** Rows and columns; null of what has none, such as a vector. */
function dimensionsOf(call: Call): { rows: number; columns: number } | null {
  const value = call.value("x");
  if (value.kind === "matrix") {
    const rows = value.values.length;
    return { rows, columns: value.values[0]?.length ?? value.columnNames.length };
  }
  if (isVector(value) || value.kind === "list" || value.kind === "null") return null;
  const { table } = frameArgument(call, "x");
  return { rows: table.nrow, columns: table.columns.length };
}

function dimensions(call: Call, which: "rows" | "columns"): Value {
  const found = dimensionsOf(call);
  return found ? integer([found[which]]) : NULL;
}

function asDataFrame(call: Call): Value {
  call.refuseRest();
  const value = call.value("x");
  const whole = asFrame(value);
  if (!whole) return call.wrong("x", "what has rows and columns", value);
  if (call.has("row.names") && call.value("row.names").kind !== "null") {
    return call.wrong(
      "row.names",
      "NULL",
      call.value("row.names"),
      "data.frame(…, row.names = …) names rows",
    );
  }
  const counts = value.kind === "numeric" && value.counted !== undefined ||
    value.kind === "matrix" && value.counted !== undefined;
  if (call.has("responseName") && !counts) {
    fail("unknown-argument", "as.data.frame() takes responseName for counts alone", {
      span: call.spanOf("responseName"),
      hint: "select(d, new = old) names columns anew",
    });
  }
  if (counts) return countedRows(call, whole);
  if (value.kind === "frame" || !call.flag("stringsAsFactors", false)) {
    return isVector(value) ? vectorAsFrame(call, value) : whole;
  }
  const from = isVector(value) ? vectorAsFrame(call, value) : whole;
  const columns = from.table.columns.map((c) => c.kind === "text" ? asFactor(c) : c);
  return frame(new Table(columns, { nrow: from.table.nrow }), from.rowNames);
}

function vectorAsFrame(call: Call, value: VectorValue): FrameValue {
  const name = call.quoted("x") ? deparse(call.quoted("x")!) : "x";
  return frame(new Table([toColumn(name, value, lengthOf(value))]), namesOf(value));
}

/** Counts as rows: the last column under the name asked for, levels as text if asked for. */
function countedRows(call: Call, whole: FrameValue): FrameValue {
  const { columns, nrow } = whole.table;
  const asFactors = call.flag("stringsAsFactors", true);
  const made = columns.map((c, j): Column => {
    if (j === columns.length - 1) return { ...c, name: call.text("responseName", c.name) };
    return asFactors ? c : toColumn(c.name, character(textsOf(fromColumn(c))), nrow);
  });
  return frame(new Table(made, { nrow }), whole.rowNames);
}

/** Verbs that make tables. */
export const FRAMES: readonly Verb[] = [
  verb(
    "data.frame",
    "..., row.names?, check.rows!FALSE, check.names?, fix.empty.names!TRUE, stringsAsFactors?",
    "a table of columns",
    makeFrame,
  ),
  verb(
    "expand.grid",
    "..., stringsAsFactors?, KEEP.OUT.ATTRS~",
    "a table of all combinations, the first fastest",
    expandGrid,
  ),
  verb(
    "as.data.frame",
    "x, row.names?, optional!FALSE, responseName?, stringsAsFactors?, ...",
    "a result as a table",
    asDataFrame,
  ),
  verb("with", "data, expr", "an expression among the columns of a table", evaluateWithin),
  verb("nrow", "x", "number of rows", (call) => dimensions(call, "rows")),
  verb("ncol", "x", "number of columns", (call) => dimensions(call, "columns")),
  verb("dim", "x", "numbers of rows and columns", (call) => {
    const found = dimensionsOf(call);
    return found ? integer([found.rows, found.columns]) : NULL;
  }),
];
