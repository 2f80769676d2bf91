/**
 * The page's stream of random numbers, for verbs that draw.
 *
 * @module
 */
import { streamOf, unseeded } from "../../language/stats/seed.ts";
import type { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import type { Call } from "../evaluation/call.ts";

/** The stream that `set.seed` began; without one a fixed seed, and a remark that says so. */
export function pageChance(call: Call): MersenneTwister {
  return streamOf(call.scope.top, () => call.note("no-seed", unseeded(call.verb.name)));
}
