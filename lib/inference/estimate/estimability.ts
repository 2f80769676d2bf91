/**
 * Combinations of linear functions that the data can estimate.
 *
 * Source: Searle (1971), Linear Models, section 5.4.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import { singularValues } from "../../math/algebra/spectral.ts";
import { ESTIMABLE_TOLERANCE, type NullSpace, scaledSize } from "../../model/fixed/estimable.ts";
import { dot } from "../../math/algebra/products.ts";

/**
 * Combinations of the rows that are estimable: with R = LN, the rows B'L for an orthonormal basis B
 * of the left null space of R. Lengths are measured in units of the columns.
 */
export function estimableSubspace(
  rows: readonly Float64Array[],
  design: NullSpace,
): Float64Array[] {
  const { nullBasis, columnScale } = design;
  const q = rows.length;
  const d = nullBasis.length;
  if (q === 0 || d === 0) return [...rows];
  // a square matrix, so that the left singular vectors are complete
  const size = Math.max(q, d);
  const r = new Float64Array(q * size);
  const longest = Math.sqrt(greatest(rows.map((l) => scaledSize(l, columnScale, -1))));
  for (let i = 0; i < q; i++) {
    for (let j = 0; j < d; j++) {
      const length = longest * Math.sqrt(scaledSize(nullBasis[j]!, columnScale, 1));
      const c = dot(rows[i]!, nullBasis[j]!) / length;
      r[i * size + j] = Math.abs(c) < ESTIMABLE_TOLERANCE ? 0 : c;
    }
  }
  const { values, left } = singularValues(r, q, size);
  const k = values.length;
  const result: Float64Array[] = [];
  for (let s = 0; s < k; s++) {
    if (values[s]! > ESTIMABLE_TOLERANCE) continue;
    const row = new Float64Array(rows[0]!.length);
    for (let i = 0; i < q; i++) {
      const w = left[i * k + s]!;
      if (w !== 0) { for (let j = 0; j < row.length; j++) row[j]! += w * rows[i]![j]!; }
    }
    result.push(row);
  }
  return result;
}
