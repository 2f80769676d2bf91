/**
 * The covariance of the effects of one random term, as the factor Λ with ΛΛ' = G and its derivatives
 * in the parameters that the search moves.
 *
 * @module
 */

/** A structure of a term's covariance matrix, c × c. */
export interface TermFactor {
  /** As glmmTMB names it: `us`, `diag`, `cs`, `ar1`, `toep`, `ou`, `exp`, `gau`, `mat`. */
  readonly structure: string;
  readonly width: number;
  /** Number of parameters. */
  readonly count: number;
  /** The row of G whose effects a parameter stretches by itself; null if it has part in several. */
  rowOf(k: number): number | null;
  /** Whether a parameter has no unit: the shape of correlations, or a logarithm of what its row has. */
  unitless?(k: number): boolean;
  /** Where the search begins, for effects of a given standard deviation. */
  start(sd: number): Float64Array;
  /** Where else it may begin: of a likelihood that may have several maxima. */
  others?(sd: number): readonly Float64Array[];
  /** Parameters at which a column of Λ may vanish: variances at 0. */
  readonly vanishing: readonly number[];
  /** Whether entry (row, column) of Λ can be anything but 0. */
  reaches(row: number, column: number): boolean;
  /** Λ, row-major. */
  fill(theta: ArrayLike<number>, lambda: Float64Array): void;
  /** ∂Λ/∂θⱼ. */
  tangent(theta: ArrayLike<number>, j: number, out: Float64Array): void;
  /** ∂²Λ/∂θⱼ∂θₖ; false where it is 0. */
  second(theta: ArrayLike<number>, j: number, k: number, out: Float64Array): boolean;
}

/** Λ has its parameters as entries: any covariance matrix, or independent effects. */
function byEntries(
  structure: string,
  width: number,
  entries: readonly [number, number][],
): TermFactor {
  const place = entries.map(([row, column]) => row * width + column);
  return {
    structure,
    width,
    count: entries.length,
    rowOf: (k) => entries[k]![0],
    reaches: (row, column) => place.includes(row * width + column),
    start: (sd) => Float64Array.from(entries, ([row, column]) => row === column ? sd : 0),
    vanishing: entries.flatMap(([row, column], k) => row === column ? [k] : []),
    fill: (theta, lambda) => {
      lambda.fill(0);
      place.forEach((at, k) => lambda[at] = theta[k]!);
    },
    tangent: (_, j, out) => {
      out.fill(0);
      out[place[j]!] = 1;
    },
    second: () => false,
  };
}

/** Any covariance matrix: the entries of Λ column by column, as lme4 has them. */
export function unstructured(width: number): TermFactor {
  const entries: [number, number][] = [];
  for (let j = 0; j < width; j++) for (let i = j; i < width; i++) entries.push([i, j]);
  return byEntries("us", width, entries);
}

/** Independent effects. */
export function diagonal(width: number): TermFactor {
  return byEntries("diag", width, Array.from({ length: width }, (_, i) => [i, i]));
}

/**
 * Autoregressive effects of order 1, of one variance: θ = (σ, ξ) with ρ = ξ/√(1 + ξ²). The first column
 * of Λ is σρⁱ, the others are σ√(1 − ρ²)ρⁱ⁻ʲ.
 */
export function autoregressive(width: number): TermFactor {
  /** d = 0, 1, 2: Λ/σ and its derivatives in ξ. */
  const shape = (xi: number, d: number, i: number, j: number): number => {
    // ρᵏ(1 − ρ²)^(h/2) = ξᵏ(1 + ξ²)^−(k+h)/2
    const k = i - j;
    const b = j === 0 ? k / 2 : (k + 1) / 2;
    const s = 1 + xi * xi;
    const power = (e: number): number => e < 0 ? 0 : xi ** e;
    if (d === 0) return power(k) * s ** -b;
    if (d === 1) return k * power(k - 1) * s ** -b - 2 * b * power(k + 1) * s ** (-b - 1);
    return k * (k - 1) * power(k - 2) * s ** -b -
      2 * b * (2 * k + 1) * power(k) * s ** (-b - 1) +
      4 * b * (b + 1) * power(k + 2) * s ** (-b - 2);
  };
  const write = (out: Float64Array, f: (i: number, j: number) => number): void => {
    out.fill(0);
    for (let i = 0; i < width; i++) for (let j = 0; j <= i; j++) out[i * width + j] = f(i, j);
  };
  return {
    structure: "ar1",
    width,
    count: 2,
    rowOf: () => null,
    reaches: (row, column) => column <= row,
    start: (sd) => Float64Array.of(sd, 0.5),
    others: (sd) => [2, -0.5].map((xi) => Float64Array.of(sd, xi)),
    vanishing: [0],
    fill: ({ 0: sigma, 1: xi }, out) => write(out, (i, j) => sigma! * shape(xi!, 0, i, j)),
    tangent: ({ 0: sigma, 1: xi }, p, out) =>
      write(out, (i, j) => p === 0 ? shape(xi!, 0, i, j) : sigma! * shape(xi!, 1, i, j)),
    second: ({ 0: sigma, 1: xi }, p, q, out) => {
      if (p + q === 0) return false;
      write(out, (i, j) => p + q === 1 ? shape(xi!, 1, i, j) : sigma! * shape(xi!, 2, i, j));
      return true;
    },
  };
}
