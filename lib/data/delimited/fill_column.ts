/**
 * The fields of one column to its values. The type is the narrowest that all of them have.
 *
 * @module
 */
import { ByteDictionary } from "./byte_dictionary.ts";
import type { Column, LogicalColumn, NumericColumn, TextColumn } from "../column.ts";
import { type ColumnFields, numberReader, type Source, type Typing } from "./column_source.ts";
import { isBlank } from "./missing_texts.ts";
import { isQuoted, meantText } from "./quoted_text.ts";
import { LARGEST_INTEGER } from "./plain_numbers.ts";
import { NOT_A_NUMBER, type NumberReader } from "./read_number.ts";
import { remarksOnTexts } from "./text_remarks.ts";

/** Fills a column from its fields. */
export function fillColumn(source: Source, fields: ColumnFields, typing: Typing): Column {
  const isText = typing.class === "character" || typing.class === "factor";
  const tried = isText || typing.class === "logical" ? -1 : fillNumeric(source, fields, typing);
  if (typeof tried !== "number") return tried;
  const { column, counts, firsts } = fillText(source, fields, typing);
  const isEmptyInReadr = typing.guess === "readr" && fields.starts.length === 0;
  const truth = isText || isEmptyInReadr ? null : asLogical(column, source, fields, firsts, typing);
  return truth ??
    remarksOnTexts(column, { counts, firsts, fields, notNumber: tried }, source, typing);
}

/** Numbers, or the place of the first field that is none; faults if the column is declared. */
function fillNumeric(source: Source, fields: ColumnFields, typing: Typing): NumericColumn | number {
  const { missing, places } = source;
  const { starts, ends } = fields;
  const n = starts.length;
  const reader = numberReader(source, typing);
  const declared = typing.class !== null;
  const mustBeWhole = typing.class === "integer";
  // what was read where it was found is not looked at again
  const plain = missing.declared || mustBeWhole ? null : fields.plain;
  const rows = plain?.others ?? null;
  const values = plain?.values ?? new Float64Array(n);
  let leadingZero = plain?.leadingZero ?? -1;
  let present = plain?.count ?? 0;
  let whole = plain?.whole ?? true;
  const left = rows?.length ?? n;
  for (let k = 0; k < left; k++) {
    const i = rows ? rows[k]! : k;
    const start = starts[i]!;
    const end = ends[i]!;
    const isNumber = reader.read(start, end) !== NOT_A_NUMBER ||
      (fields.escaped && readQuoted(reader, source, start, end));
    if (isNumber && !(missing.declared && isMissing(source, typing, start, end))) {
      values[i] = reader.value;
      present++;
      if (whole) {
        whole = Math.abs(reader.value) <= LARGEST_INTEGER && isInteger(source, start, end, typing);
      }
      if (reader.leadingZero && (leadingZero < 0 || i < leadingZero)) leadingZero = i;
      if (mustBeWhole && !Number.isInteger(reader.value)) {
        notOfClass("no whole number", start, end, source, typing);
      }
      continue;
    }
    if (isMissing(source, typing, start, end)) {
      values[i] = NaN;
      continue;
    }
    if (!declared) return i;
    notOfClass("no number", start, end, source, typing);
  }
  if (present === 0 && !declared) return n;
  if (leadingZero >= 0 && !declared) {
    const example = places.text(starts[leadingZero]!, ends[leadingZero]!).trim();
    typing.notes.push({
      code: "leading-zero",
      text: `${typing.name} stays text, since its values are written with leading zeros ` +
        `(${example})${typing.guess === "r" ? "; R makes them numbers" : ""}`,
      data: { column: typing.name, example },
    });
  }
  if (leadingZero >= 0 && !declared) return n;
  const isR = typing.guess === "r";
  return {
    kind: "numeric",
    name: typing.name,
    values,
    ...(typing.class === "integer" || (whole && !declared && isR) ? { integer: true } : {}),
  };
}

function notOfClass(
  what: string,
  start: number,
  end: number,
  { places }: Source,
  { name }: Typing,
): void {
  const text = places.text(start, end).trim();
  places.add(
    "not-a-number",
    start,
    end,
    `${name} is declared numeric, but "${text}" is ${what}`,
    "Mend it, or name it among the missing values",
  );
}

/** Reads a field whose quotes have blanks beside them, as in `1, "2"`. */
function readQuoted(
  reader: NumberReader,
  { bytes, dialect }: Source,
  start: number,
  end: number,
): boolean {
  if (!dialect.quotesWithin) return false;
  while (start < end && isBlank(bytes[start]!)) start++;
  while (end > start && isBlank(bytes[end - 1]!)) end--;
  const isWhole = end - start > 2 && dialect.quotes[bytes[start]!] === 1 &&
    bytes[end - 1] === bytes[start];
  return isWhole && reader.read(start + 1, end - 1) !== NOT_A_NUMBER;
}

/** Whether a number is written with digits alone, as R's integers are. */
function isInteger(
  { bytes, dialect }: Source,
  start: number,
  end: number,
  { strip }: Typing,
): boolean {
  for (let i = start; i < end; i++) {
    const c = bytes[i]!;
    if ((c >= 48 && c <= 57) || c === 43 || c === 45 || dialect.quotes[c] === 1) continue;
    // For R an integer may have blanks before it, and none behind it.
    if (!isBlank(c) || (strip === "none" && i > start && !isBlank(bytes[i - 1]!))) return false;
  }
  return true;
}

