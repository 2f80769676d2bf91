/**
 * Faults in the text of an option, with their place in it.
 *
 * @module
 */
import { DiagnosticError, positionAt } from "../../diagnostic.ts";

/** Runs something that reads a text; faults that have a span in it get the option's name and place. */
export function inText<T>(option: string, text: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map((d) => {
      if (d.file !== undefined || d.line !== undefined) return d;
      const { start, end } = d.span ?? { start: 0, end: text.length };
      const from = positionAt(text, start), to = positionAt(text, end);
      return {
        ...d,
        file: `--${option}`,
        ...from,
        endLine: to.line,
        endColumn: to.column,
        excerpt: text.split("\n")[from.line - 1] ?? "",
      };
    }));
  }
}
