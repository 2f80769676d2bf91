/**
 * The same elimination with all random effects in the dense tail: what zeros there are in A is not
 * made use of, and every step is a product of large matrices. Second derivatives of many parameters
 * are cheaper so, for parameters of the tail alone need no products for each pair.
 *
 * @module
 */
import { ALL_DENSE } from "./fill.ts";
import { EliminationPattern } from "./pattern.ts";

/** Columns of Z beyond which squares of that order are not held. */
const MOST = 2000;
/** Columns of Z from which the kernels' products are worth their preparations. */
const FEWEST = 64;
/** How many times as fast the kernels multiply as the loops over panels. */
const KERNELS = 8;

/**
 * Whether second derivatives in so many parameters cost less in one piece: three products of order q
 * against the update of every panel for every pair of parameters.
 */
export function wholeIsCheaper(pattern: EliminationPattern, parameters: number): boolean {
  const { q, sparse, width, outerWidth, fixedWidth } = pattern;
  if (q < FEWEST || q > MOST || sparse === 0) return false;
  let updates = 0;
  for (let v = 0; v < sparse; v++) updates += width[v]! * (outerWidth[v]! + fixedWidth) ** 2;
  return 3 * q ** 3 / KERNELS < updates * parameters ** 2;
}

/** The layout in one piece; its columns have the same order. */
export function wholePattern(pattern: EliminationPattern): EliminationPattern {
  return new EliminationPattern(pattern, ALL_DENSE, pattern.fixedWidth);
}

/** A in one piece. */
export function wholeCross(
  from: EliminationPattern,
  to: EliminationPattern,
  a: Float64Array,
  out: Float64Array,
): Float64Array {
  const { fixedWidth: w, outerColumn, outerStart, outerWidth, tailWidth, tailColumn } = from;
  const { q } = to;
  out.fill(0);
  for (let v = 0; v < from.sparse; v++) {
    const first = from.firstColumn[v]!;
    const c = from.width[v]!;
    const begin = outerStart[v]!;
    for (let i = 0; i < c; i++) {
      const row = from.rowOf(v, i);
      const target = to.tailRow(first + i);
      for (let j = i; j < c; j++) out[target + first + j] = a[row + j]!;
      for (let j = 0; j < outerWidth[v]!; j++) {
        out[target + outerColumn[begin + j]!] = a[row + c + j]!;
      }
      const fixed = from.fixedOf(v, i);
      out.set(a.subarray(fixed, fixed + w), target + q);
    }
  }
  for (let i = 0; i < tailWidth; i++) {
    const row = from.tailRow(i);
    out.set(
      a.subarray(row + i, row + tailWidth + w),
      to.tailRow(tailColumn + i) + tailColumn + i,
    );
  }
  out.set(a.subarray(from.fixedOffset), to.fixedOffset);
  return out;
}
