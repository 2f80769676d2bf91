/** Pictures of models beside the numbers that R's packages draw (`figures/models.R`). */
import { assert, assertEquals } from "@std/assert";
import type { LayerMark, LayersFigure, Place } from "../../lib/render/figure/grammar/types.ts";
import type { ShownFigure } from "../../lib/render/shown.ts";
import { Awaits } from "../../lib/awaits.ts";
import { page } from "./pages.ts";

type Numbers = Readonly<Record<string, number[]>>;
const R = JSON.parse(
  Deno.readTextFileSync(new URL("figures/models.json", import.meta.url)),
) as Numbers & { order: string[]; predicted: number[][]; hypotheses: number[][] };

const MODELS = `r <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
l <- lme(distance ~ age, Orthodont, random = ~ 1 | Subject)
fit <- lm(breaks ~ wool + tension, warpbreaks)`;

/** What is made once all that it asks for is there. */
async function obtained<T>(make: () => T): Promise<T> {
  for (;;) {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Awaits)) throw error;
      await error.obtain();
    }
  }
}

async function figuresOf(code: string): Promise<ShownFigure[]> {
  const { blocks } = await obtained(() => page(MODELS, code));
  assertEquals(blocks.flatMap((b) => b.diagnostics), [], code);
  return blocks[1]!.shown.flatMap(({ value }) => value.kind === "figure" ? [value] : []);
}

async function layersOf(code: string): Promise<LayersFigure> {
  const [shown] = await figuresOf(code);
  if (shown?.data.figure !== "layers") throw new Error(code);
  return shown.data;
}

const pick = <M extends LayerMark["mark"]>(
  figure: LayersFigure,
  panel: number,
  mark: M,
): Extract<LayerMark, { mark: M }>[] =>
  figure.panels[panel]!.marks.filter((m): m is Extract<LayerMark, { mark: M }> => m.mark === mark);

function near(found: readonly number[], expected: readonly number[], within = 1e-3): void {
  assertEquals(found.length, expected.length);
  found.forEach((v, i) =>
    assert(Math.abs(v - expected[i]!) < within, `${i}: ${v} for ${expected[i]}`)
  );
}

const sorted = (v: readonly number[]): number[] => [...v].sort((a, b) => a - b);
const endsOf = (lines: readonly Place[][]): Place[] => lines.map((l) => [l[0]![0], l.at(-1)![0]]);

Deno.test("dotplot(ranef(m)): levels by their first effect, limits of all effects", async () => {
  const figure = await layersOf("dotplot(ranef(r))");
  assertEquals(figure.panels.map((p) => p.top), ["(Intercept)", "Days"]);
  assertEquals(figure.panels[0]!.y.ticks.map((t) => t.text), R.order);
  const bars = endsOf(
    pick(figure, 1, "lines").flatMap((m) => m.lines).filter((l) => l[0]![1] === l[1]![1]),
  );
  near(sorted(bars.map((b) => b[0])), sorted(R.low!), 5e-3);
  near(sorted(bars.map((b) => b[1])), sorted(R.high!), 5e-3);
});

Deno.test("qqmath(ranef(m)) and qqmath(m): quantiles as lme4 has them", async () => {
  const figure = await layersOf("qqmath(ranef(r))");
  const at = pick(figure, 1, "points").flatMap((m) => m.at);
  near(sorted(at.map((p) => p[1])), R.quantiles!, 1e-9);
  near(sorted(at.map((p) => p[0])), R.effects!);
  const residuals = pick(await layersOf("qqmath(r)"), 0, "points").flatMap((m) => m.at);
  near(sorted(residuals.map((p) => p[1])), R.residuals!);
});

Deno.test("plot(ACF(m), alpha = 0.05) has nlme's limits", async () => {
  const figure = await layersOf("plot(ACF(l), alpha = 0.05)");
  const lines = pick(figure, 0, "lines").flatMap((m) => m.lines).filter((l) => l.length === 4);
  near(lines.find((l) => l[0]![1] > 0)!.map((p) => p[1]), R.limits!, 1e-9);
});

