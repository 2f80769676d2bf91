/**
 * Columns. Text is dictionary-encoded; a missing value is NaN in a numeric column and −1 in the
 * others.
 *
 * @module
 */

/** Numbers; missing is NaN. */
export interface NumericColumn {
  /** Tells the kinds of column apart. */
  readonly kind: "numeric";
  /** Its name in the table. */
  readonly name: string;
  /** One number a row. */
  readonly values: Float64Array;
  /** Whole numbers of R's type integer, which are never written with a power of ten. */
  readonly integer?: boolean;
}

/** A factor: `codes[i]` is the index of its level, −1 if missing. */
export interface FactorColumn {
  /** Tells the kinds of column apart. */
  readonly kind: "factor";
  /** Its name in the table. */
  readonly name: string;
  /** One index into `levels` a row. */
  readonly codes: Int32Array;
  /** Levels in order; some may not occur. */
  readonly levels: readonly string[];
  /** Whether the levels have an order (polynomial contrasts). */
  readonly ordered: boolean;
}

/** Text that was not declared a factor: `codes[i]` indexes `dictionary` (order of appearance). */
export interface TextColumn {
  /** Tells the kinds of column apart. */
  readonly kind: "text";
  /** Its name in the table. */
  readonly name: string;
  /** One index into `dictionary` a row. */
  readonly codes: Int32Array;
  /** Distinct texts. */
  readonly dictionary: readonly string[];
  /** Why it is no column of numbers, of a column that was read from a file. */
  readonly notNumbers?: NotNumbers;
}

/** What in a column of a file is no number. */
export interface NotNumbers {
  /** The first of its values that are no numbers, as written. */
  readonly text: string;
  /** The line of the file in which that stands. */
  readonly line: number;
  /** What the file is called; null for a text that is none. */
  readonly file: string | null;
  /** Some more of them, each once. */
  readonly others: readonly string[];
  /** How many values are no numbers, and how many there are that are not missing. */
  readonly count: number;
  /** See `count`. */
  readonly present: number;
}

/** Truth values: 1, 0, or −1 for missing. */
export interface LogicalColumn {
  /** Tells the kinds of column apart. */
  readonly kind: "logical";
  /** Its name in the table. */
  readonly name: string;
  /** One value a row. */
  readonly values: Int8Array;
}

/** A named column. */
export type Column = NumericColumn | FactorColumn | TextColumn | LogicalColumn;
