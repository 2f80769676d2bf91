# R's side of the benchmarks of size: processor time of one case in milliseconds, as JSON.
#   Rscript tests/bench/scale_reference.R CASE FOLDER
suppressMessages({ library(lme4); library(car); library(emmeans) })
emm_options(pbkrtest.limit = 1e6, lmerTest.limit = 1e6)
args <- commandArgs(TRUE); id <- args[1]; folder <- args[2]
read <- function(name, factors) {
  d <- read.csv(file.path(folder, paste0(name, ".csv")))
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
cpu <- function(run) { t <- system.time(run()); 1000 * (t[["user.self"]] + t[["sys.self"]]) }
mvt <- function(k) {
  g <- emmeans(lm(y ~ trt, read(paste0("unequal_", k), "trt")), ~ trt)
  cpu(function() summary(pairs(g, adjust = "mvt")))
}
ms <- switch(id,
  lm_500 = { d <- read("trial_500", c("trt", "block")); cpu(function() lm(y ~ trt + block, d)) },
  type3_500 = {
    m <- lm(y ~ A * B, read("factorial_500", c("A", "B")), contrasts = list(A = contr.sum, B = contr.sum))
    cpu(function() Anova(m, type = 3))
  },
  anova_5way = { d <- read("five_4", LETTERS[1:5]); cpu(function() anova(lm(y ~ A * B * C * D * E, d))) },
  pairs_lm = { g <- emmeans(lm(y ~ trt, read("trial_500", "trt")), ~ trt)
    cpu(function() as.data.frame(pairs(g))) },
  pairs_kr = { g <- emmeans(lmer(y ~ trt + (1 | block), read("gaps_500", c("trt", "block"))), ~ trt)
    cpu(function() as.data.frame(pairs(g))) },
  cld_lm = { g <- emmeans(lm(y ~ trt, read("trial_500", "trt")), ~ trt)
    cpu(function() multcomp::cld(g)) },
  kr_499 = { m <- lmer(y ~ trt + (1 | block), read("gaps_500", c("trt", "block")))
    cpu(function() Anova(m, type = 3, test.statistic = "F")) },
  joint_500 = { m <- lm(y ~ trt, read("trial_500", "trt")); cpu(function() joint_tests(m)) },
  joint_6 = { m <- lm(y ~ (A + B + C + D + E)^2, read("five_6", LETTERS[1:5])); cpu(function() joint_tests(m)) },
  profile_5x5 = { m <- lmer(y ~ x1 + x2 + x3 + x4 + (x1 + x2 + x3 + x4 | s), read("slopes_4", "s"))
    cpu(function() suppressWarnings(confint(m, quiet = TRUE))) },
  profile_100 = { m <- lmer(y ~ trt + (1 | block), read("trial_100", c("trt", "block")))
    cpu(function() suppressWarnings(confint(m, quiet = TRUE))) },
  d3 = { d <- read("d3", c("G", "H", "I"))
    cpu(function() lmer(Y ~ 1 + U + (1 + U | G) + (1 + U | H) + (1 + U | I), d, REML = FALSE)) },
  ml1m = { d <- read("ml1m", c("G", "H"))
    cpu(function() lmer(Y ~ 1 + (1 | G) + (1 | H), d, REML = FALSE)) },
  crossed_2000 = { d <- read("sparse_2000", c("a", "b"))
    cpu(function() lmer(y ~ 1 + (1 | a) + (1 | b), d)) },
  chain = { d <- read("chain_100000", c("a", "b"))
    cpu(function() lmer(y ~ 1 + (1 | a) + (1 | b), d)) },
  treatments_1000 = { d <- read("trial_1000", c("trt", "block"))
    cpu(function() { m <- lmer(y ~ trt + (1 | block), d)
      Anova(m, test.statistic = "F"); as.data.frame(emmeans(m, ~ trt)) }) },
  met = { d <- read("met", c("E", "G", "Y", "Block"))
    cpu(function() lmer(y ~ Y + (1 | E) + (1 | G) + (1 | E:Y) + (1 | E:Y:Block) + (1 | G:E) + (1 | G:Y) + (1 | G:E:Y), d)) },
  kb07_maximal = { d <- read("kb07", c("subj", "item"))
    cpu(function() lmer(RTtrunc ~ S * P * C + (S * P * C | subj) + (S * P * C | item), d, REML = FALSE)) },
  mvt_5 = mvt(5), mvt_8 = mvt(8), mvt_10 = mvt(10), mvt_15 = mvt(15),
  insteval_fit = { d <- read("insteval", c("service", "s", "d", "dept"))
    cpu(function() lmer(y ~ service + (1 | s) + (1 | d) + (1 | dept), d)) },
  bs10 = { d <- read("bs10", c("subj", "item"))
    cpu(function() lmer(dif ~ S + F + SF + (S + F + SF | subj) + (S + F + SF | item), d, REML = FALSE)) },
  gb12 = { d <- read("gb12", c("session", "item"))
    cpu(function() lmer(sottrunc2 ~ T * P * F + (T + P + F | session) + (T + P + TP | item), d, REML = FALSE)) },
  kb07 = { d <- read("kb07", c("subj", "item"))
    cpu(function() lmer(RTtrunc ~ S * P * C + (S + P + C | subj) + (S + P + C | item), d, REML = FALSE)) },
  csv_wide = { data.table::setDTthreads(1); cpu(function() data.table::fread(file.path(folder, "wide.csv"))) },
  csv_levels = { data.table::setDTthreads(1)
    cpu(function() data.table::fread(file.path(folder, "levels.csv"), stringsAsFactors = TRUE)) },
  quit(status = 1))
cat(sprintf('{"id":"%s","first":%.3f,"warm":null,"processor":%.3f,"memory":0}\n', id, ms, ms))
