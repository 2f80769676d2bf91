/** Numbers of pictures beside those of R's ggplot2: rows of layers, ranges, breaks, labels, colours. */
import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "../../lib/libraries/linkedom.js";
import * as Plot from "../../lib/libraries/plot.js";
import { drawFigure } from "../../lib/render/figure/draw.ts";
import { drawArranged } from "../../lib/render/figure/drawn/arranged_figure.ts";
import type { ShownFigure } from "../../lib/render/shown.ts";
import type { ArrangedFigure, LayersFigure, Place } from "../../lib/render/figure/grammar/types.ts";
import { page } from "./pages.ts";
import { differences, plotsOf, recorded } from "./figures/compare.ts";

for (const file of ["calls.json", "more_calls.json", "field_calls.json"]) {
  Deno.test(`pictures have the numbers of ggplot2: ${file}`, () => {
    const { data, calls } = recorded(file);
    const plots = plotsOf(data, calls.map((c) => c.code[0]!));
    const wrong = calls.flatMap((call, i) => {
      const plot = plots[i]!;
      const found = typeof plot === "string" ? [plot] : differences(call, plot);
      return found.map((d) => `${call.code[0]}\n    ${d}`);
    });
    assertEquals(wrong, []);
  });
}

Deno.test("a small picture lies on the panels of another, and below it where it would be too small", () => {
  const source = `p + inset_element(q, left = 0.5, bottom = 0.1, right = 0.9, top = 0.6)`;
  const [, result] = page(DATA, source).blocks;
  const shown = result!.shown[0]!.value;
  assert(shown.kind === "figure");
  const { alt, data: drawn } = shown as ShownFigure;
  const data = drawn as ArrangedFigure;
  assertEquals(data.parts.map((part) => part.inset ?? null), [
    null,
    { left: 0.5, bottom: 0.1, right: 0.9, top: 0.6, on: "panel" },
  ]);
  assert(alt.startsWith("2 pictures. "), alt);
  assert(alt.includes("On it: Box plots"), alt);
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const stage = { plot: Plot, document: document as unknown as Document };
  const wide = drawArranged(data, { width: 672, height: null, stage });
  const narrow = drawArranged(data, { width: 372, height: null, stage });
  const base = drawArranged({ ...data, parts: data.parts.slice(0, 1) }, {
    width: 672,
    height: null,
    stage,
  });
  assertEquals(wide.height, base.height);
  assert(narrow.height > 1.5 * base.height);
  assertEquals(
    page(DATA, "p + inset_element(q, 0.9, 0, 0.1, 1)").blocks[1]!.diagnostics.map((d) => d.code),
    ["wrong-argument"],
  );
});

Deno.test("letters on plots are the same on a light page and a dark one", () => {
  const field = "f <- expand.grid(col = 1:3, row = 1:2); f$g <- factor(rep(c('ab', 'cd'), 3))";
  const [, result] = page(field, "desplot(g ~ col + row, f, text = g, out1 = row, cex = 1)").blocks;
  const { html } = drawFigure(
    result!.shown[0]!.value as ShownFigure,
    Plot,
    parseHTML("<!DOCTYPE html><html><body></body></html>").document as unknown as Document,
  );
  assert(html.includes('fill="#1a1c21"'), html);
  assert(!html.includes("light-dark(#1a1c21"), html);
});

/** The area within lines of which holes run the other way. */
function areaWithin(rings: readonly (readonly Place[])[]): number {
  const twice = rings.flatMap((ring) =>
    ring.map(([x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length]!;
      return x * v - u * y;
    })
  );
  return Math.abs(twice.reduce((a, b) => a + b, 0)) / 2;
}

