/**
 * Some rows of a table, or some elements of a vector.
 *
 * @module
 */
import { frameRows, rowsOfColumn } from "../parts/frame_subset.ts";
import { isFrame, isVector, namesOf, type Value, withNames } from "./value.ts";

/** The rows of a data frame, or the elements of a vector, at places from 0. */
export function memberRows(x: Value, rows: readonly number[]): Value {
  const at = Int32Array.from(rows);
  if (isFrame(x)) return frameRows(x, at);
  if (!isVector(x)) return x;
  const names = namesOf(x);
  const out = rowsOfColumn(x, at);
  return names && isVector(out) ? withNames(out, rows.map((i) => names[i] ?? null)) : out;
}
