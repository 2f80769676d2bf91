/**
 * magrittr's other pipes, and its names for operations.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { scopeOf } from "../base/functions/scopes.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { nameAt } from "../evaluation/expressions.ts";
import { Scope } from "../values/scope.ts";
import { share, type Value } from "../values/value.ts";

function right(call: Call): Expr {
  return call.quoted("rhs") ?? call.fail("missing-argument", "A pipe leads to a call");
}

/** The name under which `%T>%` hands on what stands on its left: one that nobody can write. */
const HANDED_ON = "the value handed on";

/** The value on the left, after the call on the right was made with it. */
function tee(call: Call): Value {
  const value = share(call.value("lhs"));
  const scope = new Scope(call.scope);
  scope.set(HANDED_ON, value);
  const rhs = right(call);
  const piped: CallExpr = {
    kind: "call",
    form: "infix",
    callee: nameAt("%>%", call.span),
    args: [nameAt(HANDED_ON, call.span), rhs].map((e) => ({
      name: null,
      nameSpan: null,
      value: e,
      start: e.start,
      end: e.end,
    })),
    start: call.span.start,
    end: call.span.end,
  };
  call.interpreter.evaluate(piped, scope);
  return value;
}

/** The right evaluated where the left's columns are names. */
function exposed(call: Call): Value {
  const data = call.value("lhs");
  const scope = scopeOf(data, call.scope);
  return scope
    ? call.interpreter.evaluate(right(call), scope)
    : call.wrong("lhs", "a data frame or a list", data);
}

export const MAGRITTR: readonly Builtin[] = [
  special("%T>%", "lhs, rhs", tee),
  special("%$%", "lhs, rhs", exposed),
  special("%<>%", "lhs, rhs", (call) =>
    call.fail(
      "not-in-language",
      "%<>% changes what stands on its left, far from where that is read",
      "Write x <- x %>% …",
    )),
  word(
    "extract2",
    "x, i",
    (call) => call.interpreter.call("[[", [call.value("x"), call.value("i")], call.span),
  ),
  word(
    "use_series",
    "x, name",
    (call) => call.interpreter.call("$", [call.value("x"), call.value("name")], call.span),
  ),
  word(
    "set_colnames",
    "x, value",
    (call) =>
      call.interpreter.call("colnames<-", [call.value("x"), call.value("value")], call.span),
  ),
  word(
    "set_rownames",
    "x, value",
    (call) =>
      call.interpreter.call("rownames<-", [call.value("x"), call.value("value")], call.span),
  ),
];
