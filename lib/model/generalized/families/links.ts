/**
 * Links beside the identity and the logarithm (McCullagh & Nelder 1989, Generalized Linear Models,
 * sections 2.3 and 4.3).
 *
 * @module
 */
import { normalDensity, normalUpper, qnorm } from "../../../math/distribution/normal.ts";
import { IDENTITY, type Link, LOG } from "../../family.ts";

/**
 * A probability that rounding would make 1 stays below it, and above 0 by as much, as R has it: a search
 * may pass over such predictors, where the distribution has neither a likelihood nor a slope.
 */
const inside = (mu: number): number => Math.max(Number.EPSILON, Math.min(mu, 1 - Number.EPSILON));
const above0 = (slope: number): number => Math.max(slope, Number.EPSILON);

/** The logarithm of the odds: differences are logarithms of ratios of odds. */
export const LOGIT: Link = {
  name: "logit",
  linear: (mu) => Math.log(mu / (1 - mu)),
  mean: (eta) => inside(1 / (1 + Math.exp(-eta))),
  derivative: (eta) => {
    const e = Math.exp(-Math.abs(eta));
    return above0(e / ((1 + e) * (1 + e)));
  },
  ratio: "odds.ratio",
};

/** The quantile of the normal distribution. */
export const PROBIT: Link = {
  name: "probit",
  linear: (mu) => qnorm(mu),
  mean: (eta) => inside(normalUpper(-eta)),
  derivative: (eta) => above0(normalDensity(eta)),
  ratio: null,
};

/** log(−log(1 − μ)). */
export const CLOGLOG: Link = {
  name: "cloglog",
  linear: (mu) => Math.log(-Math.log1p(-mu)),
  mean: (eta) => inside(-Math.expm1(-Math.exp(eta))),
  derivative: (eta) => above0(Math.exp(eta - Math.exp(eta))),
  ratio: null,
};

/** The quantile of the Cauchy distribution. */
export const CAUCHIT: Link = {
  name: "cauchit",
  linear: (mu) => Math.tan(Math.PI * (mu - 0.5)),
  mean: (eta) => 0.5 + Math.atan(eta) / Math.PI,
  derivative: (eta) => 1 / (Math.PI * (1 + eta * eta)),
  ratio: null,
};

/** 1/μ. */
export const INVERSE: Link = {
  name: "inverse",
  linear: (mu) => 1 / mu,
  mean: (eta) => 1 / eta,
  derivative: (eta) => -1 / (eta * eta),
  ratio: null,
};

/** 1/μ². */
export const INVERSE_SQUARE: Link = {
  name: "1/mu^2",
  linear: (mu) => 1 / (mu * mu),
  mean: (eta) => 1 / Math.sqrt(eta),
  derivative: (eta) => -1 / (2 * eta ** 1.5),
  ratio: null,
};

/** √μ. */
export const SQRT: Link = {
  name: "sqrt",
  linear: Math.sqrt,
  mean: (eta) => eta * eta,
  derivative: (eta) => 2 * eta,
  ratio: null,
};

/** All links by R's name. */
export const LINKS: Readonly<Record<string, Link>> = Object.fromEntries(
  [IDENTITY, LOG, LOGIT, PROBIT, CLOGLOG, CAUCHIT, INVERSE, INVERSE_SQUARE, SQRT]
    .map((link) => [link.name, link]),
);
