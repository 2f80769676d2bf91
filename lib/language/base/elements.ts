/**
 * Elements of a vector by place, which of them are missing, and the shape that results take over.
 *
 * @module
 */
import { pick } from "../parts/picking.ts";
import {
  type Attributes,
  characters,
  isFrame,
  isVector,
  NA_INTEGER,
  namesOf,
  type Numbers,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";

/** Elements by place, with names and the attributes of a class. */
export function reorder(x: Vector, at: Numbers): Value {
  const names = namesOf(x);
  const kept: Attributes = new Map();
  for (const name of ["levels", "class", "units"]) {
    const value = x.attributes?.get(name);
    if (value && !isFrame(x)) kept.set(name, value);
  }
  if (names) kept.set("names", characters(Array.from(at, (k) => names[k] ?? null)));
  return withAttributes(pick(x, at), kept);
}

export function isMissingAt(x: Vector, i: number): boolean {
  switch (x.type) {
    case "logical":
    case "integer":
      return x.values[i] === NA_INTEGER;
    case "double":
      return Number.isNaN(x.values[i]);
    case "character":
      return x.values[i] === null;
    case "list": {
      const v = x.values[i]!;
      return isVector(v) && v.type !== "list" && v.values.length === 1 && isMissingAt(v, 0);
    }
  }
}

/** A vector with the names and dimensions of another. */
export function shaped<T extends Vector>(x: T, of: Value): T {
  const kept: Attributes = new Map();
  for (const name of ["names", "dim", "dimnames"]) {
    const value = of.attributes?.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size > 0 ? { ...x, attributes: kept } : x;
}
