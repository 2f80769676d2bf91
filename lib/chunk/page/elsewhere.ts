/**
 * Verbs of R that authors reach for and that are not part of the block language, with what does
 * the same here.
 *
 * @module
 */

const PATH = 'Write the path itself, relative to the page: read.csv("data/trial.csv")';

const ORDERED =
  "Ordered categories have no model of their own here: glm() with binomial fits a split of them, y > 2";

/** What R alone can make, once, on its author's command. */
const STORED =
  "In a block with the line #| engine: R, heddle store runs it in R once, and the page shows what it gave";

const SMOOTH = `Smooth curves of lm() and lmer() are splines in the formula, bs and ns. ${STORED}`;

const PENALTY = `lm(y ~ x) is least squares, and step(m) chooses terms by AIC. ${STORED}`;

const PLACES =
  `gls(…, correlation = corSpher(form = ~ row + col)) estimates range and sill, and plot(Variogram(m)) shows them. ${STORED}`;

const SAMPLED = `Models are fitted by their likelihood here, glmer() and glmmTMB(). ${STORED}`;

/** The same sentence of several words. */
const all = (words: string, hint: string): Record<string, string> =>
  Object.fromEntries(words.split(" ").map((word) => [word, hint]));

const HINTS: Readonly<Record<string, string>> = {
  ...all("gam gamm gamm4 bam te ti t2 gam.check concurvity draw appraise gratia gamlss", SMOOTH),
  ...all("glmnet cv.glmnet ncvreg grpreg R2oosse", PENALTY),
  ...all(
    "variogram fit.variogram variogramLine vgm krige coordinates coordinates<- spautolm",
    PLACES,
  ),
  ...all(
    "cmdstan_model stan stan_model sampling brm stan_glm stan_lmer stan_glmer rstanarm jags.model coda.samples " +
      "MCMCglmm mcmc_trace mcmc_pairs mcmc_hist mcmc_areas mcmc_intervals mcmc_dens pp_check ulam quap inla blavaan",
    SAMPLED,
  ),
  ...all(
    "asreml SpATS spatsm sommer mmer mmec remlf90 rpart randomForest ranger train neuralnet",
    STORED,
  ),
  read_xls: "Save the workbook as .xlsx and read it by read_excel()",
  "read.xlsx": "read_excel() reads sheets of workbooks",
  read_sas: "Save the data as CSV and read them by read.csv()",
  read_sav: "Save the data as CSV and read them by read.csv()",
  spec: "str(d) shows what each column is",
  problems: "What is odd in a file is told where it is read",
  read_dta: "Save the data as CSV and read them by read.csv()",
  read_spss: "Save the data as CSV and read them by read.csv()",
  "read.spss": "Save the data as CSV and read them by read.csv()",
  "read.dta": "Save the data as CSV and read them by read.csv()",
  read_feather: "Write it as Parquet, and read that by read_parquet()",
  read_table: "read.table() reads fields that blanks divide, with header = TRUE",
  read_fwf: "Save the data as CSV and read them by read.csv()",
  "read.fwf": "Save the data as CSV and read them by read.csv()",
  fread: "read.csv() reads it, and setDT(d) makes a data.table of it",
  vroom: "read_csv() reads what vroom does",
  "system.file": PATH,
  "lm.ridge": "lm(y ~ x) is least squares; a penalty has no place here",
  polr: ORDERED,
  clm: ORDERED,
  clmm: ORDERED,
  multinom: "glm() with binomial compares two categories, and chisq.test() whole tables",
  betareg: "glmmTMB() with family = beta_family is the same likelihood, with dispformula for phi",
  glmmPQL:
    "glimmix() fits by restricted pseudo-likelihood with degrees of freedom, glmer() by Laplace's " +
    "approximation",
  loglm: "glm(…, poisson) fits counts, and anova() of two such fits compares them",
  lda: "glm() with binomial tells two groups apart",
  scatterplot: "plot(y ~ x, d) draws points, and abline(lm(y ~ x, d)) a line through them",
  scatterplotMatrix: "pairs(…) draws each column against each",
  truehist: "hist(x) draws columns; hist(x, freq = FALSE) those of density",
  symbox: "boxcox(…) shows which power of the response fits",
  boxCox: "boxcox(…) is its name in MASS",
  powerTransform: "boxcox(…) shows which power of the response fits",
  spreadLevelPlot: "plot(m) draws the residuals of a model",
  marginalModelPlots: "plot(m) draws the residuals of a model",
  mmps: "plot(m) draws the residuals of a model",
  ceresPlots: "plot(m) draws the residuals of a model",
  dfbetaPlots: "dfbetas(…) has what is drawn",
  influenceIndexPlot: "influence.measures(…) has what is drawn",
  hccm: "vcov(m) has the covariances of the coefficients, the variances being equal",
  compareCoefs: "coef(summary(m)) has the estimates of one model",
  "eff.aovlist": "proj(…) has the part of each term in each stratum",
  termplot: "predict(m) has the fitted values, and plot(m) draws the residuals",
  allFit: "logLik(m) is at the optimum itself, which no other optimizer would better",
  show_tests: "anova(m) has the tests, and contest() tests functions of coefficients",
  aov_ez: "anova_test() of rstatix has its tests: dv = y, wid = id, between = a, within = b",
  aov_car: "anova_test() of rstatix has its tests: y ~ a * b + Error(id / b)",
  aov_4: "anova_test() of rstatix has its tests: dv = y, wid = id, between = a, within = b",
  mixed: 'anova(m, ddf = "Kenward-Roger") has the tests of an lmer',
  predictInterval: "predict(m) has the predictions, and simulate(m) new observations",
  REsim: "ranef(m) has the effects with their conditional variances",
  plotREsim: "ranef(m) has the effects with their conditional variances",
  tab_model: "tidy(m, conf.int = TRUE) has the estimates as a table, which kable() writes",
  plot_model:
    "plot(emmeans(m, ~ Trt)) draws means with their limits, emmip(m, a ~ x, CIs = TRUE) lines of two factors, dotplot(ranef(m)) random effects",
  ggpredict: "emmip(m, a ~ x, at = list(x = 1:9), CIs = TRUE) draws predictions with their limits",
  ggeffect: "emmip(m, a ~ x, at = list(x = 1:9), CIs = TRUE) draws predictions with their limits",
  ggemmeans: "emmip(m, a ~ x, at = list(x = 1:9), CIs = TRUE) draws predictions with their limits",
  afex_plot: "emmip(m, a ~ b, CIs = TRUE) draws the means of two factors with their limits",
  ts: 'plot(x, y, type = "l") draws values over time',
  "plot.ts": 'plot(x, y, type = "l") draws values over time',
  model_parameters: "tidy(m, conf.int = TRUE) has the estimates with their limits",
  standardize_parameters: "lm(scale(y) ~ scale(x), d) has standardized estimates",
  avg_predictions: "emmeans(m, ~ Trt) has the means over the other columns",
  avg_comparisons: "pairs(emmeans(m, ~ Trt)) has the differences of means",
  avg_slopes: 'emtrends(m, ~ Trt, var = "x") has the slopes',
  predictmeans: "emmeans(m, ~ Trt) has the means, and pairs() of them their differences",
  skim: "summary(d) looks at each column, glimpse(d) at their beginnings",
  CLD: "cld(emmeans(m, ~ Trt)) has the letters",
  plotmeans: "plot(emmeans(m, ~ Trt)) draws means with their limits",
  dredge: "aictab(list(m1, m2)) compares models by AICc, and step(m) searches for one",
  "model.sel": "aictab(list(m1, m2)) compares models by AICc",
  "model.avg": "aictab(list(m1, m2)) has the weights of models; means are of one model here",
  avPlots:
    "plot(resid(…) ~ resid(…)) draws residuals of y against those of one column, both given the others",
  leveragePlots: "plot(m) draws the residuals of a model",
  influencePlot:
    "hatvalues(m) has the leverage, cooks.distance(m) the influence, and plot(m) draws residuals",
  gvlma: "plot(m) draws what shows the assumptions of a model",
  "waller.test": 'cld(emmeans(m, ~ Trt), adjust = "none")',
  residualPlots: "plot(m) draws the residuals of a model",
  nlme: `nls() fits one curve, also with parameters for each group, a[g]. ${STORED}`,
  gnls: `nls(…, weights = w) fits a curve with weights. ${STORED}`,
  nlmer: `nls() fits one curve, also with parameters for each group, a[g]. ${STORED}`,
  nlsList:
    "nls(…, subset = g == 1) fits the curve to one group; lapply() goes through those of split(d, d$g)",
  selfStart: "nls(…, start = list(a = 1, b = 1)) takes any function of a page with first values",
  drm: "nls(…) with SSfpl(log(dose), A, B, xmid, scal) fits curves of a dose",
  ICC: "as.data.frame(VarCorr(m))$vcov has the variances to divide",
  emm_defaults: 'get_emm_option("lmer.df") gives a setting of means',
  "as.mcmc": "Means are not of draws here; simulate(m) draws observations",
  "hpd.summary": "Means are not of draws here; confint(e) has their limits",
  force_regular: "emmeans(m, ~ Trt, nesting = NULL) passes nesting over",
};