/** Whether a field means that the value is missing; blanks count unless they are taken off. */
function isMissing(source: Source, { strip }: Typing, start: number, end: number): boolean {
  const { bytes, dialect, missing } = source;
  if (strip !== "none" && (strip === "all" || !isQuoted(bytes, start, dialect))) {
    while (start < end && isBlank(bytes[start]!)) start++;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
  }
  return missing.has(bytes, start, end);
}

/** Texts, how often each occurs, and in which row first. */
interface FilledText {
  column: TextColumn;
  counts: Int32Array;
  firsts: number[];
}

function fillText(source: Source, fields: ColumnFields, typing: Typing): FilledText {
  const { bytes, missing, dialect } = source;
  const n = fields.starts.length;
  const codes = new Int32Array(n);
  const seen = new ByteDictionary(bytes);
  // Whether the text of a place in the dictionary means missing: asked once for each.
  const absent: boolean[] = [];
  const rows: number[] = [];
  const often: number[] = [];
  const strips = typing.strip !== "none";
  for (let i = 0; i < n; i++) {
    let start = fields.starts[i]!;
    let end = fields.ends[i]!;
    if (strips && (typing.strip === "all" || !isQuoted(bytes, start, dialect))) {
      while (start < end && isBlank(bytes[start]!)) start++;
      while (end > start && isBlank(bytes[end - 1]!)) end--;
    }
    const place = seen.place(start, end);
    if (place < absent.length) often[place]!++;
    else {
      absent.push(missing.has(bytes, start, end));
      if (end > start && missing.isBlank(bytes, start, end)) {
        source.blanks.add(source.places.text(start, end));
      }
      rows.push(i);
      often.push(1);
    }
    codes[i] = place;
  }
  const { dictionary, code, places } = textsOf(seen, absent, source, fields.escaped);
  if (code.some((own, place) => own !== place)) {
    for (let i = 0; i < n; i++) codes[i] = code[codes[i]!]!;
  }
  const counts = new Int32Array(dictionary.length);
  code.forEach((own, place) => {
    if (own >= 0) counts[own]! += often[place]!;
  });
  const firsts = places.map((place) => rows[place]!);
  return { column: { kind: "text", name: typing.name, codes, dictionary }, counts, firsts };
}

/** Texts of a column. */
interface Texts {
  dictionary: string[];
  /** By place of the bytes: that of their text in the dictionary, or −1 if they mean missing. */
  code: number[];
  /** By text: where its bytes stand first. */
  places: number[];
}

function textsOf(
  { starts, ends }: ByteDictionary,
  absent: readonly boolean[],
  { bytes, dialect, places }: Source,
  escaped: boolean,
): Texts {
  const present = absent.flatMap((isAbsent, place) => isAbsent ? [] : [place]);
  const raw = places.texts(present.map((k) => starts[k]!), present.map((k) => ends[k]!));
  const code = absent.map(() => -1);
  if (!escaped) {
    present.forEach((place, k) => code[place] = k);
    return { dictionary: raw, code, places: present };
  }
  const dictionary: string[] = [];
  const firsts: number[] = [];
  // Different bytes can be the same text: "a""b" beside a"b.
  const known = new Map<string, number>();
  present.forEach((place, k) => {
    const text = meantText(raw[k]!, bytes, starts[place]!, dialect);
    let own = known.get(text);
    if (own === undefined) {
      own = dictionary.push(text) - 1;
      known.set(text, own);
      firsts.push(place);
    }
    code[place] = own;
  });
  return { dictionary, code, places: firsts };
}

const IN_R: Readonly<Record<string, 0 | 1>> = { T: 1, TRUE: 1, F: 0, FALSE: 0 };
const DECLARED: Readonly<Record<string, 0 | 1>> = { ...IN_R, true: 1, True: 1, false: 0, False: 0 };
const IN_READR: Readonly<Record<string, 0 | 1>> = { ...DECLARED, t: 1, f: 0 };

/** Truth values, if all texts are such; a column without any value is logical, as in R. */
function asLogical(
  text: TextColumn,
  source: Source,
  { starts, ends }: ColumnFields,
  firsts: readonly number[],
  typing: Typing,
): LogicalColumn | null {
  const declared = typing.class === "logical";
  const words = typing.guess === "readr" ? IN_READR : declared ? DECLARED : IN_R;
  const map = text.dictionary.map((t) => Object.hasOwn(words, t) ? words[t]! : null);
  const odd = map.indexOf(null);
  if (odd >= 0 && !declared) return null;
  if (odd >= 0) {
    const row = firsts[odd]!;
    source.places.add(
      "not-logical",
      starts[row]!,
      ends[row]!,
      `${typing.name} is declared logical, but "${text.dictionary[odd]}" is no truth value`,
      "Write TRUE or FALSE, or give the column another class",
    );
  }
  const values = new Int8Array(text.codes.length);
  for (let i = 0; i < values.length; i++) {
    const code = text.codes[i]!;
    values[i] = code < 0 ? -1 : map[code] ?? -1;
  }
  return { kind: "logical", name: typing.name, values };
}
