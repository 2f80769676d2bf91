/**
 * Faults as the terminal shows them, and as JSON.
 *
 * @module
 */
import type { Diagnostic } from "../diagnostic.ts";

/** `FILE:LINE:COLUMN: severity[code]: …`, the line with the place marked, and the hint. */
export function faultText(diagnostic: Diagnostic): string {
  const { file, line, column, severity, code, message, excerpt, hint } = diagnostic;
  const place = [file, line, line === undefined ? undefined : column ?? 1]
    .filter((part) => part !== undefined).join(":");
  const lines = [`${place === "" ? "" : `${place}: `}${severity}[${code}]: ${message}`];
  if (excerpt !== undefined && line !== undefined) {
    const number = String(line);
    const start = Math.min((column ?? 1) - 1, excerpt.length);
    const end = diagnostic.endLine === line
      ? (diagnostic.endColumn ?? start + 2) - 1
      : excerpt.length;
    const before = excerpt.slice(0, start).replace(/[^\t]/g, " ");
    lines.push(
      ` ${number} | ${excerpt}`,
      ` ${" ".repeat(number.length)} | ${before}${"^".repeat(Math.max(1, end - start))}`,
    );
  }
  if (hint !== undefined) lines.push(`hint: ${hint}`);
  return `${lines.join("\n")}\n`;
}

/** All faults, with an empty line between them. */
export function faultsText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(faultText).join("\n");
}

/** An array of `{ code, severity, file, line, column, endLine, endColumn, message, hint }`. */
export function faultsJson(diagnostics: readonly Diagnostic[]): string {
  const plain = diagnostics.map((d) => ({
    code: d.code,
    severity: d.severity,
    file: d.file ?? null,
    line: d.line ?? null,
    column: d.column ?? null,
    endLine: d.endLine ?? null,
    endColumn: d.endColumn ?? null,
    message: d.message,
    hint: d.hint ?? null,
  }));
  return `${JSON.stringify(plain, null, 2)}\n`;
}

/** `2 errors, 1 warning`; empty where there is nothing to tell. */
export function faultCount(diagnostics: readonly Diagnostic[]): string {
  return (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = diagnostics.filter((d) => d.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  }).join(", ");
}
