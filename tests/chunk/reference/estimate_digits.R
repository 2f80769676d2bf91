# Tables of estimates of every size and precision as emmeans prints them: what `estimate_digits.txt`
# holds. Rscript estimate_digits.R > estimate_digits.txt
# (R 4.2.2, emmeans 1.8.4-1)
options(width = 120)
suppressMessages(library(emmeans))
set.seed(7)
for (k in 1:200) {
  n <- sample(2:6, 1)
  scale <- 10^runif(1, -9, 9)
  estimate <- signif(scale * (sample(c(0, 1, 100), 1) + runif(n, -1, 1)), 10)
  se <- signif(scale * 10^runif(1, -8, 1) * (if (k %% 2) 1 else runif(n, 0.2, 5)), 10)
  se <- rep_len(se, n)
  df <- sample(c(Inf, 3, 12, round(runif(1, 1.5, 400), 3)), 1)
  gap <- k %% 5 == 0
  cat("# ", paste(format(estimate, digits = 15, trim = TRUE), collapse = " "), " | ",
    paste(format(se, digits = 15, trim = TRUE), collapse = " "), " | ", df, if (gap) " | gap", "\n", sep = "")
  # what has no estimate stands beside the others
  if (gap) {
    e <- emmobj(bhat = c(estimate, 0), V = diag(c(se^2, 1)), levels = list(t = letters[1:n]),
      linfct = diag(n + 1)[1:n, ], df = df)
    e@nbasis <- matrix(c(1, rep(0, n)), ncol = 1)
  } else {
    e <- emmobj(bhat = estimate, V = diag(se^2, n), levels = list(t = letters[1:n]), df = df)
  }
  print(summary(e, infer = c(TRUE, k %% 3 == 0)))
}
