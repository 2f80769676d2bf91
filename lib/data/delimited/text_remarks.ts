/**
 * What is odd in a column of texts: numbers among which stands something else, and texts that
 * differ in what nobody sees.
 *
 * @module
 */
import type { NotNumbers, TextColumn } from "../column.ts";
import { type ColumnFields, numberReader, type Source, type Typing } from "./column_source.ts";
import { shownText, wayToNumbers, whyNotNumbers } from "../not_numbers.ts";
import { NOT_A_NUMBER } from "./read_number.ts";
import { otherInReadr } from "./readr_types.ts";

/** A column of more texts names rows, not treatments. */
const MOST_COMPARED = 2000;
/** Other texts that a message may need. */
const MOST_OTHERS = 5;

/** What is known of the texts of a column. */
export interface TextFacts {
  /** How often each occurs. */
  counts: Int32Array;
  /** The row in which each stands first. */
  firsts: readonly number[];
  fields: ColumnFields;
  /** The row of the first field that is no number; −1 if that was not asked. */
  notNumber: number;
}

/** The column with what is known of it; remarks go to the notes. */
export function remarksOnTexts(
  column: TextColumn,
  facts: TextFacts,
  source: Source,
  typing: Typing,
): TextColumn {
  const notNumbers = facts.notNumber < 0 || facts.notNumber >= column.codes.length
    ? null
    : notNumbersOf(column, facts, source, typing);
  if (notNumbers && 2 * notNumbers.count < notNumbers.present) {
    typing.notes.push({
      code: "not-all-numbers",
      text: `${typing.name} is text, since not all of its values are numbers: ` +
        `${whyNotNumbers(notNumbers)}. ${wayToNumbers(notNumbers)}`,
      data: { column: typing.name, ...notNumbers },
    });
  } else if (column.dictionary.length <= MOST_COMPARED) textsAlike(column, typing);
  if (typing.guess === "readr" && typing.class === null) noteOtherInReadr(column, source, typing);
  return notNumbers ? { ...column, notNumbers } : column;
}

function notNumbersOf(
  column: TextColumn,
  { counts, firsts, fields, notNumber }: TextFacts,
  source: Source,
  typing: Typing,
): NotNumbers {
  const reader = numberReader(source, typing);
  const { starts, ends } = fields;
  const first = column.codes[notNumber]!;
  const others: string[] = [];
  let count = 0;
  let present = 0;
  column.dictionary.forEach((text, place) => {
    present += counts[place]!;
    const row = firsts[place]!;
    if (reader.read(starts[row]!, ends[row]!) !== NOT_A_NUMBER) return;
    count += counts[place]!;
    if (place !== first && others.length < MOST_OTHERS) others.push(text);
  });
  return {
    text: column.dictionary[first] ?? "",
    line: source.places.line(starts[notNumber]!),
    file: typing.file,
    others,
    count,
    present,
  };
}

const unblanked = (text: string): string => text.normalize("NFC").trim().replace(/\s+/g, " ");

/** Texts that a reader takes for the same, and R for two. */
function textsAlike({ dictionary }: TextColumn, typing: Typing): void {
  const blanks = pairAlike(dictionary, unblanked);
  if (blanks) {
    const outside = unblanked(blanks[0]) !== blanks[0].trim() ? "" : "; strip.white = TRUE takes " +
      "off those at the ends";
    alike("blanks", blanks, `differ only in blanks or in how a letter is stored${outside}`, typing);
    return;
  }
  const cases = pairAlike(dictionary, (text) => unblanked(text).toLowerCase());
  if (cases) alike("case", cases, "differ only in capital letters", typing);
}

function alike(kind: string, pair: [string, string], how: string, typing: Typing): void {
  const [a, b] = pair.map(shownText);
  typing.notes.push({
    code: `${kind}-apart`,
    text: `${typing.name}: ${a} and ${b} are two levels, though they ${how}`,
    data: { column: typing.name, levels: pair },
  });
}

function pairAlike(
  texts: readonly string[],
  key: (text: string) => string,
): [string, string] | null {
  const seen = new Map<string, string>();
  for (const text of texts) {
    const own = key(text);
    const before = seen.get(own);
    if (before !== undefined) return [before, text];
    seen.set(own, text);
  }
  return null;
}

/** readr makes days, times or numbers of such texts, which count as numbers in a model. */
function noteOtherInReadr(column: TextColumn, { dialect }: Source, typing: Typing): void {
  const made = otherInReadr(column, String.fromCharCode(dialect.decimal));
  if (made === null) return;
  const example = column.dictionary[0]!;
  typing.notes.push({
    code: "text-for-readr",
    text:
      `${typing.name} stays text; readr makes ${made} of it (${example}), which a model takes ` +
      "as numbers",
    data: { column: typing.name, example },
  });
}
