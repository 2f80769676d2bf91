/**
 * The signs of eigenvectors, which are free. They are chosen as LAPACK's routines for symmetric matrices
 * nearly always have them: of two by two matrices as its `dlaev2`, of larger ones so that the element
 * that is largest is positive once the matrix is made tridiagonal by Householder's reflections (Golub &
 * Van Loan 2013, section 8.3), from where the vectors are worked out.
 *
 * @module
 */

/** Turns round what has another sign; `vectors` has them in columns, values falling, column-major. */
export function setSigns(a: ArrayLike<number>, n: number, vectors: Float64Array): void {
  const wanted = n === 2 ? pairSigns(a, vectors) : tridiagonalSigns(a, n, vectors);
  wanted.forEach((sign, k) => {
    if (sign < 0) { for (let i = 0; i < n; i++) vectors[k * n + i]! *= -1; }
  });
}

/** The first vector (c, s) points as `dlaev2` has it, the second is (−s, c). */
function pairSigns(a: ArrayLike<number>, vectors: Float64Array): number[] {
  const [p, b, q] = [a[0]!, a[1]!, a[3]!];
  const difference = p - q;
  const root = Math.hypot(difference, 2 * b);
  const second = difference >= 0 ? 1 : -1;
  const reach = difference + second * root;
  let c: number;
  let s: number;
  if (Math.abs(reach) > Math.abs(2 * b)) {
    const cotangent = -2 * b / reach;
    s = 1 / Math.sqrt(1 + cotangent * cotangent);
    c = cotangent * s;
  } else if (b === 0) [c, s] = [1, 0];
  else {
    const tangent = -reach / (2 * b);
    c = 1 / Math.sqrt(1 + tangent * tangent);
    s = tangent * c;
  }
  const negative = p + q < 0;
  if ((negative ? -1 : 1) === second) [c, s] = [-s, c];
  // (c, s) belongs to the value of the larger size: the lower one if their sum is below 0
  const [high, low] = negative ? [[-s, c], [c, s]] : [[c, s], [-s, c]];
  return [
    high[0]! * vectors[0]! + high[1]! * vectors[1]!,
    low[0]! * vectors[2]! + low[1]! * vectors[3]!,
  ];
}

function tridiagonalSigns(a: ArrayLike<number>, n: number, vectors: Float64Array): number[] {
  const turned = vectors.slice();
  const rest = Float64Array.from({ length: n * n }, (_, i) => a[i]!);
  for (let k = 0; k < n - 2; k++) reflect(rest, n, k, turned);
  return Array.from({ length: n }, (_, j) => {
    let largest = 0;
    for (let i = 0; i < n; i++) {
      const v = turned[j * n + i]!;
      if (Math.abs(v) > Math.abs(largest) * (1 + 1e-12)) largest = v;
    }
    return largest;
  });
}

/** Clears column k below its first subdiagonal element, and reflects the vectors alike. */
function reflect(a: Float64Array, n: number, k: number, vectors: Float64Array): void {
  let below = 0;
  for (let i = k + 2; i < n; i++) below += a[k * n + i]! ** 2;
  if (below === 0) return;
  const first = a[k * n + k + 1]!;
  const length = Math.sqrt(first * first + below);
  const beta = first >= 0 ? -length : length;
  const tau = (beta - first) / beta;
  const v = new Float64Array(n);
  v[k + 1] = 1;
  for (let i = k + 2; i < n; i++) v[i] = a[k * n + i]! / (first - beta);
  const apply = (m: Float64Array): void => {
    for (let j = 0; j < n; j++) {
      let dot = 0;
      for (let i = k + 1; i < n; i++) dot += v[i]! * m[j * n + i]!;
      for (let i = k + 1; i < n; i++) m[j * n + i]! -= tau * dot * v[i]!;
    }
  };
  const transpose = (m: Float64Array): void => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        [m[j * n + i], m[i * n + j]] = [m[i * n + j]!, m[j * n + i]!];
      }
    }
  };
  apply(a);
  transpose(a);
  apply(a);
  apply(vectors);
}
