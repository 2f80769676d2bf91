/**
 * Functions as values and their calls: `do.call match.arg switch missing invisible Negate Vectorize`.
 *
 * @module
 */
import type { Argument, CallExpr, Expr } from "../../../syntax/expr.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { asCharacter, asDouble } from "../../values/coerce.ts";
import { memberOf } from "../../parts/subset.ts";
import {
  characters,
  inherits,
  integer,
  isFunction,
  isVector,
  listOf,
  logical,
  namesOf,
  NULL,
  text,
  type Value,
  withAttribute,
} from "../../values/value.ts";
import { Scope } from "../../values/scope.ts";
import { deparse, deparseName } from "../../../syntax/deparse.ts";
import { placesOf } from "../../evaluation/matching.ts";
import { callOf } from "./conditions.ts";
import { callExpr, defaultOf, language, toExpr } from "../../values/quoted.ts";

function switchWord(call: Call): Value {
  const chosen = call.value("EXPR");
  if (!isVector(chosen) || chosen.values.length !== 1) {
    return call.wrong("EXPR", "one text or number", chosen);
  }
  if (chosen.type !== "character") {
    const k = asDouble(chosen).values[0]!;
    const arm = call.dots[Math.trunc(k) - 1];
    if (arm) return call.valueOf(arm);
    call.hidden = true;
    return NULL;
  }
  const name = chosen.values[0];
  let at = call.dots.findIndex((d) => d.name !== null && d.name === name);
  if (at < 0) at = call.dots.findIndex((d) => d.name === null);
  // An empty arm falls to the next.
  while (
    at >= 0 && at < call.dots.length && call.dots[at]!.expr === null &&
    call.dots[at]!.value === null
  ) at++;
  const arm = call.dots[at];
  if (arm) return call.valueOf(arm);
  call.hidden = true;
  return NULL;
}

function match(call: Call): Value {
  const expr = call.quoted("arg");
  const value = call.value("arg");
  let choices: Value | null = call.optional("choices");
  if (!choices && expr?.kind === "name") {
    const own = call.scope.frame();
    const formal = own && formalOf(call, expr.name);
    choices = formal ? call.interpreter.evaluate(formal, call.scope) : null;
  }
  if (!choices || choices.type !== "character") return value;
  if (value.type === "NULL") return text(choices.values[0] ?? null);
  const said = asCharacter(value).values;
  if (said.length > 1 && said.length === choices.values.length) {
    return text(choices.values[0] ?? null);
  }
  const found = choices.values.filter((c) => c?.startsWith(said[0] ?? "\0"));
  const exact = choices.values.find((c) => c === said[0]);
  if (exact !== undefined || found.length === 1) return text(exact ?? found[0]!);
  return call.fail(
    "wrong-argument",
    `The argument is one of ${choices.values.map((c) => `"${c}"`).join(", ")}`,
  );
}

/** The default of a parameter of the function in which a word is called. */
function formalOf(call: Call, name: string): Expr | null {
  const frame = call.scope.frame();
  if (!frame || frame.expr.kind !== "call" || frame.expr.callee.kind !== "name") return null;
  const called = call.interpreter.functionOrNull(frame.expr.callee.name, frame.caller);
  return called?.type === "closure"
    ? called.formals.find((f) => f.name === name)?.otherwise ?? null
    : null;
}

function doCall(call: Call): Value {
  const called = call.function("what");
  const list = call.optional("args") ?? listOf([]);
  if (!isVector(list)) return call.wrong("args", "a list", list);
  const names = namesOf(list)?.map((n) => n || null) ?? [];
  const values = list.type === "list"
    ? list.values
    : Array.from({ length: list.values.length }, (_, i) => memberAt(list, i));
  if (values.some((v) => v.type === "language" && !inherits(v, "formula"))) {
    return quotedCall(call, values, names);
  }
  return call.apply(called, values, names);
}

/** A call whose arguments are expressions evaluates them, and is written with them. */
function quotedCall(
  call: Call,
  values: readonly Value[],
  names: readonly (string | null)[],
): Value {
  const what = call.value("what");
  const scope = new Scope(call.scope);
  const place: Expr = { kind: "name", name: "what", ...call.span };
  const named = (value: Value, i: number): Expr => {
    const short = value.type === "language" || isVector(value) && value.type !== "list" &&
        value.attributes === null && value.values.length === 1;
    if (short) return toExpr(value, place);
    const name = names[i] ?? `..${i + 1}`;
    scope.set(name, value);
    return { ...place, name } as Expr;
  };
  const args = values.map((value, i): Argument => ({
    name: names[i] ?? null,
    nameSpan: null,
    value: named(value, i),
    ...call.span,
  }));
  const written = call.quoted("what");
  const callee: Expr = what.type === "character"
    ? { ...place, name: what.values[0] ?? "NA" }
    : written ?? place;
  return call.interpreter.evaluate(callExpr(callee, args), scope);
}

function memberAt(list: Value, i: number): Value {
  return isVector(list) && list.type !== "list"
    ? { ...list, values: list.values.slice(i, i + 1), attributes: null, exclusive: false } as Value
    : NULL;
}

function composed(name: string, run: (call: Call) => Value): Builtin {
  return word(name, "...", run);
}

