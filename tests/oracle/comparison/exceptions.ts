/**
 * Where our figures and R's differ, and why ours stand.
 *
 * @module
 */
import type { Exception } from "./tally.ts";

const ROUNDED_PARTS =
  "R makes the row (confounded) from F ratios that were rounded to three decimals before";
const ROOT_SEARCH = "emmeans stops its root search for Dunnett limits at 5e-4";
const WHOLE_DF =
  "emmeans rounds df to whole numbers in Tukey's p-values where a contrast is not estimable";
const PTUKEY = "R's ptukey has errors of up to 5e-7 at five or six df (quadrature confirms ours)";
const WEIGHTS =
  "pbkrtest 0.5.2 leaves prior weights out of Kenward-Roger; the case's kr_exact is compared instead";
const TWO_DF = "pbkrtest's moment formulas divide 0 by 0 at 2 df and lose their digits nearby; " +
  "the df of one function of balanced data are the stratum's, exactly 2";
const REGRID = "emmeans gives back-transformed contrasts the df of the means, " +
  "not those of their own linear functions";

const SPLINE = "lme4 reads profile limits off a spline; ours are roots of the deviance";
const PERFORMANCE = "the performance package takes a slope's variance only if a fixed effect has its " +
  "name, and leaves out the second term on a factor";
const NO_ICC = "the performance package gives up on a singular fit (its random variance is NA)";

const EMPTY_CELL = "with an empty cell sum coding's intercept is another function than SAS's";

/** Known differences. */
export const EXCEPTIONS: readonly Exception[] = [
  { id: "*", field: /\(confounded\)\.(F|p)$/, reason: ROUNDED_PARTS, tolerance: 8e-3 },
  { id: "*", field: /dunnettx\[\d+\]\.(lower|upper)$/, reason: ROOT_SEARCH, tolerance: 2e-4 },
  { id: "fecal_missingcell", field: /tukey\[\d+\]\.p$/, reason: WHOLE_DF, tolerance: 2e-4 },
  { id: "machines_unstructured", field: /tukey\[\d+\]\.p$/, reason: PTUKEY, tolerance: 5e-4 },
  { id: "stripplot_sim", field: /^emmeans\[[23]\]\.pairs\.tukey\[\d+\]\.p$/, reason: PTUKEY, tolerance: 5e-5 },
  { id: "sleepstudy_weights", field: /^fit\.(vcov_kr|coef\[\d\]\.(se|t|df|p)_kr)/, reason: WEIGHTS },
  { id: "sleepstudy_weights", field: /^anova\.(car_I+_KR|lmerTest_I+_KR|type3)/, reason: WEIGHTS },
  { id: "sleepstudy_weights", field: /^joint_tests\.KR/, reason: WEIGHTS },
  { id: "sleepstudy_weights", field: /^emmeans\[0\]\..*(SE|df|df2|lower|upper|t|p|F)$/, reason: WEIGHTS },
  { id: "sleepstudy_weights", field: /^emmeans\[0\]\[\d\]\.(SE|df|lower|upper)/, reason: WEIGHTS },
  {
    id: "fecal_missingcell",
    field: "anova.type3.(Intercept)",
    reason: EMPTY_CELL,
    tolerance: 0.1,
  },
  {
    id: "*",
    field: /^anova\.(car_III_KR_contr_sum|type3)\.\(Intercept\)\.(ddf|p)$/,
    reason: TWO_DF,
    tolerance: 4e-3,
  },
  { id: "fecal_grcbd", field: "fit.confint_profile", reason: SPLINE, tolerance: 5e-4 },
  { id: "oats_splitplot", field: "fit.confint_profile", reason: SPLINE, tolerance: 3e-3 },
  { id: "pastes", field: "fit.confint_profile", reason: SPLINE, tolerance: 3e-4 },
  { id: "machines_unstructured", field: /^fit\.(r2|icc)/, reason: PERFORMANCE },
  { id: "sleepstudy_uncorr", field: /^fit\.(r2|icc)/, reason: PERFORMANCE },
  { id: "dyestuff2", field: /^fit\.(r2|icc)/, reason: NO_ICC },
  { id: "rcbd_singular", field: /^fit\.(r2|icc)/, reason: NO_ICC },
  { id: "slopes_singular", field: /^fit\.(r2|icc)/, reason: NO_ICC },
  { id: "cake_log", field: /regrid_pairs\[\d\]\.(df|lower|upper|p)$/, reason: REGRID },
];
