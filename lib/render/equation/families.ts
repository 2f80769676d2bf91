/**
 * Families and links in LaTeX: one row each.
 *
 * @module
 */
import { distributionName } from "../../model/distribution_name.ts";
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import { formatNumber, signif } from "../number/number_format.ts";

/** How the distribution of an observation is written. */
export interface FamilyLatex {
  /** Letter of the mean. */
  readonly mean: string;
  /** The distribution, given its mean with subscripts, and its other parameter where that has any too. */
  distribution(mean: string, other?: string): string;
  /** What the mean is, for the where-list. */
  readonly meaning: string;
  /** Whether σ² is a parameter of it. */
  readonly scaled: boolean;
  /** The parameter that a model of the dispersion is of, and its logarithm as the model has it. */
  readonly dispersion?: { readonly symbol: string; linear(symbol: string): string };
  /** Its other parameters, for the where-list. */
  readonly parameters?: readonly {
    readonly symbol: string;
    readonly meaning: string;
    readonly range?: string;
    /** Whether it is the further one beside the dispersion. */
    readonly further?: boolean;
  }[];
}

/** How a link is written. */
export interface LinkLatex {
  /** Of a mean. */
  linear(mean: string): string;
  /** What the linear predictor is, for the where-list. */
  readonly meaning: string;
}

function logOf(symbol: string): NonNullable<FamilyLatex["dispersion"]> {
  return { symbol, linear: (own) => `\\log ${own}` };
}

const NORMAL: FamilyLatex = {
  mean: "\\mu",
  distribution: (mean, variance = "\\sigma^2") => `N(${mean}, ${variance})`,
  meaning: "its expected value",
  scaled: true,
  dispersion: logOf("\\sigma^2"),
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
  distribution: (mean, phi = "\\phi") => `\\operatorname{Gamma}(${mean}, ${phi})`,
  meaning: "its expected value; its variance is φ times the square of it",
  scaled: false,
  // glmmTMB's predictor is of the shape, 1/φ
  dispersion: { symbol: "\\phi", linear: (own) => `-\\log ${own}` },
  parameters: [{
    symbol: "\\phi",
    meaning: "dispersion, the square of the coefficient of variation",
  }],
};

const SIZE = {
  symbol: "\\theta",
  meaning: "size: the smaller it is, the more counts vary beyond Poisson’s",
};

