/**
 * The distribution of a response: its variance as a function of its mean, and the link of its mean
 * with the linear predictor.
 *
 * @module
 */

/** A link η = g(μ). */
export interface Link {
  /** As R names it: `identity`, `log`. */
  readonly name: string;
  /** g(μ). */
  linear(mu: number): number;
  /** μ = g⁻¹(η). */
  mean(eta: number): number;
  /** dμ/dη. */
  derivative(eta: number): number;
  /** What a difference of two η is on the scale of the response, if it means something there. */
  readonly ratio: "ratio" | "odds.ratio" | null;
}

/** A family of distributions with a link. */
export interface Family {
  /** As R names it: `gaussian`, `poisson`. */
  readonly name: string;
  /** Of its mean. */
  readonly link: Link;
  /** What emmeans calls a mean on the scale of the response: `rate`; null where it has no name. */
  readonly meanName: string | null;
  /** V(μ): the variance is φV(μ)/w. */
  variance(mu: number): number;
}

/** The mean itself. */
export const IDENTITY: Link = {
  name: "identity",
  linear: (mu) => mu,
  mean: (eta) => eta,
  derivative: () => 1,
  ratio: null,
};

/** The normal distribution with the mean itself as linear predictor. */
export const GAUSSIAN: Family = {
  name: "gaussian",
  link: IDENTITY,
  meanName: null,
  variance: () => 1,
};

/** The logarithm of the mean: differences are ratios. */
export const LOG: Link = {
  name: "log",
  linear: Math.log,
  mean: Math.exp,
  derivative: Math.exp,
  ratio: "ratio",
};

/** A further parameter of a distribution. */
export interface FamilyParameter {
  /** As glmmTMB names it. */
  readonly name: string;
  /** Its estimate, or its limit where it grows without end. */
  readonly value: number;
}

/** The family of a fit, by names, with the functions behind them. */
export interface FittedFamily extends Omit<Family, "link"> {
  /** The link as R names it. */
  readonly link: string;
  /** The link itself. */
  readonly linked: Link;
}

/** A family as fits have it. */
export function fittedFamily({ name, link, meanName, variance }: Family): FittedFamily {
  return { name, link: link.name, linked: link, meanName, variance };
}

/** That of normal responses. */
export const NORMAL_FAMILY: FittedFamily = fittedFamily(GAUSSIAN);

/** How the scale φ of a family is known. */
export interface Dispersion {
  /** From the residuals; fixed by the family; by a model of its own. */
  readonly known: "estimated" | "fixed" | "modelled";
  /** φ; NaN where nothing is left to estimate it from, or where it has a model. */
  readonly value: number;
  /** It is no estimate. */
  readonly fixed: boolean;
  /** What it is, in words. */
  readonly meaning: string;
}

/** A scale of 1 that the family has. */
export const UNIT_SCALE: Dispersion = {
  known: "fixed",
  value: 1,
  fixed: true,
  meaning: "φ = 1: the mean alone says the variance",
};

/** A scale that is estimated. */
export function estimatedScale(value: number, meaning: string): Dispersion {
  return { known: "estimated", value, fixed: false, meaning };
}
