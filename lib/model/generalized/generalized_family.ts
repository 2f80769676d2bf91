/**
 * What the engine of generalized linear models asks of a family.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Family } from "../family.ts";

/** The counts, proportions … that a model is fitted to, with where they stand. */
export interface GivenResponse {
  readonly values: Float64Array;
  /** As R deparses it. */
  readonly label: string;
  /** The row of the data that a value stands in, from 1. */
  rowOf(i: number): number;
}

/** A family whose scale is known, with the functions that fitting it takes. */
export interface GeneralizedFamily extends Family {
  /** Twice the log-likelihood that a row of weight 1 loses against its own mean. */
  deviance(y: number, mu: number): number;
  /** Log density or probability of a row of weight 1. */
  logDensity(y: number, mu: number): number;
  /** The mean that the search begins at. */
  startingMean(y: number): number;
  /**
   * What is to be said of a response.
   *
   * @throws DiagnosticError of values that the family does not have, with their row
   */
  check(response: GivenResponse): Note[];
}
