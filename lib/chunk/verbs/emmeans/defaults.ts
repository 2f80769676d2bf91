/**
 * What calls of emmeans take where they are given nothing: arguments in `options =`, and what
 * `emm_options()` has set.
 *
 * @module
 */
import { Call } from "../../evaluation/call.ts";
import { matchArguments, type Supplied } from "../../evaluation/signature.ts";
import type { Value } from "../../values/value.ts";

/** Whose defaults `emm_options()` sets. */
export type DefaultsOf = "ref_grid" | "emmeans" | "contrast";

/** Names and values of a list as arguments of a call. */
function suppliedBy(call: Call, value: Value | null | undefined, span = call.span): Supplied[] {
  if (value?.kind !== "list") return [];
  return value.items.map(({ name, value: own }) => ({
    name,
    nameSpan: null,
    span,
    expr: null,
    value: own,
  }));
}

/** The df method of an `lmer` that `emm_options(lmer.df = …)` has set. */
function lmerDf(call: Call): Supplied[] {
  const value = call.scope.settings.means.get("lmer.df");
  if (!value || !call.verb.parameters.some((p) => p.name === "lmer.df")) return [];
  if (call.has("mode")) return [];
  const object = call.optional("object");
  if (object?.kind !== "fit" || !object.fit.ddf.stated) return [];
  return [{ name: "lmer.df", nameSpan: null, span: call.span, expr: null, value }];
}

/** The call with its defaults as arguments. */
export function defaulted(call: Call, of: DefaultsOf): Call {
  const own = call.has("options")
    ? suppliedBy(call, call.optional("options"), call.spanOf("options"))
    : [];
  const set = suppliedBy(call, call.scope.settings.means.get(of));
  const { args } = call.written;
  const more: Supplied[] = [];
  for (const arg of [...own, ...set, ...lmerDf(call)]) {
    const known = (other: Supplied): boolean => other.name === arg.name;
    if (!args.some(known) && !more.some(known)) more.push(arg);
  }
  if (more.length === 0) return call;
  for (const { name } of call.verb.parameters) call.has(name);
  const { verb, expr, span, context, scope } = call;
  return new Call(verb, expr, span, matchArguments(verb, [...args, ...more]), context, scope);
}
