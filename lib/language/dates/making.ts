/**
 * Dates as values.
 *
 * @module
 */
import {
  type Attributes,
  characters,
  doubles,
  text,
  type Value,
  type Vector,
  withAttribute,
} from "../values/value.ts";

/** Dates of day numbers; NaN is missing. */
export function datesOf(
  days: Iterable<number>,
  names: readonly (string | null)[] | null = null,
): Vector {
  const attributes: Attributes = new Map();
  if (names) attributes.set("names", characters([...names]));
  attributes.set("class", text("Date"));
  return doubles(Float64Array.from(days), attributes);
}

/** A value with the class of a date. */
export function asDates(x: Value): Value {
  return withAttribute(x, "class", text("Date"));
}
