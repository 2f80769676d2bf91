/**
 * What a fit says of its columns and rows: `alias effects variable.names na.action naprint
 * model.response expand.model.frame printCoefmat`.
 *
 * Source: Chambers & Hastie (1992), Statistical Models in S, chapters 2, 4 and 5.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { greatest } from "../../../../lists.ts";
import * as language from "../../../../language/values/value.ts";
import { applyQTransposed, type QR, qr, solveR } from "../../../../math/algebra/qr.ts";
import { coefficientLines, type ColumnRole } from "../../../../render/text/coefficients.ts";
import { matrixLines } from "../../../../render/text/layout.ts";
import { deparse } from "../../../../syntax/deparse.ts";
import type { Call } from "../../../evaluation/call.ts";
import { toLanguage } from "../../../bridge/to_language.ts";
import {
  decompositionValue,
  effectsOf,
  leftOut,
  modelFrameOf,
} from "../../../evaluation/model_objects.ts";
import { variableNames } from "../../../values/names.ts";
import { asItIs } from "../../../values/classed.ts";
import { displayed } from "../../../values/displayed.ts";
import { character, type MatrixValue, NULL, type Value } from "../../../values/value.ts";
import { type Verb, verb } from "../../../evaluation/verb.ts";
import { fractionText } from "../../MASS/numbers.ts";
import { formulaOfFit } from "../update.ts";

/** The columns that the data cannot tell from others, each as a sum of those. */
function alias(call: Call): Value {
  const value = call.fit("object");
  const { fit } = value;
  if (!fit.leastSquares || fit.strata) {
    return call.wrong("object", "an lm or an aov", value, "vcov(m) has the estimable coefficients");
  }
  const { matrix, names, kept, dropped, n } = fit.fixed;
  const columnOf = (j: number): Float64Array => matrix.slice(j * n, (j + 1) * n);
  const heads = Array.from(kept, (j) => names[j]!);
  const head = ["Model :", deparse(formulaOfFit(value)), ""];
  if (dropped.length === 0) return displayed(head, "aliases");
  const x = new Float64Array(n * kept.length);
  kept.forEach((j, k) => x.set(columnOf(j), k * n));
  const space = qr(x, n, kept.length);
  const rows = Array.from(dropped, (j) => {
    return solved(space, columnOf(j)).map((v) => Math.abs(v) < 1e-6 ? 0 : v);
  });
  const texts = rows.map((row) => Array.from(row, (v) => fractionText(v + 1e-13, 10, 2000)));
  const width = greatest(texts.flat().map((t) => t.length));
  const complete: MatrixValue = {
    kind: "matrix",
    rowNames: Array.from(dropped, (j) => names[j]!),
    columnNames: heads,
    values: rows,
  };
  return displayed(
    [
      ...head,
      "Complete :",
      ...matrixLines({
        rowNames: complete.rowNames,
        columns: heads.map((name, k) => ({
          name,
          cells: texts.map((row) => row[k]!.padStart(width)),
          align: "left",
        })),
      }),
      "",
    ],
    "aliases",
    { Complete: () => complete },
  );
}

/** Coefficients of a column on others, which are independent. */
function solved(d: QR, y: Float64Array): Float64Array {
  const right = y.slice();
  applyQTransposed(d, right);
  const own = right.slice(0, d.rank);
  solveR(d, own);
  const out = new Float64Array(d.rank);
  own.forEach((v, k) => out[d.pivot[k]!] = v);
  return out;
}

function effects(call: Call): Value {
  const value = call.fit("object");
  if (!value.fit.leastSquares || value.fit.strata) {
    return call.wrong("object", "an lm or an aov", value, "coef(m) has the coefficients");
  }
  const made = effectsOf(value);
  const assign = language.withAttribute(
    made,
    "assign",
    language.integers(Array.from(value.fit.fixed.assign)),
  );
  return asItIs(language.withAttribute(assign, "class", language.text("coef")), "effects");
}

/** The response of a frame that `model.frame` gave: its first column, with the names of the rows. */
function response(call: Call): Value {
  call.only(
    "type",
    ["any", "numeric"],
    "model.response() gives numbers as they are",
    "Leave type out",
  );
  const value = toLanguage(call.value("data"));
  if (value.type !== "list" || !language.isFrame(value)) {
    return call.wrong("data", "a model frame", call.value("data"), "Write model.frame(m)");
  }
  const [first] = value.values;
  if (!first || !language.isAtomic(first) || language.isFactor(first)) {
    return call.wrong("data", "a frame whose first column has numbers", call.value("data"));
  }
  const n = language.rowsOf(value);
  const names = language.rowNamesOf(value) ?? Array.from({ length: n }, (_, i) => String(i + 1));
  return asItIs(language.withNames(first, names), "the response");
}

/** The frame of a model with more columns of its data. */
function expanded(call: Call): Value {
  const value = call.fit("model");
  const { expr } = call.formula("extras");
  const more = [...variableNames(expr)];
  const missing = more.find((name) => !value.data.column(name));
  if (missing !== undefined) {
    fail("unknown-column", `The data of the model have no column ${missing}`, {
      span: call.spanOf("extras"),
      hint: `They have ${value.data.names.join(", ")}`,
    });
  }
  return asItIs(modelFrameOf(value, more), "a model frame");
}

