/**
 * Tests of the terms of an `lme` or a `gls` as nlme has them: F of Wald, one term after another or each
 * beside all others, with nlme's degrees of freedom.
 *
 * Source: Pinheiro & Bates (2000), Mixed-Effects Models in S and S-PLUS, section 2.4.2.
 *
 * @module
 */
import { least } from "../../lists.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { pf } from "../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { levelDf, unbiased } from "../df/inner_outer.ts";
import type { AnovaRow, AnovaTable } from "./anova_table.ts";
import { carHypotheses, keptByTerm } from "./hypothesis.ts";

/** Options of `nlmeAnova`. */
export interface NlmeAnovaOptions {
  /** Type I (`sequential`, the default) or Type III in the coding of the fit (`marginal`). */
  type?: 1 | 3 | undefined;
  /** Whether variances by maximum likelihood lose their bias. Default true. */
  adjustSigma?: boolean | undefined;
}

/**
 * The tests of nlme's `anova` of one model, the intercept's first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lme, nlmeAnova, tableFrom } from "@heddle/heddle";
 *
 * const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
 * const data = tableFrom({
 *   y,
 *   Day: y.map((_, i) => i % 4),
 *   Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
 * });
 * const { rows } = nlmeAnova(lme("y ~ Day", "~ 1 | Pen", data));
 * assertEquals(rows.map((r) => r.denDf), [14, 14]);
 * ```
 */
export function nlmeAnova(fit: LinearMixedModel, options: NlmeAnovaOptions = {}): AnovaTable {
  const { type = 1, adjustSigma = true } = options;
  const { fixed } = fit;
  // the covariance of a gls is without bias as it is
  const own = fit.kind === "gls" ? unbiased(fit) : 1;
  const scale = (adjustSigma ? unbiased(fit) : 1) / own;
  const covariance = fit.covariance.map((v) => v * scale);
  const byLevel = fit.kind === "gls" ? null : levelDf(fit);
  const terms = ["(Intercept)", ...fixed.terms.map((t) => t.label)];
  const denominators = new Map(
    keptByTerm(fixed).map((places, t) => [
      terms[t]!,
      byLevel ? least(places.map((k) => byLevel[k]!)) : fit.residualDf,
    ]),
  );
  const rows = carHypotheses(fixed, covariance, type, true).map(({ term, rows }): AnovaRow => {
    const numDf = rows.length;
    if (numDf === 0 || !rows.every((l) => fit.isTestable(l))) {
      return { term, numDf, denDf: null, statistic: null, pValue: null };
    }
    const statistic = waldStatistic({ rows, estimates: fit.beta, covariance }) / numDf;
    const denDf = denominators.get(term)!;
    const pValue = denDf > 0 ? pf(statistic, numDf, denDf, { upper: true }) : null;
    return { term, numDf, denDf, statistic, pValue };
  });
  return {
    kind: fit.kind,
    type,
    test: "F",
    ddf: byLevel ? "inner-outer" : "residual",
    hypotheses: "car",
    response: fit.response,
    rows,
    notes: [],
    layout: "nlme",
  };
}
