/**
 * Draws of a response of a family at its mean.
 *
 * @module
 */
import { distributionName } from "../../distribution_name.ts";
import { beta } from "../../../math/chance/beta.ts";
import { binomial } from "../../../math/chance/binomial.ts";
import { gamma } from "../../../math/chance/gamma.ts";
import type { MersenneTwister } from "../../../math/chance/mersenne_twister.ts";
import { normal } from "../../../math/chance/normal.ts";
import { poisson } from "../../../math/chance/poisson.ts";
import { conwayMaxwellAt } from "../series/conway_maxwell.ts";
import { logFactorial } from "../series/log_factorial.ts";
import { fail } from "../../../diagnostic.ts";

/** A draw: of a proportion a proportion of its trials. */
export type Draw = (
  chance: MersenneTwister,
  mean: number,
  dispersion: number,
  trials: number,
  /** The family's second parameter. */
  second?: number,
) => number;

/** Draws of a distribution without zeros are tried so often. */
const MOST_TRIES = 100000;

const some = (draw: Draw): Draw => (chance, mean, dispersion, trials) => {
  for (let k = 0; k < MOST_TRIES; k++) {
    const value = draw(chance, mean, dispersion, trials);
    if (value > 0) return value;
  }
  return 1;
};

const counts: Draw = (chance, mean) => poisson(chance, mean);
const nbinom2: Draw = (chance, mean, size) => poisson(chance, gamma(chance, size, mean / size));
const nbinom1: Draw = (chance, mean, alpha) => poisson(chance, gamma(chance, mean / alpha, alpha));

/** The first count up to which the probabilities come to a uniform draw. */
function inverted(chance: MersenneTwister, logProbability: (y: number) => number): number {
  let rest = chance.uniform();
  for (let y = 0; y < MOST_TRIES; y++) {
    const p = Math.exp(logProbability(y));
    // of counts that vary less than Poisson's there may be none beyond some number
    if (Number.isNaN(p)) return Math.max(0, y - 1);
    if ((rest -= p) <= 0) return y;
  }
  return MOST_TRIES;
}

const genpois: Draw = (chance, mean, phi) => {
  const theta = mean / Math.sqrt(phi);
  const lambda = 1 - 1 / Math.sqrt(phi);
  return inverted(chance, (y) => {
    const sum = theta + lambda * y;
    return Math.log(theta) + (y - 1) * Math.log(sum) - sum - logFactorial(y);
  });
};

const compois: Draw = (chance, mean, phi) => {
  const { logRate, logSum } = conwayMaxwellAt(mean, 1 / phi);
  return inverted(chance, (y) => y * logRate - logFactorial(y) / phi - logSum);
};

/** Michael, Schucany & Haas (1976), Am. Stat. 30, 88–90. */
const inverseGaussian: Draw = (chance, mean, phi) => {
  const half = mean * phi * normal(chance) ** 2 / 2;
  const smaller = mean / (1 + half + Math.sqrt(half * (2 + half)));
  return chance.uniform() * (mean + smaller) <= mean ? smaller : mean * mean / smaller;
};

/** A Poisson number of gamma variables. */
const tweedie: Draw = (chance, mean, phi, _, power = 1.5) => {
  const pieces = poisson(chance, mean ** (2 - power) / (phi * (2 - power)));
  const shape = (2 - power) / (power - 1);
  return pieces === 0 ? 0 : gamma(chance, pieces * shape, phi * (power - 1) * mean ** (power - 1));
};

/** A normal variable over the root of a chi-squared one by its df. */
const student: Draw = (chance, mean, scale, _, df = Infinity) => {
  const z = normal(chance);
  return mean + scale * z / Math.sqrt(df < 1e8 ? gamma(chance, df / 2, 2 / df) : 1);
};

const DRAWS: Readonly<Record<string, Draw>> = {
  poisson: counts,
  nbinom2,
  nbinom1,
  truncated_poisson: some(counts),
  truncated_nbinom2: some(nbinom2),
  truncated_nbinom1: some(nbinom1),
  genpois,
  compois,
  truncated_genpois: some(genpois),
  truncated_compois: some(compois),
  binomial: (chance, mean, _, m) => binomial(chance, m, mean) / m,
  betabinomial: (chance, mean, phi, m) =>
    binomial(chance, m, beta(chance, mean * phi, (1 - mean) * phi)) / m,
  beta: (chance, mean, phi) => beta(chance, mean * phi, (1 - mean) * phi),
  Gamma: (chance, mean, phi) => gamma(chance, 1 / phi, mean * phi),
  "inverse.gaussian": inverseGaussian,
  tweedie,
  t: student,
  gaussian: (chance, mean, variance) => mean + Math.sqrt(variance) * normal(chance),
};

/**
 * The draw of a family by glmmTMB's name.
 *
 * @throws DiagnosticError `no-simulation`
 */
export function drawOf(name: string): Draw {
  return (Object.hasOwn(DRAWS, name) ? DRAWS[name] : undefined) ??
    fail(
      "no-simulation",
      `Responses of the ${distributionName(name)} distribution are not simulated`,
      {
        hint: `Those that are: ${Object.keys(DRAWS).join(", ")}`,
      },
    );
}
