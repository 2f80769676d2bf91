/**
 * Whatever is thrown, as faults that a person can read.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";

/** Any error as faults; one that is nobody's mistake but ours says so. */
export function faultsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const line = (message.split("\n")[0] ?? "").replace(/\.$/, "");
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return [{
      code: "not-permitted",
      severity: "error",
      message: `The program may not do that: ${line}`,
      hint: "A command reads what it is given and writes what it makes, and nothing else",
    }];
  }
  return [{
    code: "internal",
    severity: "error",
    message: `The program met a fault of its own: ${line}`,
    hint: "Please report it, with the command and the chapter that led to it",
  }];
}
