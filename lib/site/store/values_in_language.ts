/**
 * Stored vectors and tables as the language has them.
 *
 * @module
 */
import {
  characters,
  doubles,
  factor,
  frameOf,
  integers,
  logicals,
  type Value,
  withNames,
} from "../../language/values/value.ts";
import { NA_INTEGER } from "../../language/values/types.ts";
import type { StoredValue, StoredVector } from "./output_values.ts";

/** A value of the language. */
export function made(value: StoredValue): Value {
  if (value.type !== "frame") return madeVector(value);
  const rows = value.columns[0]?.values.length ?? 0;
  return frameOf(
    value.columns.map((column, i) => [value.names[i]!, madeVector(column)] as const),
    rows,
  );
}

function madeVector(vector: StoredVector): Value {
  const value = plainVector(vector);
  return vector.names ? withNames(value, vector.names) : value;
}

function plainVector({ type, values, levels, ordered }: StoredVector) {
  const codes = () => values.map((each) => each === null ? NA_INTEGER : Number(each));
  if (levels) return factor(codes(), levels, ordered === true);
  if (type === "logical" || type === "integer") {
    return type === "logical" ? logicals(codes()) : integers(codes());
  }
  if (type === "character") return characters(values as (string | null)[]);
  const numbers = values.map((each) =>
    each === null || each === "NaN"
      ? NaN
      : each === "Inf"
      ? Infinity
      : each === "-Inf"
      ? -Infinity
      : Number(each)
  );
  return doubles(numbers, null, nanMarks(values));
}

function nanMarks(values: StoredVector["values"]): Uint8Array | null {
  if (!values.includes("NaN")) return null;
  return Uint8Array.from(values, (each) => each === "NaN" ? 1 : 0);
}
