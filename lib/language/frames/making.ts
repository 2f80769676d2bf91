/**
 * Words that make data frames: `data.frame as.data.frame expand.grid`.
 *
 * @module
 */
import { withoutAnnotations } from "../print/annotated.ts";
import { factorOf } from "../values/factor.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type Argument, type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asFactor } from "../factors/making.ts";
import { sidesOf, stepsOf } from "../counts/arrays.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { memberRows } from "../values/rows.ts";
import { refuseLong } from "../values/size.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  frameOf,
  givenClass,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  type ListVector,
  namedList,
  namesOf,
  NULL,
  rowNamesOf,
  rowsOf,
  type Value,
  type Vector,
  withAttribute,
  withAttributes,
} from "../values/value.ts";
import { fullDistances } from "../print/distances.ts";
import { bare, type Column, type Columns, columnsOf, matrixColumns, recycled } from "./columns.ts";
import { numberCells, type PrintOptions } from "../print/cells.ts";
import { distinct, syntactic } from "./naming.ts";

/** Row names that were given for a table: texts, numbers, or one column that holds them. */
function givenRows(
  call: Call,
  columns: Column[],
  rows: number,
): { names: readonly string[] | null; columns: Column[] } | null {
  const value = call.optional("row.names");
  if (value === null) return null;
  if (value.type === "NULL") return { names: null, columns };
  const one = lengthOf(value) === 1 && rows !== 1;
  if (one && isVector(value)) {
    const k = value.type === "character"
      ? columns.findIndex(([n]) => n === value.values[0])
      : asDouble(value).values[0]! - 1;
    const column = columns[k];
    if (!column) return call.wrong("row.names", "names of rows, or of a column", value);
    return {
      names: asCharacter(column[1]).values.map((v) => v ?? "NA"),
      columns: columns.filter((_, i) => i !== k),
    };
  }
  const names = asCharacter(value).values.map((v) => v ?? "NA");
  if (names.length !== rows && columns.length > 0) {
    return call.fail("wrong-length", `There are ${rows} rows, and ${names.length} names of rows`);
  }
  return { names, columns };
}

/** Columns side by side as a data frame. */
export function assembled(
  call: Call,
  parts: readonly Columns[],
  options: { checkNames: boolean; factors: boolean },
): Value {
  const rows = parts.reduce((m, p) => Math.max(m, p.rows), 0);
  let columns = parts.flatMap((p) =>
    p.columns.map(([n, v]): Column => [n, recycled(v, p.rows, rows, call.span)])
  );
  if (options.checkNames) {
    const names = distinct(columns.map(([n]) => syntactic(n)));
    columns = columns.map(([, v], k): Column => [names[k]!, v]);
  }
  if (options.factors) {
    columns = columns.map(([n, v]): Column => [n, v.type === "character" ? asFactor(call, v) : v]);
  }
  const given = givenRows(call, columns, rows);
  const own = parts.find((p) => p.rowNames && p.rows === rows && new Set(p.rowNames).size === rows)
    ?.rowNames ?? null;
  const names = given ? given.names : own;
  if (names && new Set(names).size < names.length) {
    return call.fail(
      "wrong-argument",
      "Two rows would have the same name",
      "Names of rows are all different; keep them as a column instead",
    );
  }
  const height = columns.length === 0 && names ? names.length : rows;
  return frameOf(given?.columns ?? columns, height, names);
}

/** The name of an argument: as it was given, or as it was written. */
export function argumentName(d: Argument): string {
  return d.name ?? (d.expr ? deparse(d.expr) : "");
}

function dataFrame(call: Call): Value {
  const parts = call.dots.map((d): Columns | null => {
    const given = call.valueOf(d);
    if (given.type === "NULL") return null;
    const value = inherits(given, "table") && isVector(given)
      ? tableFrame(given, "Freq", true)
      : given;
    return columnsOf(value, argumentName(d) || "V1", d.name !== null, d.span);
  }).filter((p) => p !== null);
  const rows = parts.reduce((m, p) => Math.max(m, p.rows), 0);
  if (!call.has("row.names") && parts.some((p) => p.rowNames && p.rows < rows)) {
    call.warn("data.frame(): names of a column that is used again are left out", "names-left-out");
  }
  return assembled(call, parts, {
    checkNames: call.flag("check.names", true),
    factors: call.flag("stringsAsFactors", false),
  });
}

