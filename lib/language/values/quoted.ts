/**
 * Expressions as values: constants, names and calls, and a call as the list of its parts.
 *
 * A call is, to whoever picks from it, a list: what is called, then its arguments with their names.
 * Picking, putting and going through them are those of lists; `callOf` makes a call again.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { Argument, CallExpr, CallForm, Expr } from "../../syntax/expr.ts";
import { binaryBinding, unaryPower } from "../../syntax/precedence.ts";
import { asDouble, describe, numberText } from "./coerce.ts";
import type { Scope } from "./scope.ts";
import {
  doubles,
  type Formal,
  integer,
  isVector,
  type LanguageValue,
  listOf,
  type ListVector,
  logical,
  NA_INTEGER,
  namesOf,
  NULL,
  type Source,
  text,
  type Value,
  withNames,
} from "./value.ts";

/** An expression as a value: a constant is itself. */
export function language(
  expr: Expr,
  scope: Scope | null = null,
  source: Source | null = null,
): Value {
  switch (expr.kind) {
    case "number":
      return expr.integer ? integer(expr.value) : doubles([expr.value]);
    case "string":
      return text(expr.value);
    case "logical":
      return logical(expr.value);
    case "null":
      return NULL;
    default:
      return quotedOf(expr, scope, source);
  }
}

function quotedOf(expr: Expr, scope: Scope | null, source: Source | null): LanguageValue {
  return {
    type: "language",
    expr,
    scope,
    source,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

/** A value as the expression that gives it. */
export function toExpr(value: Value, at: Expr): Expr {
  const span = spanOf(at);
  if (value.type === "language") return value.expr;
  if (value.type === "NULL") return { kind: "null", ...span };
  if (value.type === "builtin") return { kind: "name", name: value.name, ...span };
  if (isVector(value) && value.type !== "list" && value.attributes === null) {
    const { values } = value;
    const one = (i: number): Expr => constant(value, i, at);
    if (values.length === 1) return one(0);
    if (values.length > 1) {
      // the ends of a run are written without L
      const end = (i: number): Expr => ({ ...one(i), integer: false }) as Expr;
      const [from, to] = [end(0), end(values.length - 1)];
      const run = value.type === "integer" &&
        value.values.every((v, i) => v === value.values[0]! + i);
      const each = Array.from({ length: values.length }, (_, i) => argument(null, one(i)));
      return run
        ? callExpr(nameExpr(":", at), [argument(null, from), argument(null, to)])
        : callExpr(nameExpr("c", at), each);
    }
  }
  return fail("not-in-language", `${describe(value)} cannot stand in an expression`, { span });
}

function constant(value: Value & { values: ArrayLike<unknown> }, i: number, at: Expr): Expr {
  const span = spanOf(at);
  if (value.type === "character") {
    const known = value.values[i] ?? null;
    return known === null
      ? { kind: "logical", value: null, text: "NA", ...span }
      : { kind: "string", value: known, ...span };
  }
  if (value.type === "logical") {
    const v = value.values[i]!;
    const known = v === NA_INTEGER ? null : v === 1;
    const said = known === null ? "NA" : known ? "TRUE" : "FALSE";
    return { kind: "logical", value: known, text: said, ...span };
  }
  const x = asDouble(value).values[i]!;
  return {
    kind: "number",
    value: x,
    integer: value.type === "integer",
    text: numberText(x) ?? "NA",
    ...span,
  };
}

const nameExpr = (name: string, at: Expr): Expr => ({ kind: "name", name, ...spanOf(at) });

function argument(name: string | null, value: Expr): Argument {
  // a name that is empty stands where nothing is given
  const empty = value.kind === "name" && value.name === "";
  return { name, nameSpan: null, value: empty ? null : value, ...spanOf(value) };
}

const FORMS: Readonly<Record<string, CallForm>> = {
  "(": "paren",
  "{": "brace",
  "[": "index",
  "[[": "index2",
  "$": "dollar",
  "@": "dollar",
};

const KEYWORDS: Readonly<Record<string, readonly number[]>> = {
  if: [2, 3],
  for: [3],
  while: [2],
  repeat: [1],
  next: [0],
  break: [0],
};

/** A call of an operator or a keyword is one as it is written, where it has the operands for it. */
export function callExpr(callee: Expr, args: readonly Argument[]): CallExpr {
  const form = (): CallForm => {
    if (callee.kind !== "name") return "prefix";
    const { name } = callee;
    const own = FORMS[name];
    const plain = args.every((a) => a.name === null && a.value !== null);
    if (own === "brace" || own === "paren" && args.length === 1) return own;
    if (own === "dollar") return args.length === 2 && plain ? own : "prefix";
    if (own === "index" || own === "index2") return args.length > 1 ? own : "prefix";
    if (KEYWORDS[name]?.includes(args.length)) return "keyword";
    if (!plain) return "prefix";
    if (args.length === 2 && binaryBinding(name) !== null) return "infix";
    return args.length === 1 && unaryPower(name) !== null ? "unary" : "prefix";
  };
  return { kind: "call", form: form(), callee, args: [...args], ...spanOf(callee) };
}

/** What a parameter is where it is not given; without a default the empty name. */
export function defaultOf({ otherwise }: Formal): Value {
  return language(otherwise ?? { kind: "name", name: "", start: 0, end: 0 });
}

/** What is called and its arguments, by their names; null where the expression is no call. */
export function partsOf(x: LanguageValue): ListVector | null {
  const { expr, source } = x;
  if (expr.kind !== "call") return null;
  const empty: Expr = { kind: "name", name: "", ...spanOf(expr) };
  const list = listOf([
    language(expr.callee, null, source),
    ...expr.args.map((a) => language(a.value ?? empty, null, source)),
  ]);
  return expr.args.some((a) => a.name !== null)
    ? withNames(list, ["", ...expr.args.map((a) => a.name ?? "")])
    : list;
}

/** The call whose parts these are; of a formula it is one, and knows where that was written. */
export function callOf(parts: ListVector, like: LanguageValue): Value {
  const [head, ...rest] = parts.values;
  if (!head) return NULL;
  const names = namesOf(parts) ?? [];
  const callee = head.type === "character"
    ? nameExpr(head.values[0] ?? "NA", like.expr)
    : toExpr(head, like.expr);
  const args = rest.map((value, i) => argument(names[i + 1] || null, toExpr(value, like.expr)));
  const made = quotedOf(callExpr(callee, args), like.scope, like.source);
  const still = callee.kind === "name" && callee.name === "~";
  return still ? { ...made, attributes: like.attributes } : made;
}
