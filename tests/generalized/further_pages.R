suppressPackageStartupMessages({library(lme4); library(glmmTMB); library(MASS); library(car); library(emmeans); library(multcomp)})
owls <- read.csv("owls.csv", stringsAsFactors = TRUE)
bact <- read.csv("bacteria.csv", stringsAsFactors = TRUE)
verb <- read.csv("verbagg.csv", stringsAsFactors = TRUE); verb$id <- factor(verb$id)
sal <- read.csv("salamanders.csv", stringsAsFactors = TRUE)
quine <- read.csv("quine.csv", stringsAsFactors = TRUE)
epil <- read.csv("epil.csv", stringsAsFactors = TRUE); epil$subject <- factor(epil$subject)
cbpp <- read.csv("cbpp.csv"); cbpp$period <- factor(cbpp$period); cbpp$herd <- factor(cbpp$herd); cbpp$obs <- factor(seq_len(nrow(cbpp)))
gt <- read.csv("grouseticks.csv"); gt$YEAR <- factor(gt$YEAR); gt$BROOD <- factor(gt$BROOD); gt$INDEX <- factor(gt$INDEX); gt$LOCATION <- factor(gt$LOCATION)
---
w1 <- glm(breaks ~ wool * tension, data = warpbreaks, family = quasipoisson)
summary(w1)
anova(w1, test = "F")
Anova(w1, test = "F")
drop1(w1, test = "F")
emmeans(w1, ~ tension | wool, type = "response")
pairs(emmeans(w1, ~ tension | wool), type = "response")
confint(w1)
---
residuals(w1, type = "deviance")[1:5]
residuals(w1, type = "pearson")[1:5]
residuals(w1, type = "working")[1:5]
residuals(w1, type = "response")[1:5]
rstandard(w1)[1:5]
predict(w1, newdata = data.frame(wool = "A", tension = c("L", "H")), type = "response", se.fit = TRUE)
vcov(w1)[1:2, 1:3]
---
w2 <- glm.nb(breaks ~ wool * tension, data = warpbreaks)
summary(w2)
anova(w2)
Anova(w2)
Anova(w2, type = "III")
drop1(w2, test = "Chisq")
emmeans(w2, pairwise ~ tension, type = "response")
confint(w2)
w2$theta
w2$SE.theta
---
i1 <- glm(count ~ spray, data = InsectSprays, family = poisson)
summary(glht(i1, mcp(spray = "Tukey")), test = adjusted("holm"))
cld(emmeans(i1, ~ spray, type = "response"), Letters = letters)
contrast(emmeans(i1, ~ spray), "eff")
joint_tests(i1)
deviance(i1)
logLik(i1)
BIC(i1)
---
i2 <- glm(count ~ spray, data = InsectSprays, family = poisson(link = "sqrt"))
summary(i2)
emmeans(i2, ~ spray, type = "response")
contrast(emmeans(i2, ~ spray), "trt.vs.ctrl", ref = "C")
---
e1 <- glm(cbind(ncases, ncontrols) ~ agegp + unclass(tobgp) + unclass(alcgp), data = esoph, family = binomial)
summary(e1)
anova(e1, test = "Chisq")
drop1(e1, test = "LRT")
---
e2 <- glm(cbind(ncases, ncontrols) ~ agegp + tobgp * alcgp, data = esoph, family = binomial)
summary(e2)
Anova(e2)
---
q1 <- glm.nb(Days ~ Sex + Age + Eth * Lrn, data = quine)
summary(q1)
emmeans(q1, ~ Lrn | Eth, type = "response")
q2 <- update(q1, . ~ . - Eth:Lrn)
anova(q2, q1)
dropterm(q1, test = "Chisq")
addterm(q1, ~ . + Sex:Age, test = "Chisq")
stepAIC(q1)
predict(q1, newdata = quine[1:3, ], type = "response")
---
p1 <- glm(Days ~ Sex + Age + Eth + Lrn, data = quine, family = poisson)
summary(p1)$coefficients
confint.default(p1)
exp(confint(p1))
cooks.distance(p1)[1:4]
hatvalues(p1)[1:4]
influence(p1)$hat[1:3]
---
b1 <- glm(y ~ trt + week, data = bact, family = binomial)
summary(b1)
emmeans(b1, pairwise ~ trt, type = "response")
emtrends(b1, ~ 1, var = "week")
---
b2 <- glmer(y ~ trt + I(week > 2) + (1 | ID), data = bact, family = binomial)
summary(b2)
Anova(b2)
Anova(b2, type = "III")
drop1(b2, test = "Chisq")
emmeans(b2, ~ trt, type = "response")
pairs(emmeans(b2, ~ trt), type = "response")
VarCorr(b2)
ranef(b2)$ID[1:4, ]
---
b3 <- glmer(y ~ trt + I(week > 2) + (1 | ID), data = bact, family = binomial, nAGQ = 9)
fixef(b3)
VarCorr(b3)
predict(b3, type = "response")[1:4]
predict(b3, newdata = bact[c(2, 30, 77), ], type = "response")
predict(b3, newdata = bact[c(2, 30, 77), ], re.form = NA)
---
c1 <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd) + (1 | obs), data = cbpp, family = binomial)
summary(c1)
c0 <- glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = binomial)
anova(c0, c1)
confint(c0, method = "Wald")
fixef(c1)
coef(c0)$herd[1:3, ]
as.data.frame(VarCorr(c1))
---
residuals(c0)[1:5]
residuals(c0, type = "pearson")[1:5]
residuals(c0, type = "response")[1:5]
residuals(c0, type = "working")[1:5]
fitted(c0)[1:5]
getME(c0, "theta")
getME(c0, "beta")
getME(c1, "theta")
getME(c0, "b")[1:3]
getME(c0, "u")[1:3]
getME(c1, "q")
dim(getME(c1, "Z"))
isSingular(c0)
nobs(c0)
ngrps(c1)
deviance(c0)
---
confint(c0, method = "profile")
---
c2 <- glmmTMB(cbind(incidence, size - incidence) ~ period + (1 | herd), data = cbpp, family = betabinomial)
summary(c2)
Anova(c2)
emmeans(c2, ~ period, type = "response")
confint(c2)
sigma(c2)
---
c3 <- glmmTMB(incidence / size ~ period + (1 | herd), weights = size, data = cbpp, family = binomial)
summary(c3)
ranef(c3)$cond$herd[1:3, ]
getME(c3, "theta")
---
v1 <- glmer(r2 ~ Anger + Gender + btype + mode + (1 | id) + (1 | item), data = verb, family = binomial)
summary(v1)
Anova(v1)
emmeans(v1, ~ btype, type = "response")
pairs(emmeans(v1, ~ btype))
---
v2 <- glmer(r2 ~ Gender * mode + (1 | id), data = verb, family = binomial(link = "probit"))
fixef(v2)
VarCorr(v2)
emmeans(v2, ~ Gender | mode, type = "response")
---
g1 <- glmer(TICKS ~ YEAR + scale(cHEIGHT) + (1 | BROOD) + (1 | INDEX) + (1 | LOCATION), data = gt, family = poisson)
fixef(g1)
VarCorr(g1)
emmeans(g1, ~ YEAR, type = "response")
contrast(emmeans(g1, ~ YEAR), "consec", type = "response")
Anova(g1)
---
g2 <- glmmTMB(TICKS ~ YEAR + cHEIGHT + (1 | BROOD), data = gt, family = nbinom1)
summary(g2)
Anova(g2, type = "III")
drop1(g2, test = "Chisq")
---
g3 <- glmer.nb(y ~ trt + lbase + (1 | subject), data = epil, control = glmerControl(optimizer = "bobyqa", tolPwrss = 1e-8))
fixef(g3)
getME(g3, "glmer.nb.theta")
VarCorr(g3)
logLik(g3)
---
o1 <- glmmTMB(SiblingNegotiation ~ FoodTreatment * SexParent + offset(log(BroodSize)) + (1 | Nest), ziformula = ~ 1, data = owls, family = poisson)
summary(o1)
Anova(o1)
emmeans(o1, ~ FoodTreatment | SexParent, type = "response", offset = log(4))
pairs(emmeans(o1, ~ FoodTreatment | SexParent), type = "response")
confint(o1)
---
o2 <- glmmTMB(SiblingNegotiation ~ FoodTreatment + ArrivalTime + SexParent + offset(log(BroodSize)) + (1 | Nest), ziformula = ~ FoodTreatment, data = owls, family = nbinom2)
summary(o2)
drop1(o2, test = "Chisq")
Anova(o2, component = "zi")
residuals(o2)[1:4]
residuals(o2, type = "pearson")[1:4]
predict(o2, type = "zprob")[1:3]
predict(o2, type = "conditional")[1:3]
predict(o2, newdata = data.frame(FoodTreatment = "Satiated", ArrivalTime = 24, SexParent = "Male", BroodSize = 4, Nest = NA), re.form = NA, type = "response")
---
o3 <- glmmTMB(SiblingNegotiation ~ FoodTreatment + SexParent + offset(logBroodSize) + (1 | Nest), ziformula = ~ FoodTreatment + (1 | Nest), data = owls, family = truncated_nbinom1)
summary(o3)
VarCorr(o3)
---
s1 <- glmmTMB(count ~ mined * spp + (1 | site), data = sal, family = nbinom2, dispformula = ~ spp)
summary(s1)
Anova(s1)
emmeans(s1, pairwise ~ mined | spp, type = "response")
---
s2 <- glmmTMB(count ~ mined + (1 | site), ziformula = ~ mined, data = sal, family = truncated_poisson)
summary(s2)
Anova(s2)
Anova(s2, component = "zi")
predict(s2, type = "response")[1:5]
predict(s2, type = "conditional")[1:5]
residuals(s2, type = "response")[1:5]
---
s3 <- glmmTMB(count ~ spp + mined + (1 | site), data = sal, family = poisson)
s4 <- update(s3, family = nbinom2)
anova(s3, s4)
AIC(s3, s4)
summary(glht(s4, linfct = mcp(spp = "Tukey")), test = adjusted("holm"))
cld(emmeans(s4, ~ spp, type = "response"), Letters = letters)
---
t1 <- glmer(y ~ lbase * trt + lage + V4 + (1 | subject), data = epil, family = poisson)
summary(t1)
emtrends(t1, ~ trt, var = "lbase")
t2 <- update(t1, . ~ . - lbase:trt)
anova(t2, t1)
---
t3 <- glmmTMB(y ~ trt * V4 + lbase + (V4 | subject), data = epil, family = nbinom2)
summary(t3)
VarCorr(t3)
coef(t3)$cond$subject[1:2, ]
vcov(t3)
---
m1 <- glm(len ~ supp * factor(dose), data = ToothGrowth, family = Gamma(link = "log"))
summary(m1)
anova(m1, test = "F")
Anova(m1)
emmeans(m1, ~ supp | dose, type = "response")
pairs(emmeans(m1, ~ supp | dose), type = "response")
---
m2 <- glm(weight ~ feed, data = chickwts, family = inverse.gaussian(link = "log"))
summary(m2)
emmeans(m2, ~ feed, type = "response")
---
m3 <- glm(decrease ~ treatment + rowpos + colpos, data = OrchardSprays, family = quasipoisson)
summary(m3)
anova(m3, test = "F")
---
u1 <- glm(Freq ~ Dept * Gender + Admit * Dept, data = as.data.frame(UCBAdmissions), family = poisson)
anova(u1, test = "Chisq")
deviance(u1)
df.residual(u1)
u2 <- update(u1, . ~ . + Gender:Admit)
anova(u1, u2, test = "Chisq")
