# Writes NAME.json: what R prints of each page of NAME.R (pages are parted by a line ---, the first is the
# preamble), run in this folder by Rscript pages_record.R NAME, where NAME is pages or course_pages. R 4.2.2,
# lme4 1.1-31, glmmTMB 1.1.5, car, emmeans 1.8.4.1, multcomp.
#
# Optimisers run to their optimum instead of stopping at R's defaults, so that digits can be compared; and
# means have the df that Heddle gives them (reports/manual-conventions.md): z for glmmTMB, those of the
# residuals for families whose dispersion is estimated.
suppressPackageStartupMessages({library(lme4); library(glmmTMB); library(MASS); library(car); library(emmeans)})
change <- function(name, ns, f) {
  e <- asNamespace(ns)
  g <- f(get(name, e))
  p <- paste0("package:", ns)
  for (at in c(list(e), if (p %in% search()) list(as.environment(p)))) {
    if (exists(name, at, inherits = FALSE)) { unlockBinding(name, at); assign(name, g, at) }
  }
}
change("glm.control", "stats", function(f) { formals(f)$epsilon <- 1e-14; formals(f)$maxit <- 200; f })
change("glmerControl", "lme4", function(f) { formals(f)$tolPwrss <- 1e-13; formals(f)$optimizer <- "bobyqa"; f })
change("glmmTMBControl", "glmmTMB", function(f) {
  formals(f)$optCtrl <- quote(list(iter.max = 1000, eval.max = 1000, rel.tol = 1e-15, x.tol = 1e-15)); f })
# nlminb ends where values no longer differ, which those of an inner search do by rounding; Newton's steps go on
newton <- function(start, objective, gradient, control, ...) {
  found <- nlminb(start, objective, gradient, control = control, ...)
  for (step in 1:4) {
    slope <- gradient(found$par)
    hessian <- tryCatch(optimHess(found$par, objective, gradient), error = function(e) NULL)
    by <- tryCatch(solve(hessian, as.vector(slope)), error = function(e) NULL)
    if (is.null(by)) break
    nearer <- found$par - by
    if (!isTRUE(max(abs(gradient(nearer))) < max(abs(slope)))) break
    found$par <- nearer
  }
  found$objective <- objective(found$par)
  found
}
change("glmmTMBControl", "glmmTMB", function(f) { formals(f)$optimizer <- newton; f })
for (verb in c("emmeans", "emtrends")) change(verb, "emmeans", function(f) { force(f); function(object, ...) {
  if (inherits(object, "glmmTMB")) return(f(object, ..., df = Inf))
  estimated <- inherits(object, "glm") && !inherits(object, "negbin") &&
    !family(object)$family %in% c("binomial", "poisson", "gaussian")
  if (estimated) f(object, ..., df = df.residual(object)) else f(object, ...) }
})
options(width = 100)
name <- commandArgs(TRUE)[1]
pages <- strsplit(paste(readLines(paste0(name, ".R")), collapse = "\n"), "\n---\n", fixed = TRUE)[[1]]
setwd("../oracle/glmm")
printed <- lapply(pages, function(page) paste(capture.output(withCallingHandlers(
  source(textConnection(page), echo = FALSE, print.eval = TRUE, local = globalenv()),
  warning = function(w) invokeRestart("muffleWarning"),
  message = function(m) invokeRestart("muffleMessage"))), collapse = "\n"))
writeLines(jsonlite::toJSON(unlist(printed), auto_unbox = TRUE), paste0("../../generalized/", name, ".json"))
