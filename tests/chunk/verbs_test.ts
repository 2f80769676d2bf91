import { assert, assertEquals } from "@std/assert";
import { VERB_GROUPS, VERBS } from "./words.ts";
import { renderText } from "../../lib/render/render.ts";
import { evaluateBlock } from "../../lib/chunk/page/page.ts";
import { block, environment, page } from "./pages.ts";
import { GRAPHICS } from "./graphics_cases.ts";
import { COMPANION_CASES } from "./companion_cases.ts";
import { MORE_CASES } from "./more_cases.ts";
import { WORD_CASES } from "./word_cases.ts";
import { KABLE_EXTRA } from "./kable_cases.ts";
import { PRESENTED } from "./presented_cases.ts";
import { PICTURES } from "./pictures_cases.ts";
import { namesFiles } from "./names_files.ts";
import { VERBS_PAGE, verbsPage } from "./verbs_page.ts";

/** What every source may use. */
const SETUP = `
pigs <- read.csv("data/fecal_grcbd.csv")
pigs$Day <- as.factor(pigs$Day)
pigs$Room <- as.factor(pigs$Room)
oats <- read.csv("public/oats_splitplot.csv")
oats$nitrof <- factor(oats$nitrof)
warp <- read.csv("public/warpbreaks.csv")
m <- lmer(F.Dry.matter ~ Day*Trt + (1|Room), data = pigs)
field <- data.frame(replicate = rep(1:3, 2), k = rep(1:2, each = 3), breaks = 1:6)
l <- lm(breaks ~ wool*tension, data = warp)
e <- emmeans(l, ~ tension)
s <- lmer(Reaction ~ Days + (Days|Subject), data = read.csv("public/sleepstudy.csv"))
d <- design(units = ~ Block/Whole/Sub, treatments = ~ A*B,
            levels = list(Block = 3, Whole = 3, Sub = 2, A = 3, B = 2), allot = list(A ~ Whole, B ~ Sub))
`;

const setup = page(SETUP);

function run(source: string): { texts: string[]; codes: string[] } {
  assertEquals(setup.blocks[0]!.diagnostics, []);
  const result = evaluateBlock(block(source), environment(), setup.scope);
  return {
    texts: result.shown.map((s) =>
      renderText(s.value).replace(/[ \t]+/g, " ").replace(/ ?\n ?/g, "\n").trim()
    ),
    codes: result.diagnostics.map((d) => d.code),
  };
}

/**
 * [source, what is printed (blanks narrowed), a wrong use, its fault]. Plain values are R's own for
 * the same line; those of models are in tests/oracle/public under the names of the data.
 */
