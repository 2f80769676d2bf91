suppressPackageStartupMessages({library(lme4); library(glmmTMB); library(MASS); library(car); library(emmeans)})
cbpp <- read.csv("cbpp.csv"); cbpp$period <- factor(cbpp$period); cbpp$herd <- factor(cbpp$herd); cbpp$obs <- factor(cbpp$obs)
cbpp$prop <- cbpp$incidence / cbpp$size
epil <- read.csv("epil.csv", stringsAsFactors = TRUE); epil$subject <- factor(epil$subject)
sal <- read.csv("salamanders.csv", stringsAsFactors = TRUE)
sp <- read.csv("splitplot_binomial.csv", stringsAsFactors = TRUE); sp$block <- factor(sp$block)
rb <- read.csv("rcbd_beta.csv", stringsAsFactors = TRUE); rb$block <- factor(rb$block)
quine <- read.csv("quine.csv", stringsAsFactors = TRUE)
ins <- read.csv("glm_insectsprays.csv", stringsAsFactors = TRUE)
sleep <- read.csv("sleepstudy_gamma.csv"); sleep$Subject <- factor(sleep$Subject)
clot <- read.csv("clotting.csv", stringsAsFactors = TRUE)
bw <- read.csv("glm_birthwt.csv", stringsAsFactors = TRUE)
bud <- read.csv("glm_budworm.csv", stringsAsFactors = TRUE)
wb <- read.csv("warpbreaks.csv", stringsAsFactors = TRUE)
gt <- read.csv("grouseticks.csv"); gt$YEAR <- factor(gt$YEAR); gt$BROOD <- factor(gt$BROOD); gt$INDEX <- factor(gt$INDEX); gt$LOCATION <- factor(gt$LOCATION)
mc <- read.csv("multicenter.csv", stringsAsFactors = TRUE); mc$center <- factor(mc$center)
sn <- read.csv("glm_snails_logit.csv", stringsAsFactors = TRUE)
---
m1 <- glm(low ~ age + lwt + race * smoke, data = bw, family = binomial)
summary(m1)
anova(m1, test = "Chisq")
drop1(m1, test = "Chisq")
Anova(m1)
Anova(m1, type = 3)
confint.default(m1)
---
confint(m1)
exp(cbind(OR = coef(m1), confint.default(m1)))
emmeans(m1, ~ race, type = "response")
emmeans(m1, pairwise ~ race | smoke, type = "response")
pairs(emmeans(m1, ~ race), reverse = TRUE)
contrast(emmeans(m1, ~ race * smoke), interaction = "pairwise")
---
m1p <- glm(low ~ age + smoke, data = bw, family = binomial(link = "probit"))
summary(m1p)
emmeans(m1p, ~ smoke, type = "response")
pairs(emmeans(m1p, ~ smoke, type = "response"))
predict(m1p, data.frame(age = c(20, 30), smoke = c("no", "yes")), type = "response", se.fit = TRUE)
---
m1c <- glm(low ~ age + smoke, data = bw, family = binomial(link = "cloglog"))
summary(m1c)
emmeans(m1c, pairwise ~ smoke, type = "response")
anova(m1p, m1c)
AIC(m1, m1p, m1c)
BIC(m1, m1p, m1c)
---
m2 <- glm(cbind(numdead, alive) ~ sex * ldose, data = bud, family = binomial)
summary(m2)
m2a <- update(m2, . ~ . - sex:ldose)
anova(m2a, m2, test = "LRT")
emtrends(m2, ~ sex, var = "ldose")
pairs(emtrends(m2, ~ sex, var = "ldose"))
---
bud$p <- bud$numdead / 20
m3 <- glm(p ~ sex + ldose, weights = rep(20, 12), data = bud, family = binomial)
summary(m3)
residuals(m3, type = "deviance")
residuals(m3, type = "pearson")
residuals(m3, type = "working")
residuals(m3, type = "response")
rstandard(m3)
cooks.distance(m3)
---
m4 <- glm(breaks ~ wool * tension, data = wb, family = poisson)
summary(m4)
Anova(m4, test.statistic = "Wald")
Anova(m4, type = "III")
emmeans(m4, ~ tension | wool, type = "response")
pairs(emmeans(m4, ~ tension | wool), type = "response")
---
m4q <- glm(breaks ~ wool * tension, data = wb, family = quasipoisson)
summary(m4q)
anova(m4q, test = "F")
drop1(m4q, test = "F")
Anova(m4q)
Anova(m4q, test = "F")
emmeans(m4q, pairwise ~ tension, type = "response")
---
m5 <- glm(count ~ spray, data = ins, family = poisson(link = "sqrt"))
summary(m5)
emmeans(m5, ~ spray, type = "response")
pairs(emmeans(m5, ~ spray))
m5r <- glm(count ~ spray, data = ins, family = poisson())
emmeans(m5r, "spray", type = "response")
contrast(emmeans(m5r, "spray"), "trt.vs.ctrl", type = "response")
confint(pairs(emmeans(m5r, "spray"), type = "response"))
---
m6 <- glm(time ~ lot * log(u), data = clot, family = Gamma)
summary(m6)
anova(m6, test = "F")
m6l <- glm(time ~ lot + log(u), data = clot, family = Gamma(link = "log"))
summary(m6l)
Anova(m6l)
Anova(m6l, test = "F")
emmeans(m6l, pairwise ~ lot, type = "response")
drop1(m6l, test = "F")
---
m7 <- glm.nb(Days ~ Eth + Sex * Age + Lrn, data = quine)
summary(m7)
Anova(m7)
Anova(m7, type = 3)
anova(m7)
---
drop1(m7, test = "Chisq")
m7b <- update(m7, . ~ . - Sex:Age)
anova(m7b, m7)
emmeans(m7, ~ Age | Sex, type = "response")
pairs(emmeans(m7, ~ Eth), type = "response")
m7$theta
m7$SE.theta
logLik(m7)
confint(m7)
---
gi <- glm(time ~ lot, data = clot, family = inverse.gaussian(link = "log"))
summary(gi)
anova(gi, test = "F")
emmeans(gi, ~ lot, type = "response")
---
gq <- glm(cbind(Deaths, N - Deaths) ~ Species * Exposure, data = transform(sn, N = 20), family = quasibinomial)
summary(gq)
Anova(gq, test = "F")
emmeans(gq, ~ Species, type = "response")
---
g1 <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = binomial)
print(g1)
Anova(g1)
Anova(g1, type = 3)
drop1(g1, test = "Chisq")
VarCorr(g1)
fixef(g1)
ranef(g1)
---
summary(g1)
emmeans(g1, pairwise ~ period, type = "response")
emmeans(g1, ~ period)
confint(g1, method = "Wald")
g0 <- glmer(cbind(incidence, size - incidence) ~ 1 + (1 | herd), data = cbpp, family = binomial)
anova(g0, g1)
---
predict(g1)[1:4]
predict(g1, type = "response", re.form = NA)[1:4]
predict(g1, newdata = data.frame(period = factor(1:4)), re.form = NA, type = "response")
predict(g1, newdata = data.frame(period = factor(1:4), herd = factor(1)), type = "link")
residuals(g1)[1:5]
residuals(g1, "pearson")[1:5]
residuals(g1, "response")[1:5]
fitted(g1)[1:5]
sigma(g1)
nobs(g1)
df.residual(g1)
deviance(g1)
logLik(g1)
---
g2 <- glmer(prop ~ period + (1 | herd), weights = size, data = cbpp, family = binomial, nAGQ = 9)
summary(g2)
emmeans(g2, ~ period, type = "response")
---
g3 <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd) + (1 | obs), data = cbpp, family = binomial)
summary(g3)
anova(g1, g3)
AIC(g1, g3)
---
g4 <- glmer(TICKS ~ YEAR + cHEIGHT + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION), data = gt, family = poisson)
summary(g4)
Anova(g4)
emmeans(g4, pairwise ~ YEAR, type = "response")
VarCorr(g4)
---
g5 <- glmer(cbind(germ, n - germ) ~ A * B + (1 | block) + (1 | plot), data = sp, family = binomial)
summary(g5)
Anova(g5)
emmeans(g5, ~ A | B, type = "response")
pairs(emmeans(g5, ~ A | B), type = "response")
joint_tests(g5)
---
g6 <- glmer(y ~ lbase * trt + lage + V4 + (1 + V4 | subject), data = epil, family = poisson)
summary(g6)
VarCorr(g6)
emtrends(g6, ~ trt, var = "lbase")
---
g7 <- glmer(y ~ trt + (1 | subject), data = epil, family = poisson)
g7s <- glmer(y ~ trt + V4 + (1 | subject) + (0 + V4 | subject), data = epil, family = poisson)
summary(g7s)
anova(g7, g7s)
drop1(g7s, test = "Chisq")
---
t1 <- glmmTMB(count ~ mined + spp + (1 | site), data = sal, family = poisson)
summary(t1)
Anova(t1)
t1
fixef(t1)
VarCorr(t1)
confint(t1)
---
t2 <- glmmTMB(count ~ mined + spp + (1 | site), data = sal, family = nbinom2)
summary(t2)
Anova(t2, type = "III")
emmeans(t2, ~ mined, type = "response")
pairs(emmeans(t2, ~ spp), type = "response")
sigma(t2)
anova(t1, t2)
---
t3 <- glmmTMB(count ~ mined * spp + (1 | site), data = sal, family = nbinom1)
summary(t3)
Anova(t3)
emmeans(t3, ~ mined | spp, type = "response")
drop1(t3, test = "Chisq")
AIC(t1, t2, t3)
---
t4 <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined, data = sal, family = poisson)
summary(t4)
emmeans(t4, ~ mined, component = "zi", type = "response")
emmeans(t4, ~ mined, component = "cond", type = "response")
predict(t4, type = "response")[1:4]
predict(t4, type = "conditional")[1:4]
predict(t4, type = "zprob")[1:4]
predict(t4, type = "zlink")[1:4]
predict(t4, type = "link")[1:4]
residuals(t4)[1:4]
residuals(t4, type = "pearson")[1:4]
---
Anova(t4, component = "zi")
confint(t4)
fixef(t4)$zi
ranef(t4)
vcov(t4)
t4
---
predict(t4, newdata = data.frame(mined = c("no", "yes"), site = NA), re.form = NA, type = "response")
predict(t4, newdata = data.frame(mined = c("no", "yes"), site = NA), re.form = NA, type = "link", se.fit = TRUE)
predict(t4, newdata = data.frame(mined = c("no", "yes"), site = "VF-1"), type = "conditional")
---
t5 <- glmmTMB(count ~ mined + (1 | site), dispformula = ~ spp, data = sal, family = nbinom2)
summary(t5)
t5
Anova(t5, component = "disp")
confint(t5)
---
t6 <- glmmTMB(cover ~ trt + (1 | block), data = rb, family = beta_family())
summary(t6)
Anova(t6)
emmeans(t6, ~ trt, type = "response")
pairs(emmeans(t6, ~ trt), type = "response")
predict(t6, type = "disp")[1:3]
---
t7 <- glmmTMB(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = betabinomial)
summary(t7)
emmeans(t7, ~ period, type = "response")
anova(update(t7, . ~ . - period), t7)
---
t8 <- glmmTMB(Reaction ~ Days + (1 | Subject), data = sleep, family = Gamma(link = "log"))
summary(t8)
Anova(t8)
emmeans(t8, ~ Days, at = list(Days = c(0, 5, 9)), type = "response")
---
t8r <- glmmTMB(Reaction ~ Days + (Days | Subject), data = sleep, family = gaussian, REML = TRUE)
summary(t8r)
VarCorr(t8r)
confint(t8r)
---
t9 <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined, data = sal, family = truncated_poisson)
summary(t9)
---
t10 <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ 1, data = sal, family = truncated_nbinom2)
summary(t10)
predict(t10, type = "response")[1:3]
predict(t10, type = "conditional")[1:3]
---
t11 <- glmmTMB(Days ~ Eth + Sex + Age + Lrn, data = quine, family = nbinom2)
summary(t11)
Anova(t11)
emmeans(t11, pairwise ~ Age, type = "response")
---
t12 <- glmmTMB(germ / n ~ A * B + (1 | block / A), weights = n, data = sp, family = binomial)
summary(t12)
Anova(t12)
emmeans(t12, pairwise ~ A | B, type = "response")
---
t13 <- glmmTMB(y ~ trt + offset(log(base)) + (1 | subject), data = epil, family = nbinom2)
summary(t13)
emmeans(t13, ~ trt, type = "response")
emmeans(t13, ~ trt, type = "response", offset = log(10))
---
t14 <- glmmTMB(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = binomial(link = "cloglog"))
summary(t14)
emmeans(t14, ~ period, type = "response")
---
t15 <- glmmTMB(low ~ age + smoke, data = bw, family = binomial(link = "probit"))
summary(t15)
Anova(t15)
t15
---
t17 <- glmmTMB(count ~ spp, ziformula = ~ spp, data = sal, family = nbinom2)
summary(t17)
t17b <- glmmTMB(count ~ spp, ziformula = ~ 1, data = sal, family = nbinom2)
anova(t17b, t17)
---
t18 <- glmmTMB(Reaction ~ Days + (1 | Subject), dispformula = ~ Days, data = sleep)
summary(t18)
Anova(t18, component = "disp")
predict(t18, type = "disp")[1:3]
---
options(contrasts = c("contr.sum", "contr.poly"))
h1 <- glmmTMB(count ~ mined * spp + (1 | site), data = sal, family = nbinom2)
Anova(h1, type = 3)
h2 <- glmer(count ~ mined + (1 | site), data = sal, family = poisson)
summary(h2)
h3 <- glm(breaks ~ wool * tension, data = wb, family = poisson)
Anova(h3, type = 3)
Anova(h3, type = 3, test.statistic = "Wald")
summary(h3)
options(contrasts = c("contr.treatment", "contr.poly"))
---
n2 <- glmer(sideeffect / n ~ group + (1 | center), weights = n, data = mc, family = binomial)
summary(n2)
n3 <- glmer(cbind(sideeffect, n - sideeffect) ~ group + (1 | center) + (1 | center:group), data = mc, family = binomial)
summary(n3)
pairs(emmeans(n3, ~ group), type = "response")
---
e1 <- emmeans(t2, ~ mined * spp, type = "response")
e1
contrast(e1, "eff")
summary(e1, infer = TRUE)
test(emmeans(t2, ~ mined))
confint(emmeans(t2, ~ mined), level = 0.9)
contrast(emmeans(t2, ~ mined), list(d = c(1, -1)))
regrid(emmeans(t2, ~ mined))
pairs(regrid(emmeans(t2, ~ mined)))
---
e2 <- emmeans(g1, ~ period)
contrast(e2, "poly")
summary(pairs(e2), adjust = "holm")
summary(e2, type = "response", bias.adjust = TRUE, sigma = 0.64)
---
z1 <- step(glm(low ~ age + lwt + race + smoke, data = bw, family = binomial), trace = 0)
z1
add1(z1, ~ . + race:smoke, test = "Chisq")
vif(glm(low ~ age + lwt + race, data = bw, family = binomial))
---
coef(summary(t4))
coef(summary(g1))
summary(g1)$varcor
as.data.frame(VarCorr(g1))
summary(t4)$coefficients$zi
---
coef(g1)$herd[1:3, ]
coef(t1)$cond$site[1:3, ]
ranef(t1)$cond$site[1:3, , drop = FALSE]
as.data.frame(ranef(t1))[1:3, ]
as.data.frame(ranef(g1))[1:3, ]
fixef(t1)$cond
formula(t1)
family(t1)
family(g1)
model.matrix(t1)[1:2, ]
---
plogis(predict(g1, re.form = NA))[1:3]
table(sal$mined)
m5r$deviance / m5r$df.residual
sum(residuals(m5r, type = "pearson")^2) / df.residual(m5r)
deviance(m5r)
1 - pchisq(deviance(m5r), df.residual(m5r))
weights(m3)
---
u1 <- glmmTMB(count ~ mined + (1 | site) + (1 | spp), data = sal, family = poisson)
summary(u1)
u2 <- glmmTMB(count ~ mined + (1 | site) + diag(0 + mined | spp), data = sal, family = poisson)
summary(u2)
VarCorr(u2)
---
u3 <- glmmTMB(count ~ mined + (mined | spp), data = sal, family = nbinom2)
summary(u3)
confint(u3)
---
u4 <- glm(cbind(incidence, size - incidence) ~ period, data = cbpp, family = binomial(link = "cauchit"))
summary(u4)
emmeans(u4, ~ period, type = "response")
u5 <- glm(incidence ~ period + offset(log(size)), data = cbpp, family = poisson)
emmeans(u5, ~ period, type = "response")
summary(emmeans(u5, ~ period, offset = 0), type = "response")
---
u6 <- glmmTMB(incidence ~ period + (1 | herd), offset = log(size), data = cbpp, family = poisson)
summary(u6)
emmeans(u6, ~ period, type = "response")
---
w1 <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ (1 | site), data = sal, family = poisson)
summary(w1)
w1
ranef(w1)
VarCorr(w1)
fixef(w1)
confint(w1)
logLik(w1)
---
w2 <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined + (1 | spp), data = sal, family = nbinom2)
summary(w2)
predict(w2, type = "response")[1:3]
predict(w2, type = "zprob")[1:3]
residuals(w2)[1:3]
---
w4 <- glmmTMB(count ~ mined, ziformula = ~ (1 | site), data = sal, family = nbinom2)
summary(w4)
---
predict(g1, newdata = data.frame(period = factor(1:4), herd = factor(16)), allow.new.levels = TRUE)
predict(g1, newdata = cbpp[1:3, ], type = "response")
predict(t1, newdata = sal[1:4, ], type = "response")
predict(t1, newdata = data.frame(mined = "no", spp = "GP", site = "new"), allow.new.levels = TRUE)
predict(t1, newdata = sal[1:4, ], re.form = NA, se.fit = TRUE, type = "response")
predict(t1, newdata = sal[1:4, ], re.form = NA, se.fit = TRUE, type = "link")
as.data.frame(ranef(w1))[c(1:2, 24:26), ]
as.data.frame(ranef(t1))[1:2, ]
---
k1 <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = binomial, subset = herd != "3")
k1
summary(k1)
k2 <- glmer(incidence ~ period + (1 | herd), offset = log(size), data = cbpp, family = poisson(link = "log"))
summary(k2)
emmeans(k2, ~ period, type = "response")
---
l1 <- glmmTMB(count ~ spp + (1 | site), ziformula = ~ 1, dispformula = ~ mined, data = sal, family = nbinom2)
summary(l1)
l1
fixef(l1)
Anova(l1)
VarCorr(l1)
logLik(l1)
AIC(l1)
BIC(l1)
nobs(l1)
df.residual(l1)
---
l2 <- glmmTMB(count ~ cover + (1 | site), data = transform(sal, cover = as.numeric(spp)), family = truncated_nbinom1, ziformula = ~ mined)
summary(l2)
l3 <- glmmTMB(cover ~ trt + (1 | block), dispformula = ~ trt, data = rb, family = beta_family(link = "probit"))
summary(l3)
emmeans(l3, pairwise ~ trt, type = "response")
l4 <- glmmTMB(cover ~ trt, data = rb, family = beta_family())
anova(l4, l3)
---
q1 <- glm(low ~ ftv + smoke, data = transform(bw, ftv = age > 25), family = binomial)
summary(q1)
anova(q1, test = "LRT")
q2 <- glm(count ~ spray, data = ins, family = poisson, subset = spray != "C")
emmeans(q2, pairwise ~ spray, type = "response")
plogis(coef(q1))
exp(coef(q2))
---
q3 <- glm(cbind(germ, n - germ) ~ A * B, data = sp, family = binomial(link = "cloglog"))
summary(q3)
Anova(q3, type = "II")
emmeans(q3, ~ A * B, type = "response")
joint_tests(q3)
contrast(emmeans(q3, ~ B), "poly")
q4 <- update(q3, . ~ A + B)
anova(q4, q3, test = "Chisq")
AIC(q3, q4)
---
q5 <- glm.nb(count ~ spray, data = ins)
summary(q5)
emmeans(q5, pairwise ~ spray, type = "response")
Anova(q5)
q6 <- glm.nb(Days ~ Sex / Age, data = quine, link = log)
summary(q6)
anova(q5)
predict(q5, data.frame(spray = c("A", "B")), type = "response", se.fit = TRUE)
---
s1 <- glmer(Reaction ~ Days + (1 | Subject), data = transform(sleep, Reaction = round(Reaction)), family = poisson)
summary(s1)
s2 <- glmer(count ~ spray + (1 | obs), data = transform(ins, obs = factor(1:72)), family = poisson)
summary(s2)
emmeans(s2, pairwise ~ spray, type = "response")
VarCorr(s2)
anova(s2)
---
s3 <- glmer(cbind(germ, n - germ) ~ A + B + (1 | block / A), data = sp, family = binomial(link = "probit"))
summary(s3)
emmeans(s3, ~ A + B, type = "response")
s4 <- glmer(cbind(germ, n - germ) ~ B + (1 | block / A), data = sp, family = binomial(link = "probit"))
anova(s4, s3)
coef(s3)$block[1:2, ]
isSingular(s3)
