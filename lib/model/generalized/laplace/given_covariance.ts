/**
 * The covariance of coefficients given the parameters of the random effects.
 *
 * @module
 */
import { pseudoInverse } from "../../../math/algebra/spectral.ts";
import type { LaplaceEngine } from "./engine.ts";

/**
 * The inverse of X'WX − X'WA(A'WA + I)⁻¹A'WX at the mode, W as in the determinant: what lme4 has where it
 * makes no use of a Hessian.
 *
 * @returns p × p, row-major
 */
export function givenCovariance(engine: LaplaceEngine): Float64Array {
  const { problem: { n, q, conditional: { x, p }, rowStart, effect }, a, eta, zeta, delta } =
    engine;
  const { series, hessian, determinant } = engine;
  const slopes = new Float64Array(3);
  const information = new Float64Array(p * p);
  const crossed = Array.from({ length: p }, () => new Float64Array(q));
  for (let i = 0; i < n; i++) {
    series.slopes(i, eta[i]!, zeta[i]!, delta[i]!, slopes);
    const w = hessian === "expected" ? series.expectedWeight(i, eta[i]!, delta[i]!) : -slopes[2]!;
    for (let j = 0; j < p; j++) {
      const weighted = w * x[i * p + j]!;
      if (weighted === 0) continue;
      for (let k = 0; k < p; k++) information[j * p + k]! += weighted * x[i * p + k]!;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) {
        crossed[j]![effect[e]!]! += weighted * a[e]!;
      }
    }
  }
  if (q > 0) {
    for (let j = 0; j < p; j++) {
      const solved = crossed[j]!.slice();
      determinant.solve(solved);
      for (let k = 0; k < p; k++) {
        for (let e = 0; e < q; e++) information[j * p + k]! -= crossed[k]![e]! * solved[e]!;
      }
    }
  }
  return pseudoInverse(information, p, p, 1e-14);
}
