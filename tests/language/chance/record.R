# Writes draws.json beside this script: draws after set.seed(), to the last digit.
#   Rscript record.R
expressions <- c(
  "runif(3)", "runif(2, -1, 5)", "rnorm(5)", "rnorm(4, c(0, 10), c(1, 2))", "rexp(4)", "rexp(2, c(0.1, 20))",
  "sample(10)", "sample(1000, 7)", "sample(65536, 4)", "sample(5, 9, replace = TRUE)", "sample.int(3e9, 3)",
  "sample(20000000, 4)", "sample(4, 12, TRUE, c(0.1, 0.2, 0.3, 0.4))", "sample(6, 4, prob = c(1, 2, 2, 2, 1, 5))",
  "sample(8, 20, TRUE, rep(1:2, 4))", "sample(300, 6, TRUE, 1:300)", "sample(letters, 5)",
  "rbinom(6, 10, 0.3)", "rbinom(4, 200, 0.4)", "rbinom(3, 5000, c(0.1, 0.9))", "rbinom(3, 1, 0.5)",
  "rpois(6, 3)", "rpois(5, 12)", "rpois(3, 300)", "rgamma(4, 0.4)", "rgamma(4, 2.5, 3)", "rgamma(3, 10)",
  "rgamma(3, 40, scale = 2)", "rbeta(3, 0.5, 0.5)", "rbeta(3, 2, 3)", "rbeta(2, 0.5, 4)", "rbeta(2, 7, 0.9)",
  "rt(4, 5)", "rt(2, 5, 1)", "rchisq(4, 3)", "rchisq(2, 0.5)", "rchisq(3, 4, 2)", "rf(4, 3, 10)", "rf(2, 3, 10, 2)",
  "rgeom(5, 0.2)", "rnbinom(4, 3, 0.4)", "rnbinom(4, 3, mu = 5)", "rhyper(5, 10, 7, 8)", "rhyper(5, 300, 400, 350)",
  "rhyper(4, 2000, 4000, 900)", "rweibull(4, 2, 3)", "rlogis(4)", "rcauchy(4)", "rlnorm(4)", "rlnorm(2, 1, 0.5)",
  "rmultinom(2, 20, c(a = 1, b = 2, c = 3))", "rsignrank(4, 12)", "rwilcox(4, 6, 8)"
)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
seeds <- c(0:19, 42, 123, 1234, 2020, 12345, 2^31 - 1, -1, -77, 99, 100, 256, 314159, 271828, 1000000, 4711, 777, 20221, 8675309, 65537, 5e8)
rows <- character()
for (seed in seeds) for (e in expressions) {
  set.seed(seed)
  v <- eval(parse(text = e))
  text <- if (is.character(v)) paste0('"', v, '"') else sprintf("%.17g", v)
  rows <- c(rows, sprintf('[%.0f,"%s",[%s]]', seed, e, paste(text, collapse = ",")))
}
writeLines(paste0("[\n", paste(rows, collapse = ",\n"), "\n]"), file.path(here, "draws.json"))
