/**
 * Counts: the Poisson distribution with the logarithm of its mean as linear predictor.
 *
 * Sources: McCullagh & Nelder (1989), Generalized Linear Models, chapter 6, for the deviance; Loader
 * (2000), "Fast and accurate computation of binomial probabilities", for the probability.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { log1pmx, stirlingError } from "../../math/distribution/special.ts";
import type { Note } from "../../note.ts";
import { LOG } from "../family.ts";
import type { GeneralizedFamily, GivenResponse } from "./generalized_family.ts";

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

/** 2{y log(y/μ) − (y − μ)}, without cancellation where y is about μ. */
function deviance(y: number, mu: number): number {
  return y === 0 ? 2 * mu : -2 * y * log1pmx((mu - y) / y);
}

/** log μ^y e^−μ / y!; no probability for what is no count. */
function logDensity(y: number, mu: number): number {
  if (!Number.isInteger(y)) return -Infinity;
  if (y === 0) return -mu;
  return -stirlingError(y) - deviance(y, mu) / 2 - HALF_LOG_2PI - 0.5 * Math.log(y);
}

function check({ values, label, rowOf }: GivenResponse): Note[] {
  const negative = values.findIndex((y) => y < 0);
  if (negative >= 0) {
    fail("negative-count", `${label} is ${values[negative]} in row ${rowOf(negative)}`, {
      hint: "A Poisson response is a count: 0, 1, 2, …",
    });
  }
  const broken = values.findIndex((y) => !Number.isInteger(y));
  if (broken < 0) return [];
  const count = values.reduce((sum, y) => sum + (Number.isInteger(y) ? 0 : 1), 0);
  const others = count > 1 ? `, and in ${count - 1} more` : "";
  return [{
    code: "non-integer-count",
    text: `${label} is ${values[broken]} in row ${rowOf(broken)}${others}: these are no counts, ` +
      "and the likelihood (AIC, BIC) is not theirs",
    data: { rows: count, first: rowOf(broken) },
  }];
}

/** R's `poisson()`. */
export const POISSON: GeneralizedFamily = {
  name: "poisson",
  link: LOG,
  meanName: "rate",
  variance: (mu) => mu,
  deviance,
  logDensity,
  startingMean: (y) => y + 0.1,
  check,
};
