/**
 * Faults and their places.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, type Span } from "../diagnostic.ts";

/** Runs what may throw faults without a place, and puts them at `span`. */
export function placedAt<T>(span: Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    if (error.diagnostics.every((d) => d.span || d.line !== undefined)) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d): Diagnostic => d.span || d.line !== undefined ? d : { ...d, span }),
    );
  }
}
