# Types I, II and III of lmerTest 3.1-3 (Satterthwaite and Kenward-Roger) on simulated experiments with
# other codings, covariates, three factors, ordered factors and empty cells; R 4.2.2. Writes
# hypotheses.json, data and all.
suppressMessages({library(lmerTest); library(jsonlite)})
set.seed(20)
out <- list()
ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5))
make <- function(n, a, b, c, g) {
  d <- data.frame(A = sample(letters[1:a], n, TRUE), B = sample(LETTERS[1:b], n, TRUE),
                  C = sample(paste0("c", 1:c), n, TRUE), g = paste0("g", sample(g, n, TRUE)),
                  x = round(rnorm(n, 3), 2), z = round(runif(n), 3))
  eff <- rnorm(g)
  d$y <- round(10 + (d$A == "b") + 0.7 * (d$B == "B") + 0.5 * d$x + eff[as.integer(sub("g", "", d$g))] + rnorm(n), 4)
  d
}
add <- function(id, formula, d, contrasts = NULL, ordered = character(0)) {
  for (v in c("A", "B", "C", "g")) d[[v]] <- factor(d[[v]], ordered = v %in% ordered)
  con <- if (is.null(contrasts)) NULL else lapply(contrasts, function(k) paste0("contr.", k))
  m <- suppressMessages(lmer(as.formula(formula), d, contrasts = con, control = ctl))
  tables <- list()
  for (type in c("I", "II", "III")) for (ddf in c("Satterthwaite", "Kenward-Roger")) {
    a <- suppressMessages(as.data.frame(anova(m, type = type, ddf = ddf)))
    tables[[paste(type, ddf)]] <- data.frame(term = rownames(a), numDf = a$NumDF, denDf = a$DenDF, F = a[["F value"]], p = a[["Pr(>F)"]])
  }
  out[[length(out) + 1]] <<- list(id = id, formula = formula, contrasts = contrasts, ordered = ordered,
    data = lapply(d, function(v) if (is.factor(v)) as.character(v) else v),
    levels = lapply(d[sapply(d, is.factor)], levels), tables = tables)
}
add("two factors, unbalanced", "y ~ A * B + (1 | g)", make(70, 3, 3, 2, 6))
add("sum coding", "y ~ A * B + (1 | g)", make(70, 3, 2, 2, 6), list(A = "sum", B = "sum"))
add("Helmert and polynomial codings", "y ~ A * B + x + (1 | g)", make(80, 4, 3, 2, 7), list(A = "helmert", B = "poly"))
add("an ordered factor", "y ~ A * B + (1 | g)", make(80, 4, 2, 2, 7), ordered = "A")
add("a covariate with slopes", "y ~ A * x + B + (1 | g)", make(80, 3, 2, 2, 7))
add("two covariates, sum coding", "y ~ A * x + x:z + z + (1 | g)", make(80, 3, 2, 2, 7), list(A = "sum"))
add("three factors", "y ~ A * B * C + (1 | g)", make(140, 3, 2, 3, 8))
add("three factors, some interactions", "y ~ A * B + A:C + C + (1 | g)", make(140, 3, 2, 3, 8), list(A = "sum", B = "helmert", C = "SAS"))
d <- make(110, 3, 3, 2, 7)
add("an empty cell", "y ~ A * B + (1 | g)", d[!(d$A == "b" & d$B == "C"), ])
add("two empty cells and a covariate", "y ~ A * B + x + (1 | g)", d[!(d$A == "b" & d$B == "C") & !(d$A == "c" & d$B == "A"), ])
add("a factor without its main effect", "y ~ A + A:B + (1 | g)", make(80, 3, 2, 2, 7))
add("a random slope", "y ~ A * x + (x | g)", make(160, 3, 2, 2, 9))
write(toJSON(out, digits = 15, auto_unbox = TRUE, na = "null", null = "null"), "hypotheses.json")
