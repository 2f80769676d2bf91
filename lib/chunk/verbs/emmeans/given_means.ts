/**
 * Means of estimates from elsewhere, and of several responses: `emmobj qdrg mvcontrast`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { adjustOf } from "./views.ts";
import { multivariateContrasts } from "../../../inference/contrast/multivariate_contrasts.ts";
import { givenMeans, givenModel } from "../../../inference/means/given_grids.ts";
import type { GridValue } from "../../../inference/means/grid.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { cellsOf } from "../../../inference/means/means_cells.ts";
import { lm } from "../../../model/linear/lm.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { isVector, list, type Value } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";
import { givenFamily } from "./given_family.ts";
import { meansArgument } from "./made_means.ts";
import { methodOf, nestingOf } from "./means_arguments.ts";
import { REPEATED } from "./responses.ts";
import { transformationArgument } from "./transformations.ts";
import { jointValue } from "./tests.ts";

const verb = verbOf("emmeans");

/** Numbers of a matrix by row, or of a vector; with the number of its rows. */
function matrixOf(call: Call, name: string): { values: Float64Array; rows: number } {
  const value = call.value(name);
  if (value.kind === "matrix") {
    const values = Float64Array.from(value.values.flatMap((row) => [...row]));
    return { values, rows: value.values.length };
  }
  const numbers = numbersOf(value);
  return numbers
    ? { values: Float64Array.from(numbers), rows: 1 }
    : call.wrong(name, "a matrix of numbers", value);
}

/** Covariances of so many estimates. */
function covarianceArgument(call: Call, name: string, count: number): Float64Array {
  const { values } = matrixOf(call, name);
  if (values.length === count * count) return values;
  return fail("wrong-argument", `${count} estimates have ${count} × ${count} covariances`, {
    span: call.spanOf(name),
    hint: "Write V = diag(se^2) where the estimates are independent",
  });
}

/** Levels by factor: a list of them, or the levels of one factor alone. */
function levelsArgument(call: Call): { name: string; values: GridValue[] }[] {
  const value = call.value("levels");
  const of = (own: Value): GridValue[] =>
    isVector(own)
      ? own.kind === "numeric" ? [...own.values] : textsOf(own).map((t) => t ?? "NA")
      : call.wrong("levels", "a list of levels by factor", value);
  if (value.kind !== "list") return [{ name: "level", values: of(value) }];
  return value.items.map(({ name, value: own }) => ({
    name: name ?? call.wrong("levels", "a list of levels by factor", value),
    values: of(own),
  }));
}

/** Degrees of freedom that are given; none is infinitely many. */
function dfArgument(call: Call): number {
  if (!call.has("df")) return Infinity;
  const value = call.value("df");
  const df = numbersOf(value)?.[0] ?? NaN;
  return Number.isNaN(df) ? Infinity : df;
}

function meansGiven(call: Call): Value {
  const beta = call.numbers("bhat");
  const covariance = covarianceArgument(call, "V", beta.length);
  const functions = call.has("linfct") ? functionsOf(call, beta.length) : undefined;
  const grid = call.at("bhat", () =>
    givenMeans({
      beta,
      covariance,
      levels: levelsArgument(call),
      df: dfArgument(call),
      functions,
      ...(call.has("nesting") ? { nesting: nestingOf(call) ?? undefined } : {}),
      ...(call.has("estName") ? { estimateName: call.text("estName") } : {}),
      ...(call.has("tran") ? { transformation: transformationArgument(call, "tran") } : {}),
    }));
  return { kind: "means", grid };
}

function functionsOf(call: Call, columns: number): Float64Array[] {
  const { values } = matrixOf(call, "linfct");
  if (values.length % columns !== 0) {
    fail("wrong-argument", `linfct has one column for each of the ${columns} estimates`, {
      span: call.spanOf("linfct"),
      hint: "Leave it out where the cells are the estimates themselves",
    });
  }
  return Array.from(
    { length: values.length / columns },
    (_, i) => values.slice(i * columns, (i + 1) * columns),
  );
}

/** The name of the response that stands for one that is not known. */
const RESPONSE = ".response";

function gridGiven(call: Call): Value {
  const formula = call.value("formula");
  if (formula.kind !== "formula") {
    return call.wrong("formula", "a formula", formula, "Write formula = ~ A * B");
  }
  const frame = call.value("data");
  if (frame.kind !== "frame") return call.wrong("data", "a table", frame);
  const { args, start, end } = formula.expr;
  const right = args[args.length - 1]!;
  const response: Expr = { kind: "name", name: RESPONSE, start, end };
  const whole: Expr = {
    ...formula.expr,
    form: "infix",
    args: [{ name: null, nameSpan: null, value: response, start, end }, right],
  };
  const table = frame.table.with({
    kind: "numeric",
    name: RESPONSE,
    values: new Float64Array(frame.table.nrow),
  });
  const base = call.at("formula", () => lm(whole, table));
  const beta = call.numbers("coef");
  const covariance = covarianceArgument(call, "vcov", beta.length);
  const name = call.has("link") ? "link" : "tran";
  const grid = call.at("coef", () =>
    givenModel(base, {
      beta,
      covariance,
      df: dfArgument(call),
      ...(call.has(name) ? { transformation: transformationArgument(call, name) } : {}),
    }));
  return { kind: "means", grid, gridded: true };
}

function togetherTested(call: Call): Value {
  const { grid } = meansArgument(call, "object");
  const names = [...grid.factors, ...grid.by];
  const responses = call.has("mult.name")
    ? call.texts("mult.name")
    : names.filter((name) => name === REPEATED && isOfResponses(grid, name));
  const method = (call.has("method") ? givenFamily(call, "method", []) : null) ??
    (call.has("method") ? methodOf(call, "method") : "eff");
  const { tests, estimates } = call.at("object", () =>
    multivariateContrasts(grid, method, {
      responses,
      ...(call.has("by") ? { by: call.value("by").kind === "null" ? null : call.texts("by") } : {}),
      ...(call.has("adjust") ? { adjust: adjustOf(call) } : {}),
      nullValue: call.number("null", 0),
    }));
  const shown = jointValue(tests);
  if (!call.flag("show.ests", false)) return shown;
  return list([
    { name: "estimates", value: { kind: "contrasts", table: estimates } },
    { name: "tests", value: shown },
  ]);
}

/** Whether a factor of the grid is none of the model's own. */
function isOfResponses(grid: MeansGrid, name: string): boolean {
  return cellsOf(grid).variables.some((v) => v.name === name) &&
    !grid.fit.fixed.variables.some((v) => v.sources.includes(name));
}

/** Verbs of means from elsewhere. */
export const GIVEN_MEANS: readonly Verb[] = [
  verb(
    "emmobj",
    "bhat, V, levels, linfct?, df?, dffun!, dfargs!, post.beta!, nesting?, estName?, tran?",
    "means of estimates that are given with their covariances",
    meansGiven,
  ),
  verb(
    "qdrg",
    "formula, data, coef, vcov, df?, mcmc!, object!, subset!, weights!, contrasts!, link?, qr!, " +
      "ordinal.dim!, tran?",
    "the reference grid of a model whose coefficients are given",
    gridGiven,
  ),
  verb(
    "mvcontrast",
    "object, method?, mult.name?, null?, by?, adjust?, show.ests?",
    "contrasts of several responses, each tested for all of them at once",
    togetherTested,
  ),
];
