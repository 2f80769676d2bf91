/**
 * Verbs that give the matrices that a model is made of: `model.matrix model.frame`.
 *
 * @module
 */
import { refuseHeld } from "../../../../model/formula/held.ts";
import type { Fit } from "../../../../model/fit.ts";
import type { FixedDesign } from "../../../../model/fixed/fixed_design.ts";
import { buildModel } from "../../../../model/fixed/build.ts";
import { parseFormula } from "../../../../model/formula/formula.ts";
import { expandTerms } from "../../../../model/formula/terms.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { CallExpr } from "../../../../syntax/expr.ts";
import * as language from "../../../../language/values/value.ts";
import { rowsOfColumn } from "../../../../language/parts/frame_subset.ts";
import type { Call } from "../../../evaluation/call.ts";
import { fromLanguage } from "../../../bridge/from_language.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import { codingsOf, modelFrameOf } from "../../../evaluation/model_objects.ts";
import { asItIs } from "../../../values/classed.ts";
import { tableScope } from "../../../values/mask.ts";
import { modelData, pageNames, withPartsNamed } from "../../../page/model_data.ts";
import { fail } from "../../../../diagnostic.ts";
import type { MatrixValue, Value } from "../../../values/value.ts";
import { type Verb, verb } from "../../../evaluation/verb.ts";
import { contrastsOf } from "./codings.ts";

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
export function modelMatrix(fit: Fit, rowNames: readonly string[]): MatrixValue {
  refuseHeld(fit.data, "A model matrix is one of rows");
  const { fixed, mixed } = fit;
  return matrixOf(fixed, mixed ? [...fixed.kept] : [...fixed.names.keys()], rowNames);
}

/** A model matrix with the terms and the codings of its columns, as R keeps them beside it. */
function described(
  matrix: MatrixValue,
  fixed: FixedDesign,
  columns: readonly number[],
): Value {
  const assign = language.integers(Int32Array.from(columns, (j) => fixed.assign[j]!));
  const made = language.withAttribute(toLanguage(matrix), "assign", assign);
  const codings = codingsOf({ fixed });
  return asItIs(
    language.lengthOf(codings) === 0 ? made : language.withAttribute(made, "contrasts", codings),
    "a model matrix",
  );
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
    const { fixed, mixed } = value.fit;
    const columns = mixed ? [...fixed.kept] : [...fixed.names.keys()];
    return described(modelMatrix(value.fit, value.rows.names), fixed, columns);
  }
  const expr = withPartsNamed(call.formula("object").expr, pageNames(call)) as CallExpr;
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
  const columns = [...built.fixed.names.keys()];
  return described(matrixOf(design, columns, names), built.fixed, columns);
}

/** The variables of a formula over the rows of a table that have them all. */
function frameOfFormula(call: Call): Value {
  const expr = withPartsNamed(call.formula("formula").expr, pageNames(call)) as CallExpr;
  const { table, rowNames } = modelData(call, expr);
  const scope = tableScope(table, call.scope);
  const left = expr.args.length === 2 ? expr.args[0]!.value! : null;
  const right = expr.args.at(-1)!.value!;
  const variables = expandTerms(right, { response: left, columns: table.names }).variables;
  const exprs = [...(left ? [left] : []), ...variables.map((v) => v.expr)];
  const columns = exprs.map((e): [string, language.Value] => [
    deparse(e),
    toLanguage(call.at("formula", () => call.context.evaluate(e, scope))),
  ]);
  const n = table.nrow;
  const complete = Array.from({ length: n }, (_, i) => i).filter((i) =>
    columns.every(([, v]) => !isMissing(v, i))
  );
  const whole = complete.length === n;
  const kept = columns.map(([name, v]): [string, language.Value] => {
    if (language.lengthOf(v) % n !== 0 || !language.isAtomic(v)) {
      return call.wrong("formula", `variables with ${n} values`, fromLanguage(v));
    }
    return [name, whole ? v : rowsOfColumn(v, Int32Array.from(complete))];
  });
  const names = rowNames ?? (whole ? null : Array.from({ length: n }, (_, i) => String(i + 1)));
  return asItIs(
    language.frameOf(kept, complete.length, names && complete.map((i) => names[i]!)),
    "a model frame",
  );
}

function isMissing(x: language.Value, i: number): boolean {
  if (x.type === "double") return Number.isNaN(x.values[i]!);
  if (x.type === "integer" || x.type === "logical") return x.values[i] === language.NA_INTEGER;
  return x.type === "character" && x.values[i] === null;
}

/** The rows used and the variables that the formula names. */
function modelFrame(call: Call): Value {
  const value = call.value("formula");
  if (value.kind === "formula") return frameOfFormula(call);
  const fit = call.fit("formula");
  if (call.has("data")) {
    fail("unknown-argument", "model.frame() of a model takes its rows as they are", {
      span: call.spanOf("data"),
      hint: "model.frame(formula(m), data = d) takes others",
    });
  }
  return asItIs(call.at("formula", () => modelFrameOf(fit)), "a model frame");
}

/** Matrices of models. */
export const MODEL_MATRIX: readonly Verb[] = [
  verb(
    "model.matrix",
    "object, data?, contrasts.arg!NULL, xlev!NULL",
    "the model matrix of a fit, or of a formula on data",
    matrix,
  ),
  verb(
    "model.frame",
    "formula, data?, subset?, na.action!na.omit, drop.unused.levels!FALSE",
    "the rows that a model used, or the variables of a formula on data",
    modelFrame,
  ),
];
