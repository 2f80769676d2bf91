import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { extendedBreaks } from "../../lib/render/figure/grammar/breaks.ts";
import { pretty } from "../../lib/math/pretty.ts";
import { BANDWIDTHS, kernelDensity, KERNELS } from "../../lib/math/smoothing/kernel_density.ts";
import { localRegression } from "../../lib/math/smoothing/local_regression.ts";
import { binBounds, binCounts } from "../../lib/render/figure/grammar/stats/bins.ts";
import { boxOf } from "../../lib/render/figure/grammar/stats/boxes.ts";
import { contourLines } from "../../lib/render/figure/grammar/stats/contours.ts";
import {
  type Design,
  polynomials,
  straightLine,
} from "../../lib/render/figure/grammar/stats/lines.ts";
import type { LayersFigure, Place } from "../../lib/render/figure/grammar/types.ts";
import { page } from "./pages.ts";

/** Numbers of R 4.2.2 with ggplot2 3.4.1 on its own data sets, by `ggplot_build`. */
const BREAKS = [
  26,
  30,
  54,
  25,
  70,
  52,
  51,
  26,
  67,
  18,
  21,
  29,
  17,
  12,
  18,
  35,
  30,
  36,
  36,
  21,
  24,
  18,
  10,
  43,
  28,
  15,
  26,
  27,
  14,
  29,
  19,
  29,
  31,
  41,
  20,
  44,
  42,
  26,
  19,
  16,
  39,
  28,
  21,
  39,
  29,
  20,
  21,
  24,
  17,
  13,
  15,
  15,
  16,
  28,
];
const SPEED = [
  4,
  4,
  7,
  7,
  8,
  9,
  10,
  10,
  10,
  11,
  11,
  12,
  12,
  12,
  12,
  13,
  13,
  13,
  13,
  14,
  14,
  14,
  14,
  15,
  15,
  15,
  16,
  16,
  17,
  17,
  17,
  18,
  18,
  18,
  18,
  19,
  19,
  19,
  20,
  20,
  20,
  20,
  20,
  22,
  23,
  24,
  24,
  24,
  24,
  25,
];
const DIST = [
  2,
  10,
  4,
  22,
  16,
  10,
  18,
  26,
  34,
  17,
  28,
  14,
  20,
  24,
  28,
  26,
  34,
  34,
  46,
  26,
  36,
  60,
  80,
  20,
  26,
  54,
  32,
  40,
  32,
  40,
  50,
  42,
  56,
  76,
  84,
  36,
  46,
  68,
  32,
  48,
  52,
  56,
  64,
  66,
  54,
  70,
  92,
  93,
  120,
  85,
];

const DENSITY = [0.013005282244511, 0.027900066978184, 0.006174103327163, 0.002830010440979];
const LOESS = [[4, 5.893627990292, 9.885466496081], [10, 21.865315372875, 4.115048912314], [
  17.5,
  49.281880400660,
  3.862245161845,
], [25, 95.324047436890, 8.302014489640]] as const;
const LOESS_DF = 44.61790145038;
const LOESS_SIGMA = 15.29495928757;

const polynomialsWithOne = (degree: number): Design => (x) => {
  const own = polynomials(degree)(x);
  return (places) => [places.map(() => 1), ...own(places)];
};

Deno.test("bins lie as those of ggplot2", () => {
  const bins = binBounds([10, 70], { bins: 8 });
  assertAlmostEquals(bins[0]!, 4.285714286, 1e-8);
  assertEquals(binCounts(BREAKS, bins), [2, 20, 17, 4, 6, 3, 0, 2]);
  const wide = binBounds([10, 70], { binwidth: 10 });
  assertEquals(wide.slice(0, 2), [5, 15]);
  assertEquals(binCounts(BREAKS, wide), [7, 18, 16, 8, 3, 0, 2]);
  assertEquals(binCounts(BREAKS, binBounds([10, 70], { binwidth: 10, boundary: 0 })), [
    18,
    21,
    6,
    4,
    3,
    2,
  ]);
});

