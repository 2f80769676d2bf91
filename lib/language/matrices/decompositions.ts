/**
 * Decompositions: `qr` and what is made of it, `svd`, `eigen`.
 *
 * @module
 */
import { applyQ, applyQTransposed, type QR, qr, solveR } from "../../math/algebra/qr.ts";
import { setSigns } from "../../math/algebra/eigenvector_signs.ts";
import { singularValues, symmetricEigen } from "../../math/algebra/spectral.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble, asInteger } from "../values/coerce.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  inherits,
  integer,
  integers,
  isVector,
  listOf,
  logical,
  namedList,
  namesOf,
  NULL,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { matrixOf, numberMatrix, squareMatrix, transposed } from "./matrix.ts";

/**
 * The decomposition as R keeps it: no reflection of a last row of its own, and the vectors of the others
 * with their first element in `qraux`.
 */
function decompose(call: Call): Value {
  const x = numberMatrix(call, call.value("x"), "x");
  const tol = call.has("tol") ? call.number("tol") : 1e-7;
  const { rows, columns } = x;
  const d = qr(Float64Array.from(x.values), rows, columns, tol);
  const factor = d.factor.slice();
  const aux = new Float64Array(columns);
  const last = rows - 1;
  for (let k = 0; k < columns; k++) {
    if (k === last && k < d.rank) {
      for (let j = k; j < columns; j++) factor[j * rows + k]! *= -1;
      aux[k] = Math.abs(factor[k * rows + k]!);
    } else if (k < d.rank) {
      aux[k] = d.tau[k]!;
      for (let i = k + 1; i < rows; i++) factor[k * rows + i]! *= aux[k]!;
    } else {
      for (let i = k; i < rows; i++) aux[k]! += factor[k * rows + i]! ** 2;
      aux[k] = Math.sqrt(aux[k]!);
    }
  }
  const { pivot } = d;
  const names = x.columnNames ? Array.from(pivot, (j) => x.columnNames![j]!) : null;
  const out = namedList([
    ["qr", matrixOf(factor, rows, columns, x.rowNames, names)],
    ["rank", integer(d.rank)],
    ["qraux", doubles(aux)],
    ["pivot", integers(Int32Array.from(pivot, (j) => j + 1))],
  ]);
  return withAttribute(out, "class", characters(["qr"]));
}

/** What was decomposed, as the routines of algebra know it. */
function readBack(call: Call, x: Value): { d: QR; columnNames: readonly (string | null)[] | null } {
  if (x.type !== "list" || !inherits(x, "qr")) return call.wrong("qr", "what qr() gives", x);
  const names = namesOf(x) ?? [];
  const part = (name: string): Value => x.values[names.indexOf(name)]!;
  const stored = part("qr");
  const [rows, columns] = Array.from(dimOf(stored)!) as [number, number];
  const factor = Float64Array.from(asDouble(stored).values);
  const aux = asDouble(part("qraux")).values;
  const rank = asInteger(part("rank")).values[0]!;
  const tau = new Float64Array(columns);
  for (let k = 0; k < Math.min(rank, rows - 1); k++) {
    tau[k] = aux[k]!;
    if (tau[k] !== 0) { for (let i = k + 1; i < rows; i++) factor[k * rows + i]! /= tau[k]!; }
  }
  const pivot = Int32Array.from(asInteger(part("pivot")).values, (j) => j - 1);
  return {
    d: { rows, columns, factor, tau, pivot, rank, reduction: new Float64Array(columns) },
    columnNames: dimNamesOf(stored)?.[1] ?? null,
  };
}

function orthogonal(call: Call): Value {
  const { d } = readBack(call, call.value("qr"));
  const columns = call.flag("complete", false) ? d.rows : Math.min(d.rows, d.columns);
  const q = new Float64Array(d.rows * columns);
  for (let j = 0; j < columns; j++) {
    q[j * (d.rows + 1)] = 1;
    applyQ(d, q, j * d.rows);
  }
  return matrixOf(q, d.rows, columns);
}

function triangle(call: Call): Value {
  const { d, columnNames } = readBack(call, call.value("qr"));
  const rows = call.flag("complete", false) ? d.rows : Math.min(d.rows, d.columns);
  const r = new Float64Array(rows * d.columns);
  for (let j = 0; j < d.columns; j++) {
    for (let i = 0; i <= Math.min(j, rows - 1); i++) r[j * rows + i] = d.factor[j * d.rows + i]!;
  }
  const stored = (call.value("qr") as { values: Value[] }).values[0]!;
  const rowNames = dimNamesOf(stored)?.[0]?.slice(0, rows) ?? null;
  return matrixOf(r, rows, d.columns, rowNames, columnNames);
}

