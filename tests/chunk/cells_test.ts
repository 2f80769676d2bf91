/**
 * Blocks whose data are cells: every figure of a chapter as from its rows, and nothing of single rows.
 *
 * The data are the seed's, `tests/oracle/seed/`; the figures are those of its chapter.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { cellsText } from "../../lib/data/cells/cells_text.ts";
import { tableCells } from "../../lib/model/cells/table_cells.ts";
import { readTable } from "../../mod.ts";
import { runPage } from "../cases/run_page.ts";

const SEED = new URL("../oracle/seed/", import.meta.url);

/** A folder with the chapter's data, as rows and as cells of them. */
async function folderOfCells(): Promise<URL> {
  const folder = await Deno.makeTempDir();
  for (const [name, by] of [["fecal_crd", "Trt,Day"], ["fecal_grcbd", "Trt,Day,Room"]] as const) {
    const file = new URL(`${name}.csv`, SEED).pathname;
    const cells = tableCells(await readTable(file), {
      by: by.split(","),
      response: "F.Dry.matter",
      min: 5,
    });
    await Deno.writeTextFile(
      `${folder}/${name}.cells.csv`,
      await cellsText(cells, { from: `${name}.csv`, min: 5 }),
    );
    await Deno.copyFile(file, `${folder}/${name}.csv`);
  }
  return new URL(`file://${folder}/`);
}

const folder = await folderOfCells();

const block = (code: string): string => `# Page\n\n\`\`\`{r}\n${code}\n\`\`\`\n`;

/** What a block shows, its figures and faults left out. */
const shown = async (code: string): Promise<string> => (await runPage(block(code), folder)).text;

const READ = (ending: string): string =>
  `pigs_crd <- read.csv("fecal_crd.${ending}")
pigs_crd$Day <- as.factor(pigs_crd$Day)
m <- lm(F.Dry.matter ~ Day*Trt, data = pigs_crd)
pigs_grcbd <- read.csv("fecal_grcbd.${ending}")
pigs_grcbd$Day <- as.factor(pigs_grcbd$Day)
pigs_grcbd$Room <- as.factor(pigs_grcbd$Room)
m_random <- lmer(F.Dry.matter ~ Day*Trt + (1|Room), data = pigs_grcbd)
m_fixed <- lm(F.Dry.matter ~ Day*Trt + Room, data = pigs_grcbd)
`;

