/**
 * Parts of a column below each other, without names of their elements, and missing values of a kind.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { combined } from "../dplyr/combining.ts";
import { bare } from "../frames/columns.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { isFrame, isVector, listOf, NULL, type Value } from "../values/value.ts";

/** Missing values in the kind of `model`. */
export function missingLike(model: Value, n: number): Value {
  if (isVector(model) && model.type === "list" && !isFrame(model)) {
    return listOf(Array.from({ length: n }, () => NULL));
  }
  return rowsOfColumn(model, new Int32Array(n).fill(-1));
}

/** Parts below each other as the column of a name; what has no type in common is a fault. */
export function stackedParts(parts: readonly Value[], name: string, span: Span): Value {
  const vectors = parts.filter(isVector);
  if (vectors.length === 0) return NULL;
  const out = combined(vectors, name, span);
  return isVector(out) && !isFrame(out) && out.attributes?.has("names") ? bare(out) : out;
}
