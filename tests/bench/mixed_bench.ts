/**
 * `deno bench`: the small cases, warm. Ratios against R are made by `compare.ts`.
 */
import { CASES } from "./cases.ts";

for (const c of CASES) {
  if (!["fecal_grcbd", "oats_splitplot", "sleepstudy", "profile"].includes(c.id)) continue;
  const run = c.prepare("");
  Deno.bench(`${c.title} (goal ${c.goal} ms)`, () => {
    run();
  });
}
