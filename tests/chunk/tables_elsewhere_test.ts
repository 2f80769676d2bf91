/**
 * Words of packages that the machine of the references lacks, beside what R 4.2.2 gives by emmeans 1.8.4,
 * lme4 1.1.31 and base R:
 *
 *     emmeans(lm(Sepal.Width ~ Species, iris), ~ Species); summary(pairs(…), infer = TRUE, adjust = "holm")
 *     predict(lm(mpg ~ wt, mtcars), data.frame(wt = 2:3), se.fit = TRUE, interval = "confidence")
 *     aggregate(breaks ~ wool, warpbreaks, function(v) c(quantile(v), mean(v), sd(v), length(v)))
 *     coef(summary(lmer(Reaction ~ Days + (Days | Subject), sleepstudy))); confint(…, method = "Wald")
 *
 * Tables of modelbased are those that insight 0.19.0 writes of such frames by `export_table(format_table(d))`.
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { Awaits } from "../../lib/awaits.ts";
import { evaluateBlock, evaluatePage } from "../../lib/chunk/page/page.ts";
import { renderText } from "../../lib/render/render.ts";
import { block, environment } from "./pages.ts";

/** What a block prints. */
async function printed(code: string): Promise<string> {
  const { scope } = evaluatePage([], environment());
  for (;;) {
    try {
      const made = evaluateBlock(block(code), environment(), scope);
      assertEquals(made.diagnostics, []);
      return made.shown.map((s) => renderText(s.value)).join("\n").trim();
    } catch (error) {
      if (!(error instanceof Awaits)) throw error;
      await error.obtain();
    }
  }
}

/** The numbers that a block prints. */
async function numbers(code: string): Promise<number[]> {
  const text = (await printed(code)).replace(/^\s*\[\d+\]/gm, "");
  return [...text.matchAll(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g)].map(([n]) => Number(n));
}

async function near(code: string, wanted: readonly number[], by: number): Promise<void> {
  const found = await numbers(code);
  assertEquals(found.length, wanted.length, code);
  wanted.forEach((w, i) => assertAlmostEquals(found[i]!, w, by, code));
}

Deno.test("means and contrasts of modelbased are those of emmeans, in insight's tables", async () => {
  const fit = "m <- lm(Sepal.Width ~ Species, iris)\n";
  assertEquals(
    await printed(`${fit}estimate_means(m)`),
    `Estimated Marginal Means

Species    | Mean |   SE |       95% CI
---------------------------------------
setosa     | 3.43 | 0.05 | [3.33, 3.52]
versicolor | 2.77 | 0.05 | [2.68, 2.86]
virginica  | 2.97 | 0.05 | [2.88, 3.07]

Marginal means estimated at Species`,
  );
  await near(
    `${fit}x <- as.data.frame(estimate_means(m)); c(x$Mean, x$SE, x$CI_low, x$CI_high)`,
    [
      3.428,
      2.77,
      2.974,
      0.0480391,
      0.0480391,
      0.0480391,
      3.333064,
      2.675064,
      2.879064,
      3.522936,
      2.864936,
      3.068936,
    ],
    1e-6,
  );
  await near(
    `${fit}x <- estimate_contrasts(m); c(x$Difference, x$t, x$p)`,
    [0.658, 0.454, -0.204, 9.685366, 6.682608, -3.002758, 5.442e-17, 9.0704e-10, 0.003147],
    1e-5,
  );
  assertEquals(
    (await printed(`${fit}estimate_contrasts(m)`)).split("\n")[4],
    "setosa     | versicolor |       0.66 | [ 0.49,  0.82] | 0.07 |   9.69 | < .001",
  );
});

Deno.test("expectations of modelbased are those of predict", async () => {
  await near(
    `x <- estimate_expectation(lm(mpg ~ wt, mtcars), data = data.frame(wt = 2:3))
     c(x$Predicted, x$SE, x$CI_low, x$CI_high)`,
    [26.59618, 21.25171, 0.8678067, 0.5519713, 24.82389, 20.12444, 28.36848, 22.37899],
    1e-5,
  );
});

Deno.test("favstats and summaryBy give the numbers of each group", async () => {
  await near(
    "x <- favstats(breaks ~ wool, data = warpbreaks); c(x$min, x$Q1, x$median, x$Q3, x$max, x$mean, x$sd, x$n, x$missing)",
    [
      10,
      13,
      19.5,
      18,
      26,
      24,
      36,
      29,
      70,
      44,
      31.03704,
      25.25926,
      15.85143,
      9.300921,
      27,
      27,
      0,
      0,
    ],
    1e-5,
  );
  assertEquals(
    await printed("summaryBy(breaks ~ wool, data = warpbreaks, FUN = c(mean, length))"),
    `wool breaks.mean breaks.length
1    A    31.03704            27
2    B    25.25926            27`,
  );
  await near(
    "summaryBy(. ~ tension, data = warpbreaks, FUN = c(mean))[[2]]",
    [36.38889, 26.38889, 21.66667],
    1e-5,
  );
  await near(
    "summaryBy(breaks ~ wool, data = warpbreaks, FUN = function(x) c(m = mean(x), s = sd(x)))$breaks.s",
    [15.85143, 9.300921],
    1e-5,
  );
});

Deno.test("pieces of mixed models as mixedup has them", async () => {
  const fit = "m <- lme4::lmer(Reaction ~ Days + (Days | Subject), sleepstudy)\n";
  await near(
    `${fit}x <- extract_fixed_effects(m); c(x$value, x$se, x$t, x$lower_2.5, x$upper_97.5)`,
    [251.405, 10.467, 6.825, 1.546, 36.838, 6.771, 238.029, 7.437, 264.781, 13.497],
    2e-3,
  );
  await near(
    `${fit}x <- extract_random_effects(m)[1:2, ]; c(x$value, x$se)`,
    [2.259, -40.399, 12.071, 12.071],
    2e-3,
  );
});
