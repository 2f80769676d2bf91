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

/** Derivatives in S of a log|C| + b r², both at their present values: (p + 1)², at β and C⁻¹. */
export function slopesInS(
  beta: Float64Array,
  inverse: Float64Array,
  a: number,
  b: number,
): Float64Array {
  const p = beta.length;
  const width = p + 1;
  const out = new Float64Array(width * width);
  const e = Float64Array.from({ length: width }, (_, i) => i < p ? -beta[i]! : 1);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) out[i * width + j] = b * e[i]! * e[j]!;
  }
  for (let i = 0; a !== 0 && i < p; i++) {
    for (let j = 0; j < p; j++) out[i * width + j]! += a * inverse[i * p + j]!;
  }
  return out;
}
