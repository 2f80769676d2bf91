/**
 * Verbs of performance that check what a model assumes: `check_normality check_heteroscedasticity
 * check_overdispersion check_zeroinflation check_singularity check_collinearity`.
 *
 * Sources: Breusch & Pagan (1979), Econometrica 47, 1287–1294; Gelman & Hill (2007), Data Analysis Using
 * Regression and Multilevel/Hierarchical Models, page 115.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { pchisq } from "../../../math/distribution/tails.ts";
import type { Fit } from "../../../model/fit.ts";
import { rowInfluence } from "../../../model/mixed/refits/influence.ts";
import type { Call } from "../../evaluation/call.ts";
import { type DisplayValue, logical, NULL, numeric, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { partsOf } from "../../evaluation/parts.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { qqFigure, residualsFigure } from "../../../render/figure/made/make_residuals.ts";
import { figureValue } from "../heddle/figure_value.ts";
import { isBernoulli, shownAs } from "./explained.ts";

/** A p-value in words: `p = 0.021`, `p < .001`. */
function pText(p: number): string {
  return p < 0.001 ? "p < .001" : p > 0.999 ? "p > .999" : `p = ${p.toFixed(3)}`;
}

/** A p-value with one sentence. */
function verdict(p: number, good: string, bad: string): DisplayValue {
  const fine = p >= 0.05;
  const text = `${fine ? "OK: " : "Warning: "}${fine ? good : bad} (${pText(p)}).`;
  return shownAs(text, "a check", { p_value: p });
}

function normality(call: Call): Value {
  const { fit } = call.fit("x");
  if (!fit.leastSquares && !fit.random) {
    return call.wrong(
      "x",
      "an lm or an lmer",
      call.value("x"),
      "simulateResiduals(m) has residuals that are uniform where a model holds",
    );
  }
  const residuals = fit.leastSquares
    ? fit.leastSquares.standardizedResiduals
    : call.at("x", () => [...rowInfluence(fit.random!).studentizedResiduals]);
  const given = {
    name: "x",
    nameSpan: null,
    span: call.span,
    expr: null,
    value: numeric(residuals),
  };
  const test = call.at(
    "x",
    () => call.context.call("shapiro.test", [given], call.span, call.scope),
  );
  const p = numbersOf(partsOf(test)?.get("p.value")?.() ?? NULL)?.[0] ?? NaN;
  const found = verdict(
    p,
    "residuals appear as normally distributed",
    "Non-normality of residuals detected",
  );
  // of the pictures that there are the one that shows where a distribution departs
  return { ...found, drawn: () => figureValue(qqFigure(residuals, "standardised residuals")) };
}

/** Residuals whose variance should be the same in all rows: by prior weights and variance functions. */
function levelResiduals(fit: Fit): readonly number[] {
  if (fit.random?.nlme) return fit.standardizedResiduals;
  return fit.residuals.map((r, i) => r * Math.sqrt(fit.weights?.[i] ?? 1));
}

/** The score test of Breusch and Pagan, with fitted values as what the variance may depend on. */
function heteroscedasticity(call: Call): Value {
  const { fit } = call.fit("x");
  if (fit.family.name !== "gaussian") {
    return call.wrong(
      "x",
      "a model of a normal response",
      call.value("x"),
      "residuals_plot(m) draws the size of residuals against fitted values",
    );
  }
  const root = levelResiduals(fit);
  const scale = root.reduce((sum, r) => sum + r * r, 0) / fit.n;
  const u = root.map((r) => r * r / scale);
  const { fitted } = fit;
  const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
  const [mu, mf] = [mean(u), mean(fitted)];
  let [sxy, sxx] = [0, 0];
  fitted.forEach((f, i) => {
    sxy += (f - mf) * (u[i]! - mu);
    sxx += (f - mf) ** 2;
  });
  const p = pchisq(sxy * sxy / sxx / 2, 1, { upper: true });
  const found = verdict(
    p,
    "Error variance appears to be homoscedastic",
    "Heteroscedasticity (non-constant error variance) detected",
  );
  return { ...found, drawn: () => figureValue(residualsFigure(fit)) };
}

/** Pearson's residuals. */
function pearson(call: Call, fit: Fit): readonly number[] {
  const own = fit.generalized ?? fit.marginal;
  if (own && own.family.name !== "gaussian") {
    return call.at("x", () => own.residualsOf("pearson"));
  }
  return call.wrong("x", "a model of counts or proportions", call.value("x"));
}

