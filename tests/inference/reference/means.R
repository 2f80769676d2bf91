# Further means, contrasts and tests by R 4.2.2 with emmeans 1.8.4-1, car 3.1-1, lme4 1.1-31,
# pbkrtest 0.5.2: run in this folder, writes means.json.
suppressMessages({library(emmeans); library(lme4); library(jsonlite); library(car)})
emm_options(msg.interaction = FALSE, msg.nesting = FALSE)
read <- function(id, factors) {
  d <- read.csv(sprintf("../../oracle/public/%s.csv", id))
  j <- fromJSON(sprintf("../../oracle/public/%s.json", id))
  for (f in names(j$factors)) d[[f]] <- factor(d[[f]], levels = j$factors[[f]])
  d
}
out <- list()
infinite <- function(s) {
  for (n in names(s)) if (is.numeric(s[[n]]) && any(is.infinite(s[[n]])))
    s[[n]] <- ifelse(s[[n]] > 0, "Inf", "-Inf")
  s
}
summ <- function(x, ...) { s <- as.data.frame(summary(x, ...)); rownames(s) <- NULL; infinite(s) }
plain <- function(x) { s <- as.data.frame(x); rownames(s) <- NULL; infinite(s) }
add <- function(id, data, formula, kind, spec, rows, ...) {
  out[[length(out) + 1]] <<- list(id = id, data = data, formula = formula, kind = kind, spec = spec,
                                  rows = rows, options = list(...))
}
pigs <- read("pigs_emm"); pigs$percent <- as.numeric(as.character(pigs$percent))
moore <- read("moore"); warp <- read("warpbreaks"); oats <- read("oats_unbalanced")
anx <- read("anorexia_slopes"); ort <- read("orthodont"); pas <- read("pastes_fixed")
crd <- read("fecal_crd"); ergo <- read("ergostool")

m <- lm(conformity ~ partner.status * fcategory, moore)
f <- "conformity ~ partner.status * fcategory"
for (w in c("outer", "flat", "proportional", "cells"))
  add(paste("weights", w), "moore", f, "lm", "~ fcategory", summ(emmeans(m, ~fcategory, weights = w)), weights = w)
add("overall", "moore", f, "lm", "~ 1", summ(emmeans(m, ~1)))
m3 <- lm(log(conc) ~ source * factor(percent), pigs)
f3 <- "log(conc) ~ source * factor(percent)"
add("coerced factor", "pigs_emm", f3, "lm", "~ percent", summ(emmeans(m3, ~percent)))
add("coerced weights", "pigs_emm", f3, "lm", "~ source", summ(emmeans(m3, ~source, weights = "proportional")), weights = "proportional")
for (meth in c("revpairwise", "trt.vs.ctrlk", "del.eff", "consec", "mean_chg", "eff", "poly", "identity"))
  add(paste("family", meth), "pigs_emm", f3, "lm", "~ percent", summ(contrast(emmeans(m3, ~percent), meth), adjust = "none", infer = c(TRUE, TRUE)), method = meth, adjust = "none")
add("reference level", "pigs_emm", f3, "lm", "~ source", summ(contrast(emmeans(m3, ~source), "trt.vs.ctrl", ref = 2), adjust = "none", infer = c(TRUE, TRUE)), method = "trt.vs.ctrl", ref = 2, adjust = "none")
for (a in c("scheffe", "hochberg", "hommel", "BH", "BY", "sidak", "dunnettx"))
  add(paste("adjust", a), "pigs_emm", f3, "lm", "~ percent", summ(contrast(emmeans(m3, ~percent), "pairwise"), adjust = a, infer = c(TRUE, TRUE)), method = "pairwise", adjust = a)
add("cross by", "warpbreaks", "breaks ~ wool * tension", "lm", "~ wool | tension",
    summ(contrast(emmeans(lm(breaks ~ wool * tension, warp), ~ wool | tension), "pairwise", by = NULL), adjust = "bonferroni", infer = c(TRUE, TRUE)), method = "pairwise", by = NA, adjust = "bonferroni")
