/**
 * Derivatives of expressions: `D`. What is simplified is what R simplifies, so that expressions are
 * written as R writes them.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { language } from "../../values/quoted.ts";
import { inherits, type Value } from "../../values/value.ts";

const AT = { start: 0, end: 0 };

const number = (
  value: number,
  integer = false,
): Expr => ({ kind: "number", value, integer, text: String(value), ...AT } as Expr);

function made(name: string, a: Expr, b: Expr | null = null): Expr {
  const form = /^\w/.test(name) ? "prefix" : b ? "infix" : "unary";
  const args = [a, ...(b ? [b] : [])].map((value) => ({
    name: null,
    nameSpan: null,
    value,
    ...AT,
  }));
  return { kind: "call", form, callee: { kind: "name", name, ...AT }, args, ...AT } as CallExpr;
}

const is = (e: Expr, value: number): boolean => e.kind === "number" && e.value === value;

/** What a minus stands before; null of anything else. */
function negated(e: Expr): Expr | null {
  return e.kind === "call" && e.callee.kind === "name" && e.callee.name === "-" &&
      e.args.length === 1
    ? e.args[0]!.value
    : null;
}

function minus(a: Expr, b: Expr | null = null): Expr {
  const from = negated(a);
  if (b === null) return is(a, 0) ? number(0) : from ?? made("-", a);
  if (is(b, 0)) return a;
  if (is(a, 0)) return minus(b);
  if (from) return minus(plus(from, b));
  const other = negated(b);
  return other ? made("+", a, other) : made("-", a, b);
}

function plus(a: Expr, b: Expr): Expr {
  if (is(a, 0)) return b;
  if (is(b, 0)) return a;
  const [left, right] = [negated(a), negated(b)];
  if (left) return minus(b, left);
  return right ? minus(a, right) : made("+", a, b);
}

function times(a: Expr, b: Expr): Expr {
  if (is(a, 0) || is(b, 0)) return number(0);
  if (is(a, 1)) return b;
  if (is(b, 1)) return a;
  const [left, right] = [negated(a), negated(b)];
  if (left) return minus(times(left, b));
  return right ? minus(times(a, right)) : made("*", a, b);
}

function over(a: Expr, b: Expr): Expr {
  if (is(a, 0)) return number(0);
  if (is(b, 0)) return { kind: "logical", value: null, text: "NA_real_", ...AT } as Expr;
  if (is(b, 1)) return a;
  const [left, right] = [negated(a), negated(b)];
  if (left) return minus(over(left, b));
  return right ? minus(over(a, right)) : made("/", a, b);
}

function power(a: Expr, b: Expr): Expr {
  if (is(b, 1)) return a;
  if (is(b, 0)) return number(1);
  return is(a, 0) ? number(0) : made("^", a, b);
}

const of = (name: string, a: Expr): Expr => made(name, a);
const square = (a: Expr): Expr => power(a, number(2));

/** Derivatives of functions of one number: of f(a), with the derivative of a. */
const CHAIN: Readonly<Record<string, (a: Expr, d: Expr, whole: Expr) => Expr>> = {
  exp: (_, d, whole) => times(whole, d),
  cos: (a, d) => times(of("sin", a), minus(d)),
  sin: (a, d) => times(of("cos", a), d),
  tan: (a, d) => over(d, square(of("cos", a))),
  cosh: (a, d) => times(of("sinh", a), d),
  sinh: (a, d) => times(of("cosh", a), d),
  tanh: (a, d) => over(d, square(of("cosh", a))),
  pnorm: (a, d) => times(of("dnorm", a), d),
  dnorm: (a, d) => times(minus(a), times(of("dnorm", a), d)),
  asin: (a, d) => over(d, of("sqrt", minus(number(1), square(a)))),
  acos: (a, d) => minus(over(d, of("sqrt", minus(number(1), square(a))))),
  atan: (a, d) => over(d, plus(number(1), square(a))),
  gamma: (a, d, whole) => times(d, times(whole, of("digamma", a))),
  lgamma: (a, d) => times(d, of("digamma", a)),
  digamma: (a, d) => times(d, of("trigamma", a)),
  log1p: (a, d) => over(d, plus(number(1), a)),
  expm1: (a, d) => times(of("exp", a), d),
  log2: (a, d) => over(d, times(a, of("log", number(2)))),
  log10: (a, d) => over(d, times(a, of("log", number(10)))),
};

/** The derivative of an expression by a name. */
export function derivative(call: Call, e: Expr, by: string): Expr {
  if (e.kind === "name") return number(e.name === by ? 1 : 0);
  if (e.kind !== "call") return number(0);
  const name = e.callee.kind === "name" ? e.callee.name : "";
  const [a, b] = e.args.map((x) => x.value!) as [Expr, Expr | undefined];
  const d = (x: Expr): Expr => derivative(call, x, by);
  if (e.form === "paren") return d(a);
  switch (name) {
    case "(":
      return d(a);
    case "+":
      return b ? plus(d(a), d(b)) : d(a);
    case "-":
      return b ? minus(d(a), d(b)) : minus(d(a));
    case "*":
      return plus(times(d(a), b!), times(a, d(b!)));
    case "/":
      return minus(over(d(a), b!), over(times(a, d(b!)), square(b!)));
    case "^":
      if (b!.kind === "number") {
        return times(number(b!.value), times(d(a), power(a, number(b!.value - 1))));
      }
      return plus(
        times(power(a, minus(b!, number(1))), times(b!, d(a))),
        times(power(a, b!), times(of("log", a), d(b!))),
      );
    case "log":
      if (!b) return over(d(a), a);
      return call.fail(
        "not-in-language",
        "The derivative of log() to a base is not known",
        "log(x)/log(2) is the logarithm to base 2",
      );
    case "sqrt":
      return d(power(a, number(0.5)));
  }
  const chain = Object.hasOwn(CHAIN, name) ? CHAIN[name] : undefined;
  if (chain) return chain(a, d(a), e);
  return call.fail(
    "not-in-language",
    `The derivative of ${name === "" ? deparse(e) : `${name}()`} is not known`,
    `Known are + - * / ^ sqrt log ${Object.keys(CHAIN).join(" ")}`,
  );
}

function deriveWord(call: Call): Value {
  const given = call.value("expr");
  const first = given.type === "list" && inherits(given, "expression") ? given.values[0] : given;
  if (
    first?.type === "language" && first.expr.kind === "call" && first.expr.callee.kind === "name" &&
    first.expr.callee.name === "~"
  ) {
    return call.wrong(
      "expr",
      "an expression",
      given,
      'D(quote(x^2), "x") has the derivative of x^2',
    );
  }
  const by = call.text("name");
  const expr: Expr = first?.type === "language" ? first.expr : number(0);
  const found = derivative(call, expr, by);
  return language(found, null, null);
}

export const DERIVATIVES: readonly Builtin[] = [word("D", "expr, name", deriveWord)];