function naprint(call: Call): Value {
  const x = toLanguage(call.value("x"));
  const n = x.type === "NULL" ? 0 : language.lengthOf(x);
  if (n === 0) return character([""]);
  return character([
    n === 1
      ? "1 observation deleted due to missingness"
      : `${n} observations deleted due to missingness`,
  ]);
}

/** A matrix of estimates printed with stars. */
function coefficientTable(call: Call): Value {
  const value = call.value("x");
  const given = value.kind === "matrix" ? value : matrixOfFrame(call, value);
  const { columnNames: names } = given;
  const last = names.at(-1) ?? "";
  const withP = call.flag("has.Pvalue", names.length >= 4 && /^(Pr\(|p-)/.test(last));
  const k = names.length - (withP ? 1 : 0);
  const places = (name: string, otherwise: readonly number[]): readonly number[] =>
    call.has(name) ? [...call.numbers(name)].map((v) => v - 1) : otherwise;
  const tested = places("tst.ind", [k - 1]);
  const coefficients = places(
    "cs.ind",
    Array.from({ length: call.has("tst.ind") ? k : k - 1 }, (_, j) => j).filter((j) =>
      !tested.includes(j)
    ),
  );
  const roleOf = (j: number): ColumnRole =>
    withP && j === names.length - 1
      ? "p"
      : coefficients.includes(j)
      ? "coefficient"
      : tested.includes(j)
      ? "statistic"
      : "plain";
  const stars = call.flag("signif.stars", true);
  const columns = names.map((name, j) => ({
    name,
    role: roleOf(j),
    values: given.values.map((row) => Number.isNaN(row[j]!) ? null : row[j]!),
  }));
  const digits = call.number("digits", 5);
  const missing = call.text("na.print", "NA");
  const lines = coefficientLines(given.rowNames, columns, { digits, missing });
  if (stars) return displayed(lines, "a table of coefficients");
  const bare = columns.map((c) => c.role === "p" ? { ...c, values: c.values } : c);
  const cut = coefficientLines(given.rowNames, bare, { digits, missing });
  const end = cut.indexOf("---");
  return displayed(
    end < 0 ? cut : cut.slice(0, end).map((line) => line.replace(/ [*. ]{1,3}$/, "")),
    "a table of coefficients",
  );
}

function matrixOfFrame(call: Call, value: Value): MatrixValue {
  const whole = value.kind === "frame" ? value : null;
  if (!whole) return call.wrong("x", "a matrix of estimates", value, "Write coef(summary(m))");
  const columns = whole.table.columns.map((c) =>
    c.kind === "numeric" ? c.values : call.wrong("x", "columns of numbers", value)
  );
  return {
    kind: "matrix",
    rowNames: whole.rowNames ?? Array.from({ length: whole.table.nrow }, (_, i) => String(i + 1)),
    columnNames: whole.table.names,
    values: Array.from(
      { length: whole.table.nrow },
      (_, i) => Float64Array.from(columns, (c) => c[i]!),
    ),
  };
}

/** What fits say of columns and rows. */
export const ALIASES: readonly Verb[] = [
  verb(
    "alias",
    "object, complete!TRUE, partial!FALSE, partial.pattern!FALSE",
    "columns that the data cannot tell from sums of others",
    alias,
  ),
  verb(
    "effects",
    "object, set.sign!FALSE",
    "the response rotated: a square for each column",
    effects,
  ),
  verb(
    "variable.names",
    "object, full?",
    "names of the columns of a model",
    (call) => {
      const { fixed } = call.fit("object").fit;
      if (call.flag("full", false)) return character([...fixed.names]);
      return character(Array.from(fixed.kept, (j) => fixed.names[j]!));
    },
  ),
  verb(
    "na.action",
    "object",
    "which rows were left out for missing values",
    (call) => {
      const value = call.value("object");
      if (value.kind === "fit") return leftOut(value);
      const own = language.attribute(toLanguage(value), "na.action");
      return own ? asItIs(own, "rows left out") : NULL;
    },
  ),
  verb("naprint", "x", "rows left out, in words", naprint),
  verb("model.response", "data, type?", "the response of a model frame", response),
  verb(
    "expand.model.frame",
    "model, extras",
    "a model frame with more columns of its data",
    expanded,
  ),
  verb(
    "printCoefmat",
    "x, digits?, signif.stars?, signif.legend!TRUE, dig.tst!, cs.ind?, tst.ind?, zap.ind!, " +
      "P.values!TRUE, has.Pvalue?, eps.Pvalue!, na.print?, quote!FALSE, right!TRUE",
    "a matrix of estimates printed with stars",
    coefficientTable,
  ),
  verb(
    "qr",
    "x, tol!1e-07, LAPACK!FALSE",
    "the QR decomposition of the model matrix of a fit",
    (call) => {
      const value = call.fit("x");
      return value.fit.leastSquares
        ? asItIs(decompositionValue(value), "a decomposition")
        : call.wrong("x", "an lm", value, "model.matrix(m) has the matrix");
    },
  ),
];
