/**
 * Writes the criteria of all reference cases and of the models drawn at random, as the program finds them now:
 * what later ways of finding them are held to.
 *
 *     deno run -A tests/model/reference/record_criteria.ts
 *
 * @module
 */
import { lmerOf, readCases } from "../../oracle/read_case.ts";
import { RANDOM_MODELS, randomModel } from "../random_models.ts";

const cases = Object.fromEntries(readCases("lmer").map((c) => [c.id, lmerOf(c).criterion]));
const models = Array.from(
  { length: RANDOM_MODELS },
  (_, seed) => randomModel(seed)?.criterion ?? null,
);
Deno.writeTextFileSync(
  new URL("criteria.json", import.meta.url),
  JSON.stringify({ cases, models }, null, 1) + "\n",
);
