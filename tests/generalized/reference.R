# Poisson models by R 4.2.2 with car 3.1-1, emmeans 1.8.4-1, multcomp: run in this folder, writes
# reference.json. Numbers are those of glm(…, epsilon = 1e-14), which stands at the optimum; R's default
# stops at a relative change of the deviance of 1e-8, and its printed output, compared as text, is that
# of the default. Profile limits are roots of the profile deviance, found here by uniroot on refits.
suppressMessages({library(car); library(emmeans); library(jsonlite)})
options(width = 100)
read <- function(name) read.csv(sprintf("data/%s.csv", name), stringsAsFactors = TRUE)
tight <- list(epsilon = 1e-14, maxit = 100)

models <- list(
  list(data = "insects", formula = "count ~ spray"),
  list(data = "warp", formula = "breaks ~ wool * tension"),
  list(data = "lesions", formula = "y ~ block + trt * side + offset(log(n))"),
  list(data = "lesions", formula = "y ~ x * trt"),
  list(data = "lesions", formula = "y ~ 0 + trt + offset(log(n))"),
  list(data = "lesions", formula = "y ~ trt", weights = "w"),
  list(data = "lesions", formula = "y ~ poly(n, 2) + trt")
)

exactProfile <- function(m, j) {
  x <- model.matrix(m); y <- m$y; w <- weights(m); o <- if (is.null(m$offset)) 0 * y else m$offset
  goal <- qchisq(0.95, 1)
  rise <- function(b) {
    rest <- x[, -j, drop = FALSE]
    f <- suppressWarnings(glm.fit(rest, y, weights = w, offset = o + b * x[, j], family = poisson(),
                 control = tight))
    f$deviance - m$deviance - goal
  }
  b <- coef(m)[j]; s <- sqrt(vcov(m)[j, j])
  c(uniroot(rise, c(b - 5 * s, b - 0.2 * s), tol = 1e-12)$root,
    uniroot(rise, c(b + 0.2 * s, b + 5 * s), tol = 1e-12)$root)
}

rowsOf <- function(a) { a <- as.data.frame(a); list(terms = I(rownames(a)), values = unname(as.matrix(a))) }

# the weights of the last step are those of the step before it: once more from where it stopped
atOptimum <- function(formula, d) suppressWarnings({
  d$.eta <- predict(glm(as.formula(formula), poisson, d, weights = .w, control = tight))
  eval(bquote(glm(.(as.formula(formula)), poisson, d, weights = .w, etastart = .eta, control = tight)))
})

numbers <- lapply(models, function(k) {
  d <- read(k$data)
  d$.w <- if (is.null(k$weights)) 1 else d[[k$weights]]
  m <- atOptimum(k$formula, d)
  k$coefficients <- unname(coef(m)); k$errors <- unname(sqrt(diag(vcov(m))))
  k$default <- suppressWarnings(
    unname(sqrt(diag(vcov(glm(as.formula(k$formula), poisson, d, weights = .w))))))
  k$iterations <- suppressWarnings(glm(as.formula(k$formula), poisson, d, weights = .w)$iter)
  k$deviance <- deviance(m); k$nullDeviance <- m$null.deviance; k$nullDf <- m$df.null
  k$residualDf <- m$df.residual
  k$aic <- if (is.finite(AIC(m))) AIC(m) else "Inf"
  k$fitted <- unname(fitted(m))
  for (t in c("deviance", "pearson", "working", "response")) k$residuals[[t]] <- unname(resid(m, t))
  k$standardized <- unname(rstandard(m)); k$leverage <- unname(hatvalues(m))
  k$profile <- t(sapply(seq_along(coef(m)), function(j) exactProfile(m, j)))
  k$sequence <- rowsOf(anova(m, test = "Chisq"))
  if (length(attr(terms(m), "term.labels")) > 0) {
    k$typeTwo <- rowsOf(Anova(m)); k$typeThree <- rowsOf(Anova(m, type = 3))
    k$wald <- rowsOf(Anova(m, test.statistic = "Wald"))
  }
  k
})

means <- function(data, formula, spec, ...) {
  d <- read(data)
  d$.w <- 1
  e <- emmeans(atOptimum(formula, d), as.formula(spec), data = d, ...)
  one <- function(x, ...) {
    s <- as.data.frame(summary(x, infer = c(TRUE, TRUE), ...))
    list(estimate = s[[which(names(s) == "SE") - 1]], error = s$SE, lower = s$asymp.LCL, upper = s$asymp.UCL,
         statistic = s$z.ratio, p = s$p.value, name = names(s)[which(names(s) == "SE") - 1])
  }
  list(data = data, formula = formula, spec = spec, link = one(e), response = one(e, type = "response"),
       pairs = one(pairs(e)), ratios = one(pairs(e), type = "response"))
}
grids <- suppressMessages(list(
  means("insects", "count ~ spray", "~ spray"),
  means("warp", "breaks ~ wool * tension", "~ tension"),
  means("lesions", "y ~ block + trt * side + offset(log(n))", "~ trt"),
  means("lesions", "y ~ x * trt", "~ trt")
))

insects <- read("insects"); warp <- read("warp"); lesions <- read("lesions")
source <- c(
  "i <- glm(count ~ spray, family = poisson, data = insects)",
  "m <- glm(breaks ~ wool*tension, family = poisson(), data = warp)",
  "m0 <- glm(breaks ~ wool, \"poisson\", warp)",
  "o <- glm(y ~ block + trt*side + offset(log(n)), family = poisson(link = \"log\"), data = lesions)",
  "few <- glm(y ~ trt, poisson, lesions[c(1, 2, 5, 6, 9, 11), ])",
  "u <- glm(y ~ trt, poisson, lesions, weights = w)"
)
for (s in source) suppressWarnings(eval(parse(text = s)))
lines <- c("summary(i)", "i", "anova(i)", "anova(m, test = \"Chisq\")", "anova(o, test = \"LRT\")",
  "Anova(m)", "Anova(m, type = 3)", "Anova(o)", "Anova(o, test.statistic = \"Wald\")",
  "anova(m0, m, test = \"Chisq\")", "anova(m0, m)", "emmeans(m, ~ tension | wool)",
  "emmeans(m, ~ tension | wool, type = \"response\")", "pairs(emmeans(i, ~ spray), type = \"response\")",
  "emmeans(o, ~ side | trt, type = \"response\")", "joint_tests(m)",
  "sigma(i)", "logLik(i)", "AIC(i)", "BIC(i)", "deviance(o)", "df.residual(o)",
  "summary(o)", "o", "summary(few)", "few", "summary(u)", "u",
  "resid(i)[1:4]", "resid(i, type = \"pearson\")[1:4]", "predict(i)[1:4]", "fitted(i)[1:4]",
  "predict(o, lesions[1:3, ], type = \"response\")", "predict(i, type = \"response\")[1:4]")
printed <- lapply(lines, function(l) {
  e <- parse(text = l)[[1]]
  text <- suppressMessages(capture.output(print(eval(e))))
  list(source = l, text = paste(gsub("[\u2018\u2019]", "'", text), collapse = "\n"))
})
write_json(list(models = numbers, grids = grids, source = source, printed = printed),
  "reference.json", digits = NA, auto_unbox = TRUE, pretty = FALSE, na = "null")