const CASES: Record<string, [string, string | RegExp, string, string][]> = {
  language: [
    ["library(lme4)", "", "library(", "unclosed-bracket"],
    ["require(emmeans)", "", "requre(emmeans)", "unknown-verb"],
    ["requireNamespace('x')", "", "1 +", "unexpected-end"],
    ["suppressPackageStartupMessages(library(x))", "", "x", "unknown-name"],
    ["set.seed(1)", "", "set.seed(sed = 2)", "unknown-argument"],
    ["print(1:2)", "[1] 1 2", "print()", "missing-argument"],
    ["invisible(3)", "", "invisible(3, 4)", "too-many-arguments"],
    ["suppressMessages(3)", "[1] 3", "suppressMessages(nobody)", "unknown-name"],
    ["suppressWarnings(3)", "[1] 3", "suppressWarnings(nobody)", "unknown-name"],
    ["source('sourced/settings.R')\ntwice(4)", "[1] 8", "source()", "missing-argument"],
    ["as.formula('y ~ x')", "y ~ x", "as.formula(3)", "wrong-argument"],
  ],
  data: [
    ["nrow(getAgroData('fecal_crd'))", "[1] 270", "getAgroData('nothing')", "not-fetched"],
    ["nrow(read.csv('data/fecal_crd.csv'))", "[1] 270", "read.csv('data/x.csv')", "missing-file"],
    [
      "levels(readRDS('rds/v3.rds')$dose)",
      '[1] "low" "mid" "high"',
      "readRDS()",
      "missing-argument",
    ],
    [
      "read_excel('book/trial.xlsx', skip = 2)$yield[2]",
      "[1] 4.25",
      "read_excel('book/old.xls')",
      "not-a-table",
    ],
    [
      "levels(read_parquet('parquet/snappy.parquet')$f)",
      '[1] "z" "m" "a"',
      "read_parquet()",
      "missing-argument",
    ],
    ["readLines('sourced/lines.txt', n = 1)", '[1] "a b"', "readLines()", "missing-argument"],
    ["read_lines('sourced/lines.txt', skip = 1)", '[1] "c"', "read_lines()", "missing-argument"],
    ["nchar(read_file('sourced/lines.txt'))", "[1] 6", "read_file()", "missing-argument"],
    [
      "excel_sheets('sourced/trial.xlsx')",
      '[1] "Trial" "Notes"',
      "excel_sheets()",
      "missing-argument",
    ],
    ["ncol(read_xlsx('book/trial.xlsx', skip = 2))", "[1] 5", "read_xlsx()", "missing-argument"],
    [
      "(function() { load('sourced/all.RData'); doses })()",
      "low high\n1.0 2.5",
      "load()",
      "missing-argument",
    ],
    [
      'fromJSON(\'[{"a": 1, "b": "x"}, {"a": 2}]\')$b',
      '[1] "x" NA',
      "fromJSON('[1, ')",
      "bad-json",
    ],
    ["data(women)", "", "data(yates.oats)", "no-data-set"],
    ["read_rds('rds/named.rds')", /first NA a/, "read_rds()", "missing-argument"],
    ['here("data", c("a", "b"))', '[1] "data/a" "data/b"', "here(nobody)", "unknown-name"],
    ['file.path("a", 1:2, fsep = "|")', '[1] "a|1" "a|2"', "file.path(nobody)", "unknown-name"],
    [
      "read.csv2(text = 'x;y\\n1,5;a')$x",
      "[1] 1.5",
      "read.csv2(text = 'x,y\\n1,2')",
      "other-delimiter",
    ],
    ["read.delim(text = 'x\\ty\\n1\\ta b')$y", '[1] "a b"', "read.delim(3)", "outside-root"],
    [
      "read.delim2(text = 'x\\ty\\n1,5\\ta')$x",
      "[1] 1.5",
      "read.delim2(dec = 'ab')",
      "wrong-argument",
    ],
    [
      "read.table(text = 'x y\\n1 a', header = TRUE)$y",
      '[1] "a"',
      "read.table(text = 'x y\\n1')",
      "ragged-row",
    ],
    [
      "read_csv('x y,z\\n1,a\\n')$`x y`",
      "[1] 1",
      "read_csv('x\\n1\\n', col_types = 'q')",
      "wrong-argument",
    ],
    ["read_csv2('x;z\\n1,5;a\\n')$x", "[1] 1.5", "read_csv2(3 + 'a')", "wrong-argument"],
    [
      "read_tsv('x\\tz\\n1\\ta\\n')$z",
      '[1] "a"',
      "read_tsv('x\\n1\\n', n_max = 0.5)",
      "wrong-argument",
    ],
    [
      "read_delim('x|z\\n1|a\\n', delim = '|')$z",
      '[1] "a"',
      "read_delim('x|z\\n1|a\\n')",
      "missing-argument",
    ],
    [
      "data.frame(x = 1:2, y = c('a', NA))",
      "x y\n1 1 a\n2 2 <NA>",
      "data.frame(x = 1:2, y = 1:3)",
      "wrong-length",
    ],
    [
      "expand.grid(a = 1:2, b = c('x', 'y'))",
      /^a b\n1 1 x\n2 2 x\n3 1 y\n4 2 y$/,
      "expand.grid(nobody)",
      "unknown-name",
    ],
    ["as.data.frame(e)[1, 'SE'] > 2", "[1] TRUE", "as.data.frame(d)", "wrong-argument"],
    [
      "nrow(subset(pigs, Trt == 'A', select = c(Pen, Day)))",
      "[1] 45",
      "subset(pigs, Trt)",
      "wrong-argument",
    ],
    [
      "names(subset(warp, wool == 'A', select = tension))",
      '[1] "tension"',
      "subset(warp, select = wol)",
      "unknown-column",
    ],
    [
      "nrow(filter(pigs, Trt == 'A', Day == '7'))",
      "[1] 15",
      "filter(pigs, Trt = 'A')",
      "wrong-argument",
    ],
    [
      "names(mutate(head(warp, 1), z = breaks * 2))[4]",
      '[1] "z"',
      "mutate(pigs, z = nope)",
      "unknown-name",
    ],
    [
      "transform(head(warp, 2), breaks = 0, z = breaks * 2)$z",
      "[1] 52 60",
      "transform(warp, breaks * 2)",
      "wrong-argument",
    ],
    [
      "transmute(head(warp, 2), z = breaks / 2)",
      "z\n1 13\n2 15",
      "transmute(warp, z = 1:5)",
      "wrong-length",
    ],
    [
      "names(select(warp, -wool, t = tension))",
      '[1] "breaks" "t"',
      "select(warp, wol)",
      "unknown-column",
    ],
    ["with(warp, mean(breaks))", "[1] 28.14815", "with(warp, mean(brakes))", "unknown-name"],
    ["head(1:10, 3)", "[1] 1 2 3", "head(m)", "wrong-argument"],
    ["tail(1:10, -8)", "[1] 9 10", "tail(1:3, 'a')", "wrong-argument"],
    ["nrow(warp)", "[1] 54", "nrow(3 + 'a')", "wrong-argument"],
    ["ncol(warp)", "[1] 3", "ncol(nobody)", "unknown-name"],
    ["dim(warp)", "[1] 54 3", "dim(nobody)", "unknown-name"],
    [
      "factor(c('b', 'a'), levels = c('b', 'a'))",
      "[1] b a\nLevels: b a",
      "factor(1:2, labels = c('a', 'b', 'c'))",
      "wrong-length",
    ],
    ["as.factor(c(10, 9))", "[1] 10 9\nLevels: 9 10", "as.factor(list(1))", "wrong-argument"],
    ["str(e)", /tension = H, L, M/, "str(l)", "wrong-argument"],
    ["levels(factor(c('z', 'B', 'a')))", '[1] "a" "B" "z"', "levels()", "missing-argument"],
    ["nlevels(oats$nitrof)", "[1] 4", "nlevels(1, 2)", "too-many-arguments"],
    [
      "levels(relevel(oats$nitrof, ref = '0.4'))",
      '[1] "0.4" "0" "0.2" "0.6"',
      "relevel(oats$nitrof, 'x')",
      "unknown-level",
    ],
    [
      "levels(interaction(c('a', 'b'), c('x', 'y')))",
      '[1] "a.x" "b.x" "a.y" "b.y"',
      "interaction(m)",
      "wrong-argument",
    ],
    ["nlevels(droplevels(factor(c('a', 'b'))[1]))", "[1] 1", "droplevels(1:3)", "wrong-argument"],
    [
      "bind_rows(data.frame(a = 1), data.frame(b = 'x'))",
      "a b\n1 1 <NA>\n2 NA x",
      "bind_rows(1)",
      null as never,
    ],
    ["nrow(rbind(warp, warp))", "[1] 108", "rbind(d)", "wrong-argument"],
    ["table(warp$wool)", "A B\n27 27", "table(d)", "wrong-argument"],
    [
      "aggregate(breaks ~ wool, data = warp, FUN = mean)",
      /1 A 31.03704\n2 B 25.25926/,
      "aggregate(breaks ~ wool, warp, avg)",
      "unknown-name",
    ],
    [
      "kable(data.frame(x = 1.234), digits = 1)",
      "x\n1 1.2",
      "kable(data.frame(x = 1), col.names = c('a', 'b'))",
      "bad-length",
    ],
    ...KABLE_EXTRA,
    ...PRESENTED,
  ],
  vectors: [
    ["c(a = 1, b = 2)", "a b\n1 2", "c(1, , 2)", "missing-argument"],
    ["names(list(p = 1, q = 'a'))", '[1] "p" "q"', "list(p = 1)[[3]]", "bad-index"],
    [
      "seq(0, 1, by = 0.25)",
      "[1] 0.00 0.25 0.50 0.75 1.00",
      "seq(0, 1, by = -1)",
      "wrong-argument",
    ],
    ["seq_len(3)", "[1] 1 2 3", "seq_len('a')", "wrong-argument"],
    [
      "rep(c('a', 'b'), times = c(2, 1))",
      '[1] "a" "a" "b"',
      "rep(1:3, times = 1:2)",
      "wrong-length",
    ],
    ["rev(1:3)", "[1] 3 2 1", "rev(m)", "wrong-argument"],
    ["sort(c(3, 1, NA, 2))", "[1] 1 2 3", "sort(list(1))", "wrong-argument"],
    ["order(c(3, 1, 2))", "[1] 2 3 1", "order(m)", "wrong-argument"],
    ["length(1:7)", "[1] 7", "length()", "missing-argument"],
    ["names(warp)", '[1] "breaks" "wool" "tension"', "names(nope)", "unknown-name"],
    ["unique(c(2, 1, 2))", "[1] 2 1", "unique(m)", "wrong-argument"],
    ["n_distinct(warp$tension)", "[1] 3", "n_distinct(m)", "wrong-argument"],
    ["is.na(c(1, NA))", "[1] FALSE TRUE", "is.na(m)", "wrong-argument"],
    ["which(c(F, T, NA, T))", "[1] 2 4", "which(1:3)", "wrong-argument"],
    ["paste('a', 1:2, sep = '-')", '[1] "a-1" "a-2"', "paste(m)", "wrong-argument"],
    ["paste0('a', 1:2, collapse = '+')", '[1] "a1+a2"', "paste0('a', m)", "wrong-argument"],
    ["as.numeric(c('1.5', 'x'))", "[1] 1.5 NA", "as.numeric(m)", "wrong-argument"],
    [
      "as.character(c(1, 0.1, 100000))",
      '[1] "1" "0.1" "1e+05"',
      "as.character(m)",
      "wrong-argument",
    ],
  ],
  arithmetic: [
    ["sum(1:10, 0.5)", "[1] 55.5", "sum('a')", "wrong-argument"],
    ["min(3, 1, 2)", "[1] 1", "min(list(1))", "wrong-argument"],
    ["max(c(1, NA), na.rm = TRUE)", "[1] 1", "max(warp)", "wrong-argument"],
    ["range(c(2, 9, 4))", "[1] 2 9", "range(list(1))", "wrong-argument"],
    ["mean(c(1, NA))", "[1] NA", "mean()", "missing-argument"],
    ["median(c(4, 1, 3, 2))", "[1] 2.5", "median('a')", "wrong-argument"],
    ["var(c(1, 2, 3, 4))", "[1] 1.666667", "var(factor(1:2))", "wrong-argument"],
    ["sd(1)", "[1] NA", "sd()", "missing-argument"],
    ["cumsum(1:4)", "[1] 1 3 6 10", "cumsum('a')", "wrong-argument"],
    ["sqrt(c(4, 2))", "[1] 2.000000 1.414214", "sqrt(warp$wool)", "wrong-argument"],
    ["exp(1)", "[1] 2.718282", "exp(1, 2)", "too-many-arguments"],
    ["abs(-2:1)", "[1] 2 1 0 1", "abs(m)", "wrong-argument"],
    ["log10(1000)", "[1] 3", "log10('a')", "wrong-argument"],
    ["log2(8)", "[1] 3", "log2(NULL)", "wrong-argument"],
    ["log(100, base = 10)", "[1] 2", "log(10, bas = 'e')", "wrong-argument"],
    ["round(c(0.15, 2.5, -1.567), 1)", "[1] 0.1 2.5 -1.6", "round('a')", "wrong-argument"],
    ["signif(123456, 2)", "[1] 120000", "signif(1, 2, 3)", "too-many-arguments"],
    ["ifelse(c(T, F, NA), 'y', 'n')", '[1] "y" "n" NA', "ifelse(TRUE, 1)", "missing-argument"],
    ["any(c(FALSE, TRUE))", "[1] TRUE", "any('a')", "wrong-argument"],
    ["all(c(TRUE, NA))", "[1] NA", "all('a')", "wrong-argument"],
  ],
  distributions: [
    ["pt(2, 10)", "[1] 0.963306", "pt(2)", "missing-argument"],
    ["qt(p = .975, df = c(10, Inf))", "[1] 2.228139 1.959964", "qt('a', 10)", "wrong-argument"],
    ["pf(4, 2, 10, lower.tail = FALSE)", "[1] 0.05292215", "pf(4, 2)", "missing-argument"],
    ["qf(.95, 2, 10)", "[1] 4.102821", "qf(.95, 2, 10, upper = T)", "unknown-argument"],
    ["pchisq(3.841459, 1)", "[1] 0.95", "pchisq('a', 1)", "wrong-argument"],
    ["qchisq(.95, 3)", "[1] 7.814728", "qchisq('a', 3)", "wrong-argument"],
    ["pnorm(1.96)", "[1] 0.9750021", "pnorm()", "missing-argument"],
    ["qnorm(.975, mean = 10, sd = 2)", "[1] 13.91993", "qnorm(.5, s = 'a')", "wrong-argument"],
    ["ptukey(3.5, 3, 20)", "[1] 0.9441082", "ptukey('a', 3, 20)", "wrong-argument"],
    ["qtukey(.95, 3, 20)", "[1] 3.577935", "qtukey(.95, 3)", "missing-argument"],
  ],
  models: [
    [
      "length(lmerControl(optimizer = 'bobyqa'))",
      "[1] 0",
      "lmerControl(optimiser = 'a')",
      "unknown-argument",
    ],
    [
      "length(glmerControl(tolPwrss = 1e-9))",
      "[1] 0",
      "glmerControl(toll = 1)",
      "unknown-argument",
    ],
    [
      "length(glmmTMBControl(optimizer = optim, optArgs = list(method = 'BFGS')))",
      "[1] 0",
      "glmmTMBControl(optimiser = optim)",
      "unknown-argument",
    ],
    [
      "aov(breaks ~ wool + Error(tension), data = warp)",
      /Stratum 2: Within\n\nTerms:\nwool Residuals\nSum of Squares 450.667 6747.889/,
      "aov(breaks ~ Error(field), warp)",
      "unknown-column",
    ],
    [
      "update(e, level = 0.9)\nformula(update(l, . ~ . - wool:tension))",
      /H 21.7 2.58 48 17.3 26.0/,
      "update(l, . ~ . - (wool)",
      "unclosed-bracket",
    ],
    [
      "formula(update(m, log(.) ~ . - Day:Trt, REML = FALSE))",
      "log(F.Dry.matter) ~ Day + Trt + (1 | Room)",
      "formula(3)",
      "wrong-argument",
    ],
    [
      "round(AIC(gls(F.Dry.matter ~ Day*Trt, pigs, corAR1(form = ~ 1 | Room/Pen), varIdent(form = ~ 1 | Day))), 3)",
      "[1] 1737.016",
      "gls(F.Dry.matter ~ Day*Trt, pigs, corARMA(form = ~ 1 | Room/Pen))",
      "nlme-argument",
    ],
    [
      'round(deviance(lme(F.Dry.matter ~ Day*Trt, pigs, ~ 1 | Room, corCompSymm(form = ~ 1 | Room/Pen), method = "ML")), 3)',
      "[1] 1730.933",
      "lme(F.Dry.matter ~ Day*Trt, pigs, random = ~ 1)",
      "nlme-argument",
    ],
    [
      "round(get_Lb_ddf(m, c(1, rep(0, length(fixef(m)) - 1))), 3)",
      /^\[1\] \d/,
      "get_Lb_ddf(m, 1)",
      "bad-length",
    ],
    [
      "corAR1(form = ~ x | g)",
      "Uninitialized correlation structure of class corAR1",
      "corAR1(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corARMA(form = ~ x | g, p = 1, q = 1)",
      /class corARMA representing\s+Phi1 Theta1\s+0\s+0/,
      "corARMA(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corCAR1(form = ~ x | g)",
      "Uninitialized correlation structure of class corCAR1",
      "corCAR1(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corCompSymm(form = ~ x | g)",
      "Uninitialized correlation structure of class corCompSymm",
      "corCompSymm(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corSymm(form = ~ x | g)",
      "Uninitialized correlation structure of class corSymm",
      "corSymm(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corExp(form = ~ x | g)",
      "Uninitialized correlation structure of class corExp",
      "corExp(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corGaus(form = ~ x | g)",
      "Uninitialized correlation structure of class corGaus",
      "corGaus(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corLin(form = ~ x | g)",
      "Uninitialized correlation structure of class corLin",
      "corLin(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corRatio(form = ~ x | g)",
      "Uninitialized correlation structure of class corRatio",
      "corRatio(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "corSpher(form = ~ x | g)",
      "Uninitialized correlation structure of class corSpher",
      "corSpher(~ x, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "varIdent(form = ~ 1 | g)",
      "Variance function structure of class varIdent with no parameters, or uninitialized",
      "varIdent(form = ~ 1 | g, fixed = TRUE)",
      "unknown-argument",
    ],
    [
      "round(coef(lm(breaks ~ wool, warp)), 3)",
      "(Intercept) woolB\n31.037 -5.778",
      "lm(breaks ~ wol, warp)",
      "unknown-column",
    ],
    [
      "sigma(lmer(F.Dry.matter ~ Day*Trt + (1|Room), pigs))",
      "[1] 6.129202",
      "lmer(F.Dry.matter ~ Trt, pigs)",
      /./ as never,
    ],
    [
      "round(coef(glm(breaks ~ wool, family = poisson, data = warp)), 4)",
      "(Intercept) woolB\n3.4352 -0.2060",
      "glm(wool ~ breaks, family = binomal, data = warp)",
      "unknown-family",
    ],
    [
      "round(glm.nb(breaks ~ wool, data = warp)$coefficients, 4)",
      "(Intercept) woolB\n3.4352 -0.2060",
      "glm.nb(breaks ~ wool, data = warp, link = logit)",
      "unknown-link",
    ],
    [
      "round(fixef(glmer(breaks ~ wool + (1 | tension), family = poisson, data = warp)), 2)",
      /\(Intercept\) woolB\n3\.41 -0\.21/,
      "glmer(breaks ~ wool, family = poisson, data = warp)",
      "no-random-terms",
    ],
    [
      "round(fixef(glmer.nb(breaks ~ wool + (1 | tension), data = warp)), 2)",
      /\(Intercept\) woolB\n3\.41 -0\.19/,
      "glmer.nb(breaks ~ wool + (1 | tension), data = warp, nAGQ = 0)",
      "no-quadrature",
    ],
    [
      "round(fixef(glmmTMB(breaks ~ wool + (1 | tension), family = nbinom2, data = warp))$cond, 2)",
      /\(Intercept\) woolB\n3\.41 -0\.19/,
      "glmmTMB(breaks ~ wool, family = bell, data = warp)",
      "unknown-family",
    ],
    [
      "round(family_params(glmmTMB(breaks ~ wool + tension, family = tweedie, data = warp)), 1)",
      /Tweedie power\n\s*2/,
      "family_params(lm(breaks ~ wool, data = warp))",
      "wrong-argument",
    ],
    [
      "round(fixef(glimmix(breaks ~ wool + (1 | tension), family = poisson, data = warp)), 2)",
      /\(Intercept\) woolB/,
      "glimmix(breaks ~ wool + (1 | tension), family = Gamma, data = warp)",
      "unknown-family",
    ],
    [
      "options(contrasts = c('contr.sum', 'contr.poly'))\ncoef(lm(breaks ~ wool, warp))\noptions(contrasts = c('contr.treatment', 'contr.poly'))",
      "(Intercept) wool1\n28.148148 2.888889",
      "options(contrasts = 'contr.sum')",
      "wrong-argument",
    ],
  ],
  tests: [
    ["AICtab(l, update(l, . ~ wool))", /dAIC df\nl 0.0 7/, "AICtab(e)", "wrong-argument"],
    ["AICctab(l, update(l, . ~ wool))", /dAICc df/, "AICctab(e)", "wrong-argument"],
    ["BICtab(l, update(l, . ~ wool))", /dBIC df/, "BICtab(e)", "wrong-argument"],
    [
      "aictab(list(a = l, b = update(l, . ~ wool)))",
      /K AICc Delta_AICc AICcWt Cum.Wt LL\na 7 421.70 0.00/,
      "aictab(l)",
      "wrong-argument",
    ],
    [
      "leveneTest(breaks ~ wool, data = warp)",
      /group 1 2.3785 0.1291/,
      "leveneTest(breaks ~ wool + tension, data = warp)",
      "wrong-argument",
    ],
    [
      "round(vif(lm(breaks ~ k + replicate, field)), 3)",
      /k replicate\n/,
      "vif(e)",
      "wrong-argument",
    ],
    ["r2(l)", /adj. R2: 0.313/, "r2(e)", "wrong-argument"],
    ["icc(m)", /Adjusted ICC: 0\.\d{3}/, "icc(l)", "wrong-argument"],
    ["r.squaredGLMM(s)", /R2m R2c\n\[1,\] 0.278\d+ 0.799/, "r.squaredGLMM(l)", "wrong-argument"],
    [
      "check_normality(l)",
      "OK: residuals appear as normally distributed (p = 0.816).",
      "check_normality(e)",
      "wrong-argument",
    ],
    [
      "check_heteroscedasticity(l)",
      /\(p < .001\)/,
      "check_heteroscedasticity(3)",
      "wrong-argument",
    ],
    [
      "check_heteroskedasticity(l)",
      /\(p < .001\)/,
      "check_heteroskedasticity(3)",
      "wrong-argument",
    ],
    [
      "check_overdispersion(glm(breaks ~ wool, poisson, warp))",
      /dispersion ratio = 5\.\d+/,
      "check_overdispersion(l)",
      "wrong-argument",
    ],
    [
      "check_zeroinflation(glm(breaks ~ wool, poisson, warp))",
      "NULL",
      "check_zeroinflation(l)",
      "wrong-argument",
    ],
    ["check_singularity(s)", "[1] FALSE", "check_singularity(l)", "wrong-argument"],
    [
      "as.data.frame(model_performance(l))$AIC",
      "[1] 419.2699",
      "model_performance(e)",
      "wrong-argument",
    ],
    [
      "as.data.frame(compare_performance(l, update(l, . ~ wool)))$Name[1]",
      '[1] "l"',
      "compare_performance(l)",
      "compare-one",
    ],
    ["drop1(l)", /wool:tension 2 1002.8 6747.9 268.71/, "drop1(e)", "wrong-argument"],
    [
      "add1(lm(breaks ~ wool, warp), ~ . + tension)",
      /tension 2 2034.3 6747.9 268.71/,
      "add1(l, ~ wool)",
      "wrong-argument",
    ],
    ["step(l, trace = 0)", /woolB:tensionM/, "step(e)", "wrong-argument"],
    ["get_model(step(s))", /Reaction ~ Days/, "get_model(s)", "wrong-argument"],
    ["summary.aov(l)", /tension 2 2034 1017.1 8.498 0.000693/, "summary.aov(e)", "wrong-argument"],
    [
      "summary.lm(aov(breaks ~ wool, warp))",
      /woolB -5.778 3.537/,
      "summary.lm(m)",
      "wrong-argument",
    ],
    ["proj(l)[1, 1]", "[1] 28.14815", "proj(e)", "wrong-argument"],
    [
      "model.tables(aov(breaks ~ wool, warp), 'means')",
      /A B\n31.037 25.259/,
      "model.tables(l, 'medians')",
      "wrong-argument",
    ],
    [
      "TukeyHSD(aov(breaks ~ wool, warp))",
      /B-A -5.777778 -12.87523 1.319679 0.1083971/,
      "TukeyHSD(l)",
      "wrong-argument",
    ],
    [
      "Anova(m, type = 2, test.statistic = 'F')",
      /Day 10.7115 2 250 3.441e-05 \*\*\*/,
      "Anova(pigs)",
      "wrong-argument",
    ],
    ["anova(l)", /wool 1 450.7 450.67 3.7653 0.0582130 \./, "anova(l, 3)", "wrong-argument"],
    ["round(summary(l)$r.squared, 4)", "[1] 0.3778", "summary(nobody)", "unknown-name"],
    ["joint_tests(l)", /wool:tension 2 48 4.189 0.0210/, "joint_tests(3)", "wrong-argument"],
    ["test(e, null = 25)", /H 21.7 2.58 48 25/, "test(l)", "wrong-argument"],
    [
      "compare_ddf(m)",
      /2 Day kenward-roger \(observed\) 2 250/,
      "compare_ddf(e)",
      "wrong-argument",
    ],
    [
      'compare_structures(lmer(F.Dry.matter ~ Day*Trt + (1|Room), pigs, residual = cs(Day | Room:Pen)), c("id", "un"))',
      /2 un 25 1676.4/,
      'compare_structures(m, "un")',
      "residual-structure",
    ],
    [
      "covariance_parameters(m)",
      /sigma2 37.567119 3.360105 250.0+ 31.762398 45.13157/,
      "covariance_parameters(l)",
      "no-random-terms",
    ],
    ["testUniformity(l)", /D = 0\.\d+, p-value = 0\.\d+/, "testUniformity(e)", "wrong-argument"],
    [
      "testDispersion(simulateResiduals(m, seed = 4), alternative = 'greater')",
      /dispersion = [01]\.\d+, p-value = 0\.\d+\nalternative hypothesis: greater/,
      "testDispersion(l, type = 'PearsonChisq')",
      "wrong-argument",
    ],
    [
      "testZeroInflation(glm(y ~ 1, family = poisson, data = data.frame(y = c(0, 1, 0, 2, 3, 1, 0, 4))))",
      /ratioObsSim = /,
      "testZeroInflation(l)",
      "wrong-argument",
    ],
    [
      "testOutliers(l)",
      /outliers at both margins = \d, observations = 54, p-value = /,
      "testOutliers(l, type = 'bootstrap')",
      "wrong-argument",
    ],
    ["testResiduals(l)", /outliers at both/, "testResiduals(3)", "wrong-argument"],
    ["ranova(m)", /\(1 \| Room\)/, "ranova(l)", "wrong-argument"],
  ],
  means: [
    [
      "intervals(lme(F.Dry.matter ~ Day, pigs, ~ 1 | Room), which = 'fixed')",
      /^Approximate 95% confidence intervals\n\s*\n? ?Fixed effects:/,
      "intervals(l)",
      "wrong-argument",
    ],
    [
      "emmeans(l, ~ tension)",
      /L 36.4 2.58 48 31.2 41.6/,
      "emmeans(l, ~ tensn)",
      "unknown-variable",
    ],
    [
      "emtrends(s, ~ 1, var = 'Days')",
      /overall 10.5 1.55 17 7.21 13.7/,
      "emtrends(s, ~ 1)",
      "missing-argument",
    ],
    [
      "contrast(e, 'trt.vs.ctrl', ref = 'L')",
      /H - L -14.7 3.65 48 -4.037 0.0004/,
      "contrast(e, 'pairwse')",
      "unknown-method",
    ],
    ["pairs(e)", /L - M 10.00 3.65 48 2.742 0.0229/, "pairs(l)", "wrong-argument"],
    ["regrid(e)", /H 21.7 2.58 48 16.5 26.9/, "regrid(l)", "wrong-argument"],
    ["cld(e)", /H 21.7 2.58 48 16.5 26.9 1/, "cld(pairs(e))", "wrong-argument"],
    [
      "confint(lm(breaks ~ wool, warp))",
      /woolB -12.87523 1.319679/,
      "confint(3)",
      "wrong-argument",
    ],
    [
      "confint.default(lm(breaks ~ wool, warp))",
      /woolB -12.71012 1.154563/,
      "confint.default(3)",
      "wrong-argument",
    ],
  ],
  pieces: [
    [
      "dose.p(glm(am ~ wt, family = binomial, data = mtcars), p = c(0.25, 0.5))",
      // R 4.2.2, MASS, with epsilon = 1e-14
      "Dose SE\np = 0.25: 3.265179 0.1547460\np = 0.50: 2.992162 0.1512285",
      "dose.p(l)",
      "wrong-argument",
    ],
    ["attr(terms(l), 'term.labels')[3]", '[1] "wool:tension"', "terms(e)", "wrong-argument"],
    ["family(glm(breaks ~ wool, poisson, warp))$link", '[1] "log"', "family(e)", "wrong-argument"],
    ["weights(l)", "NULL", "weights(e)", "wrong-argument"],
    ["round(predict.lm(l)[[1]], 4)", "[1] 44.5556", "predict.lm(e)", "wrong-argument"],
    [
      "round(predict.glm(glm(breaks ~ wool, poisson, warp))[[1]], 4)",
      "[1] 3.4352",
      "predict.glm(e)",
      "wrong-argument",
    ],
    ["case.names(l)[2]", '[1] "2"', "case.names(e)", "wrong-argument"],
    ["ngrps(s)", "Subject\n18", "ngrps(l)", "wrong-argument"],
    ["round(dffits(l)[[1]], 4)", "[1] -0.6517", "dffits(m)", "wrong-argument"],
    ["round(dfbetas(l)[1, 'tensionL'], 4)", "[1] -0.4608", "dfbetas(m)", "wrong-argument"],
    ["round(covratio(l)[[1]], 4)", /0\.8/, "covratio(m)", "wrong-argument"],
    ["dim(extract_vc(s, ci_level = 0))", "[1] 3 5", "extract_vc(l)", "wrong-argument"],
    ["names(fixed.effects(s))", '[1] "(Intercept)" "Days"', "fixed.effects(l)", "wrong-argument"],
    ["dim(random.effects(s)$Subject)", "[1] 18 2", "random.effects(l)", "wrong-argument"],
    ["tidy(l, conf.int = TRUE)$conf.low[2]", "[1] -16.14722", "tidy(3)", "wrong-argument"],
    ["augment(l)$.hat[1]", "[1] 0.1111111", "augment(l, data = head(warp))", "compare-rows"],
    ["glance(l)$AIC", "[1] 419.2699", "glance(3)", "wrong-argument"],
    ["round(coefficients(l)['woolB'], 4)", "woolB\n-5.7778", "coefficients(3)", "wrong-argument"],
    ["round(getME(s, 'theta'), 3)[2]", /0.015/, "getME(s, 'tehta')", "wrong-argument"],
    ["isSingular(s)", "[1] FALSE", "isSingular(l)", "wrong-argument"],
    ["round(AICc(l), 4)", "[1] 421.7047", "AICc(3)", "wrong-argument"],
    ["extractAIC(l)", "[1] 6.0000 264.0245", "extractAIC(3)", "wrong-argument"],
    ["hatvalues(l)[1]", "1\n0.1111111", "hatvalues(3)", "wrong-argument"],
    ["cooks.distance(l)[1]", "1\n0.06742206", "cooks.distance(3)", "wrong-argument"],
    ["rstandard(l)[1]", "1\n-1.79896", "rstandard(s)", "wrong-argument"],
    ["rstudent(l)[1]", "1\n-1.843348", "rstudent(3)", "wrong-argument"],
    ["round(dfbeta(l)[1, 3], 6)", "[1] -2.319444", "dfbeta(s)", "wrong-argument"],
    [
      "model.matrix(~ tension, warp)[20, ]",
      "(Intercept) tensionL tensionM\n1 0 0",
      "model.matrix(3)",
      "wrong-argument",
    ],
    ["dim(model.frame(l))", "[1] 54 3", "model.frame(3)", "wrong-argument"],
    ["round(coef(l)['woolB'], 4)", "woolB\n-5.7778", "coef(3)", "wrong-argument"],
    ["round(fixef(m)[1], 4)", "(Intercept)\n14.8329", "fixef(l)", "wrong-argument"],
    ["round(ranef(m)$Room[1, 1], 4)", "[1] -2.6319", "ranef(l)", "wrong-argument"],
    ["VarCorr(m)", /Room \(Intercept\) 2.5000/, "VarCorr(l)", "wrong-argument"],
    ["round(vcov(l)[1, 1], 4)", "[1] 13.2989", "vcov(3)", "wrong-argument"],
    [
      "sqrt(diag(vcov(l)))[1] == summary(l)$coefficients[1, 2]",
      "(Intercept)\nTRUE",
      "diag(nobody)",
      "unknown-name",
    ],
    ["VarCorr(m)$Room[1] == VarCorr(m)$Room[1, 1]", "[1] TRUE", "VarCorr(m)[[9]]", "bad-index"],
    ["sigma(l)", "[1] 10.94028", "sigma()", "missing-argument"],
    ["df.residual(l)", "[1] 48", "df.residual(e)", "wrong-argument"],
    // R: 270 − 20 parameters
    ["df.residual(m)", "[1] 250", "df.residual(3)", "wrong-argument"],
    ["nobs(m)", "[1] 270", "nobs(d)", "wrong-argument"],
    ["logLik(m)", "'log Lik.' -841.6082 (df=20)", "logLik(e)", "wrong-argument"],
    ["round(AIC(l), 3)", "[1] 419.27", "AIC(l, 3)", "wrong-argument"],
    ["round(BIC(l), 3)", "[1] 433.193", "BIC(e)", "wrong-argument"],
    ["round(deviance(l), 3)", "[1] 5745.111", "deviance(e)", "wrong-argument"],
    ["round(resid(l)[1], 4)", "1\n-18.5556", "resid(l, type = 'odd')", "wrong-argument"],
    ["length(residuals(m))", "[1] 270", "residuals(e)", "wrong-argument"],
    ["round(fitted(l)[1], 4)", "1\n44.5556", "fitted(e)", "wrong-argument"],
    ["length(fitted.values(l))", "[1] 54", "fitted.values(3)", "wrong-argument"],
    [
      "round(predict(l, newdata = data.frame(wool = 'B', tension = 'H')), 4)",
      "1\n18.7778",
      "predict(l, newdata = 3 + d)",
      /./ as never,
    ],
  ],
  designs: [
    [
      "design(units = ~ Plot, treatments = ~ Trt, levels = list(Plot = 8, Trt = 4), allot = Trt ~ Plot)",
      /Trt 4 Plot 2/,
      "design(units = ~ Plot, treatments = ~ Trt, levels = list(Plot = 4), allot = list(Trt ~ Plot))",
      "missing-levels",
    ],
    ["shell(d)", /Error/, "shell(e)", "wrong-argument"],
    ["ems(d)", /Block:Whole/, "ems(3)", "wrong-argument"],
    ["equation(l)", /sigma/, "equation(e)", "wrong-argument"],
    [
      "power(d, variance = c(Whole = 0.2, residual = 1), means = c(10, 12, 12, 10, 10, 12))",
      /A 2 4 8.571429 0.4140836/,
      "power(d, variance = 3, differ = 1)",
      "wrong-argument",
    ],
    [
      "precision(d, variance = c(Whole = 0.2, residual = 1), terms = ~ B)",
      /B 0.4714045/,
      "precision(l, variance = c(a = 1))",
      "wrong-argument",
    ],
    [
      "detectable(d, variance = c(Whole = 0.2, residual = 1), terms = ~ B)$df2",
      "[1] 6",
      "detectable(d)",
      "missing-argument",
    ],
    [
      "power_curve(d, vary = 'Block', variance = c(Whole = 0.2, residual = 1), differ = 1, terms = ~ B)",
      /power/,
      "power_curve(d, vary = 'Blok', variance = c(Whole = 1, residual = 1), differ = 1)",
      "unknown-factor",
    ],
    [
      "sample_size(d, vary = 'Block', variance = c(Whole = 0.2, residual = 1), differ = 1, terms = ~ B)$Block",
      "[1] 6",
      "sample_size(d, variance = c(Whole = 1))",
      "missing-argument",
    ],
    ["fisher(d)", /Block:Whole/, "fisher(l)", "wrong-argument"],
    ["nrow(plan(d))", "[1] 18", "plan(3)", "wrong-argument"],
    ["covariance_plot(d)", /covariance/, "covariance_plot(e)", "wrong-argument"],
    [
      "simulate_power(d, variance = c(Whole = 0.2, residual = 1), means = c(10, 12, 12, 10, 10, 12), runs = 200, seed = 1)$term[1]",
      '[1] "A"',
      "simulate_power(d, variance = c(Whole = 1, residual = 1))",
      "missing-argument",
    ],
  ],
  figures: [
    ["check_model(l)", /residuals/, "check_model(3)", "wrong-argument"],
    ["plot(1:3, c(1, 4, 9))", /Points of c\(1, 4, 9\) against 1:3/, "plot(1:3, 1:2)", "bad-length"],
    ["means_plot(e)", /means/, "means_plot(l)", "wrong-argument"],
    [
      "emmip(l, wool ~ tension, CIs = TRUE)",
      /Lines, ranges and points of Linear prediction against Levels of tension, by wool/,
      "emmip(l, wool ~ 1)",
      "wrong-argument",
    ],
    [
      "pwpp(emmeans(l, ~ tension))",
      /Points, segments and texts of tension against Tukey-adjusted P value/,
      "pwpp(emmeans(l, ~ tension), method = 'poly')",
      "wrong-argument",
    ],
    [
      "interaction_plot(l, ~ tension * wool)",
      /interaction/,
      "interaction_plot(l, ~ wol * tension)",
      "unknown-variable",
    ],
    ["qqPlot(l)", /qq/, "qqPlot(e)", "wrong-argument"],
    [
      "r <- simulateResiduals(l, n = 100)\nr\nplot(r)\nlength(residuals(r))",
      /scaled by 100[^]*54 residuals scaled[^]*54/,
      "simulateResiduals(l, seed = NULL)",
      "wrong-argument",
    ],
    ["plotSimulatedResiduals(m)", /as ranks/, "plotSimulatedResiduals(e)", "wrong-argument"],
    ["plotQQunif(l)", /uniform/, "plotQQunif(3)", "wrong-argument"],
    [
      "plotResiduals(l, form = warp$breaks)",
      /breaks, as ranks/,
      "plotResiduals(l, 1:3)",
      "bad-length",
    ],
    ["residuals_plot(m)", /residuals/, "residuals_plot(e)", "wrong-argument"],
    ["shrinkage_plot(m)", /shrinkage/, "shrinkage_plot(l)", "wrong-argument"],
    ["components_plot(m)", /components/, "components_plot(l)", "wrong-argument"],
    ["profile_plot(m)", /profile/, "profile_plot(l)", "wrong-argument"],
    ["correlation_plot(m)", /correlation/, "correlation_plot(l)", "wrong-argument"],
    ["pairs_plot(pairs(e))", /pairs/, "pairs_plot(e)", "wrong-argument"],
    [
      "field_plot(data.frame(r = c(1, 1), c = 1:2, y = 3:4), row = r, column = c, value = y)",
      /field/,
      "field_plot(warp, row = a, column = b, value = c)",
      "unknown-name",
    ],
    [
      "strip_plot(pigs, value = F.Dry.matter, unit = Pen, treatment = Trt, group = Room, row = Day)",
      /strip/,
      "strip_plot(pigs)",
      "missing-argument",
    ],
  ],
  prose: [
    ["se(m, ~ Trt)", "[1] 1.708264", "se(m, ~ Trtt)", "unknown-variable"],
    [
      "ci(m, ~ Trt, at = list(Trt = 'A'))",
      "lower upper\n13.40393 23.52341",
      "ci(3)",
      "wrong-argument",
    ],
    ["n_reps(m, ~ Trt)", "[1] 45", "n_reps(m, ~ Diet)", "unknown-column"],
  ],
};
CASES.pictures = PICTURES;
CASES.graphics = GRAPHICS;
for (const more of [MORE_CASES, WORD_CASES, COMPANION_CASES]) {
  for (const [group, rows] of Object.entries(more)) CASES[group]!.push(...rows);
}

