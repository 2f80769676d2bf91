/**
 * Verbs that sum tables up: `table aggregate kable`.
 *
 * @module
 */
import { addAll } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import type { Column, FactorColumn } from "../../../data/column.ts";
import { asFactor } from "../../../data/factor.ts";
import { missingRows, takeRows } from "../../../data/rows.ts";
import { Table } from "../../../data/table.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { round } from "../../../render/number/number_format.ts";
import type { Call } from "../../evaluation/call.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import { asFrame } from "../../values/frame.ts";
import { TableScope } from "../../values/mask.ts";
import {
  describe,
  frame,
  type FrameValue,
  integer,
  isVector,
  type Value,
  type VectorValue,
} from "../../values/value.ts";
import { combine, fromColumn, lengthOf, toColumn } from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { frameArgument } from "./frames.ts";

// ---- table ----------------------------------------------------------------------------------

function countTable(call: Call): Value {
  const factors: FactorColumn[] = [];
  for (const arg of call.rest) {
    const value = call.evaluate(arg);
    const name = arg.name ?? (arg.expr?.kind === "name" ? arg.expr.name : "");
    if (isVector(value)) factors.push(asFactor(toColumn(name, value, lengthOf(value))));
    else {
      const whole = asFrame(value);
      if (!whole) {
        return fail("wrong-argument", `table() takes factors, not ${describe(value)}`, {
          span: arg.span,
        });
      }
      addAll(factors, whole.table.columns.map((c) => asFactor(c)));
    }
  }
  const [rows, columns] = factors;
  if (!rows || factors.length > 2) {
    fail("wrong-argument", `table() counts by one factor or two, not ${factors.length}`, {
      span: call.span,
      hint: "aggregate(y ~ a + b + c, data, FUN = length) counts by more",
    });
  }
  if (!columns) {
    const counts = new Float64Array(rows.levels.length);
    for (const code of rows.codes) if (code >= 0) counts[code]!++;
    return { ...integer(counts, rows.levels), counted: rows.name };
  }
  if (rows.codes.length !== columns.codes.length) {
    fail("bad-length", "The factors of table() differ in length", {
      span: call.span,
      hint: "Give columns of one table",
    });
  }
  keepWithin(LIMITS.values, rows.levels.length * columns.levels.length, "Cells of this table", {
    span: call.span,
    hint: "table(paste(a, b)) counts only what occurs together",
  });
  const values = rows.levels.map(() => new Float64Array(columns.levels.length));
  rows.codes.forEach((r, i) => {
    const c = columns.codes[i]!;
    if (r >= 0 && c >= 0) values[r]![c]!++;
  });
  return {
    kind: "matrix",
    rowNames: rows.levels,
    columnNames: columns.levels,
    values,
    counted: [rows.name, columns.name],
  };
}

// ---- aggregate ------------------------------------------------------------------------------

function aggregateBy(call: Call): Value {
  const x = call.value("x");
  const formula = x.kind === "formula" ? x.expr : null;
  if (!formula) {
    return call.wrong("x", "a formula", x, "Write aggregate(y ~ Trt, data = pigs, FUN = mean)");
  }
  const { table } = frameArgument(call, "data");
  const scope = new TableScope(table, call.scope);
  const [left, right] = formula.args.map((a) => a.value!) as [Expr, Expr | undefined];
  if (!right) {
    return call.wrong("x", "a formula with two sides", x, "Write y ~ Trt");
  }
  const column = (expr: Expr): Column => {
    const value = call.context.evaluate(expr, scope);
    if (!isVector(value)) {
      fail("wrong-argument", `aggregate() takes vectors, not ${describe(value)}`, { span: expr });
    }
    return toColumn(deparse(expr), value, table.nrow);
  };
  const groups = variablesOf(right).map(column);
  const responses = boundTogether(left).map(({ name, expr }) => {
    const made = column(expr);
    return name === null ? made : { ...made, name };
  });
  return aggregated(call, groups, responses);
}

/** `a + b` is two variables, `1` none. */
function variablesOf(expr: Expr): Expr[] {
  if (expr.kind === "number" && expr.value === 1) return [];
  const plus = expr.kind === "call" && expr.form === "infix" && expr.callee.kind === "name" &&
    expr.callee.name === "+";
  return plus ? expr.args.flatMap((a) => variablesOf(a.value!)) : [expr];
}

/** `cbind(a, b2 = b^2)` is two responses; one that is neither named nor a name is `V1`, `V2`, … */
function boundTogether(expr: Expr): { name: string | null; expr: Expr }[] {
  const bound = expr.kind === "call" && calleeOf(expr)?.name === "cbind";
  if (!bound) return [{ name: null, expr }];
  return expr.args.flatMap(({ name, value }, k) => {
    if (!value) return [];
    return [{ name: name ?? (value.kind === "name" ? null : `V${k + 1}`), expr: value }];
  });
}

