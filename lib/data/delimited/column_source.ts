/**
 * What a column is read from, and what is known of it before.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Dialect, DialectOptions } from "./dialect.ts";
import type { MissingTexts } from "./missing_texts.ts";
import { NumberReader } from "./read_number.ts";
import type { TextPlaces } from "./text_places.ts";

/** What a column is declared to be. A factor is read as text; `skip` leaves the column out. */
export type ColumnClass = "numeric" | "integer" | "logical" | "character" | "factor" | "skip";

/** Whose blanks are taken off. */
export type Strip = NonNullable<DialectOptions["strip"]>;

/** What is known of a column before its fields are looked at. */
export interface Typing {
  name: string;
  class: ColumnClass | null;
  /** Blanks around texts are taken off: of those that are not quoted, or of all. */
  strip: Strip;
  /** Whose rules find out what a column is. */
  guess: "r" | "readr";
  /** What the file is called in messages. */
  file: string | null;
  /** Takes the notes that arise. */
  notes: Note[];
}

/** The text that a column is read from. */
export interface Source {
  bytes: Uint8Array;
  dialect: Dialect;
  missing: MissingTexts;
  places: TextPlaces;
  /** Takes fields of blanks alone, which are missing in a column of texts. */
  blanks: Set<string>;
}

/** Fields `[starts[i], ends[i])` of a column. */
export interface ColumnFields {
  starts: Int32Array;
  ends: Int32Array;
  /** A field of it has escaped quotes. */
  escaped: boolean;
  /** Its numbers, where they were read as the fields were found. */
  plain: PlainColumn | null;
}

/** A column of plain numbers. */
export interface PlainColumn {
  values: Float64Array;
  /** How many there are. */
  count: number;
  /** Rows of which nothing is known yet. */
  others: readonly number[];
  /** All are integers of R, written with digits alone. */
  whole: boolean;
  /** The first row with a leading zero; −1 if there is none. */
  leadingZero: number;
}

/** Reads the numbers of a column as its rules ask. */
export function numberReader({ bytes, dialect }: Source, { guess, strip }: Typing): NumberReader {
  return new NumberReader(bytes, dialect.decimal, guess, guess === "r" || strip !== "none");
}
