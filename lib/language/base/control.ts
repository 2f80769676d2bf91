/**
 * Words that decide themselves what they evaluate: conditions, unevaluated expressions, functions and
 * their calls.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { parse } from "../../syntax/parse.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, asLogical, describe, numberText } from "../values/coerce.ts";
import { condition, ConditionError } from "../values/condition.ts";
import { type Binding, Promised, Scope } from "../values/scope.ts";
import { memberOf } from "../parts/subset.ts";
import {
  characters,
  type EnvironmentValue,
  inherits,
  integer,
  isFunction,
  isVector,
  type LanguageValue,
  listOf,
  logical,
  NA_INTEGER,
  namesOf,
  NULL,
  share,
  text,
  type Value,
  withAttribute,
} from "../values/value.ts";

function language(expr: Expr, scope: Scope | null = null): Value {
  switch (expr.kind) {
    case "number":
    case "string":
    case "logical":
    case "null":
      return literal(expr);
    default:
      return { type: "language", expr, scope, attributes: null, exclusive: false, held: false };
  }
}

function literal(expr: Expr): Value {
  if (expr.kind === "number") {
    return expr.integer ? integer(expr.value) : { ...asDouble(integer(0)), values: [expr.value] };
  }
  if (expr.kind === "string") return text(expr.value);
  if (expr.kind === "logical") return logical(expr.value);
  return NULL;
}

/** The expression with parameters of the function replaced by what was given for them. */
function substituted(expr: Expr, scope: Scope): Expr {
  if (expr.kind === "name") {
    const binding = scope.own(expr.name);
    if (binding instanceof Promised) return binding.expr;
    if (binding && binding !== "missing" && binding.type === "language") return binding.expr;
    return expr;
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

function environmentOf(scope: Scope): EnvironmentValue {
  return { type: "environment", scope, attributes: null, exclusive: false, held: false };
}

/** The call of a function as a value. */
function callOf(call: Call): Value {
  const frame = call.scope.frame();
  return frame ? language(frame.expr) : NULL;
}

function messageOf(call: Call): string {
  return call.dots.filter((d) => d.name === null)
    .map((d) => asCharacter(call.valueOf(d)).values.map((v) => v ?? "NA").join("")).join("");
}

/** The scope in which `with`, `eval` and the like evaluate: a table's columns before all else. */
export function scopeOf(value: Value, parent: Scope): Scope | null {
  if (value.type === "environment") return value.scope;
  if (value.type !== "list") return value.type === "NULL" ? parent : null;
  const scope = new Scope(parent);
  namesOf(value)?.forEach((name, i) => {
    if (name) scope.set(name, share(value.values[i]!));
  });
  return scope;
}

function tryCatch(call: Call): Value {
  const handlers = call.dots.filter((d) => d.name !== null);
  const finish = call.quoted("finally");
  const takers = handlers.map((h) => [h.name!, h] as const);
  /** What a handler threw away the rest of the work for. */
  class Taken extends Error {
    constructor(readonly name_: string, readonly condition: Value) {
      super();
    }
  }
  const takes = (thrown: Value): string | null =>
    takers.find(([name]) => inherits(thrown, name))?.[0] ?? null;
  const handle = (name: string, thrown: Value): Value => {
    const handler = call.valueOf(takers.find(([n]) => n === name)![1]);
    if (!isFunction(handler)) {
      return fail("wrong-argument", `tryCatch() takes a function as ${name}`, { span: call.span });
    }
    return call.apply(handler, [thrown]);
  };
  try {
    const body = call.quoted("expr");
    if (!body) return NULL;
    let result: Value;
    try {
      const came = call.interpreter.attempt(() =>
        call.interpreter.handling((thrown) => {
          const name = inherits(thrown, "error") ? null : takes(thrown);
          if (name !== null) throw new Taken(name, thrown);
          return false;
        }, () => call.interpreter.evaluate(body, call.scope))
      );
      if ("value" in came) result = came.value;
      else {
        const name = takes(came.condition);
        if (name === null) throw came.error;
        result = handle(name, came.condition);
      }
    } catch (error) {
      if (!(error instanceof Taken)) throw error;
      result = handle(error.name_, error.condition);
    }
    return result;
  } finally {
    const { invisible } = call.interpreter;
    if (finish) call.interpreter.evaluate(finish, call.scope);
    call.interpreter.invisible = invisible;
  }
}

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

function stopIfNot(call: Call): Value {
  for (const d of call.dots) {
    const value = call.valueOf(d);
    const holds = isVector(value) && value.type === "logical" &&
      asLogical(value).values.every((v) => v === 1);
    if (holds) continue;
    const source = d.expr ? deparse(d.expr) : "a condition";
    const all = isVector(value) && value.values.length > 1 ? "are not all TRUE" : "is not TRUE";
    throw new ConditionError(
      condition("error", d.name ?? `${source} ${all}`, callOf(call)),
      d.name ?? `${source} ${all}`,
    );
  }
  call.hidden = true;
  return NULL;
}

function stop(call: Call): Value {
  const [first] = call.dots;
  const given = first ? call.valueOf(first) : null;
  if (given && inherits(given, "condition")) {
    const message = given.type === "list" ? given.values[0]! : NULL;
    throw new ConditionError(given, asCharacter(message).values[0] ?? "");
  }
  const message = messageOf(call);
  throw new ConditionError(
    condition("error", message, call.flag("call.", true) ? callOf(call) : NULL),
    message,
  );
}

function warning(call: Call): Value {
  const message = messageOf(call);
  if (!call.interpreter.signal(condition("warning", message, callOf(call)))) call.warn(message);
  call.hidden = true;
  return text(message);
}

function message(call: Call): Value {
  const said = messageOf(call) + (call.flag("appendLF", true) ? "\n" : "");
  if (!call.interpreter.signal(condition("message", said, callOf(call)))) {
    call.warn(said.trimEnd(), "message");
  }
  call.hidden = true;
  return NULL;
}

/** Runs quietly: what is signalled of a kind is passed over. */
function suppress(kind: string): (call: Call) => Value {
  return (call) => {
    const expr = call.quoted("expr");
    if (!expr) return NULL;
    return call.interpreter.handling(
      (thrown) => inherits(thrown, kind),
      () => call.interpreter.evaluate(expr, call.scope),
    );
  };
}

function tryWord(call: Call): Value {
  const expr = call.quoted("expr");
  if (!expr) return NULL;
  const came = call.interpreter.attempt(() => call.interpreter.evaluate(expr, call.scope));
  if ("value" in came) return came.value;
  const said = came.condition.type === "list"
    ? asCharacter(came.condition.values[0]!).values[0] ?? ""
    : "";
  if (!call.flag("silent", false)) call.warn(`Error: ${said}`, "message");
  call.hidden = true;
  return withAttribute(
    withAttribute(text(`Error : ${said}\n`), "class", text("try-error")),
    "condition",
    came.condition,
  );
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
  return call.apply(called, values, names);
}

function memberAt(list: Value, i: number): Value {
  return isVector(list) && list.type !== "list"
    ? { ...list, values: list.values.slice(i, i + 1), attributes: null, exclusive: false } as Value
    : NULL;
}

function evalWord(call: Call): Value {
  const value = call.value("expr");
  const where = call.optional("envir");
  const scope = where ? scopeOf(where, call.scope) : call.scope;
  if (!scope) return call.wrong("envir", "a data frame, a list or an environment", where!);
  if (value.type !== "language") return value;
  return call.interpreter.evaluate(value.expr, scope);
}

function withWord(call: Call): Value {
  const data = call.value("data");
  const scope = scopeOf(data, call.scope);
  const expr = call.quoted("expr");
  if (!scope) return call.wrong("data", "a data frame or a list", data);
  return expr ? call.interpreter.evaluate(expr, scope) : NULL;
}

function bindingOf(call: Call, name: string): Binding | undefined {
  return call.scope.find(name);
}

export const CONTROL: readonly Builtin[] = [
  special("quote", "expr", (call) => language(call.quoted("expr")!)),
  special("bquote", "expr, where!, splice!FALSE", (call) => {
    const filled = (expr: Expr): Expr => {
      if (expr.kind !== "call") return expr;
      if (expr.callee.kind === "name" && expr.callee.name === "." && expr.args.length === 1) {
        return toExpr(call.interpreter.evaluate(expr.args[0]!.value!, call.scope), expr);
      }
      return { ...expr, args: expr.args.map((a) => ({ ...a, value: a.value && filled(a.value) })) };
    };
    return language(filled(call.quoted("expr")!));
  }),
  special(
    "substitute",
    "expr, env",
    (call) => language(substituted(call.quoted("expr")!, call.scope)),
  ),
  special("missing", "x", (call) => {
    const expr = call.quoted("x");
    const name = expr?.kind === "name" ? expr.name : "";
    return logical(call.scope.frame()?.missing.has(name) ?? false);
  }),
  special("switch", "EXPR, ...", switchWord),
  special("tryCatch", "expr, ..., finally", tryCatch),
  special("try", "expr, silent, outFile?", tryWord),
  special("withCallingHandlers", "expr, ...", (call) => {
    const expr = call.quoted("expr");
    const takers = call.dots.filter((d) => d.name !== null);
    if (!expr) return NULL;
    class Muffled extends Error {}
    return call.interpreter.handling((thrown) => {
      for (const taker of takers) {
        if (!inherits(thrown, taker.name!)) continue;
        const handler = call.valueOf(taker);
        if (!isFunction(handler)) continue;
        const came = call.apply(handler, [thrown]);
        if (inherits(came, "muffled")) return true;
      }
      return false;
    }, () => {
      try {
        return call.interpreter.evaluate(expr, call.scope);
      } catch (error) {
        if (error instanceof Muffled) return NULL;
        throw error;
      }
    });
  }),
  word("invokeRestart", "r, ...", () => withAttribute(text("muffled"), "class", text("muffled"))),
  special("suppressWarnings", "expr, classes?", suppress("warning")),
  special("suppressMessages", "expr, classes?", suppress("message")),
  special("suppressPackageStartupMessages", "expr", suppress("message")),
  special("on.exit", "expr, add, after", (call) => {
    const expr = call.quoted("expr");
    const frame = call.scope.frame();
    if (frame) {
      if (!call.flag("add", false)) frame.exits.length = 0;
      if (expr) frame.exits.push(expr);
    }
    call.hidden = true;
    return NULL;
  }),
  special("stopifnot", "...", stopIfNot),
  special("match.arg", "arg, choices, several.ok!FALSE", match),
  special("with", "data, expr, ...", withWord),
  special("within", "data, expr, ...", (call) => {
    const data = call.value("data");
    const scope = scopeOf(data, call.scope);
    const expr = call.quoted("expr");
    if (!scope || data.type !== "list") return call.wrong("data", "a data frame or a list", data);
    if (!expr) return data;
    const before = new Set(namesOf(data));
    call.interpreter.evaluate(expr, scope);
    let out: Value = data;
    const made = scope.names().filter((n) => !before.has(n)).reverse();
    for (const name of [...before, ...made]) {
      const binding = name && scope.own(name);
      const held = binding ? call.interpreter.held(binding) : null;
      out = call.interpreter.call("$<-", [out, text(name ?? ""), held ?? NULL], call.span);
    }
    return out;
  }),
  special("local", "expr, envir", (call) => {
    const expr = call.quoted("expr");
    return expr ? call.interpreter.evaluate(expr, new Scope(call.scope)) : NULL;
  }),
  special("system.time", "expr, gcFirst?", (call) => {
    const expr = call.quoted("expr");
    if (expr) call.interpreter.evaluate(expr, call.scope);
    return call.fail(
      "not-in-language",
      "How long something takes is another figure every time: a page has no clock",
    );
  }),
  special("nargs", "", (call) => {
    const frame = call.scope.frame();
    return integer(frame?.expr.kind === "call" ? frame.expr.args.length : 0);
  }),
  special("sys.call", "which?", callOf),
  special("match.call", "definition?, call?, expand.dots?", callOf),
  special("function_call", "", callOf),
  word("stop", "..., call., domain?", stop),
  word("warning", "..., call., immediate.?, domain?", warning),
  word("message", "..., domain?, appendLF", message),
  word(
    "simpleError",
    "message, call",
    (call) => condition("error", call.text("message"), call.optional("call") ?? NULL),
  ),
  word(
    "simpleWarning",
    "message, call",
    (call) => condition("warning", call.text("message"), call.optional("call") ?? NULL),
  ),
  word(
    "simpleCondition",
    "message, call",
    (call) => condition("message", call.text("message"), call.optional("call") ?? NULL),
  ),
  word("conditionMessage", "c", (call) => {
    const value = call.value("c");
    return value.type === "list" ? value.values[0] ?? NULL : NULL;
  }),
  word("conditionCall", "c", (call) => {
    const value = call.value("c");
    return value.type === "list" ? value.values[1] ?? NULL : NULL;
  }),
  word("geterrmessage", "", () => text("")),
  word("do.call", "what, args, quote?, envir?", doCall),
  word("Recall", "...", (call) => {
    const frame = call.scope.frame();
    if (frame?.expr.kind !== "call") {
      return call.fail("not-in-language", "Recall() belongs inside a function");
    }
    const called = frame.expr.callee.kind === "name"
      ? call.interpreter.functionNamed(frame.expr.callee.name, frame.caller, call.span)
      : call.interpreter.evaluate(frame.expr.callee, frame.caller);
    if (!isFunction(called)) return NULL;
    return call.apply(called, call.rest, call.dots.map((d) => d.name));
  }),
  word("eval", "expr, envir, enclos?", evalWord),
  word("evalq", "expr, envir, enclos?", evalWord),
  word("parse", "file!, n!, text, prompt!, keep.source?", (call) => {
    return call.fail("not-in-language", `A text is not run as code: write the expression itself`);
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
  special("environment", "fun", (call) => {
    const fun = call.optional("fun");
    if (fun?.type === "closure") return environmentOf(fun.scope);
    if (fun?.type === "language" && fun.scope) return environmentOf(fun.scope);
    return environmentOf(call.scope);
  }),
  special(
    "parent.frame",
    "n",
    (call) => environmentOf(call.scope.frame()?.caller ?? call.interpreter.page),
  ),
  word("globalenv", "", (call) => environmentOf(call.interpreter.page)),
  word("emptyenv", "", (call) => environmentOf(call.interpreter.page)),
  word("new.env", "hash?, parent, size?", (call) => environmentOf(new Scope(call.scope))),
  special("exists", "x, where?, envir, frame?, mode?, inherits", (call) => {
    const name = call.text("x");
    const where = call.optional("envir");
    const scope = where?.type === "environment" ? where.scope : call.scope;
    return logical(
      scope.find(name) !== undefined || call.interpreter.functionOrNull(name, scope) !== null,
    );
  }),
  special("get", "x, pos?, envir, mode, inherits?", (call) => {
    const name = call.text("x");
    const where = call.optional("envir");
    const scope = where?.type === "environment" ? where.scope : call.scope;
    const held = scope.find(name);
    const value = held === undefined ? null : call.interpreter.held(held);
    return value ?? call.interpreter.functionOrNull(name, scope) ??
      call.fail("unknown-name", `Nothing is called ${name}`);
  }),
  special("get0", "x, envir, mode?, inherits?, ifnotfound", (call) => {
    const held = bindingOf(call, call.text("x"));
    return (held === undefined ? null : call.interpreter.held(held)) ??
      call.optional("ifnotfound") ?? NULL;
  }),
  special("assign", "x, value, pos?, envir, inherits?, immediate?", (call) => {
    const where = call.optional("envir");
    const value = call.value("value");
    call.interpreter.assign(
      call.text("x"),
      value,
      where?.type === "environment" ? where.scope : call.scope,
    );
    call.hidden = true;
    return value;
  }),
  special("rm", "..., list, envir?, inherits?", (call) => {
    for (const d of call.dots) if (d.expr?.kind === "name") call.scope.remove(d.expr.name);
    const list = call.optional("list");
    if (list) { for (const name of asCharacter(list).values) if (name) call.scope.remove(name); }
    call.hidden = true;
    return NULL;
  }),
  special("ls", "name?, envir, all.names?, sorted?", (call) => {
    const where = call.optional("envir");
    const scope = where?.type === "environment" ? where.scope : call.scope;
    return characters(scope.names().filter((n) => !n.startsWith(".")).sort());
  }),
  word("formals", "fun, envir?", (call) => {
    const fun = call.function("fun");
    if (fun.type !== "closure") return NULL;
    const list = listOf(fun.formals.map((f) => f.otherwise ? language(f.otherwise) : text("")));
    return withAttribute(list, "names", characters(fun.formals.map((f) => f.name)));
  }),
  word("body", "fun", (call) => {
    const fun = call.function("fun");
    return fun.type === "closure" ? language(fun.body) : NULL;
  }),
  word("args", "name", (call) => call.function("name")),
  word("is.function", "x", (call) => logical(isFunction(call.value("x")))),
  word("match.fun", "FUN, descend?", (call) => call.function("FUN")),
  word(
    "deparse",
    "expr, width.cutoff?, backtick?, control?, nlines?",
    (call) => deparsed(call.value("expr")),
  ),
  word("deparse1", "expr, collapse?, width.cutoff?", (call) => deparsed(call.value("expr"))),
  word("as.name", "x", (call) => language({ kind: "name", name: call.text("x"), ...call.span })),
  word("as.symbol", "x", (call) => language({ kind: "name", name: call.text("x"), ...call.span })),
  word("is.name", "x", (call) => {
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
  word("$", "x, name", (call) => {
    const name = call.text("name");
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

function composed(name: string, run: (call: Call) => Value): Builtin {
  return word(name, "...", run);
}

/** A value as the expression that gives it. */
export function toExpr(value: Value, at: Expr): Expr {
  const span = spanOf(at);
  if (value.type === "language") return value.expr;
  if (value.type === "character" && value.values.length === 1) {
    return { kind: "string", value: value.values[0] ?? "NA", ...span };
  }
  if (isVector(value) && value.type !== "list" && value.values.length === 1) {
    if (value.type === "logical") {
      const v = value.values[0]!;
      return {
        kind: "logical",
        value: v === NA_INTEGER ? null : v === 1,
        text: v === NA_INTEGER ? "NA" : v === 1 ? "TRUE" : "FALSE",
        ...span,
      };
    }
    const x = asDouble(value).values[0]!;
    return {
      kind: "number",
      value: x,
      integer: value.type === "integer",
      text: numberText(x) ?? "NA",
      ...span,
    };
  }
  return fail("not-in-language", `${describe(value)} cannot stand in an expression`, { span });
}

function deparsed(value: Value): Value {
  if (value.type === "language") return text(deparse(value.expr));
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
    attributes: new Map([["class", text("formula")]]),
    exclusive: false,
    held: false,
  };
  return made;
}
