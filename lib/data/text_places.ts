/**
 * Places in a text that is held as bytes, and the faults found at them.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../diagnostic.ts";

/** Faults beyond this number tell no more. */
const MOST_FAULTS = 20;
const LINE_END = 10;

/** Turns byte offsets into lines and columns, and gathers faults. */
export class TextPlaces {
  readonly faults: Diagnostic[] = [];
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(private readonly bytes: Uint8Array) {}

  /** Bytes as text; bytes that are no UTF-8 are a fault. */
  text(start: number, end: number): string {
    const text = this.#decoder.decode(this.bytes.subarray(start, end));
    if (text.includes("\ufffd") && !this.#isReplacement(start, end)) {
      this.add(
        "not-utf8",
        start,
        end,
        "The file is not UTF-8 here",
        'Save it as UTF-8 (in R: fileEncoding = "UTF-8")',
      );
    }
    return text;
  }

  /** U+FFFD may stand in a text by right. */
  #isReplacement(start: number, end: number): boolean {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(this.bytes.subarray(start, end));
      return true;
    } catch {
      return false;
    }
  }

  /** Notes a fault at bytes `[start, end)`. */
  add(code: string, start: number, end: number, message: string, hint: string): void {
    if (this.faults.length < MOST_FAULTS) {
      this.faults.push(this.#diagnostic(code, start, end, message, hint));
    }
  }

  /** Throws a fault, with those gathered before. */
  fail(code: string, start: number, end: number, message: string, hint: string): never {
    throw new DiagnosticError([
      ...this.faults,
      this.#diagnostic(code, start, end, message, hint),
    ]);
  }

  #diagnostic(
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
  ): Diagnostic {
    const { bytes } = this;
    let line = 1;
    let from = 0;
    for (let i = bytes.indexOf(LINE_END); i >= 0 && i < start; i = bytes.indexOf(LINE_END, i + 1)) {
      line++;
      from = i + 1;
    }
    const next = bytes.indexOf(LINE_END, start);
    const to = next < 0 ? bytes.length : next;
    const decode = (a: number, b: number) => this.#decoder.decode(bytes.subarray(a, b));
    const strip = (text: string) => text.replace(/^\ufeff/, "").replace(/\r$/, "");
    const column = strip(decode(from, start)).length + 1;
    const width = Math.max(1, decode(start, Math.min(end, to)).length);
    return {
      code,
      severity: "error",
      message,
      hint,
      line,
      column,
      endLine: line,
      endColumn: column + width,
      excerpt: strip(decode(from, to)).slice(0, 200),
    };
  }
}
