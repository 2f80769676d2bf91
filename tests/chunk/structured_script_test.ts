/**
 * Models with structures of the residuals in the R of a page: nlme's, glmmTMB's or mmrm's call for every
 * structure that they have, and their words for what is asked of them. That R fits the same model is tried
 * where it is installed (`tests/long/structured_scripts.ts`).
 */
import { assertEquals } from "@std/assert";
import { STRUCTURES } from "../../lib/model/covariance/residual/structures.ts";
import { pageResults } from "../cases/run_page.ts";
import { structuredModels } from "./structures/models.ts";

const DATA = new URL("../oracle/rside/", import.meta.url);

async function scripts(blocks: readonly string[]): Promise<string[]> {
  const page = ["# T", ...blocks.map((b) => "```{r}\n" + b + "\n```\n")].join("\n\n");
  const { results } = await pageResults(page, DATA);
  const faults = results.flatMap((r) => r.diagnostics).filter((d) => d.severity === "error");
  assertEquals(faults.map((d) => d.message), []);
  return results.map((r) => r.r);
}

Deno.test("models with structures are written as R's packages fit them", async () => {
  const { head, models } = structuredModels();
  const [, ...found] = await scripts([head, ...models.map((m) => m.source)]);
  found.forEach((r, i) => assertEquals(r, models[i]!.r));
});

Deno.test("every structure is among the models", () => {
  const { models } = structuredModels();
  const text = models.map((m) => m.source).join("\n");
  const missing = Object.keys(STRUCTURES).filter((w) => !new RegExp(`\\b${w}\\b`).test(text));
  assertEquals(missing, []);
});

const DAYS = 'd <- read.csv("fecal_missing.csv")\nfor (f in c("Day", "Room", "Pen")) ' +
  "d[[f]] <- factor(d[[f]])";

Deno.test("what is asked of such models is asked in the words of their package", async () => {
  const [, mixed, marginal] = await scripts([
    DAYS,
    `m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d, residual = arh1(Day | Room:Pen))
m0 <- update(m, residual = ar1(Day | Room:Pen))
anova(m, ddf = "Kenward-Roger")
Anova(m, type = "II", test = "F")
anova(m0, m, refit = FALSE)
anova(m0, m)
VarCorr(m)
fixef(m)
logLik(m)
means <- emmeans(m, ~ Trt, lmer.df = "satterthwaite")
pairs(means)
r <- resid(m, type = "normalized")
compare_structures(m, c("cs", "ar1"))`,
    `m <- lmer(F.Dry.matter ~ Day * Trt, data = d, residual = arh1(Day | Room:Pen))
fixef(m)
VarCorr(m)
anova(m, type = 1)
m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d)
fixef(m)`,
  ]);
  const structure = (weights = ""): string =>
    `lme(F.Dry.matter ~ Day * Trt, random = ~1 | Room, data = d,\n` +
    `  correlation = corAR1(form = ~as.integer(Day) | Room/Pen)${weights}, na.action = na.omit)`;
  const own = ",\n  weights = varIdent(form = ~1 | Day)";
  assertEquals(
    mixed,
    [
      `m <- ${structure(own)}`,
      `m0 <- ${structure()}`,
      "# R has no Kenward and Roger's method for such a fit; emmeans has df of its own:",
      "joint_tests(m)",
      "# R has no F test of type II for such a fit, but χ²:",
      "car::Anova(m, type = 2)",
      "anova(m0, m)",
      'anova(update(m0, method = "ML"), update(m, method = "ML"))',
      "VarCorr(m)",
      "fixef(m)",
      "logLik(m)",
      "means <- emmeans(m, ~Trt)",
      "pairs(means)",
      'r <- resid(m, type = "normalized")',
      "# R has no such function:",
      '# compare_structures(m, c("cs", "ar1"))',
    ].join("\n"),
  );
  assertEquals(
    marginal,
    [
      "m <- gls(F.Dry.matter ~ Day * Trt, data = d,",
      "  correlation = corAR1(form = ~as.integer(Day) | Room/Pen),",
      "  weights = varIdent(form = ~1 | Day), na.action = na.omit)",
      "coef(m)",
      "summary(m)$modelStruct",
      "# The denominators of nlme go by the grouping:",
      "anova(m)",
      "m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d)",
      "fixef(m)",
    ].join("\n"),
  );
});
