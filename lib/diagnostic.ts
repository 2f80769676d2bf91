/**
 * What is wrong, where, and how to mend it.
 *
 * A fault is a value: it has a code, a place, a reason and a hint. All faults of a build are
 * gathered and reported together, and an author never meets a stack trace.
 *
 * @module
 */

/** How grave a diagnostic is. Only `error` makes a build fail. */
export type Severity = "error" | "warning" | "note";

/** A half-open range of characters, `[start, end)`, counted from 0 in the text at hand. */
export interface Span {
  /** The first character. */
  start: number;
  /** One past the last character. */
  end: number;
}

/** Where a node of a tree, or anything else that has a place, stands; nothing else of it. */
export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

/** The same as the field of a diagnostic. */
export function placeOf(node: Span): { span: Span } {
  return { span: spanOf(node) };
}

/** One fault. */
export interface Diagnostic {
  /** A stable kebab-case name, e.g. `unknown-column`. */
  code: string;
  /** Whether it stops a build. */
  severity: Severity;
  /** What is wrong: one sentence without a full stop. */
  message: string;
  /** How to mend it. */
  hint?: string;
  /** Path of the file, relative to the book's root. */
  file?: string;
  /** 1-based. */
  line?: number;
  /** 1-based, in UTF-16 code units. */
  column?: number;
  /** 1-based; where the place ends. */
  endLine?: number;
  /** 1-based, one past the last character. */
  endColumn?: number;
  /** The source line in which the fault begins. */
  excerpt?: string;
  /** Where it was met, if that is elsewhere: a function fails in its own lines when it is called. */
  metAt?: { file: string; line: number };
  /** Where the fault stands in the text that was handed in (a formula, a statement, a block). */
  span?: Span;
}

/**
 * Thrown for what a caller can get wrong: one or more diagnostics.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { DiagnosticError, lm, tableFrom } from "@heddle/heddle";
 *
 * try {
 *   lm("yield ~ Tret", tableFrom({ yield: [1, 2, 4], Treat: ["A", "B", "B"] }));
 * } catch (error) {
 *   const [fault] = (error as DiagnosticError).diagnostics;
 *   assertEquals([fault!.code, fault!.hint], ["unknown-column", 'Did you mean "Treat"?']);
 * }
 * ```
 */
export class DiagnosticError extends Error {
  /** `DiagnosticError`. */
  override name = "DiagnosticError";
  /** What is wrong, in order. */
  readonly diagnostics: readonly Diagnostic[];

  /** Takes one diagnostic or several. */
  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = Array.isArray(diagnostics)
      ? diagnostics as readonly Diagnostic[]
      : [diagnostics as Diagnostic];
    super(list.map((d) => d.hint ? `${d.message} (${d.hint})` : d.message).join("\n"));
    this.diagnostics = list;
  }
}

/** Throws one error diagnostic. */
export function fail(
  code: string,
  message: string,
  rest: Omit<Partial<Diagnostic>, "code" | "message"> = {},
): never {
  throw new DiagnosticError({ code, message, severity: "error", ...rest });
}

/** Line and column (both 1-based) of a character offset in a text. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = text.indexOf("\n"); i >= 0 && i < offset; i = text.indexOf("\n", i + 1)) {
    line++;
    start = i + 1;
  }
  return { line, column: offset - start + 1 };
}
