/**
 * Columns. Text is dictionary-encoded; a missing value is NaN in a numeric column and −1 in the
 * others.
 *
 * @module
 */

/** Numbers; missing is NaN. */
export interface NumericColumn {
  readonly kind: "numeric";
  readonly name: string;
  readonly values: Float64Array;
}

/** A factor: `codes[i]` is the index of its level, −1 if missing. */
export interface FactorColumn {
  readonly kind: "factor";
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
  readonly ordered: boolean;
}

/** Text that was not declared a factor: `codes[i]` indexes `dictionary` (order of appearance). */
export interface TextColumn {
  readonly kind: "text";
  readonly name: string;
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** Truth values: 1, 0, or −1 for missing. */
export interface LogicalColumn {
  readonly kind: "logical";
  readonly name: string;
  readonly values: Int8Array;
}

/** A named column. */
export type Column = NumericColumn | FactorColumn | TextColumn | LogicalColumn;
