import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { SheetFigure, SheetMark, SheetPanel } from "../../lib/render/figure/sheet/types.ts";
import { hatched } from "../../lib/render/figure/sheet/hatching.ts";
import { linearTicks, logTicks } from "../../lib/render/figure/sheet/ticks.ts";
import { dataSummaryOf, dataTableOf } from "../../lib/render/figure/data_table.ts";
import { page } from "./pages.ts";

const DATA = `d <- data.frame(
  g = factor(rep(c("a", "b", "c"), each = 8)),
  y = c(5.1, 4.8, 6.2, 5.5, 5.9, 4.4, 5.0, 12.0, 7.1, 6.8, 7.7, 8.2, 7.5, 6.9, 7.3, 8.0,
        4.1, 3.9, 4.6, 5.2, 4.4, 4.0, 3.7, 4.9),
  x = 1:24)`;

/** The sheets that a block draws. */
function sheets(source: string): SheetFigure[] {
  const result = page(DATA, source);
  const block = result.blocks[1]!;
  assertEquals(block.diagnostics.map((d) => d.message), []);
  return block.shown.flatMap(({ value }) =>
    value.kind === "figure" && value.data.figure === "sheet" ? [value.data] : []
  );
}

function panelOf(source: string): SheetPanel {
  return sheets(source)[0]!.panels[0]!;
}

function marksOf<M extends SheetMark["mark"]>(panel: SheetPanel, mark: M) {
  return panel.marks.flatMap((m) =>
    m.mark.mark === mark ? [m.mark as Extract<SheetMark, { mark: M }>] : []
  );
}

/** The first fault of a block: its code and its hint. */
function fault(source: string): [string, string] {
  const { code, hint } = page(DATA, source).blocks[1]!.diagnostics[0]!;
  return [code, hint ?? ""];
}

Deno.test("ticks are R's pretty() within the ends of an axis, as axTicks() has them", () => {
  // R: par(usr = …); axTicks(1)
  assertEquals(linearTicks(0.08, 24.92), [5, 10, 15, 20]);
  assertEquals(linearTicks(3.368, 12.332), [4, 6, 8, 10, 12]);
  assertEquals(linearTicks(-0.28, 6.56), [0, 1, 2, 3, 4, 5, 6]);
  assertEquals(logTicks(-0.08, 2.08), [1, 2, 5, 10, 20, 50, 100]);
});

Deno.test("the axes of plot() reach 4 % beyond the values, unless their ends are given", () => {
  const { scales } = panelOf("plot(y ~ x, data = d)");
  assertAlmostEquals(scales[0]!.x.domain[0], 0.08, 1e-12);
  assertAlmostEquals(scales[0]!.y.domain[1], 12.332, 1e-12);
  const exact = panelOf('plot(1:3, xlim = c(0, 10), xaxs = "i", log = "y")').scales[0]!;
  assertEquals(exact.x.domain, [0, 10]);
  assertEquals(exact.y.log, true);
});

Deno.test("what is added stands on the same picture, and on each sheet of several", () => {
  const panel = panelOf("plot(1:3, c(2, 4, 6), type = 'l')\nlines(1:3, 1:3)\nabline(h = 5)");
  assertEquals(marksOf(panel, "lines").length, 3);
  const drawn = sheets("par(mfrow = c(1, 2)); plot(1:3); points(2, 2); hist(d$y); plot(3:1)");
  assertEquals(drawn.map((s) => s.panels.length), [2, 1]);
  assertEquals(marksOf(drawn[0]!.panels[0]!, "signs").length, 2);
});

Deno.test("the description of a picture tells what was added after it was shown", () => {
  const shown = page("plot(1:3, main = 'T'); lines(3:1); legend('top', c('a', 'b'), lty = 1:2)")
    .blocks[0]!.shown[0]!.value;
  if (shown.kind !== "figure") throw new Error(shown.kind);
  assertEquals(
    shown.alt,
    "T: points and lines of 1:3 against Index; a key tells a and b apart",
  );
});

