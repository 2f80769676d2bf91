/**
 * What a table of contrasts is made of, how it is shown, and the numbers in between.
 *
 * @module
 */
import { isEstimable } from "../model/estimable.ts";
import type { Fit } from "../model/fit.ts";
import type { Adjust } from "./contrast_table.ts";
import type { DenominatorDf } from "./ddf.ts";
import { covarianceOf, dot, quadraticForm, restrict, rowRank } from "./linear_function.ts";
import type { Show, Side } from "./means_grid.ts";
import type { Transformation } from "./transformation.ts";

/** Contrasts of one `by` group. */
export interface ContrastGroup {
  by: Record<string, string | number> | null;
  names: readonly string[];
  /** Interaction contrasts: the parts of each name. */
  parts: readonly Record<string, string>[] | null;
  linearFull: readonly Float64Array[];
  known: readonly number[];
  /** Means compared. */
  familySize: number;
}

/** What a table of contrasts is made of. */
export interface ContrastParts {
  fit: Fit;
  df: DenominatorDf;
  method: string;
  by: string[];
  groups: readonly ContrastGroup[];
  type: "pairs" | "contrast" | "prediction";
  averagedOver: string[];
  estimateName: string;
  transformation: Transformation | null;
}

/** How it is shown. */
export interface ContrastView {
  adjust: Adjust;
  level: number;
  scale: "link" | "response";
  show: Show;
  side: Side;
  delta: number;
  nullValue: number;
}

/** One group in numbers; only the estimable contrasts have any. */
export interface GroupNumbers {
  linear: (Float64Array | null)[];
  estimate: Float64Array;
  standardError: Float64Array;
  df: Float64Array;
}

/** Estimates, standard errors and df of a group. */
export function numbersOf(parts: ContrastParts, group: ContrastGroup): GroupNumbers {
  const { fit, df } = parts;
  const { kept, nullBasis } = fit.fixed;
  const k = group.names.length;
  const out: GroupNumbers = {
    linear: new Array(k),
    estimate: new Float64Array(k),
    standardError: new Float64Array(k),
    df: new Float64Array(k),
  };
  for (let i = 0; i < k; i++) {
    const full = group.linearFull[i]!;
    if (Number.isNaN(full[0] ?? 0) || !isEstimable(full, fit.fixed)) {
      out.linear[i] = null;
      continue;
    }
    const l = nullBasis.length === 0 && kept.length === full.length ? full : restrict(full, kept);
    out.linear[i] = l;
    out.estimate[i] = dot(l, fit.beta) + group.known[i]!;
    out.standardError[i] = Math.sqrt(quadraticForm(l, df.covariance));
    out.df[i] = df.df(l);
  }
  return out;
}

/** Rank of the estimable functions of a group. */
export function rankOf(numbers: GroupNumbers): number {
  return rowRank(numbers.linear.filter((l): l is Float64Array => l !== null));
}

/** Correlation of the estimable contrasts of a group, row by row. */
export function correlationOf(parts: ContrastParts, numbers: GroupNumbers): Float64Array {
  const rows = numbers.linear.filter((l): l is Float64Array => l !== null);
  const q = rows.length;
  const v = covarianceOf(rows, parts.df.covariance);
  const sd = Float64Array.from(rows, (_, i) => Math.sqrt(v[i * q + i]!));
  return v.map((x, i) => {
    const [a, b] = [Math.floor(i / q), i % q];
    return a === b ? 1 : x / (sd[a]! * sd[b]!);
  });
}
