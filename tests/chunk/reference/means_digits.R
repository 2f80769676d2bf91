# Tables of means and of their differences as emmeans prints them, for data of every size: what
# `means_digits.txt` holds. Rscript means_digits.R > means_digits.txt
# (R 4.2.2, emmeans 1.8.4-1)
options(width = 100)
suppressMessages(library(emmeans))
set.seed(1)
for (k in 1:160) {
  scale <- 10^runif(1, -9, 9)
  base <- sample(c(0, 1, 10, 1e3), 1) * scale
  sd <- scale * 10^runif(1, -3, 0)
  n <- sample(2:3, 1)
  t <- rep(c("a", "b", "c"), each = n)
  y <- signif(base + rep(runif(3), each = n) * scale + rnorm(3 * n) * sd, 12)
  m <- lm(y ~ t, data.frame(y, t))
  cat("# ", paste(format(y, digits = 15, trim = TRUE), collapse = " "), "\n", sep = "")
  e <- emmeans(m, ~ t)
  print(e)
  print(pairs(e, adjust = "none")) # ptukey errs in the fourth decimal at few df
}
