/**
 * The stream that a call with a seed of its own draws from.
 *
 * @module
 */
import { MersenneTwister } from "../../../math/chance/mersenne_twister.ts";
import type { Call } from "../../evaluation/call.ts";
import { pageChance } from "../../page/chance.ts";

/** The stream of the call's seed, or the page's. */
export function chanceFor(call: Call): MersenneTwister {
  if (!call.has("seed") || call.value("seed").kind === "null") return pageChance(call);
  return new MersenneTwister(Math.trunc(call.number("seed")));
}