ms <- lm(sqrt(breaks) ~ wool * tension, warp)
add("sqrt response", "warpbreaks", "sqrt(breaks) ~ wool * tension", "lm", "~ tension", summ(emmeans(ms, ~tension, type = "response")), type = "response")
add("sqrt pairs", "warpbreaks", "sqrt(breaks) ~ wool * tension", "lm", "~ tension", summ(pairs(emmeans(ms, ~tension, type = "response")), adjust = "none", infer = c(TRUE, TRUE)), type = "response", method = "pairwise", adjust = "none")
ml1 <- lm(log(breaks + 1) ~ wool * tension, warp)
add("log(y + 1) response", "warpbreaks", "log(breaks + 1) ~ wool * tension", "lm", "~ wool", summ(emmeans(ml1, ~wool, type = "response")), type = "response")
ml2 <- lm(log2(breaks) ~ wool + tension, warp)
add("log2 ratios", "warpbreaks", "log2(breaks) ~ wool + tension", "lm", "~ tension", summ(pairs(emmeans(ml2, ~tension, type = "response")), adjust = "none", infer = c(TRUE, TRUE)), type = "response", method = "pairwise", adjust = "none")
mle <- lm(log10(breaks) ~ wool + tension, warp)
add("log10 response", "warpbreaks", "log10(breaks) ~ wool + tension", "lm", "~ tension", summ(emmeans(mle, ~tension, type = "response")), type = "response")
wp <- emmeans(lm(breaks ~ wool * tension, warp), ~ tension)
add("equivalence", "warpbreaks", "breaks ~ wool * tension", "lm", "~ tension", plain(test(pairs(wp), delta = 10, adjust = "none")), method = "pairwise", delta = 10, adjust = "none", side = "equivalence")
add("noninferiority", "warpbreaks", "breaks ~ wool * tension", "lm", "~ tension", plain(test(pairs(wp), delta = 5, side = "noninferiority", adjust = "none")), method = "pairwise", delta = 5, side = "noninferiority", adjust = "none")
add("right", "warpbreaks", "breaks ~ wool * tension", "lm", "~ tension", summ(pairs(wp), side = ">", adjust = "none", infer = c(TRUE, TRUE)), method = "pairwise", side = "right", adjust = "none")
add("left sidak", "warpbreaks", "breaks ~ wool * tension", "lm", "~ tension", summ(pairs(wp), side = "<", adjust = "sidak", infer = c(TRUE, TRUE)), method = "pairwise", side = "left", adjust = "sidak")
mp <- lm(strength ~ batch/cask, pas)
add("nested spec", "pastes_fixed", "strength ~ batch/cask", "lm", "~ cask", summ(emmeans(mp, ~cask)))
mx <- lmer(yield ~ nitrof * Variety + (1 | Block/Variety), oats)
fx <- "yield ~ nitrof * Variety + (1 | Block/Variety)"
add("lmer outer", "oats_unbalanced", fx, "lmer", "~ Variety", summ(emmeans(mx, ~Variety, weights = "outer")), weights = "outer")
add("lmer level", "oats_unbalanced", fx, "lmer", "~ Variety", summ(emmeans(mx, ~Variety), level = 0.9), level = 0.9)
add("lmer asymptotic", "oats_unbalanced", fx, "lmer", "~ Variety", summ(emmeans(mx, ~Variety, lmer.df = "asymptotic")), ddf = "asymptotic")
add("lmer consec by", "oats_unbalanced", fx, "lmer", "~ nitrof | Variety", summ(contrast(emmeans(mx, ~ nitrof | Variety), "consec"), adjust = "none", infer = c(TRUE, TRUE)), method = "consec", adjust = "none")
add("lmer at", "oats_unbalanced", fx, "lmer", "~ Variety", summ(emmeans(mx, ~ Variety, at = list(nitrof = c("0", "0.4")))), at = list(nitrof = c("0", "0.4")))
ww <- read("warpbreaks_weights"); mw <- lm(breaks ~ wool * tension, ww, weights = wt)
for (w in c("proportional", "cells"))
  add(paste("weighted fit,", w), "warpbreaks_weights", "breaks ~ wool * tension", "lm", "~ tension", summ(emmeans(mw, ~tension, weights = w)), weights = w)
out[[length(out)]]$weights <- "wt"; out[[length(out) - 1]]$weights <- "wt"
add("averaged over values of a covariate", "anorexia_slopes", "Postwt ~ Prewt * Treat", "lm", "~ Treat",
    summ(emmeans(lm(Postwt ~ Prewt * Treat, anx), ~Treat, at = list(Prewt = c(70, 95)))), at = list(Prewt = c(70, 95)))
