/**
 * Verbs of car that test what a regression takes for granted: `durbinWatsonTest outlierTest ncvTest`.
 *
 * Sources: Durbin & Watson (1950, Biometrika 37, 409–428); Cook & Weisberg (1983, Biometrika 70, 1–10);
 * Fox (2016), Applied Regression Analysis, 11.3 and 12.2.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { projectionOn } from "../../../math/algebra/projection.ts";
import { normal } from "../../../math/chance/normal.ts";
import { places } from "../../../math/chance/sampling.ts";
import { pchisq, pnorm, pt } from "../../../math/distribution/tails.ts";
import { buildModel } from "../../../model/fixed/build.ts";
import type { LinearModel } from "../../../model/fit.ts";
import { signif } from "../../../render/number/number_format.ts";
import { formatNumber, formatPValues } from "../../../render/number/number_format.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { pageChance } from "../../page/chance.ts";
import { displayed, frameLines } from "../../values/displayed.ts";
import { type FitValue, numeric, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { influenceOf } from "../stats/rows/deletions.ts";

const verb = verbOf("car");

/** A model by least squares. */
export function leastSquaresOf(call: Call, name: string): LinearModel {
  const value = call.fit(name);
  return value.fit.leastSquares && !value.fit.strata
    ? value.fit.leastSquares
    : call.wrong(name, "an lm", value, "It is of models by least squares alone");
}

/** Autocorrelation and Durbin and Watson's ratio at each lag. */
function serial(e: ArrayLike<number>, most: number): { r: number[]; dw: number[] } {
  let squares = 0;
  for (let i = 0; i < e.length; i++) squares += e[i]! * e[i]!;
  const [r, dw]: [number[], number[]] = [[], []];
  for (let lag = 1; lag <= most; lag++) {
    let [products, differences] = [0, 0];
    for (let i = lag; i < e.length; i++) {
      products += e[i]! * e[i - lag]!;
      differences += (e[i]! - e[i - lag]!) ** 2;
    }
    r.push(products / squares);
    dw.push(differences / squares);
  }
  return { r, dw };
}

const SIDES = { "two.sided": "!=", positive: ">", negative: "<" } as const;

function durbinWatson(call: Call): Value {
  const fit = leastSquaresOf(call, "model");
  const { n, residuals, sigma } = fit;
  const most = call.number("max.lag", 1);
  if (!Number.isInteger(most) || most < 1 || most >= n) {
    call.wrong("max.lag", `a whole number from 1 to ${n - 1}`, call.value("max.lag"));
  }
  const asked = call.choice("alternative", ["two.sided", "positive", "negative"], "two.sided");
  const side = most === 1 ? asked : "two.sided";
  const { r, dw } = serial(residuals, most);
  const p = call.flag("simulate", true) ? simulated() : null;

  /** How often residuals without correlation give as large a ratio. */
  function simulated(): number[] {
    const reps = call.number("reps", 1000);
    const how = call.choice("method", ["resample", "normal"], "resample");
    const chance = pageChance(call);
    const { matrix, names } = fit.fixed;
    const space = projectionOn(names.map((_, j) => matrix.slice(j * n, (j + 1) * n)));
    const above = new Float64Array(most);
    // a column after the other, as R fills a matrix
    const drawn = how === "resample"
      ? places(chance, n, n * reps, true).map((i) => residuals[i]!)
      : Array.from({ length: n * reps }, () => sigma * normal(chance));
    for (let b = 0; b < reps; b++) {
      const y = Float64Array.from(fit.fitted, (f, i) => f + drawn[b * n + i]!);
      const fitted = space.project(y);
      const again = serial(y.map((v, i) => v - fitted[i]!), most).dw;
      again.forEach((v, k) => {
        if (side === "positive" ? dw[k]! > v : dw[k]! < v) above[k]!++;
      });
    }
    return Array.from(above, (k) => {
      const share = k / reps;
      return side === "two.sided" ? 2 * Math.min(share, 1 - share) : share;
    });
  }

  const columns = [
    { name: "lag", values: dw.map((_, i) => i + 1) },
    { name: "Autocorrelation", values: r },
    { name: "D-W Statistic", values: dw },
    ...(p ? [{ name: "p-value", values: p }] : []),
  ];
  return displayed(
    [
      ...frameLines(dw.map(() => ""), columns),
      ` Alternative hypothesis: rho${most > 1 ? "[lag]" : ""} ${SIDES[side]} 0`,
    ],
    "a test of correlated residuals",
    {
      r: () => numeric(r),
      dw: () => numeric(dw),
      ...(p ? { p: () => numeric(p) } : {}),
    },
  );
}

