/**
 * Families and links in LaTeX: one row each.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";

/** How the distribution of an observation is written. */
export interface FamilyLatex {
  /** Letter of the mean. */
  readonly mean: string;
  /** The distribution, given its mean with subscripts. */
  distribution(mean: string): string;
  /** What the mean is, for the where-list. */
  readonly meaning: string;
  /** Whether σ² is a parameter of it. */
  readonly scaled: boolean;
  /** Its other parameters, for the where-list. */
  readonly parameters?: readonly {
    readonly symbol: string;
    readonly meaning: string;
    readonly range?: string;
  }[];
}

/** How a link is written. */
export interface LinkLatex {
  /** Of a mean. */
  linear(mean: string): string;
  /** What the linear predictor is, for the where-list. */
  readonly meaning: string;
}

const NORMAL: FamilyLatex = {
  mean: "\\mu",
  distribution: (mean) => `N(${mean}, \\sigma^2)`,
  meaning: "its expected value",
  scaled: true,
};

const TRIALS = { symbol: "n", meaning: "number of trials of the observation" };

const BINOMIAL: FamilyLatex = {
  mean: "\\pi",
  distribution: (mean) => `\\operatorname{Binomial}(n, ${mean})`,
  meaning: "the probability of a success",
  scaled: false,
  parameters: [TRIALS],
};

const POISSON: FamilyLatex = {
  mean: "\\lambda",
  distribution: (mean) => `\\operatorname{Poisson}(${mean})`,
  meaning: "its expected value, which is its variance too",
  scaled: false,
};

const GAMMA: FamilyLatex = {
  mean: "\\mu",
  distribution: (mean) => `\\operatorname{Gamma}(${mean}, \\phi)`,
  meaning: "its expected value; its variance is φ times the square of it",
  scaled: false,
  parameters: [{
    symbol: "\\phi",
    meaning: "dispersion, the square of the coefficient of variation",
  }],
};

const SIZE = {
  symbol: "k",
  meaning: "size: the smaller it is, the more counts vary beyond Poisson’s",
};

const NEGATIVE_BINOMIAL: FamilyLatex = {
  mean: "\\mu",
  distribution: (mean) => `\\operatorname{NegBin}(${mean}, k)`,
  meaning: "its expected value μ; its variance is μ + μ²/k",
  scaled: false,
  parameters: [SIZE],
};

const PRECISION = { symbol: "\\phi", meaning: "precision: the larger it is, the less they vary" };

/** A quasi-family: mean and variance, and no distribution. */
const quasi = (family: FamilyLatex, variance: (mean: string) => string): FamilyLatex => ({
  ...family,
  distribution: (mean) => `(${mean},\\; \\phi\\,${variance(mean)})`,
  meaning: "its expected value; the variance stands beside it",
  parameters: [{ symbol: "\\phi", meaning: "dispersion" }],
});

/** By R's name. */
const FAMILIES: Readonly<Record<string, FamilyLatex>> = {
  gaussian: NORMAL,
  poisson: POISSON,
  binomial: BINOMIAL,
  Gamma: GAMMA,
  "inverse.gaussian": {
    mean: "\\mu",
    distribution: (mean) => `\\operatorname{IG}(${mean}, \\phi)`,
    meaning: "its expected value; its variance is φ times the cube of it",
    scaled: false,
    parameters: [{ symbol: "\\phi", meaning: "dispersion" }],
  },
  quasipoisson: quasi(POISSON, (mean) => mean),
  quasibinomial: quasi(BINOMIAL, (mean) => `${mean}(1 - ${mean})`),
  nbinom2: NEGATIVE_BINOMIAL,
  nbinom1: {
    ...NEGATIVE_BINOMIAL,
    distribution: (mean) => `\\operatorname{NegBin}_1(${mean}, \\alpha)`,
    meaning: "its expected value μ; its variance is μ(1 + α)",
    parameters: [{ symbol: "\\alpha", meaning: "excess of the variance over Poisson’s" }],
  },
  beta: {
    mean: "\\mu",
    distribution: (mean) => `\\operatorname{Beta}(${mean}\\phi, (1 - ${mean})\\phi)`,
    meaning: "its expected value",
    scaled: false,
    parameters: [PRECISION],
  },
  betabinomial: {
    mean: "\\pi",
    distribution: (mean) => `\\operatorname{BetaBinomial}(n, ${mean}\\phi, (1 - ${mean})\\phi)`,
    meaning: "the expected proportion of successes",
    scaled: false,
    parameters: [TRIALS, PRECISION],
  },
};

const SAME: LinkLatex = {
  linear: (mean) => mean,
  meaning: "linear predictor, equal to the expected value because the link is the identity",
};

/** By R's name. */
const LINKS: Readonly<Record<string, LinkLatex>> = {
  identity: SAME,
  log: {
    linear: (mean) => `\\log ${mean}`,
    meaning: "linear predictor, the logarithm of the expected value",
  },
  logit: {
    linear: (mean) => `\\log\\frac{${mean}}{1 - ${mean}}`,
    meaning: "linear predictor, the logarithm of the odds",
  },
  probit: {
    linear: (mean) => `\\Phi^{-1}(${mean})`,
    meaning: "linear predictor, the quantile of the normal distribution",
  },
  cloglog: {
    linear: (mean) => `\\log\\{-\\log(1 - ${mean})\\}`,
    meaning: "linear predictor, the complementary log-log of the probability",
  },
  cauchit: {
    linear: (mean) => `\\tan\\{\\pi(${mean} - \\tfrac12)\\}`,
    meaning: "linear predictor, the quantile of the Cauchy distribution",
  },
  inverse: {
    linear: (mean) => `1/${mean}`,
    meaning: "linear predictor, the reciprocal of the expected value",
  },
  "1/mu^2": {
    linear: (mean) => `1/${mean}^2`,
    meaning: "linear predictor, the reciprocal of the square of the expected value",
  },
  sqrt: {
    linear: (mean) => `\\sqrt{${mean}}`,
    meaning: "linear predictor, the root of the expected value",
  },
};

/** The distribution of a model's observations; normal for a design. */
export function familyLatex(fit: Fit | null): FamilyLatex {
  if (!fit) return NORMAL;
  if (fit.marginal && fit.marginal.zeroInflation.length > 0) return unwritten(fit);
  const name = fit.family.name.startsWith("Negative Binomial(") ? "nbinom2" : fit.family.name;
  return FAMILIES[name] ?? unwritten(fit);
}

/** Its link. */
export function linkLatex(fit: Fit | null): LinkLatex {
  return fit ? LINKS[fit.family.link] ?? unwritten(fit) : SAME;
}

function unwritten({ family }: Fit): never {
  return fail(
    "no-equation",
    `The family ${family.name} with link ${family.link} has no equation`,
    {
      hint: "Write it between $$ and $$",
    },
  );
}
