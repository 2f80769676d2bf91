/**
 * Arguments of R's verbs for means that the verbs here do not take, with what leads to the same.
 *
 * @module
 */

const FAMILY = new Set([
  "emmeans",
  "emtrends",
  "emmip",
  "joint_tests",
  "contrast",
  "pairs",
  "summary",
  "confint",
  "test",
  "update",
  "regrid",
  "cld",
]);

const GRID = "at = list(x = c(2, 4)) gives the values of a variable";
const BACK = "regrid(emmeans(m, ~ Trt)) takes means back to the scale of the response";
const WEIGHTS = "contrast(e, list(name = c(1, -1, 0))) takes any weights";
const AVERAGES = 'weights = "proportional", "cells" or numbers choose the averages';
const ONE_FAMILY =
  "summary(x, by = NULL) makes one family of all groups, rbind(a, b) of two tables";
const MEDIANS = "Leave it out: means taken back from logarithms are medians of the response";

const HINTS: Readonly<Record<string, string>> = {
  df: 'lmer.df = "satterthwaite" chooses how df are found; asymptotic ones are infinite',
  "disable.pbkrtest": 'lmer.df = "satterthwaite" chooses how df are found',
  "disable.lmerTest": 'lmer.df = "asymptotic" chooses how df are found',
  "cov.reduce": GRID,
  "cov.keep": GRID,
  nesting: "Nesting is found in the data and the formula: write A:B for cells and A/B for nests",
  "fac.reduce": AVERAGES,
  nuisance: AVERAGES,
  "non.nuisance": AVERAGES,
  "wt.nuis": AVERAGES,
  counterfactuals: AVERAGES,
  regrid: BACK,
  transform: BACK,
  tran: "Write the transformation into the model: lm(log(y) ~ Trt)",
  "bias.adjust": MEDIANS,
  "bias.adj": MEDIANS,
  sigma: MEDIANS,
  "vcov.": "Tests use the covariances of the model",
  "cross.adjust": ONE_FAMILY,
  combine: ONE_FAMILY,
  "by.vars": "Write by = …",
  exclude: WEIGHTS,
  include: WEIGHTS,
  scale: WEIGHTS,
  ratios: BACK,
  "signif.sets": "pairs(e) has the differences themselves",
  delta: "test(pairs(e), delta = 1) tests for equivalence",
  rows: "Pick rows before: test(e[1:2, ])",
  calc: "mutate(as.data.frame(e), …) computes more columns",
  "delta.var": "Slopes are derivatives here: leave it out",
};

/** What leads to the same as an argument that a verb for means lacks. */
export function argumentHint(verb: string, argument: string): string | undefined {
  return FAMILY.has(verb) && Object.hasOwn(HINTS, argument) ? HINTS[argument] : undefined;
}
