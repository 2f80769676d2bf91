/** Statements on pages beside live R 4.2.2 (`reference/record.R`): printed text, line by line. */
import { assertEquals } from "@std/assert";
import { compared } from "./recorded.ts";

/** Why a page prints something else than R on purpose. */
const TIE = "half of a last digit, which R rounds as the rounding of its own sums falls";

const TIED = "R's variance of tied scores is not that of permutations: manual-conventions.md";

const WORKING =
  "R's dispersion is of the residuals of its last step but one, ours of the estimates";

const WHOLE = "a number that is whole but for R's rounding, which tibbles show with a point";

const MESSAGE_FIRST = "R gives the first sentence as a message";

const HIGHER = "a higher likelihood than where nlme's search ends, or fails";

const OPTIMUM = "the optimum itself; R's optimizer stops before it";

const DERIVATIVES = "standard errors by exact derivatives, R's by differences";

const MESSAGE = "R gives a sentence of it as a message";

const LATTICE = "R integrates the multivariate t by chance, to about 5e-4";

const OWN_DF = "df of the contrasts; R has those of the means, or says that they are inherited";

const SLOPE = "the derivative, where R takes a difference";

const PAIRS = "pairs at the smallest distance, which R leaves out of its first class";

const ONCE = "a covariance that two parts of a model stand for is one parameter";

const REFUSED = "refused at its place";

const SMALL_TAIL = "small p-values of the studentized range exactly, which R gives to 1e-11";

const LIMIT = "the limit itself, which R interpolates between points of the profile";

const SPHERICAL = "R counts responses where its own source counts contrasts: manual-conventions.md";

const ITSELF = "a column correlates with itself by exactly 1, which R misses by rounding";

const UNKNOWN_DF = "df that nobody gave are infinite, which R uses and does not show";

const NOTHING = "a function without any coefficient has no error to measure by";

const ROUNDED_F = "R subtracts F ratios that it has rounded to three places";

const EXPLAINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aov: {
    'summary(a)[[1]][["Pr(>F)"]]': TIE,
    'model.tables(b, "means")': TIE,
    'model.tables(b, "means", cterms = "wool:tension")': TIE,
    'model.tables(a, "means")': TIE,
    'model.tables(a, "means", se = TRUE)': TIE,
    "summary(e)": TIE,
    "summary(s)": TIE,
    'model.tables(s, "means")': TIE,
    "summary(aov(Y ~ N*V + Error(B:V), oats))": TIE,
  },
  codings_given: {
    "summary(fit, split = list(A = list(c1 = 1, c2 = 2)))": TIE,
  },
  more_hypotheses: {
    "mood.test(x, y)": TIED,
    "mood.test(len ~ supp, ToothGrowth)": TIED,
    "ansari.test(x, y)": TIED,
  },
  broom: {
    'tidy(s, effects = "ran_vals", conf.int = TRUE)': OPTIMUM,
    'tidy(s, effects = "ran_pars", conf.int = TRUE, conf.method = "profile")': OPTIMUM,
    'tidy(s, effects = "fixed", ddf.method = "Kenward-Roger")': WHOLE,
    "tidy(gm)": DERIVATIVES,
    "tidy(gm, conf.int = TRUE, exponentiate = TRUE)": DERIVATIVES,
    "augment(l)": WHOLE,
    "augment(l, data = warpbreaks[-1, ])": WHOLE,
    'tidy(l, effects = "fixed")': REFUSED,
  },
  performance: {
    "r2(tp)": "R gives no conditional R² of a singular fit; here the random part is 0",
    "check_overdispersion(p)": MESSAGE,
    "check_overdispersion(gp)": OPTIMUM,
    "check_overdispersion(gp)$dispersion_ratio": OPTIMUM,
    "check_zeroinflation(gp)": MESSAGE,
    "compare_performance(s, s0)": "R has the full likelihood at the estimates by REML",
    "icc(l)": REFUSED,
  },
  glht: {
    'glht(amod, mcp(tension = "Tukey"), foo = 3)': REFUSED,
  },
  glmmtmb_structures: {
    "lapply(predict(sl, newdata = data.frame(Days = c(0, 5), Subject = NA), se.fit = TRUE, re.form = NA), signif, 4)":
      "R takes random effects for known: 3.5 for the intercept's 6.8",
  },
  nlme_words: {
    "ACF(fm, foo = 3)": REFUSED,
    "anova(f3, f4)": ONCE,
    "Variogram(lme(weight ~ Time * Diet, ChickWeight, random = ~ 1 | Chick), form = ~ Time)": PAIRS,
    "Variogram(lme(weight ~ Time * Diet, ChickWeight, random = ~ 1 | Chick), form = ~ Time, nint = 6)":
      PAIRS,
  },
  nlme_lists: {
    "intervals(g1)": DERIVATIVES,
    "intervals(o1)": "R moves all coefficients of a process at once, and its limits cross",
  },
  nlme_structures: {
    "emmeans(b, ~ Sex)": MESSAGE_FIRST,
    "fig(lme(uptake ~ conc * Type + Treatment, CO2, random = ~ 1, correlation = corCAR1(form = ~ conc)))":
      HIGHER,
    "fig(lme(weight ~ Time * Diet, chick, random = ~ Time, weights = varExp(form = ~ Time)))":
      HIGHER,
    "fig(lme(weight ~ Time * Diet, chick, random = ~ Time, correlation = corAR1(), weights = varIdent(form = ~ 1 | Diet)))":
      HIGHER,
  },
  lmtest: {
    "bptest(lm(breaks ~ wool * tension, warpbreaks))$p.value": "R leaves the statistic's name on p",
    "names(gqtest(m))": "parts of every test are in one order",
    "dwtest(lm(y ~ x, big), exact = TRUE)":
      "0.6105 by Imhof's integral also in R; its sum wavers between 0.56 and 0.95 with its iterations",
  },
  tests_spread: {
    'ks.test(x, y, alternative = "less")': "exactly 0, which R misses by rounding",
  },
  emmeans_grids: {
    'eff_size(emmeans(ad, "source"))': REFUSED,
    'eff_size(emmeans(m, "Variety"), sigma = 3, edf = Inf)': OWN_DF,
    'eff_size(pairs(emmeans(m, "Variety")), sigma = 3, edf = 45, method = "identity")': OWN_DF,
    'emtrends(gx, "treatment", var = "x", regrid = "response")': SLOPE,
    'emtrends(cubic, ~ degree, "x", max.degree = 3)': SLOPE,
  },
  taught_0: {
    'TukeyHSD(aov(yield ~ block + cultivar, wheat), "cultivar")':
      "limits by the quantile itself, which R's search ends 1e-4 from",
    "as.data.frame(em) %>% mutate(across(where(is.numeric), ~ round(.x, 2)))": TIE,
  },
  taught_1: {
    "summary(ms)": OPTIMUM,
    "VarCorr(ms)": OPTIMUM,
    "as.data.frame(VarCorr(ms))": OPTIMUM,
    "joint_tests(ms)": OPTIMUM,
    "emmeans(a, ~ variety)": "R looks for the data of an analysis in strata in one place alone",
    'confint(ms, method = "Wald")': OPTIMUM,
  },
  taught_4: {
    "VarCorr(l)": OPTIMUM,
    "summary(l)$tTable": OPTIMUM,
  },
  taught_5: {
    "summary(q)$dispersion": WORKING,
    "exp(cbind(coef(p), confint.default(p)))": WORKING,
    'emmeans(gm, "spray", type = "response")': DERIVATIVES,
    "fixef(gm)": OPTIMUM,
  },
  taught_6: {
    "lines(d$ldose, fitted(b))": "a line is added to a picture of its own block",
  },
  taught_7: {
    "coef(summary(mc))": OPTIMUM,
    "anova(lm(leaf ~ site/tree, nest))": TIE,
  },
  emmeans_given: {
    'emmobj(bhat = c(1, 2), V = matrix(c(1, 0.3, 0.3, 2), 2), levels = c("x", "y"), estName = "m")':
      UNKNOWN_DF,
    'emmobj(bhat = log(c(2, 4)), V = diag(0.1, 2), levels = list(g = c("u", "v")), tran = "log")':
      UNKNOWN_DF,
    'summary(emmobj(bhat = log(c(2, 4)), V = diag(0.1, 2), levels = list(g = c("u", "v")), tran = "log"), type = "response")':
      UNKNOWN_DF,
    'emmeans(lm(mpg ~ wt * am + gear, mc), ~ am, submodel = "type2")': NOTHING,
    'emmeans(lm(mpg ~ wt * am + gear, mc), ~ gear, submodel = "type2")': NOTHING,
    "joint_tests(nu)": ROUNDED_F,
    "joint_tests(nu, show0df = TRUE)": ROUNDED_F,
    "joint_tests(nu, showconf = TRUE)": ROUNDED_F,
    'joint_tests(nu, by = "cyl")': "R has no test where there is no other in a group",
    'emmeans(nu, ~ gear, submodel = "type2")': REFUSED,
    'pairs(emmeans(nu, ~ cyl, submodel = "type2"))': REFUSED,
  },
  emmeans_words: {
    "emmeans(wb, pairwise ~ wool, df = 7)": MESSAGE,
    "cld(p, decreasing = TRUE, Letters = LETTERS)": "emmeans 1.8.4 does not know decreasing",
    "cld(p, delta = 0.2)": MESSAGE,
    'permute_levels(emmeans(wb, ~ tension), "tension", c(3, 1, 2))':
      "emmeans 1.8.4 forgets what was averaged over",
    'permute_levels(ref_grid(wb), "wool", 2:1)': "a grid has predictions, as in R's own ref_grid()",
    'rbind(pairs(w), adjust = "mvt")': LATTICE,
    "pairs(p)[c(1, 4)]": MESSAGE,
    "test(pairs(e), delta = log(1.25))": MESSAGE,
    'summary(pairs(e), delta = log(1.25), side = "noninferiority", infer = TRUE)': MESSAGE,
    'contrast(p, "consec")': LATTICE,
    'contrast(p, "mean_chg")': LATTICE,
    'contrast(w, "mean_chg", by = "wool", enhance.levels = TRUE)': LATTICE,
    'contrast(emmeans(wb, ~ tension * wool), "consec", simple = "each", combine = TRUE, adjust = "mvt")':
      LATTICE,
    'emtrends(cubic, ~ degree, "percent", max.degree = 3, at = list(percent = c(9, 13.5, 18)))':
      SLOPE,
    'emmeans(nm, "state")': MESSAGE,
    'emmeans(nm, "county")': MESSAGE,
    'emmeans(lm(1/breaks ~ wool, warpbreaks), "wool", type = "response")':
      "emmeans 1.8.4 does not know 1/y",
    'emmeans(lm(breaks^0.5 ~ wool, warpbreaks), "wool", type = "response")':
      "that nothing was taken back is said",
    'emmeans(gp, ~ tension, type = "unlink")': MESSAGE,
    'emmeans(gp, ~ tension, type = "link")': MESSAGE,
    'emmeans(gp, ~ tension, type = "lp")': MESSAGE,
    'emmeans(gp, ~ tension, regrid = "response")': MESSAGE,
    'emmeans(nl, ~ Treatment | Sex, type = "response")': WORKING,
    'pairs(emmeans(nl, ~ Treatment), type = "response", reverse = TRUE)': WORKING,
    "as.data.frame(summary(pairs(e)))$p.value": SMALL_TAIL,
    "summary(emmeans(wb, ~ wool), infer = TRUE)": MESSAGE,
    emm_list: "a list without names has its numbers, as R's other lists",
    "emmeans(m, ~ nitro)": MESSAGE,
    'emmeans(m, ~ nitro, lmer.df = "satterthwaite")': MESSAGE,
    'emmeans(m, ~ nitro, lmer.df = "asymptotic")': MESSAGE,
    "emmeans(m, ~ Variety)": MESSAGE,
  },
  parts_of_lm: {
    "head(dfbetas(g))": "the last digit, at the estimates that R's last step ends short of",
  },
  companions_car: {
    "durbinWatsonTest(fit, simulate = FALSE)":
      "R's sentence lacks its sign where nothing is simulated",
    'linearHypothesis(glm(am ~ wt, binomial, mtcars), "wt = 0")': WORKING,
  },
  companions_mass: {
    'fitdistr(mtcars$mpg, "gamma")': OPTIMUM,
    'fitdistr(mtcars$wt, "weibull")': OPTIMUM,
  },
  companions_mixed: {
    "contest(l1, diag(2), joint = FALSE)": OPTIMUM,
    "summary(KRmodcomp(l1, l0))": "R says how long it took",
    "PBmodcomp(l1, l0, nsim = 20)": "R says how long it took",
    "SATmodcomp(l1, l0)": "R has the functions that are 0, whose signs are free, for the model",
    "refitML(l1)": "R's fit is lme4's again, without what lmerTest adds",
  },
  rstatix_pairs: {
    "d %>% tukey_hsd(len ~ dose)": SMALL_TAIL,
    "d %>% tukey_hsd(len ~ dose*supp)": SMALL_TAIL,
    "aov(len ~ dose, d) %>% tukey_hsd()": SMALL_TAIL,
    'tukey_hsd(lm(len ~ dose + supp, d), which="dose")': SMALL_TAIL,
    "d %>% games_howell_test(len ~ dose)": SMALL_TAIL,
    "d %>% games_howell_test(len ~ dose, detailed=TRUE)": SMALL_TAIL,
    "d %>% games_howell_test(len ~ dose, conf.level=0.9)": SMALL_TAIL,
    "d %>% emmeans_test(len ~ dose, detailed=TRUE)": TIE,
  },
  rstatix_tables: {
    "mtcars %>% cor_test(mpg, wt, hp)": ITSELF,
    "m %>% cor_get_pval()": ITSELF,
    "m %>% cor_gather()": ITSELF,
    "mtcars %>% cor_pmat(mpg, wt, hp)": ITSELF,
    'd %>% tukey_hsd(len ~ dose) %>% add_xy_position(x="dose")': SMALL_TAIL,
  },
  hmisc: {
    "r$P": "p-values of 5e-13 in full; R has them as 1 - P, to four digits",
  },
  plyr: {
    "dlply(warpbreaks, .(wool), function(d) mean(d$breaks))":
      "a list is printed without the table by which it was divided",
  },
  curves: {
    slope: "R writes the environment of the function below it",
    "formula(one)": "R writes the environment that found the first parameters below it",
    "confint(one)": LIMIT,
    'confint(full, "scal", level = 0.9)': LIMIT,
  },
  tests_of_counts: {
    "summary(counts, correlation = TRUE)":
      "standard errors at the estimates; R's are of its last step but one",
  },
  responses: {
    "mauchly.test(m, X = ~1)": SPHERICAL,
  },
  lme4_lists: {
    "r$Subject$sdev": OPTIMUM,
    r: OPTIMUM,
  },
  single_terms: {
    'drop1(p, test = "Chisq")': WORKING,
    'drop1(g, test = "Rao")': REFUSED,
  },
};

