/**
 * R's expression grammar, by operator precedence. A statement that does not parse gives one
 * diagnostic, and reading goes on with the next one.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../diagnostic.ts";
import type { Expr } from "./expr.ts";
import { tokenize } from "./tokenize.ts";
import { SyntaxFault } from "./fault.ts";
import { Parser } from "./parser.ts";
import { beginning, recover } from "./recovery.ts";

/** Statements in order, and what did not parse. Spans are offsets in the text. */
export interface Parsed {
  /** Those that parse, in order. */
  statements: Expr[];
  /** One for each statement that does not. */
  diagnostics: Diagnostic[];
  /** Where each statement that did not parse begins, and the name it would have given a value. */
  broken: { start: number; target: string | null }[];
}

/** How many brackets may stay open to the end of the text before the rest is given up. */
const MOST_UNCLOSED = 16;

/**
 * Reads all statements of a text. Never throws: what does not parse is a diagnostic, and reading
 * goes on with the next statement.
 *
 * @example
 * ```ts
 * import { parse } from "@heddle/heddle";
 *
 * const { statements, diagnostics } = parse("x <- 5 5\ny <- 3");
 * if (statements.length !== 1 || diagnostics[0]?.code !== "unexpected-token") throw new Error();
 * ```
 */
export function parse(text: string): Parsed {
  const parser = new Parser(tokenize(text));
  const statements: Expr[] = [];
  const diagnostics: Diagnostic[] = [];
  const broken: Parsed["broken"] = [];
  let unclosed = 0;
  while (!parser.atEnd()) {
    const first = parser.position;
    try {
      const statement = parser.statement();
      if (statement) statements.push(statement);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      diagnostics.push(error.diagnostic);
      broken.push(beginning(parser, first));
      const { position, whole } = recover(parser, first, text);
      parser.position = position;
      if (whole && ++unclosed > MOST_UNCLOSED) break;
    }
  }
  return { statements, diagnostics, broken };
}

/**
 * Reads a text that is one expression, such as a formula.
 *
 * @throws {DiagnosticError} where it is empty, does not parse, or is more than one; with the span.
 * @example
 * ```ts
 * import { parseExpression } from "@heddle/heddle";
 *
 * const formula = parseExpression("y ~ Day * Trt");
 * if (formula.kind !== "call" || formula.end !== 13) throw new Error();
 * ```
 */
export function parseExpression(text: string): Expr {
  const { statements, diagnostics } = parse(text);
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  const [first, second] = statements;
  if (!first || second) {
    throw new DiagnosticError({
      code: second ? "unexpected-token" : "empty-expression",
      severity: "error",
      message: second ? "There is more than one expression" : "There is no expression",
      hint: second ? "Leave only one" : "Write one, such as y ~ x",
      span: second ? { start: second.start, end: second.end } : { start: 0, end: text.length },
    });
  }
  return first;
}
