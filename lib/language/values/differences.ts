/**
 * Differences of time as values.
 *
 * @module
 */
import {
  type Attributes,
  characters,
  doubles,
  namesOf,
  text,
  textsAttribute,
  type Value,
} from "./value.ts";

export const UNITS = ["secs", "mins", "hours", "days", "weeks"] as const;
export type Unit = typeof UNITS[number];

const SECONDS: Readonly<Record<Unit, number>> = {
  secs: 1,
  mins: 60,
  hours: 3600,
  days: 86400,
  weeks: 604800,
};

/** A difference in one unit as one in another. */
export function inUnits(value: number, from: Unit, to: Unit): number {
  return from === to ? value : value * SECONDS[from] / SECONDS[to];
}

export function unitOf(x: Value): Unit {
  const said = textsAttribute(x, "units")?.[0] ?? "days";
  return UNITS.find((u) => u === said) ?? "days";
}

/** Differences of time in a unit. */
export function differences(
  values: Iterable<number>,
  unit: Unit,
  of: Value | null = null,
): Value {
  const names = of ? namesOf(of) : null;
  const attributes: Attributes = new Map();
  if (names) attributes.set("names", characters([...names]));
  attributes.set("class", text("difftime"));
  attributes.set("units", text(unit));
  return doubles(Float64Array.from(values), attributes);
}
