/**
 * The smallest difference that an experiment can be expected to find.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { checkAlpha } from "../../math/distribution/argument.ts";
import { noncentralityOfF } from "../../math/distribution/noncentrality.ts";
import type { Design } from "../declared/design.ts";
import { differencePattern, sumOfSquares } from "./effects.ts";
import { termsAsked } from "./power.ts";
import type { PrecisionOptions } from "./precision.ts";
import { denominatorOf } from "../fitted/error_term.ts";
import { readVariances } from "./variance.ts";

/** The smallest difference that is found with the wanted power. */
export interface DetectableRow {
  /** The term. */
  term: string;
  /** df of the term. */
  numDf: number;
  /** df of its error. */
  denDf: number | null;
  /** The noncentrality that gives the power. */
  ncp: number | null;
  /** Null where there is no error to test against. */
  differ: number | null;
  /** The power wanted. */
  power: number;
}

/** What power is wanted. */
export interface DetectableOptions extends PrecisionOptions {
  /** 0.8. */
  power?: number;
  /** Level of the tests; 0.05. */
  alpha?: number;
}

/**
 * The minimum detectable difference of each term, in the sense of `differ` of `power`.
 *
 * @example
 * ```ts
 * import { design, detectableDifference } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const [row] = detectableDifference(d, { variance: { residual: 8 }, power: 0.9 });
 * if (!(row!.differ! > 7 && row!.denDf === 12)) throw new Error();
 * ```
 */
export function detectableDifference(
  design: Design,
  options: DetectableOptions,
): DetectableRow[] {
  const alpha = checkAlpha(options.alpha ?? 0.05);
  const wanted = options.power ?? 0.8;
  if (!(wanted > alpha && wanted < 1)) {
    fail("bad-power", `A power is between the level of the test and 1, not ${wanted}`, {
      hint: "Write power = 0.8",
    });
  }
  const variances = readVariances(design, options.variance);
  return termsAsked(design, options.terms).map((term) => {
    const numDf = term.dfCount;
    const error = denominatorOf(design, term, variances);
    if (!error) {
      return { term: term.label, numDf, denDf: null, ncp: null, differ: null, power: wanted };
    }
    const denDf = error.df;
    const ncp = noncentralityOfF(wanted, numDf, denDf, alpha);
    const unit = sumOfSquares(design, term, differencePattern(design, term, 1)) / error.value;
    const differ = Math.sqrt(ncp / unit);
    return { term: term.label, numDf, denDf, ncp, differ, power: wanted };
  });
}