/** The call of the function with the full names of its arguments, in the order of its parameters. */
function matchedCall(call: Call): Value {
  const frame = call.scope.frame();
  if (!frame || frame.expr.kind !== "call") return callOf(call);
  const { called, expr } = frame;
  const names = called.formals.map((f) => f.name);
  const args = expr.args.flatMap((a) =>
    a.value?.kind === "name" && a.value.name === "..."
      ? (frame.caller.frame()?.dots ?? []).map((d) => ({ ...a, name: d.name, value: d.expr }))
      : [a]
  );
  const at = placesOf(names, names.indexOf("..."), args);
  const order = args.map((a, i) => ({ a, place: at[i]! }));
  const dots = names.indexOf("...");
  const matched = order.map(({ a, place }) => ({
    place: place === -1 ? dots : place,
    arg: place >= 0 ? { ...a, name: names[place]! } : a,
  })).sort((p, q) => p.place - q.place).map(({ arg }) => arg);
  return language({ ...expr, args: matched });
}

export const FUNCTIONS: readonly Builtin[] = [
  special("missing", "x", (call) => {
    const expr = call.quoted("x");
    const name = expr?.kind === "name" ? expr.name : "";
    return logical(call.scope.frame()?.missing.has(name) ?? false);
  }),
  special("switch", "EXPR, ...", switchWord),
  special("match.arg", "arg, choices, several.ok!FALSE", match),
  special("...length", "", (call) => integer(call.scope.dots().length)),
  special("...elt", "n", (call) => {
    const dots = call.scope.dots();
    const n = call.number("n");
    const held = dots[n - 1] && call.interpreter.held(dots[n - 1]!.binding);
    return held ??
      call.fail("bad-index", `There is no argument ${n} in ...`, `It holds ${dots.length}`);
  }),
  special("...names", "", (call) => {
    const names = call.scope.dots().map((d) => d.name);
    return names.some((n) => n !== null) ? characters(names.map((n) => n ?? "")) : NULL;
  }),
  special("nargs", "", (call) => {
    const frame = call.scope.frame();
    return integer(frame?.expr.kind === "call" ? frame.expr.args.length : 0);
  }),
  special("sys.call", "which!0", callOf),
  special("sys.function", "which!0", (call) => {
    const frame = call.scope.frame();
    return frame?.called ??
      call.fail("not-in-language", "sys.function() belongs inside a function");
  }),
  special("match.call", "definition!, call!, expand.dots!TRUE", matchedCall),
  special("function_call", "", callOf),
  word("do.call", "what, args, quote?, envir?", doCall),
  word("Recall", "...", (call) => {
    const frame = call.scope.frame();
    if (!frame) return call.fail("not-in-language", "Recall() belongs inside a function");
    return call.apply(frame.called, call.rest, call.dots.map((d) => d.name));
  }),
  word("invisible", "x", (call) => {
    call.hidden = true;
    return call.optional("x") ?? NULL;
  }),
  word("identity", "x", (call) => call.value("x")),
  word("force", "x", (call) => call.value("x")),
  word(
    "forceAndCall",
    "n, FUN, ...",
    (call) => call.apply(call.function("FUN"), call.rest, call.dots.map((d) => d.name)),
  ),
  word("Negate", "f", (call) => {
    const f = call.function("f");
    return composed("Negate", (inner) => {
      const value = inner.apply(f, inner.rest, inner.dots.map((d) => d.name));
      return inner.interpreter.operate("!", value, null, inner.span);
    });
  }),
  word("Vectorize", "FUN, vectorize.args, SIMPLIFY, USE.NAMES", (call) => {
    const f = call.function("FUN");
    return composed("Vectorize", (inner) =>
      inner.interpreter.call(
        "mapply",
        [f, ...inner.rest],
        inner.span,
        [null, ...inner.dots.map((d) => d.name)],
      ));
  }),
  word("formals", "fun, envir?", (call) => {
    const fun = call.function("fun");
    if (fun.type !== "closure") return NULL;
    const list = listOf(
      fun.formals.map(defaultOf),
    );
    return withAttribute(list, "names", characters(fun.formals.map((f) => f.name)));
  }),
  word("body", "fun", (call) => {
    const fun = call.function("fun");
    return fun.type === "closure" ? language(fun.body) : NULL;
  }),
  word("args", "name", (call) => {
    const fun = call.function("name");
    if (fun.type !== "closure") return fun;
    const head = fun.formals.map(({ name, otherwise }) =>
      otherwise ? `${deparseName(name)} = ${deparse(otherwise)}` : deparseName(name)
    );
    const body: Expr = { kind: "null", ...call.span };
    return { ...fun, body, text: `function (${head.join(", ")}) \nNULL` };
  }),
  word("is.function", "x", (call) => logical(isFunction(call.value("x")))),
  word("match.fun", "FUN, descend?", (call) => call.function("FUN")),
  special("$", "x, name", (call) => {
    const written = call.quoted("name");
    const name = written?.kind === "name" ? written.name : call.text("name");
    const expr = {
      kind: "call",
      form: "dollar",
      callee: { kind: "name", name: "$", ...call.span },
      args: [],
      ...call.span,
    } as CallExpr;
    return memberOf(call.value("x"), name, call.interpreter, expr);
  }),
];