/** Statements of the chapter and of what is commonly said beside them, with figures that R gives. */
const FIGURES: [statement: string, figures: RegExp][] = [
  [
    "car::Anova(m, type = 2)",
    /850\.7 +2 +8\.6720 0\.0002279[^]*896\.5 +5 +3\.6556 0\.0032772[^]*673\.1 +10 +1\.3723 0\.1934086[^]*12360\.9 252/,
  ],
  ["anova(m)", /12360\.9 +49\.05/],
  ["(se.mu <- sqrt(sigma(m)^2/45))", /1\.044041/],
  [
    `mu <- as.data.frame(emmeans(m, ~Trt, at = list(Trt = "A")))[,2]
t.star <- qt(p = .975, df = m$df.residual)
(mu - t.star*sqrt(sigma(m)^2/45))
(mu + t.star*sqrt(sigma(m)^2/45))`,
    /16\.40749[^]*20\.5198/,
  ],
  ["emmeans(m, ~Trt)", /18\.5 1\.04 252 +16\.4 +20\.5[^]*18\.6 1\.04 252 +16\.5 +20\.6/],
  [
    'car::Anova(m_random, type = 2, test.statistic = "F")',
    /10\.7115 +2 +250 3\.441e-05[^]*4\.7730 +5 +250 0\.0003483[^]*1\.1153 10 +250 0\.3509474/,
  ],
  [
    "emmeans(m_fixed, ~Trt, contr = list(c(1, -1, 0, 0, 0, 0)))",
    /18\.5 0\.914 250[^]*-5\.13 1\.29 250 +-3\.968/,
  ],
  [
    "emmeans(m_random, ~Trt, contr = list(c(1, -1, 0, 0, 0, 0)))",
    /18\.5 1\.71 3\.45[^]*-5\.13 1\.29 250 +-3\.968/,
  ],
  ["VarCorr(m_random)", /2\.5000[^]*6\.1292/],
  ["ranef(m_random)", /-2\.6319007[^]*0\.5013538[^]*2\.1305469/],
  ["logLik(m_random); AIC(m_random); BIC(m_random)", /-841\.6082[^]*1723\.216[^]*1795\.185/],
  ["anova(m_random)", /Satterthwaite[^]*250/],
  ["coef(summary(m_random))", /14\.83/],
  ["confint(m_random)", /0\.9277743 +6\.194954/],
  ["pairs(emmeans(m_random, ~Trt))", /-5\.127 1\.29 250 +-3\.968 +0\.0013/],
  ["multcomp::cld(emmeans(m_random, ~Trt | Day))", /group/],
  ["joint_tests(m_random)", /10\.712 +<\.0001/],
  ["car::Anova(m_fixed, type = 3)", /1952\.2 +1 +51\.9649/],
  ["anova(m_fixed, lm(F.Dry.matter ~ Day + Trt + Room, data = pigs_grcbd))", /-418\.99 1\.1153/],
  ["summary(aov(F.Dry.matter ~ Day*Trt + Error(Room), data = pigs_grcbd))", /Error: Room/],
  ["TukeyHSD(aov(F.Dry.matter ~ Trt, data = pigs_crd))", /Trt/],
  ["lmerTest::ranova(m_random)", /Room/],
  ["drop1(m_random)", /Day:Trt/],
  ["vcov(m_fixed)[1:2, 1:2]", /Day7/],
  ["equation(m_random)", /b_k/],
  ["shell(m_random)", /90σ²/],
  ["performance::r2(m_random)", /Marginal/],
  ["performance::model_performance(m)", /6\.766/],
  [
    `names(pigs_grcbd)[names(pigs_grcbd) == "F.Dry.matter"] <- "dm"
anova(lm(dm ~ Trt + Room, data = pigs_grcbd))`,
    /dm[^]*Residuals 262/,
  ],
  ["nrow(pigs_crd); table(pigs_crd$Trt, pigs_crd$Day)", /270/],
  ["lm(F.Dry.matter ~ Trt, data = pigs_crd, subset = Day != 0)", /TrtB/],
];

Deno.test("every figure of the chapter comes from cells to its last digit", async () => {
  for (const [statement, figures] of FIGURES) {
    const rows = await shown(READ("csv") + statement);
    const cells = await shown(READ("cells.csv") + statement);
    assertEquals(cells, rows, statement);
    assertMatch(cells, figures, statement);
  }
});

