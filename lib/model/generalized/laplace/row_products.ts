/**
 * Products of a symmetric matrix over the effects with the coefficients that one row has.
 *
 * @module
 */
import type { SparseSymmetric } from "../../../math/algebra/sparse_pattern.ts";
import type { LaplaceProblem } from "./problem.ts";

/** out += S b over the effects of row i; b and out are lists over entries. */
export function addInverseTimes(
  { rowStart, pairStart, effect, place }: LaplaceProblem,
  { diagonal, below }: SparseSymmetric,
  i: number,
  list: Float64Array,
  out: Float64Array,
): void {
  const from = rowStart[i]!;
  const to = rowStart[i + 1]!;
  let at = pairStart[i]!;
  for (let e = from; e < to; e++) {
    const b = list[e]!;
    let sum = diagonal[effect[e]!]! * b;
    for (let f = from; f < e; f++, at++) {
      const s = below[place[at]!]!;
      sum += s * list[f]!;
      out[f]! += s * b;
    }
    out[e]! += sum;
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
  out.fill(0, problem.rowStart[i]!, problem.rowStart[i + 1]!);
  addInverseTimes(problem, matrix, i, list, out);
}