const NEGATIVE_BINOMIAL: FamilyLatex = {
  mean: "\\mu",
  distribution: (mean, size = "\\theta") => `\\operatorname{NegBin}(${mean}, ${size})`,
  meaning: "its expected value μ; its variance is μ + μ²/θ",
  scaled: false,
  dispersion: logOf("\\theta"),
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
    distribution: (mean, excess = "\\alpha") => `\\operatorname{NegBin}_1(${mean}, ${excess})`,
    dispersion: logOf("\\alpha"),
    meaning: "its expected value μ; its variance is μ(1 + α)",
    parameters: [{ symbol: "\\alpha", meaning: "excess of the variance over Poisson’s" }],
  },
  genpois: {
    mean: "\\mu",
    distribution: (mean, phi = "\\phi") => `\\operatorname{GenPoisson}(${mean}, ${phi})`,
    meaning: "its expected value μ; its variance is φμ",
    scaled: false,
    dispersion: logOf("\\phi"),
    parameters: [{ symbol: "\\phi", meaning: "variance over the expected value; 1 is Poisson’s" }],
  },
  compois: {
    mean: "\\mu",
    distribution: (mean, phi = "\\phi") => `\\operatorname{CMP}(${mean}, ${phi})`,
    meaning: "its expected value μ, of the Conway-Maxwell-Poisson distribution",
    scaled: false,
    dispersion: logOf("\\phi"),
    parameters: [{
      symbol: "\\phi",
      meaning:
        "about the variance over the expected value: 1/φ is the exponent of the factorial, " +
        "and 1 is Poisson’s",
    }],
  },
  beta: {
    mean: "\\mu",
    distribution: (mean, phi = "\\phi") =>
      `\\operatorname{Beta}(${mean}${phi}, (1 - ${mean})${phi})`,
    meaning: "its expected value",
    scaled: false,
    dispersion: logOf("\\phi"),
    parameters: [PRECISION],
  },
  tweedie: {
    mean: "\\mu",
    distribution: (mean, phi = "\\phi") => `\\operatorname{Tweedie}_p(${mean}, ${phi})`,
    meaning: "its expected value μ; its variance is φ times the p-th power of it",
    scaled: false,
    dispersion: logOf("\\phi"),
    parameters: [
      {
        symbol: "p",
        meaning: "power of the variance: 1 is Poisson’s, 2 the gamma distribution’s",
        further: true,
      },
      { symbol: "\\phi", meaning: "dispersion" },
    ],
  },
  t: {
    mean: "\\mu",
    distribution: (mean, scale = "\\sigma") => `t_\\nu(${mean}, ${scale})`,
    meaning: "its centre",
    scaled: false,
    dispersion: logOf("\\sigma"),
    parameters: [
      {
        symbol: "\\nu",
        meaning: "degrees of freedom: the fewer they are, the more observations lie far out",
        further: true,
      },
      { symbol: "\\sigma", meaning: "scale: the variance is σ²ν/(ν − 2)" },
    ],
  },
  betabinomial: {
    mean: "\\pi",
    distribution: (mean, phi = "\\phi") =>
      `\\operatorname{BetaBinomial}(n, ${mean}${phi}, (1 - ${mean})${phi})`,
    meaning: "the expected proportion of successes",
    scaled: false,
    dispersion: logOf("\\phi"),
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

/** Counts above 0: a distribution without its zeros. */
const truncated = (family: FamilyLatex): FamilyLatex => ({
  ...family,
  distribution: (mean, other) =>
    family.distribution(mean, other)
      .replace(/^\\operatorname\{(\w+)\}(_1)?/, (_, name: string, one = "") =>
        `\\operatorname{${name}}^{+}${one}`),
  meaning: `the expected value that counts had with their zeros; those above 0 have a larger one${
    /variance is μ.*/.test(family.meaning)
      ? `; with zeros the ${/variance is μ.*/.exec(family.meaning)![0]}`
      : ""
  }`,
});

const TRUNCATED = /^truncated_/;

/** The distribution of a model's observations; normal for a design. */
export function familyLatex(fit: Fit | null): FamilyLatex {
  if (!fit) return NORMAL;
  const { name } = fit.family;
  const plain = name.startsWith("Negative Binomial(") ? "nbinom2" : name.replace(TRUNCATED, "");
  const family = FAMILIES[plain] ?? unwritten(fit);
  const estimated = withEstimate(family, fit);
  return TRUNCATED.test(name) ? truncated(estimated) : estimated;
}

/** With the estimate of the family's other parameter beside its meaning. */
function withEstimate(
  family: FamilyLatex,
  { dispersion, generalized, marginal }: Fit,
): FamilyLatex {
  const value = generalized?.size?.value ??
    (dispersion.known === "estimated" ? dispersion.value : NaN);
  const further = marginal?.familyParameter?.value ?? NaN;
  const parameters = family.parameters?.map((p) => {
    const own = p === TRIALS ? NaN : p.further ? further : value;
    return Number.isFinite(own) ? { ...p, range: formatNumber(signif(own, 4)) } : p;
  });
  return { ...family, ...(parameters ? { parameters } : {}) };
}

/** Its link. */
export function linkLatex(fit: Fit | null): LinkLatex {
  return fit ? LINKS[fit.family.link] ?? unwritten(fit) : SAME;
}

function unwritten({ family }: Fit): never {
  return fail(
    "no-equation",
    `The ${distributionName(family.name)} distribution with link ${family.link} has no equation`,
    {
      hint: "Write it between $$ and $$",
    },
  );
}
