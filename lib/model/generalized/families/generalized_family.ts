/**
 * What the engine of generalized linear models asks of a family.
 *
 * @module
 */
import { log1pmx } from "../../../math/distribution/special.ts";
import type { Note } from "../../../note.ts";
import type { Family, Link } from "../../family.ts";

/** The counts, proportions … that a model is fitted to, with where they stand. */
export interface GivenResponse {
  readonly values: Float64Array;
  /** Prior weights, numbers of trials among them; null for ones. */
  readonly weights: Float64Array | null;
  /** Whether the response was given as successes beside failures. */
  readonly paired: boolean;
  /** As R deparses it. */
  readonly label: string;
  /** The row of the data that a value stands in, from 1. */
  rowOf(i: number): number;
}

/** A fit, for its likelihood. */
export interface FittedRows {
  readonly response: Float64Array;
  readonly mu: Float64Array;
  /** Prior weights, numbers of trials among them; null for ones. */
  readonly weights: Float64Array | null;
  /** Numbers of trials, where the response was given as successes beside failures. */
  readonly trials: Float64Array | null;
  readonly deviance: number;
}

/** A family with the functions that fitting it takes. */
export interface GeneralizedFamily extends Family {
  /** Whether φ is 1, or comes from the residuals. */
  readonly scale: "fixed" | "estimated";
  /** Twice the log-likelihood that a row of weight 1 and φ = 1 loses against its own mean. */
  deviance(y: number, mu: number): number;
  /** Log likelihood; of a quasi-family, which has none, NaN. A scale that R puts in is put in. */
  logLikelihood(rows: FittedRows): number;
  /** The mean that the search begins at. */
  startingMean(y: number, weight: number): number;
  /** Whether a mean is one of this family's. */
  isMean(mu: number): boolean;
  /**
   * What is to be said of a response.
   *
   * @throws DiagnosticError of values that the family does not have, with their row
   */
  check(response: GivenResponse): Note[];
}

/** A family of `glm`: its links, the default first, and the family with a link. */
export interface FamilyOfLinks {
  readonly links: readonly Link[];
  with(link: Link): GeneralizedFamily;
}

/** Sums a term over the rows. */
export function sumRows(
  { response, mu, weights }: Pick<FittedRows, "response" | "mu" | "weights">,
  term: (y: number, mu: number, weight: number, i: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < response.length; i++) {
    sum += term(response[i]!, mu[i]!, weights ? weights[i]! : 1, i);
  }
  return sum;
}

/** y log(y/μ) − (y − μ), without cancellation where y is about μ. */
export function divergence(y: number, mu: number): number {
  return y === 0 ? mu : -y * log1pmx((mu - y) / y);
}
