/**
 * Measurements: normal, gamma and inverse Gaussian distributions.
 *
 * @module
 */
import { HALF_LOG_2PI } from "../../../math/distribution/special.ts";
import type { Link } from "../../family.ts";
import {
  checkNotNegative,
  checkPositive,
  GAMMA,
  GAUSSIAN_GLM,
  INVERSE_GAUSSIAN,
} from "../families/continuous.ts";
import {
  type DispersionMeaning,
  FITS_EXACTLY,
  type RandomFamily,
  type RandomFamilyOfLinks,
} from "./likelihood.ts";

const VARIANCE: DispersionMeaning = {
  value: Math.exp,
  slope: Math.exp,
  meaning: "σ², the variance",
  start: 0,
  limit: { above: null, below: FITS_EXACTLY },
};

const gaussian = (link: Link): RandomFamily => ({
  name: "gaussian",
  link,
  meanName: null,
  dispersion: VARIANCE,
  proportions: false,
  variance: () => 1,
  logDensity: (a, { y }, mean, eta, delta) => {
    const raw = a.linear(mean.mean(a, eta), -1, y);
    const square = a.multiply(a.multiply(raw, raw), a.exp(a.linear(delta, -1)));
    return a.linear(a.add(square, delta), -0.5, -HALF_LOG_2PI);
  },
  varianceJet: (a, _, __, delta) => a.exp(delta),
  check: () => [],
});

/**
 * Normal rows whose own variance is a number that is negligible beside that of the response: random
 * terms say all of their covariance.
 */
export function exactGaussian(link: Link, negligible: number): RandomFamily {
  return {
    ...gaussian(link),
    dispersion: null,
    known: negligible,
    logDensity: (a, { y }, mean, eta) => {
      const raw = a.linear(mean.mean(a, eta), -1, y);
      const constant = -HALF_LOG_2PI - 0.5 * Math.log(negligible);
      return a.linear(a.multiply(raw, raw), -0.5 / negligible, constant);
    },
    variance: () => negligible,
    varianceJet: (a, _, mu) => a.linear(mu, 0, negligible),
  };
}

const SHAPE: DispersionMeaning = {
  value: (delta) => Math.exp(-delta),
  slope: (delta) => -Math.exp(-delta),
  meaning: "φ: the variance is φμ², the shape 1/φ",
  start: 1,
  limit: { above: FITS_EXACTLY, below: null },
};

const gamma = (link: Link): RandomFamily => ({
  name: "Gamma",
  link,
  meanName: null,
  dispersion: SHAPE,
  proportions: false,
  variance: (mu) => mu * mu,
  logDensity: (a, { y }, mean, eta, delta) => {
    const shape = a.exp(delta);
    const log = mean.log(a, eta);
    const ratio = a.linear(a.exp(a.linear(log, -1)), y); // y/μ
    const inner = a.linear(a.add(a.add(delta, log, -1), ratio, -1), 1, Math.log(y));
    return a.linear(
      a.add(a.multiply(shape, inner), a.logGamma(shape), -1),
      1,
      -Math.log(y),
    );
  },
  varianceJet: (a, _, mu, delta) => a.multiply(a.multiply(mu, mu), a.exp(a.linear(delta, -1))),
  check: (response) => checkPositive(response, "A gamma"),
});

/** The gamma distribution, zeros being of the other part alone. */
const ziGamma = (link: Link): RandomFamily => ({
  ...gamma(link),
  truncated: true,
  zeroDensity: (a) => a.constant(-Infinity),
  check: (response) => checkNotNegative(response, "A gamma"),
});

const SCALE: DispersionMeaning = {
  value: Math.exp,
  slope: Math.exp,
  meaning: "φ: the variance is φμ³",
  start: -1,
  limit: { above: null, below: FITS_EXACTLY },
};

const inverseGaussian = (link: Link): RandomFamily => ({
  name: "inverse.gaussian",
  link,
  meanName: null,
  dispersion: SCALE,
  proportions: false,
  variance: (mu) => mu ** 3,
  logDensity: (a, { y }, mean, eta, delta) => {
    const raw = a.linear(a.exp(a.linear(mean.log(a, eta), -1)), y, -1); // (y − μ)/μ
    const square = a.multiply(a.multiply(raw, raw), a.exp(a.linear(delta, -1)));
    const constant = -HALF_LOG_2PI - 1.5 * Math.log(y);
    return a.add(a.linear(square, -0.5 / y, constant), delta, -0.5);
  },
  varianceJet: (a, _, mu, delta) => a.multiply(a.multiply(mu, a.multiply(mu, mu)), a.exp(delta)),
  check: (response) => checkPositive(response, "An inverse Gaussian"),
});

/** R's `gaussian()`. */
export const GAUSSIAN_JETS: RandomFamilyOfLinks = { links: GAUSSIAN_GLM.links, with: gaussian };
/** R's `Gamma()`. */
export const GAMMA_JETS: RandomFamilyOfLinks = { links: GAMMA.links, with: gamma };
/** glmmTMB's `ziGamma()`. */
export const ZI_GAMMA: RandomFamilyOfLinks = { links: GAMMA.links, with: ziGamma };
/** R's `inverse.gaussian()`. */
export const INVERSE_GAUSSIAN_JETS: RandomFamilyOfLinks = {
  links: INVERSE_GAUSSIAN.links,
  with: inverseGaussian,
};
