/**
 * What `residual =` asks for: `un(Day | Pen)`, the covariance of the residuals of a subject over its
 * visits.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { type StructureKind, STRUCTURES } from "../covariance/residual/structures.ts";
import { calleeName, type Grouping, groupingOf, operands, withoutParentheses } from "./formula.ts";

/** A residual covariance as written. */
export interface ResidualClause extends Span {
  /** As R deparses it. */
  text: string;
  kind: StructureKind;
  /** What tells the rows of one subject apart. */
  visit: Expr;
  /** Null if every row is by itself. */
  subject: Grouping | null;
}

/**
 * Reads a residual covariance.
 *
 * @throws DiagnosticError with the place in the text: `residual-structure`, `unknown-argument`, and
 * what the parser finds
 */
export function parseResidual(source: string | Expr): ResidualClause {
  const expr = withoutParentheses(typeof source === "string" ? parseExpression(source) : source);
  const name = calleeName(expr);
  const kind = name === null ? undefined : STRUCTURES[name];
  if (expr.kind !== "call" || expr.form !== "prefix" || !kind) {
    const known = Object.keys(STRUCTURES);
    fail("residual-structure", `${deparse(expr)} is not a residual covariance`, {
      span: spanOf(expr),
      hint: (expr.kind === "call" && expr.form === "prefix" && name
        ? suggestion(name, known, "Structures are")
        : undefined) ?? `Structures are ${known.join(", ")}: un(Day | Pen)`,
    });
  }
  const inner = argumentOf(expr);
  const bar = withoutParentheses(inner);
  const common = { text: deparse(expr), kind, ...spanOf(expr) };
  if (bar.kind === "call" && calleeName(bar) === "|") {
    const [visit, subject] = operands(bar) as [Expr, Expr];
    return { ...common, visit, subject: groupingOf(subject) };
  }
  if (kind.withinSubjects) {
    fail("residual-structure", `${deparse(expr)} does not say which rows are one subject's`, {
      span: spanOf(expr),
      hint: `Write ${name}(${deparse(bar)} | Subject)`,
    });
  }
  return { ...common, visit: bar, subject: null };
}

function argumentOf(call: CallExpr): Expr {
  const named = call.args.find((a) => a.name !== null);
  const word = calleeName(call);
  if (named) {
    fail("unknown-argument", `${word}() has no argument ${named.name}`, {
      span: named.nameSpan ?? spanOf(call),
      hint: `Write ${word}(visit | subject)`,
    });
  }
  const values = operands(call);
  if (values.length === 1) return values[0]!;
  fail("residual-structure", `${word}() takes the visits and the subjects, and nothing else`, {
    span: spanOf(call),
    hint: `Write ${word}(Day | Pen)`,
  });
}
