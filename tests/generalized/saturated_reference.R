# Log restricted likelihoods of structures that can take all of the residuals, from three starts (R 4.2.2,
# glmmTMB 1.1.5). The data are drawn: visits of subjects whose variances differ, three rows lost.
library(glmmTMB)
for (word in c("us", "cs")) {
  d <- read.csv(sprintf("tests/generalized/data/saturated_%s.csv", word), stringsAsFactors = TRUE)
  f <- as.formula(sprintf("y ~ trt*v + %s(0 + vf | s)", word))
  fits <- lapply(c(0, -1, -3), function(b) glmmTMB(f, d, REML = TRUE, start = list(betad = b)))
  cat(word, sprintf("%.6f", max(sapply(fits, function(m) -m$fit$objective))), "\n")
}
