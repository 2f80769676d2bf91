/**
 * Tests of what a linear model assumes of its residuals: `bptest dwtest gqtest`.
 *
 * Sources: Breusch & Pagan (1979), Econometrica 47, 1287–1294; Koenker (1981), J. Econometrics 17, 107–112;
 * Durbin & Watson (1950, 1951), Biometrika 37, 409–428, and 38, 159–178; Goldfeld & Quandt (1965), J. Am. Stat.
 * Assoc. 60, 539–547.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import { normalFormBelowZero } from "../../../math/distribution/normal_form.ts";
import { pf, pnorm } from "../../../math/distribution/tails.ts";
import { pchisq } from "../../../math/distribution/chi_squared.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { type Projection, projectionOn } from "../../../math/algebra/projection.ts";
import { matrixFor, testedModel, testOf } from "./tested_model.ts";

const SIDES = ["greater", "two.sided", "less"] as const;
type Side = typeof SIDES[number];

const sumOf = (x: ArrayLike<number>): number => Array.from(x).reduce((a, b) => a + b, 0);

function breuschPagan(call: Call): Value {
  const model = testedModel(call);
  const { fit } = model;
  const { columns, rank, project } = matrixFor(call, "varformula", model);
  if (columns.length < 2) {
    fail("wrong-argument", "bptest() asks whether the variance depends on something", {
      span: call.spanOf(call.has("varformula") ? "varformula" : "formula"),
      hint: "Name it: varformula = ~ x",
    });
  }
  const weights = fit.weights ?? new Float64Array(fit.n).fill(1);
  const variance = sumOf(fit.residuals.map((r, i) => weights[i]! * r * r)) / fit.n;
  const studentized = call.flag("studentize", true);
  const u = Float64Array.from(
    fit.residuals,
    (r) => studentized ? r * r - variance : r * r / variance - 1,
  );
  const explained = sumOf(project(u).map((v, i) => weights[i]! * v * v));
  const statistic = studentized ? fit.n * explained / sumOf(u.map((v) => v * v)) : explained / 2;
  return testOf({
    statistic: { BP: statistic },
    parameter: { df: rank - 1 },
    p: pchisq(statistic, rank - 1, { upper: true }),
    method: `${studentized ? "studentized " : ""}Breusch-Pagan test`,
    data: model.name,
  });
}

/** Rows in the order that `order.by` asks for. */
function orderOf(call: Call, model: ReturnType<typeof testedModel>): number[] {
  const rows = Array.from({ length: model.fit.n }, (_, i) => i);
  if (!call.has("order.by")) return rows;
  const given = call.value("order.by");
  const z = given.kind === "formula"
    ? matrixFor(call, "order.by", model).columns.at(-1)!
    : numbersOf(given);
  if (z?.length !== model.fit.n) {
    return call.wrong("order.by", `${model.fit.n} numbers, or a formula`, given);
  }
  return rows.sort((a, b) => z[a]! - z[b]! || a - b);
}

/** X (estimable columns) with its rows in order. */
function orderedColumns({ fit }: ReturnType<typeof testedModel>, order: readonly number[]) {
  const { matrix, n, kept } = fit.fixed;
  return Array.from(kept, (j) => Float64Array.from(order, (i) => matrix[j * n + i]!));
}

/** The second differences of each row about its neighbours: A x. */
function differenced(x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((v, i) => (i > 0 ? v - x[i - 1]! : 0) + (i < n - 1 ? v - x[i + 1]! : 0));
}

/** P(DW < d) of residuals that are independent, from the eigenvalues of M A M. */
function exactBelow(d: number, { columns, project }: Projection): number {
  const n = columns[0]!.length;
  const product = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    const own = unit.map((v, i) => v - project(unit)[i]!);
    const next = differenced(own);
    const fitted = project(next);
    next.forEach((v, i) => product[i * n + j] = v - fitted[i]!);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (product[i * n + j]! + product[j * n + i]!) / 2;
      product[i * n + j] = product[j * n + i] = mean;
    }
  }
  const { values } = symmetricEigen(product, n);
  const largest = Array.from(values).reverse().slice(0, n - columns.length);
  return normalFormBelowZero(largest.filter((v) => v > 1e-10).map((v) => v - d));
}

/** The same by a normal distribution with its mean and variance. */
function normalMoments(columns: readonly Float64Array[], { orthonormal }: Projection) {
  const n = columns[0]!.length;
  const k = orthonormal.length;
  // in an orthonormal basis (X'X)⁻¹ is the identity
  const moved = orthonormal.map(differenced);
  const dot = (a: Float64Array, b: Float64Array): number => sumOf(a.map((v, i) => v * b[i]!));
  const cross = orthonormal.map((a) => moved.map((b) => dot(a, b)));
  const trace = sumOf(cross.map((row, i) => row[i]!));
  const square = sumOf(cross.flatMap((row, i) => row.map((v, j) => v * cross[j]![i]!)));
  const p = 2 * (n - 1) - trace;
  const q = 2 * (3 * n - 4) - 2 * sumOf(moved.map((m) => dot(m, m))) + square;
  const mean = p / (n - k);
  return { mean, sd: Math.sqrt(2 / ((n - k) * (n - k + 2)) * (q - p * mean)) };
}

