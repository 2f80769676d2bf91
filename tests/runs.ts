/**
 * How many random designs a property is tried on: a tenth of them every day (`deno task test:fast`),
 * ten times as many, from other seeds, in the long checks (`deno task long`).
 *
 * @module
 */

const pace = Deno.env.get("HEDDLE_TESTS") ?? "";

/** Whether the tests of every day are run: what waits for seconds is left to the whole suite. */
export const isFast = pace === "fast";

/** Options of fast-check for a property that is tried `count` times as a rule. */
export function runs(count: number, seed: number): { numRuns: number; seed: number } {
  if (pace === "fast") return { numRuns: Math.ceil(count / 10), seed };
  if (pace === "long") return { numRuns: count * 10, seed: seed + 7919 };
  return { numRuns: count, seed };
}
