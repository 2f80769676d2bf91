/**
 * Words that are put together of other words of R and evaluated as if they stood in their place.
 *
 * @module
 */
import { placedAt } from "../../language/evaluation/composed_word.ts";
import { Scope } from "../../language/values/scope.ts";
import type { Value as LanguageValue } from "../../language/values/value.ts";
import type { Expr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import type { Value } from "../values/value.ts";
import type { Call } from "./call.ts";

/**
 * The value of a text of R's in the place of a call.
 *
 * @param bound values that it knows by name besides what the call sees
 */
export function composed(
  call: Call,
  text: string,
  bound: Readonly<Record<string, LanguageValue>>,
): Value {
  const scope = new Scope(call.scope.inner);
  for (const [name, value] of Object.entries(bound)) scope.set(name, value);
  const expr: Expr = placedAt(parseExpression(text), call.span);
  return call.context.evaluate(expr, call.context.scopeAt(scope));
}
