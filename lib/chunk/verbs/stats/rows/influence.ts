/**
 * Verbs that say how much each row weighs: `hatvalues cooks.distance rstandard rstudent dfbeta`.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { type RowInfluence, rowInfluence } from "../../../../model/mixed/refits/influence.ts";
import type { Fit, GeneralizedLinearModel, LinearModel } from "../../../../model/fit.ts";
import type { Call } from "../../../evaluation/call.ts";
import { byModelRow } from "../../../page/model_rows.ts";
import type { Value } from "../../../values/value.ts";
import { type Verb, verb } from "../../../evaluation/verb.ts";
import { type Deletions, influenceOf } from "./deletions.ts";

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
function conditionalDistances(own: RowInfluence, fit: Fit): readonly number[] {
  // rows that are correlated by their residuals have no leverage in its place
  if (fit.residualStructure !== null) return own.cooksDistance;
  return own.studentizedResiduals.map((r, i) => {
    const h = own.leverage[i]!;
    return r * r * h / ((1 - h) * fit.rank);
  });
}

/** Changes of the coefficients without each row, in their standard errors without it if `scaled`. */
function changes(scaled: boolean): (call: Call) => Value {
  return (call) => {
    const value = call.fit("model");
    const { fit, rows } = value;
    const own = call.at("model", () => influenceOf(call, "model", value));
    return {
      kind: "matrix",
      rowNames: [...rows.names],
      columnNames: Array.from(fit.fixed.kept, (j) => fit.fixed.names[j]!),
      values: own.changes.map((row, i) =>
        scaled ? row.map((v, k) => v / (own.sigma[i]! * own.unscaled[k]!)) : row
      ),
    };
  };
}

/** A measure of each row of a fit without random effects. */
function ofDeletions(measure: (own: Deletions) => readonly number[]): (call: Call) => Value {
  return (call) => {
    const value = call.fit("model");
    const own = call.at("model", () => influenceOf(call, "model", value));
    return byModelRow(value.rows, measure(own));
  };
}

/** Of a mixed model as lme4 has it. */
function studentized(call: Call): Value {
  const { fit, rows } = call.fit("model");
  const { random } = fit;
  if (!random) return ofDeletions((own) => own.studentized)(call);
  const own = call.at("model", () => rowInfluence(random));
  return byModelRow(rows, own.studentizedResiduals);
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
    studentized,
  ),
  verb(
    "dffits",
    "model",
    "changes of the fitted values without each row, in standard errors",
    ofDeletions((own) => own.dffits),
  ),
  verb(
    "covratio",
    "model",
    "how much each row changes the determinant of the covariances",
    ofDeletions((own) => own.covratio),
  ),
  verb("dfbetas", "model", "changes of the coefficients in standard errors", changes(true)),
  verb("dfbeta", "model", "changes of the coefficients without each row", changes(false)),
];
