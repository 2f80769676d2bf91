/**
 * What Kenward and Roger's method needs of a model with V = ZGZ' + W⁻¹, W known: from cross-products
 * over the effects, with no matrix of the order of the rows.
 *
 * With B = Λ(Λ'AΛ + I)⁻¹Λ', A = Z'WZ: Z'V⁻¹Z = A − ABA, and likewise for X and y. A parameter of G moves
 * it by T, and Pᵢ = −N'TᵢN, Qᵢⱼ = N'TᵢMTⱼN with M = Z'V⁻¹Z and N = Z'V⁻¹X; V is linear in G.
 *
 * @module
 */
import type { PseudoInformation } from "../../fit.ts";
import { product } from "../../../math/algebra/dense_kernels.ts";
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import { choleskySmall, solveCholesky } from "../../../math/algebra/triangular.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";

/** A parameter of G: of a term, an entry of its matrix. */
interface Entry {
  readonly term: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The information at a fit.
 *
 * @param engine settled at the estimates
 * @param y pseudo-data less offsets
 */
export function pseudoInformation(
  engine: LaplaceEngine,
  y: Float64Array,
  weights: Float64Array,
): PseudoInformation {
  const { problem } = engine;
  const { n, firstEffect, z, conditional: { x, p }, terms, termStart } = problem;
  const q = problem.q - problem.flat.length;
  const width = termStart[terms.length]!;
  // cross-products [Z X y]'W[Z X y]
  const m = q + p + 1;
  const cross = new Float64Array(m * m);
  const place = new Int32Array(width + p + 1);
  const value = new Float64Array(width + p + 1);
  for (let j = 0; j <= p; j++) place[width + j] = q + j;
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < terms.length; t++) {
      const first = firstEffect[t]![terms[t]!.codes[i]!]!;
      for (let e = termStart[t]!; e < termStart[t + 1]!; e++) {
        place[e] = first + e - termStart[t]!;
        value[e] = z[i * width + e]!;
      }
    }
    for (let j = 0; j < p; j++) value[width + j] = x[i * p + j]!;
    value[width + p] = y[i]!;
    for (let a = 0; a < place.length; a++) {
      const scaled = weights[i]! * value[a]!;
      if (scaled === 0) continue;
      for (let b = 0; b < place.length; b++) {
        cross[place[a]! * m + place[b]!]! += scaled * value[b]!;
      }
    }
  }
  const swept = withoutEffects(engine, cross, q, m);
  const take = (rows: number, columns: number, r0: number, c0: number): Float64Array => {
    const out = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) out[i * columns + j] = swept[(r0 + i) * m + c0 + j]!;
    }
    return out;
  };
  const big = take(q, q, 0, 0);
  const nx = take(q, p, 0, q);
  const phi = identity(p);
  const factor = choleskySmall(take(p, p, q, q), p);
  if (factor) solveCholesky(factor, p, phi, p);
  else phi.fill(NaN);
  const nPhi = product(nx, phi, q, p, p);
  const projected = big.slice(); // Z'PZ
  const zy = take(q, 1, 0, m - 1); // Z'Py
  for (let i = 0; i < q; i++) {
    for (let k = 0; k < p; k++) {
      zy[i]! -= nPhi[i * p + k]! * swept[(q + k) * m + m - 1]!;
      for (let j = 0; j < q; j++) projected[i * q + j]! -= nPhi[i * p + k]! * nx[j * p + k]!;
    }
  }
  const entries = entriesOf(engine);
  const shift = (e: Entry, a: Float64Array, columns: number): Float64Array =>
    moved(engine, e, a, columns);
  const tn = entries.map((e) => shift(e, nx, p));
  const first = tn.map((t) => times(nx, t, q, p, -1));
  const second: Float64Array[] = [];
  const mtn = tn.map((t) => product(big, t, q, p, q));
  entries.forEach((_, j) => {
    for (let i = 0; i <= j; i++) {
      const one = times(tn[i]!, mtn[j]!, q, p, 1);
      second.push(one.map((v, k) => v + one[(k % p) * p + Math.floor(k / p)]!));
    }
  });
  const count = entries.length;
  const tm = entries.map((e) => shift(e, projected, q));
  const tz = entries.map((e) => shift(e, zy, 1));
  const expected = new Float64Array(count * count);
  const observed = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const image = product(projected, tz[i]!, q, 1, q);
    for (let j = 0; j < count; j++) {
      let trace = 0;
      for (let a = 0; a < q; a++) {
        for (let b = 0; b < q; b++) trace += tm[i]![a * q + b]! * tm[j]![b * q + a]!;
      }
      let bend = 0;
      for (let a = 0; a < q; a++) bend += tz[j]![a]! * image[a]!;
      expected[i * count + j] = trace / 2;
      observed[i * count + j] = bend - trace / 2;
    }
  }
  return {
    p,
    count,
    sigmaSquared: 1,
    covariance: phi,
    first,
    second,
    w: { expected: inverse(expected, count), observed: inverse(observed, count) },
  };
}

