/**
 * Where the fields of a delimited text are.
 *
 * @module
 */
import type { TextPlaces } from "./text_places.ts";

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Fields by column: bytes `[starts[j][i], ends[j][i])`, quotes around a field left out. */
export interface Fields {
  names: string[];
  rows: number;
  starts: Int32Array[];
  ends: Int32Array[];
  /** By column: 1 if a field of it has doubled quotes. */
  escaped: Uint8Array;
}

/** Finds header and fields; faults go to `places`, those that make going on senseless are thrown. */
export function findFields(bytes: Uint8Array, delimiter: number, places: TextPlaces): Fields {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    places.fail("not-utf8", 0, 2, "The file is UTF-16", "Save it as UTF-8");
  }
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const scanner = new FieldScanner(bytes, delimiter, places, bom ? 3 : 0);
  scanner.skipEmptyLines();
  if (scanner.done()) places.fail("empty-table", 0, 0, "There is no header", "Write column names");
  const names = readHeader(scanner, places);
  return readRows(scanner, names, countLines(bytes, scanner.at), places);
}

/** Reads one field after another. */
class FieldScanner {
  /** The field read last. */
  start = 0;
  end = 0;
  /** It has doubled quotes. */
  doubled = false;
  /** It was the last one of its row. */
  last = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly delimiter: number,
    private readonly places: TextPlaces,
    public at: number,
  ) {}

  done(): boolean {
    return this.at >= this.bytes.length;
  }

  skipEmptyLines(): void {
    const { bytes } = this;
    for (;;) {
      if (bytes[this.at] === LF) this.at++;
      else if (bytes[this.at] === CR && bytes[this.at + 1] === LF) this.at += 2;
      else return;
    }
  }

  next(): void {
    const { bytes, delimiter } = this;
    const n = bytes.length;
    let i = this.at;
    this.doubled = false;
    if (bytes[i] === QUOTE) {
      i = this.quoted(i);
    } else {
      this.start = i;
      for (; i < n; i++) {
        const c = bytes[i]!;
        if (c === delimiter || c === LF) break;
      }
      this.end = i > this.start && bytes[i - 1] === CR && (i === n || bytes[i] === LF) ? i - 1 : i;
    }
    this.last = i >= n || bytes[i] === LF;
    this.at = i + 1;
  }

  /** Reads a quoted field from its opening quote; gives the place of what ends it. */
  private quoted(open: number): number {
    const { bytes } = this;
    let close = bytes.indexOf(QUOTE, open + 1);
    while (close >= 0 && bytes[close + 1] === QUOTE) {
      this.doubled = true;
      close = bytes.indexOf(QUOTE, close + 2);
    }
    if (close < 0) {
      this.places.fail(
        "unclosed-quote",
        open,
        open + 1,
        "This quote is never closed",
        'Close it, or double a quote that belongs to the text ("")',
      );
    }
    this.start = open + 1;
    this.end = close;
    let i = close + 1;
    if (bytes[i] === CR && (bytes[i + 1] === LF || i + 1 === bytes.length)) i++;
    if (i < bytes.length && bytes[i] !== this.delimiter && bytes[i] !== LF) {
      this.places.fail(
        "bad-quote",
        i,
        i + 1,
        "Text stands between a closing quote and the next delimiter",
        'Quote the whole field, and double a quote that belongs to the text ("")',
      );
    }
    return i;
  }
}

function readHeader(scanner: FieldScanner, places: TextPlaces): string[] {
  const names: string[] = [];
  do {
    scanner.next();
    const raw = places.text(scanner.start, scanner.end);
    const name = (scanner.doubled ? raw.replaceAll('""', '"') : raw).trim();
    const [start, end] = [scanner.start, Math.max(scanner.end, scanner.start + 1)];
    if (name === "") {
      places.add(
        "empty-column-name",
        start,
        end,
        `Column ${names.length + 1} has no name`,
        "Name it in the header; row names are left out by write.csv(row.names = FALSE)",
      );
    } else if (names.includes(name)) {
      places.add(
        "duplicate-column",
        start,
        end,
        `There are two columns named ${name}`,
        "Give each column a name of its own",
      );
    }
    names.push(name);
  } while (!scanner.last);
  return names;
}

function readRows(
  scanner: FieldScanner,
  names: string[],
  most: number,
  places: TextPlaces,
): Fields {
  const p = names.length;
  const starts = names.map(() => new Int32Array(most));
  const ends = names.map(() => new Int32Array(most));
  const escaped = new Uint8Array(p);
  let rows = 0;
  for (;;) {
    scanner.skipEmptyLines();
    if (scanner.done()) break;
    const first = scanner.at;
    let j = 0;
    do {
      scanner.next();
      if (j < p) {
        starts[j]![rows] = scanner.start;
        ends[j]![rows] = scanner.end;
        if (scanner.doubled) escaped[j] = 1;
      }
      j++;
    } while (!scanner.last);
    if (j !== p) {
      places.add(
        "ragged-row",
        j < p ? Math.max(first, scanner.end) : first,
        scanner.end,
        `This row has ${j} ${j === 1 ? "field" : "fields"}, the header has ${p}`,
        j < p ? "Write the missing fields, empty if need be" : "Quote a field that has a delimiter",
      );
    }
    rows++;
  }
  const cut = (a: Int32Array) => a.subarray(0, rows);
  return { names, rows, starts: starts.map(cut), ends: ends.map(cut), escaped };
}

/** At least the number of rows that are left. */
function countLines(bytes: Uint8Array, from: number): number {
  let count = 1;
  for (let i = from; i < bytes.length; i++) if (bytes[i] === LF) count++;
  return count;
}
