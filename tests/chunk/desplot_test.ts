/** Fields by formula in the manner of chapters on designs: what each call draws. */
import { assert, assertEquals } from "@std/assert";
import type { SheetFigure, SheetMark } from "../../lib/render/figure/sheet/types.ts";
import { page } from "./pages.ts";

const FIELD = `set.seed(5)
f <- expand.grid(row = 1:6, col = 1:8)
f$block <- factor(ifelse(f$col <= 4, "B1", "B2"))
f$rep <- factor(ifelse(f$row <= 3, "R1", "R2"))
f$nitro <- factor(rep(c(0, 40, 80, 120), length.out = 48))
f$sort <- factor(sample(rep(c("Amber", "Bolero", "Capo", "Dacanto", "Emir", "Fuego"), 8)))
f$yield <- round(50 + 2 * f$col - f$row + rnorm(48, 0, 3), 1)
f$site <- factor(ifelse(f$col <= 4, "North farm", "South farm"))`;

/** A call, its panels, its coloured plots, the texts in plots, and how many outlines it draws. */
const CALLS: readonly (readonly [string, number, number, number, number])[] = [
  ["desplot(yield ~ col + row, data = f)", 1, 48, 0, 0],
  ['desplot(yield ~ col + row, f, main = "Yield", flip = TRUE)', 1, 48, 0, 0],
  ["desplot(sort ~ col + row, data = f)", 1, 48, 0, 0],
  ["desplot(sort ~ col + row, f, out1 = block)", 1, 48, 0, 1],
  ["desplot(sort ~ col + row, f, out1 = block, out2 = rep)", 1, 48, 0, 2],
  ["desplot(sort ~ col + row, f, text = sort, cex = 0.8)", 1, 48, 48, 0],
  [
    'desplot(sort ~ col + row, f, text = sort, cex = 1, shorten = "no", show.key = FALSE)',
    1,
    48,
    48,
    0,
  ],
  ['desplot(sort ~ col + row, f, text = sort, shorten = "abb")', 1, 48, 48, 0],
  ["desplot(sort ~ col + row, f, num = sort)", 1, 48, 48, 0],
  ["desplot(yield ~ col + row, f, col = nitro, text = sort, cex = 0.9)", 1, 48, 48, 0],
  ["desplot(~ col + row, f, text = sort, col = nitro)", 1, 0, 48, 0],
  ["desplot(~ col + row, f, num = nitro, out1 = block)", 1, 0, 48, 1],
  ["desplot(block ~ col + row, f, col = sort, num = nitro, cex = 1)", 1, 48, 48, 0],
  ["desplot(yield ~ col + row | block, f)", 2, 48, 0, 0],
  ["desplot(yield ~ col + row | site, f, text = sort, out1 = rep)", 2, 48, 48, 2],
  ["desplot(yield ~ col * row | rep, f, text = nitro)", 2, 48, 48, 0],
  ["desplot(yield ~ col + row, f, aspect = 6 / 8)", 1, 48, 0, 0],
  ["desplot(yield ~ col + row, f, aspect = 1, ticks = TRUE)", 1, 48, 0, 0],
  ['desplot(yield ~ col + row, f, ticks = TRUE, xlab = "column", ylab = "row")', 1, 48, 0, 0],
  ['desplot(yield ~ col + row, f, midpoint = "mean")', 1, 48, 0, 0],
  ["desplot(yield ~ col + row, f, at = c(40, 50, 55, 60, 75))", 1, 48, 0, 0],
  ['desplot(yield ~ col + row, f, col.regions = c("white", "darkgreen"))', 1, 48, 0, 0],
  [
    'desplot(nitro ~ col + row, f, col.regions = c("grey90", "grey70", "grey50", "grey30"), text = nitro, cex = 1)',
    1,
    48,
    48,
    0,
  ],
  [
    'desplot(sort ~ col + row, f, out1 = block, out2 = rep, out1.gpar = list(col = "red", lwd = 3), out2.gpar = list(col = "blue", lwd = 1, lty = 2))',
    1,
    48,
    0,
    2,
  ],
  ['desplot(yield ~ col + row, f, subset = block == "B1", text = sort)', 1, 24, 24, 0],
  ["ggdesplot(yield ~ col + row, data = f)", 1, 48, 0, 0],
  ["ggdesplot(sort ~ col + row, f, text = sort, out1 = block, cex = 1)", 1, 48, 48, 1],
  ["ggdesplot(yield ~ col + row | site, f, text = nitro, col = sort, flip = TRUE)", 2, 48, 48, 0],
  [
    'desplot(data = f, form = sort ~ col + row, text = yield, cex = 0.7, shorten = "none", out1 = rep, main = "Sorts and yields", gg = TRUE)',
    1,
    48,
    48,
    1,
  ],
  [
    "ggdesplot(f, yield ~ col + row, text = sort, shorten = FALSE, key.cex = 0.7, show.key = TRUE)",
    1,
    48,
    48,
    0,
  ],
];

function fieldOf(source: string): { figure: SheetFigure; alt: string } {
  const { blocks } = page(FIELD, source);
  assertEquals(blocks[1]!.diagnostics.map((d) => d.message), [], source);
  const value = blocks[1]!.shown.at(-1)!.value;
  if (value.kind !== "figure" || value.data.figure !== "sheet") throw new Error(source);
  return { figure: value.data, alt: value.alt };
}

function marksOf<M extends SheetMark["mark"]>(figure: SheetFigure, mark: M) {
  return figure.panels.flatMap((p) =>
    p.marks.flatMap((m) => m.mark.mark === mark ? [m.mark as Extract<SheetMark, { mark: M }>] : [])
  );
}

for (const [source, panels, plots, texts, outlines] of CALLS) {
  Deno.test(`a field is drawn: ${source}`, () => {
    const { figure, alt } = fieldOf(source);
    assertEquals(figure.panels.length, panels);
    assertEquals(marksOf(figure, "areas").flatMap((m) => m.areas).length, plots);
    assertEquals(marksOf(figure, "words").flatMap((m) => m.texts).length, texts);
    assertEquals(marksOf(figure, "lines").length, outlines);
    assert(/field/.test(alt));
    assertEquals(/out1/.test(source), /outlined by/.test(alt));
    const rows = figure.table[0]!.numbers!.length;
    assert(rows === 48 || /subset/.test(source) && rows === 24);
    if (/show.key = FALSE/.test(source)) assertEquals(figure.legends, undefined);
    else if (plots > 0) assertEquals(figure.legends!.length > 0, true);
    const { y } = figure.panels[0]!.scales[0]!;
    assertEquals(y.domain[0] > y.domain[1], /flip = TRUE/.test(source));
    assertEquals(figure.panels[0]!.axes.length, /ticks = TRUE/.test(source) ? 2 : 0);
  });
}
