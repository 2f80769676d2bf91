# Writes parts_reference.json: means of the parts of zero-inflated, hurdle and dispersion models and their
# predictions, run in this folder by Rscript parts_reference.R with glmmTMB and numDeriv-free differences:
# means of the response are computed from the parameters, their errors by central differences of the
# logarithm and glmmTMB's own covariances.
suppressPackageStartupMessages({library(glmmTMB); library(jsonlite)})
read <- function(f) read.csv(file.path("../oracle/glmm", f), stringsAsFactors = TRUE)
sal <- read("salamanders.csv")
tight <- glmmTMBControl(optCtrl = list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-15, x.tol = 1e-13))
models <- list(
  zip = list(formula = "count ~ mined + (1 | site)", zi = "~ mined", disp = "~ 1", family = "poisson"),
  zip_spp = list(formula = "count ~ mined + (1 | site)", zi = "~ spp", disp = "~ 1", family = "poisson"),
  zinb = list(formula = "count ~ mined + (1 | site)", zi = "~ mined", disp = "~ 1", family = "nbinom2"),
  hurdle = list(formula = "count ~ mined + (1 | site)", zi = "~ mined", disp = "~ 1", family = "truncated_poisson"),
  hurdle_nb = list(formula = "count ~ mined + (1 | site)", zi = "~ mined", disp = "~ 1", family = "truncated_nbinom2"),
  dispersed = list(formula = "count ~ mined + (1 | site)", zi = "~ 1", disp = "~ mined", family = "nbinom2"))
out <- lapply(models, function(g) {
  m <- glmmTMB(as.formula(g$formula), ziformula = as.formula(g$zi), dispformula = as.formula(g$disp),
    family = g$family, data = sal, control = tight)
  grid <- expand.grid(mined = levels(sal$mined), spp = levels(sal$spp))
  grid$site <- NA
  p <- unlist(fixef(m))
  V <- vcov(m, full = TRUE)
  V <- V[seq_along(p), seq_along(p)]
  X <- model.matrix(~ mined, grid); Z <- model.matrix(as.formula(g$zi), grid); D <- model.matrix(as.formula(g$disp), grid)
  hasdisp <- length(fixef(m)$disp) > 0
  p <- c(fixef(m)$cond, fixef(m)$zi, if (hasdisp) fixef(m)$disp)
  at <- function(p, whole) {
    eta <- drop(X %*% p[1:2]); psi <- plogis(drop(Z %*% p[2 + seq_len(ncol(Z))]))
    size <- if (hasdisp) exp(drop(D %*% p[2 + ncol(Z) + seq_len(ncol(D))]))
    mu <- exp(eta)
    if (g$family == "truncated_poisson") mu <- mu / (1 - exp(-mu))
    if (g$family == "truncated_nbinom2") mu <- mu / (1 - (size / (size + mu))^size)
    cells <- if (whole) (1 - psi) * mu else mu
    log(tapply(cells, grid$mined, mean))
  }
  V <- vcov(m, full = TRUE)[seq_along(p), seq_along(p)]
  means <- function(whole) {
    est <- at(p, whole)
    J <- sapply(seq_along(p), function(j) { h <- 1e-5; a <- b <- p; a[j] <- a[j] + h; b[j] <- b[j] - h
      (at(a, whole) - at(b, whole)) / (2 * h) })
    se <- sqrt(diag(J %*% V %*% t(J)))
    data.frame(mined = names(est), mean = exp(est), se = exp(est) * se, lower = exp(est - qnorm(.975) * se),
      upper = exp(est + qnorm(.975) * se))
  }
  kinds <- c("response", "conditional", "zprob", "zlink", "disp")
  list(model = g, response = means(TRUE), cmean = means(FALSE),
    rows = as.data.frame(sapply(kinds, function(k) predict(m, type = k)[c(1, 100, 300, 600)])),
    whole = as.data.frame(sapply(kinds, function(k) predict(m, newdata = grid, re.form = NA, type = k))),
    zi = list(estimate = I(unname(fixef(m)$zi)), vcov = unname(vcov(m)$zi)),
    working = unname(residuals(m, type = "working")[1:3]))
})
writeLines(toJSON(out, auto_unbox = TRUE, digits = 10, dataframe = "columns"), "parts_reference.json")
