/**
 * Counts that vary more than Poisson's: the negative binomial distribution of a known size k, with
 * variance μ + μ²/k (Venables & Ripley 2002, Modern Applied Statistics with S, section 7.4).
 *
 * @module
 */
import { logGamma } from "../../../math/distribution/special.ts";
import { IDENTITY, type Link, LOG } from "../../family.ts";
import { divergence, type GeneralizedFamily, sumRows } from "./generalized_family.ts";
import { SQRT } from "./links.ts";
import { checkCounts } from "./poisson.ts";

/** Its links, the default first. */
export const NEGATIVE_BINOMIAL_LINKS: readonly Link[] = [LOG, SQRT, IDENTITY];

/** The family of a size. */
export function negativeBinomial(size: number, link: Link): GeneralizedFamily {
  const ofSize = logGamma(size);
  return {
    name: `Negative Binomial(${Number(size.toPrecision(5))})`,
    link,
    meanName: null,
    scale: "fixed",
    variance: (mu) => mu + mu * mu / size,
    // y log(y/μ) − (y + k) log((y + k)/(μ + k)): the linear parts of two divergences cancel
    deviance: (y, mu) => 2 * (divergence(y, mu) - divergence(y + size, mu + size)),
    logLikelihood: (rows) =>
      sumRows(rows, (y, mu, w) => {
        const own = y > 0 ? y * Math.log(mu / (mu + size)) : 0;
        return w * (logGamma(y + size) - ofSize - logGamma(y + 1) + own -
          size * Math.log1p(mu / size));
      }),
    startingMean: (y) => y === 0 ? 1 / 6 : y,
    isMean: (mu) => mu > 0 && mu < Infinity,
    check: (response) => checkCounts(response, "negative binomial"),
  };
}
