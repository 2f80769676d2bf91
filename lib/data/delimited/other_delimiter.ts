/**
 * A text whose fields are parted by another sign than it is read with.
 *
 * @module
 */
import type { Dialect } from "./dialect.ts";
import type { TextPlaces } from "./text_places.ts";

const LF = 10;
const CR = 13;

interface Candidate {
  sign: string;
  words: string;
  hint: string;
}

const CANDIDATES: readonly Candidate[] = [
  {
    sign: ";",
    words: "semicolons",
    hint: 'Read it by read.csv2(), or write sep = ";", and dec = "," if numbers are written 5,1',
  },
  { sign: "\t", words: "tabs", hint: 'Read it by read.delim(), or write sep = "\\t"' },
  { sign: ",", words: "commas", hint: "Read it by read.csv()" },
  { sign: "|", words: "bars", hint: 'Write sep = "|"' },
];

/**
 * Refuses a text whose header and first row agree in the number of other delimiters and not in
 * that of those it is read with.
 */
export function otherDelimiter(
  bytes: Uint8Array,
  at: number,
  dialect: Dialect,
  places: TextPlaces,
): void {
  if (dialect.delimiter < 0) return;
  const header = lineFrom(bytes, at);
  refuseMark(bytes, header, places);
  const row = lineFrom(bytes, header.next);
  const own = [header, row].map((line) => count(bytes, line, dialect.delimiter));
  for (const { sign, words, hint } of CANDIDATES) {
    const code = sign.charCodeAt(0);
    if (code === dialect.delimiter) continue;
    const found = count(bytes, header, code);
    // Names may well hold a comma or a bar, but hardly a semicolon or a tab.
    if (found === 0 || own[0]! > (sign === ";" || sign === "\t" ? found : 0)) continue;
    const alone = row.end === row.start && own[0] === 0;
    if (!alone && count(bytes, row, code) !== found) continue;
    places.fail(
      "other-delimiter",
      header.start,
      header.end,
      `The fields of this file are separated by ${words}`,
      hint,
    );
  }
}

/** Spreadsheets write or ask for a first line that says what stands between two fields. */
function refuseMark(bytes: Uint8Array, { start, end }: Line, places: TextPlaces): void {
  const word = String.fromCharCode(...bytes.subarray(start, Math.min(end - 1, start + 4)));
  if (end - start !== 5 || word.toLowerCase() !== "sep=") return;
  const sign = String.fromCharCode(bytes[end - 1]!);
  places.fail(
    "other-delimiter",
    start,
    end,
    "The first line is a mark for spreadsheets and holds no names",
    `Pass over it by skip = 1, and read fields by ${
      sign === ";" ? "read.csv2()" : sign === "\t" ? "read.delim()" : `sep = "${sign}"`
    }`,
  );
}

interface Line {
  start: number;
  end: number;
  next: number;
}

/** The next line that is not empty. */
function lineFrom(bytes: Uint8Array, at: number): Line {
  let start = at;
  while (bytes[start] === LF || bytes[start] === CR) start++;
  let end = start;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
  return { start, end, next: end + 1 };
}

/** How often a sign stands in a line outside of quotes. */
function count(bytes: Uint8Array, { start, end }: Line, sign: number): number {
  let found = 0;
  let quoted = false;
  for (let i = start; i < end; i++) {
    if (bytes[i] === 34) quoted = !quoted;
    else if (bytes[i] === sign && !quoted) found++;
  }
  return found;
}
