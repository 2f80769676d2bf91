/**
 * What can be asked of `fit`: the options and their explanations.
 *
 * @module
 */
import { ADJUSTMENTS, type Side } from "../../inference/estimate/view.ts";
import { DDF_METHODS } from "../../inference/df/ddf.ts";
import { WEIGHTS } from "../../inference/means/margins.ts";
import { codings } from "../../model/fixed/codings.ts";
import { optionsHelp, type OptionSpec } from "../arguments.ts";

/** Alternatives of tests. */
export const SIDES: readonly Side[] = ["two", "left", "right", "equivalence", "noninferiority"];

/** A list in words. */
export const words = (list: readonly string[]): string => list.join(", ");

const DATA: readonly OptionSpec[] = [
  { name: "data", value: "FILE", help: "the data: text with a line of names first" },
  { name: "formula", value: "F", help: 'the model as R has it: "y ~ A*B + (1 | Block)"' },
  { name: "factors", value: "a,b", help: "columns of numbers that are factors" },
  {
    name: "levels",
    value: "a=L,M,H",
    help: 'levels of a factor in order; several factors: "a=L,M,H; b=1,2", or the option again',
  },
  { name: "ordered", value: "a,b", help: "ordered factors (polynomial contrasts)" },
  { name: "numeric", value: "a,b", help: "columns that are numbers though they look otherwise" },
  { name: "missing", value: "TEXT,TEXT", help: "what stands for a missing value besides NA" },
  { name: "delimiter", value: "C", help: "what separates the fields of a line (a comma)" },
];

const MODEL: readonly OptionSpec[] = [
  { name: "weights", value: "w", help: "a column of prior weights" },
  {
    name: "coding",
    value: "C",
    help: `coding of factors: ${words(codings)}; "a=sum,b=helmert" for some of them`,
  },
  { name: "ml", help: "maximum likelihood instead of REML; df are then Satterthwaite's" },
];

const TESTS: readonly OptionSpec[] = [
  {
    name: "type",
    value: "1|2|3|none",
    help: "tests of the terms (2); Type 3 does not depend on the coding; none leaves them out",
  },
  { name: "test", value: "F|Chisq", help: "F tests, or Wald chi-square tests" },
  { name: "ddf", value: "METHOD", help: `denominator df: ${words(DDF_METHODS)}` },
  {
    name: "information",
    value: "expected|observed",
    help: "what Kenward-Roger df rest on: R has expected, SAS observed",
  },
  {
    name: "hypotheses",
    value: "car|sas",
    help: "whose hypotheses Types 2 and 3 stand for; car's Type 3 depends on the coding",
  },
  {
    name: "layout",
    value: "car|stats|lmerTest",
    help: "whose table is printed; lmerTest (also taken with Satterthwaite df) has its hypotheses",
  },
  { name: "summary", help: "coefficients with their tests, as summary()" },
  { name: "varcorr", help: "variance components, as VarCorr()" },
  { name: "joint", help: "joint tests on the grid of means, as joint_tests()" },
  { name: "ranova", help: "tests of the random terms, as lmerTest's ranova()" },
  {
    name: "compare",
    value: "F",
    help: "another model, f0, compared with this one, f, as anova(f0, f); may be repeated",
  },
  { name: "confint", value: "wald|profile|boot", help: "intervals of the parameters" },
  { name: "equation", help: "the model's equation with its where-list" },
  { name: "shell", help: "the shell of the analysis of variance: sources, df, mean squares" },
];

const MEANS: readonly OptionSpec[] = [
  {
    name: "means",
    value: "SPEC",
    help: 'estimated marginal means: "~ Trt", "~ Trt | Day", "pairwise ~ Trt"; may be repeated',
  },
  { name: "trend", value: "x", help: "slopes of the covariate x in the place of means" },
  { name: "at", value: "x=0,6", help: 'values of predictors: "x=0,6; Trt=A"' },
  { name: "average", value: "WEIGHTS", help: `weights of the average: ${words(WEIGHTS)}` },
  {
    name: "scale",
    value: "link|response",
    help: "response takes means of a transformed response back to its scale",
  },
  { name: "level", value: "P", help: "confidence level (0.95)" },
  { name: "pairs", value: "ADJUST", help: `all differences of the means: ${words(ADJUSTMENTS)}` },
  {
    name: "contrasts",
    value: "METHOD",
    help: "pairwise, revpairwise, trt.vs.ctrl (dunnett), eff, del.eff, poly, consec, mean_chg, " +
      'helmert, identity, or weights: "A - B = 1,-1,0; …"; may be repeated',
  },
  {
    name: "interaction",
    value: "METHOD,…",
    help: "products of families, one for each factor: pairwise,poly",
  },
  { name: "adjust", value: "ADJUST", help: "adjustment of contrasts and letters" },
  { name: "ref", value: "LEVEL", help: "the control of trt.vs.ctrl: a level, or its place" },
  { name: "cld", help: "letters: means that share one do not differ" },
  { name: "alpha", value: "P", help: "significance level of letters (0.05)" },
  { name: "show", value: "test|interval|both", help: "what is shown of means and contrasts" },
  { name: "side", value: "SIDE", help: `the alternative: ${words(SIDES)}` },
  { name: "null", value: "X", help: "the value tested against (0)" },
  { name: "delta", value: "X", help: "threshold of equivalence" },
];

const OUTPUT: readonly OptionSpec[] = [
  { name: "json", help: "values with all their digits in the place of text" },
  { name: "help", help: "these lines" },
];

/** The options of `fit`. */
export const FIT_OPTIONS: readonly OptionSpec[] = [
  ...DATA,
  ...MODEL,
  ...TESTS,
  ...MEANS,
  ...OUTPUT,
];

/** What `fit --help` prints. */
export const FIT_HELP = `heddle fit --data FILE --formula F [options]

Fits a model and prints it as R does, 100 columns wide: the tests of its terms, and what else is
asked for. A bar in the formula makes it an lmer. What R says as a message goes to standard error.

Data: CSV and its kin, or a data frame of R (.rds); data/NAME.yml beside it is heeded
${optionsHelp(DATA)}

Model
${optionsHelp(MODEL)}

Tests
${optionsHelp(TESTS)}

Means
${optionsHelp(MEANS)}

Output
${optionsHelp(OUTPUT)}

  heddle fit --data oats.csv --formula "yield ~ nitrof*Variety + (1 | Block/Variety)" \\
    --factors nitrof --means "~ nitrof | Variety" --pairs tukey
`;
