/**
 * The matrices that `VarCorr` has, one a group: covariances, with their standard deviations and
 * correlations as attributes.
 *
 * @module
 */
import * as language from "../../../language/values/value.ts";
import type { MixedEffects } from "../../../model/fit.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { asItIs } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";

/** The matrices of the conditional model of a `glmmTMB`, with the residual standard deviation. */
export function conditionalMatrices(
  fit: MixedEffects,
  matrices: Readonly<Record<string, () => Value>>,
): Value {
  const groups = Object.keys(matrices);
  const made = language.withNames(
    language.listOf(groups.map((group) => toLanguage(matrices[group]!()))),
    groups,
  );
  const sc = language.doubles([fit.sigma]);
  return asItIs(language.withAttribute(made, "sc", sc), "matrices of variances");
}

/** The covariances of the effects of one group. */
export function componentMatrix(fit: MixedEffects, group: string): Value {
  const own = fit.varianceComponents.filter((c) => c.group === group);
  const names = own.map((c) => c.term);
  const values = own.map((a, i) =>
    Float64Array.from(own, (b, j) => {
      if (i === j) return a.variance ?? NaN;
      const r = i > j ? a.correlations[j] : b.correlations[i];
      const sds = (a.sd ?? NaN) * (b.sd ?? NaN);
      return sds === 0 ? 0 : (r ?? NaN) * sds;
    })
  );
  const matrix = (cells: readonly Float64Array[]): language.Value =>
    toLanguage({ kind: "matrix", rowNames: names, columnNames: names, values: [...cells] });
  const sds = language.withNames(language.doubles(own.map((c) => c.sd ?? NaN)), names);
  const correlations = matrix(
    own.map((a, i) =>
      Float64Array.from(
        own,
        (b, j) => i === j ? 1 : (i > j ? a.correlations[j] : b.correlations[i]) ?? NaN,
      )
    ),
  );
  const told = language.withAttribute(matrix(values), "stddev", sds);
  return asItIs(language.withAttribute(told, "correlation", correlations), "a covariance matrix");
}
