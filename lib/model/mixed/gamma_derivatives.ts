/**
 * Derivatives of what the criterion is made of, apart from each other.
 *
 * @module
 */

/** Derivatives in ψ of log|V|, log|C| and r² (order 2), for df methods and start values. */
export interface GammaDerivatives {
  logV1: Float64Array;
  logC1: Float64Array;
  r1: Float64Array;
  /** Packed by pairs. */
  logV2: Float64Array;
  logC2: Float64Array;
  r2: Float64Array;
}

/** Those of so many parameters, not yet known. */
export function gammaDerivatives(count: number): GammaDerivatives {
  const pairs = count * (count + 1) / 2;
  return {
    logV1: new Float64Array(count),
    logC1: new Float64Array(count),
    r1: new Float64Array(count),
    logV2: new Float64Array(pairs),
    logC2: new Float64Array(pairs),
    r2: new Float64Array(pairs),
  };
}