Deno.test("densities are those of density()", () => {
  const bandwidth = BANDWIDTHS.nrd0!(BREAKS);
  assertAlmostEquals(bandwidth, 4.763646404, 1e-8);
  // density(warpbreaks$breaks, from = 10, to = 70, n = 4)$y
  const { y } = kernelDensity(BREAKS, {
    bandwidth,
    kernel: KERNELS.gaussian!,
    count: 4,
    from: 10,
    to: 70,
  });
  DENSITY.forEach((v, i) => assertAlmostEquals(y[i]!, v, 1e-11));
});

Deno.test("local curves are those of loess()", () => {
  // predict(loess(dist ~ speed, cars), data.frame(speed = c(4, 10, 17.5, 25)), se = TRUE)
  const curve = localRegression(SPEED, DIST, { span: 0.75, degree: 2 })!;
  LOESS.forEach(([at, value, se]) => {
    assertAlmostEquals(curve.at(at).value, value, 1e-8);
    assertAlmostEquals(curve.at(at).se, se, 1e-8);
  });
  assertAlmostEquals(curve.df, LOESS_DF, 1e-8);
  assertAlmostEquals(curve.sigma, LOESS_SIGMA, 1e-8);
  // few distinct values: what is singular is left out
  const ties = [0, 0, 0, 0, 10, 10, 10, 20, 20, 20, 20, 40, 40, 40, 40];
  const tied = localRegression(ties, ties.map((x, i) => Math.sin(i) + x / 10), {
    span: 0.75,
    degree: 2,
  })!;
  assertAlmostEquals(tied.at(33).value, 3.565756495123, 1e-10);
  assertAlmostEquals(tied.at(33).se, 0.258393432426, 1e-10);
});

Deno.test("lines of equal height lie on the surface", () => {
  const x = [0, 1, 2, 3], y = [0, 1, 2];
  const z = y.map((b) => x.map((a) => a + 10 * b));
  for (const line of contourLines({ x, y, z }, 7)) {
    for (const [a, b] of line) assertAlmostEquals(a + 10 * b, 7, 1e-12);
  }
});

Deno.test("boxes have R's hinges and whiskers", () => {
  const of = (wool: number, tension: number) =>
    BREAKS.slice(27 * wool + 9 * tension, 27 * wool + 9 * tension + 9);
  assertEquals(boxOf(of(0, 0)), {
    lower: 26,
    middle: 51,
    upper: 54,
    ymin: 25,
    ymax: 70,
    outliers: [],
  });
  assertEquals(boxOf(of(1, 2)), {
    lower: 15,
    middle: 17,
    upper: 21,
    ymin: 13,
    ymax: 28,
    outliers: [],
  });
  assertEquals(boxOf([1, 2, 3, 4, 50]).outliers, [50]);
});

Deno.test("smooth lines and their standard errors are those of lm", () => {
  const line = straightLine(SPEED, DIST, polynomialsWithOne(1));
  const curve = straightLine(SPEED, DIST, polynomialsWithOne(2));
  for (
    const [fit, at, value, se] of [
      [line, 4, -1.849459854, 5.212325826],
      [line, 25, 80.731124088, 4.543361941],
      [curve, 4, 7.722637075, 8.14616289],
      [curve, 25, 87.776891935, 6.459151154],
    ] as const
  ) {
    const [found] = fit.at([at]);
    assertAlmostEquals(found!.value, value, 1e-8);
    assertAlmostEquals(found!.se, se, 1e-8);
  }
});

Deno.test("breaks are R's", () => {
  assertEquals(extendedBreaks(0, 10), [0, 2.5, 5, 7.5, 10]);
  assertEquals(extendedBreaks(1.3, 7.9), [0, 2, 4, 6, 8]);
  assertEquals(extendedBreaks(-3, 14), [-5, 0, 5, 10, 15]);
  assertEquals(extendedBreaks(10, 70), [10, 20, 30, 40, 50, 60, 70]);
  assertEquals(extendedBreaks(0.001, 0.0234), [0, 0.005, 0.01, 0.015, 0.02, 0.025]);
  assertEquals(extendedBreaks(1950, 2020), [1940, 1960, 1980, 2000, 2020]);
});

