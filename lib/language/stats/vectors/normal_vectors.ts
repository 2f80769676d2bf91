/**
 * Several normal numbers at once, from roots of their covariance matrix that are unique, so that the draws
 * are R's own: `rmvnorm` and `dmvnorm` of mvtnorm, `rmvn` of mgcv.
 *
 * @module
 */
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import { normal } from "../../../math/chance/normal.ts";
import { greatest } from "../../../lists.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { matrixOf, type NumberMatrix, numberMatrix } from "../../matrices/matrix.ts";
import { refuseLong } from "../../values/size.ts";
import { dimOf, doubles, namesOf, type Numbers, type Value } from "../../values/value.ts";
import { countOf } from "../draws.ts";
import { chanceOf } from "../seed.ts";

/** A root R of a covariance matrix, R'R, by columns. */
type Root = Float64Array;

/** The root that is symmetric itself. */
function symmetricRoot({ values }: NumberMatrix, p: number): { root: Root; least: number } {
  const eigen = symmetricEigen(Float64Array.from(values), p);
  const root = new Float64Array(p * p);
  const top = greatest(Array.from(eigen.values, Math.abs), 0);
  for (let k = 0; k < p; k++) {
    const value = eigen.values[k]!;
    if (value <= p * 2.220446049250313e-16 * top) continue;
    const factor = Math.sqrt(value);
    for (let i = 0; i < p; i++) {
      const own = factor * eigen.vectors[i * p + k]!;
      for (let j = 0; j < p; j++) root[j * p + i]! += own * eigen.vectors[j * p + k]!;
    }
  }
  return { root, least: top === 0 ? 0 : eigen.values[0]! / top };
}

/** The triangular root of the matrix in the order in which variances that are left fall, in its own order. */
function pivotedRoot({ values }: NumberMatrix, p: number): Root {
  const left = Float64Array.from(values);
  const order = Array.from({ length: p }, (_, i) => i);
  const rows: Float64Array[] = [];
  const tolerance = p * 2.220446049250313e-16 * greatest(order.map((i) => left[i * p + i]!));
  for (let k = 0; k < p; k++) {
    let at = k;
    for (let i = k + 1; i < p; i++) {
      if (left[order[i]! * (p + 1)]! > left[order[at]! * (p + 1)]!) at = i;
    }
    [order[k], order[at]] = [order[at]!, order[k]!];
    const pivot = order[k]!;
    const variance = left[pivot * (p + 1)]!;
    if (!(variance > tolerance)) break;
    const row = new Float64Array(p);
    row[pivot] = Math.sqrt(variance);
    for (const j of order.slice(k + 1)) row[j] = left[pivot * p + j]! / row[pivot]!;
    for (const i of order.slice(k + 1)) {
      for (const j of order.slice(k + 1)) left[i * p + j]! -= row[i]! * row[j]!;
    }
    rows.push(row);
  }
  const root = new Float64Array(p * p);
  rows.forEach((row, k) => row.forEach((v, j) => root[j * p + k] = v));
  return root;
}

/** Draws through a root; the independent ones behind them come row by row, or column by column. */
function drawn(call: Call, n: number, p: number, root: Root, byColumn = false): Float64Array {
  refuseLong(n * p, call.span);
  const chance = chanceOf(call);
  const z = Float64Array.from({ length: n * p }, () => normal(chance));
  const out = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += z[byColumn ? k * n + i : i * p + k]! * root[j * p + k]!;
      out[j * n + i] = sum;
    }
  }
  return out;
}

/** The covariance matrix that is given, or the one of independent numbers. */
function covariance(call: Call, name: string, p: number | null): NumberMatrix {
  const given = call.has(name) ? call.value(name) : null;
  const size = p ?? 0;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) values[i * (size + 1)] = 1;
  const m = numberMatrix(call, given ?? matrixOf(values, size, size), name);
  const { rows, columns } = m;
  if (rows !== columns) {
    call.fail("wrong-size", `${name} has ${rows} rows and ${columns} columns, and is to be square`);
  }
  const top = greatest(Array.from(m.values, Math.abs), 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(m.values[i * rows + j]! - m.values[j * rows + i]!) > 1e-8 * top) {
        call.fail("wrong-argument", `${name} is not symmetric`, "Covariances stand twice in it");
      }
    }
  }
  return m;
}