Deno.test("a smooth line in panels is that of lattice", async () => {
  const figure = await layersOf(
    "xyplot(y ~ x, data.frame(x = 1:12, y = c(3, 5, 4, 6, 8, 7, 9, 12, 10, 11, 14, 13)), type = c('p', 'smooth'), span = 0.6)",
  );
  near(pick(figure, 0, "lines").flatMap((m) => m.lines)[0]!.map((p) => p[1]), R.smooth!, 1e-6);
});

Deno.test("prediction intervals of plot(means) and emmip()", async () => {
  const figure = await layersOf("plot(emmeans(fit, ~ tension), PIs = TRUE)");
  const [wide] = pick(figure, 0, "lines");
  near(endsOf(wide!.lines).flat(), R.predicted.flat(), 1e-6);
  const lines = await layersOf("emmip(fit, ~ tension, PIs = TRUE)");
  const upright = pick(lines, 0, "lines").flatMap((m) => m.lines).filter((l) =>
    l[0]![0] === l[1]![0]
  );
  near(sorted(upright.flat().map((p) => p[1])), sorted(R.predicted.flat()), 1e-6);
});

Deno.test("plot(glht(m, …)) draws the limits of confint()", async () => {
  const [shown] = await figuresOf(
    "plot(confint(glht(fit, mcp(tension = 'Tukey')), calpha = univariate_calpha()))",
  );
  if (shown?.data.figure !== "sheet") throw new Error("no sheet");
  const { marks } = shown.data.panels[0]!;
  const points = marks.flatMap(({ mark }) => mark.mark === "signs" ? mark.at : []);
  near(points.map((p) => p[0]), R.hypotheses.map((h) => h[0]!), 1e-6);
  const bars = marks.flatMap(({ mark }) => mark.mark === "lines" ? mark.lines : [])
    .filter((l) => l[0]![1] === l[1]![1]);
  near(endsOf(bars).flat(), R.hypotheses.flatMap((h) => h.slice(1)), 1e-6);
});

Deno.test("figures of means and differences take what ggplot2 adds, and lie beside its pictures", async () => {
  const means = await layersOf("plot(emmeans(fit, ~ tension)) + labs(x = 'Mean')");
  assertEquals(means.x, "Mean");
  const pairs = await layersOf("plot(pairs(emmeans(fit, ~ tension))) + geom_vline(xintercept = 0)");
  assertEquals(pairs.panels[0]!.y.ticks.map((t) => t.text), ["L - M", "L - H", "M - H"]);
  const [both] = await figuresOf("plot(emmeans(fit, ~ tension)) + plot(emmeans(fit, ~ wool))");
  assertEquals(both!.data.figure, "arranged");
});

Deno.test("residuals in panels, boxes of a factor's levels, and quantiles in panels", async () => {
  const byGroup = await layersOf("plot(l, resid(.) ~ fitted(.) | Sex, abline = 0)");
  assertEquals(byGroup.panels.map((p) => p.top), ["Male", "Female"]);
  const boxes = await layersOf("plot(l, Sex ~ resid(.))");
  assertEquals([boxes.x, boxes.y], ["resid(.)", "Sex"]);
  const quantiles = await layersOf("qqnorm(l, ~ resid(.) | Sex)");
  assertEquals(quantiles.panels.length, 2);
  const effects = await layersOf("qqnorm(l, ~ ranef(.))");
  assertEquals(effects.panels.map((p) => p.top), ["(Intercept)"]);
  const named = await layersOf("plot(ranef(l))");
  assertEquals(named.y, "Subject");
});

Deno.test("letters of glht() have names and parts", async () => {
  const { blocks } = await obtained(() =>
    page(MODELS, "cat(cld(glht(fit, mcp(tension = 'Tukey')))$mcletters$Letters)")
  );
  assertEquals(blocks[1]!.diagnostics, []);
  assert(JSON.stringify(blocks[1]!.shown).includes("a b b"));
});
