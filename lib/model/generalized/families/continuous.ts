/**
 * Measurements: the normal, the gamma and the inverse Gaussian distribution, whose scale φ is
 * estimated (McCullagh & Nelder 1989, Generalized Linear Models, chapter 8). In the likelihood R
 * puts the mean deviance for φ.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { HALF_LOG_2PI, log1pmx, logGamma } from "../../../math/distribution/special.ts";
import { IDENTITY, type Link, LOG } from "../../family.ts";
import {
  type FamilyOfLinks,
  type FittedRows,
  type GeneralizedFamily,
  type GivenResponse,
  sumRows,
} from "./generalized_family.ts";
import { INVERSE, INVERSE_SQUARE } from "./links.ts";

/** Refuses values that are not positive. */
export function checkPositive({ values, label, rowOf }: GivenResponse, called: string): never[] {
  const wrong = values.findIndex((y) => !(y > 0));
  if (wrong < 0) return [];
  const zeros = values.every((y) => y >= 0)
    ? "; glmmTMB() has tweedie, and ziGamma with a ziformula, for zeros among positive values"
    : "";
  fail("not-positive", `${label} is ${values[wrong]} in row ${rowOf(wrong)}`, {
    hint: `${called} response is above 0: look at the row, or choose another family${zeros}`,
  });
}

/** Refuses values below 0 where a family has zeros beside positive ones. */
export function checkNotNegative(
  { values, label, rowOf }: GivenResponse,
  called: string,
): never[] {
  const wrong = values.findIndex((y) => y < 0);
  if (wrong < 0) return [];
  fail("negative-response", `${label} is ${values[wrong]} in row ${rowOf(wrong)}`, {
    hint: `${called} response is 0 or above it: look at the row, or choose another family`,
  });
}

const isPositive = (mu: number): boolean => mu > 0 && mu < Infinity;

const totalWeight = ({ response, weights }: FittedRows): number =>
  weights ? weights.reduce((a, b) => a + b, 0) : response.length;

const gaussian = (link: Link): GeneralizedFamily => ({
  name: "gaussian",
  link,
  meanName: null,
  scale: "estimated",
  variance: () => 1,
  deviance: (y, mu) => (y - mu) ** 2,
  logLikelihood: (rows) => {
    const { deviance, response: { length: n } } = rows;
    const scale = deviance / n;
    return -n * (HALF_LOG_2PI + 0.5 * Math.log(scale) + 0.5) +
      sumRows(rows, (_, __, w) => 0.5 * Math.log(w));
  },
  startingMean: (y) => y,
  isMean: Number.isFinite,
  check: ({ values, label, rowOf }) => {
    const wrong = link.name === "identity"
      ? -1
      : values.findIndex((y) => link.name === "log" ? !(y > 0) : y === 0);
    if (wrong < 0) return [];
    fail("no-start", `${label} is ${values[wrong]} in row ${rowOf(wrong)}`, {
      hint: `With the link ${link.name} the search for the estimates has nowhere to begin there`,
    });
  },
});

/** R's `gaussian()`. */
export const GAUSSIAN_GLM: FamilyOfLinks = { links: [IDENTITY, LOG, INVERSE], with: gaussian };

const gamma = (link: Link): GeneralizedFamily => ({
  name: "Gamma",
  link,
  meanName: null,
  scale: "estimated",
  variance: (mu) => mu * mu,
  deviance: (y, mu) => -2 * log1pmx((y - mu) / mu),
  logLikelihood: (rows) => {
    const shape = totalWeight(rows) / rows.deviance;
    const constant = shape * Math.log(shape) - logGamma(shape) - shape;
    return sumRows(
      rows,
      (y, mu, w) => w * (constant + shape * log1pmx((y - mu) / mu) - Math.log(y)),
    );
  },
  startingMean: (y) => y,
  isMean: isPositive,
  check: (response) => checkPositive(response, "A gamma"),
});

/** R's `Gamma()`. */
export const GAMMA: FamilyOfLinks = { links: [INVERSE, IDENTITY, LOG], with: gamma };

const inverseGaussian = (link: Link): GeneralizedFamily => ({
  name: "inverse.gaussian",
  link,
  meanName: null,
  scale: "estimated",
  variance: (mu) => mu ** 3,
  deviance: (y, mu) => (y - mu) ** 2 / (y * mu * mu),
  logLikelihood: (rows) => {
    const total = totalWeight(rows);
    const scale = rows.deviance / total;
    return -total * (HALF_LOG_2PI + 0.5 * Math.log(scale) + 0.5) -
      1.5 * sumRows(rows, (y, _, w) => w * Math.log(y));
  },
  startingMean: (y) => y,
  isMean: isPositive,
  check: (response) => checkPositive(response, "An inverse Gaussian"),
});

/** R's `inverse.gaussian()`. */
export const INVERSE_GAUSSIAN: FamilyOfLinks = {
  links: [INVERSE_SQUARE, INVERSE, IDENTITY, LOG],
  with: inverseGaussian,
};
