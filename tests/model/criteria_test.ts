/**
 * Criteria of all reference cases and of 500 models drawn at random, as they were before gradients went backwards and
 * strata were looked for (`reference/record_criteria.ts`, run at revision fddf4f73): unchanged to ten
 * digits, however they are found.
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { lmerOf, readCases } from "../oracle/read_case.ts";
import { isFast } from "../runs.ts";
import { drawnModel, RANDOM_MODELS, randomModel } from "./random_models.ts";

interface Recorded {
  cases: Record<string, number>;
  models: (number | null)[];
}

const { cases, models }: Recorded = JSON.parse(
  Deno.readTextFileSync(new URL("reference/criteria.json", import.meta.url)),
);

/** Equal to ten digits. */
function unchanged(now: number, before: number, what: string): void {
  assertAlmostEquals(now, before, 1e-10 * (1 + Math.abs(before)), what);
}

Deno.test("criteria of all reference cases are unchanged", () => {
  const all = readCases("lmer");
  assertEquals(all.map((c) => c.id), Object.keys(cases));
  for (const c of all) unchanged(lmerOf(c).criterion, cases[c.id]!, c.id);
});

Deno.test("criteria of models drawn at random are unchanged", () => {
  assertEquals(models.length, RANDOM_MODELS);
  const step = isFast ? 5 : 1;
  for (let seed = 0; seed < RANDOM_MODELS; seed += step) {
    const [now, before] = [randomModel(seed)?.criterion ?? null, models[seed]!];
    if (now === null || before === null) assertEquals(now, before, `${seed}`);
    else unchanged(now, before, `${seed}`);
  }
});

Deno.test("a search that a likelihood without a maximum ends is not said to have converged", () => {
  const fit = drawnModel(332)!;
  assertEquals(randomModel(332), null);
  assertEquals(fit.converged, false);
  assertEquals(fit.notes.some((n) => n.code === "not-converged"), true);
});
