/**
 * Expressions that are not evaluated, and formulas: `quote substitute deparse all.vars as.formula`.
 *
 * @module
 */
import type { Expr } from "../../../syntax/expr.ts";
import { breakFormula } from "../../../render/text/deparse_lines.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { parse } from "../../../syntax/parse.ts";
import { language, toExpr } from "../../values/quoted.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { asCharacter } from "../../values/coerce.ts";
import { Promised, type Scope } from "../../values/scope.ts";
import {
  characters,
  type LanguageValue,
  listOf,
  type ListVector,
  logical,
  namesOf,
  NULL,
  text,
  type Value,
} from "../../values/value.ts";

/** The expression with parameters of the function replaced by what was given for them. */
function substituted(expr: Expr, scope: Scope): Expr {
  if (expr.kind === "name") {
    const binding = scope.own(expr.name);
    if (binding instanceof Promised) return binding.expr;
    if (binding && binding !== "missing" && binding.type === "language") return binding.expr;
    // an argument that was a value already knows how it was written
    const given = binding && scope.frame()?.args.find((a) => a.binding === binding && a.expr);
    return given ? given.expr! : expr;
  }
  if (expr.kind !== "call") return expr;
  const args = expr.args.flatMap((a) => {
    if (a.value?.kind === "name" && a.value.name === "...") {
      return (scope.frame()?.dots ?? []).map((d) => ({ ...a, name: d.name, value: d.expr }));
    }
    return [{ ...a, value: a.value && substituted(a.value, scope) }];
  });
  return { ...expr, callee: substituted(expr.callee, scope), args };
}

/** What names stand for in a list, a data frame or an environment. */
function namedValues(call: Call): ReadonlyMap<string, Value> {
  const env = call.interpreter.evaluate(call.quoted("env")!, call.scope);
  if (env.type === "environment") {
    return new Map(
      env.scope.names().flatMap((name): [string, Value][] => {
        const held = env.scope.own(name);
        const known = held && held !== "missing" && !(held instanceof Promised);
        return known ? [[name, held]] : [];
      }),
    );
  }
  if (env.type !== "list") {
    return call.wrong("env", "a list or an environment", env, "substitute(x + y, list(x = 1))");
  }
  const names = namesOf(env) ?? [];
  return new Map(env.values.flatMap((v, i) => names[i] ? [[names[i]!, v]] : []));
}

/** The expression with values put in the place of names. */
function put(expr: Expr, values: ReadonlyMap<string, Value>): Expr {
  if (expr.kind === "name") {
    const value = values.get(expr.name);
    return value ? toExpr(value, expr) : expr;
  }
  if (expr.kind !== "call") return expr;
  const args = expr.args.map((a) => ({ ...a, value: a.value && put(a.value, values) }));
  return { ...expr, callee: put(expr.callee, values), args };
}

/** The text of a value as code; of a call in lines as long as they are asked for. */
function deparsed(value: Value, cutoff = Infinity): Value {
  if (value.type === "language") {
    const written = deparse(value.expr);
    if (written.length <= cutoff) return text(written);
    return characters(written.split("\n").flatMap((line) => breakFormula(line, cutoff)));
  }
  if (value.type === "character" && value.values.length === 1) {
    return text(JSON.stringify(value.values[0]));
  }
  return characters(asCharacter(value).values);
}

function asFormula(call: Call, value: Value): Value {
  if (value.type === "language") return value;
  if (value.type !== "character") return call.wrong("object", "a formula or a text", value);
  const parsed = parse(value.values[0] ?? "");
  const [expr] = parsed.statements;
  if (parsed.diagnostics.length > 0 || !expr || expr.kind !== "call") {
    return call.fail("wrong-argument", `"${value.values[0]}" is no formula`);
  }
  const made: LanguageValue = {
    type: "language",
    expr,
    scope: call.scope,
    source: { source: value.values[0] ?? "" },
    attributes: new Map([["class", text("formula")]]),
    exclusive: false,
    held: false,
  };
  return made;
}

