/**
 * Shares as areas: spine plots, conditional densities, mosaics, sunflowers. Values are those of R 4.2.2 by
 * the function that each names.
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { SheetFigure } from "../../lib/render/figure/sheet/types.ts";
import { page } from "./pages.ts";

const DATA = `d <- data.frame(x = c(3.1, 4.2, 4.8, 5.5, 6.1, 7.4, 2.2, 5.9),
  g = factor(c("a", "b", "a", "b", "b", "b", "a", "a")))\n`;

function sheetOf(source: string): SheetFigure {
  const { diagnostics, shown } = page(source).blocks[0]!;
  assertEquals(diagnostics, [], source);
  const figure = shown.find(({ value }) => value.kind === "figure")!.value;
  return (figure as unknown as { data: SheetFigure }).data;
}

const column = (sheet: SheetFigure, name: string) => sheet.table.find((c) => c.name === name)!;

Deno.test("a factor against numbers is the table of spineplot()", () => {
  for (const call of ["spineplot(g ~ x, data = d)", "plot(g ~ x, data = d)"]) {
    const sheet = sheetOf(DATA + call);
    assertEquals(column(sheet, "count").numbers, [1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1], call);
    assertEquals(column(sheet, "x").texts!.filter((_, i) => i % 2 === 0), [
      "2 to 3",
      "3 to 4",
      "4 to 5",
      "5 to 6",
      "6 to 7",
      "7 to 8",
    ]);
    // strips are as wide as their bins have rows
    assertEquals(sheet.panels[0]!.axes[0]!.at, [0, 0.125, 0.25, 0.5, 0.75, 0.875, 1]);
  }
});

Deno.test("cdplot() has the conditional shares of its functions", () => {
  const sheet = sheetOf(DATA + "cdplot(g ~ x, data = d)");
  const at = column(sheet, "x").numbers as number[],
    b = column(sheet, "share of b").numbers as number[];
  const near = (v: number): number => {
    const i = at.findIndex((u) => u >= v);
    return b[i - 1]! + (b[i]! - b[i - 1]!) * (v - at[i - 1]!) / (at[i]! - at[i - 1]!);
  };
  [[3, 0.193456582912], [5, 0.544877919651], [7, 0.77178131187]].forEach(([v, share]) =>
    assertAlmostEquals(near(v!), share!, 1e-9)
  );
});

Deno.test("a mosaic is shaded by the residuals of independence", () => {
  const table = `m <- xtabs(Freq ~ Hair + Eye, as.data.frame(HairEyeColor))\n`;
  const residuals = (more: string) =>
    (column(sheetOf(`${table}mosaicplot(m, shade = TRUE${more})`), "residual").numbers as number[])
      .filter((_, i) => i % 4 === 0);
  const pearson = [4.3983985206, -3.0693774702, -0.4773520312, -1.9536835413];
  residuals("").forEach((r, j) => assertAlmostEquals(r, pearson[j]!, 1e-9));
  const ft = [3.8429751409, -3.5107923945, -0.4255023509, -2.2211566001];
  residuals(', type = "FT"').forEach((r, j) => assertAlmostEquals(r, ft[j]!, 1e-9));
});

Deno.test("tiles of a mosaic are as R divides them", () => {
  // shares of 40, 60 and of 10:30, 45:15; gaps of 2 % each, as of two factors with two levels
  const { panels } = sheetOf("mosaicplot(matrix(c(10, 45, 30, 15), 2))");
  const rings = panels[0]!.marks.flatMap(({ mark }) => mark.mark === "areas" ? mark.areas : []);
  assertAlmostEquals(rings[0]![1]![0], 0.98 * 0.4, 1e-12);
  assertAlmostEquals(rings[2]![0]![0], 0.98 * 0.4 + 0.02, 1e-12);
  assertAlmostEquals(rings[0]![0]![1], 1 - 0.98 * 0.25, 1e-12);
});

Deno.test("a response lies along x in mosaicplot(), as table() of the model's frame has it first", () => {
  const { panels } = sheetOf(DATA + "d$h <- factor(d$x > 5)\nmosaicplot(g ~ h, data = d)");
  assertEquals(panels[0]!.margins.filter((m) => m.kind === "label").map((m) => m.text), ["g", "h"]);
});

Deno.test("sunflowers count what is equal to six digits", () => {
  const sheet = sheetOf("sunflowerplot(c(1, 1, 1.00000001, 2), c(5, 5, 5, 6))");
  assertEquals(column(sheet, "number").numbers, [3, 1]);
  const rays = sheet.panels[0]!.marks.flatMap(({ mark }) =>
    mark.mark === "signs" && mark.rays ? [mark] : []
  );
  assertEquals(rays.map((r) => r.rays!.n), [3]);
});
