# with glmmTMB
numFactor(c(3, 1, 2, 1))
numFactor(1:4, c(2, 2, 1, 1))
numFactor(c(0.5, 0.25, 10), c(1, 0, 1), c(2, 2, 1))
levels(numFactor(c(1, 1e6, 123456.7), c(3, 2, 1)))
nlevels(numFactor(rep(1:3, 4), rep(1:2, 6)))
numFactor(factor(c("8", "10", "12")))
numFactor(c("a", "b"))