/** What else is said of models with weights and with a covariate, whose products cells have too. */
const ALIKE = [
  "AIC(m); BIC(m); logLik(m); deviance(m); extractAIC(m)",
  "AIC(mr); BIC(mr); logLik(mr); REMLcrit(mr)",
  "summary(m)$r.squared; summary(m)$adj.r.squared; summary(mx)$fstatistic",
  "performance::r2(m); performance::r2(mr); performance::icc(mr)",
  "effectsize::eta_squared(m); effectsize::omega_squared(m)",
  'emmeans(mx, ~ Trt); emtrends(mx, ~ Trt, var = "x")',
  'emmeans(mr, trt.vs.ctrl ~ Trt); contrast(emmeans(mr, ~ Day), "poly")',
  'confint(mr, method = "Wald"); confint(mx)',
  "anova(mr, lmer(F.Dry.matter ~ Day + Trt + (1 | Room), data = d, weights = w))",
  'anova(m, mx); drop1(m, test = "F")',
  'ranef(mr); coef(mr); fixef(mr); getME(mr, "theta")',
  'predict(mx, newdata = data.frame(Trt = "A", Room = "1", x = 12), interval = "confidence")',
  'car::linearHypothesis(m, "TrtB = 0"); car::vif(lm(F.Dry.matter ~ Trt + x, data = d, weights = w))',
  'summary(multcomp::glht(m, linfct = multcomp::mcp(Trt = "Dunnett")))',
  "lmer(F.Dry.matter ~ Trt + (x | Room), data = d, weights = w)",
  'lm(F.Dry.matter ~ 0 + x + Trt, data = d, weights = w, contrasts = list(Trt = "contr.sum"))',
  'd$Trt <- relevel(factor(d$Trt), ref = "C"); lm(F.Dry.matter ~ Trt * x, data = d, weights = w)',
  'anova(lm(F.Dry.matter ~ g, data = transform(d, g = ifelse(Trt == "A", "a", "b")), weights = w))',
  "lmerTest::ranova(mr); lmerTest::contest(mr, c(0, 1, rep(0, 16)))",
  "broom::tidy(mx); broom::glance(mx)",
];

Deno.test("weighted models and covariates say the same of cells as of rows", async () => {
  // The seed's rows with a covariate and weights, both from a rule.
  const [head, ...rows] = Deno.readTextFileSync(new URL("fecal_grcbd.csv", SEED)).trim().split(
    "\n",
  );
  const more = rows.map((row, i) => `${row},${10 + (i * 37 % 53) / 8},${0.5 + (i * 29 % 31) / 16}`);
  await Deno.writeTextFile(new URL("w.csv", folder), `${[`${head},x,w`, ...more].join("\n")}\n`);
  const cells = tableCells(await readTable(new URL("w.csv", folder).pathname), {
    by: ["Trt", "Day", "Room"],
    response: "F.Dry.matter",
    covariates: ["x"],
    weights: "w",
    min: 5,
  });
  await Deno.writeTextFile(
    new URL("w.cells.csv", folder),
    await cellsText(cells, { from: "w.csv", min: 5 }),
  );
  const before = (ending: string): string =>
    `library(lme4)
library(emmeans)
d <- read.csv("w.${ending}")
d$Day <- factor(d$Day)
d$Room <- factor(d$Room)
m <- lm(F.Dry.matter ~ Day*Trt + Room, data = d, weights = w)
mr <- lmer(F.Dry.matter ~ Day*Trt + (1 | Room), data = d, weights = w)
mx <- lm(F.Dry.matter ~ Trt*x + Room, data = d, weights = w)
`;
  for (const statement of ALIKE) {
    const [ofRows, ofCells] = [
      await runPage(block(before("csv") + statement), folder),
      await runPage(block(before("cells.csv") + statement), folder),
    ];
    assertEquals(ofRows.faults.filter((f) => f.startsWith("error[")), [], statement);
    assertEquals(ofCells.text, ofRows.text, statement);
  }
  // The plain mean of squares of weighted residuals is none of their products.
  const { faults } = await runPage(
    block(`${before("cells.csv")}performance::model_performance(mr)`),
    folder,
  );
  assertMatch(faults.join("\n"), /^error\[needs-rows\]/m);
});

Deno.test("a summary says that residuals are of rows", async () => {
  for (const model of ["m", "m_random"]) {
    const rows = await shown(`${READ("csv")}summary(${model})`);
    const cells = await shown(`${READ("cells.csv")}summary(${model})`);
    const quartiles = / +Min +1Q +Median +3Q +Max *\n.*\n/;
    assertMatch(rows, quartiles);
    assertEquals(
      cells,
      rows.replace(quartiles, "(they are of rows, and the data are cells)\n"),
    );
  }
});