/** How far off numbers of R are: by simulation, which says so itself, or as its search stops before the optimum. */
const NEAR: Readonly<Record<string, number>> = {
  curves: 3e-5,
  glht: 5e-3,
  nlme_words: 3e-4,
  glmmtmb_structures: 3e-4,
  nlme_lists: 3e-4,
  nlme_structures: 3e-4,
  effect_sizes: 3e-7,
  emmeans_words: 1e-4,
};

const NUMBERS = /-?\d+\.\d+(?:e-?\d+)?/g;

/** Whether two texts have the same words, and numbers that differ by no more than the simulation. */
function near(a: string, b: string, by: number): boolean {
  const plain = (text: string): string =>
    text.replace(/< ?(0\.0*1|1e-\d+)|\d\.\d+e-\d+/g, "0.0").replace(/\s+/g, " ");
  const words = (text: string): string => plain(text).replace(NUMBERS, "#").replace(/# /g, "#");
  const numbers = (text: string): number[] =>
    [...plain(text).matchAll(NUMBERS)].map(([n]) => Number(n));
  const [x, y] = [numbers(a), numbers(b)];
  return words(a) === words(b) &&
    x.every((v, i) => Math.abs(v - y[i]!) <= by * Math.max(1, Math.abs(v)));
}

const files = [...Deno.readDirSync(new URL("reference/", import.meta.url))]
  .filter((entry) => entry.name.endsWith(".json")).map((entry) => entry.name.slice(0, -5)).sort();

for (const name of files) {
  Deno.test(`statements of ${name} on a page print as in R`, async () => {
    const wrong = (await compared(name)).filter(({ code, inR, here }) =>
      inR !== here && EXPLAINED[name]?.[code] === undefined &&
      !(NEAR[name] !== undefined && near(inR, here, NEAR[name]))
    );
    assertEquals(wrong, []);
  });
}
