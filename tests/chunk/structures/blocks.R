library(nlme)
library(glmmTMB)
Orthodont <- read.csv("orthodont.csv"); Orthodont$Subject <- factor(Orthodont$Subject); Orthodont$Sex <- factor(Orthodont$Sex, levels = c("Male", "Female")); Orthodont$agef <- factor(Orthodont$age)
Ovary <- read.csv("ovary_ar1_random.csv"); Ovary$Mare <- factor(Ovary$Mare)
BodyWeight <- read.csv("bodyweight_exp_random.csv"); BodyWeight$Rat <- factor(BodyWeight$Rat); BodyWeight$Diet <- factor(BodyWeight$Diet); BodyWeight$tf <- numFactor(BodyWeight$Time)
Dialyzer <- read.csv("dialyzer.csv"); Dialyzer$Subject <- factor(Dialyzer$Subject); Dialyzer$QB <- factor(Dialyzer$QB)
Wheat2 <- read.csv("wheat2_exp.csv"); Wheat2$Block <- factor(Wheat2$Block); Wheat2$variety <- factor(Wheat2$variety)
sitka <- read.csv("sitka.csv"); sitka$tree <- factor(sitka$tree); sitka$treat <- factor(sitka$treat); sitka$Timef <- factor(sitka$Timef)
alfalfa <- read.csv("alfalfa.csv"); alfalfa$Variety <- factor(alfalfa$Variety); alfalfa$Date <- factor(alfalfa$Date, levels = c("None", "S1", "S20", "O7")); alfalfa$Block <- factor(alfalfa$Block)
rabbit <- read.csv("rabbit.csv"); rabbit$Animal <- factor(rabbit$Animal); rabbit$Treatment <- factor(rabbit$Treatment); rabbit$Dosef <- factor(rabbit$Dosef); rabbit$Run <- factor(rabbit$Run)
f <- expand.grid(row = 1:8, col = 1:6)
f$y <- c(12.1, 11.5, 12.8, 13.9, 13.1, 12.2, 11.8, 11.1, 12.9, 13.3, 13.8, 14.2, 13.9, 13, 12.1, 11.4, 13.5, 14.4, 15, 15.1, 14.2, 13.8, 12.2, 11.9, 13, 14.1, 14.8, 15.9, 15.2, 14.4, 13.1, 12, 12.2, 13.7, 14.9, 15.3, 15.8, 14.9, 13.9, 12.8, 11.9, 12.6, 13.1, 14.8, 14.1, 14.2, 13.3, 12.5)
f$trt <- factor(rep(c("a", "b", "c", "d"), 12)); f$pos <- numFactor(f$row, f$col); f$all <- factor(1); f$strip <- factor(f$col); f$rowf <- factor(f$row)
---
g1 <- gls(distance ~ age * Sex, Orthodont, correlation = corAR1(form = ~ 1 | Subject), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g1)
anova(g1)
intervals(g1)
---
g2 <- gls(distance ~ age * Sex, Orthodont, correlation = corCompSymm(form = ~ 1 | Subject), weights = varIdent(form = ~ 1 | Sex), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g2)
anova(g2, type = "marginal")
intervals(g2)
---
g3 <- gls(distance ~ age + Sex, Orthodont, correlation = corSymm(form = ~ 1 | Subject), weights = varIdent(form = ~ 1 | age), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g3)
anova(g3)
---
g4 <- gls(weight ~ Time * Diet, BodyWeight, correlation = corExp(form = ~ Time | Rat), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g4)
anova(g4)
intervals(g4)
---
g6 <- gls(follicles ~ sin(2*pi*Time) + cos(2*pi*Time), Ovary, correlation = corAR1(form = ~ 1 | Mare), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g6)
intervals(g6)
---
g7 <- gls(rate ~ (pressure + I(pressure^2)) * QB, Dialyzer, weights = varIdent(form = ~ 1 | QB), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g7)
anova(g7)
intervals(g7)
---
g10 <- gls(distance ~ age, Orthodont, weights = varIdent(form = ~ 1 | Sex), method = "ML", control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
g10
summary(g10)
---
l1 <- lme(distance ~ age * Sex, Orthodont, random = ~ 1 | Subject, correlation = corAR1(form = ~ 1 | Subject), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l1)
anova(l1)
VarCorr(l1)
intervals(l1)
---
l2 <- lme(distance ~ age * Sex, Orthodont, random = ~ 1 | Subject, weights = varIdent(form = ~ 1 | Sex), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l2)
anova(l2, type = "marginal")
VarCorr(l2)
intervals(l2)
---
l3 <- lme(distance ~ age, Orthodont, random = ~ age | Subject, control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l3)
VarCorr(l3)
intervals(l3)
---
l5 <- lme(follicles ~ sin(2*pi*Time) + cos(2*pi*Time), Ovary, random = ~ 1 | Mare, correlation = corAR1(form = ~ 1 | Mare), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l5)
anova(l5)
VarCorr(l5)
intervals(l5)
---
l6 <- lme(weight ~ Time * Diet, BodyWeight, random = ~ Time | Rat, control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l6)
anova(l6)
VarCorr(l6)
---
l7 <- lme(weight ~ Time * Diet, BodyWeight, random = ~ 1 | Rat, correlation = corExp(form = ~ Time), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l7)
anova(l7)
VarCorr(l7)
---
l9 <- lme(rate ~ (pressure + I(pressure^2)) * QB, Dialyzer, random = ~ 1 | Subject, weights = varIdent(form = ~ 1 | QB), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l9)
anova(l9)
VarCorr(l9)
---
g12 <- gls(yield ~ Block + variety, Wheat2, correlation = corExp(form = ~ latitude + longitude), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
anova(g12)
g12
---
g20 <- gls(size ~ treat * Time, sitka, correlation = corCAR1(form = ~ Time | tree), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g20)
anova(g20)
intervals(g20)
---
g21 <- gls(size ~ treat * Timef, sitka, correlation = corExp(form = ~ Time | tree), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g21)
anova(g21, type = "marginal")
---
g22 <- gls(Yield ~ Variety * Date, alfalfa, correlation = corCompSymm(form = ~ 1 | Block/Variety), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g22)
anova(g22)
intervals(g22)
---
g23 <- gls(Yield ~ Variety * Date, alfalfa, correlation = corAR1(form = ~ 1 | Block/Variety), weights = varIdent(form = ~ 1 | Date), method = "ML", control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
g23
anova(g23)
---
l20 <- lme(Yield ~ Variety * Date, alfalfa, random = ~ 1 | Block/Variety, control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l20)
anova(l20)
VarCorr(l20)
intervals(l20)
---
l21 <- lme(Yield ~ Variety * Date, alfalfa, random = ~ 1 | Block, correlation = corAR1(form = ~ 1 | Block/Variety), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
l21
anova(l21)
VarCorr(l21)
---
l22 <- lme(size ~ treat * Time, sitka, random = ~ 1 | tree, correlation = corCAR1(form = ~ Time), control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l22)
anova(l22)
VarCorr(l22)
---
l23 <- lme(BPchange ~ Treatment * Dosef, rabbit, random = ~ 1 | Animal/Run, control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(l23)
anova(l23)
VarCorr(l23)
---
l24 <- lme(BPchange ~ Treatment * Dosef, rabbit, random = ~ 1 | Animal/Run, weights = varIdent(form = ~ 1 | Treatment), method = "ML", control = lmeControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
l24
anova(l24, type = "marginal")
VarCorr(l24)
---
g24 <- gls(BPchange ~ Treatment * Dosef, rabbit, correlation = corAR1(form = ~ 1 | Animal/Run), control = glsControl(tolerance = 1e-11, msTol = 1e-13, maxIter = 500, msMaxIter = 500))
summary(g24)
anova(g24)
intervals(g24)
---
m <- glmmTMB(distance ~ age * Sex + ar1(agef + 0 | Subject), Orthodont)
summary(m)
VarCorr(m)
---
m <- glmmTMB(distance ~ age * Sex + ar1(agef + 0 | Subject), Orthodont, dispformula = ~ 0, REML = TRUE)
summary(m)
---
m <- glmmTMB(distance ~ age * Sex + cs(agef + 0 | Subject), Orthodont, dispformula = ~ 0)
summary(m)
VarCorr(m)
---
m <- glmmTMB(distance ~ age * Sex + us(agef + 0 | Subject), Orthodont, dispformula = ~ 0, REML = TRUE)
summary(m)
---
m <- glmmTMB(distance ~ age * Sex + toep(agef + 0 | Subject), Orthodont, dispformula = ~ 0)
summary(m)
---
m <- glmmTMB(distance ~ age * Sex + diag(agef + 0 | Subject), Orthodont, dispformula = ~ 0)
VarCorr(m)
---
m <- glmmTMB(distance ~ age + (1 + age | Subject), Orthodont, REML = TRUE)
summary(m)
---
m <- glmmTMB(weight ~ Time * Diet + ou(tf + 0 | Rat), BodyWeight)
fixef(m)
logLik(m)
---
m <- glmmTMB(weight ~ Time * Diet + exp(tf + 0 | Rat), BodyWeight, dispformula = ~ 0)
fixef(m)
logLik(m)
---
m <- glmmTMB(y ~ trt + exp(pos + 0 | all), f)
fixef(m)
sigma(m)
logLik(m)
---
m <- glmmTMB(y ~ trt + gau(pos + 0 | all), f, REML = TRUE)
fixef(m)
logLik(m)
---
m <- glmmTMB(y ~ trt + (1 | strip) + exp(pos + 0 | all), f)
fixef(m)
logLik(m)
---
m <- glmmTMB(y ~ trt + ar1(rowf + 0 | strip), f)
summary(m)
VarCorr(m)
---
m <- glmmTMB(distance ~ age + ar1(agef + 0 | Subject) + (1 | Subject), Orthodont)
summary(m)
