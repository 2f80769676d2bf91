# R's side of the benchmarks: one case, its time in milliseconds and the peak of memory in megabytes, as JSON.
#   Rscript tests/bench/reference.R CASE FOLDER ORACLE
suppressMessages({ library(lme4); library(car); library(emmeans); library(pbkrtest) })
emm_options(pbkrtest.limit = 1e6)
args <- commandArgs(TRUE); id <- args[1]; folder <- args[2]; oracle <- args[3]

read <- function(name, factors) {
  d <- read.csv(file.path(folder, paste0(name, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
public <- function(name, factors) {
  d <- read.csv(file.path(oracle, paste0(name, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
# elapsed and processor time of the best of some runs, in milliseconds
clock <- function(run, times = 1) {
  best <- c(Inf, Inf)
  for (i in seq_len(times)) {
    t <- system.time(run())
    t <- 1000 * c(t[["elapsed"]], t[["user.self"]] + t[["sys.self"]])
    if (t[1] < best[1]) best <- t
  }
  best
}
whole <- function(formula, d, spec, compare) function() {
  m <- lmer(formula, d)
  Anova(m, type = 2, test.statistic = "F")
  g <- emmeans(m, spec); as.data.frame(g)
  if (compare) as.data.frame(pairs(g))
}
tests <- function(m) Anova(m, type = 2, test.statistic = "F")
crossed <- function(q) {
  d <- read(paste0("crossed_", q), c("a", "b", "trt"))
  m <- lmer(y ~ trt + (1 | a) + (1 | b), d)
  clock(function() tests(m))
}

ms <- switch(id,
  fecal_grcbd = clock(whole(F.Dry.matter ~ Day * Trt + (1 | Room),
    public("fecal_grcbd", c("Day", "Trt", "Room")), ~ Trt, TRUE), 5),
  oats_splitplot = clock(whole(yield ~ nitrof * Variety + (1 | Block / Variety),
    public("oats_splitplot", c("nitrof", "Variety", "Block")), ~ Variety, TRUE), 5),
  sleepstudy = clock(whole(Reaction ~ Days + (Days | Subject),
    public("sleepstudy", "Subject"), ~ Days, FALSE), 5),
  split_plot_fit = { d <- read("split_plot", c("block", "A", "B"))
    clock(function() lmer(y ~ A * B + (1 | block / A), d)) },
  split_plot_kr = { d <- read("split_plot", c("block", "A", "B"))
    m <- lmer(y ~ A * B + (1 | block / A), d); clock(function() tests(m)) },
  crossed_45 = crossed(45),
  crossed_90 = crossed(90),
  crossed_500 = { d <- read("crossed_500", c("a", "b", "trt"))
    clock(function() tests(lmer(y ~ trt + (1 | a) + (1 | b), d))) },
  insteval = clock(function() lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept), InstEval)),
  profile = { m <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
    clock(function() suppressMessages(suppressWarnings(confint(m, method = "profile", quiet = TRUE)))) },
  bootstrap = { m <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
    # a hundredth of the draws: the time is proportional to them
    100 * clock(function() suppressMessages(bootMer(m, fixef, nsim = 100))) },
  million = clock(function() {
    d <- read("million", c("Room", "Pen", "Day", "Trt"))
    lmer(F.Dry.matter ~ Day * Trt + (1 | Room), d) })
)
status <- readLines("/proc/self/status")
peak <- as.numeric(gsub("[^0-9]", "", grep("^VmHWM", status, value = TRUE))) / 1000
cat(sprintf('{"id":"%s","ms":%.3f,"processor":%.3f,"memory":%.0f}\n', id, ms[1], ms[2], peak))
