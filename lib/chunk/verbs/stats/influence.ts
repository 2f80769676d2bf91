/**
 * Verbs that say how much each row weighs: `hatvalues cooks.distance rstandard rstudent dfbeta`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { groupInfluence } from "../../../model/linear/influence.ts";
import { type RowInfluence, rowInfluence } from "../../../model/mixed/influence.ts";
import type { Fit, GeneralizedLinearModel, LinearModel } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { byModelRow } from "../../page/model_rows.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** A value a row, of a fit by least squares or of a linear mixed model. */
function ofRows(
  linear: (fit: LinearModel) => readonly number[],
  mixed: ((influence: RowInfluence, fit: Fit) => readonly number[]) | null,
  generalized: ((fit: GeneralizedLinearModel) => readonly number[]) | null = null,
): (call: Call) => Value {
  return (call) => {
    const { fit, rows } = call.fit("model");
    if (fit.leastSquares) return byModelRow(rows, linear(fit.leastSquares));
    if (fit.generalized && generalized) return byModelRow(rows, generalized(fit.generalized));
    const { random } = fit;
    if (random && mixed) {
      return byModelRow(
        rows,
        mixed(call.at("model", () => rowInfluence(random)), fit),
      );
    }
    return fail("wrong-argument", `${call.verb.name}() is not known of ${fit.described.called}`, {
      span: call.spanOf("model"),
      hint: "resid(m) has the residuals, plot(m) draws them",
    });
  };
}

/** As lme4: of the conditional fit, by the leverage that the random effects have a part in. */
function conditionalDistances(own: RowInfluence, fit: Fit): number[] {
  return own.studentizedResiduals.map((r, i) => {
    const h = own.leverage[i]!;
    return r * r * h / ((1 - h) * fit.rank);
  });
}

/** Changes of the coefficients without each row. */
function changes(call: Call): Value {
  const { fit, rows } = call.fit("model");
  const own = fit.leastSquares;
  if (!own) {
    return fail("wrong-argument", `dfbeta() is not known of ${fit.described.called}`, {
      span: call.spanOf("model"),
      hint: "cooks.distance(m) says how much each row moves the coefficients",
    });
  }
  const levels = Array.from({ length: fit.n }, (_, i) => String(i));
  const codes = Int32Array.from(levels.keys());
  const rowsAsLevels = { kind: "factor", name: "row", codes, levels, ordered: false } as const;
  const found = call.at("model", () => groupInfluence(own, rowsAsLevels));
  const names = fit.coefficients.filter((c) => !c.aliased).map((c) => c.name);
  return {
    kind: "matrix",
    rowNames: [...rows.names],
    columnNames: names,
    values: found.map(({ change }) => Float64Array.from(change ?? names.map(() => NaN))),
  };
}

/** Residual standard deviations without each row. */
function sigmasWithout(fit: LinearModel): number[] {
  return fit.leverage.map((h, i) => {
    const e = fit.residuals[i]! * Math.sqrt(fit.weights?.[i] ?? 1);
    return Math.sqrt((fit.residualSumSq - e * e / (1 - h)) / (fit.residualDf - 1));
  });
}

/** Changes of the coefficients over their standard errors without the row. */
function scaledChanges(call: Call): Value {
  const made = changes(call);
  const own = call.fit("model").fit.leastSquares!;
  if (made.kind !== "matrix") return made;
  const sigmas = sigmasWithout(own);
  const errors = made.columnNames.map((_, k) =>
    Math.sqrt(own.covariance[k * own.rank + k]!) / own.sigma
  );
  return {
    ...made,
    values: made.values.map((row, i) => row.map((v, k) => v / (sigmas[i]! * errors[k]!))),
  };
}

/** How much rows weigh. */
export const INFLUENCE: readonly Verb[] = [
  verb(
    "hatvalues",
    "model",
    "leverages of the rows",
    ofRows((fit) => fit.leverage, (own) => own.leverage, (fit) => fit.leverage),
  ),
  verb(
    "cooks.distance",
    "model",
    "Cook's distances of the rows",
    ofRows((fit) => fit.cooksDistance, conditionalDistances, (fit) => fit.cooksDistance),
  ),
  verb(
    "rstandard",
    "model",
    "residuals over their standard deviations",
    ofRows((fit) => fit.standardizedResiduals, null, (fit) => fit.standardizedResiduals),
  ),
  verb(
    "rstudent",
    "model",
    "residuals over their standard deviations without the row itself",
    ofRows((fit) => fit.studentizedResiduals, (own) => own.studentizedResiduals),
  ),
  verb(
    "dffits",
    "model",
    "changes of the fitted values without each row, in standard errors",
    ofRows(
      (fit) =>
        fit.studentizedResiduals.map((r, i) =>
          r * Math.sqrt(fit.leverage[i]! / (1 - fit.leverage[i]!))
        ),
      null,
    ),
  ),
  verb(
    "covratio",
    "model",
    "how much each row changes the determinant of the covariances",
    ofRows(
      (fit) => {
        const sigmas = sigmasWithout(fit);
        return fit.leverage.map((h, i) => (sigmas[i]! / fit.sigma) ** (2 * fit.rank) / (1 - h));
      },
      null,
    ),
  ),
  verb("dfbetas", "model", "changes of the coefficients in standard errors", scaledChanges),
  verb("dfbeta", "model", "changes of the coefficients without each row", changes),
];
