/**
 * Student's t about a mean: measurements of which some lie far out.
 *
 * @module
 */
import { IDENTITY, LOG } from "../../family.ts";
import type { Link } from "../../family.ts";
import {
  FITS_EXACTLY,
  type RandomFamily,
  type RandomFamilyOfLinks,
  type SecondParameter,
} from "./likelihood.ts";
import type { Jet, JetAlgebra } from "./jet.ts";

const HALF_LOG_PI = 0.572364942924700087071713675676529355823;

const DF: SecondParameter = {
  name: "Student-t df",
  value: Math.exp,
  start: 1.5,
  limit: {
    above: "the df grow without end, and the distribution is the normal one",
    below: "the df go to 0",
  },
};

/** σ²ν/(ν − 2); NaN for so few df that there is none. */
function variance(a: JetAlgebra, delta: Jet, psi: Jet): Jet {
  if (!(Math.exp(a.value(psi)) > 2)) return a.constant(NaN);
  const share = a.linear(a.exp(a.linear(psi, -1)), -2, 1); // 1 − 2/ν
  return a.multiply(a.exp(a.linear(delta, 2)), a.inverse(share));
}

const student = (link: Link): RandomFamily => ({
  name: "t",
  link,
  meanName: null,
  dispersion: {
    value: Math.exp,
    slope: Math.exp,
    meaning: "σ, the scale: the variance is σ²ν/(ν − 2)",
    start: 0,
    limit: { above: null, below: FITS_EXACTLY },
  },
  second: DF,
  proportions: false,
  variance: () => 1,
  logDensity: (a, { y }, mean, eta, delta, psi) => {
    const raw = a.linear(mean.mean(a, eta), -1, y);
    const df = a.exp(psi!);
    // (y − μ)²/(νσ²)
    const square = a.multiply(
      a.multiply(raw, raw),
      a.exp(a.linear(a.add(psi!, delta, 2), -1)),
    );
    const kernel = a.multiply(a.linear(df, 0.5, 0.5), a.log1p(square));
    const constant = a.add(a.logRising(0.5, a.linear(df, 0.5)), psi!, -0.5);
    return a.linear(a.add(a.add(constant, delta, -1), kernel, -1), 1, -HALF_LOG_PI);
  },
  varianceJet: (a, _, __, delta, psi) => variance(a, delta, psi!),
  check: () => [],
});

/** glmmTMB's `t_family()`. */
export const STUDENT: RandomFamilyOfLinks = { links: [IDENTITY, LOG], with: student };
