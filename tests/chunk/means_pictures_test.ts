/** Pictures of means beside those of emmeans 1.8.4 (`ggplot_build(plot(…))`). */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { LayersFigure } from "../../lib/render/figure/grammar/types.ts";
import { MEANS_PICTURE } from "../../lib/chunk/verbs/graphics/plot.ts";
import { page } from "./pages.ts";

Deno.test.beforeAll(async () => {
  await MEANS_PICTURE.obtain();
});

const FIT = `warp <- read.csv("public/warpbreaks.csv")
warp$tension <- factor(warp$tension, c("L", "M", "H"))
m <- lm(breaks ~ wool * tension, warp)\n`;

function shown(source: string) {
  const [block] = page(FIT + source).blocks;
  assertEquals(block!.diagnostics, []);
  return block!.shown.at(-1)!.value;
}

function pictureOf(source: string): LayersFigure {
  const value = shown(source);
  if (value.kind !== "figure" || value.data.figure !== "layers") throw new Error("No picture");
  return value.data;
}

/** Far ends of the segments of a panel, along x. */
function ends(figure: LayersFigure, panel: number, layer: number): number[] {
  const marks = figure.panels[panel]!.marks.filter((m) => m.mark === "lines");
  const mark = marks[layer]!;
  return mark.mark === "lines" ? mark.lines.map((l) => l[1]![0]) : [];
}

Deno.test("arrows are half of what is significant where standard errors are equal", () => {
  const figure = pictureOf("plot(emmeans(m, ~ tension | wool), comparisons = TRUE)");
  assertEquals(figure.panels.length, 2);
  const near = (found: number[], expected: number[]): void => {
    assertEquals(found.length, expected.length);
    expected.forEach((v, i) => assertAlmostEquals(found[i]!, v, 2e-3));
  };
  // emmeans reaches as far, but for the arrow between the two means that lie next to each other,
  // which it shortens (23.589 and 28.978 in place of 18.319 and 34.459)
  near(ends(figure, 0, 1), [38.31912, 18.31912]);
  near(ends(figure, 1, 1), [21.98579, 22.54135]);
  near(ends(figure, 0, 2), [30.23643, 30.79199]);
  near(ends(figure, 1, 2), [34.45866, 25.01421]);
});

Deno.test("emmip() has the places and limits of emmeans, and takes more words", () => {
  const figure = pictureOf(
    "emmip(m, wool ~ tension, CIs = TRUE) + theme(legend.position = 'none')",
  );
  assertEquals([figure.x, figure.y, figure.keys.length], [
    "Levels of tension",
    "Linear prediction",
    0,
  ]);
  const lines = figure.panels[0]!.marks.flatMap((m) => m.mark === "lines" ? m.lines : []);
  const all = lines.flat();
  const at = (x: number, y: number): void =>
    assert(
      all.some((p) => Math.abs(p[0] - x) < 1e-9 && Math.abs(p[1] - y) < 1e-4),
      `nothing at ${x}, ${y}`,
    );
  at(0.975, 44.55556);
  at(1.025, 28.22222);
  at(0.975, 37.22325);
  at(3.025, 26.11008);
});

Deno.test("pwpp() stands each comparison at its p value", () => {
  const figure = pictureOf("pwpp(emmeans(m, ~ tension))");
  const points = figure.panels[0]!.marks.flatMap((m) => m.mark === "points" ? m.at : []);
  // pairs(emmeans(lm(breaks ~ wool * tension, warpbreaks), ~ tension)) in R
  const expected = [0.00055953922, 0.0228553984, 0.40494419625];
  const found = [...new Set(points.map(([x]) => x.toPrecision(9)))].map((x) => Number(x) ** 3)
    .sort((a, b) => a - b);
  assertEquals(found.length, expected.length);
  expected.forEach((p, i) => assertAlmostEquals(found[i]!, p, 1e-6));
  assertEquals(figure.panels[0]!.y.ticks.map((t) => t.text), ["H", "M", "L"]);
});