function aggregated(
  call: Call,
  grouping: readonly Column[],
  responses: readonly Column[],
): FrameValue {
  const rowsOf = new Map<number, number[]>();
  const groups = grouping.map((c) => asFactor(c));
  const gaps = [...groups, ...responses].map(missingRows);
  const n = gaps[0]?.length ?? 0;
  for (let i = 0; i < n; i++) {
    if (gaps.some((g) => g[i] === 1)) continue;
    let key = 0;
    for (let k = groups.length - 1; k >= 0; k--) {
      key = key * groups[k]!.levels.length + groups[k]!.codes[i]!;
    }
    const rows = rowsOf.get(key);
    if (rows) rows.push(i);
    else rowsOf.set(key, [i]);
  }
  const cells = [...rowsOf].sort(([a], [b]) => a - b).map(([, rows]) => rows);
  const first = Int32Array.from(cells, (rows) => rows[0]!);
  // Groups stay what they were: numbers, text or factors.
  const picked = grouping.map((column) => takeRows(column, first));
  const values = responses.map((response) => {
    const results = cells.map((rows) => {
      const part = new Table([response]).filter(Int32Array.from(rows)).columns[0]!;
      const vector = fromColumn(part);
      const value = applied(call, "FUN", vector);
      if (!isVector(value) || lengthOf(value) !== 1) {
        return call.wrong("FUN", "a verb that gives one value for each group", value);
      }
      return { name: null, value };
    });
    const whole = results.length > 0 ? combine(results) : integer([]);
    return toColumn(response.name, whole, cells.length);
  });
  return frame(new Table([...picked, ...values]));
}

/** The verb that an argument names, applied to a vector. */
function applied(call: Call, name: string, vector: VectorValue): Value {
  const arg = call.supplied(name);
  const callee = arg?.expr ? calleeOf(arg.expr) : null;
  const named = callee && arg?.expr?.kind !== "call" && call.context.verbs.has(callee.name);
  if (!arg || !callee || !named) {
    return fail("wrong-argument", `${call.verb.name}() takes the name of a verb as ${name}`, {
      span: call.spanOf(name),
      hint: "Write FUN = mean",
    });
  }
  const args = [
    { name: null, nameSpan: null, span: arg.span, expr: null, value: vector },
    ...call.rest,
  ];
  return call.context.call(callee.name, args, arg.span, call.scope);
}

// ---- kable ----------------------------------------------------------------------------------

/** What R's `kable` hands on to HTML and LaTeX: the look of a table, which the page decides. */
const OF_KABLE = [
  "longtable",
  "valign",
  "position",
  "centering",
  "vline",
  "toprule",
  "bottomrule",
  "midrule",
  "linesep",
  "caption.short",
  "table.envir",
  "table.attr",
  "newline",
];

function asKable(call: Call): Value {
  for (const arg of call.rest) {
    if (arg.name === null || !OF_KABLE.includes(arg.name)) call.refuse(arg);
    call.note("passed-over", `kable(): ${arg.name} is passed over`, {
      verb: "kable",
      argument: arg.name,
    }, arg.nameSpan ?? arg.span);
  }
  let value = call.value("x");
  const changed = ["col.names", "digits", "row.names"].filter((name) => call.has(name));
  if (changed.length > 0) {
    const whole = asFrame(value);
    if (!whole) return call.wrong("x", "a table", value, `Leave out ${changed.join(", ")}`);
    value = renamedAndRounded(call, whole);
  }
  return call.has("caption") ? { kind: "captioned", value, caption: call.text("caption") } : value;
}

/** `row.names = FALSE` takes the names of rows away, TRUE numbers rows without. */
function kableRowNames(call: Call, whole: FrameValue): readonly string[] | null {
  if (!call.has("row.names")) return whole.rowNames;
  const value = call.value("row.names");
  if (value.kind === "logical" && value.values[0] === -1) return whole.rowNames;
  if (!call.flag("row.names", true)) return null;
  return whole.rowNames ?? Array.from({ length: whole.table.nrow }, (_, i) => String(i + 1));
}

function renamedAndRounded(call: Call, whole: FrameValue): FrameValue {
  const { table } = whole;
  const names = call.has("col.names") ? call.texts("col.names") : table.names;
  if (names.length !== table.names.length) {
    fail("bad-length", `There are ${table.names.length} columns but ${names.length} names`, {
      span: call.spanOf("col.names"),
    });
  }
  const digits = call.has("digits") ? call.number("digits") : null;
  const columns = table.columns.map((c, j): Column => {
    const column = { ...c, name: names[j]! };
    if (column.kind !== "numeric" || digits === null) return column;
    return {
      kind: "numeric",
      name: column.name,
      values: column.values.map((v) => round(v, digits)),
      ...(column.integer && digits >= 0 ? { integer: true } : {}),
    };
  });
  const rows = kableRowNames(call, whole);
  return frame(new Table(columns, { nrow: table.nrow, notes: table.notes }), rows);
}

/** Verbs that sum tables up. */
export const SUMMARIES: readonly Verb[] = [
  verb(
    "table",
    '..., exclude!, useNA!"no", dnn!, deparse.level!1',
    "counts by one factor or two",
    countTable,
  ),
  verb(
    "aggregate",
    "x, data, FUN, ..., subset!, na.action!na.omit",
    "one value for each combination of factors",
    aggregateBy,
  ),
  verb(
    "kable",
    "x, format~, digits?, row.names?, col.names?, align~, caption?, label~, format.args!, " +
      "escape~, booktabs~, ...",
    "a table, with its caption",
    asKable,
  ),
];