// ggplot2 3.4.1: areas of the polygons of ggplot_build(p)$data[[1]] by level
Deno.test("filled contours have the classes of ggplot2, and their areas", () => {
  const grid = "g <- expand.grid(x = 1:7, y = 1:6)\n" +
    "g$z <- round(10 * sin(g$x / 2) + 8 * cos(g$y / 1.5) + (g$x * g$y) %% 5, 2)\n" +
    "p <- ggplot(g, aes(x, y, z = z))";
  const cases: readonly [string, string[], number[]][] = [
    [
      "p + geom_contour_filled()",
      ["(-15, -10]", "(-10, -5]", "(-5, 0]", "(0, 5]", "(5, 10]", "(10, 15]", "(15, 20]"],
      [0.09094429, 1.9462834, 4.9787723, 10.529807, 6.3352288, 4.3146717, 1.8042928],
    ],
    [
      "p + geom_contour_filled(bins = 5)",
      ["(-16.50, -8.25]", "(-8.25, 0.00]", "(0.00, 8.25]", "(8.25, 16.50]", "(16.50, 24.75]"],
      [0.4755743, 6.5404257, 15.392741, 6.7425474, 0.8487114],
    ],
    [
      "p + geom_contour_filled(binwidth = 6)",
      ["(-12, -6]", "(-6, 0]", "(0, 6]", "(6, 12]", "(12, 18]", "(18, 24]"],
      [1.449071, 5.566929, 12.475203, 6.3162731, 3.8933402, 0.2991837],
    ],
    [
      "p + geom_contour_filled(breaks = c(-5, 0, 3.5, 10))",
      ["(-5.0, 0.0]", "(0.0, 3.5]", "(3.5, 10.0]"],
      [4.978772, 7.092121, 9.772915],
    ],
    [
      "ggplot(faithful, aes(eruptions, waiting)) + geom_density_2d_filled(bins = 4)",
      [
        "(0.00000, 0.00675]",
        "(0.00675, 0.01350]",
        "(0.01350, 0.02025]",
        "(0.02025, 0.02700]",
      ],
      [135.84536, 30.429729, 13.993203, 5.231706],
    ],
  ];
  for (const [call, names, expected] of cases) {
    const [, result] = page(grid, call).blocks;
    const data = (result!.shown[0]!.value as ShownFigure).data as LayersFigure;
    assertEquals(data.keys[0]!.entries.map((e) => e.text), names, call);
    const found = data.panels[0]!.marks.map((m) => m.mark === "areas" ? areaWithin(m.areas) : NaN);
    assertEquals(found.length, expected.length, call);
    found.forEach((v, k) => assert(Math.abs(v / expected[k]! - 1) < 5e-7, `${call}: ${v}`));
  }
});

const JITTERED = [0.895939067937, 2.297017749585, 2.872548365779, 3.753003918007];

const DATA = "d <- data.frame(x = 1:4, y = c(2, 4, 3, 5), g = c('a', 'b', 'a', 'b'))\n" +
  "p <- ggplot(d, aes(x, y, colour = g)) + geom_point()\nq <- ggplot(d, aes(g, y)) + geom_boxplot()\n";

Deno.test("what is unknown is refused at its place with the nearest", () => {
  const faults = [
    ["p + geom_smoth()", "unknown-verb", "geom_smooth"],
    ["p + geom_point(aes(colr = g))", "unknown-argument", "colour"],
    ["p + geom_point(sise = 3)", "unknown-argument", "size"],
    ["p + labs(titel = 'a')", "unknown-argument", "title"],
    ["p + scale_colour_manuel(values = 'red')", "unknown-verb", "scale_colour_manual"],
    ["p + scale_y_continuous(brakes = 1)", "unknown-argument", "breaks"],
    ["p + theme_minimall()", "unknown-verb", "theme_minimal"],
    ["p + coord_fliped()", "unknown-verb", "coord_flip"],
    ["p + facet_wrap(~ g, nrows = 2)", "unknown-argument", "nrow"],
    ["p + stat_ellipse(type = 'norml')", "wrong-argument", "norm"],
    ["plot(d$x, d$y, colr = 2)", "unknown-argument", "col"],
    ["par(mfro = c(1, 2))", "unknown-argument", "mfrow"],
    ["barplot(d$y, names = 1, horis = TRUE)", "unknown-argument", "horiz"],
    ["desplot(y ~ x + x, d, ouut1 = g)", "unknown-argument", "out1"],
    ["ggboxplot(d, x = 'g', y = 'yy')", "unknown-name", "y"],
    ["ggboxplot(d, x = 'g', y = 'y', palette = 'joc')", "wrong-argument", "jco"],
    ["ggline(d, x = 'g', y = 'y', add = 'mean_sde')", "wrong-argument", "mean_s"],
    ["q + stat_compare_means(method = 't.tset')", "wrong-argument", "t.test"],
    ["xyplot(y ~ x | g, d, type = 'smoth')", "wrong-argument", "smooth"],
    ["xyplot(y ~ x, d, groop = g)", "unknown-argument", "group"],
    ["p + theme(legend.positon = 'none')", "unknown-argument", "legend.position"],
    ["p + theme(legend.position = 'botom')", "wrong-argument", "bottom"],
    ["p + scale_colour_brewer(palette = 'Dark3')", "wrong-argument", "Dark2"],
    ["p + stat_summary(fun = mean, geom = 'pont')", "wrong-argument", "point"],
    ["p + geom_smooth(method = 'gam')", "wrong-argument", "loess"],
    ["p + geom_smooth(method = 'lm', formula = y ~ ns(x, 3))", "wrong-argument", "poly"],
    ["p + coord_polar(theta = 'z')", "wrong-argument", "x"],
    ["corrplot(cor(women), method = 'cirle')", "wrong-argument", "circle"],
    ["ggpairs(d, columns = 'yy')", "unknown-name", "y"],
    ["ggpairs(d, lower = list(continuous = 'smoth'))", "wrong-argument", "smooth"],
    ["qplot(y, g, data = d, geom = 'pont')", "wrong-argument", "point"],
    ["p + geom_raster(aes(fill = y), hjust = 0)", "wrong-argument", "aes(x + 0.5"],
    ["p + facet_wrap(~ g, scales = 'fre')", "wrong-argument", "free"],
    ["p | 3", "wrong-argument", "p1 | p2"],
    ["plot_grid(3)", "wrong-argument", "ggplot()"],
  ] as const;
  for (const [code, expected, hint] of faults) {
    const { blocks } = page(DATA, code);
    const [fault] = blocks[1]!.diagnostics;
    assertEquals(fault?.code, expected, code);
    assert(fault!.hint?.includes(hint), `${code}: ${fault!.hint}`);
    assert(fault!.line === undefined || fault!.line > 0);
  }
});

