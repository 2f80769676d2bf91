/**
 * Verbs of performance that say how much a model explains: `r2 icc`.
 *
 * Sources: Nakagawa & Schielzeth (2013), Methods Ecol. Evol. 4, 133–142; Nakagawa, Johnson & Schielzeth
 * (2017), J. R. Soc. Interface 14, 20170213, for distributions; Tjur (2009), Am. Stat. 63, 366–372;
 * Nagelkerke (1991), Biometrika 78, 691–692.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import type { Fit, GeneralizedLinearModel, GeneralizedMixedModel } from "../../../model/fit.ts";
import { explainedVariance } from "../../../model/mixed/explained_variance.ts";
import type { Call } from "../../evaluation/call.ts";
import type { DisplayValue, FitValue } from "../../values/value.ts";
import { frame, numeric, type Value } from "../../values/value.ts";
import { Table } from "../../../data/table.ts";
import { numberColumn } from "../../values/frame.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { changedBy, refitted } from "../stats/refitting.ts";

/** Shares of variance of a mixed model. */
export interface Shares {
  conditional: number;
  marginal: number;
  adjusted: number;
  unadjusted: number;
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((s, v) => s + (v - mean) ** 2, 0) / (values.length - 1);
}

/** Of Xβ without the offset. */
function fixedVariance({ fixed, beta, n }: Fit): number {
  const { matrix, kept } = fixed;
  return varianceOf(Array.from({ length: n }, (_, i) => {
    let sum = 0;
    kept.forEach((column, k) => sum += matrix[column * n + i]! * beta[k]!);
    return sum;
  }));
}

/** Variance of the random intercepts; slopes are not summed here. */
function interceptVariance(call: Call, fit: GeneralizedMixedModel): number {
  const own = fit.varianceComponents.filter((c) => c.group !== "Residual");
  if (own.every((c) => c.term === "(Intercept)" && c.variance !== null)) {
    return own.reduce((sum, c) => sum + c.variance!, 0);
  }
  return fail("wrong-argument", "Shares of variance are of generalized models with intercepts", {
    span: call.spanOf(first(call)),
    hint: "VarCorr(m) has the variances and covariances of the random effects",
  });
}

const first = (call: Call): string => call.verb.parameters[0]!.name;

/** The variance of the distribution on the scale of the link. */
function distributionVariance(
  call: Call,
  value: FitValue,
  fit: GeneralizedMixedModel,
): number {
  const { name, link } = fit.family;
  if (name === "binomial" && link === "logit") return Math.PI ** 2 / 3;
  if (name === "binomial" && link === "probit") return 1;
  if (link === "log" && (name === "poisson" || name === "nbinom2")) {
    const terms = fit.fixed.terms.map((t) => `- ${t.label}`).join(" ");
    const null_ = terms === ""
      ? fit
      : refitted(call, first(call), value, changedBy(value, terms)).fit;
    const mu = Math.exp(null_.beta[0]!);
    const more = name === "nbinom2" ? 1 / fit.dispersion.value : 0;
    return Math.log1p(1 / mu + more);
  }
  return fail("wrong-argument", `Shares of variance are not known of ${name} with link ${link}`, {
    span: call.spanOf(first(call)),
    hint: "They are of normal, binomial, Poisson and negative binomial models",
  });
}

/** Shares of variance of a mixed model. */
export function sharesOf(call: Call, value: FitValue): Shares {
  const { fit } = value;
  const name = first(call);
  if (fit.random) {
    const own = call.at(name, () => explainedVariance(fit.random!));
    return {
      conditional: own.conditionalR2,
      marginal: own.marginalR2,
      adjusted: own.adjustedIcc,
      unadjusted: own.unadjustedIcc,
    };
  }
  const { marginal } = fit;
  if (!marginal || marginal.pseudo || marginal.zeroInflation.length > 0) {
    return call.wrong(name, "a mixed model without a part of zeros", value);
  }
  const random = interceptVariance(call, marginal);
  const fixed = fixedVariance(fit);
  const distribution = fit.family.name === "gaussian"
    ? fit.sigma ** 2
    : distributionVariance(call, value, marginal);
  const total = fixed + random + distribution;
  return {
    conditional: (fixed + random) / total,
    marginal: fixed / total,
    adjusted: random / (random + distribution),
    unadjusted: random / total,
  };
}

