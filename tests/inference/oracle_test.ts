/**
 * Every field of every reference case that there is a word for, against R.
 *
 * The last lines list, case by case, how many figures were compared and the worst relative error.
 */
import { assert, assertEquals } from "@std/assert";
import { compareLinearAnova, compareMixedAnova } from "../oracle/comparison/anova_fields.ts";
import { compareLinearFit, compareMixedFit } from "../oracle/comparison/fit_fields.ts";
import { compareEmmeans, compareTrends } from "../oracle/comparison/means_fields.ts";
import { rightValues } from "../oracle/comparison/right_values.ts";
import { loadCase } from "../oracle/comparison/reference_case.ts";
import { caseNames } from "../oracle/read_case.ts";
import { Tally } from "../oracle/comparison/tally.ts";

function compareCase(id: string): Tally {
  const c = loadCase(id);
  const tally = new Tally(id, rightValues(c));
  if (c.fit.kind === "lm") {
    compareLinearFit(tally, c);
    compareLinearAnova(tally, c);
  } else {
    compareMixedFit(tally, c);
    compareMixedAnova(tally, c);
  }
  compareEmmeans(tally, c);
  compareTrends(tally, c);
  return tally;
}

Deno.test("all reference cases agree with R", async (t) => {
  const tallies: Tally[] = [];
  for (const id of caseNames()) {
    await t.step(id, () => {
      const tally = compareCase(id);
      tallies.push(tally);
      const shown = tally.misses.slice(0, 12).map((m) =>
        `${m.field}: got ${JSON.stringify(m.got)}, R has ${JSON.stringify(m.expected)} (${m.error})`
      );
      assertEquals(tally.unused, [], "right values that nothing was compared with");
      assertEquals(tally.misses.length, 0, `${tally.misses.length} differ\n${shown.join("\n")}`);
    });
  }
  const width = Math.max(...tallies.map((x) => x.id.length));
  for (const x of tallies) {
    console.log(
      `${x.id.padEnd(width)} ${String(x.count).padStart(6)} figures, worst relative error ` +
        `${x.worstRelative.toExponential(1)}; nearest its tolerance: ${x.worstField} ` +
        `(${x.worst.toPrecision(2)} of it)`,
    );
  }
  const figures = tallies.reduce((s, x) => s + x.count, 0);
  const texts = tallies.reduce((s, x) => s + x.texts, 0);
  console.log(`${figures} figures and ${texts} texts compared in ${tallies.length} cases`);
  const reasons = new Map<string, number>();
  for (const x of tallies) {
    for (const [r, n] of x.corrected) reasons.set(r, (reasons.get(r) ?? 0) + n);
  }
  for (const [reason, n] of reasons) {
    console.log(`${n} figures compared with the right value: ${reason}`);
  }
  assert(figures >= 40_000, `only ${figures} figures were compared`);
});
