/**
 * The text of one file and where things stand in it.
 *
 * @module
 */
import type { Diagnostic, Severity, Span } from "../../diagnostic.ts";

/** What a fault says besides its place. */
export interface Fault {
  code: string;
  message: string;
  severity?: Severity;
  hint?: string;
}

/** A file's text with line ends as `\n`; offsets are 0-based, lines and columns 1-based. */
export class Source {
  readonly file: string;
  readonly text: string;
  /** Where each line was written, of a text that takes in other files; null of any other. */
  readonly origins: readonly { file: string; line: number }[] | null;
  readonly #starts: number[] = [0];

  /** `file` is the path that faults name, relative to the book's root. */
  constructor(file: string, text: string, origins: Source["origins"] = null) {
    this.file = file;
    this.origins = origins;
    this.text = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    for (let i = this.text.indexOf("\n"); i >= 0; i = this.text.indexOf("\n", i + 1)) {
      this.#starts.push(i + 1);
    }
  }

  /** How many lines there are. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first character of a line (0-based); the length of the text past the end. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** The text of a line (0-based) without its end. */
  line(line: number): string {
    const start = this.lineStart(line);
    const end = this.text.indexOf("\n", start);
    return this.text.slice(start, end < 0 ? this.text.length : end);
  }

  /** Line and column, both 1-based, of an offset. */
  place(offset: number): { line: number; column: number } {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStart(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.lineStart(low) + 1 };
  }

  /** The file and the line in which a line of this text was written, both as a reader knows them. */
  writtenAt(line: number): { file: string; line: number } {
    return this.origins?.[line - 1] ?? { file: this.file, line };
  }

  /** The offset of a line and a column, both 1-based. */
  offset(line: number, column: number): number {
    return Math.min(this.lineStart(line - 1) + column - 1, this.text.length);
  }

  /** A diagnostic over `[start, end)` of this file. */
  diagnostic(fault: Fault, span: Span): Diagnostic {
    const from = this.place(span.start);
    const to = this.place(Math.max(span.end, span.start + 1));
    return {
      code: fault.code,
      severity: fault.severity ?? "error",
      message: fault.message,
      ...(fault.hint === undefined ? {} : { hint: fault.hint }),
      file: this.file,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      excerpt: this.line(from.line - 1),
    };
  }
}
