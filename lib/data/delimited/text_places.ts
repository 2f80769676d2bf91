/**
 * Places in a text that is held as bytes, and the faults found at them.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";

const LF = 10;
const CR = 13;
/** Faults of one kind that are shown of one file. */
const MOST_ALIKE = 3;
/** Characters of a line that a fault shows. */
const EXCERPT = 200;
/** Bytes of texts that are decoded together. */
const BUFFER = 65536;

/** Turns byte offsets into lines and columns, and gathers faults. */
export class TextPlaces {
  readonly #faults: Diagnostic[] = [];
  /** Faults by their code: those beyond the first few are only counted. */
  readonly #counts = new Map<string, number>();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #isForeign = false;
  #survey: Survey | null = null;

  constructor(readonly bytes: Uint8Array) {}

  /** What the whole text holds, looked up once. */
  get survey(): Survey {
    return this.#survey ??= surveyOf(this.bytes);
  }

  /** What was found; the last of those alike says how many more there are. */
  get faults(): Diagnostic[] {
    const shown = new Map<string, number>();
    return this.#faults.map((fault) => {
      const place = (shown.get(fault.code) ?? 0) + 1;
      shown.set(fault.code, place);
      const more = this.#counts.get(fault.code)! - MOST_ALIKE;
      return place < MOST_ALIKE || more <= 0
        ? fault
        : { ...fault, message: `${fault.message} (and ${more} more like it)` };
    });
  }

  /** Bytes as text; bytes that are no UTF-8 are a fault, told once, at the first of them. */
  text(start: number, end: number): string {
    const text = this.#decoder.decode(this.bytes.subarray(start, end));
    // U+FFFD may stand in a text by right.
    if (text.includes("\ufffd") && !this.#isForeign && !isUtf8(this.bytes.subarray(start, end))) {
      this.#isForeign = true;
      const at = start + firstForeign(this.bytes.subarray(start, end));
      const byte = this.bytes[at]!;
      this.add(
        "not-utf8",
        at,
        at + 1,
        `The file is not UTF-8 here: the byte 0x${byte.toString(16).toUpperCase()} is ` +
          `"${new TextDecoder("windows-1252").decode(Uint8Array.of(byte))}" in Windows-1252, ` +
          `which spreadsheets write, and in most of Latin-1`,
        'Write fileEncoding = "windows-1252" (or what the file was saved in), or save it as UTF-8',
      );
    }
    return text;
  }

  /** Many pieces of the text: what is ASCII is decoded together, which is far faster. */
  texts(starts: readonly number[], ends: readonly number[]): string[] {
    const buffer = new Uint8Array(BUFFER);
    const made: string[] = [];
    for (let k = 0; k < starts.length;) {
      const first = k;
      let used = 0;
      for (; k < starts.length && used + ends[k]! - starts[k]! <= BUFFER; k++) {
        for (let i = starts[k]!; i < ends[k]!; i++) buffer[used++] = this.bytes[i]!;
      }
      if (k === first) made.push(this.text(starts[k]!, ends[k++]!));
      const together = this.#decoder.decode(buffer.subarray(0, used));
      const isAscii = together.length === used && !together.includes("\ufffd");
      for (let from = 0, piece = made.length; piece < k; piece++) {
        const to = from + ends[piece]! - starts[piece]!;
        made.push(
          isAscii ? together.slice(from, to) : this.text(starts[piece]!, ends[piece]!),
        );
        from = to;
      }
    }
    return made;
  }

  /** Notes a fault at bytes `[start, end)`. */
  add(code: string, start: number, end: number, message: string, hint: string): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= MOST_ALIKE) this.#faults.push(this.#diagnostic(code, start, end, message, hint));
  }

  /** Throws a fault, with those gathered before. */
  fail(code: string, start: number, end: number, message: string, hint: string): never {
    throw new DiagnosticError([
      ...this.faults,
      this.#diagnostic(code, start, end, message, hint),
    ]);
  }

  /** The line, from 1, in which a byte stands. */
  line(offset: number): number {
    return countLineEnds(this.bytes, 0, offset) + 1;
  }

  /** Where the line of a byte begins. */
  #lineStart(offset: number): number {
    const { bytes } = this;
    let from = offset;
    while (from > 0 && bytes[from - 1] !== LF && (bytes[from - 1] !== CR || bytes[from] === LF)) {
      from--;
    }
    return from;
  }

  #diagnostic(
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
  ): Diagnostic {
    const { bytes } = this;
    const line = this.line(start);
    const from = this.#lineStart(start);
    let to = start;
    while (to < bytes.length && bytes[to] !== LF && bytes[to] !== CR) to++;
    // A line that is shown is read as what it may be.
    const decoder = isUtf8(bytes.subarray(from, to)) ? this.#decoder : WESTERN;
    const decode = (a: number, b: number) => decoder.decode(bytes.subarray(a, b));
    const column = decode(from, start).replace(/^\ufeff/, "").length + 1;
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
      excerpt: decode(from, Math.min(to, from + 4 * EXCERPT)).replace(/^\ufeff/, "")
        .slice(0, EXCERPT),
    };
  }
}

const WESTERN = new TextDecoder("windows-1252");

/** Ends of lines before `to`: LF, CR LF, or CR alone. */
export function countLineEnds(bytes: Uint8Array, from: number, to = bytes.length): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const c = bytes[i]!;
    if (c <= CR && (c === LF || (c === CR && bytes[i + 1] !== LF))) count++;
  }
  return count;
}

/** What a whole text holds. */
interface Survey {
  lineEnds: number;
  /** A byte 0 stands in it. */
  hasZero: boolean;
}

/** Not 0 if one of the four bytes of a word is at most CR. */
const lowByte = (word: number): number => (word - 0x0e0e0e0e) & ~word & 0x80808080;

/** Looks at sixteen bytes at once, and closer only where one of them can be an end or a byte 0. */
function surveyOf(bytes: Uint8Array): Survey {
  const before = Math.min(bytes.length, (4 - bytes.byteOffset % 4) % 4);
  const words = bytes.length - before < 4
    ? new Int32Array(0)
    : new Int32Array(bytes.buffer, bytes.byteOffset + before, (bytes.length - before) >> 2);
  const behind = before + 4 * words.length;
  let lineEnds = countLineEnds(bytes, 0, before) + countLineEnds(bytes, behind);
  let hasZero = bytes.subarray(0, before).includes(0) || bytes.subarray(behind).includes(0);
  const lookAt = (k: number): void => {
    if (lowByte(words[k]!) === 0) return;
    for (let i = before + 4 * k; i < before + 4 * k + 4; i++) {
      const c = bytes[i]!;
      if (c === LF || (c === CR && bytes[i + 1] !== LF)) lineEnds++;
      else if (c === 0) hasZero = true;
    }
  };
  let k = 0;
  for (; k + 3 < words.length; k += 4) {
    const low = lowByte(words[k]!) | lowByte(words[k + 1]!) | lowByte(words[k + 2]!) |
      lowByte(words[k + 3]!);
    if (low !== 0) { for (let part = k; part < k + 4; part++) lookAt(part); }
  }
  for (; k < words.length; k++) lookAt(k);
  return { lineEnds, hasZero };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The place of the first byte that belongs to no character of UTF-8. */
function firstForeign(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length;) {
    const c = bytes[i]!;
    const length = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
    if (length === 0 || !isUtf8(bytes.subarray(i, i + length))) return i;
    i += length;
  }
  return 0;
}
