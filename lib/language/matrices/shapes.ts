/**
 * Words that make matrices and arrays, turn them, and say where their elements stand.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { pick } from "../parts/picking.ts";
import { asCharacter, asInteger } from "../values/coerce.ts";
import { refuseLong } from "../values/size.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  double,
  doubles,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logical,
  logicals,
  namesOf,
  NULL,
  textsAttribute,
  type Value,
  type Vector,
  withAttribute,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { matrixAttributes } from "./matrix.ts";

/** What fills a matrix: NA without data. */
function filling(call: Call): Vector {
  const x = call.optional("data");
  if (x === null) return logical(null);
  if (!isVector(x)) return call.wrong("data", "a vector", x);
  if (isFactor(x)) return asCharacter(x);
  return withAttributes(x, null);
}

/** Elements again and again until n are full; nothing gives missing ones. */
function filled(x: Vector, n: number, place: (k: number) => number): Vector {
  const size = x.values.length;
  return pick(x, Int32Array.from({ length: n }, (_, k) => size === 0 ? -1 : place(k) % size));
}

function matrix(call: Call): Value {
  const x = filling(call);
  const size = x.values.length;
  const count = (name: string): number => {
    const n = Math.trunc(call.number(name));
    return n >= 0 ? n : call.wrong(name, "a number from 0 on", call.value(name));
  };
  const [hasRows, hasColumns] = [call.has("nrow"), call.has("ncol")];
  const rows = hasRows ? count("nrow") : hasColumns ? Math.ceil(size / count("ncol")) : size;
  const columns = hasColumns ? count("ncol") : hasRows ? Math.ceil(size / rows) : 1;
  const n = rows * columns;
  refuseLong(n, call.span);
  if (size > 1 && n > 0 && n % size !== 0) {
    call.warn(
      `matrix() has ${size} elements for ${rows} rows and ${columns} columns: they do not fit`,
      "recycled",
    );
  } else if (size > n && hasRows && hasColumns && n > 0) {
    call.warn(`matrix() has ${size} elements for ${n} cells: the last are left out`, "recycled");
  }
  const byRow = call.flag("byrow", false);
  const out = filled(
    x,
    n,
    byRow ? (k) => (k % rows) * columns + Math.floor(k / rows) : (k) => k,
  );
  return withDimNames(
    call,
    withAttributes(out, matrixAttributes(rows, columns)),
    call.optional("dimnames"),
  );
}

function withDimNames(call: Call, x: Vector, names: Value | null): Value {
  if (names === null || names.type === "NULL") return x;
  if (names.type !== "list") return call.wrong("dimnames", "a list", names);
  const dim = dimOf(x)!;
  names.values.forEach((n, k) => {
    if (k >= dim.length || n.type !== "NULL" && lengthOf(n) !== dim[k]) {
      call.fail(
        "wrong-length",
        `There are ${dim[k] ?? "no"} of dimension ${k + 1}, and ${lengthOf(n)} names`,
      );
    }
  });
  if (names.values.length === 0) return x;
  const texts = listOf(
    Array.from(dim, (_, k) => {
      const own = names.values[k] ?? NULL;
      return own.type === "NULL" ? NULL : characters([...asCharacter(own).values]);
    }),
  );
  const heads = namesOf(names);
  return withAttributes(
    x,
    new Map(x.attributes!).set("dimnames", heads ? withNames(texts, heads) : texts),
  );
}

function array(call: Call): Value {
  const x = filling(call);
  const dim = call.has("dim")
    ? asInteger(call.value("dim")).values
    : integers([x.values.length]).values;
  if (dim.length === 0 || dim.some((d) => !(d >= 0))) {
    return call.wrong("dim", "sizes from 0 on", call.value("dim"));
  }
  const n = dim.reduce((a, b) => a * b, 1);
  refuseLong(n, call.span);
  const out = filled(x, n, (k) => k);
  return withDimNames(
    call,
    withAttributes(out, new Map([["dim", integers(dim.slice())]])),
    call.optional("dimnames"),
  );
}

function transpose(call: Call): Value {
  const x = call.value("x");
  const made = isFrame(x) ? call.interpreter.call("as.matrix", [x], call.span) : x;
  if (!isVector(made)) return call.wrong("x", "a matrix", x);
  const dim = dimOf(made);
  if (!dim || dim.length === 1) {
    const attributes = matrixAttributes(1, made.values.length, null, namesOf(made));
    const out = withAttributes(made, attributes);
    const title = textsAttribute(made.attributes?.get("dimnames") ?? NULL, "names");
    const label = attributes?.get("dimnames");
    return title && label?.type === "list"
      ? withAttribute(out, "dimnames", withNames(label, ["", title[0] ?? ""]))
      : out;
  }
  if (dim.length !== 2) return call.wrong("x", "a matrix", x);
  return permuted(made, [1, 0]);
}

/** The dimensions of an array in another order. */
function permuted(x: Vector, order: readonly number[]): Value {
  const dim = dimOf(x)!;
  const strides: number[] = [];
  dim.reduce((step, d, k) => (strides[k] = step, step * d), 1);
  const sizes = order.map((k) => dim[k]!);
  const at = Int32Array.from({ length: x.values.length }, (_, cell) => {
    let from = 0;
    order.forEach((k, i) => {
      from += cell % sizes[i]! * strides[k]!;
      cell = Math.floor(cell / sizes[i]!);
    });
    return from;
  });
  const kept: Attributes = new Map<string, Value>([["dim", integers(sizes)]]);
  const names = x.attributes!.get("dimnames");
  if (names?.type === "list") {
    const turned = listOf(order.map((k) => names.values[k]!));
    const heads = namesOf(names);
    kept.set("dimnames", heads ? withNames(turned, order.map((k) => heads[k]!)) : turned);
  }
  if (inherits(x, "table")) kept.set("class", characters(["table"]));
  return withAttributes(pick(withAttributes(x, null), at), kept);
}

