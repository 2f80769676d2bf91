/**
 * Verbs that give the matrices that a model is made of: `model.matrix model.frame`.
 *
 * @module
 */
import { Table } from "../../../data/table.ts";
import type { Fit } from "../../../model/fit.ts";
import type { FixedDesign } from "../../../model/fixed/fixed_design.ts";
import { buildModel } from "../../../model/fixed/build.ts";
import { parseFormula } from "../../../model/formula/formula.ts";
import type { Call } from "../../evaluation/call.ts";
import { modelData } from "../../page/model_data.ts";
import { fail } from "../../../diagnostic.ts";
import { frame, type MatrixValue, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { contrastsOf } from "./models.ts";

function matrixOf(
  design: Pick<FixedDesign, "names" | "matrix" | "n">,
  columns: readonly number[],
  rowNames: readonly string[],
): MatrixValue {
  const { matrix, names, n } = design;
  return {
    kind: "matrix",
    rowNames: [...rowNames],
    columnNames: columns.map((j) => names[j]!),
    values: Array.from(
      { length: n },
      (_, i) => Float64Array.from(columns, (j) => matrix[j * n + i]!),
    ),
  };
}

/** X of a fit; as in R, that of a mixed model is without the columns that the data cannot tell. */
export function modelMatrix({ fixed, mixed }: Fit, rowNames: readonly string[]): MatrixValue {
  return matrixOf(fixed, mixed ? [...fixed.kept] : [...fixed.names.keys()], rowNames);
}

function matrix(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "fit") {
    if (call.has("data")) {
      fail("unknown-argument", "model.matrix() of a model takes its rows as they are", {
        span: call.spanOf("data"),
        hint: "model.matrix(formula(m), data = d) takes others",
      });
    }
    return modelMatrix(value.fit, value.rows.names);
  }
  const { expr } = call.formula("object");
  const right = parseFormula(expr).fixed;
  const place = { start: expr.start, end: expr.end };
  const sided = {
    ...expr,
    args: [{ name: null, nameSpan: null, value: right, ...place }],
    form: "prefix" as const,
  };
  const { table, rowNames } = modelData(call, sided);
  const built = call.at("object", () => buildModel(sided, table, contrastsOf(call, sided, table)));
  const rows = built.frame.rows ?? Int32Array.from({ length: table.nrow }, (_, i) => i);
  const design = { names: built.fixed.names, matrix: built.fixed.matrix, n: rows.length };
  const names = Array.from(rows, (i) => rowNames?.[i] ?? String(i + 1));
  return matrixOf(design, [...built.fixed.names.keys()], names);
}

/** The rows used and the columns that the formula names. */
function modelFrame(call: Call): Value {
  const { fit, rows } = call.fit("formula");
  const { data } = fit;
  const named = new Set(
    fit.fixed.variables.flatMap((v) => v.sources.length === 1 ? [v.label] : [""]),
  );
  const simple = [fit.response, ...named].every((name) => data.column(name));
  if (!simple) {
    fail(
      "wrong-argument",
      "model.frame() gives columns of the data, and this model computes some",
      {
        span: call.spanOf("formula"),
        hint: "model.matrix(m) has what is computed of them",
      },
    );
  }
  return frame(new Table([...data.columns]), rows.names);
}

/** Matrices of models. */
export const MODEL_MATRIX: readonly Verb[] = [
  verb(
    "model.matrix",
    "object, data?, contrasts.arg!NULL, xlev!NULL",
    "the model matrix of a fit, or of a formula on data",
    matrix,
  ),
  verb("model.frame", "formula", "the rows that a model used", modelFrame),
];
