/**
 * Verbs that make tables and pick from them: `data.frame filter mutate select bind_rows …`
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Column } from "../../data/column.ts";
import { asFactor } from "../../data/factor.ts";
import { Table, unknownColumn } from "../../data/table.ts";
import type { Call } from "../call.ts";
import { isEstimates, someEstimates } from "../estimates.ts";
import { placedAt } from "../faults.ts";
import { asFrame } from "../frame.ts";
import { TableScope } from "../mask.ts";
import { placesOf } from "../subset.ts";
import {
  character,
  describe,
  frame,
  type FrameValue,
  integer,
  isVector,
  list,
  logical,
  type MatrixValue,
  NULL,
  type Value,
  type VectorValue,
} from "../value.ts";
import { makeName } from "../r_names.ts";
import {
  countedOf,
  distinctNames,
  fromColumn,
  lengthOf,
  namesOf,
  take,
  textsOf,
  toColumn,
} from "../vector.ts";
import { type Supplied, type Verb, verb } from "../verb.ts";

/** The table that an argument is, or that `as.data.frame` makes of it. */
export function frameArgument(call: Call, name: string): FrameValue {
  const value = call.value(name);
  return asFrame(value) ??
    call.wrong(name, "a table", value, "Read one with read.csv() or make it by data.frame()");
}

/** A column's name for an unnamed argument: as R deparses it. */
function nameFor(arg: Supplied): string {
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
  const nrow = Math.max(0, ...parts.map((p) => lengthOf(p.value)));
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
function inPlace<T>(arg: Supplied, step: () => T): T {
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
  if (n > 1e7) fail("too-long", `A table of ${n} rows cannot be made`, { span: call.span });
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

// ---- rows -----------------------------------------------------------------------------------

/** Rows for which all conditions hold; missing counts as not. */
function filterRows(
  call: Call,
  whole: FrameValue,
  conditions: readonly Supplied[],
  keepNames = false,
): FrameValue {
  const { table } = whole;
  const keep = new Uint8Array(table.nrow).fill(1);
  for (const arg of conditions) {
    if (arg.name !== null) {
      fail("wrong-argument", "A condition has no name", {
        span: arg.nameSpan ?? arg.span,
        hint: "Compare with ==",
      });
    }
    const value = call.evaluate(arg, new TableScope(table, call.scope));
    if (value.kind !== "logical") {
      fail("wrong-argument", `A condition gives truth values, not ${describe(value)}`, {
        span: arg.span,
        hint: 'A comparison such as Trt == "A" does',
      });
    }
    const n = value.values.length;
    if (n !== table.nrow && n !== 1) {
      fail("bad-length", `The condition has ${n} values where the table has ${table.nrow} rows`, {
        span: arg.span,
      });
    }
    for (let i = 0; i < keep.length; i++) if (value.values[n === 1 ? 0 : i] !== 1) keep[i] = 0;
  }
  // dplyr keeps names of rows that are words, and numbers the others anew.
  const { rowNames } = whole;
  const words = rowNames?.some((name) => !/^[0-9]+$/.test(name)) ?? false;
  if (!keepNames && !words) return frame(table.filter(keep));
  const rows = [...keep.keys()].filter((i) => keep[i] === 1);
  return frame(table.filter(keep), rows.map((i) => whole.rowNames?.[i] ?? String(i + 1)));
}

function headRows(call: Call, fromEnd: boolean): Value {
  const value = call.value("x");
  const n = call.number("n", 6);
  const listed = value.kind === "list" ? value : null;
  const total = isVector(value) || listed ? lengthOf(value) : frameArgument(call, "x").table.nrow;
  const count = n < 0 ? Math.max(0, total + n) : Math.min(n, total);
  const first = fromEnd ? total - count : 0;
  const places = Int32Array.from({ length: count }, (_, i) => first + i);
  if (isVector(value)) return { ...take(value, places), ...countedOf(value) };
  if (listed) return list(Array.from(places, (i) => listed.items[i]!), listed.class);
  if (value.kind === "matrix") return headOfMatrix(value, places);
  if (isEstimates(value)) return someEstimates(value, places, call.spanOf("x"));
  const { table, rowNames } = frameArgument(call, "x");
  const labels = fromEnd ? Array.from(places, (i) => rowNames?.[i] ?? String(i + 1)) : null;
  return frame(table.filter(places), rowNames ? Array.from(places, (i) => rowNames[i]!) : labels);
}

function headOfMatrix(value: MatrixValue, places: Int32Array): Value {
  const rowNames = value.rowNames.length > 0
    ? Array.from(places, (i) => value.rowNames[i]!)
    : places[0]
    ? Array.from(places, (i) => `[${i + 1},]`)
    : [];
  return { ...value, rowNames, values: Array.from(places, (i) => value.values[i]!) };
}

// ---- columns --------------------------------------------------------------------------------

function mutateColumns(call: Call, keepOthers: boolean): Value {
  const whole = frameArgument(call, ".data");
  let { table } = whole;
  const made: string[] = [];
  for (const arg of call.rest) {
    const name = nameFor(arg);
    const value = call.evaluate(arg, new TableScope(table, call.scope));
    if (value.kind === "null") table = table.without(name);
    else table = table.with(inPlace(arg, () => wholeColumn(name, value, table.nrow)));
    made.push(name);
  }
  return frame(
    keepOthers ? table : table.select([...new Set(made)].filter((n) => table.column(n))),
    whole.rowNames,
  );
}

/** `transform`: unlike in `mutate`, every new column is made of the columns as they were. */
function transformColumns(call: Call): Value {
  const whole = frameArgument(call, "_data");
  const scope = new TableScope(whole.table, call.scope);
  let { table } = whole;
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("wrong-argument", "transform() makes columns that have a name", {
        span: arg.span,
        hint: "Write transform(d, new = log(old))",
      });
    }
    const { name } = arg;
    const value = call.evaluate(arg, scope);
    if (value.kind === "null") table = table.without(name);
    else table = table.with(inPlace(arg, () => toColumn(name, value, table.nrow)));
  }
  return frame(table, whole.rowNames);
}