function aperm(call: Call): Value {
  const a = call.value("a");
  const dim = dimOf(a);
  if (!dim || !isVector(a)) return call.wrong("a", "an array", a);
  const order = call.has("perm") && call.value("perm").type !== "NULL"
    ? Array.from(asInteger(call.value("perm")).values, (k) => k - 1)
    : Array.from(dim, (_, k) => dim.length - 1 - k);
  const sorted = [...order].sort((p, q) => p - q);
  if (sorted.length !== dim.length || sorted.some((k, i) => k !== i)) {
    return call.wrong("perm", `the numbers 1 to ${dim.length}`, call.value("perm"));
  }
  return permuted(a, order);
}

function diagonal(call: Call): Value {
  const x = call.optional("x") ?? double(1);
  if (!isVector(x)) return call.wrong("x", "a vector or a matrix", x);
  const dim = dimOf(x);
  if (dim?.length === 2) {
    const n = Math.min(dim[0]!, dim[1]!);
    const out = pick(
      withAttributes(x, null),
      Int32Array.from({ length: n }, (_, k) => k * (dim[0]! + 1)),
    );
    const [a, b] = dimNamesOf(x) ?? [null, null];
    const same = a && b && Array.from({ length: n }, (_, k) => a[k] === b[k]).every(Boolean);
    return same && call.flag("names", true) ? withNames(out, a!.slice(0, n)) : out;
  }
  const only = x.values.length === 1 && !call.has("nrow") && !call.has("ncol") && call.has("x");
  const size = only ? Math.trunc(call.number("x")) : x.values.length;
  const rows = call.has("nrow")
    ? call.number("nrow")
    : call.has("x") || !call.has("ncol")
    ? size
    : call.number("ncol");
  const columns = call.has("ncol") ? call.number("ncol") : rows;
  if (!(rows >= 0 && columns >= 0)) return call.wrong("x", "a size from 0 on", x);
  refuseLong(rows * columns, call.span);
  const values = only ? integers([1]) : x;
  const numbers = asNumbers(call, values);
  const out = new Float64Array(rows * columns);
  for (let k = 0; k < Math.min(rows, columns); k++) {
    out[k * (rows + 1)] = numbers[k % numbers.length]!;
  }
  const attributes = matrixAttributes(rows, columns);
  return x.type === "integer" && !only
    ? integers(Int32Array.from(out), attributes)
    : doubles(out, attributes);
}

function asNumbers(call: Call, x: Vector): ArrayLike<number> {
  return x.type === "character" || x.type === "list"
    ? call.wrong("x", "numbers", x)
    : x.type === "double"
    ? x.values
    : asInteger(x).values;
}

function setDiagonal(call: Call): Value {
  const x = call.value("x");
  const dim = dimOf(x);
  const value = call.value("value");
  if (!dim || dim.length !== 2) return call.wrong("x", "a matrix", x);
  const n = Math.min(dim[0]!, dim[1]!);
  if (lengthOf(value) !== 1 && lengthOf(value) !== n) {
    return call.fail(
      "wrong-length",
      `The diagonal has ${n} elements, and there are ${lengthOf(value)} values`,
    );
  }
  const at = integers(Int32Array.from({ length: n }, (_, k) => k * (dim[0]! + 1) + 1));
  return call.interpreter.call("[<-", [x, at, value], call.span, [null, null, "value"]);
}

/** Something of the row and the column of each cell. */
function cells(
  call: Call,
  make: (row: number, column: number) => number,
  truth: boolean,
): Value {
  const x = call.value("x");
  const dim = dimOf(x);
  const [rows, columns] = isFrame(x)
    ? Array.from(asInteger(call.interpreter.call("dim", [x], call.span)).values)
    : dim
    ? [dim[0]!, dim[1]!]
    : truth && isVector(x)
    ? [x.values.length, 1]
    : call.wrong("x", "a matrix", x);
  const out = new Int32Array(rows! * columns!);
  for (let j = 0; j < columns!; j++) {
    for (let i = 0; i < rows!; i++) out[j * rows! + i] = make(i, j);
  }
  const attributes = matrixAttributes(rows!, columns!);
  return truth ? logicals(out, attributes) : integers(out, attributes);
}

function triangle(upper: boolean): (call: Call) => Value {
  return (call) => {
    const diag = call.flag("diag", false);
    return cells(
      call,
      (i, j) => (i === j ? diag : upper ? i < j : i > j) ? 1 : 0,
      true,
    );
  };
}

export const SHAPES: readonly Builtin[] = [
  word("matrix", "data, nrow, ncol, byrow, dimnames", matrix),
  word("array", "data, dim, dimnames", array),
  word("t", "x", transpose),
  word("aperm", "a, perm, resize!TRUE", aperm),
  word("diag", "x, nrow, ncol, names", diagonal),
  word("diag<-", "x, value", setDiagonal),
  word("row", "x, as.factor!FALSE", (call) => cells(call, (i) => i + 1, false)),
  word("col", "x, as.factor!FALSE", (call) => cells(call, (_, j) => j + 1, false)),
  word("upper.tri", "x, diag", triangle(true)),
  word("lower.tri", "x, diag", triangle(false)),
];
