# Writes distributions.json beside this script: densities, probabilities and quantiles over grids.
#   Rscript distributions.R
laws <- list(
  norm = list(c("", ", 2, 3"), c(-40, -8, -1.5, 0, 0.3, 2, 7.5, 38, 1e5)),
  lnorm = list(c("", ", 1, 0.5"), c(-1, 0, 1e-12, 0.2, 1, 4, 100, 1e9)),
  unif = list(c("", ", -2, 5"), c(-3, -1, 0, 0.4, 1, 4, 6)),
  exp = list(c("", ", 0.25"), c(-1, 0, 1e-9, 0.3, 2, 40, 600)),
  weibull = list(c(", 2", ", 0.7, 3", ", 1, 2"), c(-1, 0, 1e-6, 0.4, 1, 3, 9, 20)),
  logis = list(c("", ", 1, 2"), c(-700, -20, -1, 0, 0.5, 3, 30, 600)),
  cauchy = list(c("", ", 1, 2"), c(-1e8, -20, -1, 0, 0.5, 3, 30, 1e10)),
  gamma = list(c(", 0.3", ", 2, 4", ", 15", ", 200, 3", ", 3, scale = 2"), c(-1, 0, 1e-10, 0.2, 1, 7, 30, 66, 150, 1200)),
  chisq = list(c(", 1", ", 3", ", 10.5", ", 120"), c(0, 1e-8, 0.1, 1, 3.84, 20, 130, 900)),
  beta = list(c(", 0.5, 0.5", ", 2, 3", ", 1, 1", ", 80, 120", ", 0.2, 9"), c(-0.1, 0, 1e-12, 0.1, 0.4, 0.5, 0.97, 1 - 1e-9, 1)),
  f = list(c(", 1, 10", ", 3, 7", ", 20, 4.5", ", 2, 200"), c(0, 1e-9, 0.3, 1, 4, 30, 1e4)),
  t = list(c(", 1", ", 4", ", 17.3", ", 300"), c(-1e6, -40, -3, -0.2, 0, 0.7, 2, 12, 1e4)),
  binom = list(c(", 10, 0.3", ", 1, 0.5", ", 400, 0.02", ", 50, 0", ", 7, 1", ", 0, 0.4", ", 5000, 0.6"), c(-1, 0, 1, 3, 7, 10, 40, 300, 2900)),
  pois = list(c(", 3", ", 0.2", ", 60", ", 0", ", 5000"), c(-1, 0, 1, 4, 20, 90, 300, 5200)),
  geom = list(c(", 0.2", ", 0.9", ", 1", ", 0.001"), c(-1, 0, 1, 5, 30, 300)),
  nbinom = list(c(", 3, 0.4", ", 0.7, 0.1", ", 20, 0.9", ", 3, mu = 5", ", 2, 1"), c(-1, 0, 1, 5, 30, 150)),
  hyper = list(c(", 10, 7, 8", ", 300, 400, 350", ", 5, 0, 3", ", 50, 2000, 100"), c(-1, 0, 1, 3, 5, 8, 20, 140, 200)),
  signrank = list(c(", 5", ", 20", ", 60"), c(-1, 0, 3, 8, 40, 100, 700, 1500)),
  wilcox = list(c(", 4, 6", ", 10, 15", ", 30, 20"), c(-1, 0, 3, 8, 40, 100, 260, 500))
)
p <- c(0, 1e-300, 1e-14, 1e-5, 0.01, 0.1, 0.25, 0.5, 0.7, 0.95, 0.999, 1)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
listed <- function(v) paste0("c(", paste(sprintf("%.17g", v), collapse = ", "), ")")
extra <- c(
  "pchisq(c(0.5, 3, 30), 4, 2.5)", "pchisq(c(3, 30), 4, 2.5, lower.tail = FALSE)", "qchisq(c(0.1, 0.5, 0.9), 4, 2.5)",
  "pt(c(-1, 0.5, 3), 6, 1)", "qt(c(0.1, 0.5, 0.9), 6, 1)", "pf(c(0.5, 2, 9), 3, 8, 2)", "qf(c(0.1, 0.5, 0.9), 3, 8, 2)",
  "pnorm(c(-1e5, -300), log.p = TRUE)", "qnorm(c(-1e5, -800, -1, -1e-20), log.p = TRUE)",
  "pt(c(1e10, 1e30), 50, lower.tail = FALSE, log.p = TRUE)", "pchisq(c(2000, 5000), 3, lower.tail = FALSE, log.p = TRUE)",
  "pgamma(1e-5, 90, log.p = TRUE)", "pbeta(1e-6, 60, 70, log.p = TRUE)", "pf(1e9, 3, 90, lower.tail = FALSE, log.p = TRUE)",
  "pbinom(1990, 2000, 0.3, lower.tail = FALSE, log.p = TRUE)", "ppois(3000, 20, lower.tail = FALSE, log.p = TRUE)",
  "dbinom(c(0, 3, 400), 400, c(0.001, 0.5), log = TRUE)", "pbinom(3.9999999999, 10, 0.5)", "dpois(2:5, c(1, 2))",
  "qexp(c(-1, -700), log.p = TRUE)", "qweibull(c(-1, -700), 2, 3, log.p = TRUE)", "plogis(-800, log.p = TRUE)",
  "dnorm(0, 0, 0)", "pnorm(1, 1, 0)", "qnorm(0.3, 1, 0)", "dnorm(Inf)", "pnorm(Inf)", "pexp(Inf)", "dexp(-Inf)", "qgamma(0.4, 0)",
  "pt(2, Inf)", "qt(0.9, Inf)", "dt(1, Inf)", "pf(2, 3, Inf)", "qf(0.9, 3, Inf)", "df(1.5, 3, Inf)", "df(1.5, Inf, 4)"
)
code <- character()
for (law in names(laws)) for (a in laws[[law]][[1]]) {
  x <- laws[[law]][[2]]
  code <- c(code, sprintf("d%s(%s%s)", law, listed(x), a), sprintf("d%s(%s%s, log = TRUE)", law, listed(x), a))
  for (o in c("", ", lower.tail = FALSE", ", log.p = TRUE", ", lower.tail = FALSE, log.p = TRUE"))
    code <- c(code, sprintf("p%s(%s%s%s)", law, listed(x), a, o))
  for (o in c("", ", lower.tail = FALSE")) code <- c(code, sprintf("q%s(%s%s%s)", law, listed(p), a, o))
}
code <- c(code, extra)
rows <- vapply(code, function(e) {
  v <- suppressWarnings(eval(parse(text = e)))
  text <- ifelse(is.nan(v), '"NaN"', ifelse(is.finite(v), sprintf("%.17g", v), ifelse(v > 0, '"Inf"', '"-Inf"')))
  sprintf('["%s",[%s]]', e, paste(text, collapse = ","))
}, "")
writeLines(paste0("[\n", paste(rows, collapse = ",\n"), "\n]"), file.path(here, "distributions.json"))
cat(length(code), "calls\n")
