/**
 * Conditions of the language: what `stop` throws, what `warning` and `message` signal, and any other
 * fault as `tryCatch` sees it.
 *
 * @module
 */
import { DiagnosticError } from "../../diagnostic.ts";
import { LIMITS } from "../../limits.ts";
import { characters, listOf, NULL, text, type Value } from "./value.ts";

/** A condition with R's classes. */
export function condition(
  kind: "error" | "warning" | "message",
  message: string,
  call: Value = NULL,
): Value {
  const simple = `simple${kind[0]!.toUpperCase()}${kind.slice(1)}`;
  return listOf(
    [text(message), call],
    new Map<string, Value>([
      ["names", characters(["message", "call"])],
      ["class", characters([simple, kind, "condition"])],
    ]),
  );
}

const LIMIT_CODES = new Set<string>(
  Object.values(LIMITS).map((limit) => limit.code),
);

/** Faults that no `tryCatch` takes: limits, and words that the language does not have. */
export function isLimit(error: DiagnosticError): boolean {
  return error.diagnostics.some(({ code }) =>
    LIMIT_CODES.has(code) ||
    /^(unknown-verb|not-in-language|depends-on-failed|pattern-too-costly)$/.test(code)
  );
}

/** An error that carries the condition that an author made of it. */
export class ConditionError extends DiagnosticError {
  /** What `tryCatch` hands over. */
  readonly condition: Value;

  constructor(thrown: Value, message: string) {
    super({ code: "stopped", severity: "error", message });
    this.condition = thrown;
  }
}

/** The condition of a fault. */
export function raised(error: DiagnosticError): Value {
  const own = (error as { condition?: Value }).condition;
  return own ?? condition("error", error.diagnostics[0]?.message ?? "");
}