add("offset", "anorexia_slopes", "Postwt ~ Treat + offset(Prewt)", "lm", "~ Treat", summ(emmeans(lm(Postwt ~ Treat + offset(Prewt), anx), ~Treat)))
add("a covariate within a function", "anorexia_slopes", "Postwt ~ Treat + log(Prewt) + I(Prewt^2)", "lm", "~ Treat",
    summ(emmeans(lm(Postwt ~ Treat + log(Prewt) + I(Prewt^2), anx), ~Treat)))
add("polynomial of a covariate", "anorexia_slopes", "Postwt ~ Treat + poly(Prewt, 2)", "lm", "~ Prewt",
    summ(emmeans(lm(Postwt ~ Treat + poly(Prewt, 2), anx), ~Prewt, at = list(Prewt = c(75, 90)))), at = list(Prewt = c(75, 90)))
air <- read("airquality_na")
add("missing rows", "airquality_na", "Ozone ~ Wind * Month", "lm", "~ Month", summ(emmeans(lm(Ozone ~ Wind * Month, air), ~Month)))
ms2 <- lmer(log(Reaction) ~ Days + (Days | Subject), lme4::sleepstudy, control = lmerControl(optCtrl = list(xtol_abs = 1e-10, ftol_abs = 1e-12)))
add("lmer of logs", "sleepstudy", "log(Reaction) ~ Days + (Days | Subject)", "lmer", "~ Days", summ(emmeans(ms2, ~Days, at = list(Days = c(0, 9)), type = "response")), at = list(Days = c(0, 9)), type = "response")
# joint tests by a factor
jt <- function(id, data, formula, kind, fit, by) {
  s <- as.data.frame(joint_tests(fit, by = by)); s$note <- NULL
  out[[length(out) + 1]] <<- list(id = id, data = data, formula = formula, kind = kind, jointBy = by, rows = s)
}
jt("joint by Variety", "oats_unbalanced", fx, "lmer", mx, "Variety")
jt("joint by wool", "warpbreaks", "breaks ~ wool * tension", "lm", lm(breaks ~ wool * tension, warp), "wool")
# trends
tr <- function(id, data, formula, kind, fit, spec, var, ...) {
  s <- summ(emtrends(fit, as.formula(spec), var = var, ...), infer = c(TRUE, TRUE))
  out[[length(out) + 1]] <<- list(id = id, data = data, formula = formula, kind = kind, spec = spec, trend = var, rows = s)
}
tr("trend overall", "anorexia_slopes", "Postwt ~ Prewt * Treat", "lm", lm(Postwt ~ Prewt * Treat, anx), "~ 1", "Prewt")
tr("trend of an additive covariate", "anorexia_slopes", "Postwt ~ Prewt + Treat", "lm", lm(Postwt ~ Prewt + Treat, anx), "~ Treat", "Prewt")
# anova with codings and weights
an <- function(id, data, formula, kind, fit, type, test = NULL, weights = NULL, contrasts = NULL) {
  a <- if (is.null(test)) Anova(fit, type = type) else Anova(fit, type = type, test.statistic = test)
  s <- as.data.frame(a); s$term <- rownames(a); rownames(s) <- NULL
  out[[length(out) + 1]] <<- list(id = id, data = data, formula = formula, kind = kind, anova = type, weights = weights, contrasts = contrasts, rows = s)
}
ww <- read("warpbreaks_weights")
an("weighted II", "warpbreaks_weights", "breaks ~ wool * tension", "lm", lm(breaks ~ wool * tension, ww, weights = wt), 2, weights = "wt")
an("ancova II", "anorexia_slopes", "Postwt ~ Treat * Prewt", "lm", lm(Postwt ~ Treat * Prewt, anx), 2)
an("helmert III", "moore", f, "lm", lm(conformity ~ partner.status * fcategory, moore, contrasts = list(partner.status = "contr.helmert", fcategory = "contr.helmert")), 3, contrasts = list(partner.status = "helmert", fcategory = "helmert"))
an("three-way II", "npk_random", "yield ~ N * P * K + (1 | block)", "lmer", lmer(yield ~ N * P * K + (1 | block), read("npk_random")), 2, test = "F")
write(toJSON(out, digits = 15, auto_unbox = TRUE, na = "null", null = "null"), "means.json")
