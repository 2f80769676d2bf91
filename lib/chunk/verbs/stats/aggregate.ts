/**
 * The verb that sums a table up by groups: `aggregate`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Column } from "../../../data/column.ts";
import type { Expr } from "../../../syntax/expr.ts";
import {
  describe,
  frame,
  type FrameValue,
  integer,
  isVector,
  type Value,
  type VectorValue,
} from "../../values/value.ts";
import { Table } from "../../../data/table.ts";
import { TableScope } from "../../values/mask.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { asFactor } from "../../../data/factor.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import { combine, fromColumn, lengthOf, toColumn } from "../../values/vector.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { fail } from "../../../diagnostic.ts";
import { frameArgument } from "../base/frames.ts";
import { missingRows, takeRows } from "../../../data/rows.ts";

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

/** One value for each combination of factors. */
export const AGGREGATE: Verb = verb(
  "aggregate",
  "x, data, FUN, ..., subset!, na.action!na.omit",
  "one value for each combination of factors",
  aggregateBy,
);