function meanOf(call: Call, name: string, p: number): Numbers {
  const mean = call.doubles(name);
  if (mean.length === p) return mean;
  return call.fail(
    "wrong-size",
    `There are ${mean.length} means, and the covariance matrix is ${p} × ${p}`,
    "It has a row and a column for each mean",
  );
}

function ofMvtnorm(call: Call): Value {
  const n = countOf(call, "n");
  const sigma = covariance(call, "sigma", call.has("mean") ? call.doubles("mean").length : null);
  const p = sigma.rows;
  const mean = call.has("mean") ? meanOf(call, "mean", p) : new Float64Array(p);
  const method = call.choice("method", ["eigen", "svd", "chol"]);
  const { root, least } = symmetricRoot(sigma, p);
  if (least < -Math.sqrt(2.220446049250313e-16)) {
    call.warn("sigma is numerically not positive semidefinite");
  }
  const out = drawn(call, n, p, method === "chol" ? pivotedRoot(sigma, p) : root);
  for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) out[j * n + i]! += mean[j]!;
  return matrixOf(out, n, p, null, call.has("mean") ? namesOf(call.value("mean")) : null);
}

function ofMgcv(call: Call): Value {
  const n = countOf(call, "n");
  const sigma = covariance(call, "V", null);
  const p = sigma.rows;
  const rows = dimOf(call.value("mu"));
  const many = rows?.length === 2 && rows[0] === n && rows[1] === p;
  const mean = many ? call.doubles("mu") : meanOf(call, "mu", p);
  const out = drawn(call, n, p, pivotedRoot(sigma, p), many);
  for (let j = 0; j < p; j++) {
    for (let i = 0; i < n; i++) out[j * n + i]! += mean[many ? j * n + i : j]!;
  }
  return n === 1 ? doubles(out) : matrixOf(out, n, p);
}

/** The density of several normal numbers at once. */
function density(call: Call): Value {
  const x = numberMatrix(call, call.value("x"), "x");
  const [n, p] = x.vector ? [1, x.rows] : [x.rows, x.columns];
  const sigma = covariance(call, "sigma", p);
  const mean = call.has("mean") ? meanOf(call, "mean", p) : new Float64Array(p);
  if (sigma.rows !== p) {
    call.fail("wrong-size", `x has ${p} columns, and sigma is ${sigma.rows} × ${sigma.rows}`);
  }
  const { values, vectors } = symmetricEigen(Float64Array.from(sigma.values), p);
  if (!values.every((v) => v > 0)) {
    call.fail("not-positive", "sigma has a variance of 0 or below, so that there is no density");
  }
  let constant = p * Math.log(2 * Math.PI);
  for (const v of values) constant += Math.log(v);
  const out = Array.from({ length: n }, (_, i) => {
    let square = 0;
    for (let k = 0; k < p; k++) {
      let along = 0;
      for (let j = 0; j < p; j++) {
        along += (x.values[x.vector ? j : j * n + i]! - mean[j]!) * vectors[j * p + k]!;
      }
      square += along * along / values[k]!;
    }
    return -0.5 * (constant + square);
  });
  return doubles(call.flag("log", false) ? out : out.map(Math.exp));
}

/** Words of several normal numbers. */
export const NORMAL_VECTORS: readonly Builtin[] = [
  word("rmvnorm", "n, mean, sigma, method, pre0.9_9994!FALSE, checkSymmetry!TRUE", ofMvtnorm),
  word("dmvnorm", "x, mean, sigma, log, checkSymmetry!TRUE", density),
  word("rmvn", "n, mu, V", ofMgcv),
];
