/**
 * Derivatives of the rows of a reference grid in a covariate.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dot } from "../../math/algebra/products.ts";
import { differenceWeights } from "../../math/finite_differences.ts";
import type { Fit } from "../../model/fit.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import { restrict } from "../estimate/linear_function.ts";
import type { ReferenceGrid } from "./grid.ts";
import { shiftedRows } from "./reference_grid.ts";

/** A function of a covariate. */
export interface Curve {
  /** As it is written: `log(x)`. */
  label: string;
  /** Its values. */
  of(x: Float64Array): Float64Array;
}

/** Rows with what is known of each. */
type Functions = Pick<ReferenceGrid, "rows" | "known">;

/** Levels of the extrapolation: steps h, h/2, h/4. */
const LEVELS = 3;

/**
 * The terms of the Taylor series of each cell's row in a covariate, of degrees 1 … `most`.
 *
 * @param values of the covariate, whose range the steps follow
 * @throws DiagnosticError `no-derivative`
 */
export function taylorRows(
  fit: Fit,
  grid: ReferenceGrid,
  variable: string,
  values: Float64Array,
  most: number,
): Float64Array[][] {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  // a power of two: x ± h differs from x by exactly h where x has digits to spare
  let h = 2 ** Math.round(Math.log2((high - low || Math.abs(high) || 1) / 64));
  for (let attempt = 0; attempt < 12; attempt++, h /= 4) {
    const d = most === 1
      ? [extrapolated(fit, grid, variable, h)]
      : byDifferences(fit, grid, variable, 2 * h, most);
    if (d.every((rows) => rows.every((row) => row.every(Number.isFinite)))) return d;
  }
  fail("no-derivative", `The model has no slope in ${variable} at the values of the grid`, {
    hint: "Give other values with `at`",
  });
}

function extrapolated(
  fit: Fit,
  grid: ReferenceGrid,
  variable: string,
  h: number,
): Float64Array[] {
  let table = Array.from({ length: LEVELS }, (_, k) => {
    const step = h / 2 ** k;
    const up = shiftedRows(fit, grid, variable, step);
    const down = shiftedRows(fit, grid, variable, -step);
    return up.map((row, i) => row.map((x, j) => (x - down[i]![j]!) / (2 * step)));
  });
  for (let order = 1; order < LEVELS; order++) {
    const factor = 4 ** order;
    table = table.slice(1).map((finer, k) =>
      finer.map((row, i) => row.map((x, j) => x + (x - table[k]![i]![j]!) / (factor - 1)))
    );
  }
  return table[0]!;
}

/** Places of differences of higher degrees, in steps. */
const PLACES = [-4, -3, -2, -1, 0, 1, 2, 3, 4];

function byDifferences(
  fit: Fit,
  grid: ReferenceGrid,
  variable: string,
  h: number,
  most: number,
): Float64Array[][] {
  const weights = differenceWeights(PLACES, most);
  const at = PLACES.map((k) => shiftedRows(fit, grid, variable, k * h));
  let factorial = 1;
  return Array.from({ length: most }, (_, d) => {
    factorial *= d + 1;
    const scale = factorial * h ** (d + 1);
    return at[0]!.map((row, i) =>
      row.map((_, j) => {
        let sum = 0;
        at.forEach((rows, k) => sum += weights[d + 1]![k]! * rows[i]![j]!);
        return sum / scale;
      })
    );
  });
}

/** The slope of a function at each of some places, by differences extrapolated to step zero. */
function slopesOfFunction(f: (x: Float64Array) => Float64Array, x: Float64Array): Float64Array {
  const weights = differenceWeights(PLACES, 1)[1]!;
  const steps = x.map((v) => 2 ** Math.round(Math.log2((Math.abs(v) || 1) / 256)));
  const slopes = new Float64Array(x.length);
  PLACES.forEach((k, j) => {
    if (k === 0) return;
    const values = f(x.map((v, i) => v + k * steps[i]!));
    values.forEach((v, i) => slopes[i]! += weights[j]! * v / steps[i]!);
  });
  return slopes;
}

/** Slopes with respect to a function of the covariate, by the chain rule. */
export function curveSlopes(
  grid: ReferenceGrid,
  variable: string,
  { rows, known }: Functions,
  curve: Curve,
): Functions {
  const k = grid.variables.findIndex((v) => v.name === variable);
  const { values } = grid.variables[k]!;
  const slopes = slopesOfFunction(curve.of, Float64Array.from(values, Number));
  if (slopes.some((s) => !Number.isFinite(s) || s === 0)) {
    fail("no-derivative", `${curve.label} has no slope at ${values.join(", ")}`, {
      hint: `Take the trend of ${variable} itself`,
    });
  }
  const at = (i: number): number => slopes[Math.floor(i / grid.strides[k]!) % values.length]!;
  return {
    rows: rows.map((row, i) => row.map((v) => v / at(i))),
    known: known.map((v, i) => v / at(i)),
  };
}

/** Slopes of the mean of the response, h(η)' = h'(η) η', linear at the estimates. */
export function responseSlopes(
  fit: Fit,
  grid: ReferenceGrid,
  slopes: readonly Float64Array[],
): Functions {
  const { transformation } = fit.responseForm;
  const known = new Float64Array(grid.size);
  if (!transformation) return { rows: [...slopes], known };
  const own = (full: Float64Array): Float64Array => restrict(full, fit.fixed.kept);
  const rows = slopes.map((slope, i) => {
    const row = grid.rows[i]!;
    if (!isEstimable(row, fit.fixed) || !isEstimable(slope, fit.fixed)) return slope;
    const eta = dot(own(row), fit.beta) + grid.known[i]!;
    const rate = dot(own(slope), fit.beta);
    const first = transformation.derivative(eta);
    const second = slopesOfFunction(
      (x) => x.map((v) => transformation.derivative(v)),
      Float64Array.of(eta),
    )[0]!;
    const full = row.map((v, j) => second * rate * v + first * slope[j]!);
    known[i] = first * rate - dot(own(full), fit.beta);
    return full;
  });
  return { rows, known };
}
