/**
 * Variants of emmeans's printing (df methods, adjustments, intervals, letters, joint tests) on the
 * oats: each must stand, whole, in the sample that R printed.
 */
import { assertStringIncludes } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { cld } from "../../lib/inference/contrast/cld.ts";
import { confint } from "../../lib/inference/test/confint.ts";
import { contrast, pairs } from "../../lib/inference/contrast/contrast.ts";
import type { ContrastTable } from "../../lib/inference/contrast/contrast_table.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { jointTest, type JointTests, jointTests } from "../../lib/inference/test/joint_tests.ts";
import type { MeansTable } from "../../lib/inference/means/means_grid.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import type { Shown } from "../../lib/render/shown.ts";
import { renderText } from "../../lib/render/text/render_text.ts";

const folder = new URL("../oracle/public/", import.meta.url);
const sample = Deno.readTextFileSync(new URL("emmeans_print_samples.txt", folder));
const text = Deno.readTextFileSync(new URL("oats_splitplot.csv", folder));
const oats = parseTable(text, { factors: ["Block", "Variety", "nitro"] });
const fit = lmer("yield ~ nitro*Variety + (1|Block/Variety)", oats);
const grid = emmeans(fit, "~ Variety");

const means = (table: MeansTable): Shown => ({ kind: "means", table });
const contrasts = (table: ContrastTable): Shown => ({ kind: "contrasts", table });

/** R names no term where a table is tested as a whole. */
function unnamed(tests: JointTests): JointTests {
  return { ...tests, rows: tests.rows.map((r) => ({ ...r, term: "" })) };
}

const VARIANTS: Record<string, () => Shown> = {
  "Kenward-Roger": () => means(grid),
  "Satterthwaite": () => means(emmeans(fit, "~ Variety", { ddf: "satterthwaite" })),
  "asymptotic": () => means(emmeans(fit, "~ Variety", { ddf: "asymptotic" })),
  "asymptotic pairs": () => contrasts(pairs(emmeans(fit, "~ Variety", { ddf: "asymptotic" }))),
  "Bonferroni": () => contrasts(pairs(grid, { adjust: "bonferroni" })),
  "Scheffé": () => contrasts(pairs(grid, { adjust: "scheffe" })),
  "reversed pairs": () => contrasts(contrast(grid, "revpairwise")),
  "against the last": () => contrasts(contrast(grid, "trt.vs.ctrlk")),
  "intervals of pairs": () => contrasts(confint(pairs(grid, { adjust: "bonferroni" }))),
  "intervals against the first": () => contrasts(confint(contrast(grid, "trt.vs.ctrl"))),
  "level 0.9": () => means(confint(grid, { level: 0.9 })),
  "polynomials": () => contrasts(contrast(emmeans(fit, "~ nitro"), "poly")),
  "letters": () => cld(grid),
  "joint test of pairs": () => unnamed(jointTest(pairs(grid))),
  "joint tests": () => jointTests(fit),
};

for (const [name, value] of Object.entries(VARIANTS)) {
  Deno.test(`printed as in the sample: ${name}`, () => {
    const ours = renderText(value()).replace(/\n+$/, "");
    assertStringIncludes(sample, ours.replace(/^(NOTE: Results may[^\n]*\n)+/, ""));
  });
}