Deno.test("boxes have R's statistics, places and widths", () => {
  const panel = panelOf("boxplot(y ~ g, data = d)");
  const rings = marksOf(panel, "areas").map((a) => a.areas[0]!);
  // boxplot.stats(d$y[1:8])$stats
  assertEquals([rings[0]![0]![1], rings[0]![2]![1]].map((v) => Number(v.toFixed(10))), [4.9, 6.05]);
  assertEquals(rings.map((r) => Number(((r[0]![0] + r[1]![0]) / 2).toFixed(10))), [1, 2, 3]);
  assertAlmostEquals(rings[0]![1]![0] - rings[0]![0]![0], 0.8, 1e-12);
  assertEquals(marksOf(panel, "signs").map((s) => s.at), [[[1, 12]]]);
  const lying = panelOf("boxplot(y ~ g, data = d, horizontal = TRUE, ylim = c(0, 20))");
  assertEquals(lying.scales[0]!.x.domain.map(Math.round), [-1, 21]);
});

Deno.test("bars lie where R's barplot() says", () => {
  const values = page(
    "b <- barplot(c(1, 2, 3))\nb\nbarplot(matrix(1:4, 2), beside = TRUE, plot = FALSE) + 0\n" +
      "barplot(c(1, 2), width = c(1, 2), space = 0.5, plot = FALSE) + 0",
  ).blocks[0]!.shown.map((s) => s.value).filter((v) => v.kind !== "figure");
  assertEquals(
    values.map((v) => v.kind === "vector" ? v.values : v.kind === "matrix" ? v : v.kind).slice(
      0,
      1,
    ),
    [[0.7, 1.9, 3.1]],
  );
  const last = values.at(-1)!;
  if (last.kind !== "vector") throw new Error(last.kind);
  // R: barplot(c(1, 2), width = c(1, 2), space = 0.5)
  assertEquals(last.values, [1.25, 3.5]);
  const panel = panelOf("barplot(c(a = 3, b = -1))");
  assertEquals(panel.axes.map((a) => a.labels), [["a", "b"], null]);
});

Deno.test("counts of hist() are R's, whatever the breaks", () => {
  const counts = (source: string): unknown => {
    const { value } = page(DATA, source).blocks[1]!.shown.at(-1)!;
    return value.kind === "vector" ? value.values : value;
  };
  assertEquals(counts("hist(d$y, plot = FALSE)$counts"), [3, 7, 4, 3, 5, 1, 0, 0, 1]);
  assertEquals(counts('hist(d$y, breaks = "Scott", plot = FALSE)$breaks'), [2, 4, 6, 8, 10, 12]);
  assertEquals(counts("hist(d$y, breaks = c(0, 5, 6, 20), plot = FALSE)$counts"), [10, 4, 10]);
  assertEquals(counts("hist(d$y, breaks = 3:12, right = FALSE, plot = FALSE)$counts"), [
    2,
    7,
    5,
    3,
    4,
    2,
    0,
    0,
    1,
  ]);
});

Deno.test("colours are R's: by name, by number, by factor, and none where there is none", () => {
  const inks = (col: string) =>
    marksOf(panelOf(`plot(1:3, pch = 16, col = ${col})`), "signs").map((m) =>
      m.look.stroke?.colour ?? m.look.stroke?.className
    );
  assertEquals(inks('"green"'), ["#00ff00"]);
  assertEquals(inks("1:3"), ["s5", "#df536b", "#61d04f"]);
  assertEquals(inks('c("grey", "maroon", "steelblue4")'), ["#bebebe", "#b03060", "#36648b"]);
  assertEquals(inks('factor(c("a", "b", "a"))'), ["s5", "#df536b"]);
  assertEquals(inks("NA"), []);
  assertEquals(fault('plot(1:3, col = "steelblu")'), [
    "wrong-argument",
    'Did you mean "steelblue"?',
  ]);
});

