/**
 * Rows as groups of equal values: a whole number for each, in the order of the values or in that of
 * their first occurrence.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { comparer } from "../base/ordering.ts";
import { headsOf } from "../frames/naming.ts";
import { asCharacter, asDouble, describe } from "../values/coerce.ts";
import {
  characters,
  dimOf,
  doubles,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  NA_INTEGER,
  type Value,
  type Vector,
} from "../values/value.ts";

/** A number from 0 for each row; there are `size` of them. */
export interface Codes {
  readonly codes: Int32Array;
  readonly size: number;
}

/** Keeps apart what is missing and what is no number. */
const NOT_A_NUMBER = Symbol("NaN");

/** Codes of a column's values as they first occur, and a row where each does. */
function occurring(x: Vector): Codes & { first: number[] } {
  const n = x.values.length;
  const codes = new Int32Array(n);
  const first: number[] = [];
  const at = new Map<unknown, number>();
  const values: ArrayLike<unknown> = x.type === "list" ? asCharacter(x).values : x.values;
  const nan = x.type === "double" ? x.nan : null;
  for (let i = 0; i < n; i++) {
    const key = nan?.[i] ? NOT_A_NUMBER : values[i];
    let code = at.get(key);
    if (code === undefined) {
      code = first.length;
      at.set(key, code);
      first.push(i);
    }
    codes[i] = code;
  }
  return { codes, size: first.length, first };
}

function uniqueOf(x: Vector, first: readonly number[]): Vector {
  if (x.type === "character" || x.type === "list") {
    const { values } = asCharacter(x);
    return characters(first.map((i) => values[i]!));
  }
  const { values } = asDouble({ ...x, attributes: null });
  return doubles(first.map((i) => values[i]!));
}

/** Codes in the order of the values; what is missing comes last. */
function ranked(x: Vector): Codes {
  if (isFactor(x)) {
    const size = levelsOf(x).length;
    return {
      codes: Int32Array.from(x.values, (v) => v === NA_INTEGER ? size : v - 1),
      size: size + 1,
    };
  }
  const { codes, size, first } = occurring(x);
  const unique = uniqueOf(x, first);
  const compare = comparer(unique);
  const order = first.map((_, k) => k).sort((a, b) => compare(a, b) || a - b);
  const rank = new Int32Array(size);
  order.forEach((k, place) => rank[k] = place);
  return { codes: codes.map((c) => rank[c]!), size };
}

/** Columns that take part: those of a table within the table one by one. */
export function plainColumns(columns: readonly Value[], span: Span): Vector[] {
  return columns.flatMap((x): Vector[] => {
    if (isFrame(x)) return plainColumns(x.values, span);
    if (isVector(x) && dimOf(x) === null) return [x];
    return fail("wrong-argument", `Rows are not compared by ${describe(x)}`, { span });
  });
}

/** Codes of rows by several columns. `sorted`: in the order of the values, else as they first occur. */
export function rowCodes(
  columns: readonly Value[],
  n: number,
  sorted: boolean,
  span: Span,
): Codes & { readonly first: Int32Array } {
  const parts = plainColumns(columns, span).map((x) => sorted ? ranked(x) : occurring(x));
  let keys = new Float64Array(n);
  let size = 1;
  for (const part of parts) {
    if (size * part.size > Number.MAX_SAFE_INTEGER) {
      const dense = numbered(keys, sorted);
      keys = Float64Array.from(dense.codes);
      size = dense.size;
    }
    for (let i = 0; i < n; i++) keys[i] = keys[i]! * part.size + part.codes[i]!;
    size *= part.size;
  }
  return numbered(keys, sorted);
}

/** Keys as codes without gaps. */
function numbered(keys: Float64Array, sorted: boolean): Codes & { first: Int32Array } {
  const at = new Map<number, number>();
  const codes = new Int32Array(keys.length);
  const first: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    let code = at.get(keys[i]!);
    if (code === undefined) {
      code = first.length;
      at.set(keys[i]!, code);
      first.push(i);
    }
    codes[i] = code;
  }
  if (!sorted) return { codes, size: first.length, first: Int32Array.from(first) };
  const order = first.map((_, k) => k).sort((a, b) => keys[first[a]!]! - keys[first[b]!]!);
  const rank = new Int32Array(first.length);
  order.forEach((k, place) => rank[k] = place);
  return {
    codes: codes.map((c) => rank[c]!),
    size: first.length,
    first: Int32Array.from(order, (k) => first[k]!),
  };
}

/** The rows of each code, in order. */
export function rowsByCode({ codes, size }: Codes): Int32Array[] {
  const counts = new Int32Array(size);
  for (const code of codes) counts[code]!++;
  const out = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    out[code]![counts[code]!++] = i;
  }
  return out;
}

/** A column of a table by its name. */
export function columnNamed(frame: Vector & { type: "list" }, name: string): Value | null {
  const k = headsOf(frame).indexOf(name);
  return k < 0 ? null : frame.values[k]!;
}
