/**
 * Tests of functions of the coefficients of a mixed model: `contest contest1D contestMD`.
 *
 * Sources: Fai & Cornelius (1996), J. Stat. Comput. Simul. 54, 363–378; Kenward & Roger (1997), Biometrics
 * 53, 983–997.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { DenominatorDf } from "../../../inference/df/ddf.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import { dot } from "../../../math/algebra/products.ts";
import { extendBasis } from "../../../math/algebra/orthonormal.ts";
import { pf, pt, qt } from "../../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type FrameValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { ddfOf } from "../emmeans/views.ts";
import { linearMixedArgument } from "../lme4/pieces.ts";

const verb = verbOf("lmerTest");

/** The rows of L, each with a weight for every coefficient. */
export function rowsOfL(call: Call, name: string, p: number): Float64Array[] {
  const value = call.value(name);
  const rows = value.kind === "matrix"
    ? value.values.map((row) => Float64Array.from(row))
    : [Float64Array.from(call.numbers(name))];
  if (rows.some((row) => row.length !== p)) {
    fail("bad-length", `${name} has ${rows[0]?.length ?? 0} weights for ${p} coefficients`, {
      span: call.spanOf(name),
      hint: "Give one weight for each of fixef(m)",
    });
  }
  return rows;
}

/** The functions that are left of some that depend on one another. */
export function independent(rows: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  return rows.filter((row) => {
    const before = basis.length;
    extendBasis(basis, Float64Array.from(row), 1e-8);
    return basis.length > before;
  });
}

function methodOf(call: Call, fit: LinearMixedModel): DenominatorDf {
  return call.at("model", () => denominatorDf(fit, ddfOf(call, "ddf") ?? "satterthwaite"));
}

function numbersOf(call: Call, name: string): number {
  const value = call.has(name) ? call.numbers(name) : new Float64Array(1);
  return value.length === 1 ? value[0]! : call.wrong(name, "one number", call.value(name));
}

/** One test of each row. */
function single(call: Call, fit: LinearMixedModel, rows: readonly Float64Array[], limits: boolean) {
  const method = methodOf(call, fit);
  const rhs = numbersOf(call, "rhs");
  const level = call.number("level", 0.95);
  const made = rows.map((l) => {
    const estimate = dot(l, fit.beta);
    const error = method.standardError(l);
    const df = method.df(l);
    const t = (estimate - rhs) / error;
    const reach = qt((1 + level) / 2, df) * error;
    return {
      Estimate: estimate,
      "Std. Error": error,
      df,
      "t value": t,
      ...(limits ? { lower: estimate - reach, upper: estimate + reach } : {}),
      "Pr(>|t|)": 2 * pt(Math.abs(t), df, { upper: true }),
    };
  });
  return frameOf(made);
}

function frameOf(rows: readonly Readonly<Record<string, number>>[]): FrameValue {
  return frame(
    new Table(Object.keys(rows[0]!).map((name) => numberColumn(name, rows.map((r) => r[name]!)))),
  );
}

/** All rows at once. */
function joint(call: Call, fit: LinearMixedModel, rows: readonly Float64Array[]): FrameValue {
  if (numbersOf(call, "rhs") !== 0) {
    fail("wrong-argument", "Several functions at once are tested against 0", {
      span: call.spanOf("rhs"),
      hint: "joint = FALSE tests each against another number",
    });
  }
  const own = independent(rows);
  if (own.length === 0) call.wrong("L", "functions that are not 0", call.value("L"));
  const { statistic, numDf, denDf } = methodOf(call, fit).fTest(own);
  const square = statistic * fit.sigma ** 2;
  return frameOf([{
    "Sum Sq": square * numDf,
    "Mean Sq": square,
    NumDF: numDf,
    DenDF: denDf,
    "F value": statistic,
    "Pr(>F)": pf(statistic, numDf, denDf, { upper: true }),
  }]);
}

function contest(call: Call): Value {
  const fit = linearMixedArgument(call, "model");
  const rows = rowsOfL(call, "L", fit.rank);
  if (call.flag("joint", true)) return joint(call, fit, rows);
  return single(call, fit, rows, call.flag("confint", true));
}

/** Tests of functions of coefficients. */
export const CONTEST: readonly Verb[] = [
  verb(
    "contest",
    "model, L, rhs?, joint?, collect!TRUE, confint?, level?, check_estimability!FALSE, ddf?",
    "an F test of functions of the coefficients of a mixed model, or a t test of each",
    contest,
  ),
  verb(
    "contest1D",
    "model, L, rhs?, ddf?, confint?, level?",
    "a t test of one function of the coefficients of a mixed model",
    (call) => {
      const fit = linearMixedArgument(call, "model");
      const rows = rowsOfL(call, "L", fit.rank);
      if (rows.length !== 1) {
        call.wrong("L", "one function", call.value("L"), "contestMD() takes more");
      }
      return single(call, fit, rows, call.flag("confint", false));
    },
  ),
  verb(
    "contestMD",
    "model, L, rhs?, ddf?, eps!",
    "an F test of functions of the coefficients of a mixed model",
    (call) => {
      const fit = linearMixedArgument(call, "model");
      return joint(call, fit, rowsOfL(call, "L", fit.rank));
    },
  ),
];
