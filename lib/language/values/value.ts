/**
 * Values: how they are made, what is asked of them, and who holds them.
 *
 * @module
 */
import {
  type Atomic,
  type Attributes,
  type CharacterVector,
  type DoubleVector,
  type FunctionValue,
  type IntegerVector,
  type ListVector,
  type LogicalVector,
  NA_INTEGER,
  type NullValue,
  type Numbers,
  type Value,
  type Vector,
} from "./types.ts";
export * from "./types.ts";

export const NULL: NullValue = {
  type: "NULL",
  attributes: null,
  exclusive: false,
  held: false,
};

// ---- making -------------------------------------------------------------------------------------

export function logicals(
  values: Numbers,
  attributes: Attributes | null = null,
): LogicalVector {
  return { type: "logical", values, attributes, exclusive: false, held: false };
}

export function integers(
  values: Numbers,
  attributes: Attributes | null = null,
): IntegerVector {
  return { type: "integer", values, attributes, exclusive: false, held: false };
}

export function doubles(
  values: Numbers,
  attributes: Attributes | null = null,
  nan: Uint8Array | null = null,
): DoubleVector {
  return { type: "double", values, attributes, exclusive: false, held: false, nan };
}

export function characters(
  values: (string | null)[],
  attributes: Attributes | null = null,
): CharacterVector {
  return { type: "character", values, attributes, exclusive: false, held: false };
}

export function listOf(values: Value[], attributes: Attributes | null = null): ListVector {
  return { type: "list", values, attributes, exclusive: false, held: false };
}

export function logical(x: boolean | null): LogicalVector {
  return logicals([x === null ? NA_INTEGER : x ? 1 : 0]);
}

export function integer(x: number): IntegerVector {
  return integers([x]);
}

export function double(x: number): DoubleVector {
  return doubles([x]);
}

/** A number that does not exist, such as 0/0. */
export function notANumber(): DoubleVector {
  return doubles([NaN], null, Uint8Array.of(1));
}

export function text(x: string | null): CharacterVector {
  return characters([x]);
}

/** A list with names; an element without one has an empty name. */
export function namedList(entries: readonly (readonly [string, Value])[]): ListVector {
  const list = listOf(entries.map(([, value]) => share(value)));
  if (entries.length > 0) {
    list.attributes = new Map([[
      "names",
      characters(entries.map(([n]) => n)),
    ]]);
  }
  return list;
}

// ---- asking -------------------------------------------------------------------------------------

export function isVector(x: Value): x is Vector {
  return x.type === "logical" || x.type === "integer" || x.type === "double" ||
    x.type === "character" || x.type === "list";
}

export function isAtomic(x: Value): x is Atomic {
  return isVector(x) && x.type !== "list";
}

export function isFunction(x: Value): x is FunctionValue {
  return x.type === "closure" || x.type === "builtin";
}

/**
 * The attribute of a data frame that says where it comes from: remarks, labels and units, how it was
 * read. It stays with the frame as any other does, and nobody sees it.
 */
export const FACTS = "\u0001facts";

/** How many elements a value has, without any method of its class. */
export function lengthOf(x: Value): number {
  switch (x.type) {
    case "NULL":
      return 0;
    case "language":
      return x.expr.kind === "call" ? x.expr.args.length + 1 : 1;
    case "closure":
    case "builtin":
    case "thing":
      return 1;
    case "environment":
      return x.scope.size;
    default:
      return x.values.length;
  }
}

export function attribute(x: Value, name: string): Value | null {
  return x.attributes?.get(name) ?? null;
}

/** An attribute's texts; null without it. */
export function textsAttribute(x: Value, name: string): readonly (string | null)[] | null {
  const value = x.attributes?.get(name);
  return value?.type === "character" ? value.values : null;
}

/** Names of the elements; of a matrix none, of an array of one dimension its `dimnames`. */
export function namesOf(x: Value): readonly (string | null)[] | null {
  const names = textsAttribute(x, "names");
  if (names) return names;
  const dim = dimOf(x);
  if (dim?.length === 1) return dimNamesOf(x)?.[0] ?? null;
  return null;
}

/** Dimensions of a matrix or an array; null of anything else. */
export function dimOf(x: Value): Numbers | null {
  const dim = x.attributes?.get("dim");
  return dim?.type === "integer" ? dim.values : null;
}

/** Names along each dimension, null where there are none. */
export function dimNamesOf(x: Value): (readonly (string | null)[] | null)[] | null {
  const names = x.attributes?.get("dimnames");
  if (names?.type !== "list") return null;
  return names.values.map((n) => n.type === "character" ? n.values : null);
}

/** The class that was given to a value; an empty list if none was. */
export function givenClass(x: Value): readonly string[] {
  if (x.type === "thing") return x.classes;
  const value = x.attributes?.get("class");
  return value?.type === "character" ? value.values.map((v) => v ?? "NA") : [];
}

export function inherits(x: Value, name: string): boolean {
  if (x.type === "thing") return x.classes.includes(name);
  const value = x.attributes?.get("class");
  return value?.type === "character" && value.values.includes(name);
}

