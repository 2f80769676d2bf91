/**
 * Values that functions are tested against, carried over to a basis of them.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { greatest } from "../../lists.ts";
import { dot } from "../../math/algebra/products.ts";
import { choleskySmall, solveCholesky } from "../../math/algebra/triangular.ts";

/** What a basis of functions is where these have values: a fault where no estimates could have them. */
export function valuesOf(
  basis: readonly Float64Array[],
  rows: readonly Float64Array[],
  values: readonly number[] | null,
): Float64Array {
  const r = basis.length;
  const parts = rows.map((l) => basis.map((b) => dot(l, b)));
  const square = new Float64Array(r * r);
  const found = new Float64Array(r);
  parts.forEach((m, k) => {
    for (let i = 0; i < r; i++) {
      found[i]! += m[i]! * (values?.[k] ?? NaN);
      for (let j = 0; j < r; j++) square[i * r + j]! += m[i]! * m[j]!;
    }
  });
  const factor = choleskySmall(square, r);
  if (factor) solveCholesky(factor, r, found);
  const largest = Math.max(1, greatest((values ?? [0]).map(Math.abs)));
  const meets = factor &&
    parts.every((m, k) => Math.abs(dot(m, found) - (values?.[k] ?? NaN)) < 1e-7 * largest);
  if (meets) return found;
  return fail("dependent-functions", "Not all of these functions can have that value together", {
    hint: "Leave null out, or pick rows that do not depend on each other",
  });
}

/** What the estimable parts of functions are tested against; nothing where that is 0 for all. */
export function against(known: readonly number[], nullValue: number): number[] | undefined {
  const values = known.map((k) => nullValue - k);
  return values.some((v) => v !== 0) ? values : undefined;
}
