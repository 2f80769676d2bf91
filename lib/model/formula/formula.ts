/**
 * A model formula taken apart: response, fixed effects, random terms.
 *
 * The fixed part stays an expression; `terms.ts` expands it. Random terms are expanded here, because
 * a bar's right side has an algebra of its own: `(1|a/b/c)` is three terms.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { parseExpression } from "../../syntax/parse.ts";

/** The classification on the right of a bar. */
export interface Grouping {
  /** lme4's name: `Room`, `soil type`, `a:b`, `c:(b:a)`. */
  name: string;
  /** The factors whose combinations are the levels, in the order their labels are joined by `:`. */
  factors: Expr[];
}

/** One random term, e.g. `(Days | Subject)`; nesting is already expanded. */
export interface RandomTerm extends Span {
  /** What varies: a right-hand side such as `1`, `Days`, `0 + x`. */
  left: Expr;
  /** What stands on the right of the bar. */
  group: Grouping;
  /** False for `||`: each column of the left side has a variance and no correlations. */
  correlated: boolean;
  /** The structure of the covariance matrix of its effects, where one is named: `ar1`. */
  structure?: string;
}

/** Structures of random effects that a formula can name, as glmmTMB and lme4: `ar1(0 + day | plot)`. */
export const EFFECT_STRUCTURES: readonly string[] = [
  ...["us", "diag", "ar1", "cs", "toep"],
  ...["ou", "exp", "gau", "mat"],
];

/** A formula in parts. */
export interface Formula {
  /** As R deparses it. */
  text: string;
  /** The whole, with positions in the text it came from. */
  expr: Expr;
  /** Null for a one-sided formula. */
  response: Expr | null;
  /** The response as R deparses it; empty for a one-sided formula. */
  responseLabel: string;
  /** The right-hand side without its random terms; `1` if nothing else is there. */
  fixed: Expr;
  /** In the order written; the terms of a nested group from the innermost out, as lme4 has them. */
  random: RandomTerm[];
}

/** The call's operator or function name, or null if the callee is no name. */
export function calleeName(expr: Expr): string | null {
  return expr.kind === "call" && expr.callee.kind === "name" ? expr.callee.name : null;
}

/** Values of a call's arguments; an empty argument is a fault. */
export function operands(call: CallExpr): Expr[] {
  return call.args.map((a) =>
    a.value ?? fail("empty-argument", `An argument of ${calleeName(call) ?? "the call"} is empty`, {
      hint: "Remove the comma, or write the argument",
      span: spanOf(call),
    })
  );
}

/** An expression without the parentheses around it. */
export function withoutParentheses(expr: Expr): Expr {
  let e = expr;
  while (e.kind === "call" && e.form === "paren") e = operands(e)[0]!;
  return e;
}

/**
 * Takes a formula apart.
 *
 * @param source the text of a formula, or the expression that it parsed to
 * @throws DiagnosticError with the place in the text: `not-a-formula`, `random-term-parentheses`,
 * `random-term-place`, `random-term-group`, and what the parser finds
 */
export function parseFormula(source: string | Expr): Formula {
  const expr = withoutParentheses(typeof source === "string" ? parseExpression(source) : source);
  if (expr.kind !== "call" || calleeName(expr) !== "~") {
    fail("not-a-formula", `${deparse(expr)} is not a formula`, {
      span: spanOf(expr),
      hint: "Write response ~ terms, for example y ~ A * B",
    });
  }
  const sides = operands(expr);
  const response = sides.length === 2 ? sides[0]! : null;
  const right = sides[sides.length - 1]!;
  const random: RandomTerm[] = [];
  const fixed = withoutRandomTerms(right, random);
  return {
    text: deparse(expr),
    expr,
    response,
    responseLabel: response ? deparse(response) : "",
    fixed: fixed ?? { kind: "number", value: 1, integer: false, text: "1", ...spanOf(right) },
    random,
  };
}

const isBar = (e: Expr): boolean => {
  const name = calleeName(e);
  return name === "|" || name === "||";
};

