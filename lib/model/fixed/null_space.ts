/**
 * What the columns of a model cannot tell apart.
 *
 * @module
 */
import { extendBasis } from "../../math/algebra/orthonormal.ts";
import { type QR, solveR } from "../../math/algebra/qr.ts";

/**
 * An orthonormal basis of the null space {v: Xv = 0} of a matrix from its pivoted decomposition: for
 * each dropped column x_d the vector of x_d − Σ wᵢxᵢ = 0 over the kept ones, R₁₁w = r_d. A linear
 * function l of the coefficients is estimable exactly if l'v = 0 for all of them (Searle 1971, Linear
 * Models, section 5.4).
 *
 * @param d of an n × p matrix of rank r
 * @param scale root mean square of each column, in whose units a weight counts as rounding
 * @returns p − r vectors of length p
 */
export function nullBasisOf(d: QR, scale: Float64Array): Float64Array[] {
  const { rank, columns, rows, factor, pivot } = d;
  const basis: Float64Array[] = [];
  for (let k = rank; k < columns; k++) {
    const weights = factor.slice(k * rows, k * rows + rank);
    solveR(d, weights);
    const v = new Float64Array(columns);
    v[pivot[k]!] = 1;
    for (let i = 0; i < rank; i++) {
      // what is rounding is judged in units of the columns
      const share = Math.abs(weights[i]!) * scale[pivot[i]!]! / scale[pivot[k]!]!;
      v[pivot[i]!] = share < 1e-9 ? 0 : -weights[i]!;
    }
    extendBasis(basis, v);
  }
  return basis;
}
