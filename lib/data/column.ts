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
  /** Of a column whose rows nobody has: sums over cells are all that is known of it. */
  readonly held?: HeldRows;
}

/**
 * Rows of a numeric column that stand for those of which only counts, means and products by cell are
 * known: any numbers with these moments. What follows from moments follows from them; a single one
 * of them means nothing, and must not be shown.
 */
export interface HeldRows {
  /** What the cells call the column, whatever it is called now. */
  readonly name: string;
  /** Cell of each row; −1 where the value is missing. */
  readonly cell: Int32Array;
  /** Rows that each cell has a value for. */
  readonly counts: Float64Array;
  /** What rounding took from each value. */
  readonly low: Float64Array;
  /**
   * The mean of each cell's values, unweighted: that of the rows themselves is another where they are
   * weighted. NaN where it is not known.
   */
  readonly average: Float64Array;
  /** Which cells. */
  readonly source: HeldSource;
}

/** Where cells come from, and what is known of them. */
export interface HeldSource {
  /** What the file is called; null for a table that was made. */
  readonly file: string | null;
  /** The factors that cells are by. */
  readonly by: readonly string[];
  /** The columns of numbers, as the table calls them. */
  readonly numbers: readonly string[];
  /** The weights that means and products are weighted by; null if they are not. */
  readonly weights: string | null;
  /** Whether two columns of numbers have products, so that both may stand in one model. */
  paired(a: string, b: string): boolean;
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