Deno.test("unknown words and arguments are faults at their place with a way on", () => {
  assertEquals(fault("plot(1:3, colour = 2)")[0], "unknown-argument");
  assertEquals(fault("lines(1:3)")[0], "no-picture");
  assertEquals(fault("plot(1:3); legend('toprihgt', 'a', pch = 1)"), [
    "wrong-argument",
    'Did you mean "topright"?',
  ]);
  assertEquals(fault("par(mfroww = c(1, 2))"), ["unknown-argument", 'Did you mean "mfrow"?']);
  assertEquals(
    fault("d$k <- as.character(d$g); plot(k ~ y, data = d)")[1],
    "plot(factor(k) ~ y) shows its shares",
  );
  assertEquals(fault("symbols(1, 1, stars = 1)")[0], "unknown-argument");
  assertEquals(
    fault("symbols(1, 1)")[1],
    "symbols(x, y, circles = size, inches = 0.2)",
  );
  assertEquals(fault("plot(1:3); axis(1, at = 1:3, labels = c('a', 'b'))")[0], "bad-length");
  assertEquals(fault("barplot(y ~ g, data = d)")[0], "wrong-argument");
  assertEquals(fault('hist(d$y, breaks = "sturge")')[0], "wrong-argument");
});

Deno.test("a picture has a table of its data, several panels one table", () => {
  const [one, two] = [
    sheets("plot(y ~ x, data = d)")[0]!,
    sheets("par(mfrow = c(1, 2)); plot(1:2); plot(3:5)")[0]!,
  ];
  assertEquals(dataTableOf(one).columns.map((c) => c.name), ["x", "y"]);
  const table = dataTableOf(two);
  assertEquals(table.columns.map((c) => c.name), ["panel", "Index", "1:2", "3:5"]);
  assertEquals(table.columns[0]!.values, ["1", "1", "2", "2", "2"]);
});

Deno.test("cells of interaction.plot() are means, the key begins with the line that ends highest", () => {
  const panel = panelOf(
    "interaction.plot(rep(1:2, 4), rep(c('u', 'v'), each = 4), c(1, 2, 3, 4, 5, 8, 7, 9))",
  );
  const lines = marksOf(panel, "lines").map((m) => m.lines[0]!.map((p) => p[1]));
  assertEquals(lines, [[2, 3], [6, 8.5]]);
  assertEquals(panel.keys[0]!.entries.map((e) => e.text), ["v", "u"]);
});

const FIELD = `f <- data.frame(col = rep(1:3, 2), row = rep(1:2, each = 3),
  block = factor(c("B1", "B1", "B2", "B1", "B2", "B2")), gen = factor(c("Alba", "Bona", "Cora")),
  yield = c(1, 2, 3, 4, 5, NA))`;

/** The sheet that a field is. */
function fieldOf(source: string): SheetFigure {
  const { value } = page(FIELD, source).blocks[1]!.shown[0]!;
  if (value.kind !== "figure" || value.data.figure !== "sheet") throw new Error(value.kind);
  return value.data;
}

Deno.test("a field has a cell for each plot, lines where neighbours differ, and row 1 on top by flip", () => {
  const figure = fieldOf("desplot(f, yield ~ col + row, out1 = block, text = gen, flip = TRUE)");
  const panel = figure.panels[0]!;
  assertEquals(marksOf(panel, "areas").flatMap((a) => a.areas).length, 5);
  assertEquals(panel.scales[0]!.y.domain, [2.5, 0.5]);
  const lines = marksOf(panel, "lines")[0]!.lines.map((l) => l.flat().join(" ")).sort();
  assertEquals(
    lines,
    [
      // about the field
      "0.5 0.5 3.5 0.5",
      "0.5 2.5 3.5 2.5",
      "0.5 0.5 0.5 2.5",
      "3.5 0.5 3.5 2.5",
      // between the blocks
      "2.5 0.5 2.5 1.5",
      "1.5 1.5 1.5 2.5",
      "1.5 1.5 2.5 1.5",
    ].sort(),
  );
  assertEquals(marksOf(panel, "words").flatMap((w) => w.texts).length, 6);
  assertEquals(dataTableOf(figure).columns.map((c) => c.name), [
    "col",
    "row",
    "yield",
    "gen",
    "block",
  ]);
});

