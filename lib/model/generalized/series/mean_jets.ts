/**
 * The mean and its logarithms as series in the linear predictor, for each link: each in the form that
 * does not cancel.
 *
 * @module
 */
import type { Link } from "../../family.ts";
import type { Jet, JetAlgebra } from "./jet.ts";

/** A mean that is being looked at in several ways. */
export interface MeanJets {
  /** μ. */
  mean(a: JetAlgebra, eta: Jet): Jet;
  /** log μ. */
  log(a: JetAlgebra, eta: Jet): Jet;
  /** log(1 − μ). */
  logRest(a: JetAlgebra, eta: Jet): Jet;
}

/** log(1 − e^x), x < 0. */
const logOneLess = (a: JetAlgebra, x: Jet): Jet => a.log(a.linear(a.expm1(x), -1));

/** From the mean alone. */
const plain = (mean: MeanJets["mean"]): MeanJets => ({
  mean,
  log: (a, eta) => a.log(mean(a, eta)),
  logRest: (a, eta) => a.log1p(a.linear(mean(a, eta), -1)),
});

const BY_NAME: Readonly<Record<string, MeanJets>> = {
  log: {
    mean: (a, eta) => a.exp(eta),
    log: (_, eta) => eta,
    logRest: logOneLess,
  },
  logit: {
    mean: (a, eta) => a.logistic(eta),
    log: (a, eta) => a.linear(a.softplus(a.linear(eta, -1)), -1),
    logRest: (a, eta) => a.linear(a.softplus(eta), -1),
  },
  probit: {
    mean: (a, eta) => a.normal(eta),
    log: (a, eta) => a.logNormal(eta),
    logRest: (a, eta) => a.logNormal(a.linear(eta, -1)),
  },
  cloglog: {
    mean: (a, eta) => a.linear(a.expm1(a.linear(a.exp(eta), -1)), -1),
    log: (a, eta) => logOneLess(a, a.linear(a.exp(eta), -1)),
    logRest: (a, eta) => a.linear(a.exp(eta), -1),
  },
  cauchit: plain((a, eta) => a.linear(a.arctan(eta), 1 / Math.PI, 0.5)),
  identity: plain((_, eta) => eta),
  inverse: {
    mean: (a, eta) => a.inverse(eta),
    log: (a, eta) => a.linear(a.log(eta), -1),
    logRest: plain((b, e) => b.inverse(e)).logRest,
  },
  "1/mu^2": {
    mean: (a, eta) => a.exp(a.linear(a.log(eta), -0.5)),
    log: (a, eta) => a.linear(a.log(eta), -0.5),
    logRest: plain((b, e) => b.exp(b.linear(b.log(e), -0.5))).logRest,
  },
  sqrt: {
    mean: (a, eta) => a.multiply(eta, eta),
    log: (a, eta) => a.linear(a.log(eta), 2),
    logRest: plain((b, e) => b.multiply(e, e)).logRest,
  },
};

/** The series of a link. */
export function meanJets(link: Link): MeanJets {
  const found = BY_NAME[link.name];
  if (!found) throw new RangeError(`the link ${link.name} has no series`);
  return found;
}
