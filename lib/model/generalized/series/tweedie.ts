/**
 * Tweedie's distributions with a power between 1 and 2: sums of a Poisson number of gamma variables, so
 * that zeros are among positive measurements.
 *
 * With mean μ, dispersion φ and power p a zero has the log probability −μ^(2−p)/(φ(2−p)); elsewhere the log
 * density is log a(y; φ, p) + {y μ^(1−p)/(1−p) − μ^(2−p)/(2−p)}/φ, where y·a is a series of positive terms.
 * These rise to one largest term and fall on both sides faster than a geometric series: they are summed
 * from there, until what is left is nothing, and where there are many each of some steps. Derivatives of the sum's logarithm are moments of those of
 * the terms' logarithms.
 *
 * Source: Dunn & Smyth (2005), Stat. Comput. 15, 267–280.
 *
 * @module
 */
import { polygamma } from "../../../math/distribution/polygamma.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { LOG } from "../../family.ts";
import { checkNotNegative } from "../families/continuous.ts";
import {
  FITS_EXACTLY,
  type RandomFamily,
  type RandomFamilyOfLinks,
  type SecondParameter,
} from "./likelihood.ts";
import type { Jet, JetAlgebra } from "./jet.ts";

/** Terms whose logarithm is so far below the largest add nothing. */
const NEGLIGIBLE = 40;
/** A sum whose largest term is later than this is refused: the power is then as good as 1 or 2. */
const LATEST = 1e8;
/**
 * Terms that fall slowly on both sides of the largest, as a normal density of this standard deviation or a
 * wider one does, are a smooth function of their number: sums of each second, third, … have the same
 * digits, for what they miss is the spectrum of that density beyond the frequency of the steps.
 */
const [SMOOTH, STEPS] = [9, 3];

/** The logarithm of Σ over the terms, and its derivatives by log φ and by p. */
export interface TweedieSum {
  value: number;
  byPhi: number;
  byPower: number;
  byPhiPhi: number;
  byPhiPower: number;
  byPowerPower: number;
}

/**
 * log Σⱼ Wⱼ at y > 0: log Wⱼ = j{α log y − α log(p − 1) − (1 + α) log φ − log(2 − p)} − log j! − log Γ(jα),
 * α = (2 − p)/(p − 1).
 *
 * @param derive whether derivatives are wanted; else these are 0
 * @returns NaN where the largest term is too late
 */
export function tweedieSum(
  y: number,
  logPhi: number,
  power: number,
  derive: boolean,
): TweedieSum {
  const rest = power - 1;
  const alpha = (2 - power) / rest;
  const z = alpha * Math.log(y / rest) - (1 + alpha) * logPhi - Math.log(2 - power);
  const term = (j: number): number => j * z - logGamma(j + 1) - logGamma(j * alpha);
  // where the terms are largest, by Stirling's formula
  const middle = Math.exp((2 - power) * Math.log(y) - logPhi) / (2 - power);
  const none = { value: NaN, byPhi: 0, byPower: 0, byPhiPhi: 0, byPhiPower: 0, byPowerPower: 0 };
  if (!(middle < LATEST)) return none;
  let peak = Math.max(1, Math.round(middle));
  let most = term(peak);
  for (let next = term(peak + 1); next > most; next = term(peak + 1)) {
    [peak, most] = [peak + 1, next];
  }
  while (peak > 1) {
    const before = term(peak - 1);
    if (!(before > most)) break;
    [peak, most] = [peak - 1, before];
  }
  // dα/dp = −1/(p − 1)², and dz/dp with its own derivative
  const first = -1 / rest ** 2;
  const second = 2 / rest ** 3;
  const l = Math.log(y / rest) - logPhi;
  const zFirst = first * l - alpha / rest + 1 / (2 - power);
  const zSecond = second * l - 2 * first / rest + alpha / rest ** 2 + 1 / (2 - power) ** 2;
  const width = 1 / Math.sqrt(polygamma(1, peak + 1) + alpha ** 2 * polygamma(1, peak * alpha));
  const step = width < SMOOTH ? 1 : Math.floor(width / STEPS);
  let [sum, s1, s2, s11, s12, s22] = [0, 0, 0, 0, 0, 0];
  const add = (j: number): boolean => {
    const own = term(j) - most;
    if (!(own >= -NEGLIGIBLE)) return false;
    const w = Math.exp(own);
    sum += w;
    if (!derive) return true;
    const slope = polygamma(0, j * alpha);
    const f = -j * (1 + alpha);
    const g = j * (zFirst - slope * first);
    s1 += w * f;
    s2 += w * g;
    s11 += w * f * f;
    s12 += w * (f * g - j * first);
    s22 += w *
      (g * g + j * (zSecond - slope * second - polygamma(1, j * alpha) * j * first * first));
    return true;
  };
  for (let j = peak; add(j); j += step);
  for (let j = peak - step; j >= 1 && add(j); j -= step);
  const [a, b] = [s1 / sum, s2 / sum];
  return {
    value: most + Math.log(step * sum),
    byPhi: a,
    byPower: b,
    byPhiPhi: s11 / sum - a * a,
    byPhiPower: s12 / sum - a * b,
    byPowerPower: s22 / sum - b * b,
  };
}

