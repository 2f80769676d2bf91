/**
 * The df methods that no reference case has: containment against nlme and emmeans, between-within by
 * its rule, residual and asymptotic; and what is refused.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { anovaByDdf } from "../../lib/inference/test/side_by_side.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { coefficientTests } from "../../lib/inference/test/coefficient_tests.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { pchisq } from "../../lib/math/distribution/tails.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { loadCase } from "../oracle/comparison/reference_case.ts";

const fitOf = (id: string): LinearMixedModel => loadCase(id).fit as LinearMixedModel;
const codes = (f: () => unknown): string[] =>
  (assertThrows(f, DiagnosticError) as DiagnosticError).diagnostics.map((d) => d.code);

Deno.test("containment df of a split-plot are those of nlme", () => {
  // anova(lme(yield ~ factor(nitro) * Variety, random = ~ 1 | Block/Variety)): 45, 10, 45
  const fit = fitOf("oats_splitplot");
  const df = anova(fit, { ddf: "containment" }).rows.map((r) => r.denDf);
  assertEquals(df, [45, 10, 45]);
  // emmeans of the same: means 5, differences of varieties 10
  const means = emmeans(fit, "~ Variety", { ddf: "containment" });
  assertEquals(means.rows.map((r) => r.df), [5, 5, 5]);
  assertEquals(pairs(means).rows.map((r) => r.df), [10, 10, 10]);
});

Deno.test("a random slope contains its fixed effect", () => {
  // 18 subjects: Days × Subject adds 17 to the rank of [X Z]
  const fit = fitOf("sleepstudy");
  assertEquals(anova(fit, { ddf: "containment" }).rows[0]!.denDf, 17);
});

Deno.test("between-within df follow which columns vary within subjects", () => {
  // 27 subjects, 108 rows; Sex between: 27 − 1 − 1; age and age:Sex within: 108 − 27 − 2
  const tests = coefficientTests(fitOf("orthodont"), { ddf: "between-within" });
  assertEquals(tests.map((t) => t.df), [25, 79, 25, 79]);
});

Deno.test("residual and asymptotic df", () => {
  const fit = fitOf("oats_unbalanced");
  for (const row of anova(fit, { ddf: "residual" }).rows) assertEquals(row.denDf, 60 - 12);
  const plain = anova(fit, { ddf: "asymptotic" }).rows;
  anova(fit, { test: "Chisq" }).rows.forEach((row, i) => {
    const f = plain[i]!;
    assertEquals(f.denDf, Infinity);
    // F·q is the χ² of the same hypothesis
    assertAlmostEquals(f.statistic! * f.numDf, row.statistic!, 1e-9 * row.statistic!);
    assertAlmostEquals(f.pValue!, pchisq(row.statistic!, row.numDf, { upper: true }), 1e-12);
  });
});

Deno.test("expected and observed information differ on unbalanced data only", () => {
  const df = (id: string, information: "expected" | "observed"): number =>
    anova(fitOf(id), { information }).rows[0]!.denDf!;
  assertAlmostEquals(df("oats_splitplot", "observed"), 45, 1e-6);
  assert(Math.abs(df("oats_unbalanced", "observed") - df("oats_unbalanced", "expected")) > 1e-3);
});

Deno.test("a method asked for twice is the same object", () => {
  const fit = fitOf("dyestuff");
  const first = denominatorDf(fit, "kenward-roger");
  assert(first === denominatorDf(fit, "kenward-roger"));
  assert(first !== denominatorDf(fit, "kenward-roger", { information: "observed" }));
});

Deno.test("all methods side by side", () => {
  const rows = anovaByDdf(fitOf("oats_splitplot"));
  const whole = rows.filter((r) => r.term === "Variety");
  assertEquals(whole.map((r) => r.ddf), [
    "kenward-roger",
    "kenward-roger",
    "satterthwaite",
    "containment",
    "between-within",
    "residual",
    "asymptotic",
  ]);
  // balanced: the first four have the stratum's 10, the next 18 whole plots − 3, then n − 12
  const df = whole.map((r) => r.denDf === Infinity ? Infinity : Math.round(r.denDf!));
  assertEquals(df, [10, 10, 10, 10, 15, 60, Infinity]);
});

Deno.test("what cannot be had is refused with a name and a hint", () => {
  const ml = fitOf("oats_unbalanced").refit({ reml: false });
  assertEquals(codes(() => anova(ml)), ["kenward-roger-needs-reml"]);
  assertEquals(codes(() => emmeans(ml, "~ Variety")), ["kenward-roger-needs-reml"]);
  assert(anova(ml, { ddf: "satterthwaite" }).rows.every((r) => r.pValue !== null));
  const unknown = "kr" as "residual";
  assertEquals(codes(() => anova(ml, { ddf: unknown })), ["unknown-ddf"]);
  assertEquals(codes(() => anova(ml, { type: 4 as 3 })), ["unknown-type"]);
  const aliased = loadCase("npk_confounded").fit;
  assertEquals(
    codes(() => anova(aliased, { type: 3, hypotheses: "car" })),
    ["aliased-coefficients"],
  );
  const three = anova(aliased, { type: 3 }).rows;
  assertEquals(three.find((r) => r.term === "N:P:K")!.numDf, 0);
  assertEquals(three.find((r) => r.term === "N:P:K")!.statistic, null);
});
