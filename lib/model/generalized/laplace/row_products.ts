/**
 * Products of a symmetric matrix over the effects with the coefficients that one row has.
 *
 * @module
 */
import type { SparseSymmetric } from "../../../math/algebra/sparse_pattern.ts";
import type { LaplaceProblem } from "./problem.ts";

/** out += S b over the effects of row i; b and out are lists over rows and effects. */
export function addInverseTimes(
  { perRow, effect, place }: LaplaceProblem,
  { diagonal, below }: SparseSymmetric,
  i: number,
  list: Float64Array,
  out: Float64Array,
): void {
  const first = i * perRow;
  let at = first * (perRow - 1) / 2;
  for (let e = 0; e < perRow; e++) {
    out[first + e]! += diagonal[effect[first + e]!]! * list[first + e]!;
    for (let f = 0; f < e; f++, at++) {
      out[first + e]! += below[place[at]!]! * list[first + f]!;
      out[first + f]! += below[place[at]!]! * list[first + e]!;
    }
  }
}

/** out = S b over the effects of row i. */
export function timesInverse(
  problem: LaplaceProblem,
  matrix: SparseSymmetric,
  i: number,
  list: Float64Array,
  out: Float64Array,
): void {
  out.fill(0, i * problem.perRow, (i + 1) * problem.perRow);
  addInverseTimes(problem, matrix, i, list, out);
}
