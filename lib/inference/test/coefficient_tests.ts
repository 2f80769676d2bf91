/**
 * Tests and intervals of single coefficients.
 *
 * @module
 */
import { pt } from "../../math/distribution/tails.ts";
import type { Fit } from "../../model/fit.ts";
import type { Ddf } from "../df/ddf.ts";
import { denominatorDf, type Information } from "../df/denominator_df.ts";

/** Test of one coefficient against zero; null is what there is not, as of an aliased one. */
export interface CoefficientTest {
  /** As R names it. */
  name: string;
  /** The coefficient. */
  estimate: number | null;
  /** Its standard error. */
  standardError: number | null;
  /** Its degrees of freedom. */
  df: number | null;
  /** The t ratio. */
  statistic: number | null;
  /** Two-sided. */
  pValue: number | null;
}

/**
 * t tests of the coefficients. With Kenward-Roger df the standard errors are adjusted too.
 *
 * @throws DiagnosticError as the df method
 * @example
 * ```ts
 * import { coefficientTests, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const tests = coefficientTests(lm("y ~ Trt", data));
 * if (tests[1]!.name !== "TrtB" || tests[1]!.df !== 2) throw new Error();
 * ```
 */
export function coefficientTests(
  fit: Fit,
  options: { ddf?: Ddf | undefined; information?: Information | undefined } = {},
): CoefficientTest[] {
  const method = denominatorDf(fit, options.ddf ?? fit.ddf.default, options);
  const { names, kept } = fit.fixed;
  const p = kept.length;
  const l = new Float64Array(p);
  const tests = names.map((name): CoefficientTest => ({
    name,
    estimate: null,
    standardError: null,
    df: null,
    statistic: null,
    pValue: null,
  }));
  for (let i = 0; i < p; i++) {
    l.fill(0);
    l[i] = 1;
    const estimate = fit.beta[i]!;
    const error = method.standardError(l);
    const standardError = Number.isNaN(error) ? null : error;
    const found = method.dfOfCoefficient?.(i) ?? method.df(l);
    const df = Number.isNaN(found) ? null : found;
    const statistic = error > 0 ? estimate / error : null;
    tests[kept[i]!] = {
      name: names[kept[i]!]!,
      estimate,
      standardError,
      df,
      statistic,
      pValue: statistic === null || df === null
        ? null
        : 2 * pt(Math.abs(statistic), df, { upper: true }),
    };
  }
  return tests;
}
