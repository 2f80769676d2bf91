/**
 * What a fit is without each of its rows, of a linear model and, by one step of scoring, of a
 * generalized one.
 *
 * Sources: Belsley, Kuh & Welsch (1980), Regression Diagnostics, chapter 2; Williams (1987), Appl. Stat.
 * 36, 181–191, for studentized residuals of generalized models.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import type { Fit } from "../../../../model/fit.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { FitValue } from "../../../values/value.ts";

/** Rows and what changes without them; a row each, coefficients in the order of those estimated. */
export interface Deletions {
  readonly leverage: readonly number[];
  /** Residual standard deviation without the row. */
  readonly sigma: readonly number[];
  /** Residuals times the roots of the weights; of a generalized model those of its deviance. */
  readonly residuals: readonly number[];
  /** Residual over its standard deviation without the row. */
  readonly studentized: readonly number[];
  /** Change of each coefficient by the row. */
  readonly changes: readonly Float64Array[];
  readonly dffits: readonly number[];
  readonly covratio: readonly number[];
  readonly cooks: readonly number[];
  /** Standard errors of the coefficients over the residual standard deviation. */
  readonly unscaled: readonly number[];
}

const KNOWN_DISPERSION = new Set(["poisson", "binomial"]);

/** Rows of the model matrix, estimable columns. */
function rowOf(fit: Fit, i: number): Float64Array {
  const { matrix, kept, n } = fit.fixed;
  return Float64Array.from(kept, (j) => matrix[j * n + i]!);
}

/**
 * What a fit is without each row.
 *
 * @throws DiagnosticError `wrong-argument` for a fit with random effects
 */
export function influenceOf(call: Call, name: string, { fit }: FitValue): Deletions {
  const own = fit.leastSquares ?? fit.generalized;
  if (!own || fit.strata) {
    return fail("wrong-argument", `${call.verb.name}() is not known of ${fit.described.called}`, {
      span: call.spanOf(name),
      hint: "resid(m) has the residuals, plot(m) draws them",
    });
  }
  const { n, rank, residualDf, covariance } = fit;
  const { leverage } = own;
  const { generalized: glm } = fit;
  const scale = glm ? fit.dispersion.value : fit.sigma ** 2;
  const unscaled = covariance.map((v) => v / scale);
  const residuals = glm
    ? glm.residualsOf("deviance")
    : fit.residuals.map((e, i) => e * Math.sqrt(fit.weights?.[i] ?? 1));
  const total = residuals.reduce((sum, e) => sum + e * e, 0);
  const sigma = residuals.map((e, i) =>
    Math.sqrt((total - e * e / (1 - leverage[i]!)) / (residualDf - 1))
  );
  const changes = residuals.map((e, i) => {
    const x = rowOf(fit, i);
    const direction = x.map((_, a) =>
      x.reduce((sum, v, b) => sum + unscaled[a * rank + b]! * v, 0)
    );
    const size = x.reduce((sum, v, a) => sum + v * direction[a]!, 0);
    // the leverage is x'(X'WX)⁻¹x times the weight of the row
    const root = size > 0 ? Math.sqrt(leverage[i]! / size) : 0;
    return direction.map((v) => v * root * e / (1 - leverage[i]!));
  });
  const pearson = glm?.residualsOf("pearson");
  const known = glm !== null && KNOWN_DISPERSION.has(fit.family.name);
  const studentized = residuals.map((e, i) => {
    const h = leverage[i]!;
    if (!pearson) return e / (sigma[i]! * Math.sqrt(1 - h));
    const r = Math.sign(e) * Math.sqrt(e * e + h * pearson[i]! ** 2 / (1 - h));
    return known ? r : r / sigma[i]!;
  });
  return {
    leverage,
    sigma,
    residuals,
    studentized,
    changes,
    dffits: residuals.map((e, i) => e * Math.sqrt(leverage[i]!) / (sigma[i]! * (1 - leverage[i]!))),
    covratio: residuals.map((e, i) => {
      const left = 1 - leverage[i]!;
      const star = e / (sigma[i]! * Math.sqrt(left));
      return 1 / (left * ((n - rank - 1 + star * star) / (n - rank)) ** rank);
    }),
    cooks: own.cooksDistance,
    unscaled: Array.from({ length: rank }, (_, k) => Math.sqrt(unscaled[k * rank + k]!)),
  };
}
