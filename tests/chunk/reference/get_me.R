# with glmmTMB
data(sleepstudy, package = "lme4")
m1 <- glmmTMB(Reaction ~ Days, sleepstudy)
m <- glmmTMB(Reaction ~ Days + (1 | Subject), sleepstudy)
s <- glmmTMB(Reaction ~ Days + (Days | Subject), sleepstudy)
round(getME(m, "theta"), 3)
round(getME(s, "theta"), 2)
getME(m1, "theta")
round(getME(m, "beta"), 2)
head(getME(s, "X"), 3)
dim(getME(m, "Z"))
dim(getME(m1, "Z"))
as.matrix(getME(s, "Z"))[1:3, 1:4]
rowSums(as.matrix(getME(s, "Z")))[c(1, 11, 180)]
round(head(as.vector(as.matrix(getME(s, "Z")) %*% unlist(t(as.matrix(ranef(s)$cond$Subject))[1:36])), 3), 2)
