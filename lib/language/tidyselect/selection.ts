/**
 * Columns as an author names them: `a, b:d, -e, starts_with("x") & where(is.numeric), new = old`.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { nearest } from "../../syntax/nearest.ts";
import type { Call } from "../evaluation/builtin.ts";
import { asDouble, asLogical, describe } from "../values/coerce.ts";
import { headsOf } from "../frames/naming.ts";
import { Promised, type Scope } from "../values/scope.ts";
import {
  isFunction,
  isVector,
  lengthOf,
  type ListVector,
  namesOf,
  type Value,
} from "../values/value.ts";
import { choosing } from "./context.ts";
import { type Quoted, resolved, splicedParts } from "./injecting.ts";

/** Columns that were chosen: their places from 0, and the names that they are to have. */
export interface Selection {
  readonly at: Int32Array;
  readonly names: string[];
}

/** An argument that names columns. */
export interface Choice {
  readonly name: string | null;
  readonly expr: Expr | null;
  readonly value?: Value | null;
  readonly span: Span;
  /** What was handed on by the function that calls. */
  readonly promise?: Promised;
}

/** Places with the names that they were given; null is a column's own name. */
type Chosen = readonly (readonly [at: number, name: string | null])[];

/** Says that there is no such column, with the nearest that there is. */
export function unknownColumn(name: string, names: readonly string[], span?: Span): never {
  const near = nearest(name, [...names]);
  return fail("unknown-column", `The data have no column "${name}"`, {
    ...(span ? { span } : {}),
    hint: near ? `Did you mean "${near}"?` : `They have ${names.slice(0, 8).join(", ")}`,
  });
}

/**
 * The columns of `frame` that arguments choose, together as `c(…)` does. `scope` is where names that
 * are no columns are looked up.
 */
export function selectColumns(
  call: Call,
  args: readonly Choice[],
  frame: ListVector,
  scope: Scope = call.scope,
): Selection {
  const chooser = new Chooser(call, frame);
  const chosen = choosing(
    call.interpreter,
    frame,
    () =>
      chooser.together(
        args.filter(isGiven).map((a) => ({
          name: a.name,
          span: a.span,
          quoted: a.value ? { value: a.value, expr: a.expr, scope } : {
            expr: a.expr ?? empty(a.span),
            scope: a.promise?.scope ?? scope,
            source: a.promise?.source ?? null,
          },
        })),
      ),
  );
  return {
    at: Int32Array.from(chosen, ([at]) => at),
    names: chosen.map(([at, name]) => name ?? chooser.names[at]!),
  };
}

function empty(span: Span): never {
  return fail("missing-argument", "An argument is empty here", { span });
}

/** An empty place behind the last comma is none. */
function isGiven(a: Choice): boolean {
  return a.expr !== null || Boolean(a.value);
}

interface Part {
  readonly name: string | null;
  readonly quoted: Quoted;
  readonly span: Span;
}

/** What `...` of the function took in which `c(...)` stands. */
function handedOn(at: NameExpr, scope: Scope): Part[] {
  return (scope.frame()?.dots ?? []).flatMap(({ name, binding }): Part[] => {
    if (binding === "missing") return [];
    const quoted = binding instanceof Promised
      ? { expr: binding.expr, scope: binding.scope }
      : { value: binding, expr: null, scope };
    return [{ name, quoted, span: spanOf(at) }];
  });
}

/** Turns expressions into places of columns. */
class Chooser {
  readonly names: readonly string[];
  readonly #at: ReadonlyMap<string, number>;

  constructor(readonly call: Call, readonly frame: ListVector) {
    this.names = headsOf(frame);
    this.#at = new Map(this.names.map((n, i) => [n, i] as const).reverse());
  }

  /** Arguments one after another: each adds columns, or takes some away. */
  together(given: readonly Part[]): Chosen {
    let out: Chosen = [];
    const parts = given.flatMap((part): Part[] => {
      const { quoted } = part;
      const more = quoted.value === undefined
        ? splicedParts(quoted.expr, quoted.scope, this.call.interpreter)
        : null;
      return more?.map((m) => ({ ...m, span: part.span })) ?? [part];
    });
    parts.forEach((part, i) => {
      const { span } = part;
      const quoted = resolved(part.quoted, this.call.interpreter);
      const without = quoted.value === undefined ? removed(quoted.expr) : null;
      if (without && quoted.value === undefined) {
        if (i === 0) out = this.#all();
        const gone = this.#chosen({ ...quoted, expr: without }, span);
        out = difference(out, gone);
        return;
      }
      const more = this.#chosen(quoted, span);
      out = union(out, part.name === null ? more : renamed(more, part.name));
    });
    return out;
  }

