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
  if (error instanceof Deno.errors.NotCapable) {
    return [{
      code: "not-permitted",
      severity: "error",
      // Deno's advice, to allow everything, is left out.
      message: `The program may not do that: ${line.replace(/, run again with .*$/, "")}`,
      hint: "A command reads what it is given and writes what it makes, and nothing else; " +
        "of the system's own folders, such as /dev and /proc, it reads nothing",
    }];
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return [{
      code: "not-permitted",
      severity: "error",
      message: `The system does not let you do that: ${error.message.split("\n")[0] ?? ""}`,
      hint: "See whose the file or the folder is, and name one that is yours",
    }];
  }
  return [{
    code: "internal",
    severity: "error",
    message: `The program met a fault of its own: ${line}`,
    hint: "Please report it, with the command and the chapter that led to it",
  }];
}
