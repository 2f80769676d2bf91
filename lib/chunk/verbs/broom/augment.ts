/**
 * The rows of a model with what the model says of each, as a tibble: `augment`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { quadraticForm } from "../../../math/algebra/products.ts";
import { rowInfluence } from "../../../model/mixed/refits/influence.ts";
import type { Fit, GeneralizedLinearModel, LinearModel } from "../../../model/fit.ts";
import * as language from "../../../language/values/value.ts";
import type { Call } from "../../evaluation/call.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { character, type FitValue, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { numbers, tibbleOfVectors } from "./rows.ts";

type Column = [name: string, value: language.Value];

const given = (name: string, value: Value, call: Call) => ({
  name,
  nameSpan: null,
  span: call.span,
  expr: null,
  value,
});

/** The columns of a frame. */
function columnsOf(call: Call, value: Value, names: boolean): Column[] {
  const frame = toLanguage(value);
  if (frame.type !== "list" || !language.isFrame(frame)) {
    return call.wrong("data", "a table", value);
  }
  const own = (language.namesOf(frame) ?? []).map((name, i): Column => [
    name ?? "",
    frame.values[i]!,
  ]);
  const rows = names ? language.rowNamesOf(frame) : null;
  return rows?.some((row, i) => row !== String(i + 1))
    ? [[".rownames", toLanguage(character([...rows]))], ...own]
    : own;
}

/** The rows that the model used. */
function usedRows(call: Call, value: FitValue): Column[] {
  const data = call.optional("data");
  if (data) {
    const columns = columnsOf(call, data, true);
    const rows = data.kind === "frame" ? data.table.nrow : value.fit.n;
    if (rows === value.fit.n) return columns;
    return fail("compare-rows", `The model used ${value.fit.n} rows, and data has ${rows}`, {
      span: call.spanOf("data"),
      hint: "Leave data out, or drop the rows with missing values first",
    });
  }
  const frame = call.at(
    "x",
    () => call.context.call("model.frame", [given("formula", value, call)], call.span, call.scope),
  );
  const dropped = value.fit.rows !== null;
  const columns = columnsOf(call, frame, true);
  if (!dropped || columns.some(([name]) => name === ".rownames")) return columns;
  return [[".rownames", toLanguage(character([...value.rows.names]))], ...columns];
}

/** Residual standard deviations without each row. */
function sigmasWithout(total: number, df: number, e: readonly number[], h: readonly number[]) {
  return e.map((r, i) =>
    h[i]! < 1 ? Math.sqrt((total - r * r / (1 - h[i]!)) / (df - 1)) : Math.sqrt(total / df)
  );
}

function linearColumns(fit: LinearModel): [string, readonly number[]][] {
  const weighted = fit.residuals.map((r, i) => r * Math.sqrt(fit.weights?.[i] ?? 1));
  return [
    [".resid", fit.residuals],
    [".hat", fit.leverage],
    [".sigma", sigmasWithout(fit.residualSumSq, fit.residualDf, weighted, fit.leverage)],
    [".cooksd", fit.cooksDistance],
    [".std.resid", fit.standardizedResiduals],
  ];
}

function generalizedColumns(
  call: Call,
  fit: GeneralizedLinearModel,
): [string, readonly number[]][] {
  const type = call.choice("type.residuals", ["deviance", "pearson"] as const, "deviance");
  const own = fit.residualsOf(type);
  const deviance = fit.residualsOf("deviance");
  const scale = Math.sqrt(fit.dispersion.value);
  const h = fit.leverage;
  return [
    [".resid", own],
    [".std.resid", deviance.map((r, i) => r / (scale * Math.sqrt(1 - h[i]!)))],
    [".hat", h],
    [".sigma", sigmasWithout(fit.deviance, fit.residualDf, deviance, h)],
    [".cooksd", fit.cooksDistance],
  ];
}

/** Xβ and the offset. */
function fixedPart({ fixed, beta, n }: Fit): number[] {
  const { matrix, kept, offset } = fixed;
  return Array.from({ length: n }, (_, i) => {
    let sum = offset ? offset[i]! : 0;
    kept.forEach((column, k) => sum += matrix[column * n + i]! * beta[k]!);
    return sum;
  });
}

/** Standard errors of the linear predictor, or of the mean. */
function standardErrors(fit: Fit, newdata: Value | null, response: boolean): number[] {
  const { fixed, covariance, beta, n } = fit;
  const table = newdata?.kind === "frame" ? newdata.table : null;
  const full = table
    ? fixed.rowsFor(table)
    : Array.from({ length: n }, (_, i) =>
      Float64Array.from(fixed.names, (_, j) => fixed.matrix[j * n + i]!));
  const offset = table ? fixed.offsetFor(table) : fixed.offset;
  return full.map((row, i) => {
    const l = Float64Array.from(fixed.kept, (column) => row[column]!);
    const se = Math.sqrt(quadraticForm({ matrix: covariance, vector: l }));
    if (!response) return se;
    const eta = l.reduce((sum, x, k) => sum + x * beta[k]!, offset ? offset[i]! : 0);
    return se * Math.abs(fit.family.linked.derivative(eta));
  });
}

