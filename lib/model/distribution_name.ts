/**
 * What the field calls the distributions that R has names for.
 *
 * @module
 */

const NAMES: Readonly<Record<string, string>> = {
  gaussian: "normal",
  poisson: "Poisson",
  Gamma: "gamma",
  "inverse.gaussian": "inverse Gaussian",
  nbinom1: "negative binomial",
  nbinom2: "negative binomial",
  beta_family: "beta",
  betabinomial: "beta-binomial",
  genpois: "generalized Poisson",
  compois: "Conway-Maxwell-Poisson",
  tweedie: "Tweedie",
  t: "Student t",
  t_family: "Student t",
  ziGamma: "gamma",
  quasipoisson: "quasi-Poisson",
  quasibinomial: "quasi-binomial",
  quasi: "quasi-likelihood",
};

/** Of a distribution without its zeros. */
const TRUNCATED = "truncated_";

/**
 * A distribution in running text, by the name of its family in R: `Poisson` of `poisson`, `negative binomial`
 * of `nbinom1`, `nbinom2` and `Negative Binomial(2.1)`; names that are words already are themselves.
 */
export function distributionName(family: string): string {
  if (family.startsWith(TRUNCATED)) {
    return `truncated ${distributionName(family.slice(TRUNCATED.length))}`;
  }
  if (family.startsWith("Negative Binomial(")) return NAMES.nbinom2!;
  return NAMES[family] ?? family;
}

/** With its article: `a Poisson`, `an inverse Gaussian`. */
export function aDistribution(family: string): string {
  const name = distributionName(family);
  return `${name.startsWith("i") ? "an" : "a"} ${name}`;
}
