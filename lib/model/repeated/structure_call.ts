/**
 * A structure of nlme as it is written: `corAR1(0.2, form = ~ t | g)`, its word, formula, nugget and orders.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { calleeName, type Grouping, groupingOf, operands } from "../formula/formula.ts";

/** An expression, of a text the one that it says. */
export const parsed = (source: string | Expr): Expr =>
  typeof source === "string" ? parseExpression(source) : source;

/** What stands right of `~`. */
function oneSided(source: string | Expr, what: string): Expr {
  const expr = parsed(source);
  if (expr.kind === "call" && calleeName(expr) === "~") {
    const sides = operands(expr);
    if (sides.length === 1) return sides[0]!;
  }
  return fail("nlme-argument", `${what} is a formula with nothing left of ~`, {
    span: spanOf(expr),
    hint: `Write ${what} = ~ 1 | Pen`,
  });
}

/** A formula `~ x + y | g` in parts. */
interface Form {
  covariates: Expr[];
  groups: Expr | null;
}

/** What a call of a structure says. */
export interface StructureCall {
  word: string;
  form: Form;
  formula: string | null;
  nugget: boolean;
  /** Of `corARMA` how many coefficients each side has. */
  orders: readonly [p: number, q: number];
  span: Span;
  text: string;
}

/** A call such as `corAR1(0.2, form = ~ t | g)`: its word, formula and nugget. */
export function readCall(source: string | Expr, known: readonly string[]): StructureCall {
  const expr = parsed(source);
  const word = calleeName(expr);
  if (expr.kind !== "call" || expr.form !== "prefix" || !word || !known.includes(word)) {
    fail("nlme-argument", `${deparse(expr)} is none of ${known.join(", ")}`, {
      span: spanOf(expr),
      hint: (word && suggestion(word, known, "Known are")) ?? `Known are ${known.join(", ")}`,
    });
  }
  let form: Form = { covariates: [], groups: null };
  let formula: string | null = null;
  let nugget = false;
  const orders: [number, number] = [0, 0];
  expr.args.forEach((argument, place) => {
    const name = argument.name ?? (place === 0 ? "value" : "form");
    const { value } = argument;
    if (!value) return;
    if (name === "value") return checkStart(value, word);
    if (name === "form") {
      form = formOf(value);
      formula = deparse(value);
    } else if (name === "fixed") refuseFixed(value, word);
    else if (word === "corARMA" && (name === "p" || name === "q")) {
      orders[name === "p" ? 0 : 1] = orderOf(value, name);
    } else if (name === "nugget") nugget = value.kind === "logical" && value.value === true;
    else {
      fail("unknown-argument", `${word}() has no argument ${name}`, {
        span: argument.nameSpan ?? spanOf(value),
        hint: word === "corARMA"
          ? "Known are value, form, p, q, fixed; starts are found"
          : "Known are value, form, nugget, fixed; starts are found",
      });
    }
  });
  if (word === "corARMA" && orders[0] + orders[1] === 0) {
    fail("nlme-argument", `${deparse(expr)} has neither p nor q`, {
      span: spanOf(expr),
      hint: "Write corARMA(form = ~ t | Pen, p = 1, q = 1)",
    });
  }
  return { word, form, formula, nugget, orders, span: spanOf(expr), text: deparse(expr) };
}

/** More coefficients than this no series of a trial can tell. */
const MOST_ORDERS = 12;

/** A number of coefficients as it is written. */
function orderOf(value: Expr, name: string): number {
  const written = value.kind === "number" ? value.value : NaN;
  if (Number.isInteger(written) && written >= 0 && written <= MOST_ORDERS) return written;
  return fail("nlme-argument", `${name} of corARMA() is a whole number from 0 to ${MOST_ORDERS}`, {
    span: spanOf(value),
    hint: `Write ${name} = 1`,
  });
}

/** `fixed = TRUE` keeps a parameter where it begins. */
function refuseFixed(value: Expr, word: string): void {
  if (value.kind === "logical" && value.value === false) return;
  fail("unknown-argument", `${word}() has parameters that are estimated, not fixed`, {
    span: spanOf(value),
    hint: "Leave fixed out",
  });
}

/** Values to begin with change nothing: the search has its own, and finds the best of several maxima. */
function checkStart(value: Expr, word: string): void {
  if (value.kind !== "call" || calleeName(value) !== "~") return;
  fail("nlme-argument", `The first argument of ${word}() is a value to begin with, not a formula`, {
    span: spanOf(value),
    hint: `Name it: form = ${deparse(value)}`,
  });
}

function formOf(value: Expr): Form {
  const right = oneSided(value, "form");
  const barred = right.kind === "call" && calleeName(right) === "|";
  const [left, groups] = barred ? operands(right) : [right];
  return { covariates: summands(left!), groups: groups ?? null };
}

/** `x + y`; none for `1`. */
function summands(expr: Expr): Expr[] {
  if (expr.kind === "number") return [];
  if (expr.kind === "call" && calleeName(expr) === "+") return operands(expr).flatMap(summands);
  return [expr];
}

/** `a/b` names the levels of b within a. */
export function nested(expr: Expr): Grouping {
  if (expr.kind === "call" && calleeName(expr) === "/") {
    const parts = operands(expr).map(nested);
    return {
      name: parts.map((p) => p.name).join(":"),
      factors: parts.flatMap((p) => p.factors),
    };
  }
  return groupingOf(expr);
}
