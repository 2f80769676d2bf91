/**
 * What the response of a model is.
 *
 * @module
 */
import type { Family } from "./family.ts";
import type { Formula } from "./formula/formula.ts";
import {
  type AppliedFunction,
  appliedFunction,
  isTransformed,
  LOG_ODDS_RATIO,
  type Transformation,
  transformationOf,
} from "./formula/transformation.ts";

/** What a response is made of, and how it goes back to the scale of its column. */
export interface ResponseForm {
  /** A column of numbers, or of an expression of columns; successes beside failures. */
  readonly shape: "column" | "successes-and-failures";
  /** It is more than a column of the data. */
  readonly transformed: boolean;
  /** The function that it is, where it is one of a single argument: of `log(y)` the logarithm. */
  readonly applied: AppliedFunction | null;
  /** What was done to the column, if it can be undone. */
  readonly transformation: Transformation | null;
}

/** The form of a response whose mean has a link: estimates go back by the link. */
export function linkedResponse(
  { response }: Formula,
  { link, meanName }: Pick<Family, "link" | "meanName">,
  paired = false,
): ResponseForm {
  const { name, mean, derivative, ratio } = link;
  return {
    shape: paired ? "successes-and-failures" : "column",
    transformed: false,
    applied: response && appliedFunction(response),
    transformation: name === "identity" ? null : {
      name,
      inverse: mean,
      derivative,
      ratio,
      ...(meanName === null ? {} : { estimateName: meanName }),
      ...(ratio === "odds.ratio" ? { ofDifferences: LOG_ODDS_RATIO } : {}),
    },
  };
}

/** The form of a formula's response that is one column of numbers. */
export function columnResponse({ response }: Formula): ResponseForm {
  return {
    shape: "column",
    transformed: response !== null && isTransformed(response),
    applied: response && appliedFunction(response),
    transformation: response && transformationOf(response),
  };
}
