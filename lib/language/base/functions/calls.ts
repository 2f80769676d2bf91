/**
 * Calls and names put together, and what is held by names: `call as.call expression mget remove`.
 *
 * @module
 */
import type { Argument, Expr } from "../../../syntax/expr.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { nextMethod, useMethod } from "../../evaluation/dispatch.ts";
import { type Machine, Signal } from "../../evaluation/machine.ts";
import { asCharacter } from "../../values/coerce.ts";
import type { Dot } from "../../values/scope.ts";
import {
  isFunction,
  listOf,
  logical,
  namedList,
  namesOf,
  NULL,
  text,
  type Value,
  withNames,
} from "../../values/value.ts";
import { callExpr, language, toExpr } from "../../values/quoted.ts";

/** A call of a function's name with values as its arguments. */
function made(
  call: Call,
  callee: Expr,
  values: readonly Value[],
  names: readonly (string | null)[],
): Value {
  const at = callee;
  const args = values.map((value, i): Argument => {
    const expr = toExpr(value, at);
    return { name: names[i] || null, nameSpan: null, value: expr, start: at.start, end: at.end };
  });
  return language({ ...callExpr(callee, args), ...call.span }, null, null);
}

function callWord(call: Call): Value {
  const callee: Expr = { kind: "name", name: call.text("name"), ...call.span };
  return made(call, callee, call.rest, call.dots.map((d) => d.name));
}

function asCall(call: Call): Value {
  const x = call.value("x");
  if (x.type === "language" && x.expr.kind === "call") return x;
  const [head, ...rest] = x.type === "list" ? x.values : [];
  if (!head) return call.wrong("x", "a list with a function's name first", x);
  const callee = head.type === "character"
    ? { kind: "name" as const, name: head.values[0] ?? "NA", ...call.span }
    : toExpr(head, { kind: "name", name: "", ...call.span });
  return made(call, callee, rest, (namesOf(x) ?? []).slice(1));
}

/** Expressions that are not evaluated, as R's vector of them. */
function expression(call: Call): Value {
  const parts = call.dots.map((d) =>
    d.expr ? language(d.expr, null, call.interpreter.source) : d.value ?? NULL
  );
  const list = listOf(parts, new Map([["class", text("expression")]]));
  return call.dots.some((d) => d.name) ? withNames(list, call.dots.map((d) => d.name ?? "")) : list;
}

export const CALLS_MADE: readonly Builtin[] = [
  word("call", "name, ...", callWord),
  word("as.call", "x", asCall),
  special("expression", "...", expression),
  word("is.expression", "x", (call) => {
    const x = call.value("x");
    return logical(
      x.type === "list" &&
        asCharacter(x.attributes?.get("class") ?? NULL).values[0] === "expression",
    );
  }),
  special("mget", "x, envir, mode?, ifnotfound, inherits?", (call) => {
    const given = call.value("x");
    const where = call.optional("envir");
    if (given.type === "environment") {
      const names = given.scope.names().sort();
      return namedList(names.map((n) => [n, call.interpreter.held(given.scope.own(n)!) ?? NULL]));
    }
    const scope = where?.type === "environment" ? where.scope : call.scope;
    return namedList(
      call.texts("x").map((name) => {
        const held = scope.find(name ?? "");
        const value = held === undefined ? null : call.interpreter.held(held);
        return [
          name ?? "",
          value ?? call.optional("ifnotfound") ??
            call.fail("unknown-name", `Nothing is called ${name}`),
        ];
      }),
    );
  }),
  special("UseMethod", "generic, object", (call) => {
    const { interpreter, scope, span } = call;
    const generic = call.text("generic");
    const value = useMethod(interpreter as Machine, generic, call.optional("object"), scope, span);
    // nothing of a function is done after it
    throw new Signal("return", value);
  }),
  special("NextMethod", "generic, object, ...", (call) => {
    const { interpreter, scope, span } = call;
    const more = call.dots.map((d): Dot => ({ ...d, binding: call.valueOf(d) }));
    return nextMethod(interpreter as Machine, more, scope, span);
  }),
  special("remove", "..., list, envir, inherits?", (call) => {
    const where = call.optional("envir");
    const scope = where?.type === "environment" ? where.scope : call.scope;
    for (const { expr } of call.dots) {
      if (expr?.kind === "name") scope.remove(expr.name);
      else if (expr?.kind === "string") scope.remove(expr.value);
    }
    if (call.has("list")) { for (const name of call.texts("list")) scope.remove(name ?? ""); }
    call.hidden = true;
    return NULL;
  }),
  word("environmentName", "env", (call) => {
    const env = call.value("env");
    return text(
      env.type === "environment" && env.scope === call.interpreter.page ? "R_GlobalEnv" : "",
    );
  }),
  word("is.primitive", "x", (call) => {
    const x = call.value("x");
    return logical(isFunction(x) && x.type === "builtin");
  }),
  word("is.recursive", "x", (call) => {
    const x = call.value("x");
    return logical(
      x.type === "list" || isFunction(x) || x.type === "environment" ||
        x.type === "language" && x.expr.kind === "call",
    );
  }),
  ...[
    "setClass",
    "setGeneric",
    "setMethod",
    "setRefClass",
    "new",
    "R6Class",
  ]
    .map((name) =>
      word(
        name,
        "...",
        (call) =>
          call.fail(
            "not-in-language",
            `${name}(): classes with slots or fields are not part of the block language`,
            'structure(list(a = 1), class = "trial") has a class; a function called print.trial is its method',
          ),
      )
    ),
];