  #all(): Chosen {
    return this.names.map((_, i) => [i, null]);
  }

  #chosen(given: Quoted, at: Span): Chosen {
    const quoted = resolved(given, this.call.interpreter);
    if (quoted.value !== undefined) return this.#ofValue(quoted.value, at);
    const { expr, scope, source = null } = quoted;
    if (source !== null && source !== this.call.interpreter.source) {
      return this.call.interpreter.within(source, () => this.#chosen({ expr, scope }, at));
    }
    const span = expr.end > expr.start ? spanOf(expr) : at;
    switch (expr.kind) {
      case "name":
        return this.#named(expr.name, scope, span);
      case "string":
      case "number":
      case "null":
        return this.#ofValue(this.call.interpreter.evaluate(expr, scope), span);
      case "logical":
        return this.#refuse("truth values", span);
      case "call":
        return this.#call(expr, scope, span);
    }
  }

  #named(name: string, scope: Scope, span: Span): Chosen {
    const k = this.#at.get(name);
    if (k !== undefined) return [[k, null]];
    const binding = scope.find(name);
    const value = binding === undefined
      ? this.call.interpreter.functionOrNull(name, scope)
      : this.call.interpreter.held(binding);
    if (value === null || isFunction(value) && !/[._]/.test(name)) {
      return unknownColumn(name, this.names, span);
    }
    return this.#ofValue(value, span);
  }

  #call(expr: CallExpr, scope: Scope, span: Span): Chosen {
    const name = expr.callee.kind === "name" ? expr.callee.name : "";
    const inner = (i: number): Chosen => this.#chosen({ expr: expr.args[i]!.value!, scope }, span);
    if (expr.form === "paren") return inner(0);
    if (expr.form === "unary" && (name === "-" || name === "!")) {
      return difference(this.#all(), inner(0));
    }
    if (expr.form === "infix") {
      if (name === ":") return this.#range(expr, scope);
      if (name === "&") return intersection(inner(0), inner(1));
      if (name === "|") return union(inner(0), inner(1));
    }
    if (expr.form === "prefix" && name === "c") {
      return this.together(expr.args.flatMap((a): Part[] => {
        if (a.value?.kind === "name" && a.value.name === "...") return handedOn(a.value, scope);
        return [{
          name: a.name,
          quoted: { expr: a.value ?? empty(spanOf(a)), scope },
          span: spanOf(a),
        }];
      }));
    }
    const member = this.#ofPronoun(expr, scope);
    if (member) return this.#ofValue(member, span);
    return this.#ofValue(this.call.interpreter.evaluate(expr, scope), span);
  }

  /** The name in `.data$x` or `.data[["x"]]`. */
  #ofPronoun(expr: CallExpr, scope: Scope): Value | null {
    const [object, member] = expr.args.map((a) => a.value);
    if (object?.kind !== "name" || object.name !== ".data" || !member) return null;
    if (expr.form === "index2") return this.call.interpreter.evaluate(member, scope);
    if (expr.form !== "dollar" || member.kind !== "name") return null;
    return this.call.interpreter.evaluate({
      kind: "string",
      value: member.name,
      ...spanOf(member),
    }, scope);
  }

  #range(expr: CallExpr, scope: Scope): Chosen {
    const negative = expr.args.map((a) => removed(a.value!));
    if (negative[0] && negative[1]) {
      const args = expr.args.map((a, i) => ({ ...a, value: negative[i]! }));
      return difference(this.#all(), this.#range({ ...expr, args }, scope));
    }
    const [from, to] = expr.args.map((a) => {
      const one = this.#chosen({ expr: a.value!, scope }, spanOf(a));
      if (one.length === 1) return one[0]![0];
      return fail("wrong-argument", `A range of columns begins and ends with one column`, {
        span: spanOf(a),
        hint: "For example select(data, first:last)",
      });
    }) as [number, number];
    const step = from <= to ? 1 : -1;
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => [from + i * step, null]);
  }

  #ofValue(value: Value, span: Span): Chosen {
    if (value.type === "NULL") return [];
    if (isFunction(value) || value.type === "language") return this.#where(value, span);
    if (!isVector(value) || value.type === "list" || value.type === "logical") {
      return this.#refuse(describe(value), span);
    }
    const own = namesOf(value);
    if (value.type === "character") {
      return value.values.map((text, i) => {
        const k = text === null ? undefined : this.#at.get(text);
        if (k === undefined) return unknownColumn(text ?? "NA", this.names, span);
        return [k, own?.[i] || null];
      });
    }
    const numbers = Array.from(asDouble(value).values);
    if (numbers.length > 0 && numbers.every((v) => v < 0)) {
      const gone = numbers.map((v): Chosen[number] => [this.#place(-v, span), null]);
      return difference(this.#all(), gone);
    }
    return numbers.map((v, i) => [this.#place(v, span), own?.[i] || null]);
  }

  #place(number: number, span: Span): number {
    if (Number.isInteger(number) && number >= 1 && number <= this.names.length) return number - 1;
    return fail(
      "unknown-column",
      `There is no column ${number}: there are ${this.names.length}`,
      { span, hint: `They are ${this.names.slice(0, 8).join(", ")}` },
    );
  }

  /** Columns for which a function says `TRUE`. */
  #where(value: Value, span: Span): Chosen {
    const called = isFunction(value) ? value : this.call.interpreter.lambdaOf(value);
    if (!called) return this.#refuse(describe(value), span);
    return columnsWhere(this.call, called, this.frame, span).map((k) => [k, null]);
  }

  #refuse(what: string, span: Span): never {
    return fail("wrong-argument", `Columns are chosen by name, number or condition, not ${what}`, {
      span,
      hint: 'For example select(data, a, b:d, -e, starts_with("x"), where(is.numeric))',
    });
  }
}