for (const [group, cases] of Object.entries(CASES)) {
  Deno.test(`verbs of ${group}: used rightly and wrongly`, () => {
    for (const [right, expected, wrong, code] of cases) {
      const good = run(right);
      assertEquals(good.codes, [], right);
      const text = good.texts.join("\n");
      if (typeof expected === "string") assertEquals(text, expected, right);
      else assert(expected.test(text), `${right}\n${text}`);
      if (code === null) continue;
      const bad = run(wrong);
      if (typeof code === "string") assertEquals(bad.codes, [code], wrong);
      else assertEquals(bad.codes.length, 1, wrong);
    }
    const tried = Object.values(CASES).flat().map(([right]) => right).join("\n");
    const untried = (VERB_GROUPS[group] ?? []).filter((v) => !tried.includes(v.name));
    assertEquals(untried.map((v) => v.name), []);
  });
}

/** Verbs that take arguments of any name, with what the name is. */
const ANY_NAME: Readonly<Record<string, string>> = {
  mcp: "names of factors",
  vars: "of a variable",
  labeller: "of a variable",
  c: "of an element",
  here: "of a part of a path",
  list: "of an item",
  "data.frame": "of a column",
  "expand.grid": "of a column",
  mutate: "of a column",
  transmute: "of a column",
  select: "of a column",
  transform: "of a column",
  table: "of a factor",
  rbind: "of a row",
  cbind: "of a column",
  means_plot: "of a series",
  set_header_labels: "of a column of the table: unknown-column",
  cols_label: "of a column of the table: unknown-column",
  filter: "refused by a fault of its own, since = is written for ==",
  options: "of an option of R: a note says that it is passed over, or it is refused",
};

