/**
 * A start by moments, where an evaluation of the criterion is dear: of the residuals r of the fixed effects alone the
 * sums over the levels of a factor have expected squares that are linear in the variances.
 *
 * With A_zz = Z'Z, level l of a_l rows and any weights w_l, and σ² = 1,
 *
 *     E Σ w_l (Z_l'r)² ≈ Σ_h γ_h Σ_l w_l Σ_{m of h} A_lm² + Σ w_l a_l,   E r'r ≈ Σ_h γ_h Σ_m a_m + n − p;
 *
 * what the fixed effects take is left out, which is little where levels are many. Weights are those that suit the
 * estimates of the round before, 1/(1 + γa_l)² (C. R. Henderson 1953, Biometrics 9, 226–252, for the
 * method; C. R. Rao 1972, J. Am. Stat. Assoc. 67, 112–115, for the weights).
 *
 * @module
 */
import { dot } from "../../../math/algebra/products.ts";
import { lu, solveLU } from "../../../math/algebra/lu.ts";
import { FixedSolution } from "../../elimination/fixed_solution.ts";
import type { EliminationPattern } from "../../elimination/pattern.ts";
import type { MixedCriterion } from "../criterion.ts";

const ROUNDS = 4;
/** The ratio to the residual variance with which weights begin, and the least that a start has. */
const [FIRST, LEAST] = [0.1, 1e-3];

/** θ by moments; null where a random term is no intercept, or moments give no residual variance. */
export function momentStart(
  { pattern, coordinates, residual, facts }: MixedCriterion,
): Float64Array | null {
  const { groups } = coordinates.layout;
  if (coordinates.structure || groups.some(({ width }) => width > 1)) return null;
  const { a } = residual.cross(new Float64Array(0), 0);
  const { size, square, met } = moments(pattern, a, groups.length);
  const count = groups.length;
  let gamma = new Float64Array(count).fill(FIRST);
  for (let round = 0; round < ROUNDS; round++) {
    const m = count + 1;
    const system = new Float64Array(m * m); // by columns
    const right = new Float64Array(m);
    for (let v = 0; v < pattern.nodes; v++) {
      const g = pattern.group[v]!;
      const w = 1 / (1 + gamma[g]! * size[v]!) ** 2;
      for (let h = 0; h < count; h++) system[h * m + g]! += w * met[v * count + h]!;
      system[count * m + g]! += w * size[v]!;
      system[g * m + count]! += size[v]!;
      right[g]! += w * square[v]!;
    }
    system[m * m - 1] = facts.n - (pattern.fixedWidth - 1);
    right[count] = square[pattern.nodes]!;
    solveLU(lu(system, m), right);
    const s = right[count]!;
    if (!(s > 0)) return null;
    gamma = Float64Array.from({ length: count }, (_, g) => Math.max(LEAST, right[g]! / s) || LEAST);
  }
  return coordinates.search(
    Float64Array.from(coordinates.layout.parameters, ({ group }) => gamma[group]!),
  );
}

interface Moments {
  /** By node: its rows. */
  size: Float64Array;
  /** By node: the square of the sum of residuals; last that of all residuals' squares. */
  square: Float64Array;
  /** By node and group: the squares of the rows that it shares with the levels of the group. */
  met: Float64Array;
}

function moments(pattern: EliminationPattern, a: Float64Array, count: number): Moments {
  const { nodes, sparse, fixedWidth, firstColumn, group, tailColumn, tailWidth } = pattern;
  const p = fixedWidth - 1;
  const solution = new FixedSolution(p);
  solution.solve(a.subarray(pattern.fixedOffset, pattern.fixedOffset + fixedWidth ** 2));
  const nodeOf = new Int32Array(pattern.q);
  for (let v = 0; v < nodes; v++) nodeOf[firstColumn[v]!] = v; // every node has one column
  const size = new Float64Array(nodes);
  const square = new Float64Array(nodes + 1);
  square[nodes] = solution.rSquared;
  const met = new Float64Array(nodes * count);
  const meet = (v: number, u: number, rows: number): void => {
    met[v * count + group[u]!]! += rows * rows;
    if (u !== v) met[u * count + group[v]!]! += rows * rows;
  };
  for (let v = 0; v < nodes; v++) {
    const row = pattern.rowOf(v);
    const inTail = v >= sparse;
    const own = inTail ? firstColumn[v]! - tailColumn : 0;
    size[v] = a[row + own]!;
    const end = inTail ? tailWidth : 1 + pattern.outerWidth[v]!;
    for (let j = own; j < end; j++) {
      const rows = a[row + j]!;
      if (rows === 0) continue;
      const column = inTail
        ? tailColumn + j
        : j === 0
        ? firstColumn[v]!
        : pattern.outerColumn[pattern.outerStart[v]! + j - 1]!;
      meet(v, nodeOf[column]!, rows);
    }
    const fixed = pattern.fixedOf(v);
    const sum = a[fixed + p]! - dot(a.subarray(fixed, fixed + p), solution.beta);
    square[v] = sum * sum;
  }
  return { size, square, met };
}
