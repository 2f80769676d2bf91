suppressPackageStartupMessages({library(glmmTMB); library(car); library(emmeans)})
baits <- read.csv("baits.csv", stringsAsFactors = TRUE)
baits$site <- factor(baits$site)
baits$bait <- factor(baits$bait, levels = c("none", "low", "high"))
---
m1 <- glmmTMB(mass ~ bait + (1 | site), data = baits, family = tweedie)
summary(m1)
print(m1)
family_params(m1)
sigma(m1)
logLik(m1)
AIC(m1)
family(m1)
---
Anova(m1)
drop1(m1, test = "Chisq")
anova(update(m1, . ~ . - bait), m1)
confint(m1)
VarCorr(m1)
fixef(m1)
ranef(m1)
---
confint(m1, parm = "beta_", method = "uniroot")
---
emmeans(m1, ~ bait, type = "response")
pairs(emmeans(m1, ~ bait), type = "response")
contrast(emmeans(m1, ~ bait), "trt.vs.ctrl", type = "response")
---
residuals(m1)[1:6]
residuals(m1, type = "pearson")[1:6]
predict(m1)[1:4]
predict(m1, type = "response")[1:4]
predict(m1, newdata = data.frame(bait = c("none", "high"), site = "3"), type = "response")
predict(m1, newdata = data.frame(bait = c("none", "high"), site = NA), re.form = NA, type = "response")
unique(predict(m1, type = "disp"))
---
m2 <- glmmTMB(mass ~ bait, data = baits, family = tweedie(link = "log"), dispformula = ~ bait)
summary(m2)
family_params(m2)
Anova(m2)
---
m3 <- glmmTMB(height ~ bait + (1 | site), data = baits, family = t_family)
summary(m3)
print(m3)
family_params(m3)
sigma(m3)
logLik(m3)
Anova(m3)
confint(m3)
emmeans(m3, ~ bait)
pairs(emmeans(m3, ~ bait))
---
residuals(m3)[1:6]
predict(m3, newdata = data.frame(bait = c("none", "high"), site = "3"))
drop1(m3, test = "Chisq")
ranef(m3)
---
m4 <- glmmTMB(cover ~ bait + (1 | site), data = baits, family = ziGamma(link = "log"), ziformula = ~ bait)
summary(m4)
print(m4)
Anova(m4)
Anova(m4, component = "zi")
confint(m4)
emmeans(m4, ~ bait, type = "response")
emmeans(m4, ~ bait, component = "zi", type = "response")
pairs(emmeans(m4, ~ bait), type = "response")
family(m4)
---
residuals(m4)[1:6]
residuals(m4, type = "pearson")[1:6]
predict(m4, type = "response")[1:4]
predict(m4, type = "conditional")[1:4]
predict(m4, type = "zprob")[1:4]
predict(m4, type = "zlink")[1:4]
drop1(m4, test = "Chisq")
---
m5 <- glmmTMB(cover ~ bait, data = subset(baits, cover > 0), family = ziGamma(link = "log"))
summary(m5)
m6 <- glmmTMB(height ~ bait, data = baits, family = t_family(link = "log"))
fixef(m6)
family_params(m6)
