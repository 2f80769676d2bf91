/**
 * Proportions: the binomial distribution, its response a proportion and its weight the number of
 * trials.
 *
 * Sources: McCullagh & Nelder (1989), Generalized Linear Models, chapter 4; Loader (2000), "Fast and
 * accurate computation of binomial probabilities", for the probability.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { HALF_LOG_2PI, stirlingError } from "../../../math/distribution/special.ts";
import type { Note } from "../../../note.ts";
import { type Link, LOG } from "../../family.ts";
import {
  divergence,
  type FamilyOfLinks,
  type FittedRows,
  type GeneralizedFamily,
  type GivenResponse,
  sumRows,
} from "./generalized_family.ts";
import { CAUCHIT, CLOGLOG, LOGIT, PROBIT } from "./links.ts";

/** As far from a whole number R takes a count for one. */
const WHOLE = 1e-3;

const deviance = (y: number, mu: number): number =>
  2 * (divergence(y, mu) + divergence(1 - y, 1 - mu));

/** log of the probability of k successes in m trials; y = k/m. */
export function logBinomial(k: number, m: number, mu: number): number {
  if (k === 0) return m === 0 ? 0 : m * Math.log1p(-mu);
  if (k === m) return m * Math.log(mu);
  const y = k / m;
  return stirlingError(m) - stirlingError(k) - stirlingError(m - k) -
    m * deviance(y, mu) / 2 - HALF_LOG_2PI - 0.5 * Math.log(k * (1 - y));
}

/** As R: rows are counted as whole numbers of trials and successes. */
function logLikelihood(rows: FittedRows): number {
  const trials = rows.trials?.some((m) => m > 1) ? rows.trials : null;
  return sumRows(rows, (y, mu, w, i) => {
    const m = trials ? trials[i]! : w;
    if (!(m > 0)) return 0;
    return w / m * logBinomial(Math.round(m * y), Math.round(m), mu);
  });
}

/** Refuses what is no proportion. */
export function checkProportions({ values, label, paired, rowOf }: GivenResponse): void {
  const wrong = values.findIndex((y) => y < 0 || y > 1);
  if (wrong < 0) return;
  fail(
    "no-proportion",
    paired
      ? `${label} has a negative count in row ${rowOf(wrong)}`
      : `${label} is ${values[wrong]} in row ${rowOf(wrong)}`,
    {
      hint: paired
        ? "Successes and failures are counts: of y successes in n trials they are cbind(y, n - y), and no y is above its n"
        : "A binomial response is 0 or 1, a factor, a proportion with weights = trials, or cbind(successes, failures)",
    },
  );
}

function check(response: GivenResponse): Note[] {
  checkProportions(response);
  const { values, weights, label, rowOf } = response;
  const successes = (i: number): number => values[i]! * (weights ? weights[i]! : 1);
  const broken = (i: number): boolean => Math.abs(successes(i) - Math.round(successes(i))) > WHOLE;
  const rows = Array.from(values.keys()).filter(broken);
  if (rows.length === 0) return [];
  const first = rows[0]!;
  const others = rows.length > 1 ? `, and of ${rows.length - 1} more` : "";
  return [{
    code: "non-integer-successes",
    text: `${label} is no whole number of successes in row ${rowOf(first)}${others}: ` +
      "the likelihood (AIC, BIC) is not that of counts; is weights = trials missing?",
    data: { rows: rows.length, first: rowOf(first) },
  }];
}

const family = (link: Link): GeneralizedFamily => ({
  name: "binomial",
  link,
  meanName: "prob",
  scale: "fixed",
  variance: (mu) => mu * (1 - mu),
  deviance,
  logLikelihood,
  startingMean: (y, w) => (w * y + 0.5) / (w + 1),
  isMean: (mu) => mu > 0 && mu < 1,
  check,
});

/** R's `binomial()`. */
export const BINOMIAL: FamilyOfLinks = {
  links: [LOGIT, PROBIT, CLOGLOG, CAUCHIT, LOG],
  with: family,
};

/** R's `quasibinomial()`: the same with a scale that is estimated, and without a likelihood. */
export const QUASI_BINOMIAL: FamilyOfLinks = {
  links: BINOMIAL.links,
  with: (link) => ({
    ...family(link),
    name: "quasibinomial",
    scale: "estimated",
    logLikelihood: () => NaN,
    check: (response) => {
      checkProportions(response);
      return [];
    },
  }),
};
