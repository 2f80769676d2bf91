/**
 * What verbs for several columns are told: which columns (`vars`, texts, numbers, a condition), and
 * which functions (a function, a formula, a list of them, `funs`).
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import { headsOf } from "../../frames/naming.ts";
import { groupNames } from "../../tidyselect/context.ts";
import type { Quoted } from "../../tidyselect/injecting.ts";
import { quosures } from "../../tidyselect/quoting.ts";
import { type Choice, selectColumns } from "../../tidyselect/selection.ts";
import { asLogical } from "../../values/coerce.ts";
import {
  characters,
  type Frame,
  type FunctionValue,
  inherits,
  isFunction,
  isVector,
  lengthOf,
  listOf,
  namesOf,
  text,
  type Value,
  withAttribute,
  withNames,
} from "../../values/value.ts";
import type { Prepared } from "../preparing.ts";
import { ungrouped } from "../tables.ts";

/** Columns and the names that they are to have. */
export interface Named {
  readonly columns: readonly string[];
  readonly names: readonly string[];
}

/** Columns that are no groups. */
export function ungroupedNames(frame: Frame): Named {
  const groups = new Set(groupNames(frame));
  const names = headsOf(frame).filter((h) => !groups.has(h));
  return { columns: names, names };
}

/** The columns that `.vars` says: expressions of `vars()`, texts or numbers. */
export function varsOf(call: Call, frame: Frame, name = ".vars"): Named {
  const value = call.value(name);
  const span = call.spanOf(name);
  const own = isVector(value) ? namesOf(value) : null;
  const args: Choice[] = value.type === "list"
    ? value.values.map((v, i) => ({
      name: own?.[i] || null,
      expr: v.type === "language" ? v.expr : null,
      value: v.type === "language" ? null : v,
      span,
    }))
    : [{ name: null, expr: null, value, span }];
  const { at, names } = selectColumns(call, args, ungrouped(frame));
  const heads = headsOf(frame);
  return { columns: Array.from(at, (k) => heads[k]!), names };
}

/** The columns for which a condition holds. */
export function columnsIf(call: Call, frame: Frame, name = ".predicate"): Named {
  const value = call.value(name);
  const { columns } = ungroupedNames(frame);
  const heads = headsOf(frame);
  const holds = (column: string, i: number): boolean => {
    if (value.type === "logical") return value.values[i] === 1;
    const truth = call.apply(call.function(name), [frame.values[heads.indexOf(column)]!]);
    if (truth.type === "logical" && lengthOf(truth) === 1) return asLogical(truth).values[0] === 1;
    return call.wrong(name, "a condition", truth);
  };
  const found = columns.filter(holds);
  return { columns: found, names: found };
}

/** A function and its name in a list. */
export interface Applied {
  readonly f: FunctionValue;
  readonly name: string;
  readonly named: boolean;
}

/** The functions that `.funs` says. */
export function funsOf(call: Call, name = ".funs"): Applied[] {
  const value = call.value(name);
  const one = (v: Value): FunctionValue => {
    if (isFunction(v)) return v;
    if (v.type === "character" && v.values.length === 1) {
      return call.interpreter.functionNamed(v.values[0] ?? "", call.scope, call.spanOf(name));
    }
    return call.interpreter.lambdaOf(v) ?? call.wrong(name, "functions", v, "~ .x / 2, or mean");
  };
  if (value.type === "character" && value.values.length > 1) {
    return value.values.map((v) => ({ f: one(text(v)), name: v ?? "NA", named: true }));
  }
  if (value.type !== "list") return [{ f: one(value), name: "", named: false }];
  const names = namesOf(value);
  return value.values.map((v, i) => ({
    f: one(v),
    name: names?.[i] || calledIn(v) || `fn${i + 1}`,
    named: Boolean(names?.[i]),
  }));
}

/** The name of what a formula of one side calls. */
function calledIn(value: Value): string | null {
  if (value.type !== "language" || value.expr.kind !== "call") return null;
  const body = value.expr.args[0]?.value;
  return body?.kind === "call" && body.form === "prefix" && body.callee.kind === "name"
    ? body.callee.name
    : null;
}

