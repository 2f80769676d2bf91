/**
 * Models of reference cases by dense algebra.
 *
 * @module
 */
import type { CaseFacts } from "../read_case.ts";
import {
  fullRank,
  grid,
  indicators,
  numbers,
  overRow,
  recordsOf,
  reduced,
  type Term,
} from "./design.ts";
import {
  applied,
  inner,
  inverse,
  leftNullSpace,
  type Matrix,
  orthonormal,
  outside,
  product,
  transpose,
} from "./matrix.ts";
import { type DenseFit, denseFit, diagonal, outerProduct } from "./mixed_model.ts";

/** `Reaction ~ Days + (1 | Subject)` with prior weights `wt`. */
export function weightedSleep(c: CaseFacts): DenseFit {
  const data = recordsOf(c);
  return denseFit({
    x: Array.from(numbers(data, "Days"), (d) => Float64Array.of(1, d)),
    y: numbers(data, "Reaction"),
    parts: [
      outerProduct(indicators(data, ["Subject"])),
      diagonal(numbers(data, "wt").map((w) => 1 / w)),
    ],
    start: [1300, 1750],
  });
}

/** `log(angle) ~ recipe + temp + (1 | replicate/recipe)`, with the function of a mean. */
export function cakeOnLogScale(c: CaseFacts) {
  const data = recordsOf(c);
  const row = (recipe: string | null, temp: number): Float64Array =>
    recipe === null
      ? Float64Array.of(1 / 3, 1 / 3, 1 / 3, temp)
      : Float64Array.of(...["A", "B", "C"].map((r) => r === recipe ? 1 : 0), temp);
  const temps = numbers(data, "temp");
  const fit = denseFit({
    x: data.rows.map((r, i) => row(r.recipe!, temps[i]!)),
    y: numbers(data, "angle").map(Math.log),
    parts: [
      outerProduct(indicators(data, ["replicate", "recipe"])),
      outerProduct(indicators(data, ["replicate"])),
      diagonal(temps.map(() => 1)),
    ],
    start: [0.005, 0.03, 0.02],
  });
  return { fit, mean: row };
}

/** A model of cells, with functions of its coefficients. */
export interface DenseCells {
  beta: Float64Array;
  phi: Matrix;
  /** Null of an `lm`. */
  mixed: DenseFit | null;
  /** The mean of all cells of the grid. */
  grandMean: Float64Array;
  /** SAS's function of the intercept. */
  intercept: Float64Array;
  /** A basis of all differences of cells that can be estimated. */
  allCells: Matrix;
  /** A basis of what the terms' own contrasts span. */
  ofTerms: Matrix;
  wald(rows: Matrix, covariance: Matrix): number;
}

/** What is in the models of the cases with cells. */
const TERMS: Readonly<Record<string, { response: string; terms: Term[]; room?: string }>> = {
  fecal_missingcell: {
    response: "F.Dry.matter",
    terms: [[], ["Day"], ["Trt"], ["Day", "Trt"]],
    room: "Room",
  },
  fecal_grcbd: {
    response: "F.Dry.matter",
    terms: [[], ["Day"], ["Trt"], ["Day", "Trt"]],
    room: "Room",
  },
  warp_missingcell: {
    response: "breaks",
    terms: [[], ["wool"], ["tension"], ["wool", "tension"]],
  },
  npk_confounded: {
    response: "yield",
    terms: [[], ["block"], ["N"], ["P"], ["K"], ["N", "P"], ["N", "K"], ["P", "K"], [
      "N",
      "P",
      "K",
    ]],
  },
};

/** The cells' model of a case. */
export function denseCells(c: CaseFacts): DenseCells {
  const { response, terms, room } = TERMS[c.id]!;
  const data = recordsOf(c);
  const over = data.rows.map((r) => overRow(data.levels, terms, r));
  const { x, basis } = fullRank(over);
  const y = numbers(data, response);
  const mixed = room === undefined ? null : denseFit({
    x,
    y,
    parts: [outerProduct(indicators(data, [room])), diagonal(y.map(() => 1))],
    start: [4, 30],
  });
  const { beta, phi } = mixed ?? leastSquares(x, y);
  const factors = [...new Set(terms.flat())];
  const cells = grid(data.levels, factors).map((at) => ({
    at,
    row: overRow(data.levels, terms, at),
  }));
  const differences = cells.slice(1).map(({ row }, i) =>
    row.map((v, j) => v - cells[i]!.row[j]!)
  );
  const basisOf = (rows: Matrix) => orthonormal(estimable(rows, basis));
  const contrasts = terms.filter((t) => t.length > 0).flatMap((term) =>
    estimable(contrastsOf(data.levels, term, cells), basis)
  );
  return {
    beta,
    phi,
    mixed,
    grandMean: reduced(
      cells[0]!.row.map((_, j) => cells.reduce((sum, { row }) => sum + row[j]!, 0) / cells.length),
      basis,
    ),
    intercept: interceptOf(over, basis),
    allCells: basisOf(differences),
    ofTerms: orthonormal(contrasts),
    wald(rows, covariance) {
      const z = applied(rows, beta);
      const middle = inverse(product(product(rows, covariance), transpose(rows))).inverse;
      return inner(z, applied(middle, z));
    },
  };
}

function leastSquares(x: Matrix, y: Float64Array) {
  const cross = inverse(product(transpose(x), x)).inverse;
  const beta = applied(cross, applied(transpose(x), y));
  const rest = applied(x, beta).map((f, i) => y[i]! - f);
  const s2 = inner(rest, rest) / (x.length - x[0]!.length);
  return { beta, phi: cross.map((row) => row.map((v) => v * s2)) };
}

/** Combinations of functions that lie in the space of the rows, in coordinates of full rank. */
function estimable(rows: Matrix, basis: Matrix): Matrix {
  const missing = rows.map((row) => outside(row, basis));
  return leftNullSpace(missing).map((weights) => {
    const combined = new Float64Array(rows[0]!.length);
    weights.forEach((w, i) => rows[i]!.forEach((v, j) => combined[j]! += w * v));
    return reduced(combined, basis);
  });
}

/** Products of differences from the first level, of the means over all cells of a grid. */
function contrastsOf(
  levels: Record<string, string[]>,
  term: Term,
  cells: readonly { at: Record<string, string>; row: Float64Array }[],
): Matrix {
  return grid(
    Object.fromEntries(term.map((f) => [f, levels[f]!.slice(1)])),
    term,
  ).map((chosen) => {
    const sum = new Float64Array(cells[0]!.row.length);
    for (const { at, row } of cells) {
      const sign = term.reduce((s, f) =>
        s * (at[f] === chosen[f] ? 1 : at[f] === levels[f]![0] ? -1 : 0), 1);
      if (sign !== 0) row.forEach((v, j) => sum[j]! += sign * v / cells.length);
    }
    return sum;
  });
}

/**
 * SAS's function of the intercept: of what can be estimated and has the intercept in it, that which
 * is orthogonal to everything without it.
 */
function interceptOf(over: Matrix, basis: Matrix): Float64Array {
  const distinct = [...new Map(over.map((row) => [row.join(), row])).values()];
  const first = distinct[0]!;
  const without = distinct.slice(1).map((row) => row.map((v, j) => v - first[j]!));
  return reduced(outside(first, orthonormal(without)), basis);
}