/** The sum as a series in log φ and p. */
function sumJet(a: JetAlgebra, y: number, delta: Jet, power: Jet): Jet {
  const s = tweedieSum(y, a.value(delta), a.value(power), a.others > 0);
  const u = a.linear(delta, 1, -a.value(delta));
  const v = a.linear(power, 1, -a.value(power));
  const inner = a.add(
    a.linear(a.add(a.linear(u, s.byPhiPhi), v, s.byPhiPower), 0.5),
    a.constant(s.byPhi),
  );
  const other = a.add(
    a.linear(a.add(a.linear(u, s.byPhiPower), v, s.byPowerPower), 0.5),
    a.constant(s.byPower),
  );
  return a.linear(a.add(a.multiply(u, inner), a.multiply(v, other)), 1, s.value);
}

/** 1 + 1/(1 + e^−ψ). */
const POWER: SecondParameter = {
  name: "Tweedie power",
  value: (psi) => 1 + 1 / (1 + Math.exp(-psi)),
  start: 0,
  limit: {
    above: "the power goes to 2, the gamma distribution's",
    below: "the power goes to 1, Poisson's",
  },
};

const powerOf = (a: JetAlgebra, psi: Jet): Jet => a.linear(a.logistic(psi), 1, 1);

const tweedie: RandomFamily = {
  name: "tweedie",
  link: LOG,
  meanName: null,
  dispersion: {
    value: Math.exp,
    slope: Math.exp,
    meaning: "φ: the variance is φμᵖ",
    start: 0,
    limit: { above: null, below: FITS_EXACTLY },
  },
  second: POWER,
  proportions: false,
  variance: (mu) => mu,
  logDensity: (a, { y }, mean, eta, delta, psi) => {
    const power = powerOf(a, psi!);
    const log = mean.log(a, eta);
    const left = a.linear(power, -1, 2); // 2 − p
    // μ^(2−p)/(φ(2−p))
    const rate = a.multiply(
      a.exp(a.add(a.multiply(left, log), delta, -1)),
      a.inverse(left),
    );
    if (y === 0) return a.linear(rate, -1);
    const over = a.linear(power, -1, 1); // 1 − p
    const share = a.multiply(
      a.exp(a.add(a.multiply(over, log), delta, -1)),
      a.inverse(over),
    );
    const own = a.add(a.linear(share, y), rate, -1);
    return a.linear(a.add(own, sumJet(a, y, delta, power)), 1, -Math.log(y));
  },
  varianceJet: (a, _, mu, delta, psi) =>
    a.exp(a.add(a.multiply(powerOf(a, psi!), a.log(mu)), delta)),
  check: (response) => checkNotNegative(response, "A Tweedie"),
};

/** glmmTMB's `tweedie()`. */
export const TWEEDIE: RandomFamilyOfLinks = { links: [LOG], with: () => tweedie };