/** Places of the columns for which a function says `TRUE`. */
export function columnsWhere(
  call: Call,
  called: Parameters<Call["apply"]>[0],
  frame: ListVector,
  span: Span,
): number[] {
  return frame.values.flatMap((column, k) => {
    const truth = call.apply(called, [column]);
    if (truth.type !== "logical" || lengthOf(truth) !== 1 || asLogical(truth).values[0]! < 0) {
      return fail("wrong-argument", "where() takes a function that says TRUE or FALSE", {
        span,
        hint: "For example where(is.numeric)",
      });
    }
    return truth.values[0] === 1 ? [k] : [];
  });
}

/** What is behind a minus: columns to leave out. */
function removed(expr: Expr): Expr | null {
  if (expr.kind !== "call" || expr.form !== "unary") return null;
  return expr.callee.kind === "name" && expr.callee.name === "-" ? expr.args[0]!.value : null;
}

function renamed(chosen: Chosen, name: string): Chosen {
  if (chosen.length === 1) return [[chosen[0]![0], name]];
  const inner = chosen.some(([, own]) => own !== null);
  return chosen.map(([at, own], i) => [at, inner ? `${name}...${own ?? ""}` : `${name}${i + 1}`]);
}

/** A column that one of two choices renames is renamed in the other. */
function informed(a: Chosen, b: Chosen): Chosen {
  const given = new Map<number, string>();
  for (const [at, name] of b) if (name !== null && !given.has(at)) given.set(at, name);
  if (given.size === 0) return a;
  return a.map(([at, name]) => [at, name ?? given.get(at) ?? null]);
}

function union(a: Chosen, b: Chosen): Chosen {
  const seen = new Set<string>();
  return [...informed(a, b), ...informed(b, a)].filter(([at, name]) => {
    const key = `${at}\0${name ?? ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function intersection(a: Chosen, b: Chosen): Chosen {
  const other = new Set(b.map(([at]) => at));
  return union(informed(a, b).filter(([at]) => other.has(at)), []);
}

function difference(a: Chosen, b: Chosen): Chosen {
  const gone = new Set(b.map(([at]) => at));
  return a.filter(([at]) => !gone.has(at));
}