function mixedColumns(call: Call, value: FitValue): [string, readonly number[]][] {
  const { fit } = value;
  const own = call.at("x", () => rowInfluence(fit.random!));
  const fixed = fixedPart(fit);
  const weights = Array.from({ length: fit.n }, (_, i) => fit.weights?.[i] ?? 1);
  const root = weights.map(Math.sqrt);
  const ones = new Array<number>(fit.n).fill(1);
  const offset = fit.fixed.offset ? [...fit.fixed.offset] : new Array<number>(fit.n).fill(0);
  return [
    [".resid", fit.residuals],
    [".hat", own.leverage],
    [
      ".cooksd",
      own.studentizedResiduals.map((r, i) =>
        r * r * own.leverage[i]! / ((1 - own.leverage[i]!) * fit.rank)
      ),
    ],
    [".fixed", fixed],
    [".mu", fit.fitted],
    [".offset", offset],
    [".sqrtXwt", fit.weights ? root : ones],
    [".sqrtrwt", fit.weights ? root : ones],
    [".weights", weights],
    [".wtres", fit.residuals.map((r, i) => r * root[i]!)],
  ];
}

const column = (name: string, values: readonly number[]): Column => [
  name,
  toLanguage(numbers(values)),
];

/** Predictions with their standard errors or limits, by `predict`. */
function predicted(call: Call, value: FitValue, newdata: Value | null): Column[] {
  const type = value.fit.generalized
    ? call.choice("type.predict", ["link", "response"] as const, "link")
    : null;
  const interval = call.choice("interval", ["none", "confidence", "prediction"] as const, "none");
  const withErrors = call.flag("se_fit", false);
  const args = [
    given("object", value, call),
    ...(newdata ? [given("newdata", newdata, call)] : []),
    ...(type ? [given("type", character([type]), call)] : []),
    ...(interval === "none" ? [] : [given("interval", character([interval]), call)]),
  ];
  const made = call.at(
    "x",
    () => call.context.call("predict", args, call.span, call.scope),
  );
  const columns: Column[] = [];
  if (made.kind === "matrix") {
    [".fitted", ".lower", ".upper"].forEach((name, j) =>
      columns.push(column(name, made.values.map((row) => row[j]!)))
    );
  } else columns.push(column(".fitted", [...numbersOf(made) ?? []]));
  if (withErrors) {
    const errors = call.at("x", () => standardErrors(value.fit, newdata, type === "response"));
    columns.push(column(".se.fit", errors));
  }
  return columns;
}

function ofNewData(call: Call, value: FitValue, newdata: Value): Value {
  const columns = columnsOf(call, newdata, true);
  const made = predicted(call, value, newdata);
  const response = newdata.kind === "frame" ? newdata.table.column(value.fit.response) : undefined;
  const fitted = made[0]![1];
  const resid = !value.fit.generalized && response?.kind === "numeric" && fitted.type === "double"
    ? [column(".resid", Array.from(response.values, (y, i) => y - fitted.values[i]!))]
    : [];
  return tibbleOfVectors([...columns, ...made, ...resid]);
}

function augmented(call: Call): Value {
  const value = call.fit("x");
  const { fit } = value;
  refuseOf(call, fit);
  const newdata = call.optional("newdata");
  if (newdata && newdata.kind !== "null") return ofNewData(call, value, newdata);
  const rows = usedRows(call, value);
  const own = fit.leastSquares
    ? linearColumns(fit.leastSquares)
    : fit.generalized
    ? generalizedColumns(call, fit.generalized)
    : mixedColumns(call, value);
  const fitted: Column[] = fit.random
    ? [column(".fitted", fit.fitted)]
    : predicted(call, value, null);
  return tibbleOfVectors([...rows, ...fitted, ...own.map(([name, v]) => column(name, v))]);
}

function refuseOf(call: Call, fit: Fit): void {
  if (!fit.leastSquares && !fit.generalized && !fit.random) {
    call.wrong("x", "an lm, a glm or an lmer", call.value("x"), "fitted(m) and resid(m) have them");
  }
  if (fit.weightless) {
    fail("wrong-argument", "augment() takes no rows of weight 0", { span: call.spanOf("x") });
  }
  const refused = fit.random
    ? ["type.predict", "type.residuals", "interval", "se_fit"]
    : fit.generalized
    ? ["interval"]
    : ["type.predict", "type.residuals"];
  for (const name of refused) {
    if (!call.has(name)) continue;
    fail("unknown-argument", `augment() of ${fit.described.called} has no argument ${name}`, {
      span: call.spanOf(name),
      hint: "predict(m, …) has predictions of every kind",
    });
  }
}

/** The rows of a model. */
export const AUGMENT: Verb = verbOf("broom")(
  "augment",
  "x, data?, newdata?, se_fit?, interval?, type.predict?, type.residuals?, conf.level!0.95",
  "the rows of a model with fitted values, residuals and their weight, as a tibble",
  augmented,
);