/** Pictures of R's that are not drawn, each with the nearest that is. */
const DRAWN: Readonly<Record<string, string>> = {
  image: "geom_raster() of ggplot2 colours cells",
  contour: "geom_contour() of ggplot2 draws lines of equal height, of columns x, y and z",
  "filled.contour":
    "geom_contour_filled() of ggplot2 fills classes of heights, of columns x, y and z",
  persp: "geom_contour_filled() of ggplot2 fills classes of heights, of columns x, y and z",
  smoothScatter: "Many points are drawn by plot(x, y, pch = 1)",
  stars: "Lines of each row are matplot(t(x))",
  fourfoldplot: "mosaicplot(table(a, b)) shows counts as areas",
  assocplot: "mosaicplot(table(a, b)) shows counts as areas",
  bxp: "Draw boxplot(y ~ group), which computes what it draws",
  identify: "Name points by text(x, y, labels); a page has nobody who clicks",
  locator: "Write the place itself; a page has nobody who clicks",
  clip: "xlim and ylim in plot() bound what is shown",
  xspline: "A smooth line through points is lines(lowess(x, y))",
  rasterImage: "Pictures stand in the prose: ![words](picture.png)",
};

/** Every hint, by the verb of R that it is for. */
export const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...HINTS, ...DRAWN }),
);

