/**
 * Which rows a model used, by their names in the data.
 *
 * @module
 */

/** Names of the rows of a fit that have values: those used and, of an `lm`, those of weight 0. */
export interface ModelRows {
  /** In the order of the data. */
  names: readonly string[];
  /** Names of all rows of the data, where some are left out. */
  all?: readonly string[];
  /** Rows with missing values keep their places: `na.exclude`. */
  excluded?: boolean;
  /** Of each of them the place among the rows used and, after these, those of weight 0. */
  order: Int32Array | null;
  /** `na.exclude`: all rows, with the places of those above; null if the others are forgotten. */
  padded: { names: readonly string[]; places: Int32Array } | null;
}

const ACTIONS = ["na.omit", "na.exclude", "na.fail"] as const;

/** What becomes of rows with missing values. */
export type MissingAction = typeof ACTIONS[number];

/** The action of that name, or undefined. */
export function missingActionNamed(name: string): MissingAction | undefined {
  return ACTIONS.find((a) => a === name);
}