function byDurbinWatson(
  call: Call,
  d: number,
  columns: readonly Float64Array[],
  side: Side,
): number {
  const n = columns[0]!.length;
  if (n <= columns.length) {
    fail("too-few", "dwtest() needs more rows than the model has coefficients", {
      span: call.spanOf("formula"),
    });
  }
  const auxiliary = projectionOn(columns);
  const given = call.optional("exact");
  const exact = given && given.kind !== "null" ? call.flag("exact", true) : n < 100;
  if (exact) {
    const below = exactBelow(d, auxiliary);
    if (side === "greater") return below;
    return side === "less" ? 1 - below : 2 * Math.min(below, 1 - below);
  }
  const { mean, sd } = normalMoments(columns, auxiliary);
  const z = (d - mean) / sd;
  if (side === "two.sided") return 2 * pnorm(Math.abs(z), { upper: true });
  return pnorm(z, { upper: side === "less" });
}

function durbinWatson(call: Call): Value {
  const model = testedModel(call);
  const { fit } = model;
  if (fit.weights?.some((w) => w !== 1)) {
    fail("wrong-argument", "dwtest() takes no weighted model", { span: call.spanOf("formula") });
  }
  const order = orderOf(call, model);
  const residuals = order.map((i) => fit.residuals[i]!);
  const steps = residuals.slice(1).map((r, i) => (r - residuals[i]!) ** 2);
  const d = sumOf(steps) / sumOf(residuals.map((r) => r * r));
  const side = call.choice("alternative", SIDES, "greater");
  const words = { greater: "greater than 0", "two.sided": "not 0", less: "less than 0" }[side];
  return testOf({
    statistic: { DW: d },
    p: byDurbinWatson(call, d, orderedColumns(model, order), side),
    alternative: `true autocorrelation is ${words}`,
    method: "Durbin-Watson test",
    data: model.name,
  });
}

/** The residual sum of squares of some rows by themselves. */
function squaresOf(columns: readonly Float64Array[], y: Float64Array, from: number, to: number) {
  const { project } = projectionOn(columns.map((c) => c.slice(from, to)));
  const own = y.slice(from, to);
  const fitted = project(own);
  return sumOf(own.map((v, i) => (v - fitted[i]!) ** 2));
}

/** The last row of the first part and the first of the second, counted from 1. */
function partsOf(call: Call, n: number): [number, number] {
  const point = call.number("point", 0.5);
  const fraction = call.number("fraction", 0);
  if (point > 1) {
    const left = fraction < 1 ? Math.floor(fraction * n) : fraction;
    return [point - Math.ceil(left / 2), point + Math.ceil(left / 2 + 0.01)];
  }
  const share = fraction >= 1 ? fraction / n : fraction;
  return [Math.floor((point - share / 2) * n), Math.ceil((point + share / 2) * n + 0.01)];
}

function goldfeldQuandt(call: Call): Value {
  const model = testedModel(call);
  const { fit } = model;
  const order = orderOf(call, model);
  const columns = orderedColumns(model, order);
  const [n, k] = [fit.n, columns.length];
  const [first, second] = partsOf(call, n);
  if (second > n - k + 1 || first < k) {
    fail("wrong-argument", "One of the parts has fewer rows than the model has coefficients", {
      span: call.spanOf(
        call.has("point") ? "point" : call.has("fraction") ? "fraction" : "formula",
      ),
      hint: "point = 0.5 divides the rows in halves",
    });
  }
  const y = Float64Array.from(order, (i) => fit.fitted[i]! + fit.residuals[i]!);
  const df = [n - second + 1 - k, first - k] as const;
  const ratio = squaresOf(columns, y, second - 1, n) / df[0] /
    (squaresOf(columns, y, 0, first) / df[1]);
  const side = call.choice("alternative", SIDES, "greater");
  const below = pf(ratio, ...df);
  const above = pf(ratio, ...df, { upper: true });
  const words = { greater: "increases", "two.sided": "changes", less: "decreases" }[side];
  return testOf({
    statistic: { GQ: ratio },
    parameter: { df1: df[0], df2: df[1] },
    p: { greater: above, "two.sided": 2 * Math.min(below, above), less: below }[side],
    alternative: `variance ${words} from segment 1 to 2`,
    method: "Goldfeld-Quandt test",
    data: model.name,
  });
}

const verb = verbOf("lmtest");

/** Tests of residuals. */
export const RESIDUAL_TESTS: readonly Verb[] = [
  verb(
    "bptest",
    "formula, varformula?, studentize?, data?, weights?",
    "whether the residual variance depends on what the model has (Breusch and Pagan)",
    breuschPagan,
  ),
  verb(
    "dwtest",
    "formula, order.by?, alternative?, iterations~, exact?, tol!1e-10, data?",
    "whether residuals next to each other resemble each other (Durbin and Watson)",
    durbinWatson,
  ),
  verb(
    "gqtest",
    "formula, point?, fraction?, alternative?, order.by?, data?",
    "whether the residual variance differs between two parts of the rows (Goldfeld and Quandt)",
    goldfeldQuandt,
  ),
];