function pictureOf(source: string): LayersFigure {
  const [block] = page(
    `warp <- read.csv("public/warpbreaks.csv")\nwarp$tension <- factor(warp$tension, c("L", "M", "H"))\n${source}`,
  ).blocks;
  assertEquals(block!.diagnostics, []);
  const shown = block!.shown.at(-1)!.value;
  if (shown.kind !== "figure" || shown.data.figure !== "layers") throw new Error("No picture");
  return shown.data;
}

/** Corners of the areas of a picture. */
function boxesOf(figure: LayersFigure): Place[][] {
  return figure.panels[0]!.marks.flatMap((m) => m.mark === "areas" ? m.areas : []);
}

Deno.test("bars stand beside each other or on each other as R's", () => {
  const beside = boxesOf(
    pictureOf('ggplot(warp, aes(tension, fill = wool)) + geom_bar(position = "dodge")'),
  );
  const left = beside.map((b) => Math.min(...b.map((p) => p[0]))).sort((a, b) => a - b);
  [0.55, 1, 1.55, 2, 2.55, 3].forEach((v, i) => assertAlmostEquals(left[i]!, v, 1e-12));
  const stacked = boxesOf(pictureOf("ggplot(warp, aes(tension, fill = wool)) + geom_bar()"));
  assertEquals(Math.max(...stacked.flat().map((p) => p[1])), 18);
  const boxes = pictureOf("ggplot(warp, aes(tension, breaks, fill = wool)) + geom_boxplot()");
  const first = boxesOf(boxes).map((b) => Math.min(...b.map((p) => p[0]))).sort((a, b) => a - b);
  assertAlmostEquals(first[0]!, 0.64375, 1e-12);
  assertEquals(boxes.panels[0]!.x.domain, [0.4, 3.6]);
});

Deno.test("names keep the order of their factor, and a panel shows what limits leave", () => {
  const figure = pictureOf("ggplot(warp, aes(tension, breaks)) + geom_point() + ylim(0, 40)");
  assertEquals(figure.panels[0]!.x.ticks.map((t) => t.text), ["L", "M", "H"]);
  assertEquals(figure.panels[0]!.y.domain, [-2, 42]);
});

Deno.test("every layer is drawn", () => {
  const layers = [
    "geom_line()",
    "geom_path()",
    "geom_step()",
    "geom_col()",
    "geom_jitter()",
    "geom_violin()",
    "geom_rug()",
    "geom_text(aes(label = wool))",
    "geom_label(aes(label = wool))",
    "geom_tile()",
    "geom_area()",
    "geom_errorbar(aes(ymin = breaks - 1, ymax = breaks + 1))",
    "geom_linerange(aes(ymin = 0, ymax = breaks))",
    "geom_pointrange(aes(ymin = 0, ymax = breaks))",
    "geom_crossbar(aes(ymin = 0, ymax = breaks))",
    "geom_ribbon(aes(ymin = 0, ymax = breaks))",
    "geom_hline(yintercept = 3)",
    "geom_vline(xintercept = 2)",
    "geom_abline(slope = 1, intercept = 2)",
    "geom_segment(aes(xend = k + 1, yend = breaks))",
    "geom_smooth(method = 'lm')",
    "geom_rect(aes(xmin = k, xmax = k + 1, ymin = 0, ymax = 1))",
    "stat_summary(fun = mean, geom = 'line')",
    "geom_function(fun = \\(x) x^2)",
    "annotate('text', x = 1, y = 2, label = 'a')",
  ];
  for (const layer of layers) {
    const figure = pictureOf(
      `warp$k <- as.integer(warp$tension)\nggplot(warp, aes(k, breaks)) + ${layer}`,
    );
    assert(figure.panels[0]!.marks.length > 0, layer);
  }
});

Deno.test("bounds of hist() are R's pretty()", () => {
  assertEquals(pretty(10, 70, 7), [10, 20, 30, 40, 50, 60, 70]);
  assertEquals(pretty(0.13, 0.97, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assertEquals(pretty(-3.2, 4.9, 6), [-4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
  assertEquals(pretty(1, 7, 5), [1, 2, 3, 4, 5, 6, 7]);
});
