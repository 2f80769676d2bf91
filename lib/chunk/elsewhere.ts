/**
 * Verbs of R that authors reach for and that are not part of the block language, with what does
 * the same here.
 *
 * @module
 */

const PLOT =
  "A plot fence draws with Observable Plot; plot(emmeans(m, ~ Trt)) and emmip() are verbs";
const WHOLE = "Verbs work on whole vectors and tables: aggregate(y ~ Trt, data, FUN = mean)";
const NORMAL = "Responses are normal here: lm() and lmer()";
const EFFECTS = "A block has no side effects: leave it out";

const CODING = "Codings are named without brackets: lm(…, contrasts = list(Trt = contr.sum))";
const CHANCE = "A block draws no random numbers: save the simulated data as CSV";
const LETTERS = "factor(x, levels = c(…), labels = c(…)) writes levels anew";
const LONG = "Save the data as CSV with one row for each measurement";
const DAYS = "Write days as numbers in the data";
const COLUMNS = "mutate(d, new = …) makes columns";

const HINTS: Readonly<Record<string, string>> = {
  ggplot: PLOT,
  aes: PLOT,
  qplot: PLOT,
  hist: PLOT,
  boxplot: PLOT,
  barplot: PLOT,
  lines: PLOT,
  points: PLOT,
  abline: PLOT,
  legend: PLOT,
  par: PLOT,
  apply: WHOLE,
  sapply: WHOLE,
  lapply: WHOLE,
  tapply: WHOLE,
  vapply: WHOLE,
  map: WHOLE,
  group_by: WHOLE,
  summarise: WHOLE,
  summarize: WHOLE,
  count: "table(x) counts",
  tally: "table(x) counts",
  arrange: "Pick rows in order: d[order(d$x), ]",
  rename: "select(d, new = old, …) names columns anew",
  glm: NORMAL,
  glmer: NORMAL,
  glmmTMB: NORMAL,
  nls: NORMAL,
  lme: "lmer(y ~ x + (1 | g), data) fits random intercepts",
  gls: "lmer() and lm() are the models here",
  aov: "lm() with anova(), or lmer() where there are strata",
  lsmeans: "emmeans() is its name now",
  "LSD.test": 'cld(emmeans(m, ~ Trt), adjust = "none")',
  "HSD.test": "cld(emmeans(m, ~ Trt))",
  TukeyHSD: "pairs(emmeans(m, ~ Trt)) compares by Tukey",
  glht: "contrast(emmeans(m, ~ Trt), …)",
  drop1: "Anova(m) tests each term",
  lrtest: "anova(m1, m2) compares models by likelihood",
  "t.test": "test(pairs(emmeans(m, ~ Trt))) of a fitted model",
  str: "head(x) shows the first rows",
  glimpse: "head(x) shows the first rows",
  View: "head(x) shows the first rows",
  cat: "Write the words in the prose, with `r …` for the numbers",
  sprintf: "Write the words in the prose, with `r …` for the numbers",
  format: "round() and signif() set digits; a block's `digits` option does so for tables",
  "read.table": 'read.csv(file, sep = "\\t") reads other delimiters',
  "read.delim": 'read.csv(file, sep = "\\t") reads tabs',
  read_csv: "read.csv() reads the file",
  read_excel: "Save the sheet as CSV and read it by read.csv()",
  readRDS: "Save the data as CSV and read them by read.csv()",
  load: "Save the data as CSV and read them by read.csv()",
  data: "Save the data as CSV and read them by read.csv()",
  "write.csv": EFFECTS + "; every table of a page can be downloaded",
  setwd: EFFECTS + "; paths are relative to the page",
  source: EFFECTS + "; `#| from:` takes the values of another page",
  rm: EFFECTS,
  "install.packages": EFFECTS + "; everything is here already",
  "do.call": "Call the verb itself",
  Reduce: WHOLE,
  matrix: "data.frame(…) makes a table",
  cbind: "data.frame(a, b) puts columns together",
  merge: "Put the columns together before: mutate() adds one",
  left_join: "Put the columns together before: mutate() adds one",
  within: COLUMNS,
  mutate_at: COLUMNS,
  mutate_if: COLUMNS,
  contrasts: CODING,
  "contr.sum": CODING,
  "contr.SAS": CODING,
  "contr.treatment": CODING,
  "contr.helmert": CODING,
  "contr.poly": CODING,
  ref_grid: "emmeans(m, ~ Trt, at = list(x = 1)) averages a grid",
  contest: "contrast(emmeans(m, ~ Trt), list(name = c(1, -1))) tests a combination of means",
  contestMD: "joint_tests(m) tests several at once",
  rnorm: CHANCE,
  rbinom: CHANCE,
  rpois: CHANCE,
  runif: CHANCE,
  rexp: CHANCE,
  sample: CHANCE,
  sub: LETTERS,
  gsub: LETTERS,
  substr: LETTERS,
  toupper: LETTERS,
  tolower: LETTERS,
  recode: LETTERS,
  fct_recode: LETTERS,
  ordered: "factor(x, ordered = TRUE)",
  gl: "factor(rep(c(…), each = n)) makes the levels of a plan",
  pivot_longer: LONG,
  pivot_wider: LONG,
  gather: LONG,
  spread: LONG,
  melt: LONG,
  reshape: LONG,
  "as.Date": DAYS,
  as_date: DAYS,
  difftime: DAYS,
  tibble: "data.frame(…) makes a table",
  data_frame: "data.frame(…) makes a table",
  bind_cols: "data.frame(a, b) puts columns together",
  if_else: "ifelse(test, yes, no)",
  distinct: "unique(d)",
  "is.nan": "is.na(x)",
  qqnorm: "plot(m) draws the residuals of a model",
  residualPlots: "plot(m) draws the residuals of a model",
  "predict.lm": "predict(m)",
  "interaction.plot": "emmip(m, a ~ b)",
  rchisq: CHANCE,
  "read.csv2": 'read.csv(file, sep = ";", dec = ",")',
};

/** Functions of R whose names resemble verbs, but that do something else. */
const OTHERS: ReadonlySet<string> = new Set([
  ..."C anyNA as.vector assign asTable avPlot bc biplot by cdplot cftest character".split(" "),
  ..."compareCoefs conflicts contrMat coplot crPlot dchisq Dim dimnames dir dlnorm dnorm".split(
    " ",
  ),
  ..."enlist expr factorial file Filter ftable Ftest grid interactive is.character".split(" "),
  ..."is.data.frame is.factor is.numeric is.vector isFALSE jitter kmeans labels lag last".split(
    " ",
  ),
  ..."lengths lmList logit lqs mad manova Manova Map mcPlot mvcontrast napredict".split(" "),
  ..."naresid NCOL ngrps NROW norm numeric Pair poTest plnorm qqplot qlnorm reorder".split(" "),
  ..."rep_len residualPlot rlnorm se.contrast seq_along sign spm strOptions subsets svd".split(" "),
  ..."switch sym text unlist varComb vars vector withVisible".split(" "),
]);

/** Whether a name is one of R's, so that no verb of a like name is meant. */
export function isOther(verb: string): boolean {
  return OTHERS.has(verb);
}

/** What does the work of an R verb that the language lacks, or null. */
export function hintFor(verb: string): string | null {
  if (Object.hasOwn(HINTS, verb)) return HINTS[verb]!;
  return /^(geom|scale|theme|facet|stat|coord)_|^labs$/.test(verb) ? PLOT : null;
}
