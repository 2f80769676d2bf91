/**
 * Proportions: binomial, beta-binomial and beta distributions (Ferrari & Cribari-Neto 2004, J. Appl.
 * Stat. 31, 799–815, for the parametrisation by mean and precision).
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { logChoose } from "./log_factorial.ts";
import type { Note } from "../../../note.ts";
import type { Link } from "../../family.ts";
import { BINOMIAL } from "../families/binomial.ts";
import type { GivenResponse } from "../families/generalized_family.ts";
import {
  type DispersionMeaning,
  FITS_EXACTLY,
  type RandomFamily,
  type RandomFamilyOfLinks,
} from "./likelihood.ts";

/** Whole successes of whole trials. */
function checkSuccesses(response: GivenResponse): Note[] {
  const [note] = BINOMIAL.with(BINOMIAL.links[0]!).check(response);
  if (!note) return [];
  const text = note.text.replace(/: the likelihood.*/, "");
  return fail("non-integer-successes", text, {
    hint: "Write cbind(successes, failures), or y/n with weights = n",
  });
}

const binomial = (link: Link): RandomFamily => ({
  name: "binomial",
  link,
  meanName: "prob",
  dispersion: null,
  proportions: true,
  variance: (mu) => mu * (1 - mu),
  logDensity: (a, { y, trials: m }, mean, eta) => {
    const k = Math.round(m * y);
    const constant = logChoose(m, k);
    if (k === 0) return a.linear(mean.logRest(a, eta), m, constant);
    const some = a.linear(mean.log(a, eta), k, constant);
    return k === m ? some : a.add(some, mean.logRest(a, eta), m - k);
  },
  varianceJet: (a, { trials }, mu) => a.linear(a.multiply(mu, a.linear(mu, -1, 1)), 1 / trials),
  check: checkSuccesses,
});

const PRECISION: DispersionMeaning = {
  value: Math.exp,
  slope: Math.exp,
  meaning: "φ: the two shapes are μφ and (1 − μ)φ",
  start: 1,
  limit: { above: "proportions vary no more than binomial ones", below: null },
};

const betabinomial = (link: Link): RandomFamily => ({
  name: "betabinomial",
  link,
  meanName: "prob",
  dispersion: PRECISION,
  proportions: true,
  variance: (mu) => mu * (1 - mu),
  logDensity: (a, { y, trials: m }, mean, eta, delta) => {
    const k = Math.round(m * y);
    const total = a.exp(delta);
    const first = a.exp(a.add(mean.log(a, eta), delta));
    const second = a.exp(a.add(mean.logRest(a, eta), delta));
    const shares = a.add(a.logRising(k, first), a.logRising(m - k, second));
    return a.linear(a.add(shares, a.logRising(m, total), -1), 1, logChoose(m, k));
  },
  varianceJet: (a, { trials: m }, mu, delta) => {
    const total = a.exp(delta);
    const factor = a.multiply(a.linear(total, 1, m), a.inverse(a.linear(total, 1, 1)));
    return a.multiply(a.linear(a.multiply(mu, a.linear(mu, -1, 1)), 1 / m), factor);
  },
  check: checkSuccesses,
});

function checkInside({ values, label, rowOf }: GivenResponse): Note[] {
  const wrong = values.findIndex((y) => !(y > 0 && y < 1));
  if (wrong < 0) return [];
  return fail("not-inside", `${label} is ${values[wrong]} in row ${rowOf(wrong)}`, {
    hint:
      "A beta response lies between 0 and 1, and is neither: a share that can be 0 or 1 needs " +
      "another model",
  });
}

const beta = (link: Link): RandomFamily => ({
  name: "beta",
  link,
  meanName: null,
  dispersion: { ...PRECISION, limit: { above: FITS_EXACTLY, below: null } },
  proportions: false,
  variance: (mu) => mu * (1 - mu),
  logDensity: (a, { y }, mean, eta, delta) => {
    const total = a.exp(delta);
    const first = a.exp(a.add(mean.log(a, eta), delta));
    const second = a.exp(a.add(mean.logRest(a, eta), delta));
    const constants = a.add(a.logGamma(total), a.add(a.logGamma(first), a.logGamma(second)), -1);
    const shares = a.add(
      a.linear(first, Math.log(y), -Math.log(y)),
      a.linear(second, Math.log1p(-y), -Math.log1p(-y)),
    );
    return a.add(constants, shares);
  },
  varianceJet: (a, _, mu, delta) =>
    a.multiply(
      a.multiply(mu, a.linear(mu, -1, 1)),
      a.inverse(a.linear(a.exp(delta), 1, 1)),
    ),
  check: checkInside,
});

const { links } = BINOMIAL;

/** R's `binomial()`. */
export const BINOMIAL_JETS: RandomFamilyOfLinks = { links, with: binomial };
/** glmmTMB's `betabinomial()`. */
export const BETA_BINOMIAL: RandomFamilyOfLinks = { links: links.slice(0, 3), with: betabinomial };
/** glmmTMB's `beta_family()`. */
export const BETA: RandomFamilyOfLinks = { links: links.slice(0, 3), with: beta };
