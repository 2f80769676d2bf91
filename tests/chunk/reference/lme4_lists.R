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
