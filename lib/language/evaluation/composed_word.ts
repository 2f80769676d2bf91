/**
 * Words that are put together of other words: their bodies are functions of R, which see none of the
 * names of a page.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { type Dot, type Frame, Promised, Scope } from "../values/scope.ts";
import { language } from "../values/quoted.ts";
import { type Closure, NULL } from "../values/value.ts";
import { type Argument, type Builtin, special, word } from "./builtin.ts";

/** An expression all of which stands in one place, where its faults then are. */
export function placedAt<T>(node: T, { start, end }: Span): T {
  if (Array.isArray(node)) return node.map((n) => placedAt(n, { start, end })) as T;
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "start" ? start : key === "end" ? end : placedAt(value, { start, end }),
    ]),
  ) as T;
}

/** What such a function says of a fault: its code, a sentence and a way out. */
const REFUSE = word(
  ".refuse",
  "code, message, hint",
  (call) =>
    fail(call.text("code"), call.text("message"), { span: call.span, hint: call.text("hint") }),
);

/**
 * Declares a word whose value is that of a function of R.
 *
 * @param text the function
 * @param common functions that it calls besides words, by name
 * @param methods generic functions for which its package has words for what this one makes, `coef.lmList`
 */
export function composedWord(
  name: string,
  parameters: string,
  text: string,
  common: Readonly<Record<string, string>> = {},
  methods: readonly string[] = [],
): Builtin {
  const declared = special(name, parameters, (call) => {
    const { span, interpreter } = call;
    for (const generic of methods) interpreter.page.methods.add(generic);
    // of the page nothing is seen but the words
    const inner = new Scope(null);
    const body = (own: string): Expr => placedAt(parseExpression(own), span);
    for (const [helper, own] of Object.entries(common)) {
      inner.set(helper, interpreter.evaluate(body(own), inner));
    }
    // the call as it is written, where it is
    inner.set(".call", call.expr ? language(call.expr) : NULL);
    inner.set(".refuse", REFUSE);
    const called = interpreter.evaluate(body(text), inner);
    if (called.type !== "closure") {
      return fail("not-in-language", `${name}() is no function`, { span });
    }
    const dot = (own: string | null, a: Argument): Dot => ({
      name: own,
      binding: a.value ?? a.promise ??
        (a.expr === null ? "missing" : new Promised(a.expr, call.scope, interpreter.source)),
      expr: a.expr,
    });
    const dots = [
      // what changes nothing, or can only be what it is anyway, the function need not know
      ...call.given.flatMap((a, k) => {
        const { name: own, passedOver, only } = call.word.parameters[k]!;
        return a && (a.expr || a.value) && !passedOver && only === null ? [dot(own, a)] : [];
      }),
      ...call.dots.map((a) => dot(a.name, a)),
    ];
    const place = { ...span };
    const nameExpr = (own: string): Expr => ({ kind: "name", name: own, ...place });
    const expr = placedAt(parseExpression(".composed(...)"), place) as CallExpr;
    const frame: Frame = {
      args: dots,
      dispatch: null,
      expr: { ...expr, callee: nameExpr(name) },
      // it hands on all that it is given
      called: { ...called as Closure, formals: [{ name: "...", otherwise: null }] },
      caller: call.scope,
      dots,
      missing: new Set(),
      exits: [],
    };
    const scope = new Scope(call.scope, frame);
    scope.set(".composed", called);
    return interpreter.evaluate(expr, scope);
  });
  return methods.length > 0 ? { ...declared, makes: methods } : declared;
}

/** The same of a method for values of a package's class, `coef.lmList`. */
export function composedMethod(
  name: string,
  parameters: string,
  text: string,
  common: Readonly<Record<string, string>> = {},
): Builtin {
  return { ...composedWord(name, parameters, text, common), method: true };
}
