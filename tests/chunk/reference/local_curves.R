summary(manova(cbind(Sepal.Length, Sepal.Width) ~ Species, iris))
anova(lm(cbind(Sepal.Length, Sepal.Width) ~ Species, iris))
summary(aov(cbind(Sepal.Length, Sepal.Width) ~ Species, iris))
anova(loess(dist ~ speed, cars), loess(dist ~ speed, cars, span = 0.4))
local <- loess(dist ~ speed, cars)
local
summary(local)
predict(local, data.frame(speed = c(5, 10, 20.5, 30)), se = TRUE)
predict(local, data.frame(speed = c(5, 30)))
head(residuals(local))
head(fitted(local))
c(local$enp, local$trace.hat, local$one.delta, local$two.delta)
loess(dist ~ speed, cars, span = 0.5, degree = 1)
loess(mpg ~ wt, mtcars, weights = hp)
correlated <- princomp(USArrests, cor = TRUE)
correlated
summary(correlated)
loadings(correlated)
head(correlated$scores, 3)
predict(correlated, USArrests[1:2, ])
covaried <- princomp(~ Murder + Assault, USArrests)
covaried
summary(covaried)
covaried$sdev
