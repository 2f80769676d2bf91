# nlme's and glmmTMB's side of structures_bench.ts: the best of some runs, in milliseconds; "-" where the
# package has no such model.
#   Rscript structures_reference.R CASE PACKAGE
suppressMessages({ library(nlme); library(glmmTMB); library(emmeans) })
args <- commandArgs(TRUE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
read <- function(name, factors) {
  d <- read.csv(file.path(here, "../oracle/rside", paste0(name, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
best <- function(run, times = 1) {
  ms <- Inf
  for (i in seq_len(times)) ms <- min(ms, 1000 * system.time(run())[["elapsed"]])
  cat(ms, "\n")
}
subjects <- function() {
  set.seed(1)
  n <- 1e4
  own <- rep(rnorm(n), each = 10)
  e <- as.vector(apply(matrix(rnorm(10 * n), 10), 2, function(z) stats::filter(0.8 * z, 0.6, "recursive")))
  data.frame(y = own + e + rep(0:9, n) / 10, Trt = factor(rep(rep(c("A", "B"), n / 2), each = 10)),
             Day = factor(rep(1:10, n)), id = factor(rep(seq_len(n), each = 10)))
}
key <- paste(args[1], args[2])
if (key == "fecal nlme") {
  d <- read("fecal_missing", c("Room", "Pen", "Day", "Trt"))
  d <- d[!is.na(d$F.Dry.matter), ]
  best(function() {
    m <- lme(F.Dry.matter ~ Day * Trt, random = ~ 1 | Room, data = d,
             correlation = corAR1(form = ~ as.integer(Day) | Room/Pen), weights = varIdent(form = ~ 1 | Day))
    anova(m, type = "marginal")
    as.data.frame(emmeans(m, ~ Trt))
  }, 3)
} else if (key == "subjects glmmTMB") {
  d <- subjects()
  best(function() glmmTMB(y ~ Trt * Day + us(0 + Day | id), dispformula = ~ 0, REML = TRUE, data = d))
} else if (key == "subjects nlme") {
  d <- subjects()
  best(function() gls(y ~ Trt * Day, data = d, correlation = corSymm(form = ~ as.integer(Day) | id),
                      weights = varIdent(form = ~ 1 | Day)))
} else if (key == "wheat nlme") {
  d <- read("wheat2_exp", c("Block", "variety"))
  best(function() gls(yield ~ Block + variety, data = d, correlation = corExp(form = ~ latitude + longitude)), 3)
} else if (key == "wheat glmmTMB") {
  d <- read("wheat2_exp", c("Block", "variety"))
  d$pos <- numFactor(d$latitude, d$longitude)
  d$one <- factor(1)
  best(function() glmmTMB(yield ~ Block + variety + exp(0 + pos | one), dispformula = ~ 0, REML = TRUE, data = d), 1)
} else cat("-\n")
