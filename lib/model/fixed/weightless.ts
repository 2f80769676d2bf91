/**
 * Rows of weight 0: they take no part in a fit, and have values on it all the same.
 *
 * @module
 */
import { DiagnosticError } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import type { FixedEffects } from "./fixed_effects.ts";

/** The rows of weight 0 of a fit, with what the fit gives them. */
export interface WeightlessRows {
  /** Where they stand in the data that were given. */
  readonly rows: Int32Array;
  /** Their columns. */
  readonly data: Table;
  /** NaN for a level that only rows of weight 0 have. */
  readonly fitted: readonly number[];
  /** Response minus fitted value. */
  readonly residuals: readonly number[];
}

/** What is asked of a row, or null where the row has a level that no row with a weight has. */
export function orUnknownLevel<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    const unknown = error instanceof DiagnosticError &&
      error.diagnostics.every((d) => d.code === "unknown-level");
    if (!unknown) throw error;
    return null;
  }
}

/**
 * Values of the rows of weight 0.
 *
 * @param response theirs, in the order of `rows`
 * @param mean from the linear predictor
 */
export function weightlessRows(
  fixed: FixedEffects,
  beta: Float64Array,
  rows: Int32Array,
  data: Table,
  response: Float64Array,
  mean: (eta: number) => number = (eta) => eta,
): WeightlessRows {
  const fitted = Array.from(rows, (_, i) => {
    const one = data.filter(Int32Array.of(i));
    return orUnknownLevel(() => {
      const [row] = fixed.rowsFor(one);
      const start = fixed.offsetFor(one)[0]!;
      return mean(fixed.kept.reduce((sum, j, k) => sum + row![j]! * beta[k]!, start));
    }) ?? NaN;
  });
  return { rows, data, fitted, residuals: fitted.map((f, i) => response[i]! - f) };
}
