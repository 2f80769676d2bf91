# response surface
library(car); library(dplyr)
rs <- data.frame(x1 = c(-1, 1, -1, 1, -1.414, 1.414, 0, 0, 0, 0, 0), x2 = c(-1, -1, 1, 1, 0, 0, -1.414, 1.414, 0, 0, 0), y = c(76.5, 78, 77, 79.5, 75.6, 78.4, 77, 78.5, 79.9, 80.3, 80))
so <- lm(y ~ x1 + x2 + I(x1^2) + I(x2^2) + x1:x2, rs)
summary(so)
anova(so)
fo <- lm(y ~ x1 + x2, rs)
anova(fo, so)
B <- matrix(c(coef(so)["I(x1^2)"], coef(so)["x1:x2"]/2, coef(so)["x1:x2"]/2, coef(so)["I(x2^2)"]), 2)
B
b <- coef(so)[c("x1", "x2")]
xs <- -0.5 * solve(B) %*% b
xs
eigen(B)
eigen(B)$values
predict(so, data.frame(x1 = xs[1], x2 = xs[2]))
linearHypothesis(so, c("I(x1^2) = 0", "I(x2^2) = 0"))
pe <- sum((rs$y[9:11] - mean(rs$y[9:11]))^2)
lof <- deviance(so) - pe
f <- (lof / (df.residual(so) - 2)) / (pe / 2)
c(F = f, p = pf(f, df.residual(so) - 2, 2, lower.tail = FALSE))
grid <- expand.grid(x1 = seq(-1, 1, 0.5), x2 = seq(-1, 1, 0.5))
grid$yhat <- predict(so, grid)
grid %>% filter(yhat == max(yhat))
round(hatvalues(so), 3)
rstudent(so)[1:4]
confint(so)
step(so, trace = 0)