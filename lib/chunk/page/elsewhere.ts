/**
 * Verbs of R that authors reach for and that are not part of the block language, with what does
 * the same here.
 *
 * @module
 */

const PLOT =
  "A plot fence draws with Observable Plot; plot(emmeans(m, ~ Trt)) and emmip() are verbs";
const WHOLE = "Verbs work on whole vectors and tables: aggregate(y ~ Trt, data, FUN = mean)";
const NORMAL = "Responses are normal here, or counts: lm(), lmer() and glm(…, family = poisson())";
const EFFECTS = "A block has no side effects: leave it out";

const CODING = "Codings are named without brackets: lm(…, contrasts = list(Trt = contr.sum))";
const CHANCE = "A block draws no random numbers: save the simulated data as CSV";
const LETTERS = "factor(x, levels = c(…), labels = c(…)) writes levels anew";
const LONG = "Save the data as CSV with one row for each measurement";
const DAYS = "Write days as numbers in the data";
const PATH = 'Write the path itself, relative to the page: read.csv("data/trial.csv")';
const COLUMNS = "mutate(d, new = …) makes columns";

const RESIDUALS = "residuals_plot(m) and qqPlot(resid(m)) show how residuals are spread";
const GAPS =
  "A fit leaves out rows with missing values and counts them; filter(d, !is.na(y)) does too";
const NAMED = "Name the columns: select(d, a, b)";

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
  glmer: NORMAL,
  glmmTMB: NORMAL,
  nls: NORMAL,
  lme: "lmer(y ~ x + (1 | g), data = d) fits random intercepts",
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
  read_excel: "Save the sheet as CSV and read it by read.csv()",
  read_xlsx: "Save the sheet as CSV and read it by read.csv()",
  read_xls: "Save the sheet as CSV and read it by read.csv()",
  read_sas: "Save the data as CSV and read them by read.csv()",
  read_sav: "Save the data as CSV and read them by read.csv()",
  fread: "read.csv() reads a million rows in a second",
  vroom: "read_csv() reads what vroom does",
  "system.file": PATH,
  load: "Save the table itself in R and read it by readRDS(), or as CSV by read.csv()",
  data: "Save the data as CSV and read them by read.csv()",
  "write.csv": EFFECTS + "; every table of a page can be downloaded",
  include_graphics: "Pictures stand in the prose: ![words](picture.png)",
  setwd: EFFECTS + "; paths are relative to the page",
  source: EFFECTS + "; `#| from:` takes the values of another page",
  rm: EFFECTS,
  "install.packages": EFFECTS + "; everything is here already",
  "do.call": "Call the verb itself",
  Reduce: WHOLE,
  matrix: "rbind(1:2, 3:4) makes a matrix by rows, data.frame(…) a table",
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
  contest: "contrast(emmeans(m, ~ Trt), list(name = c(1, -1, 0))) tests a combination of means",
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
  numeric: "rep(0, n) makes n numbers",
  integer: "rep(0L, n) makes n whole numbers",
  logical: "rep(FALSE, n) makes n truth values",
  character: 'rep("", n) makes n texts',
  vector: "rep(NA, n) makes n places",
  seq_along: "seq_len(length(x))",
  rep_len: "rep(x, length.out = n)",
  NROW: "length(x) of a vector, nrow(d) of a table",
  NCOL: "ncol(d) of a table",
  colnames: "names(d)",
  rownames: "data.frame(…, row.names = …) names rows",
  "as.integer": "as.numeric(x)",
  xor: "a != b",
  identical: "all(a == b)",
  floor: "x %/% 1",
  trunc: "x %/% 1 of what is above zero",
  diff: "x[-1] - x[-length(x)]",
  pmin: "ifelse(x < y, x, y)",
  pmax: "ifelse(x > y, x, y)",
  rank: "order(x) has the places of the elements in order",
  "which.max": "which(x == max(x))",
  "which.min": "which(x == min(x))",
  match: "x %in% y says whether, which(y == 1) where",
  duplicated: "unique(x) leaves out what stands before",
  setdiff: "x[!(x %in% y)]",
  union: "unique(c(x, y))",
  intersect: "unique(x[x %in% y])",
  quantile: "summary(x) has the quartiles, median(x) the median",
  IQR: "summary(x) has the quartiles",
  cor: "summary(lm(y ~ x))$r.squared is the square of the correlation",
  "cor.test": "anova(lm(y ~ x)) tests whether y depends on x",
  cut: 'ifelse(x > 10, "high", "low")',
  case_when: 'ifelse(x > 10, "high", ifelse(x > 5, "mid", "low"))',
  switch: "ifelse(test, yes, no)",
  nchar: LETTERS,
  substring: LETTERS,
  strsplit: LETTERS,
  trimws: LETTERS,
  grepl: "Compare by == or %in%",
  unlist: "c(…) makes a vector",
  split: WHOLE,
  by: WHOLE,
  across: "mutate(d, a = as.factor(a), b = as.factor(b)) names each column",
  pull: "d$x",
  desc: "order(x, decreasing = TRUE)",
  slice: "d[1:5, ]",
  everything: NAMED,
  starts_with: NAMED,
  contains: NAMED,
  colMeans: "mean(d$x) of each column",
  colSums: "sum(d$x) of each column",
  rowSums: "d$a + d$b",
  "na.omit": GAPS,
  "complete.cases": GAPS,
  drop_na: GAPS,
  attach: "data = d and with(d, …) find the columns of a table",
  step: "Anova(m) tests each term; anova(m1, m2) compares two models",
  "shapiro.test": RESIDUALS,
  leveneTest: RESIDUALS,
  "bartlett.test": RESIDUALS,
  hatvalues: RESIDUALS,
  "cooks.distance": RESIDUALS,
  rstandard: RESIDUALS,
  rstudent: RESIDUALS,
  icc: "as.data.frame(VarCorr(m))$vcov has the variances to divide",
  ICC: "as.data.frame(VarCorr(m))$vcov has the variances to divide",
  isSingular: "VarCorr(m) shows which component is zero",
  ls_means: "emmeans(m, ~ Trt)",
  difflsmeans: "pairs(emmeans(m, ~ Trt))",
  eff_size: "pairs(emmeans(m, ~ Trt)), divided by sigma(m)",
  "power.t.test": "power(design(…), variance = …) of a declared design",
  "Sys.Date": "Write the date",
  "Sys.time": "Write the date",
};

/** Every hint, by the verb of R that it is for. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map(Object.entries(HINTS));

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
