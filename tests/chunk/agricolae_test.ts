/** agricolae's comparisons beside base R (`reference/agricolae_values.R`), in the columns of its documentation. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { evaluateBlock } from "../../lib/chunk/page/page.ts";
import { block, environment, page } from "./pages.ts";

const setup = page(`
warp <- read.csv("public/warpbreaks.csv")
warp$tension <- factor(warp$tension, levels = c("L", "M", "H"))
m <- aov(breaks ~ tension, data = warp)
`);

function shown(source: string): string {
  const made = evaluateBlock(block(source), environment(), setup.scope);
  assertEquals(made.diagnostics, []);
  return made.shown.map((s) => renderText(s.value)).join("\n").replace(/[ \t]+/g, " ").trim();
}

/** A number that is printed. */
function number(source: string): number {
  return Number(shown(`cat(format(${source}, digits = 12))`));
}

function near(source: string, value: number): void {
  assertAlmostEquals(number(source), value, 1e-6 * Math.abs(value), source);
}

Deno.test("HSD.test has Tukey's range, its least significant difference and TukeyHSD's p-values", () => {
  near('HSD.test(m, "tension")$statistics$MSerror', 141.14814815);
  near('HSD.test(m, "tension")$statistics$CV', 42.20731875);
  near('HSD.test(m, "tension")$parameters$StudentizedRange', 3.413882562);
  near('HSD.test(m, "tension")$statistics$MSD', 9.559824444);
  assertEquals(
    shown('HSD.test(m, "tension", group = FALSE)$comparison'),
    [
      "difference pvalue signif. LCL UCL",
      "L - M 10.000000 0.0385 * 0.4401756 19.55982",
      "L - H 14.722222 0.0014 ** 5.1623978 24.28205",
      "M - H 4.722222 0.4631 -4.8376022 14.28205",
    ].join("\n"),
  );
  assertEquals(
    shown('HSD.test(m, "tension")$groups'),
    "breaks groups\nL 36.38889 a\nM 26.38889 b\nH 21.66667 b",
  );
});

Deno.test("LSD.test has the t of one difference, and Bonferroni's of all", () => {
  near('LSD.test(m, "tension")$statistics$t.value', 2.007583770);
  near('LSD.test(m, "tension")$statistics$LSD', 7.950418934);
  near('LSD.test(m, "tension", p.adj = "bonferroni")$statistics$MSD', 9.803514131);
  near('LSD.test(m, "tension", group = FALSE)$comparison$pvalue[1]', 0.0147);
});

Deno.test("Duncan's, Newman and Keuls's ranges and Scheffé's difference", () => {
  near('duncan.test(m, "tension")$duncan$CriticalRange[2]', 8.362209822);
  near('SNK.test(m, "tension")$snk$CriticalRange[1]', 7.950418934);
  near('SNK.test(m, "tension")$snk$CriticalRange[2]', 9.559824444);
  near('scheffe.test(m, "tension")$statistics$F', 3.178799292);
  near('scheffe.test(m, "tension")$statistics$CriticalDifference', 9.985340738);
});

Deno.test("numbers with their groups and error do as the model does; console = TRUE prints", () => {
  near("HSD.test(warp$breaks, warp$tension, 51, 141.14814815)$statistics$MSD", 9.559824444);
  assertEquals(shown('HSD.test(m, "tension")'), "");
  const text = shown('x <- HSD.test(m, "tension", console = TRUE)');
  assertEquals(text.includes('Study: m ~ "tension"'), true, text);
  assertEquals(text.includes("Critical Value of Studentized Range: 3.413883"), true, text);
});