/** Coefficients, fitted values or residuals of least squares. */
function leastSquares(kind: "coef" | "fitted" | "resid"): (call: Call) => Value {
  return (call) => {
    const { d, columnNames } = readBack(call, call.value("qr"));
    const y = numberMatrix(call, call.value("y"), "y");
    if (y.rows !== d.rows) {
      return call.fail("wrong-size", `y has ${y.rows} rows, and the matrix has ${d.rows}`);
    }
    const size = kind === "coef" ? d.columns : d.rows;
    const out = new Float64Array(size * y.columns);
    for (let c = 0; c < y.columns; c++) {
      const own = Float64Array.from({ length: y.rows }, (_, i) => y.values[c * y.rows + i]!);
      applyQTransposed(d, own);
      if (kind === "coef") {
        solveR(d, own);
        out.fill(NaN, c * size, (c + 1) * size);
        for (let k = 0; k < d.rank; k++) out[c * size + d.pivot[k]!] = own[k]!;
      } else {
        own.fill(0, ...(kind === "fitted" ? [d.rank] : [0, d.rank]) as [number, number?]);
        applyQ(d, own);
        out.set(own, c * size);
      }
    }
    const names = columnNames && kind === "coef"
      ? Array.from(columnNames, (_, j) => columnNames[d.pivot.indexOf(j)]!)
      : null;
    if (!y.vector) return matrixOf(out, size, y.columns, names, y.columnNames);
    return names ? withNames(doubles(out), names) : doubles(out);
  };
}

function svd(call: Call): Value {
  const x = numberMatrix(call, call.value("x"), "x");
  const k = Math.min(x.rows, x.columns);
  const nu = call.has("nu") ? call.number("nu") : k;
  const nv = call.has("nv") ? call.number("nv") : k;
  if (nu > k || nv > k) {
    return call.fail(
      "not-in-language",
      `svd() gives up to ${k} singular vectors here`,
      "Leave nu and nv out",
    );
  }
  const { values, left, right } = singularValues(
    transposed(x.values, x.rows, x.columns),
    x.rows,
    x.columns,
  );
  const part = (rows: number, m: Float64Array, columns: number): Value =>
    matrixOf(transposed(m, k, rows).slice(0, rows * columns), rows, columns);
  // the sign of a pair of vectors is free: here the first element of the left one is negative
  for (let j = 0; j < k; j++) {
    let first = 0;
    while (first < x.rows && Math.abs(left[first * k + j]!) < 1e-12) first++;
    if (first < x.rows && left[first * k + j]! > 0) {
      for (let i = 0; i < x.rows; i++) left[i * k + j]! *= -1;
      for (let i = 0; i < x.columns; i++) right[i * k + j]! *= -1;
    }
  }
  return namedList([
    ["d", doubles(values)],
    ...(nu > 0 ? [["u", part(x.rows, left, nu)] as const] : []),
    ...(nv > 0 ? [["v", part(x.columns, right, nv)] as const] : []),
  ]);
}

function eigen(call: Call): Value {
  const x = squareMatrix(call, "x");
  const n = x.rows;
  const at = (i: number, j: number): number => x.values[j * n + i]!;
  const symmetric = call.has("symmetric") ? call.flag("symmetric", true) : isSymmetric(x.values, n);
  if (!symmetric) {
    return call.fail(
      "not-in-language",
      "eigen() takes a symmetric matrix here",
      "symmetric = TRUE looks at the lower triangle alone",
    );
  }
  const full = Float64Array.from(
    { length: n * n },
    (_, k) => at(Math.max(k % n, Math.floor(k / n)), Math.min(k % n, Math.floor(k / n))),
  );
  const { values, vectors } = symmetricEigen(full, n);
  const order = Array.from(values, (_, k) => n - 1 - k);
  const sorted = doubles(Float64Array.from(order, (k) => values[k]!));
  const wanted = !call.flag("only.values", false);
  const made = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) made[to * n + i] = vectors[i * n + from]!;
  });
  setSigns(full, n, made);
  const out = withNames(listOf([sorted, wanted ? matrixOf(made, n, n) : NULL]), [
    "values",
    "vectors",
  ]);
  return wanted ? withAttribute(out, "class", characters(["eigen"])) : out;
}

/** As R asks it: up to a hundred times the rounding error. */
function isSymmetric(a: ArrayLike<number>, n: number): boolean {
  let difference = 0;
  let size = 0;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      difference += Math.abs(a[j * n + i]! - a[i * n + j]!);
      size += Math.abs(a[j * n + i]!);
    }
  }
  return difference <= 100 * Number.EPSILON * size;
}

export const DECOMPOSITIONS: readonly Builtin[] = [
  word("qr", "x, tol, LAPACK!FALSE", decompose),
  word("qr.Q", "qr, complete, Dvec!", orthogonal),
  word("qr.R", "qr, complete", triangle),
  word("qr.coef", "qr, y", leastSquares("coef")),
  word("qr.fitted", "qr, y, k!qr$rank", leastSquares("fitted")),
  word("qr.resid", "qr, y", leastSquares("resid")),
  word("svd", "x, nu, nv", svd),
  word("eigen", "x, symmetric, only.values, EISPACK!FALSE", eigen),
  word("isSymmetric", "object", (call) => {
    const x = call.value("object");
    const dim = dimOf(x);
    const square = dim?.length === 2 && dim[0] === dim[1] && isVector(x);
    return logical(square && isSymmetric(numberMatrix(call, x, "object").values, dim[0]!));
  }),
];