/** A table of counts with a row for each cell. */
export function tableFrame(x: Vector, response: string, factors: boolean): Value {
  const { sides, sizes } = sidesOf(x);
  const steps = stepsOf(sizes);
  const n = x.values.length;
  const columns = sides.map((side, k): Column => {
    const labels = side.labels ?? Array.from({ length: sizes[k]! }, (_, i) => letterOf(i));
    const codes = Int32Array.from(
      { length: n },
      (_, c) => Math.floor(c / steps[k]!) % sizes[k]! + 1,
    );
    const f = factorOf(codes, labels, false);
    return [
      side.title || `Var${k + 1}`,
      factors ? f : characters(Array.from(codes, (c) => labels[c - 1] ?? null)),
    ];
  });
  return frameOf([...columns, [response, bare(x)] as const], n);
}

function letterOf(i: number): string {
  return String.fromCharCode(65 + i);
}

/** A tibble as a data frame without any other class. */
function plainFrame(x: Value): Value {
  return withAttribute(
    withAttribute(x, "class", characters(["data.frame"])),
    "groups",
    NULL,
  );
}

function asDataFrame(call: Call): Value {
  const x = call.value("x");
  const factors = call.flag("stringsAsFactors", inherits(x, "table"));
  const own = call.has("row.names") ? null : undefined;
  if (isFrame(x)) {
    if (own === undefined) {
      if (inherits(x, "tbl_df")) return plainFrame(x);
      const plain = withoutAnnotations(x);
      const classes = givenClass(plain);
      const at = classes.indexOf("data.frame");
      // what a table is besides is left behind
      return at > 0 ? withAttribute(plain, "class", characters(classes.slice(at))) : plain;
    }
    return assembled(call, [columnsOf(x, "", false, call.span)], { checkNames: false, factors });
  }
  if (inherits(x, "table") && isVector(x)) {
    return tableFrame(x, call.text("responseName", "Freq"), factors);
  }
  if (!isVector(x)) {
    return call.wrong("x", "a vector, a list, a matrix or a table", x);
  }
  const dim = dimOf(x);
  if (dim?.length === 2) {
    const names = dimNamesOf(x);
    const columns = matrixColumns(x).map((column, k): Column => [
      names?.[1]?.[k] ?? `V${k + 1}`,
      column,
    ]);
    const rowNames = names?.[0]?.map((v) => v ?? "NA") ?? null;
    return assembled(call, [{ columns, rows: dim[0]!, rowNames }], { checkNames: false, factors });
  }
  const expr = call.quoted("x");
  const parts = columnsOf(x, expr ? deparse(expr) : "x", false, call.span);
  return assembled(call, [parts], {
    checkNames: x.type === "list" && !call.flag("optional", false) &&
      call.flag("check.names", true),
    factors,
  });
}

function expandGrid(call: Call): Value {
  const [first] = call.dots;
  const only = first && call.dots.length === 1 ? call.valueOf(first) : null;
  const lists = only?.type === "list"
    ? only.values.map((v, k) => [namesOf(only)?.[k] || `Var${k + 1}`, v] as const)
    : call.dots.map((d, k) => [d.name ?? `Var${k + 1}`, call.valueOf(d)] as const);
  const sizes = lists.map(([, v]) => lengthOf(v));
  const rows = lists.length === 0 ? 0 : sizes.reduce((a, b) => a * b, 1);
  refuseLong(rows * lists.length, call.span, "Cells of this table");
  const steps = stepsOf(sizes);
  const factors = call.flag("stringsAsFactors", true);
  const columns = lists.map(([name, v], k): Column => {
    const at = Array.from({ length: rows }, (_, i) => Math.floor(i / steps[k]!) % sizes[k]!);
    const source = v.type === "character" && factors ? inOrder(v) : isVector(v) ? bare(v) : v;
    return [name, memberRows(source, at)];
  });
  const made = frameOf(columns, rows);
  if (!call.flag("KEEP.OUT.ATTRS", true)) return made;
  return withAttribute(made, "out.attrs", outAttributes(lists, sizes));
}

/** A factor with levels as they first occur. */
function inOrder(x: Vector & { type: "character" }): Value {
  const levels = [...new Set(x.values)].filter((v) => v !== null);
  return factorOf(
    x.values.map((v) => levels.indexOf(v as string) + 1 || -2147483648),
    levels,
    false,
  );
}

