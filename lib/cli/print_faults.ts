/**
 * Faults as the terminal shows them, and as JSON.
 *
 * @module
 */
import type { Diagnostic } from "../diagnostic.ts";

/** ANSI codes of what stands out. */
const STYLES = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  mark: "31",
  quiet: "2",
  strong: "1",
};

type Painter = (style: keyof typeof STYLES, text: string) => string;

const painter = (colour: boolean): Painter => (style, text) =>
  colour && text !== "" ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text;

/** Words of a file, in which nothing moves what a terminal shows; as long as they were. */
export function printable(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** Longer lines are shown around the place only. */
const WIDEST = 96;

/**
 * `FILE:LINE:COLUMN: severity[code]: …`, the line with the place marked by carets, and the hint.
 *
 * @param colour Whether to colour it for a terminal.
 */
export function faultText(diagnostic: Diagnostic, colour = false): string {
  const paint = painter(colour);
  const { line, column, severity, code } = diagnostic;
  const [file, message, hint] = [diagnostic.file, diagnostic.message, diagnostic.hint].map((text) =>
    text === undefined ? undefined : printable(text)
  );
  const place = [file, line, line === undefined ? undefined : column ?? 1]
    .filter((part) => part !== undefined).join(":");
  const lines = [
    `${place === "" ? "" : `${paint("strong", `${place}:`)} `}` +
    `${paint(severity, `${severity}[${code}]:`)} ${message}`,
    ...excerptLines(diagnostic, paint),
  ];
  if (hint !== undefined) lines.push(`${paint("strong", "hint:")} ${hint}`);
  return `${lines.join("\n")}\n`;
}

/** The source line, and under it carets from the place's start to its end or the line's. */
function excerptLines(diagnostic: Diagnostic, paint: Painter): string[] {
  const { line, column, endLine, endColumn } = diagnostic;
  if (diagnostic.excerpt === undefined || line === undefined) return [];
  const excerpt = printable(diagnostic.excerpt);
  const start = Math.min((column ?? 1) - 1, excerpt.length);
  const end = endLine === undefined || endLine === line
    ? (endColumn ?? start + 2) - 1
    : excerpt.trimEnd().length;
  const from = excerpt.length > WIDEST && start > WIDEST / 2 ? start - WIDEST / 4 : 0;
  const shown = excerpt.slice(from, from + WIDEST);
  const cut = { before: from > 0 ? "…" : "", after: from + WIDEST < excerpt.length ? "…" : "" };
  const before = cut.before.replace("…", " ") +
    excerpt.slice(from, start).replace(/[^\t]/g, " ");
  const length = Math.max(1, Math.min(end, from + WIDEST) - start);
  const number = String(line);
  const margin = paint("quiet", ` ${" ".repeat(number.length)} | `);
  return [
    `${paint("quiet", ` ${number} | `)}${cut.before}${shown}${cut.after}`,
    `${margin}${before}${paint("mark", "^".repeat(length))}`,
  ];
}

/** All faults, with an empty line between them. */
export function faultsText(diagnostics: readonly Diagnostic[], colour = false): string {
  return diagnostics.map((d) => faultText(d, colour)).join("\n");
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

/**
 * Faults as commands of GitHub's workflows, which show them at their lines in a change.
 *
 * @param root Folder of the book, from that of the repository.
 */
export function faultsForGithub(diagnostics: readonly Diagnostic[], root: string): string {
  const data = (text: string) => printable(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
  const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
  const book = root.replace(/^(?:\.\/)+|\/+$/g, "");
  const folder = book === "" || book === "." ? "" : `${book}/`;
  return diagnostics.map((d) => {
    const of: [string, string | number | undefined][] = [
      ["file", d.file === undefined ? undefined : folder + d.file],
      ["line", d.line],
      ["endLine", d.line === undefined ? undefined : d.endLine],
      // GitHub takes columns within one line
      ["col", d.endLine === d.line ? d.column : undefined],
      ["endColumn", d.endLine === d.line ? d.endColumn : undefined],
      ["title", d.code],
    ];
    const properties = of.flatMap(([name, value]) =>
      value === undefined ? [] : `${name}=${property(String(value))}`
    ).join(",");
    const kind = d.severity === "note" ? "notice" : d.severity;
    const words = d.hint === undefined ? d.message : `${d.message}\n${d.hint}`;
    return `::${kind} ${properties}::${data(words)}\n`;
  }).join("");
}

/** `2 errors, 1 warning`; empty where there is nothing to tell. */
export function faultCount(diagnostics: readonly Diagnostic[]): string {
  return (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = diagnostics.filter((d) => d.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  }).join(", ");
}