/** R's `class(x)`. */
export function classOf(x: Value): readonly string[] {
  const given = givenClass(x);
  if (given.length > 0) return given;
  const dim = dimOf(x);
  if (dim) return dim.length === 2 ? ["matrix", "array"] : ["array"];
  switch (x.type) {
    case "double":
      return ["numeric"];
    case "closure":
    case "builtin":
      return ["function"];
    case "language":
      return [x.expr.kind === "name" ? "name" : x.expr.kind === "call" ? "call" : x.expr.kind];
    default:
      return [x.type];
  }
}

/** A factor: whole numbers with levels. */
export type Factor = IntegerVector & { attributes: Attributes };

/** A data frame: a list of columns. */
export type Frame = ListVector & { attributes: Attributes };

export function isFactor(x: Value): x is Factor {
  return x.type === "integer" && inherits(x, "factor");
}

export function isFrame(x: Value): x is Frame {
  return x.type === "list" && inherits(x, "data.frame");
}

/** Levels of a factor. */
export function levelsOf(x: Value): readonly (string | null)[] {
  return textsAttribute(x, "levels") ?? [];
}

/** Rows of a data frame. */
export function rowsOf(frame: ListVector): number {
  const names = frame.attributes?.get("row.names");
  if (names?.type === "integer") {
    // R's short form of 1, 2, …, n is NA, -n.
    return names.values.length === 2 && names.values[0] === NA_INTEGER
      ? Math.abs(names.values[1]!)
      : names.values.length;
  }
  if (names?.type === "character") return names.values.length;
  const [first] = frame.values;
  return first ? lengthOf(first) : 0;
}

// ---- holding ------------------------------------------------------------------------------------

/** Says that a value has a second holder, or that something shares its storage. */
export function share<T extends Value>(x: T): T {
  x.exclusive = false;
  return x;
}

/** The value itself if it may be changed in place, else a copy that may. */
export function own<T extends Vector>(x: T): T {
  return x.exclusive ? x : copy(x);
}

/** A copy that may be changed in place; the elements of a list are shared with it. */
export function copy<T extends Vector>(x: T): T {
  const attributes = x.attributes && new Map(x.attributes);
  const values = x.values.slice();
  if (x.type === "list") { for (const value of x.values) value.exclusive = false; }
  const nan = x.type === "double" ? { nan: x.nan && x.nan.slice() } : null;
  return { ...x, values, ...nan, attributes, exclusive: true, held: false };
}

/** The same elements with other attributes. */
export function withAttributes<T extends Value>(x: T, attributes: Attributes | null): T {
  x.exclusive = false;
  return { ...x, attributes: attributes && attributes.size > 0 ? attributes : null, held: false };
}

/** A value with one attribute set, or taken away by `NULL`; the value itself stays as it was. */
export function withAttribute<T extends Value>(x: T, name: string, value: Value): T {
  const attributes: Attributes = new Map(x.attributes ?? []);
  if (value.type === "NULL") attributes.delete(name);
  else attributes.set(name, share(value));
  return withAttributes(x, attributes);
}

export function withNames<T extends Vector>(x: T, names: readonly (string | null)[] | null): T {
  return withAttribute(x, "names", names === null ? NULL : characters([...names]));
}

/** Attributes of a factor. */
export function factor(
  codes: Numbers,
  levels: readonly string[],
  ordered = false,
): IntegerVector {
  return integers(
    codes,
    new Map<string, Value>([
      ["levels", characters([...levels])],
      ["class", characters(ordered ? ["ordered", "factor"] : ["factor"])],
    ]),
  );
}

/** Row names 1, 2, …, n in R's short form. */
export function countedRows(n: number): IntegerVector {
  return integers([NA_INTEGER, -n]);
}

/** A data frame of columns of equal length. */
export function frameOf(
  columns: readonly (readonly [string, Value])[],
  rows: number,
  rowNames: readonly string[] | null = null,
): ListVector {
  return listOf(
    columns.map(([, value]) => share(value)),
    new Map<string, Value>([
      ["names", characters(columns.map(([name]) => name))],
      ["class", characters(["data.frame"])],
      ["row.names", rowNames ? characters([...rowNames]) : countedRows(rows)],
    ]),
  );
}

/** Row names of a data frame; null where they are counted. */
export function rowNamesOf(frame: ListVector): readonly string[] | null {
  const names = frame.attributes?.get("row.names");
  if (names?.type === "character") return names.values.map((v) => v ?? "NA");
  if (names?.type !== "integer" || (names.values.length === 2 && names.values[0] === NA_INTEGER)) {
    return null;
  }
  return names.values.every((v, i) => v === i + 1) ? null : Array.from(names.values, String);
}

/** What a loop over a value meets: its elements, each a value of its own; a factor's are its labels. */
export function elementsOf(x: Vector | NullValue): (i: number) => Value {
  switch (x.type) {
    case "NULL":
      return () => NULL;
    case "logical":
      return (i) => logicals([x.values[i]!]);
    case "integer": {
      if (!isFactor(x)) return (i) => integers([x.values[i]!]);
      const levels = levelsOf(x);
      return (i) => text(levels[x.values[i]! - 1] ?? null);
    }
    case "double":
      return (i) => x.nan?.[i] ? notANumber() : doubles([x.values[i]!]);
    case "character":
      return (i) => text(x.values[i]!);
    case "list":
      return (i) => share(x.values[i]!);
  }
}