/** A column of as many values as the table has rows, or of one for all of them. */
function wholeColumn(name: string, value: Value, nrow: number): Column {
  const n = lengthOf(value);
  if (isVector(value) && n !== 1 && n !== nrow) {
    fail("bad-length", `${name} has ${n} values where the table has ${nrow} rows`, {
      hint: `Give one value, or one for each row: rep(x, length.out = ${nrow})`,
    });
  }
  return toColumn(name, value, nrow);
}

/** Columns that a selection names, each with its new name; null for one taken away. */
function selected(call: Call, table: Table, arg: Supplied): { add: boolean; names: string[] } {
  const { expr } = arg;
  if (expr?.kind === "call" && expr.form === "unary" && operatorOf(expr) === "-") {
    const inner = { ...arg, expr: expr.args[0]!.value, name: null };
    return { add: false, names: selected(call, table, inner).names };
  }
  if (expr?.kind === "call" && expr.form === "infix" && operatorOf(expr) === ":") {
    const [from, to] = expr.args.map((a) => table.names.indexOf(columnNamed(table, a.value!)));
    const [low, high] = [Math.min(from!, to!), Math.max(from!, to!)];
    return { add: true, names: table.names.slice(low, high + 1) };
  }
  if (expr?.kind === "call" && expr.form === "prefix" && operatorOf(expr) === "c") {
    const parts = expr.args.map((a) =>
      selected(call, table, { ...arg, name: a.name, expr: a.value, span: a })
    );
    return { add: true, names: parts.flatMap((p) => p.names) };
  }
  if (expr?.kind === "name" && (table.column(expr.name) || !call.scope.has(expr.name))) {
    return { add: true, names: [columnNamed(table, expr)] };
  }
  const value = call.evaluate(arg);
  const places = placesOf({ value, span: arg.span }, table.names.length, table.names, "column");
  if (places.includes(-1)) {
    fail("bad-index", "A missing value picks no column", {
      span: arg.span,
      hint: "Pick by number or by name",
    });
  }
  return { add: true, names: Array.from(places, (j) => table.names[j]!) };
}