/** The source with one more argument at the end of the last call of a verb. */
function withArgument(source: string, name: string, argument: string): string {
  const from = source.lastIndexOf(`${name}(`) + name.length;
  let depth = 0;
  for (let i = from; i < source.length; i++) {
    if (source[i] === "(") depth++;
    else if (source[i] === ")" && --depth === 0) {
      const comma = source.slice(from + 1, i).trim() === "" ? "" : ", ";
      return `${source.slice(0, i)}${comma}${argument} = 99${source.slice(i)}`;
    }
  }
  throw new Error(source);
}

/** A right use of a verb. */
function useOf(name: string): string {
  const call = new RegExp(`(^|[^\\w.])${name.replaceAll(".", "[.]")}\\(`);
  return Object.values(CASES).flat().find(([right]) => call.test(right))![0];
}

Deno.test("a verb refuses an argument of a name that it does not have", () => {
  const passed: string[] = [];
  for (const verbs of Object.values(VERB_GROUPS)) {
    for (const { name, parameters } of verbs) {
      const refused = parameters.filter((p) => p.refused).map((p) => p.name);
      const asked = Object.hasOwn(ANY_NAME, name) ? refused : ["nonsense", ...refused];
      for (const argument of asked) {
        const source = withArgument(useOf(name), name, argument);
        const { codes } = run(source);
        if (codes.length !== 1 || codes[0] !== "unknown-argument") {
          passed.push(`${source}: ${codes}`);
        }
      }
    }
  }
  assertEquals(passed, []);
});

