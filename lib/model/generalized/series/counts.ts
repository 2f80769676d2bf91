/**
 * Counts: Poisson and the two negative binomial distributions, whole and without zeros.
 *
 * Sources: Hilbe (2011), Negative Binomial Regression, for the two parametrisations: variance
 * μ + μ²/k (type 2) and μ(1 + α) (type 1).
 *
 * @module
 */
import { IDENTITY, type Link, LOG } from "../../family.ts";
import { SQRT } from "../families/links.ts";
import { checkCounts } from "../families/poisson.ts";
import { fail } from "../../../diagnostic.ts";
import type { GivenResponse } from "../families/generalized_family.ts";
import type { Note } from "../../../note.ts";
import type { DispersionMeaning, RandomFamily, RandomFamilyOfLinks } from "./likelihood.ts";
import type { Jet, JetAlgebra } from "./jet.ts";
import { logFactorial } from "./log_factorial.ts";

/** Counts that are whole: a density of others is none. `called` is the distribution's name. */
export const checkOf = (called: string) => (response: GivenResponse): Note[] => {
  const [note] = checkCounts(response, called);
  if (!note) return [];
  return fail("non-integer-count", note.text.replace(/: these.*/, ": this is no count"), {
    hint: "Counts are 0, 1, 2, …; a rate is a count with offset(log(exposure))",
  });
};

/** Links of counts, the default first. */
export const COUNT_LINKS: readonly Link[] = [LOG, IDENTITY, SQRT];

const poisson = (link: Link): RandomFamily => ({
  name: "poisson",
  link,
  meanName: "rate",
  dispersion: null,
  proportions: false,
  variance: (mu) => mu,
  logDensity: (a, { y }, mean, eta) => {
    const mu = mean.mean(a, eta);
    const constant = -logFactorial(y);
    if (y === 0) return a.linear(mu, -1, constant);
    return a.add(a.linear(mean.log(a, eta), y, constant), mu, -1);
  },
  varianceJet: (_, __, mu) => mu,
  check: checkOf("Poisson"),
});

const SIZE: DispersionMeaning = {
  value: Math.exp,
  slope: Math.exp,
  meaning: "size k: the variance is μ + μ²/k",
  start: 0,
  limit: { above: "counts vary no more than Poisson's", below: null },
};

const nbinom2 = (link: Link): RandomFamily => ({
  name: "nbinom2",
  link,
  meanName: null,
  dispersion: SIZE,
  proportions: false,
  variance: (mu) => mu,
  logDensity: (a, { y }, mean, eta, delta) => {
    // log(k + μ) − log k and log(k + μ) − log μ, as functions of log μ − log k
    const ratio = a.add(mean.log(a, eta), delta, -1);
    const size = a.exp(delta);
    const none = a.linear(a.multiply(size, a.softplus(ratio)), -1);
    if (y === 0) return none;
    const some = a.linear(a.softplus(a.linear(ratio, -1)), -y, -logFactorial(y));
    return a.add(a.add(a.logRising(y, size), none), some);
  },
  varianceJet: (a, _, mu, delta) =>
    a.add(mu, a.multiply(a.multiply(mu, mu), a.exp(a.linear(delta, -1)))),
  check: checkOf("negative binomial"),
});

const EXCESS: DispersionMeaning = {
  value: Math.exp,
  slope: Math.exp,
  meaning: "α: the variance is μ(1 + α)",
  start: 0,
  limit: { above: null, below: "counts vary no more than Poisson's" },
};

const nbinom1 = (link: Link): RandomFamily => ({
  name: "nbinom1",
  link,
  meanName: null,
  dispersion: EXCESS,
  proportions: false,
  variance: (mu) => mu,
  logDensity: (a, { y }, mean, eta, delta) => {
    const size = a.exp(a.add(mean.log(a, eta), delta, -1));
    const none = a.linear(a.multiply(size, a.softplus(delta)), -1);
    if (y === 0) return none;
    const some = a.linear(a.softplus(a.linear(delta, -1)), -y, -logFactorial(y));
    return a.add(a.add(a.logRising(y, size), none), some);
  },
  varianceJet: (a, _, mu, delta) => a.multiply(mu, a.linear(a.exp(delta), 1, 1)),
  check: checkOf("negative binomial"),
});

/** A distribution of counts without its zeros. */
export function truncated(family: RandomFamily): RandomFamily {
  return {
    ...family,
    name: `truncated_${family.name}`,
    truncated: true,
    zeroDensity: (a, { trials }, mean, eta, delta) =>
      family.logDensity(a, { y: 0, trials }, mean, eta, delta),
    logDensity: (a, row, mean, eta, delta) => {
      const own = family.logDensity(a, row, mean, eta, delta);
      const none = family.logDensity(a, { y: 0, trials: row.trials }, mean, eta, delta);
      return a.add(own, logOneLess(a, none), -1);
    },
  };
}

const logOneLess = (a: JetAlgebra, x: Jet): Jet => a.log(a.linear(a.expm1(x), -1));

/** R's `poisson()`. */
export const POISSON_JETS: RandomFamilyOfLinks = { links: COUNT_LINKS, with: poisson };
/** glmmTMB's `nbinom2()`. */
export const NBINOM2: RandomFamilyOfLinks = { links: COUNT_LINKS, with: nbinom2 };
/** glmmTMB's `nbinom1()`. */
export const NBINOM1: RandomFamilyOfLinks = { links: COUNT_LINKS, with: nbinom1 };
/** glmmTMB's truncated families. */
export const TRUNCATED_POISSON: RandomFamilyOfLinks = {
  links: COUNT_LINKS,
  with: (link) => truncated(poisson(link)),
};
/** … */
export const TRUNCATED_NBINOM2: RandomFamilyOfLinks = {
  links: COUNT_LINKS,
  with: (link) => truncated(nbinom2(link)),
};
/** … */
export const TRUNCATED_NBINOM1: RandomFamilyOfLinks = {
  links: COUNT_LINKS,
  with: (link) => truncated(nbinom1(link)),
};
