/**
 * Statements in which the language differs from R on purpose, and why.
 *
 * @module
 */

/** R's search for what is asked ends at 1e-4. */
const SEARCH = "the root itself; R's search ends 1e-4 from it";

export const EXPLAINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pwr: {
    "pwr.t.test(n = 20, power = 0.9)": SEARCH,
    'pwr.t.test(n = 20, power = 0.9, alternative = "greater")': SEARCH,
    "pwr.t.test(n = 30, d = 0.5, power = 0.8, sig.level = NULL)": SEARCH,
    "pwr.t2n.test(n1 = 12, n2 = 18, power = 0.8)": SEARCH,
    "pwr.anova.test(k = 5, n = 12, power = 0.9)": SEARCH,
    "pwr.f2.test(u = 2, v = 40, power = 0.9)": SEARCH,
    "pwr.chisq.test(N = 200, df = 3, power = 0.9)": SEARCH,
    "pwr.r.test(n = 40, power = 0.8)": SEARCH,
    "pwr.2p.test(n = 100, power = 0.8)": SEARCH,
    'pwr.norm.test(d = -0.3, power = 0.9, alternative = "less")': SEARCH,
    "sapply(c(0.2, 0.5, 0.8), function(d) pwr.t.test(d = d, power = 0.8)$n)": SEARCH,
    'pwr.r.test(n = 40, r = -0.2, alternative = "less")':
      "R prints the correlation with its sign turned, as it needs it for the calculation",
  },
  codings: {
    "contrasts(o)": "What is 0 is written so; R shows what rounding left",
    "poly(1:5, 2)": "What is 0 is written so; R shows what rounding left",
  },
  gaps_words: {
    "ftable(y > 4 ~ f + b, d)": "R takes names alone; here a condition counts as well",
    'abbreviate("treatment", 4, method = "both.sides")':
      "Refused: the letters are dropped from the end here, as R does by default",
    "format(Sys.Date)": "The text of a word of the language is no value",
    'Sys.getenv("HOME") == ""': "A page reads nothing of the machine that it is built on",
    "args(sd)": "Words of the language are printed as R's primitives are",
    "Recall": "Words of the language are printed as R's primitives are",
  },
  dplyr_select: {
    "names(select(starwide, c(w3, id):w1))":
      "R takes the first of several columns as the beginning of a range; here that is a fault",
  },
  tidyr_more: {
    "replace_na(tibble(a = c(1, NA)), list(zz = 1))":
      "R passes over a column that there is not; here it is said so, with the nearest that there is",
  },
  texts_dates_more: {
    'quarters(as.Date(c("2024-05-31", NA)))':
      'R writes "QNA"; a missing date has a missing quarter',
  },
  texts_scripts: {
    'abbreviate("été indien", 5)':
      "R warns that it is not made for such letters, and takes an accented one for none; here it is a letter",
  },
  texts_dates: {
    'as.Date("0099-12-31")':
      "R leaves zeros before a year of two digits to the machine; here a year has four digits",
  },
  groups: {
    "summary(t1)": "Refused for now: its test of independence is none of a table of counts here",
  },
  tests_more: {
    'power.t.test(power = .90, delta = 1, alternative = "one.sided")$n':
      "R stops its search at a tolerance of 1.2e-4 (17.84713); here it is the root itself, as R's with tol = 1e-12",
  },
  matrices: {
    "eigen(matrix(c(1, 0.3, 0.2, 0.3, 1, 0.5, 0.2, 0.5, 1), 3))":
      "The sign of an eigenvector is free: here the first one points the other way",
  },
  everyday: {
    'format(Sys.Date(), "%Y") == format(Sys.time(), "%Y")':
      "A page has no clock: it would say something else every day",
    "nchar(Sys.time()) > 5": "A page has no clock: it would say something else every day",
    "print(1:3, max = 2)": "max is obeyed; R counts a vector that fits on a line as one",
    "object.size(1:10) > 0": "How much room a value takes is the machine's",
    "summary(list(1, 2))": "Refused for now: lapply(x, summary) sums up each part of a list",
    "Recall": "Words of the language are printed as R's primitives are",
    "args(sum)": "Words of the language are printed as R's primitives are",
    "poly(1:5, 2)": "What is 0 is written so; R shows what rounding left",
  },
  looking: {
    "summary(list(1, 2))": "Refused for now: lapply(x, summary) sums up each part of a list",
  },
  frames: {
    "d$nowhere":
      "A column that there is not is said so, with the nearest that there is; R gives NULL",
  },
};

/** Statements that R warns of and the language takes without a remark, and why. */
export const SILENT: Readonly<Record<string, string>> = {
  "field %>% filter(across(c(yield, rust), ~ !is.na(.x))) %>% nrow()":
    "R warns of a way of writing that it will drop",
  "rerun(2, 5)": "The warning only says that map() is its newer name",
  "rerun(3, rnorm(2)) %>% map_dbl(mean)": "The warning only says that map() is its newer name",
  "prepend(1:2, 0)": "The warning only says that append() is its newer name",
  'set.seed(10, sample.kind = "Rounding")': "R warns of its old sampler, which was asked for",
  "names(select(trial, .data$plot))": "R warns of a way of writing that it will drop",
  'names(select(trial, .data[["yield"]], plot))': "R warns of a way of writing that it will drop",
  'forcats::fct_reorder(factor(c("a", "b")), c(2, NA))':
    "R warns of a missing value that is left out by default",
};
