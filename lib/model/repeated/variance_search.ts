/**
 * Estimates of nlme's variance functions: the numbers of the functions that make the profiled (restricted)
 * likelihood largest. Where a function is of the fitted values these are held while it is estimated, and then
 * computed anew, until both agree (Pinheiro & Bates 2000, section 5.2.2).
 *
 * @module
 */
import { DiagnosticError, fail, type Span } from "../../diagnostic.ts";
import { choleskyUpper } from "../../math/algebra/dense.ts";
import { lu, solveLU } from "../../math/algebra/lu.ts";
import type { LinearMixedModel } from "../fit.ts";
import { type VarianceFunction, weightsAt } from "./variance_functions.ts";

/** What is found. */
export interface FoundVariances {
  /** Numbers of the search. */
  readonly x: readonly number[];
  readonly weights: Float64Array;
  /** The size of a step of each. */
  readonly units: readonly number[];
  /** Weights of the rows at other numbers, fitted values as they are at the end. */
  readonly weightsAt: (x: readonly number[]) => Float64Array;
}

type Objective = (x: readonly number[]) => number;

const STEP = 1e-2;
const MOST_ROUNDS = 60;

/** A step of Newton's method by differences, shortened (Levenberg 1944) until it leads down. */
function newton(f: Objective, x: readonly number[]): number[] {
  const m = x.length;
  const moved = (i: number, by: number, j = -1, byJ = 0): number[] =>
    x.map((v, k) => v + (k === i ? by : 0) + (k === j ? byJ : 0));
  const here = f(x);
  const gradient = new Float64Array(m);
  const curvature = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const [a, b] = [f(moved(i, STEP)), f(moved(i, -STEP))];
    const wide = f(moved(i, 2 * STEP)) - f(moved(i, -2 * STEP));
    gradient[i] = (8 * (a - b) - wide) / (12 * STEP);
    curvature[i * m + i] = (a - 2 * here + b) / STEP ** 2;
    for (let j = 0; j < i; j++) {
      const mixed = f(moved(i, STEP, j, STEP)) - f(moved(i, STEP, j, -STEP)) -
        f(moved(i, -STEP, j, STEP)) + f(moved(i, -STEP, j, -STEP));
      curvature[i * m + j] = curvature[j * m + i] = mixed / (4 * STEP ** 2);
    }
  }
  if (!gradient.every(Number.isFinite) || !curvature.every(Number.isFinite)) return [...x];
  let shift = 0;
  for (let round = 0; round < 30; round++) {
    const shifted = curvature.slice();
    for (let i = 0; i < m; i++) shifted[i * m + i]! += shift;
    if (!Number.isNaN(choleskyUpper(shifted.slice(), m))) {
      const step = gradient.slice();
      solveLU(lu(shifted, m), step);
      const next = x.map((v, i) => v - step[i]!);
      if (f(next) <= here + 1e-10 * Math.abs(here)) return next;
    }
    shift = shift === 0 ? 1e-2 + Math.abs(curvature[0]!) / 10 : 3 * shift;
  }
  return [...x];
}

/** Whether rows can be weighted so that none is lost in rounding. */
function inReach(weights: Float64Array): boolean {
  let [low, high] = [Infinity, 0];
  for (const w of weights) {
    if (Number.isNaN(w)) continue;
    low = Math.min(low, w);
    high = Math.max(high, w);
  }
  return low > 1e-60 && high < 1e60 && high < 1e12 * low;
}

/** Where a search begins: variances alike, of a constant and a power both at 1. */
function start(functions: readonly VarianceFunction[]): number[] {
  return functions.flatMap((f) =>
    f.word === "varConstPower" ? [0, 0.5] : new Array<number>(f.count).fill(0)
  );
}

/** The unit of each number: an exponent is of the size of its covariate's inverse. */
function units(functions: readonly VarianceFunction[], fitted: Float64Array | null): number[] {
  return functions.flatMap((f) => {
    const v = f.word === "varExp" ? f.covariate ?? fitted : null;
    const size = v ? v.reduce((m, x) => Number.isNaN(x) ? m : Math.max(m, Math.abs(x)), 0) : 1;
    return new Array<number>(f.count).fill(1 / (size || 1));
  });
}

/** Fitted values by row of the data; 1 where a row is not used. */
function fittedByRow(fit: LinearMixedModel, rows: number): Float64Array {
  const out = new Float64Array(rows).fill(1);
  fit.fitted.forEach((v, i) => out[fit.rows ? fit.rows[i]! : i] = v);
  return out;
}

/**
 * The estimates.
 *
 * @param fitAt the fit with prior weights for the rows of the data
 * @throws DiagnosticError `no-optimum` where the likelihood rises without end
 */
export function searchVariances(
  functions: readonly VarianceFunction[],
  rows: number,
  fitAt: (weights: Float64Array) => LinearMixedModel,
  span: Span,
): FoundVariances {
  const ofFitted = functions.some((f) => f.ofFitted);
  const even = new Float64Array(rows).fill(1);
  let fitted = ofFitted ? fittedByRow(fitAt(even), rows) : null;
  let x = start(functions);
  const unit = units(functions, fitted);
  const natural = (s: readonly number[]): number[] => s.map((v, k) => v * unit[k]!);
  const at = (s: readonly number[]): Float64Array => weightsAt(functions, natural(s), fitted, rows);
  const objective: Objective = (s) => {
    const weights = at(s);
    if (!inReach(weights)) return Infinity;
    try {
      return fitAt(weights).criterion;
    } catch (error) {
      if (error instanceof DiagnosticError) return Infinity;
      throw error;
    }
  };
  const endless = (): never =>
    fail("no-optimum", "The likelihood rises without end along a variance function", {
      span,
      hint: "The data cannot tell its parameters: take a simpler one, such as varPower()",
    });
  let earlier = Infinity;
  for (let round = 0; x.length > 0; round++) {
    const before = x;
    x = newton(objective, x);
    if (x.some((v) => !(Math.abs(v) < 30))) endless();
    const change = x.reduce((most, v, k) => Math.max(most, Math.abs(v - before[k]!)), 0);
    if (ofFitted) fitted = fittedByRow(fitAt(at(x)), rows);
    // below some 10⁻⁶ a step is of the rounding of the criterion
    if (change < 1e-9 || (change < 1e-6 && change > earlier / 4)) break;
    earlier = change;
    if (round === MOST_ROUNDS) {
      const what = ofFitted ? "function and the fitted values do" : "function does";
      fail("no-optimum", `The variance ${what} not settle`, {
        span,
        hint: "Take a covariate, varPower(form = ~ x), or a simpler function",
      });
    }
  }
  return {
    x: natural(x),
    weights: at(x),
    units: unit,
    weightsAt: (own) => weightsAt(functions, own, fitted, rows),
  };
}
