/**
 * Arguments of verbs as expressions to be evaluated for each group: what stands for others (`{{ x }}`,
 * `!!x`, `!!!xs`) put in its place, `:=` taken apart, and names for what has none.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import { nearest } from "../../syntax/nearest.ts";
import type { Argument as Written, Expr } from "../../syntax/expr.ts";
import type { Argument, Call } from "../evaluation/builtin.ts";
import {
  banged,
  embraced,
  injected,
  type Quoted,
  regrouped,
  resolved,
  spliced,
  splicedParts,
} from "../tidyselect/injecting.ts";
import { asCharacter } from "../values/coerce.ts";
import type { Scope } from "../values/scope.ts";
import { isVector, NULL, type Source, type Value } from "../values/value.ts";

/** An argument that is evaluated for each group. */
export interface Prepared {
  /** The name that it was given. */
  readonly name: string | null;
  readonly expr: Expr;
  /** A value that stands for the expression. */
  readonly value: Value | null;
  readonly scope: Scope;
  /** The text in which the expression stands, if it is another than that of the call. */
  readonly source: Source | null;
  /** What names that were put in stand for. */
  readonly extra: ReadonlyMap<string, Quoted> | null;
  /** The column that `.data$x` or `.data[["x"]]` names. */
  readonly column?: string;
  readonly span: Span;
}

/** The name of an argument without one: as it was written. */
export function labelOf(prepared: Prepared): string {
  const { expr } = prepared;
  if (prepared.column !== undefined) return prepared.column;
  if (expr.kind === "name") return expr.name;
  if (expr.kind === "string") return `"${expr.value}"`;
  const text = deparse(expr);
  return text.replace(/\s*\n\s*/g, " ");
}

/** Puts what stands for others in its place. */
class Injector {
  readonly extra = new Map<string, Quoted>();

  constructor(readonly call: Call, readonly scope: Scope) {}