Deno.test("panels of a field are the levels beyond the bar; midpoint and at colour by the values", () => {
  const panels = fieldOf("desplot(f, yield ~ col + row | block, layout = c(1, 2))").panels;
  assertEquals(panels.map((p) => [p.row, p.column]), [[0, 0], [1, 0]]);
  const tones = fieldOf("desplot(f, yield ~ col + row, at = c(0, 2, 6), midpoint = 'mean')");
  assertEquals(tones.legends![0]!.entries.map((e) => e.text), ["0", "2", "6"]);
  assertEquals(tones.legends![0]!.tones!.length, 2);
  assertEquals(fieldOf("desplot(f, gen ~ col + row, show.key = FALSE)").legends, undefined);
  const keys = fieldOf("desplot(f, ~ col + row, num = gen, subset = block == 'B1')");
  assertEquals(keys.legends![0]!.entries.map((e) => e.text), ["1 = Alba", "2 = Bona", "3 = Cora"]);
  assertEquals(marksOf(keys.panels[0]!, "words").flatMap((w) => w.texts), ["1", "2", "1"]);
});

Deno.test("what a field does not know is told with a way on", () => {
  const told = (source: string): [string, string] => {
    const { code, hint } = page(FIELD, source).blocks[1]!.diagnostics[0]!;
    return [code, hint ?? ""];
  };
  assertEquals(told("desplot(f, yield ~ col + row, midpoint = 'centre')")[0], "wrong-argument");
  assertEquals(told("desplot(f, yield ~ col + row, out1 = block, out1.gpar = list(colr = 2))"), [
    "unknown-argument",
    "col, lwd or lty",
  ]);
  assertEquals(told("desplot(f, yield ~ col + row, textt = gen)")[0], "unknown-argument");
  assertEquals(told("desplot(f, yield ~ col, text = gen)")[0], "wrong-argument");
});

Deno.test("the table behind many points is a summary", () => {
  const [figure] = sheets("plot(seq(0, 1, length.out = 5001), rep(1:3, 1667))");
  const summary = dataSummaryOf(figure!)!;
  assertEquals(summary.columns.map((c) => c.values[1]), [
    "rep(1:3, 1667)",
    5001,
    3,
    1,
    1,
    2,
    2,
    3,
    3,
  ]);
  assertEquals(dataSummaryOf(sheets("plot(1:3)")[0]!), null);
});

Deno.test("par() gives what was set before, and what it set goes back", () => {
  const result = page(
    "opar <- par(mfrow = c(1, 2), mar = c(4, 4, 1, 1), pch = 16)\nplot(1:3)\nround(par('usr'), 2)\n" +
      "par(opar)\nc(par('mfrow'), par('pch'))\nlayout(matrix(1:2, nrow = 1))",
  ).blocks[0]!;
  assertEquals(result.diagnostics, []);
  const values = result.shown.flatMap(({ value }) => value.kind === "vector" ? [value.values] : []);
  assertEquals(values, [[0.92, 3.08, 0.92, 3.08], [1, 1, 1]]);
  assertEquals(fault('par("cin")')[0], "not-in-language");
});

Deno.test("what no line has is passed over with a remark, as R does with a warning", () => {
  const { diagnostics, notes } = page(
    "plot(1:3); abline(h = 2, ylim = c(0, 3)); lines(3:1, main = 'a')",
  )
    .blocks[0]!;
  assertEquals(diagnostics, []);
  assertEquals(notes.map((n) => n.code), ["passed-over", "passed-over"]);
});