function overdispersion(call: Call): Value {
  const { fit } = call.fit("x");
  const residuals = pearson(call, fit);
  if (fit.generalized && isBernoulli(fit.generalized)) {
    fail("wrong-argument", "Single successes and failures have no overdispersion", {
      span: call.spanOf("x"),
      hint: "Give cbind(successes, failures) as the response",
    });
  }
  const statistic = residuals.reduce((sum, r) => sum + r * r, 0);
  const df = fit.likelihood.residualDf;
  const ratio = statistic / df;
  const p = pchisq(statistic, df, { upper: true });
  const pCell = p < 0.001 ? "< 0.001" : p.toFixed(3);
  const cells = [ratio.toFixed(3), statistic.toFixed(3), pCell];
  const width = greatest(cells.map((c) => c.length));
  const text = [
    "# Overdispersion test",
    "",
    ...["dispersion ratio", "Pearson's Chi-Squared", "p-value"].map((name, i) =>
      `${name.padStart(23)} = ${cells[i]!.padStart(width)}`
    ),
    "",
    p < 0.05
      ? (ratio > 1 ? "Overdispersion detected." : "Underdispersion detected.")
      : "No overdispersion detected.",
  ].join("\n");
  return shownAs(text, "a check", {
    chisq_statistic: statistic,
    dispersion_ratio: ratio,
    residual_df: df,
    p_value: p,
  });
}

function zeroInflation(call: Call): Value {
  const { fit } = call.fit("x");
  const own = fit.generalized ?? fit.marginal;
  const { name } = fit.family;
  if (
    !own || !["poisson", "nbinom2", "nbinom1", "negative binomial"].some((f) => name.startsWith(f))
  ) {
    return call.wrong("x", "a model of counts", call.value("x"));
  }
  if (own.zeroInflation.length > 0) {
    fail("wrong-argument", "The model has zeros of their own already", {
      span: call.spanOf("x"),
      hint: "testZeroInflation(simulateResiduals(m)) compares simulated with observed zeros",
    });
  }
  const observed = own.observed.filter((y) => y === 0).length;
  if (observed === 0) {
    call.note("no-zeros", "Model has no observed zeros in the response variable");
    return NULL;
  }
  const predicted = Math.round(own.fitted.reduce((sum, mu) => sum + zeroChance(fit, mu), 0));
  const ratio = predicted / observed;
  const tolerance = call.number("tolerance", 0.05);
  const words = ratio < 1 - tolerance
    ? "Model is underfitting zeros (probable zero-inflation)."
    : ratio > 1 + tolerance
    ? "Model is overfitting zeros."
    : "Model seems ok, ratio of observed and predicted zeros is within the tolerance range.";
  const text = [
    "# Check for zero-inflation",
    "",
    `   Observed zeros: ${observed}`,
    `  Predicted zeros: ${predicted}`,
    `            Ratio: ${ratio.toFixed(2)}`,
    "",
    words,
  ].join("\n");
  return shownAs(text, "a check", {
    predicted_zeros: predicted,
    observed_zeros: observed,
    ratio,
    tolerance,
  });
}

/** The chance of a zero at a mean. */
function zeroChance(fit: Fit, mu: number): number {
  if (fit.family.name === "poisson") return Math.exp(-mu);
  const size = fit.generalized?.size?.value ?? fit.dispersion.value;
  if (fit.family.name === "nbinom1") return (1 + size) ** (-mu / size);
  return (size / (size + mu)) ** size;
}

function singularity(call: Call): Value {
  const { fit } = call.fit("x");
  if (!fit.mixed) return call.wrong("x", "a mixed model", call.value("x"), "Fit one with lmer()");
  return logical([fit.mixed.singular ? 1 : 0]);
}

const verb = verbOf("performance");

/** Checks of what a model assumes. */
export const CHECKS: readonly Verb[] = [
  verb("check_normality", "x", "whether the residuals look normal", normality),
  verb(
    "check_heteroscedasticity",
    "x",
    "whether the residual variance changes with the fitted values",
    heteroscedasticity,
  ),
  verb(
    "check_heteroskedasticity",
    "x",
    "whether the residual variance changes with the fitted values",
    heteroscedasticity,
  ),
  verb("check_overdispersion", "x", "whether counts vary more than the model says", overdispersion),
  verb(
    "check_zeroinflation",
    "x, tolerance?",
    "whether there are more zeros than the model says",
    zeroInflation,
  ),
  verb("check_singularity", "x, tolerance~", "whether a variance is estimated as 0", singularity),
];