function operatorOf(expr: Expr): string {
  return expr.kind === "call" && expr.callee.kind === "name" ? expr.callee.name : "";
}

function columnNamed(table: Table, expr: Expr): string {
  const name = expr.kind === "name"
    ? expr.name
    : expr.kind === "string"
    ? expr.value
    : deparse(expr);
  if (table.column(name)) return name;
  return placedAt({ start: expr.start, end: expr.end }, () => unknownColumn(name, table.names));
}

function selectColumns(call: Call, whole: FrameValue, args: readonly Supplied[]): FrameValue {
  const { table } = whole;
  const parts = args.map((arg) => ({ arg, ...selected(call, table, arg) }));
  // A selection that begins by taking away begins with all columns.
  let chosen = parts[0]?.add === false ? table.names.map((name) => ({ name, as: name })) : [];
  for (const { arg, add, names } of parts) {
    if (!add) {
      chosen = chosen.filter((c) => !names.includes(c.name));
      continue;
    }
    for (const name of names) {
      const as = arg.name !== null && names.length === 1 ? arg.name : name;
      const known = chosen.find((c) => c.name === name);
      if (!known) chosen.push({ name, as });
      else if (arg.name !== null) known.as = as;
    }
  }
  const columns = chosen.map(({ name, as }) => ({ ...table.require(name), name: as }));
  const { nrow, notes, metadata } = table;
  return frame(new Table(columns, { nrow, notes, metadata }), whole.rowNames);
}

function subsetFrame(call: Call): Value {
  const value = call.value("x");
  if (isVector(value)) return subsetVector(call, value);
  const whole = frameArgument(call, "x");
  const condition = call.supplied("subset");
  const rows = condition ? filterRows(call, whole, [condition], true) : whole;
  const select = call.supplied("select");
  return select ? selectColumns(call, rows, [{ ...select, name: null }]) : rows;
}

/** Elements for which a condition holds. */
function subsetVector(call: Call, value: VectorValue): Value {
  const keep = call.value("subset");
  if (keep.kind !== "logical") return call.wrong("subset", "truth values", keep);
  if (call.has("select")) return call.wrong("select", "columns of a table, and", value);
  const held = logical(keep.values.map((v) => v === 1 ? 1 : 0));
  const places = placesOf(
    { value: held, span: call.spanOf("subset") },
    lengthOf(value),
    null,
    "element",
    true,
  );
  return take(value, places);
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

/** Verbs of tables. */
export const TABLES: readonly Verb[] = [
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
  verb(
    "subset",
    "x, subset?, select?, drop!FALSE",
    "rows for which a condition holds",
    subsetFrame,
  ),
  verb(
    "filter",
    ".data, ..., .by!NULL, .preserve!FALSE",
    "rows for which conditions hold",
    (call) => filterRows(call, frameArgument(call, ".data"), call.rest),
  ),
  verb(
    "mutate",
    '.data, ..., .keep!"all", .before!NULL, .after!NULL, .by!NULL',
    "a table with columns added or changed",
    (call) => mutateColumns(call, true),
  ),
  verb(
    "transform",
    "_data, ...",
    "a table with columns added or changed, each made of those that were there",
    transformColumns,
  ),
  verb(
    "transmute",
    ".data, ...",
    "a table of new columns alone",
    (call) => mutateColumns(call, false),
  ),
  verb(
    "select",
    ".data, ...",
    "some of the columns",
    (call) => selectColumns(call, frameArgument(call, ".data"), call.rest),
  ),
  verb("with", "data, expr", "an expression among the columns of a table", evaluateWithin),
  verb("head", "x, n?", "the first rows or elements", (call) => headRows(call, false)),
  verb("tail", "x, n?", "the last rows or elements", (call) => headRows(call, true)),
  verb("nrow", "x", "number of rows", (call) => dimensions(call, "rows")),
  verb("ncol", "x", "number of columns", (call) => dimensions(call, "columns")),
  verb("dim", "x", "numbers of rows and columns", (call) => {
    const found = dimensionsOf(call);
    return found ? integer([found.rows, found.columns]) : NULL;
  }),
];
