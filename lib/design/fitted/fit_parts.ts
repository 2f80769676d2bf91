/**
 * What the structure of a fit is found from, and what is found.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { ExpectedMeanSquares, Stratum } from "../structure/structure.ts";
import type { FittedTerm } from "./fit_terms.ts";
import type { GroupingFactor, RandomGroup } from "./random_terms.ts";

/** A fit taken apart, as balance and ranks need it. */
export interface FitParts {
  fit: Fit;
  terms: FittedTerm[];
  factors: GroupingFactor[];
  groups: RandomGroup[];
}

/** Strata with the stratum of each fixed term. */
export interface FitStrata {
  strata: Stratum[];
  /** By fixed term. */
  stratumOf: number[];
  /** Grouping factor → how its levels are numbered, as far as letters can say it. */
  unitCounts: Map<string, { times: number; filledBy: string[] }>;
  /** Of unbalanced data. */
  expected?: ExpectedMeanSquares | null;
  notes: Note[];
}
