/**
 * REML with Kenward and Roger's tests by dense algebra: V is inverted as a whole, the variances are
 * found by Fisher's scoring, and every matrix of the paper is written out.
 *
 * Source: Kenward and Roger (1997), Biometrics 53, 983-997; with V linear in its parameters the
 * second derivatives are zero. For one function the moments reduce to m = 2/A and λ = 1.
 *
 * @module
 */
import {
  applied,
  inner,
  inverse,
  type Matrix,
  plus,
  product,
  traceOfProduct,
  transpose,
} from "./matrix.ts";

/** What is modelled: y ~ (Xβ, ΣσᵢVᵢ). */
export interface DenseModel {
  x: Matrix;
  y: Float64Array;
  /** ZZ' of each random term, and W⁻¹ last. */
  parts: Matrix[];
  /** Variances to begin with. */
  start: number[];
}

/** A test of linear functions. */
export interface DenseTest {
  /** Wald's statistic over its df, with Φ_A. */
  wald: number;
  /** The same, scaled by λ. */
  f: number;
  df: number;
}

/** What the model gives. */
export interface DenseFit {
  variances: number[];
  beta: Float64Array;
  /** (X'V⁻¹X)⁻¹. */
  phi: Matrix;
  /** Kenward and Roger's Φ_A. */
  adjusted: Matrix;
  test(rows: Matrix): DenseTest;
  /** df of one function. */
  df(l: Float64Array): number;
}

/** Fits and makes ready to test. */
export function denseFit(model: DenseModel): DenseFit {
  const variances = [...model.start];
  for (let step = 0; step < 60; step++) {
    const { score, information } = scoring(model, variances);
    const move = applied(inverse(information).inverse, score);
    move.forEach((d, i) => variances[i]! += d);
    if (move.every((d, i) => Math.abs(d) <= 1e-12 * Math.abs(variances[i]!))) break;
  }
  return inferenceOf(model, variances);
}

/** ZZ' of a random intercept, or of a slope whose Z carries the covariate. */
export function outerProduct(z: Matrix): Matrix {
  return product(z, transpose(z));
}

/** W⁻¹ of prior weights. */
export function diagonal(values: ArrayLike<number>): Matrix {
  return Array.from(values, (v, i) => {
    const row = new Float64Array(values.length);
    row[i] = v;
    return row;
  });
}

function covariance({ parts }: DenseModel, variances: readonly number[]): Matrix {
  const n = parts[0]!.length;
  let v: Matrix = Array.from({ length: n }, () => new Float64Array(n));
  parts.forEach((part, i) => v = plus(v, part, variances[i]!));
  return v;
}

interface Pieces {
  vInverse: Matrix;
  phi: Matrix;
  beta: Float64Array;
  /** V⁻¹ − V⁻¹XΦX'V⁻¹. */
  p: Matrix;
}

function pieces(model: DenseModel, variances: readonly number[]): Pieces {
  const vInverse = inverse(covariance(model, variances)).inverse;
  const vx = product(vInverse, model.x);
  const phi = inverse(product(transpose(model.x), vx)).inverse;
  const beta = applied(phi, applied(transpose(vx), model.y));
  const p = plus(vInverse, product(product(vx, phi), transpose(vx)), -1);
  return { vInverse, phi, beta, p };
}

/** Expected information ½tr(PVᵢPVⱼ) and the score ½(y'PVᵢPy − tr PVᵢ). */
function scoring(model: DenseModel, variances: readonly number[]) {
  const { p } = pieces(model, variances);
  const py = applied(p, model.y);
  const pv = model.parts.map((part) => product(p, part));
  const score = model.parts.map((part, i) => {
    let trace = 0;
    pv[i]!.forEach((row, k) => trace += row[k]!);
    return (inner(py, applied(part, py)) - trace) / 2;
  });
  const information = pv.map((a) => Float64Array.from(pv, (b) => traceOfProduct(a, b) / 2));
  return { score, information };
}

function inferenceOf(model: DenseModel, variances: number[]): DenseFit {
  const { vInverse, phi, beta } = pieces(model, variances);
  const w = inverse(scoring(model, variances).information).inverse;
  const vx = product(vInverse, model.x);
  const xv = transpose(vx);
  const dx = model.parts.map((part) => product(part, vx));
  // −Pᵢ of the paper and Qᵢⱼ
  const first = dx.map((d) => product(xv, d));
  const second = dx.map((a) => dx.map((b) => product(transpose(a), product(vInverse, b))));
  let bracket: Matrix = phi.map((row) => new Float64Array(row.length));
  w.forEach((row, i) =>
    row.forEach((wij, j) => {
      bracket = plus(bracket, second[i]![j]!, wij);
      bracket = plus(bracket, product(product(first[i]!, phi), first[j]!), -wij);
    })
  );
  const adjusted = plus(phi, product(product(phi, bracket), phi), 2);
  const change = first.map((d) => product(product(phi, d), phi));
  const df = (l: Float64Array): number => {
    const v = inner(l, applied(phi, l));
    const a = Float64Array.from(change, (c) => inner(l, applied(c, l)) / v);
    return 2 / inner(a, applied(w, a));
  };
  const test = (rows: Matrix): DenseTest => {
    const z = applied(rows, beta);
    const q = rows.length;
    const middle = inverse(product(product(rows, adjusted), transpose(rows))).inverse;
    const wald = inner(z, applied(middle, z)) / q;
    if (q === 1) return { wald, f: wald, df: df(rows[0]!) };
    const moments = momentsOf(rows, phi, first, w);
    return { wald, f: moments.scale * wald, df: moments.df };
  };
  return { variances, beta, phi, adjusted, test, df };
}

/** m and λ of several functions, from the paper's A₁, A₂ and B. */
function momentsOf(rows: Matrix, phi: Matrix, first: Matrix[], w: Matrix) {
  const q = rows.length;
  const middle = inverse(product(product(rows, phi), transpose(rows))).inverse;
  const theta = product(product(transpose(rows), middle), rows);
  const parts = first.map((d) => product(product(theta, phi), product(d, phi)));
  const traces = parts.map((part) => part.reduce((sum, row, i) => sum + row[i]!, 0));
  let a1 = 0, a2 = 0;
  w.forEach((row, i) =>
    row.forEach((wij, j) => {
      a1 += wij * traces[i]! * traces[j]!;
      a2 += wij * traceOfProduct(parts[i]!, parts[j]!);
    })
  );
  const b = (a1 + 6 * a2) / (2 * q);
  const g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
  const bottom = 3 * q + 2 * (1 - g);
  const [c1, c2, c3] = [g / bottom, (q - g) / bottom, (q + 2 - g) / bottom];
  const mean = 1 / (1 - a2 / q);
  const variance = (2 / q) * (1 + c1 * b) / ((1 - c2 * b) ** 2 * (1 - c3 * b));
  const rho = variance / (2 * mean ** 2);
  const df = 4 + (q + 2) / (q * rho - 1);
  return { df, scale: df / (mean * (df - 2)) };
}
