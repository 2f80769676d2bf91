/**
 * Trees, components, lattices of pictures and of correlations, coordinates about a middle. Values are those
 * of R 4.2.2 by the functions that each names.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { SheetFigure } from "../../lib/render/figure/sheet/types.ts";
import type { LayersFigure, Place } from "../../lib/render/figure/grammar/types.ts";
import { page } from "./pages.ts";

function figureOf(source: string) {
  const { diagnostics, shown } = page(source).blocks[0]!;
  assertEquals(diagnostics, [], source);
  const last = shown.at(-1)!.value;
  if (last.kind !== "figure") throw new Error(last.kind);
  return last;
}
const layersOf = (source: string): LayersFigure => figureOf(source).data as LayersFigure;
const sheetOf = (source: string): SheetFigure => figureOf(source).data as SheetFigure;

const placesOf = (figure: LayersFigure, k = 0): Place[] =>
  figure.panels[k]!.marks.flatMap((m) => m.mark === "points" || m.mark === "texts" ? m.at : []);

Deno.test("a tree of clusters has the heights of hclust()", () => {
  const sheet = sheetOf("plot(hclust(dist(USArrests)))");
  const heights = sheet.table.find((c) => c.name === "Height")!.numbers!;
  assertEquals(heights.length, 49);
  assertAlmostEquals(heights[48]!, 293.622751, 1e-6);
  assertAlmostEquals(heights[47]!, 168.611417, 1e-6);
  assert(sheet.panels[0]!.axes[0]!.at!.every((v) => v >= 0));
});

Deno.test("biplot() has R's places of rows and variables", () => {
  const { marks } = sheetOf("biplot(prcomp(USArrests, scale. = TRUE))").panels[0]!;
  const words = marks.flatMap(({ mark }) => mark.mark === "words" ? [mark] : []);
  const at = (text: string): Place =>
    words.flatMap((w) => w.at.filter((_, i) => w.texts[i] === text))[0]!;
  // prcomp() may turn a component round
  const near = (v: Place, [a, b]: Place): void => {
    assertAlmostEquals(Math.abs(v[0]), a, 1e-6);
    assertAlmostEquals(Math.abs(v[1]), b, 1e-6);
  };
  near(at("Alabama"), [0.087612628, 0.159493226]);
  near(at("Murder"), [5.9678146, 2.9418142]);
});

Deno.test("coplot() takes the intervals of co.intervals()", () => {
  const figure = layersOf("coplot(mpg ~ wt | hp, data = mtcars, number = 4)");
  assertEquals(figure.panels.map((p) => p.top).sort(), [
    "110 to 205",
    "175 to 335",
    "52 to 110",
    "93 to 150",
  ]);
});

Deno.test("corrplot() orders variables as corrMatOrder() does", () => {
  const names = (order: string): string[] =>
    layersOf(`corrplot(cor(mtcars[, 1:7]), order = "${order}")`).panels[0]!.x.ticks.map((t) =>
      t.text
    );
  const all = ["mpg", "cyl", "disp", "hp", "drat", "wt", "qsec"];
  for (
    const [order, expected] of Object.entries({
      AOE: [5, 1, 7, 6, 3, 2, 4],
      FPC: [2, 3, 6, 4, 7, 5, 1],
      hclust: [6, 4, 2, 3, 7, 1, 5],
    })
  ) {
    assertEquals(names(order), expected.map((k) => all[k - 1]), order);
  }
});

Deno.test("ggpairs() has a panel for each pair, with correlations and their stars", () => {
  const figure = layersOf("ggpairs(iris)");
  assertEquals(figure.panels.length, 25);
  const texts = figure.panels.flatMap((p) =>
    p.marks.flatMap((m) => m.mark === "texts" ? m.texts : [])
  );
  // cor.test() of each pair
  assertEquals(texts.filter((t) => t !== "Corr:"), [
    "-0.118",
    "0.872***",
    "0.818***",
    "-0.428***",
    "-0.366***",
    "0.963***",
  ]);
  const titled = layersOf('ggpairs(iris, columns = 1:2) + ggtitle("Iris") + theme_bw()');
  assertEquals([titled.title, titled.border, titled.panels.length], ["Iris", true, 4]);
});

Deno.test("coord_polar() lays an axis round: a quarter of the sum is a quarter of the circle", () => {
  const figure = layersOf(`d <- data.frame(g = c("a", "b"), n = c(3, 1))
ggplot(d, aes("", n, fill = g)) + geom_col(width = 1) + coord_polar("y")`);
  const areas = figure.panels[0]!.marks.flatMap((m) => m.mark === "areas" ? m.areas : []);
  const size = (ring: Place[]): number =>
    Math.abs(ring.reduce((s, [x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length]!;
      return s + (x * v - u * y) / 2;
    }, 0));
  const sizes = areas.map(size).sort((a, b) => b - a);
  assertAlmostEquals(sizes[0]! / sizes[1]!, 3, 0.01);
  assertAlmostEquals(sizes[0]! + sizes[1]!, Math.PI, 0.01);
});

Deno.test("names on an angle take equal parts of the circle", () => {
  const figure = layersOf(
    'ggplot(data.frame(g = c("a", "b", "c"), y = 1), aes(g, y)) + geom_point() + coord_polar()',
  );
  const at = placesOf(figure).slice(0, 3).map(([x, y]) => Math.atan2(x, y));
  assertAlmostEquals(at[0]!, Math.PI / 3, 1e-9);
  assertAlmostEquals(Math.abs(at[1]!), Math.PI, 1e-9);
  assertAlmostEquals(at[2]!, -Math.PI / 3, 1e-9);
});

Deno.test("qplot() takes the layer that fits", () => {
  assertEquals(
    figureOf("qplot(speed, dist, data = cars)").alt,
    "Points of dist against speed (axis of speed labelled 5 to 25; axis of dist labelled 0 to 125)",
  );
  assertEquals(
    figureOf("qplot(speed, data = cars, bins = 5)").alt,
    "A histogram of count against speed (axis of speed labelled 10 to 30; axis of count labelled 0 to 15)",
  );
  const set = layersOf('qplot(1:3, c(2, 4, 3), size = I(4), geom = c("point", "line"))');
  const marks = set.panels[0]!.marks.map((m) => m.mark);
  assertEquals(marks, ["points", "lines"]);
});
