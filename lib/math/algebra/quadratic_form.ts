/**
 * Products of vectors, with and without a matrix between them.
 *
 * @module
 */

/** l'x; both of the length of l. */
export function dot(l: ArrayLike<number>, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < l.length; i++) sum += l[i]! * x[i]!;
  return sum;
}

/** l'Vl for l of length p and V p × p, row-major; zero elements of l cost nothing. */
export function quadraticForm(l: ArrayLike<number>, v: Float64Array): number {
  const p = l.length;
  let sum = 0;
  for (let i = 0; i < p; i++) {
    const a = l[i]!;
    if (a === 0) continue;
    let inner = 0;
    for (let j = 0; j < p; j++) inner += v[i * p + j]! * l[j]!;
    sum += a * inner;
  }
  return sum;
}