/** What has no value without rows. */
const REFUSED = [
  "mean(d$F.Dry.matter)",
  "head(d)",
  "d",
  "str(d)",
  "summary(d)",
  "unique(d)",
  "d$F.Dry.matter",
  "d$F.Dry.matter * 2",
  "d$F.Dry.matter > 20",
  "log(d$F.Dry.matter)",
  "tapply(d$F.Dry.matter, d$Trt, mean)",
  "aggregate(F.Dry.matter ~ Trt, data = d, FUN = mean)",
  "d |> dplyr::group_by(Trt) |> dplyr::summarise(m = mean(F.Dry.matter))",
  "d |> dplyr::mutate(z = F.Dry.matter - 1)",
  "d |> dplyr::filter(F.Dry.matter > 20)",
  "boxplot(F.Dry.matter ~ Trt, data = d)",
  "plot(d$F.Dry.matter)",
  "library(ggplot2); ggplot(d, aes(Trt, F.Dry.matter)) + geom_boxplot()",
  "t.test(F.Dry.matter ~ Trt, data = d, subset = Trt %in% c('A', 'B'))",
  "oneway.test(F.Dry.matter ~ Trt, data = d)",
  "bartlett.test(F.Dry.matter ~ Trt, data = d)",
  "kruskal.test(F.Dry.matter ~ Trt, data = d)",
  "pairwise.t.test(d$F.Dry.matter, d$Trt)",
  "performance::check_normality(m)",
  "performance::check_model(m)",
  "shapiro.test(residuals(m))",
  "rstandard(m)",
  "d[1:54, ]",
  "lm(F.Dry.matter ~ Trt, d[seq_len(nrow(d)) <= 54, ])",
  "lm(F.Dry.matter ~ Trt, rbind(d, d))",
  "residuals(m)",
  "fitted(m)",
  "plot(m)",
  "predict(m)",
  "m$residuals",
  "m$model",
  "model.matrix(m)",
  "hatvalues(m)",
  "cooks.distance(m)",
  "car::leveneTest(m)",
  "broom::augment(m)",
  "MASS::boxcox(m)",
  "simulate(m)",
  "lm(log(F.Dry.matter) ~ Trt, d)",
  "lm(F.Dry.matter ~ Pen, d)",
  "lm(F.Dry.matter ~ ., d)",
  "glm(F.Dry.matter ~ Trt, data = d, family = Gamma)",
  "glmmTMB::glmmTMB(F.Dry.matter ~ Trt, d)",
  "library(nlme); gls(F.Dry.matter ~ Trt, d, correlation = corAR1(form = ~ 1 | Room))",
  "d$id <- seq_len(nrow(d)); lm(F.Dry.matter ~ id, d)",
];

Deno.test("what needs rows is refused with its reason", async () => {
  const before =
    'd <- read.csv("fecal_grcbd.cells.csv")\nm <- lm(F.Dry.matter ~ Trt, data = d)\nlibrary(lme4)\n';
  for (const statement of REFUSED) {
    const { faults } = await runPage(block(before + statement), folder);
    const own = faults.filter((fault) => fault.startsWith("error["));
    assertEquals(own.length, 1, `${statement}: ${faults.join("\n")}`);
    assertMatch(own[0]!, /^error\[needs-rows\] \d+:\d+ /, statement);
    assert(own[0]!.includes("fecal_grcbd.cells.csv"), own[0]);
  }
});

Deno.test("a model fence takes cells as its data, and R is told that it has none", async () => {
  const fence = (ending: string): string =>
    `# Page\n\n\`\`\`model\n#| data: fecal_grcbd.${ending}\n#| factors: [Day, Room]\n` +
    "F.Dry.matter ~ Day*Trt + (1|Room)\n```\n";
  const points = / Behind them 270 points, each one observation\./g;
  const rows = await runPage(fence("csv"), folder);
  const cells = await runPage(fence("cells.csv"), folder);
  assertEquals(cells.faults, []);
  assertEquals(cells.text, rows.text.replaceAll(points, ""));
});