/** C − C_·z B C_z·: the cross-products with V⁻¹. */
function withoutEffects(
  { problem, lambda }: LaplaceEngine,
  cross: Float64Array,
  q: number,
  m: number,
): Float64Array {
  const spread = new Float64Array(q * q); // Λ
  problem.terms.forEach(({ factor: { width } }, t) => {
    for (const f of problem.firstEffect[t]!) {
      for (let a = 0; a < width; a++) {
        for (let b = 0; b <= a; b++) spread[(f + a) * q + f + b] = lambda[t]![a * width + b]!;
      }
    }
  });
  const own = new Float64Array(q * m); // Λ'[Z'WZ Z'WX Z'Wy]
  for (let i = 0; i < q; i++) {
    for (let k = 0; k < q; k++) {
      const l = spread[k * q + i]!;
      if (l === 0) continue;
      for (let j = 0; j < m; j++) own[i * m + j]! += l * cross[k * m + j]!;
    }
  }
  const middle = identity(q);
  for (let i = 0; i < q; i++) {
    for (let k = 0; k < q; k++) {
      const v = own[i * m + k]!;
      for (let j = 0; j < q; j++) middle[i * q + j]! += v * spread[k * q + j]!;
    }
  }
  const factor = choleskySmall(middle, q);
  const solved = own.slice();
  if (factor) solveCholesky(factor, q, solved, m);
  const out = cross.slice();
  for (let k = 0; k < q; k++) {
    for (let i = 0; i < m; i++) {
      const v = own[k * m + i]!;
      if (v === 0) continue;
      for (let j = 0; j < m; j++) out[i * m + j]! -= v * solved[k * m + j]!;
    }
  }
  return out;
}

/** The entries of G that are estimated and not on a boundary. */
function entriesOf({ problem: { terms }, lambda }: LaplaceEngine): Entry[] {
  return terms.flatMap(({ factor: { width, structure } }, term) => {
    const alive = (i: number): boolean => {
      for (let k = 0; k < width; k++) if (lambda[term]![i * width + k] !== 0) return true;
      return false;
    };
    const out: Entry[] = [];
    for (let column = 0; column < width; column++) {
      for (let row = column; row < width; row++) {
        if (row > column && structure === "diag") continue;
        if (alive(row) && alive(column)) out.push({ term, row, column });
      }
    }
    return out;
  });
}

/** T a for a matrix over the effects. */
function moved(
  { problem: { firstEffect } }: LaplaceEngine,
  { term, row, column }: Entry,
  a: Float64Array,
  columns: number,
): Float64Array {
  const out = new Float64Array(a.length);
  for (const f of firstEffect[term]!) {
    for (let j = 0; j < columns; j++) {
      out[(f + row) * columns + j]! += a[(f + column) * columns + j]!;
      if (row !== column) out[(f + column) * columns + j]! += a[(f + row) * columns + j]!;
    }
  }
  return out;
}

/** scale · A'B for q × p matrices. */
function times(
  a: Float64Array,
  b: Float64Array,
  q: number,
  p: number,
  scale: number,
): Float64Array {
  const out = new Float64Array(p * p);
  for (let k = 0; k < q; k++) {
    for (let i = 0; i < p; i++) {
      const v = scale * a[k * p + i]!;
      if (v !== 0) { for (let j = 0; j < p; j++) out[i * p + j]! += v * b[k * p + j]!; }
    }
  }
  return out;
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

/** The inverse of a small symmetric matrix; of none that is definite, its pseudo-inverse. */
function inverse(a: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(a, n);
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const out = new Float64Array(n * n);
  for (let e = 0; e < n; e++) {
    if (Math.abs(values[e]!) < 1e-12 * largest) continue;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        out[i * n + j]! += vectors[i * n + e]! * vectors[j * n + e]! / values[e]!;
      }
    }
  }
  return out;
}
