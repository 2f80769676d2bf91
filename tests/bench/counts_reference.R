# R's side of counts_bench.ts: one model fitted some times by one package; the median time in milliseconds and
# the log likelihood, as JSON.
#   Rscript tests/bench/counts_reference.R PACKAGE CASE FOLDER ORACLE RUNS
args <- commandArgs(TRUE)
package <- args[1]; id <- args[2]; folder <- args[3]; oracle <- args[4]; runs <- as.integer(args[5])
suppressMessages(library(package, character.only = TRUE))

read <- function(path, factors) {
  d <- read.csv(path)
  for (f in factors) d[[f]] <- factor(d[[f]])
  d
}
salamanders <- function() read(file.path(oracle, "salamanders.csv"), c("site", "mined", "spp"))
# the same call in either package, where both have it
fit <- function(formula, d, family) if (package == "lme4") glmer(formula, d, family) else glmmTMB(formula, d, family)
zeros <- function(formula, zi, family) {
  if (package == "lme4") quit(status = 1)
  d <- salamanders()
  function() glmmTMB(formula, d, family = family, ziformula = zi)
}

run <- switch(id,
  cbpp = { d <- read(file.path(oracle, "cbpp.csv"), c("herd", "period"))
    function() fit(cbind(incidence, size - incidence) ~ period + (1 | herd), d, binomial) },
  grouseticks = { d <- read(file.path(oracle, "grouseticks.csv"), c("BROOD", "INDEX", "LOCATION", "YEAR"))
    function() fit(TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION), d, poisson) },
  salamanders_zip = zeros(count ~ mined + spp + (1 | site), ~ mined, poisson),
  salamanders_zinb2 = zeros(count ~ mined + (1 | site), ~ mined, nbinom2),
  salamanders_all = zeros(count ~ spp * mined + (1 | site), ~ spp * mined, nbinom2),
  crossed = { d <- read(file.path(folder, "crossed_counts.csv"), c("a", "b", "trt"))
    function() fit(y ~ trt + (1 | a) + (1 | b), d, poisson) })

times <- numeric(runs)
for (i in seq_len(runs)) times[i] <- 1000 * system.time(m <- suppressWarnings(suppressMessages(run())))[["elapsed"]]
cat(sprintf('{"ms":%.3f,"logLik":%.12g}\n', median(times), as.numeric(logLik(m))))
