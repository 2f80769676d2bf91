/**
 * What is said of columns that are factors.
 *
 * @module
 */

/** Which columns are factors. */
export interface DeclaredFactors {
  /** Columns that are factors. */
  factors?: readonly string[];
  /** Levels in order; makes the column a factor. */
  levels?: Readonly<Record<string, readonly string[]>>;
  /** Ordered factors. */
  ordered?: readonly string[];
}
