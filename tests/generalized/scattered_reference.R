# Writes scattered_reference.json: glmmTMB 1.1.5 with random effects in the predictor of zeros, polished by
# Newton's steps to the optimum of its objective. Run in this folder by Rscript scattered_reference.R.
suppressPackageStartupMessages({library(glmmTMB); library(jsonlite)})
sal <- read.csv("../oracle/glmm/salamanders.csv", stringsAsFactors = TRUE)
models <- list(
  list(formula = "count ~ mined + (1 | site)", zi = "~ (1 | site)", family = "poisson"),
  list(formula = "count ~ mined + (1 | site)", zi = "~ mined + (1 | spp)", family = "nbinom2"),
  list(formula = "count ~ mined", zi = "~ (1 | site)", family = "nbinom2"),
  list(formula = "count ~ 1 + (1 | site)", zi = "~ mined + (1 | site) + (1 | spp)", family = "truncated_poisson"))
hessian <- function(o, p) optimHess(p, o$fn, o$gr, control = list(ndeps = rep(1e-4, length(p))))
out <- lapply(models, function(g) {
  m <- glmmTMB(as.formula(g$formula), ziformula = as.formula(g$zi), family = g$family, data = sal)
  o <- m$obj
  p <- m$fit$par
  for (k in 1:6) p <- p - solve(hessian(o, p), as.vector(o$gr(p)))
  names <- names(p)
  se <- sqrt(diag(solve(hessian(o, p))))
  at <- function(name, of) unname(of[names == name])
  effects <- as.data.frame(ranef(m))
  list(model = g, logLik = -o$fn(p)[1], beta = I(at("beta", p)), se = I(at("beta", se)),
    zi = I(at("betazi", p)), ziSe = I(at("betazi", se)), sd = I(exp(at("theta", p))), ziSd = I(exp(at("thetazi", p))),
    zprob = predict(m, type = "zprob")[c(1, 300, 600)], response = predict(m, type = "response")[c(1, 300, 600)],
    last = unlist(tail(effects[c("condval", "condsd")], 1)))
})
writeLines(toJSON(out, auto_unbox = TRUE, digits = 12), "scattered_reference.json")
