/**
 * Times of day as values: seconds since 1970 in UTC, the only zone of a page.
 *
 * @module
 */
import { fail, type Span } from "../../../diagnostic.ts";
import type { Call } from "../../evaluation/builtin.ts";
import {
  type Attributes,
  characters,
  doubles,
  inherits,
  type Value,
  type Vector,
} from "../../values/value.ts";
import { asCharacter, asDouble } from "../../values/coerce.ts";

export const DAY = 86400;

/** Times of seconds; NaN is missing. */
export function timesOf(
  seconds: Iterable<number>,
  names: readonly (string | null)[] | null = null,
  zone = "UTC",
): Vector {
  const attributes: Attributes = new Map();
  if (names) attributes.set("names", characters([...names]));
  attributes.set("class", characters(["POSIXct", "POSIXt"]));
  attributes.set("tzone", characters([zone]));
  return doubles(Float64Array.from(seconds), attributes);
}

const KNOWN = new Set(["", "UTC", "GMT", "Etc/UTC", "Etc/GMT"]);

/** Refuses a zone in which the clock differs from that of UTC. */
export function refuseZone(zone: string, span: Span): void {
  if (KNOWN.has(zone)) return;
  fail("not-in-language", `Times are those of UTC, not of ${zone}`, {
    span,
    hint: 'tz = "UTC" takes them as they are written, wherever the page is built',
  });
}

/** The zone that a call says. @throws where the clock differs from that of UTC */
export function zoneOf(call: Call, otherwise = "UTC"): string {
  if (!call.has("tz")) return otherwise;
  const value = call.value("tz");
  const zone = value.type === "character" ? value.values[0] ?? "" : "";
  refuseZone(zone, call.spanOf("tz"));
  return zone || "UTC";
}

/** Seconds of times, days or texts. */
export function secondsOf(call: Call, x: Value): Float64Array {
  if (inherits(x, "POSIXct")) return Float64Array.from(asDouble(x).values);
  if (inherits(x, "Date")) return Float64Array.from(asDouble(x).values, (d) => d * DAY);
  if (x.type === "character") {
    return Float64Array.from(asDouble(call.interpreter.call("as.POSIXct", [x], call.span)).values);
  }
  return Float64Array.from(asDouble(x).values);
}

/** Texts of a value, one for each element. */
export const textsOf = (x: Value): (string | null)[] => asCharacter(x).values;
