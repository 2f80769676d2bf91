# with lme4
m <- lmer(Reaction ~ Days + (Days|Subject), sleepstudy)
r <- rePCA(m)
r
summary(r)
summary(rePCA(lmer(Reaction ~ Days + (1|Subject) + (0+Days|Subject), sleepstudy)))
summary(rePCA(lmer(Yield ~ 1 + (1|Batch), Dyestuff)))
r$Subject$sdev
class(r)
l <- lmList(Reaction ~ Days | Subject, sleepstudy)
l
coef(l)
summary(l)
confint(l)[1:2,,]
data(sleepstudy, package = "lme4")
summary(lmer(Reaction ~ Days + (1 | Subject), sleepstudy))$AICtab
summary(lmer(Reaction ~ Days + (1 | Subject), sleepstudy, REML = FALSE))$AICtab
summary(lmer(Reaction ~ Days + (1 | Subject), sleepstudy))$ngrps
