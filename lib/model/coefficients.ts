/**
 * Coefficients and their covariances as they are read: by name, aliased ones among them, in rows.
 *
 * @module
 */
import type { Coefficient, Fit } from "./fit.ts";

/**
 * All coefficients in the order of the model matrix.
 *
 * @param standardError of the k-th coefficient that was estimated; null where it has none
 */
export function coefficientsOf(
  { fixed, beta }: Pick<Fit, "fixed" | "beta">,
  standardError: (k: number) => number | null,
): Coefficient[] {
  const place = new Map(Array.from(fixed.kept, (j, k) => [j, k]));
  return fixed.names.map((name, j) => {
    const k = place.get(j);
    if (k === undefined) return { name, estimate: null, standardError: null, aliased: true };
    return { name, estimate: beta[k]!, standardError: standardError(k), aliased: false };
  });
}

/** Names of the coefficients that were estimated; none without a part of the model. */
export function keptNames(fixed: Pick<Fit["fixed"], "kept" | "names"> | null): string[] {
  return fixed ? Array.from(fixed.kept, (j) => fixed.names[j]!) : [];
}

/** The rows of the covariance matrix. */
export function covarianceRows({ covariance, rank }: Pick<Fit, "covariance" | "rank">): number[][] {
  return Array.from(
    { length: rank },
    (_, i) => Array.from(covariance.subarray(i * rank, i * rank + rank)),
  );
}