/** The expression without random terms (null if nothing is left); these are added to `random`. */
function withoutRandomTerms(expr: Expr, random: RandomTerm[]): Expr | null {
  if (expr.kind !== "call") return expr;
  const name = calleeName(expr);
  if (isBar(expr)) {
    // y ~ 1 | g can mean nothing else than an intercept and one for each group
    const [effect] = (expr as CallExpr).args;
    if (effect?.value?.kind === "number" && effect.value.value === 1) {
      addAll(random, expandBar(expr as CallExpr));
      return null;
    }
    fail("random-term-parentheses", "A random term stands in parentheses", {
      span: spanOf(expr),
      hint: `Write (${deparse(expr)})`,
    });
  }
  if (expr.form === "paren") {
    const inner = withoutParentheses(expr);
    if (isBar(inner)) {
      addAll(random, expandBar(inner as CallExpr));
      return null;
    }
    const rest = withoutRandomTerms(inner, random);
    return rest === inner ? expr : rest;
  }
  if (name === "+") {
    const before = operands(expr);
    const after = before.map((e) => withoutRandomTerms(e, random));
    if (after.every((e, i) => e === before[i])) return expr;
    const [left, right] = after;
    if (left && right) return rebuilt(expr, [left, right]);
    return left ?? right ?? null;
  }
  if (name === "-" && expr.args.length === 2) {
    const [left, right] = operands(expr) as [Expr, Expr];
    refuseBars(right);
    const rest = withoutRandomTerms(left, random);
    if (rest === left) return expr;
    return rest ? rebuilt(expr, [rest, right]) : rebuilt({ ...expr, form: "unary" }, [right]);
  }
  if (expr.form === "prefix" && name !== null && EFFECT_STRUCTURES.includes(name)) {
    const [only, ...more] = operands(expr);
    if (only && more.length === 0 && isBar(withoutParentheses(only))) {
      const inner = withoutParentheses(only) as CallExpr;
      addAll(random, expandBar(inner).map((term) => ({ ...term, structure: name })));
      return null;
    }
  }
  if (expr.form === "infix" || expr.form === "unary") operands(expr).forEach(refuseBars);
  return expr;
}

function rebuilt(call: CallExpr, values: Expr[]): CallExpr {
  const args = values.map((value) => ({ name: null, nameSpan: null, value, ...spanOf(value) }));
  return { ...call, args };
}

/** A random term may be added, not multiplied, crossed or subtracted. */
function refuseBars(expr: Expr): void {
  if (expr.kind !== "call") return;
  if (isBar(expr)) {
    fail("random-term-place", `The random term ${deparse(expr)} can only be added to a formula`, {
      span: spanOf(expr),
      hint: `Write … + (${deparse(expr)})`,
    });
  }
  if (expr.form === "prefix") return; // inside a function `|` is a logical "or"
  operands(expr).forEach(refuseBars);
}

function expandBar(bar: CallExpr): RandomTerm[] {
  const [left, right] = operands(bar) as [Expr, Expr];
  const correlated = calleeName(bar) === "|";
  return groupings(right).reverse().map((group) => ({ left, group, correlated, ...spanOf(bar) }));
}

/** The classifications a bar's right side stands for, outermost first. */
function groupings(expr: Expr): Grouping[] {
  const inner = withoutParentheses(expr);
  const name = calleeName(inner);
  if (name === "/" && inner.kind === "call") {
    const [left, right] = operands(inner) as [Expr, Expr];
    const outer = groupings(left);
    const within = outer[outer.length - 1]!;
    return [...outer, ...groupings(right).map((g) => nestedIn(g, within))];
  }
  return [groupingOf(inner)];
}

/** A grouping as it stands in a formula: the name of one factor in backticks where it needs them. */
export function writtenGroup(group: Grouping): string {
  const [factor, more] = group.factors;
  return factor && !more ? deparse(factor) : group.name;
}

/** lme4 writes the inner factor first and keeps a compound outer one in parentheses. */
function nestedIn(inner: Grouping, outer: Grouping): Grouping {
  const compound = (g: Grouping): string => g.factors.length > 1 ? `(${g.name})` : writtenGroup(g);
  return {
    name: `${compound(inner)}:${compound(outer)}`,
    factors: [...inner.factors, ...outer.factors],
  };
}

/** One classification: a factor, or `a:b`. */
export function groupingOf(expr: Expr): Grouping {
  const inner = withoutParentheses(expr);
  const name = calleeName(inner);
  if (inner.kind === "call" && (name === ":" || name === "%in%")) {
    const parts = operands(inner).map(groupingOf);
    const factors = parts.flatMap((g) => g.factors);
    const joined = operands(inner).map((e) => deparse(e)).join(":");
    return { name: joined, factors };
  }
  if (inner.kind === "call" && inner.form === "prefix") {
    return { name: deparse(inner), factors: [inner] };
  }
  if (inner.kind === "name" && inner.name !== ".") {
    return { name: inner.name, factors: [inner] };
  }
  const hints: Record<string, string> = {
    "+": "Write one random term for each group: (1|a) + (1|b)",
    "*": "Write (1|a) + (1|b) + (1|a:b)",
  };
  fail("random-term-group", `${deparse(inner)} does not name groups`, {
    span: spanOf(inner),
    hint: hints[name ?? ""] ?? "The right side of | is a factor, a:b, or a/b",
  });
}

/** `A:B` of `0 + A:B` or `A:B - 1`; null of something else. */
export function withoutIntercept(left: Expr): Expr | null {
  const [a, b] = left.kind === "call" ? operands(left) : [];
  const name = calleeName(left);
  const is = (e: Expr | undefined, value: number): boolean =>
    e?.kind === "number" && e.value === value;
  if (name === "+" && is(a, 0)) return b!;
  if ((name === "-" && is(b, 1)) || (name === "+" && is(b, 0))) return a!;
  return null;
}
