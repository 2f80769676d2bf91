/**
 * What R keeps in a fit besides its numbers: the frame of its rows, its terms, its call, its matrices.
 *
 * @module
 */
import { refuseHeld } from "../../model/formula/held.ts";
import { fail } from "../../diagnostic.ts";
import { applyQTransposed, qr as decomposed } from "../../math/algebra/qr.ts";
import type { Fit } from "../../model/fit.ts";
import type { FixedVariable } from "../../model/fixed/fixed_design.ts";
import * as language from "../../language/values/value.ts";
import { matrixOf } from "../../language/matrices/matrix.ts";
import type { CodingMatrix } from "../../model/fixed/codings.ts";
import { parseExpression } from "../../syntax/parse.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { columnValue } from "../bridge/to_language.ts";
import { asItIs, classed, numberMatrix } from "../values/classed.ts";
import { type FitValue, NULL, type OtherValue, type Value } from "../values/value.ts";

/** An expression as a value. */
export function quoted(expr: Expr): language.LanguageValue {
  return {
    type: "language",
    expr,
    scope: null,
    source: null,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

/** The response over the rows used, as the model has it. */
export function responseOf(fit: Fit): Float64Array {
  const link = fit.generalized;
  return Float64Array.from(
    link ? link.observed : fit.fitted.map((f, i) => f + fit.residuals[i]!),
  );
}

/** Names of the variables of a fit in R's order, the response first. */
export function variablesOf({ fit }: FitValue): string[] {
  const fixed = fit.fixed.variables.map((v) => v.label);
  return [fit.response, ...fixed.filter((v) => v !== fit.response)];
}

const places = (value: FitValue): Int32Array =>
  value.fit.rows ?? Int32Array.from({ length: value.fit.n }, (_, i) => i);

function matrixColumn(variable: FixedVariable): language.Value {
  const suffixes = variable.values.map((_, k) => String(k + 1));
  const rows = Array.from(
    { length: variable.values[0]!.length },
    (_, i) => variable.values.map((column) => column[i]!),
  );
  return numberMatrix([], suffixes, rows);
}

/** A variable over the rows used: as it stands in the data, or as the model computes it. */
function variableValue(value: FitValue, label: string): language.Value {
  const { fit, data } = value;
  const own = data.column(label);
  if (own) {
    // factors have the levels in use, texts stay what they are
    const column = own.kind === "factor" ? fit.data.column(label) ?? own : own;
    if (column !== own) return columnValue(column);
    return columnValue(data.select([label]).filter(places(value)).column(label)!);
  }
  if (label === fit.response) return language.doubles(responseOf(fit));
  const variable = fit.fixed.variables.find((v) => v.label === label)!;
  if (variable.kind === "factor") {
    const codes = Int32Array.from(variable.codes, (c) => c + 1);
    return language.factor(codes, [...variable.levels], variable.ordered);
  }
  return variable.values.length === 1
    ? language.doubles(variable.values[0]!)
    : matrixColumn(variable);
}

/**
 * R's `model.frame` of a fit: the variables of the formula over the rows used, then offsets and weights.
 *
 * @throws DiagnosticError `wrong-argument` where rows of weight 0 stand among the others
 */
export function modelFrameOf(value: FitValue, more: readonly string[] = []): language.ListVector {
  const { fit, rows } = value;
  refuseHeld(fit.data, "A model frame is one of rows");
  if (fit.weightless) {
    fail("wrong-argument", "The frame of a model with rows of weight 0 is not made", {
      hint: "Leave such rows out of the data: subset(d, w > 0)",
    });
  }
  const groups = fit.mixed?.groups.flatMap((g) => g.name.split(":")) ?? [];
  const names = [
    ...new Set([
      ...variablesOf(value),
      ...groups.filter((g) => value.data.column(g)),
      ...more,
    ]),
  ];
  const columns = names.map((
    label,
  ): [string, language.Value] => [label, variableValue(value, label)]);
  if (fit.fixed.offset) {
    const label = deparse(offsetOf(fit.parsed.expr) ?? parseExpression("offset(x)"));
    columns.push([label, language.doubles(Float64Array.from(fit.fixed.offset))]);
  }
  if (fit.weights) columns.push(["(weights)", language.doubles(Float64Array.from(fit.weights))]);
  const made = language.frameOf(columns, fit.n, [...rows.names]);
  const plain = rows.names.every((name, i) => name === String(i + 1));
  const named = plain
    ? language.withAttribute(made, "row.names", language.countedRows(fit.n))
    : made;
  return language.withAttribute(named, "terms", termsOf(value));
}

/** The first `offset()` of a formula. */
function offsetOf(expr: Expr): Expr | null {
  if (expr.kind !== "call") return null;
  if (expr.callee.kind === "name" && expr.callee.name === "offset") return expr;
  for (const { value } of expr.args) {
    const found = value ? offsetOf(value) : null;
    if (found) return found;
  }
  return null;
}

/** How R names the kind of a variable. */
function dataClass(value: language.Value): string {
  if (language.isFactor(value)) return language.inherits(value, "ordered") ? "ordered" : "factor";
  const dim = language.dimOf(value);
  if (dim) return `nmatrix.${dim[1]}`;
  return value.type === "double" || value.type === "integer" ? "numeric" : value.type;
}

/** R's `terms` of a fit: its formula with what R keeps beside it. */
export function termsOf(value: FitValue, written?: CallExpr): language.LanguageValue {
  const { fit } = value;
  const { terms, intercept } = fit.fixed;
  const names = variablesOf(value);
  const variables = parseExpression(`list(${names.join(", ")})`);
  // 1 where a variable has its contrasts in a term, 2 where it has all its levels
  const factors = names.map((name) =>
    terms.map((term, t) => {
      if (!term.variables.includes(name)) return 0;
      const others = term.variables.filter((v) => v !== name);
      const below = others.length === 0
        ? intercept || t > 0
        : terms.some((o) =>
          o.variables.length === others.length && others.every((v) => o.variables.includes(v))
        );
      return below || isNumeric(fit, name) && others.length === 0 ? 1 : 2;
    })
  );
  const labels = terms.map((t) => t.label);
  const attributes = new Map<string, language.Value>([
    ["variables", quoted(variables)],
    ["factors", terms.length === 0 ? language.integers([]) : whole(names, labels, factors)],
    ["term.labels", language.characters(labels)],
    ["order", language.integers(terms.map((t) => t.variables.length))],
    ["intercept", language.integer(intercept ? 1 : 0)],
    ["response", language.integer(1)],
    ["predvars", quoted(variables)],
    [
      "dataClasses",
      language.withNames(
        language.characters(names.map((name) => dataClass(variableValue(value, name)))),
        names,
      ),
    ],
    ["class", language.characters(["terms", "formula"])],
  ]);
  return {
    ...quoted(written ?? fixedFormula(fit)),
    attributes,
  };
}

/** The formula of the fixed effects. */
function fixedFormula(fit: Fit): Expr {
  const { expr, fixed } = fit.parsed;
  if (!fit.mixed || expr.kind !== "call") return expr;
  const right = { ...expr.args.at(-1)!, value: fixed };
  return { ...expr, args: [...expr.args.slice(0, -1), right] };
}

const isNumeric = (fit: Fit, name: string): boolean =>
  fit.fixed.variables.find((v) => v.label === name)?.kind === "numeric";

function whole(
  rows: readonly string[],
  columns: readonly string[],
  values: readonly (readonly number[])[],
): language.IntegerVector {
  const made = numberMatrix(rows, columns, values);
  return language.integers(Int32Array.from(made.values), made.attributes);
}

/** Levels of the factors of a fit. */
export function levelsOf({ fixed }: Fit): language.ListVector {
  return language.namedList(
    fixed.variables.filter((v) => v.kind === "factor")
      .map((v): [string, language.Value] => [v.label, language.characters([...v.levels])]),
  );
}

const CODED = {
  treatment: "contr.treatment",
  sum: "contr.sum",
  helmert: "contr.helmert",
  poly: "contr.poly",
  sas: "contr.SAS",
} as const;

/** Codings of the factors of a fit. */
export function codingsOf({ fixed }: Pick<Fit, "fixed">): language.ListVector {
  return language.namedList(
    fixed.variables.flatMap((v): [string, language.Value][] =>
      v.coding === null ? [] : [[
        v.label,
        typeof v.coding === "string"
          ? language.text(CODED[v.coding])
          : codingMatrix(v.coding, v.levels),
      ]]
    ),
  );
}

/** Columns that were given for a factor; without names R counts them. */
function codingMatrix(
  { values, names }: CodingMatrix,
  levels: readonly string[],
): language.Value {
  const counted = names.every((name, j) => name === String(j + 1));
  const k = names.length;
  return matrixOf(Float64Array.from(values), levels.length, k, levels, counted ? null : names);
}

/** The rows of a fit by least squares, each by the root of its weight, as R decomposes them. */
function decompositionOf(fit: Fit) {
  const { matrix, names, n } = fit.fixed;
  const roots = fit.weights?.map(Math.sqrt);
  const scaled = roots ? matrix.map((v, k) => v * roots[k % n]!) : matrix;
  return decomposed(Float64Array.from(scaled), n, names.length);
}

/** R's `effects`: Q'y, named by the columns that it belongs to. */
export function effectsOf(value: FitValue): language.DoubleVector {
  const { fit } = value;
  refuseHeld(fit.data, "A decomposition is one of rows");
  const d = decompositionOf(fit);
  const roots = fit.weights?.map(Math.sqrt);
  const offset = fit.fixed.offset;
  const y = responseOf(fit).map((v, i) => (v - (offset?.[i] ?? 0)) * (roots?.[i] ?? 1));
  applyQTransposed(d, y);
  const names = Array.from(
    y,
    (_, i) => i < d.rank ? fit.fixed.names[d.pivot[i]!]! : "",
  );
  return language.withNames(language.doubles(y), names);
}

/** R's `qr` of a fit, in LINPACK's form. */
export function decompositionValue(value: FitValue): language.ListVector {
  const { fit } = value;
  const d = decompositionOf(fit);
  const { rows: n, columns: p, factor, tau, pivot, rank } = d;
  // LINPACK keeps v with a leading element of its own, in a list beside the matrix
  const scaled = factor.slice();
  const leading = Float64Array.from({ length: p }, (_, k) => {
    if (k >= rank) return scaled[k * n + k]!;
    // with v = (1, …) and H = I - tau v v', LINPACK has u = sqrt(tau) ... in units of u[0] = tau
    for (let i = k + 1; i < n; i++) scaled[k * n + i]! *= tau[k]!;
    return tau[k]!;
  });
  const names = Array.from(pivot, (j) => fit.fixed.names[j]!);
  const matrix = language.doubles(
    scaled,
    new Map<string, language.Value>([
      ["dim", language.integers([n, p])],
      [
        "dimnames",
        language.listOf([
          language.characters([...value.rows.names]),
          language.characters(names),
        ]),
      ],
      ["assign", language.integers(Array.from(fit.fixed.assign))],
      ["contrasts", codingsOf(fit)],
    ]),
  );
  if (codingsOf(fit).values.length === 0) matrix.attributes!.delete("contrasts");
  return classed(
    language.namedList([
      ["qr", matrix],
      ["qraux", language.doubles(leading)],
      ["pivot", language.integers(Array.from(pivot, (j) => j + 1))],
      ["tol", language.double(1e-7)],
      ["rank", language.integer(rank)],
    ]),
    "qr",
  );
}

/** Which rows of the data were left out for missing values, as R's `na.action` has them. */
export function leftOut({ fit, rows }: FitValue): Value {
  if (fit.rows === null || !rows.all) return NULL;
  const used = new Set([...fit.rows, ...fit.weightless?.rows ?? []]);
  const gone = rows.all.flatMap((_, i) => used.has(i) ? [] : [i]);
  if (gone.length === 0) return NULL;
  const made = language.withNames(
    language.integers(gone.map((i) => i + 1)),
    gone.map((i) => rows.all![i]!),
  );
  return asItIs(classed(made, rows.excluded ? "exclude" : "omit"), "rows left out");
}

/** The call of a fit, as it was matched. */
export function callOf({ call }: FitValue): OtherValue {
  return asItIs(quoted(parseExpression(call)), "a call");
}
