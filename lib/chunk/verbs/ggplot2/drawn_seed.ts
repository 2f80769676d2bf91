/**
 * What draws at random begin with.
 *
 * @module
 */
import { asDouble } from "../../../language/values/coerce.ts";
import { doubles, isVector } from "../../../language/values/value.ts";
import type { Call } from "../../evaluation/call.ts";
import { applied } from "./mapping.ts";

/** A number that begins draws, taken from the page's own. */
export function drawnSeed(call: Call): number {
  const made = applied(
    call,
    { type: "character", values: ["sample.int"], attributes: null, exclusive: false, held: false },
    [doubles([2147483647]), doubles([1])],
    call.span,
  );
  return isVector(made) && made.type !== "list" ? asDouble(made).values[0] ?? 1 : 1;
}