Deno.test("bind_rows() does not know what rbind() has of estimates", () => {
  assertEquals(run("bind_rows(warp, adjust = 'none')").codes, ["wrong-argument"]);
  assertEquals(run("rbind(warp, adjust = 'none')").codes, ["unknown-argument"]);
  assertEquals(run("rbind(pairs(e), adjust = 'none')").codes, []);
});

Deno.test("what R does by default may be written out", () => {
  const wrong: string[] = [];
  for (const verbs of Object.values(VERB_GROUPS)) {
    for (const { name, parameters } of verbs) {
      for (const { name: parameter, otherwise } of parameters.filter((p) => p.otherwise !== "")) {
        const source = withArgument(useOf(name), name, parameter)
          .replace(`${parameter} = 99`, `${parameter} = ${otherwise}`);
        const { codes } = run(source);
        if (codes.length > 0) wrong.push(`${source}: ${codes}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("every verb says what it does, and no name stands twice", () => {
  const names = Object.values(VERB_GROUPS).flatMap((g) => g.map((v) => v.name));
  assertEquals(names.length, new Set(names).size);
  assertEquals(names.length, VERBS.size);
  for (const verb of VERBS.values()) {
    assert(verb.doc.length > 3 && !verb.doc.endsWith("."), verb.name);
  }
});

Deno.test("the names of rooms are those of their words", async () => {
  for (const [file, text] of await namesFiles()) assertEquals(Deno.readTextFileSync(file), text);
});

Deno.test("the manual's page of verbs says what is declared", async () => {
  assertEquals(Deno.readTextFileSync(VERBS_PAGE), await verbsPage());
});
