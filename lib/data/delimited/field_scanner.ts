/**
 * Reads one field of a delimited text after another.
 *
 * A quotation mark counts at the beginning of a field only; blanks before it and behind its
 * partner are passed over. R's own readers take it within a field, too, and such blanks as part of
 * the field: a field of that kind keeps its quotes here. Within quotes a quotation mark is doubled,
 * or has a backslash before it where blanks part the fields, as R writes it. Lines end in LF, CR LF
 * or CR.
 *
 * @module
 */
import type { Dialect } from "./dialect.ts";
import { grouped, LIMITS } from "../../limits.ts";
import type { PlainNumbers } from "./plain_numbers.ts";
import type { TextPlaces } from "./text_places.ts";

/** Bytes of one field, near at hand where each is looked at. */
const MOST_FIELD = LIMITS.fieldBytes.most;
const LF = 10;
const CR = 13;
const TAB = 9;
const BLANK = 32;
const BACKSLASH = 92;

/** A place in the text, and the field before it. */
export class FieldScanner {
  /** The field read last. */
  start = 0;
  end = 0;
  /** It has a quotation mark that is doubled, has a backslash before it, or stands within. */
  escaped = false;
  /** It was the last one of its row. */
  last = false;
  /** Blanks outside of quotes belong to the field. */
  keepsBlanks: boolean;
  /** A line of blanks counts as empty. */
  blanksAreEmpty: boolean;
  // What is looked at for every field stands near at hand.
  private readonly delimiter: number;
  private readonly special: Uint8Array;
  private readonly stops: Uint8Array;
  /** The greatest byte that ends a field and is no delimiter. */
  private readonly lastOther: number;
  private readonly quotesWithin: boolean;

  constructor(
    private readonly bytes: Uint8Array,
    readonly dialect: Dialect,
    private readonly places: TextPlaces,
    public at: number,
  ) {
    this.keepsBlanks = dialect.keepsBlanks;
    this.blanksAreEmpty = dialect.delimiter < 0;
    this.delimiter = dialect.delimiter;
    this.special = dialect.special;
    this.stops = dialect.stops;
    this.lastOther = dialect.stops.findLastIndex((s, c) => s === 1 && c !== dialect.delimiter);
    this.quotesWithin = dialect.quotesWithin;
  }

