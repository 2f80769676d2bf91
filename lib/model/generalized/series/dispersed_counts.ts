/**
 * Counts that vary more or less than Poisson's: Consul's generalized Poisson distribution and that of Conway
 * and Maxwell, each by its mean.
 *
 * Sources: Consul & Jain (1973), Technometrics 15, 791–799, with θ = μ/√φ and λ = 1 − 1/√φ, so that the
 * variance is φμ; Huang (2017), Statistical Modelling 17, 359–380, for the Conway-Maxwell-Poisson
 * distribution by its mean, whose exponent is 1/φ.
 *
 * @module
 */
import type { Link } from "../../family.ts";
import { checkOf, COUNT_LINKS, truncated } from "./counts.ts";
import { conwayMaxwell } from "./conway_maxwell.ts";
import type { DispersionMeaning, RandomFamily, RandomFamilyOfLinks } from "./likelihood.ts";
import { logFactorial } from "./log_factorial.ts";

const RATIO: DispersionMeaning = {
  value: Math.exp,
  slope: Math.exp,
  meaning: "φ: the variance is φμ",
  start: 0,
  limit: { above: null, below: null },
};

const genpois = (link: Link): RandomFamily => ({
  name: "genpois",
  link,
  meanName: null,
  dispersion: RATIO,
  proportions: false,
  variance: (mu) => mu,
  logDensity: (a, { y }, mean, eta, delta) => {
    const root = a.exp(a.linear(delta, -0.5)); // 1/√φ
    const theta = a.multiply(mean.mean(a, eta), root);
    if (y === 0) return a.linear(theta, -1);
    const sum = a.add(theta, a.linear(root, -y, y)); // θ + λy
    const logs = a.add(a.linear(a.log(sum), y - 1), a.add(mean.log(a, eta), delta, -0.5));
    return a.linear(a.add(logs, sum, -1), 1, -logFactorial(y));
  },
  varianceJet: (a, _, mu, delta) => a.multiply(mu, a.exp(delta)),
  check: checkOf("generalized Poisson"),
});

const EXPONENT: DispersionMeaning = {
  ...RATIO,
  meaning: "φ: 1/φ is the exponent of the factorial, and φ = 1 is Poisson's distribution",
};

const compois = (link: Link): RandomFamily => ({
  name: "compois",
  link,
  meanName: null,
  dispersion: EXPONENT,
  proportions: false,
  variance: (mu) => mu,
  logDensity: (a, { y }, mean, eta, delta) => {
    const exponent = a.exp(a.linear(delta, -1));
    const { logRate, logSum } = conwayMaxwell(a, mean.mean(a, eta), exponent);
    const some = a.add(a.linear(logRate, y), exponent, -logFactorial(y));
    return a.add(some, logSum, -1);
  },
  varianceJet: (a, _, mu, delta) => conwayMaxwell(a, mu, a.exp(a.linear(delta, -1))).variance,
  check: checkOf("Conway-Maxwell-Poisson"),
});

const family = (of: (link: Link) => RandomFamily): RandomFamilyOfLinks => ({
  links: COUNT_LINKS,
  with: of,
});

/** glmmTMB's `genpois()`. */
export const GENPOIS: RandomFamilyOfLinks = family(genpois);
/** glmmTMB's `compois()`. */
export const COMPOIS: RandomFamilyOfLinks = family(compois);
/** The same without zeros. */
export const TRUNCATED_GENPOIS: RandomFamilyOfLinks = family((link) => truncated(genpois(link)));
/** … */
export const TRUNCATED_COMPOIS: RandomFamilyOfLinks = family((link) => truncated(compois(link)));
