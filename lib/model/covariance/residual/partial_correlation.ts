/**
 * Correlations by lag from partial correlations, by the recursion of Levinson and Durbin (O. E.
 * Barndorff-Nielsen and G. Schou 1973, J. Multivariate Anal. 3, 408–419): any partial correlations
 * between −1 and 1 give a positive definite matrix. First and second derivatives travel with the
 * numbers.
 *
 * @module
 */

/** A number with its first and second derivatives in some coordinates. */
class Jet {
  constructor(
    readonly value: number,
    readonly first: Float64Array,
    readonly second: Float64Array,
  ) {}

  static constant(value: number, n: number): Jet {
    return new Jet(value, new Float64Array(n), new Float64Array(n * n));
  }

  plus(other: Jet, factor = 1): Jet {
    return new Jet(
      this.value + factor * other.value,
      this.first.map((v, i) => v + factor * other.first[i]!),
      this.second.map((v, i) => v + factor * other.second[i]!),
    );
  }

  times(other: Jet): Jet {
    const n = this.first.length;
    const [a, b] = [this.value, other.value];
    return new Jet(
      a * b,
      this.first.map((v, i) => v * b + a * other.first[i]!),
      this.second.map((v, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return v * b + a * other.second[at]! + this.first[i]! * other.first[j]! +
          this.first[j]! * other.first[i]!;
      }),
    );
  }
}

/** Correlations by lag, and their derivatives in atanh of the partial correlations. */
export interface LagCorrelations {
  value: Float64Array;
  jacobian(): Float64Array;
  curvature(add: (i: number, k: number, l: number, value: number) => void): void;
}

/** The correlations of lags 1, 2, … at atanh of partial correlations. */
export function lagCorrelations(search: ArrayLike<number>): LagCorrelations {
  const n = search.length;
  const partial = Array.from(search, (x, k) => {
    const out = Jet.constant(Math.tanh(x), n);
    const slope = 1 - out.value ** 2;
    out.first[k] = slope;
    out.second[k * n + k] = -2 * out.value * slope;
    return out;
  });
  const one = Jet.constant(1, n);
  const rho: Jet[] = [];
  let weights: Jet[] = [];
  let left = one; // variance of a visit given those between
  partial.forEach((p, k) => {
    let sum = p.times(left);
    for (let j = 0; j < k; j++) sum = sum.plus(weights[j]!.times(rho[k - 1 - j]!));
    rho.push(sum);
    weights = [
      ...weights.map((w, j) => w.plus(p.times(weights[k - 1 - j]!), -1)),
      p,
    ];
    left = left.plus(left.times(p.times(p)), -1);
  });
  return {
    value: Float64Array.from(rho, (r) => r.value),
    jacobian() {
      const out = new Float64Array(n * n);
      rho.forEach((r, i) => out.set(r.first, i * n));
      return out;
    },
    curvature(add) {
      rho.forEach((r, i) => {
        for (let k = 0; k < n; k++) {
          for (let l = 0; l < n; l++) {
            const value = r.second[k * n + l]!;
            if (value !== 0) add(i, k, l, value);
          }
        }
      });
    },
  };
}

/** atanh of the partial correlations of some correlations by lag; null if these are none. */
export function partialCorrelations(rho: ArrayLike<number>): Float64Array | null {
  const n = rho.length;
  const out = new Float64Array(n);
  let weights: number[] = [];
  let left = 1;
  for (let k = 0; k < n; k++) {
    let sum = rho[k]!;
    for (let j = 0; j < k; j++) sum -= weights[j]! * rho[k - 1 - j]!;
    const p = sum / left;
    if (!(Math.abs(p) < 1)) return null;
    out[k] = Math.atanh(p);
    const before = weights;
    weights = [...before.map((w, j) => w - p * before[k - 1 - j]!), p];
    left *= 1 - p * p;
  }
  return out;
}
