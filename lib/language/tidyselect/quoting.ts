/**
 * Expressions kept for later, as rlang names them: `sym syms enquo enquos quo expr as_name`.
 *
 * @module
 */
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import { asCharacter } from "../values/coerce.ts";
import { Promised, type Scope } from "../values/scope.ts";
import {
  characters,
  isVector,
  type LanguageValue,
  listOf,
  NULL,
  type Source,
  text,
  type Value,
  withNames,
} from "../values/value.ts";
import { language } from "../values/quoted.ts";

function symbol(call: Call, name: string): Value {
  return language({ kind: "name", name, ...call.span });
}

/** An expression that knows where it was written. */
function quosure(expr: Expr, scope: Scope, source: Source): Value {
  const value: LanguageValue = {
    type: "language",
    expr,
    scope,
    source,
    attributes: new Map([["class", characters(["quosure"])]]),
    exclusive: false,
    held: false,
  };
  return value;
}

/** What the argument of the function was, of which `name` is a parameter. */
function argumentOf(call: Call, name: string): Promised | Value {
  const binding = call.scope.find(name);
  if (binding instanceof Promised) return binding;
  if (binding === undefined || binding === "missing") {
    return call.fail("missing-argument", `${name} is no argument that was given`);
  }
  return binding;
}

function enquo(call: Call): Value {
  const expr = call.quoted("arg");
  if (expr?.kind !== "name") return call.fail("wrong-argument", "enquo() takes a parameter's name");
  const found = argumentOf(call, expr.name);
  return found instanceof Promised ? quosure(found.expr, found.scope, found.source) : found;
}

function ensym(call: Call): Value {
  const expr = call.quoted("arg");
  const found = argumentOf(call, expr?.kind === "name" ? expr.name : "");
  if (!(found instanceof Promised)) {
    return found.type === "character" ? symbol(call, found.values[0] ?? "NA") : found;
  }
  if (found.expr.kind === "string") return symbol(call, found.expr.value);
  return found.expr.kind === "name"
    ? language(found.expr)
    : call.fail("wrong-argument", `${deparse(found.expr)} is no name`);
}

/** The arguments of a call as they are written. */
export function quosures(call: Call): Value {
  const here = call.interpreter.source;
  const kept = call.dots.map((d) =>
    d.expr
      ? quosure(d.expr, d.promise?.scope ?? call.scope, d.promise?.source ?? here)
      : d.value ?? NULL
  );
  return withNames(listOf(kept), call.dots.map((d) => d.name ?? ""));
}

function asName(call: Call): Value {
  const x = call.value("x");
  if (x.type === "language") return text(deparse(x.expr));
  return isVector(x) && x.values.length === 1 ? asCharacter(x) : call.wrong("x", "a name", x);
}

export const TIDY_QUOTING: readonly Builtin[] = [
  word("sym", "x", (call) => {
    const x = call.value("x");
    return x.type === "language" ? x : symbol(call, call.text("x"));
  }),
  word("syms", "x", (call) => {
    const x = call.vector("x");
    return listOf(
      x.type === "list" ? x.values : asCharacter(x).values.map((v) => symbol(call, v ?? "NA")),
    );
  }),
  special("enquo", "arg", enquo),
  special("ensym", "arg", ensym),
  special("enquos", "...", quosures),
  special(
    "quo",
    "expr",
    (call) => quosure(call.quoted("expr")!, call.scope, call.interpreter.source),
  ),
  special("quos", "...", quosures),
  special("expr", "expr", (call) => language(call.quoted("expr")!, null, call.interpreter.source)),
  word("as_name", "x", asName),
  word("as_label", "x", asName),
  word("as_string", "x", asName),
  word("quo_name", "x", asName),
];
