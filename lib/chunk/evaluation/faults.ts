/**
 * Faults and their places.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, type Span } from "../../diagnostic.ts";

/** Runs what may throw faults without a place, and puts them at `span`. */
export function placedAt<T>(span: Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw withPlace(error, span);
  }
}

/** The same error; faults that had no place stand at `span`. */
export function withPlace(error: unknown, span: Span): unknown {
  if (!(error instanceof DiagnosticError)) return error;
  if (error.diagnostics.every((d) => d.span || d.line !== undefined)) return error;
  return new DiagnosticError(
    error.diagnostics.map((d): Diagnostic => d.span || d.line !== undefined ? d : { ...d, span }),
  );
}
