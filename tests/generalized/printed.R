# Writes printed.json: what R prints of generalized models of all families, run in this folder by
# Rscript printed.R with lme4, glmmTMB, car, emmeans and MASS. glm() and glmer() are run with smaller tolerances,
# for their defaults stop before the optimum.
suppressPackageStartupMessages({library(lme4); library(glmmTMB); library(car); library(emmeans); library(MASS); library(jsonlite)})
options(width = 100, digits = 7, useFancyQuotes = FALSE)
data <- c(cbpp = "cbpp", sal = "salamanders", epil = "epil", quine = "quine", clot = "clotting",
  birth = "glm_birthwt", worm = "glm_budworm", plots = "splitplot_binomial", cover = "rcbd_beta")
read <- sprintf("%s <- read.csv('../oracle/glmm/%s.csv', stringsAsFactors = TRUE)", names(data), data)
source <- c(
  "cbpp$herd <- factor(cbpp$herd)", "cbpp$period <- factor(cbpp$period)",
  "sal$mined <- relevel(sal$mined, ref = 'yes')", "epil$subject <- factor(epil$subject)",
  "plots$block <- factor(plots$block)", "cover$block <- factor(cover$block)",
  "b <- glm(low ~ age + lwt + race*smoke, family = binomial, data = birth)",
  "w <- glm(cbind(numdead, alive) ~ sex*ldose, family = binomial, data = worm)",
  "w0 <- glm(cbind(numdead, alive) ~ ldose, family = binomial, data = worm)",
  "p <- glm(cbind(numdead, alive) ~ sex + ldose, family = binomial(link = 'probit'), data = worm)",
  "g <- glm(time ~ lot + log(u), family = Gamma(link = 'log'), data = clot)",
  "g0 <- glm(time ~ log(u), family = Gamma(link = 'log'), data = clot)",
  "q <- glm(y ~ trt + lbase, family = quasipoisson, data = epil)",
  "n <- glm.nb(Days ~ Eth + Age, data = quine)",
  "m <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = binomial)",
  "m0 <- glmer(cbind(incidence, size - incidence) ~ 1 + (1 | herd), data = cbpp, family = binomial)",
  "s <- glmer(cbind(germ, n - germ) ~ A*B + (1 | block) + (1 | plot), data = plots, family = binomial)",
  "t <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined, family = nbinom2, data = sal)",
  "t0 <- glmmTMB(count ~ mined + (1 | site), family = nbinom2, data = sal)",
  "e <- glmmTMB(y ~ lbase*trt + lage + V4 + (1 + V4 | subject), family = poisson, data = epil)",
  "c <- glmmTMB(cover ~ trt + (1 | block), family = beta_family, data = cover)",
  "d <- glmmTMB(y ~ trt + (1 | subject), dispformula = ~ trt, family = nbinom1, data = epil)")
printed <- c("summary(b)", "b", "anova(b, test = 'Chisq')", "Anova(b)", "Anova(b, type = 3)", "summary(w)", "w",
  "anova(w0, w, test = 'Chisq')", "emmeans(w, ~ sex, type = 'response')", "summary(p)",
  "emmeans(p, ~ sex, type = 'response')", "pairs(emmeans(p, ~ sex), type = 'response')",
  "pairs(emmeans(b, ~ race | smoke), type = 'response')",
  "summary(g)", "g", "anova(g, test = 'F')", "Anova(g, test.statistic = 'F')", "Anova(g)", "anova(g0, g, test = 'F')",
  "emmeans(g, ~ lot)", "emmeans(g, ~ lot, type = 'response')", "pairs(emmeans(g, ~ lot), type = 'response')",
  "summary(q)", "q", "AIC(b)", "logLik(g)", "resid(w)[1:3]", "resid(w, type = 'pearson')[1:3]",
  "predict(w, type = 'response')[1:3]", "vcov(w)", "summary(m)", "m", "Anova(m)",
  "emmeans(m, ~ period, type = 'response')", "pairs(emmeans(m, ~ period), type = 'response')", "VarCorr(m)",
  "fixef(m)", "AIC(m)", "logLik(m)", "summary(s)", "Anova(s)", "VarCorr(s)",
  "summary(t)", "t", "Anova(t)", "emmeans(t, ~ mined, type = 'response')", "anova(t0, t)", "summary(e)",
  "Anova(e)", "summary(c)", "c", "emmeans(c, ~ trt, type = 'response')", "summary(d)", "AIC(t)", "logLik(t)",
  "predict(t, type = 'response')[1:3]", "predict(t)[1:3]", "resid(t)[1:3]", "resid(t, type = 'pearson')[1:3]", "anova(m0, m)",
  "Anova(n)", "emmeans(n, ~ Age, type = 'response')")
for (line in read) eval(parse(text = line))
glmer <- function(...) { k <- match.call(); k[[1]] <- quote(lme4::glmer); k$control <- quote(glmerControl(tolPwrss = 1e-12, optimizer = 'nloptwrap', optCtrl = list(ftol_abs = 1e-14, xtol_abs = 1e-14, ftol_rel = 1e-16, xtol_rel = 1e-14, maxeval = 1e5))); m <- eval(k, globalenv()); m@call$control <- NULL; m@call[[1]] <- quote(glmer); m }
glm <- function(...) { k <- match.call(); k[[1]] <- quote(stats::glm); k$control <- quote(glm.control(epsilon = 1e-15, maxit = 200)); m <- eval(k, globalenv()); m$call$control <- NULL; m$call[[1]] <- quote(glm); m }
glmmTMB <- function(...) { k <- match.call(); k[[1]] <- quote(glmmTMB::glmmTMB); k$control <- quote(glmmTMBControl(optCtrl = list(iter.max = 1e4, eval.max = 1e4, rel.tol = 1e-15, x.tol = 1e-13))); m <- eval(k, globalenv()); m$call$control <- NULL; m$call[[1]] <- quote(glmmTMB); m }
for (line in source) eval(parse(text = line))
text <- sapply(printed, function(s) paste(capture.output(print(eval(parse(text = s), globalenv()))), collapse = "\n"))
writeLines(toJSON(list(data = as.list(data), source = source, printed = data.frame(source = printed, text = unname(text))),
  auto_unbox = TRUE, pretty = TRUE), "printed.json")
