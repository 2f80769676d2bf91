# with car
d <- PlantGrowth
m <- lm(d$weight ~ d$group)
m
summary(m)
anova(m)
a <- aov(d$weight ~ d$group)
summary(a)
TukeyHSD(a)
w <- warpbreaks
summary(lm(log(w$breaks) ~ w$wool * w$tension))
p <- lm(w$breaks ~ w$wool + w[["tension"]])
coef(p)
anova(p)
coef(lm(w[, 1] ~ w[, 2]))
kruskal.test(d$weight ~ d$group)
t.test(d$weight[d$group != "trt2"] ~ factor(d$group[d$group != "trt2"]))
aggregate(d$weight ~ d$group, FUN = mean)
leveneTest(d$weight ~ d$group)
Anova(lm(d$weight ~ d$group))
t <- ToothGrowth
f <- lm(t$len ~ as.factor(t$dose))
summary(f)$r.squared
anova(f)
head(model.frame(f), 3)
head(model.matrix(f), 3)
q <- lm(mtcars$mpg ~ mtcars$wt + I(mtcars$wt^2))
summary(q)
predict(q)[1:3]
coef(glm(mtcars$am ~ mtcars$wt, family = binomial))
one <- matrix(c(4.1, 5.2, 3.9, 6.4, 2.2, 3.1), 3, 2)
two <- matrix(c(5.5, 6.1, 7.2, 3.3, 4.8, 4.4), 3, 2)
arm <- rep(c("one", "two"), each = 3)
for (j in 1:2) print(coef(summary(lm(c(one[, j], two[, j]) ~ arm))))
coef(lm(one[, 1] ~ two[, 2]))
z <- c(1, 1, 2, 2, 3, 3)
lm(y ~ rev(z) + x, data = data.frame(x = 1:6, y = c(2, 4, 3, 5, 6, 9)))
lm(rep(c(1, 3, 2), c(1, 2, 3)) ~ arm)
