/**
 * Counts: the Poisson distribution.
 *
 * Sources: McCullagh & Nelder (1989), Generalized Linear Models, chapter 6, for the deviance; Loader
 * (2000), "Fast and accurate computation of binomial probabilities", for the probability.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { HALF_LOG_2PI, stirlingError } from "../../../math/distribution/special.ts";
import type { Note } from "../../../note.ts";
import { IDENTITY, type Link, LOG } from "../../family.ts";
import {
  divergence,
  type FamilyOfLinks,
  type GeneralizedFamily,
  type GivenResponse,
  sumRows,
} from "./generalized_family.ts";
import { SQRT } from "./links.ts";

/** log μ^y e^−μ / y!; no probability for what is no count. */
function logDensity(y: number, mu: number): number {
  if (!Number.isInteger(y)) return -Infinity;
  if (y === 0) return -mu;
  return -stirlingError(y) - divergence(y, mu) - HALF_LOG_2PI - 0.5 * Math.log(y);
}

/** Refuses negative counts, and remarks on counts that are no whole numbers. */
export function checkCounts({ values, label, rowOf }: GivenResponse, called: string): Note[] {
  const negative = values.findIndex((y) => y < 0);
  if (negative >= 0) {
    fail("negative-count", `${label} is ${values[negative]} in row ${rowOf(negative)}`, {
      hint: `A ${called} response is a count: 0, 1, 2, …`,
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

const family = (link: Link): GeneralizedFamily => ({
  name: "poisson",
  link,
  meanName: "rate",
  scale: "fixed",
  variance: (mu) => mu,
  deviance: (y, mu) => 2 * divergence(y, mu),
  logLikelihood: (rows) => sumRows(rows, (y, mu, w) => w * logDensity(y, mu)),
  startingMean: (y) => y + 0.1,
  isMean: (mu) => mu > 0 && mu < Infinity,
  check: (response) => checkCounts(response, "Poisson"),
});

/** R's `poisson()`. */
export const POISSON: FamilyOfLinks = { links: [LOG, IDENTITY, SQRT], with: family };

/** R's `quasipoisson()`: the same with a scale that is estimated, and without a likelihood. */
export const QUASI_POISSON: FamilyOfLinks = {
  links: POISSON.links,
  with: (link) => ({
    ...family(link),
    name: "quasipoisson",
    scale: "estimated",
    logLikelihood: () => NaN,
    check: (response) => checkCounts(response, "Poisson").slice(0, 0),
  }),
};