  done(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Passes over whole lines, whatever they hold. */
  skipLines(count: number): void {
    for (let k = 0; k < count && !this.done(); k++) {
      this.at = this.lineBehind(this.lineEnd(this.at));
    }
  }

  /** Passes over empty lines and those that are a comment. */
  skipEmptyLines(): void {
    const { bytes, dialect } = this;
    while (!this.done()) {
      const c = bytes[this.at]!;
      if (c === LF || c === CR) this.at = this.lineBehind(this.at);
      else if (c === dialect.comment) this.at = this.lineBehind(this.lineEnd(this.at));
      else if (!this.blanksAreEmpty || (c !== BLANK && c !== TAB) || c === dialect.delimiter) {
        return;
      } else {
        const i = this.behindBlanks(this.at);
        const next = bytes[i];
        if (i < bytes.length && next !== LF && next !== CR && next !== dialect.comment) return;
        this.at = i;
      }
    }
  }

  next(): void {
    const { bytes, delimiter, special } = this;
    const n = bytes.length;
    let i = this.at;
    this.escaped = false;
    // Most fields begin with neither a blank nor a quotation mark, and hold none of the latter.
    if (i < n && special[bytes[i]!] === 0) {
      this.start = i;
      i = this.behindPlain(i);
      if (this.quotesWithin && i < n && this.dialect.quotes[bytes[i]!] === 1) i = this.plain(i);
      this.end = i;
    } else i = this.guarded(i);
    if (this.end - this.start > MOST_FIELD) this.tooLong();
    if (delimiter < 0) i = this.behindBlanks(i);
    const c = i < n ? bytes[i]! : LF;
    this.last = c !== delimiter && (delimiter >= 0 || this.isEnd(c));
    if (!this.last) this.at = delimiter < 0 ? i : i + 1;
    else this.at = c === LF ? i + 1 : this.lineBehind(this.lineEnd(i));
  }

  /**
   * Notes the first fields of a row as far as nothing but a delimiter follows what is plain, or is
   * quoted and has no quotation mark inside; at most all but one. Numbers are read on the way.
   * Gives how many fields they are.
   */
  passPlain(
    starts: readonly Int32Array[],
    ends: readonly Int32Array[],
    row: number,
    numbers: PlainNumbers | null,
  ): number {
    const { bytes, delimiter, special, dialect: { quotes } } = this;
    const open = numbers?.open ?? null;
    const n = bytes.length;
    const most = starts.length - 1;
    let from = this.at;
    let j = 0;
    for (; j < most && from < n; j++) {
      if (open !== null && open[j] === 1) {
        const end = numbers!.read(from, row, j);
        if (end > 0 && end < n && bytes[end] === delimiter) {
          starts[j]![row] = from;
          ends[j]![row] = end;
          from = end + 1;
          continue;
        }
        if (end > 0) numbers!.takeBack(row, j);
      }
      const first = bytes[from]!;
      const isQuoted = quotes[first] === 1;
      if (!isQuoted && special[first] === 1) break;
      const start = isQuoted ? from + 1 : from;
      let end = start;
      if (isQuoted) { while (end < n && bytes[end] !== first) end++; }
      else end = this.behindPlain(start);
      const i = isQuoted ? end + 1 : end;
      if (i >= n || bytes[i] !== delimiter || end - start > MOST_FIELD) break;
      starts[j]![row] = start;
      ends[j]![row] = end;
      if (open !== null && open[j] === 1) {
        if (isQuoted) numbers!.take(start, end, row, j);
        else numbers!.pass(row, j);
      }
      from = i + 1;
    }
    this.at = from;
    return j;
  }

  /** The place of the first byte that ends a field, or is looked at closely. */
  private behindPlain(from: number): number {
    const { bytes, delimiter, stops, lastOther } = this;
    const n = bytes.length;
    let i = from;
    for (; i < n; i++) {
      const c = bytes[i]!;
      if (c === delimiter || (c <= lastOther && stops[c] === 1)) break;
    }
    return i;
  }

  /** Reads a field that may begin with blanks or a quotation mark; gives the place of its end. */
  private guarded(from: number): number {
    const i = this.dialect.delimiter < 0 ? this.behindBlanks(from) : from;
    const open = this.opening(i);
    if (open >= 0) return this.quoted(open);
    this.start = i;
    return this.end = this.plain(i);
  }

  /** How many fields the row that begins here has; the place stays. */
  countAhead(rows: number): number[] {
    const { at } = this;
    const counts: number[] = [];
    while (counts.length < rows) {
      this.skipEmptyLines();
      if (this.done()) break;
      let count = 0;
      do {
        this.next();
        count++;
      } while (!this.last);
      counts.push(count);
    }
    this.at = at;
    return counts;
  }

  private isEnd(c: number): boolean {
    return c === LF || c === CR || c === this.dialect.comment;
  }

  /** Reads what is not quoted, and quotes within it. */
  private plain(from: number): number {
    const { bytes, dialect: { quotes, quotesWithin } } = this;
    const n = bytes.length;
    let i = from;
    for (;;) {
      i = this.behindPlain(i);
      if (!quotesWithin || i >= n || quotes[bytes[i]!] === 0) return i;
      this.escaped = true;
      i = this.closeInLine(i) + 1;
    }
  }

  /** Where a quote within a field is closed. */
  private closeInLine(open: number): number {
    const { bytes } = this;
    for (let i = open + 1; i < bytes.length && bytes[i] !== LF && bytes[i] !== CR; i++) {
      if (bytes[i] === bytes[open]) return i;
    }
    const sign = String.fromCharCode(bytes[open]!);
    return this.places.fail(
      "bad-quote",
      open,
      open + 1,
      `This ${sign} within a field opens a quote, and nothing closes it in its line`,
      sign === "'"
        ? 'If it is a letter, write quote = "\\"" where the file is read'
        : 'If it is a letter, write quote = "" where the file is read',
    );
  }

  /** Where a quotation mark opens the field that begins at `i`; −1 if none does. */
  private opening(i: number): number {
    const { bytes, dialect } = this;
    let c = bytes[i]!;
    if (!this.keepsBlanks && (c === BLANK || (c === TAB && dialect.delimiter !== TAB))) {
      if (dialect.delimiter === c) return -1;
      do c = bytes[++i]!; while (c === BLANK || (c === TAB && dialect.delimiter !== TAB));
    }
    return i < bytes.length && dialect.quotes[c] === 1 ? i : -1;
  }

  /** Reads a quoted field from its opening mark; gives the place of what ends it. */
  private quoted(open: number): number {
    const { bytes, dialect } = this;
    const mark = bytes[open]!;
    const close = dialect.delimiter < 0 ? this.closeBehindBackslashes(open) : this.close(open);
    if (close < 0) {
      const sign = String.fromCharCode(mark);
      this.places.fail(
        "unclosed-quote",
        open,
        open + 1,
        "This quote is never closed",
        sign === '"'
          ? 'Close it, or double a quote that belongs to the text ("")'
          : `Close it, or write quote = "\\"" if ${sign} is a letter of the text`,
      );
    }
    this.start = open + 1;
    this.end = close;
    let i = close + 1;
    if (dialect.delimiter !== BLANK) {
      while (bytes[i] === BLANK || (bytes[i] === TAB && dialect.delimiter !== TAB)) i++;
    }
    if (this.keepsBlanks && i > close + 1) {
      this.start = open;
      this.escaped = true;
      return this.end = this.plain(close + 1);
    }
    const blanks = dialect.delimiter < 0 && i > close + 1;
    if (i < bytes.length && !blanks && dialect.stops[bytes[i]!] === 0) {
      this.places.fail(
        "bad-quote",
        i,
        i + 1,
        "Text stands between a closing quote and the next delimiter" + this.openedAbove(open, i),
        'Quote the whole field, and double a quote that belongs to the text ("")',
      );
    }
    return i;
  }

  /** Says where a quote was opened, if that was lines above. */
  private openedAbove(open: number, close: number): string {
    const line = this.places.line(open);
    return line === this.places.line(close) ? "" : `; the quote was opened in line ${line}`;
  }

  private close(open: number): number {
    const { bytes } = this;
    const mark = bytes[open]!;
    let close = bytes.indexOf(mark, open + 1);
    while (close >= 0 && bytes[close + 1] === mark) {
      this.escaped = true;
      close = bytes.indexOf(mark, close + 2);
    }
    return close;
  }

  private closeBehindBackslashes(open: number): number {
    const { bytes } = this;
    const mark = bytes[open]!;
    for (let i = open + 1; i < bytes.length; i++) {
      if (bytes[i] === mark) return i;
      if (bytes[i] !== BACKSLASH) continue;
      if (bytes[i + 1] === mark) this.escaped = true;
      i++;
    }
    return -1;
  }

  private behindBlanks(i: number): number {
    const { bytes } = this;
    while (bytes[i] === BLANK || bytes[i] === TAB) i++;
    return i;
  }

  private lineEnd(i: number): number {
    const { bytes } = this;
    while (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) i++;
    return i;
  }

  private lineBehind(i: number): number {
    return this.bytes[i] === CR && this.bytes[i + 1] === LF ? i + 2 : i + 1;
  }

  private tooLong(): never {
    return this.places.fail(
      "too-large",
      this.start,
      this.start + 1,
      `This field has ${this.end - this.start} bytes, and at most ${grouped(MOST_FIELD)} are read`,
      "A quote may be open that was never closed; else take the text out of the data",
    );
  }
}