Deno.test("areas are covered with lines where density says how many", () => {
  const panel = panelOf("barplot(c(a = 1, b = 2), density = c(10, 20), angle = 30, col = 2)");
  const lines = marksOf(panel, "hatch");
  assertEquals(lines.map((m) => [m.density, m.angle]), [[10, 30], [20, 30]]);
  assertEquals(marksOf(panel, "areas").every((m) => m.look.fill === null), true);
  assertEquals(marksOf(panelOf("hist(d$y, density = 15)"), "hatch").length, 9);
  const added = panelOf(
    "plot(1:9, type = 'n'); polygon(c(1, 5, 3), c(1, 1, 7), density = 12); rect(1, 1, 2, 2)",
  );
  assertEquals(marksOf(added, "hatch").length, 1);
  // a square of 96 pixels and 4 lines an inch: lines at 0, 24, 48 and 72
  const square = [[0, 0], [96, 0], [96, 96], [0, 96]].map(([x, y]) => ({ x: x!, y: y! }));
  assertEquals(hatched(square, 4, 0).match(/M/g)?.length, 4);
  assertEquals(hatched(square, 0, 0), "");
});

Deno.test("colours of a spine plot begin below, where the last level is", () => {
  const panel = panelOf("plot(factor(rep(c('u', 'v'), 12)) ~ d$g, col = c('grey20', 'grey80'))");
  const areas = marksOf(panel, "areas");
  // R: spineplot() draws the last level first, from the bottom, in the first colour
  const lowest = areas.filter((m) => m.areas[0]![0]![1] === 0).map((m) => m.look.fill);
  const [first] = marksOf(panelOf("barplot(1, col = 'grey20')"), "areas");
  assertEquals(
    lowest.every((ink) => JSON.stringify(ink) === JSON.stringify(first!.look.fill)),
    true,
  );
});

Deno.test("pairs() has panels of the author's, on the diagonal too", () => {
  const [sheet] = sheets(
    "pairs(d[, c('x', 'y')], upper.panel = function(x, y, ...) text(mean(x), mean(y), 'r'), " +
      "diag.panel = function(x, ...) { usr <- par('usr'); par(usr = c(usr[1:2], 0, 1.5)); rect(min(x), 0, max(x), 1) })",
  );
  const things = sheet!.panels.map((p) => p.marks.map((m) => m.mark.mark));
  assertEquals(things, [["areas", "words"], ["words"], ["signs"], ["areas", "words"]]);
  const [smooth] = sheets(
    "pairs(d[, c('x', 'y')], lower.panel = panel.smooth, upper.panel = NULL)",
  );
  assertEquals(smooth!.panels.map((p) => p.marks.map((m) => m.mark.mark)), [
    ["words"],
    [],
    ["signs", "lines"],
    ["words"],
  ]);
  assertEquals(fault("pairs(d[, c('x', 'y')], diag.panle = 1)"), [
    "unknown-argument",
    'Did you mean "diag.panel"?',
  ]);
  assertEquals(fault("pairs(d[, c('x', 'y')], adjust = 'none')")[0], "unknown-argument");
});

Deno.test("comparisons by Tukey are intervals, the first the uppermost", () => {
  const panel = panelOf("plot(TukeyHSD(aov(y ~ g, d)))");
  const lines = marksOf(panel, "lines")[1]!.lines;
  // R: TukeyHSD(aov(y ~ g, d))$g["b-a", c("lwr", "upr")]
  const [from, to] = lines[0]!;
  assertEquals(from![1], 3);
  assertAlmostEquals(from![0], -0.5343146707, 1e-6);
  assertAlmostEquals(to![0], 3.1843146707, 1e-6);
  assertEquals(panel.axes.flatMap((a) => a.labels ?? []), ["b-a", "c-a", "c-b"]);
});

Deno.test("a sheet is divided by whole numbers, each of which has a cell", () => {
  for (const mat of ["Inf", "1e9", "c(1, 3)", "0", "matrix(c(1, 2.5), 1)", "NA"]) {
    assertEquals(fault(`layout(${mat})`)[0], "wrong-argument", mat);
  }
  assertEquals(fault("layout(c(1, 3))")[1], "layout(matrix(1:4, 2)); 0 leaves a cell empty");
});