  walk(given: Expr): Expr {
    if (given.kind !== "call") return given;
    const expr = regrouped(given);
    if (embraced(expr) !== null || banged(expr) !== null) return this.#inject(expr);
    if (expr.kind !== "call") return expr;
    if (!stands(expr)) return expr;
    const args = expr.args.flatMap((a): Written[] => {
      if (!a.value) return [a];
      const more = splicedParts(a.value, this.scope, this.call.interpreter);
      if (more === null) return [{ ...a, value: this.walk(a.value) }];
      return more.map(({ name, quoted }) => ({ ...a, name, value: this.#put(quoted, a.value!) }));
    });
    return { ...expr, callee: this.walk(expr.callee), args };
  }

  #inject(expr: Expr): Expr {
    return this.#put(resolved({ expr, scope: this.scope }, this.call.interpreter), expr);
  }

  /** An expression as it is, unless its names mean something else where it was written. */
  #put(quoted: Quoted, at: Expr): Expr {
    const { expr, scope } = quoted;
    if (quoted.value === undefined && expr) {
      const same = scope === this.scope || namesIn(expr).every((n) => {
        const own = this.scope.find(n);
        return own === undefined || own === scope.find(n);
      });
      const elsewhere = quoted.source && quoted.source !== this.call.interpreter.source;
      if (same) return elsewhere ? standingAt(expr, at) : expr;
    }
    const name = `.quo${this.extra.size + 1}`;
    this.extra.set(name, quoted);
    return { kind: "name", name, ...spanOf(at) };
  }
}

/** An expression of another text as one that stands in this one. */
function standingAt(expr: Expr, at: Span): Expr {
  const span = spanOf(at);
  if (expr.kind !== "call") return { ...expr, ...span };
  const args = expr.args.map((a) => ({
    ...a,
    ...span,
    nameSpan: a.nameSpan && span,
    value: a.value && standingAt(a.value, at),
  }));
  return { ...expr, ...span, callee: standingAt(expr.callee, at), args };
}

function namesIn(expr: Expr): string[] {
  if (expr.kind === "name") return [expr.name];
  if (expr.kind !== "call") return [];
  return expr.args.flatMap((a) => a.value ? namesIn(a.value) : []);
}

/** Whether an expression has parts that stand for others. */
function stands(expr: Expr): boolean {
  if (expr.kind !== "call") return false;
  if (embraced(expr) !== null || banged(expr) !== null || spliced(expr) !== null) return true;
  return stands(expr.callee) || expr.args.some((a) => a.value !== null && stands(a.value));
}

/** The name in `.data$x` or `.data[["x"]]`. */
function pronounColumn(call: Call, expr: Expr, scope: Scope): string | null {
  if (expr.kind !== "call" || (expr.form !== "dollar" && expr.form !== "index2")) return null;
  const [object, member] = expr.args.map((a) => a.value);
  if (object?.kind !== "name" || object.name !== ".data" || !member) return null;
  if (expr.form === "dollar") return member.kind === "name" ? member.name : null;
  const value = call.interpreter.evaluate(member, scope);
  return value.type === "character" && value.values.length === 1 ? value.values[0]! : null;
}

/** One expression as it is evaluated. */
export function prepare(
  call: Call,
  expr: Expr,
  scope: Scope,
  name: string | null = null,
  source: Source | null = null,
): Prepared {
  if (!stands(expr)) {
    const column = pronounColumn(call, expr, scope);
    const told = column === null ? {} : { column };
    return { name, expr, value: null, scope, source, extra: null, span: expr, ...told };
  }
  const whole = resolved({ expr, scope }, call.interpreter);
  if (whole.value !== undefined) return ofValue(whole.value, expr, scope, name);
  const inner = new Injector(call, whole.scope);
  const walked = inner.walk(whole.expr);
  const extra = inner.extra.size > 0 ? inner.extra : null;
  const text = whole.source ?? source;
  return { name, expr: walked, value: null, scope: whole.scope, source: text, extra, span: expr };
}

function ofValue(value: Value, expr: Expr, scope: Scope, name: string | null): Prepared {
  const shown: Expr = isVector(value) && value.values.length === 1 && value.type !== "list"
    ? { kind: "name", name: asCharacter(value).values[0] ?? "NA", ...spanOf(expr) }
    : expr;
  return { name, expr: shown, value, scope, source: null, extra: null, span: spanOf(expr) };
}

/** The name on the left of `:=`. */
function nameFrom(call: Call, expr: Expr, scope: Scope): string {
  if (expr.kind === "name") return expr.name;
  if (expr.kind === "string") return glued(call, expr.value, scope, spanOf(expr));
  const quoted = resolved({ expr, scope }, call.interpreter);
  if (quoted.value !== undefined && isVector(quoted.value) && quoted.value.values.length === 1) {
    return asCharacter(quoted.value).values[0] ?? "NA";
  }
  if (quoted.value === undefined && quoted.expr.kind === "name") return quoted.expr.name;
  if (quoted.value === undefined && quoted.expr.kind === "string") return quoted.expr.value;
  const value = call.interpreter.evaluate(expr, scope);
  return value.type === "character" && value.values.length === 1
    ? value.values[0] ?? "NA"
    : fail("wrong-argument", "A name stands on the left of :=", {
      span: spanOf(expr),
      hint: 'For example mutate(data, "{name}_log" := log(x))',
    });
}

/** `"{name}_log"` and `"{{ x }}_log"` with what the names hold. */
function glued(call: Call, text: string, scope: Scope, span: Span): string {
  const at = { ...span };
  return text.replace(/\{\{\s*([\p{L}.][\p{L}\p{N}._]*)\s*\}\}/gu, (_, name: string) => {
    const inner: Expr = { kind: "name", name, ...at };
    const braces = (value: Expr): Expr => ({
      kind: "call",
      form: "brace",
      callee: { kind: "name", name: "{", ...at },
      args: [{ name: null, nameSpan: null, value, ...at }],
      ...at,
    });
    const quoted = resolved({ expr: braces(braces(inner)), scope }, call.interpreter);
    return quoted.value === undefined
      ? deparse(quoted.expr)
      : asCharacter(quoted.value).values[0] ?? "NA";
  }).replace(/\{\s*([\p{L}.][\p{L}\p{N}._]*)\s*\}/gu, (_, name: string) => {
    const value = call.interpreter.evaluate({ kind: "name", name, ...at }, scope);
    return value.type === "language" ? deparse(value.expr) : asCharacter(value).values[0] ?? "NA";
  });
}

/** An argument's name that is nearly one of the verb's own would become a column, as in R. */
function refuseNear(call: Call, dots: readonly Argument[]): void {
  const own = call.word.parameters.map((p) => p.name).filter((n) => /^\.[a-z]/.test(n));
  for (const d of dots) {
    if (d.name === null || !d.name.startsWith(".")) continue;
    const near = nearest(d.name, own);
    if (near === null) continue;
    fail("unknown-argument", `${call.word.name}() has no argument ${d.name}`, {
      span: d.span,
      hint: `Did you mean "${near}"?`,
    });
  }
}

/** The arguments of a verb, one after another. */
export function prepared(call: Call, dots: readonly Argument[] = call.dots): Prepared[] {
  refuseNear(call, dots);
  return dots.flatMap((d): Prepared[] => {
    const scope = d.promise?.scope ?? call.scope;
    const source = d.promise?.source ?? null;
    if (d.value !== null) {
      const quoted = injected(d.value, scope);
      return quoted.value === undefined
        ? [{
          ...prepare(call, quoted.expr, quoted.scope, d.name, quoted.source ?? null),
          span: d.span,
        }]
        : [ofValue(quoted.value, d.expr ?? { kind: "null", ...d.span }, scope, d.name)];
    }
    if (d.expr === null) return [];
    const more = splicedParts(d.expr, scope, call.interpreter);
    if (more) {
      return more.map(({ name, quoted }) =>
        quoted.value === undefined
          ? prepare(call, quoted.expr, quoted.scope, name, quoted.source ?? null)
          : ofValue(quoted.value, d.expr!, scope, name)
      );
    }
    const { expr } = d;
    const walrus = expr.kind === "call" && expr.form === "infix" && expr.callee.kind === "name" &&
      expr.callee.name === ":=";
    if (!walrus) return [prepare(call, expr, scope, d.name, source)];
    const name = nameFrom(call, expr.args[0]!.value!, scope);
    return [prepare(call, expr.args[1]!.value!, scope, name, source)];
  });
}

/** An argument of a verb that is evaluated with the columns; null without it. */
export function preparedArgument(call: Call, name: string): Prepared | null {
  if (!call.has(name)) return null;
  const expr = call.quoted(name);
  if (expr) return prepare(call, expr, call.scope);
  const value = call.optional(name) ?? NULL;
  return ofValue(value, { kind: "null", ...call.span }, call.scope, null);
}
