/**
 * Products of matrices: `%*% crossprod tcrossprod kronecker`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { refuseLong } from "../values/size.ts";
import {
  doubles,
  integers,
  isVector,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { matrixOf, type NumberMatrix, numberMatrix, transposed } from "./matrix.ts";

/** Rows for columns. */
function turned(m: NumberMatrix): NumberMatrix {
  return {
    values: transposed(m.values, m.rows, m.columns),
    rows: m.columns,
    columns: m.rows,
    rowNames: m.columnNames,
    columnNames: m.rowNames,
    titles: m.titles && [m.titles[1], m.titles[0]],
    vector: m.vector,
  };
}

function product(call: Call, a: NumberMatrix, b: NumberMatrix): Value {
  if (a.columns !== b.rows) {
    return call.fail(
      "wrong-size",
      `A matrix of ${a.rows} × ${a.columns} cannot be multiplied by one of ${b.rows} × ${b.columns}`,
      "The columns of the first are as many as the rows of the second; t() turns a matrix",
    );
  }
  refuseLong(a.rows * b.columns, call.span);
  const out = new Float64Array(a.rows * b.columns);
  for (let j = 0; j < b.columns; j++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = b.values[j * b.rows + k]!;
      for (let i = 0; i < a.rows; i++) out[j * a.rows + i]! += a.values[k * a.rows + i]! * factor;
    }
  }
  const titles = a.titles || b.titles ? [a.titles?.[0] ?? "", b.titles?.[1] ?? ""] : null;
  const made = matrixOf(out, a.rows, b.columns, a.rowNames, b.columnNames, titles);
  // Of numbers that are all there, what has no product is NaN.
  if (out.every((v) => v === v)) return made;
  const [p, q] = [a.values, b.values];
  const given = (i: number, j: number): boolean => {
    for (let k = 0; k < a.columns; k++) {
      if (Number.isNaN(p[k * a.rows + i]) || Number.isNaN(q[j * b.rows + k])) return false;
    }
    return true;
  };
  const nan = Uint8Array.from(
    out,
    (v, at) => v !== v && given(at % a.rows, Math.floor(at / a.rows)) ? 1 : 0,
  );
  return nan.includes(1) ? { ...made, nan } : made;
}

/** A vector is a row or a column, as it fits the other. */
function multiply(call: Call): Value {
  let a = numberMatrix(call, call.value("x"), "x");
  let b = numberMatrix(call, call.value("y"), "y");
  if (a.vector && b.vector) {
    if (a.rows === b.rows) a = turned(a);
    else if (a.rows === 1) b = turned(b);
    else if (b.rows === 1) a = turned(a);
  } else if (a.vector && a.rows === b.rows) a = turned(a);
  else if (b.vector && a.columns !== b.rows && a.columns === 1) b = turned(b);
  return product(call, a, b);
}

/** X'Y and XY'. */
/** Cross-products have no names of arrays of one dimension, which products keep. */
function unnamed(m: NumberMatrix): NumberMatrix {
  return m.vector ? { ...m, rowNames: null } : m;
}

function crossed(first: boolean): (call: Call) => Value {
  return (call) => {
    const x = unnamed(numberMatrix(call, call.value("x"), "x"));
    const other = call.optional("y");
    const y = other === null || other.type === "NULL" ? x : unnamed(numberMatrix(call, other, "y"));
    return first ? product(call, turned(x), y) : product(call, x, turned(y));
  };
}

function kronecker(call: Call): Value {
  const [x, y] = [call.value("X"), call.value("Y")];
  const [a, b] = [numberMatrix(call, x, "X"), numberMatrix(call, y, "Y")];
  const rows = a.rows * b.rows;
  const columns = a.columns * b.columns;
  refuseLong(rows * columns, call.span);
  const [left, right] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) {
      left[j * rows + i] = a.values[Math.floor(j / b.columns) * a.rows + Math.floor(i / b.rows)]!;
      right[j * rows + i] = b.values[j % b.columns * b.rows + i % b.rows]!;
    }
  }
  const whole = x.type !== "double" && y.type !== "double";
  const dim = a.vector && b.vector ? [rows] : [rows, columns];
  const attributes = new Map<string, Value>([["dim", integers(dim)]]);
  const own = (values: Float64Array): Vector =>
    whole ? integers(Int32Array.from(values)) : doubles(values);
  const f = call.has("FUN") ? call.function("FUN") : null;
  const made = f
    ? call.apply(f, [own(left), own(right), ...call.rest], [
      null,
      null,
      ...call.dots.map((d) => d.name),
    ])
    : own(left.map((v, k) => v * right[k]!));
  if (!isVector(made) || made.values.length !== rows * columns) {
    return call.fail("wrong-length", "The function of kronecker() gives a value for each pair");
  }
  return withAttributes(made, attributes);
}

export const PRODUCTS: readonly Builtin[] = [
  word("%*%", "x, y", multiply),
  word("crossprod", "x, y", crossed(true)),
  word("tcrossprod", "x, y", crossed(false)),
  word("kronecker", "X, Y, FUN, make.dimnames!FALSE, ...", kronecker),
  word("%x%", "X, Y", kronecker),
];
