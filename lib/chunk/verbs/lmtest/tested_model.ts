/**
 * The model that a test of lmtest is of: an `lm`, or a formula with data, which is fitted.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { type Hypothesis, hypothesisList } from "../../../language/stats/tests/hypothesis.ts";
import { type Projection, projectionOn } from "../../../math/algebra/projection.ts";
import type { LinearModel } from "../../../model/fit.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import type { FitValue, MatrixValue, Value } from "../../values/value.ts";

/** A least-squares fit with its rows. */
export interface TestedModel {
  readonly fit: LinearModel;
  readonly value: FitValue;
  /** As it was written. */
  readonly name: string;
}

/** The model of the argument `formula`. */
export function testedModel(call: Call): TestedModel {
  const expr = call.quoted("formula");
  const name = expr ? deparse(expr) : "formula";
  const first = call.value("formula");
  const args = ["formula", "data", "weights"].flatMap((n) => {
    const given = call.supplied(n);
    return given ? [{ ...given, name: n }] : [];
  });
  const value = first.kind === "formula"
    ? call.at("formula", () => call.context.call("lm", args, call.span, call.scope))
    : first;
  const fit = value.kind === "fit" ? value.fit.leastSquares : null;
  if (value.kind === "fit" && fit) {
    if (!fit.weightless) return { fit, value, name };
    fail("wrong-argument", "Some rows of the model have no weight", {
      span: call.spanOf("formula"),
      hint: "Leave them out by subset",
    });
  }
  return call.wrong("formula", "an lm, or a formula", first, "Write lm(y ~ x, data = d)");
}

/** A test as a value. */
export function testOf(test: Hypothesis): Value {
  return { kind: "other", what: "a test", value: hypothesisList(test) };
}

/** The columns of a one-sided formula, or those of the model, for the rows of the model. */
export function matrixFor(call: Call, name: string, model: TestedModel): Projection {
  const { fit, value } = model;
  if (!call.has(name)) {
    const { matrix, names, n } = fit.fixed;
    return projectionOn(names.map((_, j) => matrix.slice(j * n, (j + 1) * n)), fit.weights);
  }
  const formula = call.formula(name);
  const data = call.supplied("data") ?? value.written.args.find((a) => a.name === "data");
  const given = [
    { ...call.supplied(name)!, name: null, value: formula, expr: null },
    ...(data ? [{ ...data, name: "data" }] : []),
  ];
  const made = call.at(
    name,
    () => call.context.call("model.matrix", given, call.span, call.scope),
  ) as MatrixValue;
  const rows = value.rows.names.map((row) => made.rowNames.indexOf(row));
  if (rows.includes(-1)) {
    fail("wrong-argument", `${deparse(formula.expr)} has missing values in rows of the model`, {
      span: call.spanOf(name),
      hint: "Leave these rows out of the data",
    });
  }
  const columns = made.columnNames.map((_, j) =>
    Float64Array.from(rows, (i) => made.values[i]![j]!)
  );
  return projectionOn(columns, fit.weights);
}
