/**
 * Polynomials orthonormal over a set of points, by the three-term recurrence
 * p_{k+1}(x) = (x − α_k) p_k(x) − (N_k / N_{k−1}) p_{k−1}(x), N_k = Σ w p_k(x_i)²
 * (Forsythe 1957, J. SIAM 5, 74–88). This is the basis of R's `poly` and `contr.poly`.
 *
 * @module
 */

/** The recurrence, enough to evaluate the basis anywhere. */
export interface PolynomialBasis {
  readonly degree: number;
  /** α_0 … α_{degree−1}. */
  readonly alpha: Float64Array;
  /** N_0 … N_degree. */
  readonly squaredNorms: Float64Array;
}

/**
 * The basis of a given degree over the points (missing ones, NaN, left out).
 *
 * @returns null if there are not more distinct points than `degree`
 */
export function polynomialBasis(points: Float64Array, degree: number): PolynomialBasis | null {
  const x = points.filter((v) => !Number.isNaN(v));
  const n = x.length;
  if (new Set(x).size <= degree) return null;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += (x[i]! - mean) / (i + 1);
  const alpha = new Float64Array(degree);
  const squaredNorms = new Float64Array(degree + 1);
  let before = new Float64Array(n);
  let current = new Float64Array(n).fill(1);
  squaredNorms[0] = n;
  for (let k = 0; k < degree; k++) {
    let moment = 0; // about the mean, where cancellation is least
    for (let i = 0; i < n; i++) moment += (x[i]! - mean) * current[i]! * current[i]!;
    alpha[k] = mean + moment / squaredNorms[k]!;
    const ratio = k === 0 ? 0 : squaredNorms[k]! / squaredNorms[k - 1]!;
    const next = new Float64Array(n);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      next[i] = (x[i]! - alpha[k]!) * current[i]! - ratio * before[i]!;
      sum += next[i]! * next[i]!;
    }
    squaredNorms[k + 1] = sum;
    before = current;
    current = next;
  }
  return { degree, alpha, squaredNorms };
}

/** The orthonormal polynomials of degree 1 to `degree` at the points: one array for each. */
export function evaluatePolynomials(basis: PolynomialBasis, points: Float64Array): Float64Array[] {
  const { degree, alpha, squaredNorms } = basis;
  const n = points.length;
  const result: Float64Array[] = [];
  let before = new Float64Array(n);
  let current = new Float64Array(n).fill(1);
  for (let k = 0; k < degree; k++) {
    const ratio = k === 0 ? 0 : squaredNorms[k]! / squaredNorms[k - 1]!;
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      next[i] = (points[i]! - alpha[k]!) * current[i]! - ratio * before[i]!;
    }
    const norm = Math.sqrt(squaredNorms[k + 1]!);
    result.push(next.map((v) => v / norm));
    before = current;
    current = next;
  }
  return result;
}
