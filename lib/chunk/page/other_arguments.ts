/**
 * Arguments of R's verbs for means and for reading data that the verbs here do not take, with what
 * leads to the same.
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
  "cross.adjust": 'summary(pairs(e), cross.adjust = "bonferroni") adjusts across the groups',
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

const TEXT = 'colClasses = c(id = "character") keeps a column as text';

const READING_IN_R: Readonly<Record<string, string>> = {
  flush: "Leave it out: all fields of a line are read",
  allowEscapes: "Leave it out: a backslash is a letter like others",
  skipNul: "Save the file as CSV (UTF-8), which has no byte 0",
  numerals: "Leave it out: a number becomes the nearest double",
  tryLogical: TEXT,
  na: 'na.strings = c("NA", ".") names what means missing',
  delim: 'sep = ";" says what stands between two fields',
  col_types: TEXT,
  col_names: "header = FALSE says that the first line holds no names",
  n_max: "nrows = 10 reads the first rows",
  comment: 'comment.char = "#" says what begins a comment',
  trim_ws: "strip.white = TRUE takes off blanks",
  locale: 'dec = "," and fileEncoding = "latin1" say how the file is written',
  sheet: "Save the sheet as CSV and read that file",
};

const READING_IN_READR: Readonly<Record<string, string>> = {
  "na.strings": 'na = c("", "NA", ".") names what means missing',
  sep: 'read_delim(file, delim = ";") says what stands between two fields',
  dec: 'locale = locale(decimal_mark = ",") says how numbers are written',
  fileEncoding: 'locale = locale(encoding = "latin1") says how the file is written',
  encoding: 'locale = locale(encoding = "latin1") says how the file is written',
  header: "col_names = FALSE says that the first line holds no names",
  "col.names": 'col_names = c("a", "b") gives names',
  colClasses: 'col_types = cols(id = "c") keeps a column as text',
  stringsAsFactors: 'col_types = cols(Trt = "f") makes a factor',
  nrows: "n_max = 10 reads the first rows",
  "comment.char": 'comment = "#" says what begins a comment',
  "strip.white": "Leave it out: trim_ws = TRUE is what is done",
  "row.names": "Leave it out: the names of rows are a column",
  "check.names": "Leave it out: names stay as they are",
};

const READERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "read.csv": READING_IN_R,
  "read.csv2": READING_IN_R,
  "read.delim": READING_IN_R,
  "read.delim2": READING_IN_R,
  "read.table": READING_IN_R,
  read_csv: READING_IN_READR,
  read_csv2: READING_IN_READR,
  read_tsv: READING_IN_READR,
  read_delim: READING_IN_READR,
};

/** What leads to the same as an argument that a verb lacks. */
export function argumentHint(verb: string, argument: string): string | undefined {
  const reading = Object.hasOwn(READERS, verb) ? READERS[verb]! : {};
  if (Object.hasOwn(reading, argument)) return reading[argument];
  return FAMILY.has(verb) && Object.hasOwn(HINTS, argument) ? HINTS[argument] : undefined;
}