function arranged(code: string): ArrangedFigure {
  const { blocks } = page(DATA, code);
  assertEquals(blocks[1]!.diagnostics, [], code);
  const shown = blocks[1]!.shown.at(-1)!.value;
  if (shown.kind !== "figure" || shown.data.figure !== "arranged") throw new Error(code);
  return shown.data;
}

const placesOf = ({ parts }: ArrangedFigure): number[][] =>
  parts.map((p) => [p.row, p.column, p.rows, p.columns]);

Deno.test("pictures lie beside and below each other", () => {
  assertEquals(placesOf(arranged("p + q + p")), [[0, 0, 1, 1], [0, 1, 1, 1], [0, 2, 1, 1]]);
  assertEquals(placesOf(arranged("p / q")), [[0, 0, 1, 1], [1, 0, 1, 1]]);
  assertEquals(placesOf(arranged("p + q + p + q")), [[0, 0, 1, 1], [0, 1, 1, 1], [1, 0, 1, 1], [
    1,
    1,
    1,
    1,
  ]]);
  assertEquals(placesOf(arranged("wrap_plots(p, q, p, design = 'AAB\nCCC')")), [
    [0, 0, 1, 2],
    [0, 2, 1, 1],
    [1, 0, 1, 3],
  ]);
  const nested = arranged("(p | q) / p");
  assertEquals(nested.parts.map((s) => s.figure?.figure), ["arranged", "layers"]);
  const marked = arranged(
    "p + q + plot_layout(guides = 'collect') + plot_annotation(tag_levels = 'A')",
  );
  assertEquals(marked.keys.map((k) => k.title), ["g"]);
  assertEquals(marked.parts.map((s) => s.figure?.figure === "layers" && s.figure.tag), ["A", "B"]);
  assertEquals(
    marked.parts.every((s) => s.figure?.figure === "layers" && s.figure.keys.length === 0),
    true,
  );
});

Deno.test("draws of pictures go on from the page's", () => {
  const places = (code: string): number[] => {
    const { blocks } = page(DATA, code);
    const shown = blocks[1]!.shown.at(-1)!.value;
    if (shown.kind !== "figure" || shown.data.figure !== "layers") throw new Error(code);
    return shown.data.panels[0]!.marks.flatMap((m) =>
      m.mark === "points" ? m.at.map((p) => p[0]) : []
    );
  };
  const jitter = "ggplot(d, aes(x, y)) + geom_jitter(height = 0)";
  const first = places(`set.seed(1)\n${jitter}`);
  assertEquals(first, places(`set.seed(1)\n${jitter}`));
  assert(first.join() !== places(`set.seed(2)\n${jitter}`).join());
  // set.seed(1); layer_data(ggplot(d, aes(x, y)) + geom_jitter(height = 0))$x
  JITTERED.forEach((v, i) => assert(Math.abs(v - first[i]!) < 1e-9, `${first[i]}`));
});

Deno.test("words that R's labs() takes and does not know say nothing, with a remark", () => {
  const { blocks } = page(DATA, "p + labs(main = 'a')");
  assertEquals(blocks[1]!.diagnostics, []);
  assertEquals(blocks[1]!.notes.map((n) => n.code), ["passed-over"]);
  assert(/title/.test(blocks[1]!.notes[0]!.text));
});

Deno.test("a scale of identity has a key only where one is asked for", () => {
  const keys = (more: string): number => {
    const { blocks } = page(
      DATA,
      `ggplot(d, aes(x, y, fill = c('red', 'blue', 'tan', 'grey50'))) + geom_col() + ${more}`,
    );
    const shown = blocks[1]!.shown.at(-1)!.value;
    if (shown.kind !== "figure" || shown.data.figure !== "layers") throw new Error(more);
    return shown.data.keys.length;
  };
  assertEquals(keys("scale_fill_identity()"), 0);
  assertEquals(keys("scale_fill_identity(guide = 'legend')"), 1);
});
