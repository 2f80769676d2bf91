/**
 * The variables of a formula such as `y ~ a + b` or `cbind(y, z) ~ a`, with their values.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Call } from "../evaluation/builtin.ts";
import { scopeOf } from "../base/functions/scopes.ts";
import {
  integers,
  type IntegerVector,
  isFrame,
  type LanguageValue,
  NA_INTEGER,
  namesOf,
  type Value,
} from "../values/value.ts";

/** A variable with its name as it was written. */
export interface Variable {
  readonly name: string;
  readonly value: Value;
}

/** Both sides of a formula; the left one may be empty. */
export interface Sides {
  readonly left: readonly Variable[];
  readonly right: readonly Variable[];
}

export function isFormula(x: Value): x is LanguageValue {
  return x.type === "language" && x.scope !== null && x.expr.kind === "call" &&
    x.expr.callee.kind === "name" && x.expr.callee.name === "~";
}

function called(expr: Expr): string {
  return expr.kind === "call" && expr.callee.kind === "name" ? expr.callee.name : "";
}

/** What is added up in an expression; `*` and `:` join groups as `+` does. */
function addends(expr: Expr, joins: ReadonlySet<string>): Expr[] {
  if (expr.kind !== "call") return [expr];
  if (expr.form === "paren") return addends(expr.args[0]!.value!, joins);
  if (joins.has(called(expr)) && expr.args.length === 2) {
    return expr.args.flatMap((a) => addends(a.value!, joins));
  }
  return [expr];
}

const JOINS = new Set(["+", "*", ":"]);

/**
 * The rows (from 0) that `subset` chooses of so many: a condition on the columns of the data, or places
 * of rows; null without it.
 */
export function chosenRows(
  call: Call,
  formula: LanguageValue,
  data: Value | null,
  n: number,
): number[] | null {
  const expr = call.quoted("subset");
  if (!call.has("subset")) return null;
  const scope = (data && isFrame(data) ? scopeOf(data, formula.scope!) : null) ?? formula.scope!;
  const value = expr ? call.interpreter.evaluate(expr, scope) : call.value("subset");
  if (value.type === "NULL") return null;
  const rows = Array.from({ length: n }, (_, i) => i);
  if (value.type === "logical") {
    if (n > 0 && value.values.length === 0) return [];
    return rows.filter((i) => value.values[i % value.values.length] === 1);
  }
  if (value.type !== "double" && value.type !== "integer") {
    return call.wrong("subset", "a condition on the rows", value, "subset = x > 2");
  }
  const picked = call.interpreter.call(
    "[",
    [integers(Int32Array.from(rows)), value],
    call.span,
  ) as IntegerVector;
  return Array.from(picked.values).filter((i) => i !== NA_INTEGER);
}

/** The variables of both sides; `.` stands for all columns that the other side does not name. */
export function sidesOfFormula(call: Call, formula: LanguageValue, data: Value | null): Sides {
  if (formula.expr.kind !== "call") return { left: [], right: [] };
  const args = formula.expr.args.map((a) => a.value!);
  const [left, right] = args.length === 2 ? args as [Expr, Expr] : [null, args[0]!];
  const scope = (data && isFrame(data) ? scopeOf(data, formula.scope!) : null) ?? formula.scope!;
  const heads = (data && namesOf(data) ? namesOf(data)! : []).map((n) => n ?? "");
  const split = (expr: Expr | null): [string, Expr | null][] => {
    if (expr === null) return [];
    if (called(expr) === "cbind" && expr.kind === "call") {
      return expr.args.map((a, k) => [
        a.name ?? (a.value!.kind === "name" ? deparse(a.value!) : `V${k + 1}`),
        a.value!,
      ]);
    }
    const all = addends(expr, JOINS).map((e): [string, Expr] => [deparse(e), e]);
    return all.filter(([name], k) => all.findIndex(([n]) => n === name) === k);
  };
  const written = [split(left), split(right)] as const;
  const named = new Set(written.flat().map(([n]) => n));
  const values = (side: readonly [string, Expr | null][]): Variable[] =>
    side.flatMap(([name, expr]): Variable[] =>
      name === "."
        ? heads.filter((h) => !named.has(h)).map((h) => ({
          name: h,
          value: data!.type === "list" ? data!.values[heads.indexOf(h)]! : data!,
        }))
        : name === "1" || name === "0" || expr === null
        ? []
        : [{ name, value: call.interpreter.evaluate(expr, scope) }]
    );
  return { left: values(written[0]), right: values(written[1]) };
}
