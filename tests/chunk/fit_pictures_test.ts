/** R's pictures of a regression by their numbers. Values are R's 4.2.2, by the functions that each names. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { SheetFigure, SheetMark } from "../../lib/render/figure/sheet/types.ts";
import type { Place } from "../../lib/render/figure/grammar/types.ts";
import { page } from "./pages.ts";

const SETUP = `k <- lm(dist ~ speed, cars)
InsectSprays$k <- rep(1:12, 6)
g <- glm(count ~ spray + k, family = poisson, data = InsectSprays)`;

function sheetsOf(source: string): SheetFigure[] {
  const { diagnostics, shown } = page(SETUP, source).blocks[1]!;
  assertEquals(diagnostics, []);
  return shown.map(({ value }) => {
    if (value.kind !== "figure" || value.data.figure !== "sheet") throw new Error(value.kind);
    return value.data;
  });
}

const marks = (sheet: SheetFigure): SheetMark[] => sheet.panels[0]!.marks.map((m) => m.mark);

/** Places of the points of a panel, in the order of the rows. */
function pointsOf(sheet: SheetFigure): Place[] {
  return marks(sheet).flatMap((m) => m.mark === "signs" ? m.at : []);
}

const namesOf = (sheet: SheetFigure): string[] =>
  marks(sheet).flatMap((m) => m.mark === "words" ? m.texts : []).sort();

const near = ([x, y]: Place, [a, b]: Place): void => {
  assertAlmostEquals(x, a, 1e-8);
  assertAlmostEquals(y, b, 1e-8);
};

Deno.test("residuals against fitted values are as they are, with lowess() through them", () => {
  const [sheet] = sheetsOf("plot(k, which = 1)");
  const points = pointsOf(sheet!), ys = points.map(([, y]) => y);
  assertAlmostEquals(Math.min(...ys), -29.06908029, 1e-8); // resid(k)
  assertAlmostEquals(Math.max(...ys), 43.20128467, 1e-8);
  assertEquals(namesOf(sheet!), ["23", "35", "49"]);
  const lines = marks(sheet!).flatMap((m) => m.mark === "lines" ? m.lines : []);
  const smooth = lines.find((l) => l.length === 50)!;
  assertAlmostEquals(smooth[0]![1], 6.814919131, 1e-6); // lowess(fitted(k), resid(k))
  assertAlmostEquals(smooth[49]![1], 3.597574009, 1e-6);
});

Deno.test("the other pictures have R's measures of each row", () => {
  const [quantiles, sizes, cook, leverage, both] = sheetsOf("plot(k, which = 2:6)");
  near(pointsOf(quantiles!)[48]!, [2.326347874, 2.919060383]);
  assertAlmostEquals(pointsOf(sizes!)[48]![1], Math.sqrt(2.919060383), 1e-8);
  const needles = marks(cook!).flatMap((m) => m.mark === "lines" ? m.lines : []);
  assertAlmostEquals(needles[48]![1]![1], 0.34039593361, 1e-8);
  assertEquals(namesOf(cook!), ["23", "39", "49"]);
  near(pointsOf(leverage!)[48]!, [0.07398540146, 2.919060383]);
  near(pointsOf(both!)[48]!, [0.07989658217, 0.34039593361]);
});

Deno.test("of a generalized model residuals are Pearson's, against the linear predictor", () => {
  const [first, second, , , fifth] = sheetsOf("plot(g, which = 1:5)");
  near(pointsOf(first!)[0]!, [2.580658537, -0.8821813159]);
  assertAlmostEquals(pointsOf(second!)[0]![1], -0.9450478808, 1e-7);
  assertAlmostEquals(pointsOf(fifth!)[0]![1], -0.9450478808, 1e-7);
});

Deno.test("rows of one leverage stand by the levels of the factors", () => {
  const [sheet] = sheetsOf("plot(lm(yield ~ block + N * P, npk), which = 5)");
  assertEquals(sheet!.panels[0]!.axes[0]!.labels, ["1", "2", "3", "4", "5", "6"]);
  assert(pointsOf(sheet!).every(([x]) => Number.isInteger(x) && x >= 0 && x < 24));
});

Deno.test("id.n says how many rows are named; a mixed model has the first three pictures", () => {
  assertEquals(namesOf(sheetsOf("plot(k, which = 1, id.n = 1)")[0]!), ["49"]);
  const { diagnostics } = page(
    "m <- lmer(Reaction ~ Days + (1 | Subject), sleepstudy)\nplot(m, which = 5)",
  ).blocks[0]!;
  assertEquals(diagnostics[0]!.code, "wrong-argument");
});