/** An expression `word(.quo1, …)` whose arguments are values. */
function callWith(
  call: Call,
  word: string,
  args: readonly (readonly [name: string | null, value: Value])[],
): Prepared {
  const extra = new Map<string, Quoted>();
  const at = call.span;
  const expr: CallExpr = {
    kind: "call",
    form: "prefix",
    callee: { kind: "name", name: word, ...at },
    args: args.map(([name, value], i) => {
      const own = `.quo${i + 1}`;
      extra.set(own, { value, expr: null, scope: call.scope });
      const inner: Expr = { kind: "name", name: own, ...at };
      return { name, nameSpan: null, value: inner, ...at };
    }),
    ...at,
  };
  return { name: null, expr, value: null, scope: call.scope, source: null, extra, span: at };
}

/** Names of what functions make of columns: those of the columns where there is one without a name. */
function namesFor(columns: readonly string[], fns: readonly Applied[], f: Applied): string[] {
  if (fns.length === 1 && !f.named) return [...columns];
  if (columns.length === 1) return [f.name];
  return columns.map((c) => `${c}_${f.name}`);
}

/** Functions of columns as expressions: for each function all columns. */
export function applications(call: Call, { columns, names }: Named): Prepared[] {
  const fns = funsOf(call);
  const rest = call.dots.map((d): readonly [string | null, Value] => [d.name, call.valueOf(d)]);
  return fns.flatMap((f) => {
    const made = namesFor(names, fns, f);
    return columns.map((column, i) => {
      const cols = withNames(characters([column]), [made[i]!]);
      return callWith(call, "across", [[null, cols], [null, f.f], ...rest]);
    });
  });
}

/** `all_vars(. > 1)`: a condition of each column. */
function condition(kind: string): Builtin {
  return special(kind, "expr", (call) => {
    const expr = call.quoted("expr");
    if (!expr) {
      return call.fail("missing-argument", `${kind}() needs a condition`, `${kind}(. > 0)`);
    }
    const at = call.span;
    const formula: CallExpr = {
      kind: "call",
      form: "unary",
      callee: { kind: "name", name: "~", ...at },
      args: [{ name: null, nameSpan: null, value: expr, ...at }],
      ...at,
    };
    const made = call.interpreter.evaluate(formula, call.scope);
    return withAttribute(made, "class", characters([kind, "formula"]));
  });
}

/** Rows for which a condition holds in all, or in any, of some columns. */
export function quantified(call: Call, { columns }: Named): Prepared {
  const value = call.value(".vars_predicate");
  const any = inherits(value, "any_vars");
  if (!any && !inherits(value, "all_vars") && value.type !== "language") {
    return fail("wrong-argument", "Rows are chosen by all_vars() or any_vars()", {
      span: call.spanOf(".vars_predicate"),
      hint: "For example all_vars(. > 0)",
    });
  }
  return callWith(call, any ? "if_any" : "if_all", [[null, characters([...columns])], [
    null,
    value,
  ]]);
}

export const SCOPED_PARTS: readonly Builtin[] = [
  special("vars", "...", quosures),
  condition("all_vars"),
  condition("any_vars"),
  special("funs", "...", (call) => {
    const made = call.dots.map((d): Value => {
      const { expr } = d;
      if (expr?.kind !== "call") return call.valueOf(d);
      const at = call.span;
      return call.interpreter.evaluate({
        kind: "call",
        form: "unary",
        callee: { kind: "name", name: "~", ...at },
        args: [{ name: null, nameSpan: null, value: expr, ...at }],
        ...at,
      }, d.promise?.scope ?? call.scope);
    });
    const names = call.dots.map((d) => d.name ?? nameOf(d.expr));
    const list = listOf(made);
    // A single function without a name of its own gives columns the names that they have.
    return made.length === 1 && call.dots[0]!.name === null ? list : withNames(list, names);
  }),
];

function nameOf(expr: Expr | null): string {
  if (expr?.kind === "name") return expr.name;
  return expr?.kind === "call" && expr.callee.kind === "name" ? expr.callee.name : "";
}
