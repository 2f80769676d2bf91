# with lme4
vc <- VarCorr(lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin))
round(attr(vc$plate, "stddev"), 4)
round(attr(vc, "sc"), 4)
names(vc)
round(attr(vc$sample, "stddev")^2 + attr(vc, "sc")^2, 2)
s <- VarCorr(lmer(Reaction ~ Days + (Days | Subject), sleepstudy))$Subject
round(attr(s, "correlation"), 5)
round(attr(s, "correlation")[1, 2], 5)
round(sqrt(diag(s)), 2)
round(s[2, 2], 3)
Orthodont <- nlme::Orthodont
tmb <- VarCorr(glmmTMB::glmmTMB(distance ~ age + (1 | Subject), Orthodont))
names(tmb)
round(tmb$cond$Subject[1], 4)
round(attr(tmb$cond$Subject, "stddev"), 4)
round(attr(tmb$cond, "sc"), 4)
round(unlist(tmb$cond), 4)
is.null(tmb$zi)