function outliers(call: Call): Value {
  const value = call.fit("model");
  const { fit, rows } = value;
  const own = influenceOf(call, "model", value);
  const cutoff = call.number("cutoff", 0.05);
  const most = call.number("n.max", 10);
  const found = own.studentized.map((t, i) => {
    const p = fit.generalized
      ? 2 * pnorm(Math.abs(t), { upper: true })
      : 2 * pt(Math.abs(t), fit.residualDf - 1, { upper: true });
    return { name: rows.names[i]!, t, p };
  }).filter(({ t }) => !Number.isNaN(t));
  const n = found.length;
  const sorted = call.flag("order", true) ? [...found].sort((a, b) => a.p - b.p) : found;
  const significant = sorted.filter(({ p }) => n * p <= cutoff).slice(0, most);
  const shown = significant.length > 0
    ? significant
    : [found.reduce((a, b) => Math.abs(b.t) > Math.abs(a.t) ? b : a)];
  const bonferroni = shown.map(({ p }) => n * p);
  const names = shown.map((s) => s.name);
  return displayed(
    [
      ...(significant.length > 0 ? [] : [
        `No Studentized residuals with Bonferroni p < ${formatNumber(cutoff)}`,
        "Largest |rstudent|:",
      ]),
      ...frameLines(names, [
        { name: "rstudent", values: shown.map(({ t }) => t) },
        { name: "unadjusted p-value", values: shown.map(({ p }) => signif(p, 5)) },
        { name: "Bonferroni p", values: bonferroni.map((p) => p > 1 ? null : signif(p, 5)) },
      ]),
    ],
    "a test of outliers",
    {
      rstudent: () => numeric(shown.map(({ t }) => t), names),
      p: () => numeric(shown.map(({ p }) => p), names),
      "bonf.p": () => numeric(bonferroni, names),
    },
  );
}

/** The variables of a formula without a left side over the rows of a fit, with an intercept. */
function columnsOf(call: Call, value: FitValue): { columns: Float64Array[]; rank: number } {
  const { expr } = call.formula("var.formula");
  const table = value.fit.rows ? value.data.filter(value.fit.rows) : value.data;
  const { fixed } = call.at("var.formula", () => buildModel(expr, table, {}));
  const n = table.nrow;
  if (fixed.matrix.length !== n * fixed.names.length) {
    fail("missing-values", "The variables of var.formula are missing in some rows of the model", {
      span: call.spanOf("var.formula"),
      hint: "Fit the model to complete rows",
    });
  }
  const columns = fixed.names.map((_, j) => fixed.matrix.slice(j * n, (j + 1) * n));
  return { columns, rank: fixed.kept.length };
}

function nonConstant(call: Call): Value {
  const value = call.fit("model");
  const fit = leastSquaresOf(call, "model");
  const squares = fit.residuals.map((e, i) => e * e * (fit.weights?.[i] ?? 1));
  const mean = squares.reduce((a, b) => a + b, 0) / fit.n;
  const u = Float64Array.from(squares, (s) => s / mean);
  const given = call.has("var.formula");
  const { columns, rank } = given
    ? columnsOf(call, value)
    : { columns: [new Float64Array(fit.n).fill(1), Float64Array.from(fit.fitted)], rank: 2 };
  const fitted = projectionOn(columns).project(u);
  const centre = fitted.reduce((a, b) => a + b, 0) / fit.n;
  const statistic = fitted.reduce((sum, v) => sum + (v - centre) ** 2, 0) / 2;
  const df = rank - 1;
  const p = pchisq(statistic, df, { upper: true });
  const formula = given ? deparse(call.formula("var.formula").expr) : "~fitted.values";
  return displayed(
    [
      "Non-constant Variance Score Test ",
      `Variance formula: ${formula.replace(/^~\s*/, "~ ")} `,
      `Chisquare = ${formatNumber(statistic)}, Df = ${df}, p = ${formatPValues([p], 5)[0]!.trim()}`,
    ],
    "a test of variances",
    {
      ChiSquare: () => numeric([statistic]),
      Df: () => numeric([df]),
      p: () => numeric([p]),
    },
  );
}

/** Tests of a regression. */
export const REGRESSION_TESTS: readonly Verb[] = [
  verb(
    "durbinWatsonTest",
    "model, max.lag?, simulate?, reps?, method?, alternative?",
    "a test of correlated residuals, its p-value by drawing residuals anew",
    durbinWatson,
  ),
  verb(
    "outlierTest",
    "model, cutoff?, n.max?, order?, labels!",
    "tests of the largest studentized residuals, by Bonferroni",
    outliers,
  ),
  verb(
    "ncvTest",
    "model, var.formula?",
    "a score test of variances that change with the mean or with variables",
    nonConstant,
  ),
];