/** The statements of a text, as R's vector of expressions. */
function parsedText(call: Call, argument = "text"): ListVector {
  const written = call.texts(argument).map((t) => t ?? "NA").join("\n");
  const parsed = parse(written);
  const [fault] = parsed.diagnostics;
  if (fault) {
    return call.fail("wrong-argument", `This text is no code: ${fault.message}`, fault.hint);
  }
  const source = { source: written };
  return listOf(
    parsed.statements.map((expr) => language(expr, null, source)),
    new Map([["class", text("expression")]]),
  );
}

export const QUOTING: readonly Builtin[] = [
  special("quote", "expr", (call) => language(call.quoted("expr")!, null, call.interpreter.source)),
  special("bquote", "expr, where!, splice!FALSE", (call) => {
    const filled = (expr: Expr): Expr => {
      if (expr.kind !== "call") return expr;
      if (expr.callee.kind === "name" && expr.callee.name === "." && expr.args.length === 1) {
        return toExpr(call.interpreter.evaluate(expr.args[0]!.value!, call.scope), expr);
      }
      return { ...expr, args: expr.args.map((a) => ({ ...a, value: a.value && filled(a.value) })) };
    };
    return language(filled(call.quoted("expr")!), null, call.interpreter.source);
  }),
  special(
    "substitute",
    "expr, env",
    (call) => {
      const expr = call.quoted("expr")!;
      if (!call.has("env")) return language(substituted(expr, call.scope));
      return language(put(expr, namedValues(call)));
    },
  ),
  word("parse", "file!, n!, text, prompt!, keep.source?", parsedText),
  word("str2lang", "s", (call) => parsedText(call, "s").values[0] ?? NULL),
  word(
    "deparse",
    "expr, width.cutoff, backtick?, control?, nlines?",
    (call) =>
      deparsed(call.value("expr"), call.has("width.cutoff") ? call.number("width.cutoff") : 60),
  ),
  word("deparse1", "expr, collapse?, width.cutoff?", (call) => deparsed(call.value("expr"))),
  word("as.name", "x", (call) => language({ kind: "name", name: call.text("x"), ...call.span })),
  word("as.symbol", "x", (call) => language({ kind: "name", name: call.text("x"), ...call.span })),
  word("is.name", "x", (call) => {
    const x = call.value("x");
    return logical(x.type === "language" && x.expr.kind === "name");
  }),
  word("is.symbol", "x", (call) => {
    const x = call.value("x");
    return logical(x.type === "language" && x.expr.kind === "name");
  }),
  word("is.call", "x", (call) => {
    const x = call.value("x");
    return logical(x.type === "language" && x.expr.kind === "call");
  }),
  word("as.formula", "object, env?", (call) => asFormula(call, call.value("object"))),
  word("formula", "x, ...", (call) => asFormula(call, call.value("x"))),
  word("reformulate", "termlabels, response, intercept, env?", (call) => {
    const terms = call.texts("termlabels").join(" + ");
    const response = call.optional("response");
    const left = response?.type === "language"
      ? deparse(response.expr)
      : response
      ? asCharacter(response).values[0] ?? ""
      : "";
    return asFormula(call, text(`${left} ~ ${terms}${call.flag("intercept", true) ? "" : " - 1"}`));
  }),
  word("all.names", "expr, functions, max.names!, unique", (call) => {
    const value = call.value("expr");
    const functions = call.flag("functions", true);
    const found: string[] = [];
    const walk = (expr: Expr): void => {
      if (expr.kind === "name") found.push(expr.name);
      if (expr.kind !== "call") return;
      if (expr.callee.kind !== "name" || functions) walk(expr.callee);
      for (const a of expr.args) if (a.value) walk(a.value);
    };
    if (value.type === "language") walk(value.expr);
    return characters(call.flag("unique", false) ? [...new Set(found)] : found);
  }),
  word("all.vars", "expr, functions?, max.names?, unique?", (call) => {
    const value = call.value("expr");
    const found: string[] = [];
    const walk = (expr: Expr): void => {
      if (expr.kind === "name") found.push(expr.name);
      if (expr.kind !== "call") return;
      if (expr.callee.kind === "call") walk(expr.callee);
      for (const a of expr.args) if (a.value) walk(a.value);
    };
    if (value.type === "language") walk(value.expr);
    return characters([...new Set(found)]);
  }),
];
