/**
 * The fields of one column to its values. The type is the narrowest that all of them have.
 *
 * @module
 */
import { greatest } from "../lists.ts";
import type { Note } from "../note.ts";
import type { Column } from "./column.ts";
import type { TextPlaces } from "./text_places.ts";
import { ByteDictionary } from "./byte_dictionary.ts";
import { NOT_A_NUMBER, NumberReader } from "./read_number.ts";

/** What is known of a column before its fields are looked at. */
export interface Typing {
  name: string;
  /** Texts that mean missing. */
  missing: ReadonlySet<string>;
  /** Declared a number. */
  numeric: boolean;
  /** Takes the notes that arise. */
  notes: Note[];
}

/** Fills a column from fields `[starts[i], ends[i])`. */
export function fillColumn(
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  escaped: number,
  typing: Typing,
  places: TextPlaces,
): Column {
  const missing = new MissingTexts(typing.missing);
  const numeric = fillNumeric(bytes, starts, ends, missing, typing, places);
  if (numeric) return numeric;
  const { name } = typing;
  const { codes, dictionary } = fillText(bytes, starts, ends, escaped, missing, places);
  const text: Column = { kind: "text", name, codes, dictionary };
  return asLogical(text, name) ?? text;
}

/** Recognises missing fields without making strings. */
class MissingTexts {
  /** There are others than `NA` and the empty field, numbers perhaps. */
  readonly declared: boolean;
  private readonly texts: Uint8Array[];
  private readonly longest: number;

  constructor(texts: ReadonlySet<string>) {
    this.texts = [...texts].filter((t) => t !== "").map((t) => new TextEncoder().encode(t));
    this.declared = [...texts].some((t) => t !== "" && t !== "NA");
    this.longest = greatest(this.texts.map((t) => t.length), 0);
  }

  has(bytes: Uint8Array, start: number, end: number): boolean {
    while (start < end && isBlank(bytes[start]!)) start++;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
    if (start === end) return true;
    if (end - start > this.longest) return false;
    next: for (const text of this.texts) {
      if (text.length !== end - start) continue;
      for (let i = 0; i < text.length; i++) if (text[i] !== bytes[start + i]) continue next;
      return true;
    }
    return false;
  }
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

/** Numbers, or null if a field is none (a fault if the column is declared numeric). */
function fillNumeric(
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  missing: MissingTexts,
  typing: Typing,
  places: TextPlaces,
): Column | null {
  const n = starts.length;
  const values = new Float64Array(n);
  const reader = new NumberReader(bytes);
  let leadingZero = -1;
  let present = 0;
  let whole = true;
  for (let i = 0; i < n; i++) {
    const start = starts[i]!;
    const end = ends[i]!;
    const isNumber = reader.read(start, end) !== NOT_A_NUMBER;
    if (isNumber && !(missing.declared && missing.has(bytes, start, end))) {
      values[i] = reader.value;
      present++;
      whole &&= Math.abs(reader.value) <= LARGEST_INTEGER && isInteger(bytes, start, end);
      if (reader.leadingZero && leadingZero < 0) leadingZero = i;
      continue;
    }
    if (missing.has(bytes, start, end)) {
      values[i] = NaN;
      continue;
    }
    if (!typing.numeric) return null;
    places.add(
      "not-a-number",
      start,
      end,
      `${typing.name} is declared numeric, but this is no number`,
      "Mend it, or name it among the missing values",
    );
  }
  if (present === 0 && !typing.numeric) return null;
  if (leadingZero >= 0 && !typing.numeric) {
    const example = places.text(starts[leadingZero]!, ends[leadingZero]!).trim();
    typing.notes.push({
      code: "leading-zero",
      text: `${typing.name} stays text, since its values are written with leading zeros ` +
        `(${example}); R makes them numbers`,
      data: { column: typing.name, example },
    });
    return null;
  }
  return {
    kind: "numeric",
    name: typing.name,
    values,
    ...(whole && !typing.numeric ? { integer: true } : {}),
  };
}

/** Where R's type integer ends. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/** Whether a number is written with digits alone, as R's integers are. */
function isInteger(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    const digit = c >= 48 && c <= 57;
    if (!digit && !isBlank(c) && c !== 43 && c !== 45) return false;
  }
  return true;
}

function fillText(
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  escaped: number,
  missing: MissingTexts,
  places: TextPlaces,
): { codes: Int32Array; dictionary: string[] } {
  const n = starts.length;
  const codes = new Int32Array(n);
  const seen = new ByteDictionary(bytes);
  // Whether the text of a place in the dictionary means missing: asked once for each.
  const absent: boolean[] = [];
  for (let i = 0; i < n; i++) {
    const place = seen.place(starts[i]!, ends[i]!);
    if (place === absent.length) absent.push(missing.has(bytes, starts[i]!, ends[i]!));
    codes[i] = place;
  }
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  const code = absent.map((isAbsent, place) => {
    if (isAbsent) return -1;
    const raw = places.text(seen.starts[place]!, seen.ends[place]!);
    const text = escaped ? raw.replaceAll('""', '"') : raw;
    // Different bytes can be the same text: "a""b" beside a"b.
    const before = known.get(text);
    if (before !== undefined) return before;
    known.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  });
  for (let i = 0; i < n; i++) codes[i] = code[codes[i]!]!;
  return { codes, dictionary };
}

const LOGICAL: Record<string, 0 | 1> = {
  T: 1,
  TRUE: 1,
  True: 1,
  true: 1,
  F: 0,
  FALSE: 0,
  False: 0,
  false: 0,
};

/** Truth values, if all texts are such; a column without any value is logical, as in R. */
function asLogical(text: Column, name: string): Column | null {
  if (text.kind !== "text") return null;
  const map = text.dictionary.map((t) => Object.hasOwn(LOGICAL, t) ? LOGICAL[t]! : null);
  if (map.includes(null)) return null;
  return {
    kind: "logical",
    name,
    values: Int8Array.from(text.codes, (c) => c < 0 ? -1 : map[c]!),
  };
}
