# Limits by profile beside `profile_test.ts` (lme4 1.1-31, glmmTMB 1.1.5).
#
# lme4 and glmmTMB's "profile" interpolate between some points of a profile; glmmTMB's "uniroot" finds the
# root to about 1e-5. The rise of lme4's own deviance, with the correlation held, is the last part.
suppressMessages({library(lme4); library(glmmTMB)})
options(digits = 10)
at <- function(name) read.csv(paste0("../oracle/glmm/", name, ".csv"), stringsAsFactors = TRUE)
cbpp <- at("cbpp"); cbpp$period <- factor(cbpp$period)
S <- at("salamanders")
epil <- at("epil"); epil$subject <- factor(epil$subject)
exact <- glmerControl(tolPwrss = 1e-10)
print(confint(glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, binomial, control = exact)))
tmb <- glmmTMB(cbind(incidence, size - incidence) ~ period + (1 | herd), cbpp, binomial)
print(confint(tmb, method = "profile"))
print(confint(tmb, method = "uniroot"))
zi <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined, S, family = poisson)
print(confint(zi, method = "profile"))
print(confint(zi, method = "uniroot"))
print(confint(glmmTMB(Reaction ~ Days + (Days | Subject), sleepstudy), method = "uniroot"))
m <- glmer(y ~ lbase * trt + V4 + (1 + V4 | subject), epil, poisson,
           control = glmerControl(tolPwrss = 1e-12, optimizer = "bobyqa"))
print(confint(m)) # takes half a minute
deviance <- update(m, devFunOnly = TRUE)
rise <- function(rho) {
  inner <- function(p) deviance(c(exp(p[1]), rho * exp(p[2]), sqrt(1 - rho^2) * exp(p[2]), p[-(1:2)]))
  start <- c(log(.55), log(.2), fixef(m))
  optim(start, inner, method = "BFGS", control = list(maxit = 500, reltol = 1e-13))$value + 2 * c(logLik(m))
}
print(rise(-.28363508261)) # where our limit is: qchisq(.95, 1) = 3.841458821
