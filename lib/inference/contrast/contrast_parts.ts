/**
 * What a table of contrasts is made of, how it is shown, and the numbers in between.
 *
 * @module
 */
import type { Estimates } from "../estimate/estimates.ts";
import { combinedEstimates } from "./combined_estimates.ts";
import type { CombinedFunctions } from "./weights.ts";
import { covarianceOf } from "../../math/algebra/linear_functions.ts";
import { rowRank } from "../estimate/linear_function.ts";
import { isTestable } from "../estimate/sides.ts";
import type { Note } from "../../note.ts";
import type { EstimateParts } from "../estimate/viewed_table.ts";

/** Contrasts of one `by` group. */
export interface ContrastGroup {
  by: Record<string, string | number> | null;
  names: readonly string[];
  /** Interaction contrasts: the parts of each name. */
  parts: readonly Record<string, string>[] | null;
  functions: CombinedFunctions;
  known: readonly number[];
  /** Means compared. */
  familySize: number;
}

/** Means that are contrasted. */
export interface ContrastedMeans {
  factors: readonly string[];
  at: readonly Record<string, string | number>[];
  /** Rows of each group. */
  groups: readonly (readonly number[])[];
  /** What each is called in contrasts; null where these are within groups, or products. */
  labels: readonly string[] | null;
}

/** What a table of contrasts is made of. */
export interface ContrastParts extends EstimateParts {
  method: string;
  groups: readonly ContrastGroup[];
  /** The variables whose combinations are compared, as far as they are known. */
  primary?: readonly string[];
  type: "pairs" | "contrast" | "prediction";
  /** What else is to be said of them. */
  remarks?: readonly Note[];
  /** What the column of their names is called, if not `contrast`. */
  label?: string | undefined;
  /** The means that they are made of: their variables, and which rows each group has. */
  of?: ContrastedMeans | undefined;
}

/** Estimates, standard errors and df of a group. */
export function numbersOf({ fit, df }: ContrastParts, group: ContrastGroup): Estimates {
  return combinedEstimates(fit, df, group.functions, group.known);
}

/** Rank of the estimable functions of a group. */
export function rankOf(numbers: Estimates): number {
  return rowRank(numbers.linear.filter((l): l is Float64Array => l !== null));
}

const correlations = new WeakMap<Estimates, Float64Array>();

/**
 * Correlation of the contrasts of a group that have a test, row by row; asked again it is the same
 * array, by which the law of the largest statistic is known.
 */
export function correlationOf(parts: ContrastParts, numbers: Estimates): Float64Array {
  let known = correlations.get(numbers);
  if (!known) correlations.set(numbers, known = makeCorrelation(parts, numbers));
  return known;
}

function makeCorrelation(parts: ContrastParts, numbers: Estimates): Float64Array {
  const rows = numbers.linear.filter((l, i): l is Float64Array =>
    l !== null && isTestable(numbers.standardError[i]!, numbers.df[i]!)
  );
  const q = rows.length;
  const v = covarianceOf(rows, parts.df.covariance);
  const sd = Float64Array.from(rows, (_, i) => Math.sqrt(v[i * q + i]!));
  return v.map((x, i) => {
    const [a, b] = [Math.floor(i / q), i % q];
    return a === b ? 1 : x / (sd[a]! * sd[b]!);
  });
}
