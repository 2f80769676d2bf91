/**
 * What a table of means is made of.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import type { Transformation } from "../estimate/transformation.ts";

/** What a table of means is made of. */
export interface MeansParts {
  fit: Fit;
  df: DenominatorDf;
  /** One function over all columns for each mean. */
  linearFull: readonly Float64Array[];
  known: Float64Array;
  at: readonly Record<string, string | number>[];
  factors: string[];
  by: string[];
  averagedOver: string[];
  /** Some of the means are averaged over it, others are not. */
  averagedPartly?: boolean;
  estimateName: string;
  transformation: Transformation | null;
  /** Remarks that come before the others: nesting, interaction. */
  first: Note[];
}
