/**
 * Predictions of models without random terms: the mean at each row with its standard error, limits of
 * it or of a new observation, and the part that each term has in it.
 *
 * @module
 */
import type { Table } from "../../../../data/table.ts";
import { fail } from "../../../../diagnostic.ts";
import * as language from "../../../../language/values/value.ts";
import { quadraticForm } from "../../../../math/algebra/products.ts";
import { qt } from "../../../../math/distribution/tails.ts";
import type { Fit } from "../../../../model/fit.ts";
import { orUnknownLevel } from "../../../../model/fixed/weightless.ts";
import { predict, type Prediction, type PredictOptions } from "../../../../model/predict.ts";
import type { Call } from "../../../evaluation/call.ts";
import { byModelRow, fittedOf, inDataOrder } from "../../../page/model_rows.ts";
import { asItIs, numberMatrix } from "../../../values/classed.ts";
import { type FitValue, integer, list, numeric, type Value } from "../../../values/value.ts";

/** Rows to predict for, with their names; null for the rows of the fit. */
export type NewRows = { readonly table: Table; readonly names: readonly string[] } | null;

const NOT_TOLD: Prediction = {
  estimate: null,
  standardError: null,
  lower: null,
  upper: null,
  nonEstimable: false,
};

/** What limits are made of: σ, its degrees of freedom, and how much wider than σ a new observation is. */
interface Spread {
  readonly scale: number;
  readonly df: number;
  /** σ of standard errors is another than the fit's. */
  readonly ratio: number;
  /** The variance of a new observation at each row. */
  readonly ofNew: (row: number) => number;
}

function spreadOf(call: Call, fit: Fit): Spread {
  const own = !call.has("scale") || call.value("scale").kind === "null";
  const scale = own ? fit.sigma : call.number("scale", NaN);
  // a scale that is given is known, unless its degrees of freedom are given too
  const df = own ? fit.residualDf : call.number("df", Infinity);
  const variances = call.has("pred.var") ? call.numbers("pred.var") : null;
  const weights = call.has("weights") ? call.numbers("weights") : null;
  return {
    scale,
    df,
    ratio: scale / fit.sigma,
    ofNew: (i) =>
      variances
        ? variances[i % variances.length]!
        : scale ** 2 / (weights ? weights[i % weights.length]! : 1),
  };
}

/** `predict` of a model by least squares. */
export function linearPredictions(call: Call, value: FitValue, given: NewRows): Value {
  const { fit, rows } = value;
  const interval = call.choice("interval", ["none", "confidence", "prediction"], "none");
  const type = call.choice("type", ["response", "terms"], "response");
  const wanted = call.flag("se.fit", false);
  const level = call.number("level", 0.95);
  const spread = spreadOf(call, fit);
  if (type === "terms") return partsByTerm(call, value, given, { interval, level, spread });
  if (interval === "none" && !wanted) {
    if (!given) return byModelRow(rows, fittedOf(fit));
    const found = call.at("newdata", () => predict(fit, given.table));
    return numeric(found.map((r) => r.estimate ?? NaN), given.names);
  }
  const options: PredictOptions = {
    level,
    interval: interval === "none" ? "confidence" : interval,
  };
  const made = given
    ? { names: given.names, values: call.at("newdata", () => predict(fit, given.table, options)) }
    : inDataOrder(rows, call.at("object", () => ofOwnRows(fit, options)), NOT_TOLD);
  if (!given && interval === "prediction") {
    call.note(
      "prediction-of-used-rows",
      "predict(): intervals for new observations stand at the rows that the model was fitted to",
    );
  }
  const plain = ["scale", "df", "pred.var", "weights"].every((name) => !call.has(name));
  const found = plain || interval === "none"
    ? made.values
    : made.values.map((p, i) => withLimits(p, i, spread, level, interval === "prediction"));
  const predicted = interval === "none"
    ? numeric(found.map((p) => p.estimate ?? NaN), made.names)
    : limitsMatrix(found, made.names);
  if (!wanted) return predicted;
  // R has names of standard errors where it multiplies rows by coefficients, and there are several
  const names = given && given.names.length > 1 ? given.names : null;
  return list([
    { name: "fit", value: predicted },
    {
      name: "se.fit",
      value: numeric(made.values.map((p) => (p.standardError ?? NaN) * spread.ratio), names),
    },
    { name: "df", value: spread.df === Infinity ? numeric([Infinity]) : dfValue(spread.df) },
    { name: "residual.scale", value: numeric([spread.scale]) },
  ]);
}

const dfValue = (df: number): Value => Number.isInteger(df) ? integer([df]) : numeric([df]);

/** Limits of the mean or of a new observation, by another spread than the fit's. */
function withLimits(
  p: Prediction,
  row: number,
  { ratio, df, ofNew }: Spread,
  level: number,
  fresh: boolean,
): Prediction {
  if (p.estimate === null || p.standardError === null) return p;
  const variance = (p.standardError * ratio) ** 2 + (fresh ? ofNew(row) : 0);
  const half = qt((1 + level) / 2, df) * Math.sqrt(variance);
  return { ...p, lower: p.estimate - half, upper: p.estimate + half };
}