/** Tjur's coefficient of discrimination. */
export function tjur(fit: GeneralizedLinearModel): number {
  const mean = (of: number): number => {
    const own = fit.fitted.filter((_, i) => fit.observed[i] === of);
    return own.reduce((a, b) => a + b, 0) / own.length;
  };
  return mean(1) - mean(0);
}

/** Nagelkerke's R². */
export function nagelkerke({ deviance, nullDeviance, n }: GeneralizedLinearModel): number {
  return (1 - Math.exp((deviance - nullDeviance) / n)) / (1 - Math.exp(-nullDeviance / n));
}

/** Whether the responses are single successes and failures. */
export function isBernoulli(fit: GeneralizedLinearModel): boolean {
  return fit.family.name === "binomial" && fit.observed.every((y) => y === 0 || y === 1);
}

/** Lines of numbers under a heading, with their names to the right. */
export function namedLines(heading: string, lines: readonly [string, string][]): string {
  const width = greatest(lines.map(([name]) => name.length));
  return [heading, ...lines.map(([name, text]) => `  ${name.padStart(width)}: ${text}`)].join("\n");
}

/** A value that is shown as performance prints it. */
export function shownAs(
  text: string,
  what: string,
  parts: Readonly<Record<string, number>>,
): DisplayValue {
  return {
    kind: "display",
    shown: { kind: "text", text },
    what,
    frame: () =>
      frame(new Table(Object.entries(parts).map(([name, v]) => numberColumn(name, [v])))),
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, v]) => [name, () => numeric([v])]),
    ),
  };
}

const three = (x: number): string => x.toFixed(3);

function rSquared(call: Call): Value {
  const value = call.fit("model");
  const { fit } = value;
  if (fit.leastSquares) {
    const { rSquared: r2, adjustedRSquared: adjusted } = fit.leastSquares;
    const text = namedLines("# R2 for Linear Regression", [
      ["R2", three(r2)],
      ["adj. R2", three(adjusted)],
    ]);
    return shownAs(text, "shares of variance", { R2: r2, R2_adjusted: adjusted });
  }
  if (fit.generalized) {
    const own = fit.generalized;
    if (isBernoulli(own)) {
      const r2 = tjur(own);
      const text = `# R2 for Logistic Regression\n  Tjur's R2: ${three(r2)}`;
      return shownAs(text, "a share of variance", { R2_Tjur: r2 });
    }
    if (!own.dispersion.fixed) {
      fail("wrong-argument", `r2() is not known of ${fit.described.called} with a scale`, {
        span: call.spanOf("model"),
        hint: "glance(m) has its deviances",
      });
    }
    const r2 = nagelkerke(own);
    const text = `# R2 for Generalized Linear Regression\n  Nagelkerke's R2: ${three(r2)}`;
    return shownAs(text, "a share of variance", { R2_Nagelkerke: r2 });
  }
  const { conditional, marginal } = sharesOf(call, value);
  const text = namedLines("# R2 for Mixed Models\n", [
    ["Conditional R2", three(conditional)],
    ["Marginal R2", three(marginal)],
  ]);
  return shownAs(text, "shares of variance", {
    R2_conditional: conditional,
    R2_marginal: marginal,
  });
}

function correlation(call: Call): Value {
  const { adjusted, unadjusted } = sharesOf(call, call.fit("model"));
  const text = namedLines("# Intraclass Correlation Coefficient\n", [
    ["  Adjusted ICC", three(adjusted)],
    ["Unadjusted ICC", three(unadjusted)],
  ]);
  return shownAs(text, "an intraclass correlation", {
    ICC_adjusted: adjusted,
    ICC_conditional: unadjusted,
    ICC_unadjusted: unadjusted,
  });
}

const verb = verbOf("performance");

/** Shares of variance. */
export const EXPLAINED: readonly Verb[] = [
  verb("r2", "model, ci!NULL, verbose~", "how much a model explains", rSquared),
  verb(
    "icc",
    "model, by_group!FALSE, tolerance~, ci!NULL, verbose~",
    "the intraclass correlation of a mixed model",
    correlation,
  ),
];