function outAttributes(
  lists: readonly (readonly [string, Value])[],
  sizes: readonly number[],
): Value {
  const names = lists.map(([n]) => n);
  const dim = integers(Int32Array.from(sizes), new Map([["names", characters(names)]]));
  const labels = lists.map(([n, v]): [string, Value] => [
    n,
    characters(asCharacter(v).values.map((t) => `${n}=${t ?? "NA"}`)),
  ]);
  return namedList([["dim", dim], ["dimnames", namedList(labels)]]);
}

/** A data frame's or a vector's values as a matrix: texts if any column is one. */
export function frameMatrix(x: ListVector, console: PrintOptions): Value {
  const n = rowsOf(x);
  const parts = x.values.flatMap((v, j): [string, Vector][] => {
    const head = namesOf(x)?.[j] ?? "";
    if (!isVector(v)) return [];
    const wide = isFrame(v) ? v.values : dimOf(v)?.length === 2 ? matrixColumns(v) : null;
    if (!wide) return [[head, v]];
    const own = isFrame(v) ? namesOf(v) : dimNamesOf(v)?.[1];
    return wide.flatMap((c, k): [string, Vector][] =>
      isVector(c) ? [[wide.length === 1 ? head : `${head}.${own?.[k] ?? k + 1}`, c]] : []
    );
  });
  const columns = parts.map(([, column]) => column);
  const heads = parts.map(([head]) => head);
  const names = rowNamesOf(x);
  const texts = columns.some((c) => c.type === "character" || isFactor(c) || inherits(c, "Date"));
  const rowLabels = names ? characters([...names]) : null;
  const attributes = new Map<string, Value>([
    ["dim", integers([n, columns.length])],
    ["dimnames", listOf([rowLabels ?? NULL, characters(heads)])],
  ]);
  if (texts) return characters(columns.flatMap((c) => textColumn(c, console)), attributes);
  const kind = columns.reduce(
    (k, c) => c.type === "double" ? 2 : c.type === "integer" ? Math.max(k, 1) : k,
    0,
  );
  const all = columns.flatMap((c) =>
    Array.from(kind === 2 ? asDouble(c).values : c.values as Int32Array)
  );
  if (kind === 2) return doubles(Float64Array.from(all), attributes);
  const out = integers(Int32Array.from(all), attributes);
  return kind === 1 ? out : { ...out, type: "logical" };
}

/** A column as texts: numbers with the decimals that they share. */
function textColumn(x: Vector, console: PrintOptions): (string | null)[] {
  const texts = asCharacter(x).values;
  if (x.type !== "double" && (x.type !== "integer" || isFactor(x)) || inherits(x, "Date")) {
    return texts;
  }
  const cells = x.type === "double"
    ? numberCells(x.values, x.nan, console)
    : texts.map((t) => t ?? "NA");
  const width = cells.reduce((m, c) => Math.max(m, c.length), 0);
  return cells.map((c, i) => texts[i] === null ? null : c.padStart(width));
}

export const FRAMES: readonly Builtin[] = [
  word(
    "data.frame",
    "..., row.names, check.rows?, check.names, fix.empty.names!TRUE, stringsAsFactors",
    dataFrame,
  ),
  word(
    "as.data.frame",
    "x, row.names, optional, stringsAsFactors, responseName, check.names",
    asDataFrame,
  ),
  word("I", "x", (call) => {
    const x = call.value("x");
    return withAttribute(x, "class", characters(["AsIs", ...givenClass(x)]));
  }),
  word("as.matrix", "x", (call) => {
    const distances = call.value("x");
    if (distances.type === "double" && inherits(distances, "dist")) return fullDistances(distances);
    const x = call.value("x");
    if (isFrame(x)) return frameMatrix(x, call.interpreter.console);
    if (!isVector(x) || dimOf(x)?.length === 2) return x;
    const names = namesOf(x);
    const attributes = new Map<string, Value>([["dim", integers([x.values.length, 1])]]);
    if (names) attributes.set("dimnames", listOf([characters([...names]), NULL]));
    return withAttributes(isFactor(x) ? asCharacter(x) : x, attributes);
  }),
  word("expand.grid", "..., KEEP.OUT.ATTRS, stringsAsFactors", expandGrid),
];