/** Functions of R whose names resemble verbs, but that do something else. */
const OTHERS: ReadonlySet<string> = new Set([
  ..."C anyNA as.vector assign asTable avPlot bc by cftest character".split(" "),
  ..."compareCoefs conflicts contrMat crPlot dchisq Dim dimnames dir dlnorm dnorm".split(
    " ",
  ),
  ..."enlist expr factorial file Filter ftable Ftest interactive is.character".split(" "),
  ..."is.data.frame is.factor is.numeric is.vector isFALSE jitter kmeans labels lag last".split(
    " ",
  ),
  ..."lengths lmList logit lqs mad Manova Map mcPlot napredict".split(" "),
  ..."naresid NCOL ngrps NROW norm numeric Pair poTest plnorm qlnorm reorder".split(" "),
  ..."rep_len residualPlot rlnorm se.contrast seq_along sign spm strOptions subsets svd".split(" "),
  ..."switch sym unlist varComb vars vector withVisible".split(" "),
]);

/** Whether a name is one of R's, so that no verb of a like name is meant. */
export function isOther(verb: string): boolean {
  return OTHERS.has(verb);
}

/** What does the work of an R verb that the language lacks, or null. */
export function hintFor(verb: string): string | null {
  return ELSEWHERE.get(verb) ?? null;
}
