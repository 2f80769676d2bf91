/**
 * A formula changed by another one, whose `.` stand for the sides of the first: `. ~ . - x`.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { calleeName, operands } from "./formula.ts";
import { expandTerms } from "./terms.ts";

/** The sides of a formula. */
function sidesOf(formula: Expr): { left: Expr | null; right: Expr } {
  if (calleeName(formula) !== "~") {
    fail("not-a-formula", `${deparse(formula)} is not a formula`, {
      span: spanOf(formula),
      hint: "Write . ~ . - x",
    });
  }
  const sides = operands(formula as CallExpr);
  return { left: sides.length === 2 ? sides[0]! : null, right: sides.at(-1)! };
}

const inParentheses = (inner: Expr): CallExpr => ({
  kind: "call",
  form: "paren",
  callee: { kind: "name", name: "(", start: inner.start, end: inner.end },
  args: [{ name: null, nameSpan: null, value: inner, start: inner.start, end: inner.end }],
  start: inner.start,
  end: inner.end,
});

/** Replaces parts of an expression; `null` leaves a part to be looked into. */
function replaced(expr: Expr, by: (part: Expr) => Expr | null): Expr {
  const other = by(expr);
  if (other) return other;
  if (expr.kind !== "call") return expr;
  return {
    ...expr,
    args: expr.args.map((a) => ({ ...a, value: a.value && replaced(a.value, by) })),
  };
}

const isDot = (part: Expr): boolean => part.kind === "name" && part.name === ".";

/** Whether a part is a random term: `(1 | g)`, or a structure such as `ar1(0 + day | plot)`. */
function isRandom(part: Expr): boolean {
  if (part.kind !== "call" || (part.form !== "paren" && part.form !== "prefix")) return false;
  const [first] = part.args;
  const bar = first?.value ? calleeName(first.value) : null;
  return part.args.length === 1 && (bar === "|" || bar === "||");
}

/**
 * The updated formula as R writes it: terms by degree, then as written, each named once. A random term
 * is a term like others.
 *
 * @param columns of the data, for a `.` that the first formula has
 * @throws DiagnosticError `not-a-formula`, and what the algebra of terms finds
 */
export function updatedFormula(
  old: Expr,
  change: Expr,
  columns: readonly string[] | null = null,
): CallExpr {
  const before = sidesOf(old);
  const after = sidesOf(change);
  const dot = (by: Expr) => (part: Expr) => {
    if (!isDot(part)) return null;
    return by.kind === "call" && by.form === "infix" ? inParentheses(by) : by;
  };
  const left = after.left && before.left && isDot(after.left)
    ? before.left
    : after.left && before.left
    ? replaced(after.left, dot(before.left))
    : after.left ?? before.left;
  const right = replaced(after.right, dot(before.right));
  const random: string[] = [];
  // a random term is a variable of a name that nobody gives
  const named = (k: number): string => `(random ${k})`;
  const plain = replaced(right, (part) => {
    if (!isRandom(part)) return null;
    const text = deparse(part);
    const known = random.indexOf(text);
    const k = known >= 0 ? known : random.push(text) - 1;
    return { kind: "name", name: named(k), start: part.start, end: part.end };
  });
  const { terms, variables, intercept, offsets } = expandTerms(plain, {
    response: left,
    ...(columns ? { columns } : {}),
  });
  const labelOf = (k: number): string => {
    const { expr, label } = variables[k]!;
    const place = random.findIndex((_, r) => expr.kind === "name" && expr.name === named(r));
    return place >= 0 ? random[place]! : label;
  };
  const labels = [
    ...terms.map((t) => t.variables.map(labelOf).join(":")),
    ...offsets.map((o) => `offset(${deparse(o)})`),
  ];
  const sum = labels.length > 0 ? labels.join(" + ") : "1";
  const whole = `${left ? `${deparse(left)} ` : ""}~ ${sum}${intercept ? "" : " - 1"}`;
  return parseExpression(whole) as CallExpr;
}