/** Of the rows used, then of those of weight 0; as in R they have their own weights, new rows 1. */
function ofOwnRows(fit: Fit, options: PredictOptions): Prediction[] {
  const weights = fit.weights ? { weights: fit.weights } : {};
  const used = predict(fit, fit.data, { ...options, ...weights });
  const more = fit.weightless;
  if (!more) return used;
  const without = Array.from(
    more.rows,
    (_, i) =>
      orUnknownLevel(() =>
        predict(fit, more.data.filter(Int32Array.of(i)), { ...options, weights: [0] })[0]!
      ) ?? NOT_TOLD,
  );
  return [...used, ...without];
}

/** Predictions with their limits. */
export function limitsMatrix(found: readonly Prediction[], rowNames: readonly string[]): Value {
  return {
    kind: "matrix",
    rowNames: [...rowNames],
    columnNames: ["fit", "lwr", "upr"],
    values: found.map((r) => Float64Array.of(r.estimate ?? NaN, r.lower ?? NaN, r.upper ?? NaN)),
  };
}

// ---- by terms ------------------------------------------------------------------------------------

/** A term's columns among the coefficients, and of each the mean that its part is taken from. */
interface TermPart {
  readonly label: string;
  /** Columns of the model matrix that have a coefficient, and their places among coefficients. */
  readonly columns: readonly number[];
  readonly places: readonly number[];
}

function termsWanted(call: Call, fit: Fit): TermPart[] {
  const { terms, kept } = fit.fixed;
  const place = new Map(Array.from(kept, (column, k) => [column, k] as const));
  const asked = call.has("terms") && call.value("terms").kind !== "null"
    ? call.texts("terms")
    : null;
  for (const name of asked ?? []) {
    if (terms.some((t) => t.label === name)) continue;
    fail("wrong-argument", `The model has no term ${name}`, {
      span: call.spanOf("terms"),
      hint: `Its terms are ${terms.map((t) => t.label).join(", ")}`,
    });
  }
  return terms.filter((t) => asked === null || asked.includes(t.label)).map((t) => {
    const columns = t.columns.filter((c) => place.has(c));
    return { label: t.label, columns, places: columns.map((c) => place.get(c)!) };
  });
}

/** Each term's part in the linear predictor, from that of the average row of the fit. */
function partsByTerm(
  call: Call,
  { fit, rows }: FitValue,
  given: NewRows,
  { interval, level, spread }: { interval: string; level: number; spread: Spread },
): Value {
  const parts = termsWanted(call, fit);
  const { fixed, beta } = fit;
  const p = fixed.names.length;
  // without an intercept parts are taken from nothing
  const centre = new Float64Array(p);
  if (fixed.intercept) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let i = 0; i < fixed.n; i++) sum += fixed.matrix[j * fixed.n + i]!;
      centre[j] = sum / fixed.n;
    }
  }
  const constant = fixed.intercept
    ? Array.from(fixed.kept, (j, k) => centre[j]! * beta[k]!).reduce((a, b) => a + b, 0)
    : 0;
  const table = given?.table ?? fit.data;
  const cells = call.at(given ? "newdata" : "object", () => fixed.rowsFor(table));
  const centred = cells.map((row) =>
    parts.map(({ columns }) => columns.map((c) => row[c]! - centre[c]!))
  );
  const estimates = centred.map((row) =>
    row.map((x, t) => x.reduce((sum, v, k) => sum + v * beta[parts[t]!.places[k]!]!, 0))
  );
  const errors = (): number[][] =>
    centred.map((row) =>
      row.map((x, t) => {
        const vector = new Float64Array(beta.length);
        x.forEach((v, k) => vector[parts[t]!.places[k]!] = v);
        return Math.sqrt(quadraticForm({ matrix: fit.covariance, vector })) * spread.ratio;
      })
    );
  const labels = parts.map((t) => t.label);
  const matrix = (values: readonly (readonly number[])[], told: boolean): Value => {
    const ordered = given
      ? { names: given.names, values }
      : inDataOrder(rows, values, labels.map(() => NaN));
    const made = numberMatrix(ordered.names, labels, ordered.values);
    const whole = told
      ? language.withAttribute(made, "constant", language.doubles([constant]))
      : made;
    return asItIs(whole, "predictions by term");
  };
  const fitted = matrix(estimates, true);
  if (!call.flag("se.fit", false) && interval === "none") return fitted;
  const found = errors();
  const t = qt((1 + level) / 2, spread.df);
  const limit = (sign: number): Value =>
    matrix(
      estimates.map((row, i) =>
        row.map((v, j) => {
          const more = interval === "prediction" ? spread.ofNew(i) : 0;
          return v + sign * t * Math.sqrt(found[i]![j]! ** 2 + more);
        })
      ),
      true,
    );
  return list([
    { name: "fit", value: fitted },
    { name: "se.fit", value: matrix(found, false) },
    ...(interval === "none"
      ? []
      : [{ name: "lwr", value: limit(-1) }, { name: "upr", value: limit(1) }]),
    ...(fit.generalized ? [] : [{ name: "df", value: dfValue(spread.df) }]),
    { name: "residual.scale", value: numeric([spread.scale]) },
  ]);
}

/** The parts of the linear predictor of a generalized linear model. */
export function generalizedParts(call: Call, value: FitValue, given: NewRows): Value {
  const scale = Math.sqrt(value.fit.dispersion.value);
  const spread = { scale, df: value.fit.residualDf, ratio: 1, ofNew: () => 0 };
  return partsByTerm(call, value, given, { interval: "none", level: 0.95, spread });
}
