/**
 * Tables as R prints them, character by character: every printed table of the reference cases is
 * rendered from the unrounded numbers that stand beside it.
 */
import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/text/render_text.ts";
import {
  anovas,
  cases,
  comparisons,
  jointTests,
  meansTables,
  type Printed,
  trends,
  varcorr,
} from "./reference.ts";
import { summaries } from "./reference_summary.ts";
import { differsByTie } from "./ties.ts";

const KINDS = { anovas, meansTables, trends, jointTests, varcorr, comparisons, summaries };

/**
 * Here a number lies exactly half-way between two that could be printed, and the noise of R's own
 * computation decided (321.75 stands as 321.7 in one table of R and as 321.8 in the next). We round
 * the half to the even digit. Nothing else may differ: see `differsByTie`.
 */
const TIES = new Set([
  "ergostool_fixed type3",
  "oats_fixedblock lmerTest_I_Satterthwaite",
  "oats_fixedblock lmerTest_I_KR",
  "oats_fixedblock lmerTest_II_KR",
  "oats_fixedblock lmerTest_III_KR",
  "oats_splitplot lmerTest_I_Satterthwaite",
  "oats_splitplot lmerTest_I_KR",
  "oats_splitplot lmerTest_II_KR",
  "oats_splitplot lmerTest_III_KR",
  "splitsplit_sim_unbal ~A kenward-roger pairs",
  "stripplot_sim ~gen|N kenward-roger pairs",
  "oats_linear summary",
  "orthodont_cs summary",
]);

for (const [kind, find] of Object.entries(KINDS)) {
  Deno.test(`printed as R prints it: ${kind}`, () => {
    const tables = cases().flatMap((c) => find(c));
    for (const table of tables) {
      const ours = rendered(table), theirs = table.printed.join("\n");
      if (TIES.has(table.name)) assert(differsByTie(ours, theirs), table.name);
      else assertEquals(ours, theirs, table.name);
    }
    assert(tables.length > 0);
  });
}

function rendered(table: Printed): string {
  return renderText(table.value).replace(/\n$/, "");
}

Deno.test("at least 690 printed tables are compared", () => {
  const count = cases().flatMap((c) => Object.values(KINDS).flatMap((find) => find(c))).length;
  assert(count >= 690, `only ${count} tables`);
});
