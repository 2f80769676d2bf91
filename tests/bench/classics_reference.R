# R's side of the classics: milliseconds of each model, fit and tests, as JSON.
#   Rscript tests/bench/classics_reference.R ORACLE CASE …
suppressMessages({ library(lme4); library(car); library(pbkrtest); library(jsonlite) })
args <- commandArgs(TRUE); oracle <- args[1]
times <- sapply(args[-1], function(id) {
  case <- fromJSON(file.path(oracle, paste0(id, ".json")), simplifyVector = FALSE)
  d <- read.csv(file.path(oracle, paste0(id, ".csv")), colClasses = "character")
  for (n in names(d)) {
    d[[n]] <- if (n %in% names(case$factors)) factor(d[[n]], unlist(case$factors[[n]])) else as.numeric(d[[n]])
  }
  f <- as.formula(case$formula)
  hasTerms <- length(attr(terms(nobars(f)), "term.labels")) > 0
  one <- function() {
    m <- suppressMessages(lmer(f, d))
    if (hasTerms) Anova(m, type = 2, test.statistic = "F")
  }
  one()
  min(sapply(1:5, function(i) 1000 * system.time(one())[["elapsed"]]))
})
cat(toJSON(as.list(times), auto_unbox = TRUE, digits = 3), "\n", sep = "")
