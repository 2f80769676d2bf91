/**
 * Systems of equations, determinants and triangular factors: `solve det chol backsolve` and their kin.
 *
 * @module
 */
import { lu, reciprocalCondition, solveLU } from "../../math/algebra/lu.ts";
import { choleskySmall } from "../../math/algebra/triangular.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  characters,
  double,
  doubles,
  integer,
  logical,
  namedList,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { matrixOf, numberMatrix, squareMatrix } from "./matrix.ts";

function solve(call: Call): Value {
  const a = squareMatrix(call, "a");
  const d = lu(a.values, a.rows);
  const condition = reciprocalCondition(a.values, d);
  const least = call.has("tol") ? call.number("tol") : Number.EPSILON;
  if (!(condition >= least)) {
    return call.fail(
      "singular",
      "The matrix has no inverse: a row or column follows from the others",
      "qr(a)$rank says how many are independent",
    );
  }
  if (!call.has("b")) {
    const out = new Float64Array(a.rows * a.rows);
    for (let k = 0; k < a.rows; k++) out[k * (a.rows + 1)] = 1;
    solveLU(d, out);
    return matrixOf(out, a.rows, a.rows, a.columnNames, a.rowNames);
  }
  const b = numberMatrix(call, call.value("b"), "b");
  if (b.rows !== a.rows) {
    return call.fail("wrong-size", `b has ${b.rows} rows, and a has ${a.rows}`);
  }
  const out = Float64Array.from(b.values);
  solveLU(d, out);
  if (!b.vector) return matrixOf(out, a.rows, b.columns, a.columnNames, b.columnNames);
  return a.columnNames ? withNames(doubles(out), a.columnNames) : doubles(out);
}

/** log |det| and its sign. */
function determinant(call: Call): { modulus: number; sign: number } {
  const a = squareMatrix(call, "x");
  const { factor, sign, singular } = lu(a.values, a.rows);
  if (singular) return { modulus: -Infinity, sign: 1 };
  let modulus = 0;
  let s = sign;
  for (let k = 0; k < a.rows; k++) {
    const pivot = factor[k * (a.rows + 1)]!;
    modulus += Math.log(Math.abs(pivot));
    if (pivot < 0) s = -s;
  }
  return { modulus, sign: s };
}

function chol(call: Call): Value {
  const a = squareMatrix(call, "x");
  const n = a.rows;
  // the upper triangle by columns is the lower one by rows
  const l = choleskySmall(Float64Array.from(a.values), n);
  if (!l) {
    return call.fail(
      "not-positive",
      "The matrix is not positive definite: it has no Cholesky factor",
      "eigen() shows the values that are not above 0",
    );
  }
  return matrixOf(l, n, n, a.rowNames, a.columnNames);
}

/** Solves a triangular system, from above or from below. */
function triangular(name: string, upperHere: boolean): (call: Call) => Value {
  return (call) => {
    const r = numberMatrix(call, call.value(name), name);
    const x = numberMatrix(call, call.value("x"), "x");
    const n = call.has("k") ? call.number("k") : r.columns;
    const upper = call.has("upper.tri") ? call.flag("upper.tri", true) : upperHere;
    const turned = call.flag("transpose", false);
    if (x.rows < n || r.rows < n) return call.fail("wrong-size", `x has fewer than ${n} rows`);
    const at = (i: number, j: number): number =>
      r.values[turned ? i * r.rows + j : j * r.rows + i]!;
    const out = new Float64Array(n * x.columns);
    const down = upper === turned;
    for (let c = 0; c < x.columns; c++) {
      for (let step = 0; step < n; step++) {
        const i = down ? step : n - 1 - step;
        let v = x.values[c * x.rows + i]!;
        for (let j = down ? 0 : i + 1; j < (down ? i : n); j++) v -= at(i, j) * out[c * n + j]!;
        const pivot = at(i, i);
        if (pivot === 0) return call.fail("singular", `Element ${i + 1} of the diagonal is 0`);
        out[c * n + i] = v / pivot;
      }
    }
    return x.vector ? doubles(out) : matrixOf(out, n, x.columns);
  };
}

/** (R'R)⁻¹ of an upper triangle R. */
function fromChol(call: Call): Value {
  const r = numberMatrix(call, call.value("x"), "x");
  const n = call.has("size") ? call.number("size") : r.columns;
  const square = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k <= Math.min(i, j); k++) {
        square[j * n + i]! += r.values[i * r.rows + k]! * r.values[j * r.rows + k]!;
      }
    }
  }
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) out[k * (n + 1)] = 1;
  const d = lu(square, n);
  if (d.singular) return call.fail("singular", "An element of the diagonal is 0");
  solveLU(d, out);
  return matrixOf(out, n, n);
}

/** How large a matrix is: by its columns, its rows, its entries, or the largest stretch. */
function norm(call: Call): Value {
  const { values, rows, columns, vector } = numberMatrix(call, call.value("x"));
  if (vector) {
    return call.wrong("x", "a matrix", call.value("x"), "sqrt(sum(x^2)) is a vector's length");
  }
  const kind = call.text("type", "O").toUpperCase();
  const sums = (n: number, at: (k: number, e: number) => number, m: number): number => {
    let most = 0;
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let e = 0; e < m; e++) sum += Math.abs(values[at(k, e)]!);
      if (!(sum <= most)) most = sum;
    }
    return most;
  };
  switch (kind) {
    case "O":
    case "1":
      return double(sums(columns, (k, e) => k * rows + e, rows));
    case "I":
      return double(sums(rows, (k, e) => e * rows + k, columns));
    case "F":
    case "E":
      return double(Math.hypot(...[...values].map(Number)));
    case "M":
      return double([...values].reduce((m: number, v) => Math.abs(v) > m ? Math.abs(v) : m, 0));
    default:
      return call.wrong("type", '"O", "I", "F" or "M"', call.value("type"));
  }
}

export const SOLVING: readonly Builtin[] = [
  word("norm", "x, type", norm),
  word("solve", "a, b, tol", solve),
  word("det", "x", (call) => {
    const { modulus, sign } = determinant(call);
    return double(sign * Math.exp(modulus));
  }),
  word("determinant", "x, logarithm", (call) => {
    const { modulus, sign } = determinant(call);
    const log = call.flag("logarithm", true);
    const size = withAttribute(
      double(log ? modulus : Math.exp(modulus)),
      "logarithm",
      logical(log),
    );
    const out = namedList([["modulus", size], ["sign", integer(sign)]]);
    return withAttribute(out, "class", characters(["det"]));
  }),
  word("chol", "x, pivot!FALSE, LINPACK!FALSE, tol?", chol),
  word("chol2inv", "x, size, LINPACK!FALSE", fromChol),
  word("backsolve", "r, x, k, upper.tri, transpose", triangular("r", true)),
  word("forwardsolve", "l, x, k, upper.tri, transpose", triangular("l", false)),
];
