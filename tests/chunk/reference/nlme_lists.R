# with nlme
library(nlme)
data(Orthodont); data(BodyWeight); data(Ovary); data(Dialyzer); data(Oats)
l <- lmList(distance ~ age | Subject, Orthodont)
l
summary(l)
coef(l)[1:3, ]
intervals(l)[1:3, , "age"]
intervals(l, level = 0.9)["M01", , ]
ml <- lme(l)
ml
lme(l, random = ~ 1 | Subject)
m1 <- lme(distance ~ age, Orthodont, random = ~ 1 | Subject)
m2 <- lme(distance ~ age * Sex, Orthodont, random = ~ age | Subject)
compareFits(coef(l), coef(m1))
dim(compareFits(coef(m1), coef(m1)))
a <- augPred(m1, length.out = 3)
a[c(1:3, 105:115, 189), ]
names(a)
table(a$.type)
b <- augPred(m1, level = 0:1, length.out = 2)
b[c(1, 109:114, 163:165), ]
augPred(m2, primary = ~ age, length.out = 2)[109:116, ]
augPred(m1, minimum = 6, maximum = 10, length.out = 2)[109:110, ]
tail(augPred(l, length.out = 2), 3)
cp <- comparePred(m1, m2, length.out = 2)
cp[c(1, 108:115, 160:170), ]
tail(augPred(lme(yield ~ nitro, Oats, random = ~ 1 | Block/Variety), length.out = 2, level = 0:2), 4)
g1 <- gls(distance ~ age * Sex, Orthodont, correlation = corARMA(form = ~ 1 | Subject, p = 1, q = 1))
summary(g1)
intervals(g1)
coef(g1$modelStruct$corStruct, unconstrained = TRUE)
g2 <- gls(distance ~ age * Sex, Orthodont, correlation = corARMA(c(0.2), form = ~ 1 | Subject, q = 1))
g2$modelStruct$corStruct
coef(g2$modelStruct$corStruct, unconstrained = TRUE)
o1 <- gls(follicles ~ sin(2 * pi * Time) + cos(2 * pi * Time), Ovary, correlation = corARMA(form = ~ 1 | Mare, p = 2))
o1
coef(o1$modelStruct$corStruct, unconstrained = TRUE)
intervals(o1)
gls(follicles ~ sin(2 * pi * Time) + cos(2 * pi * Time), Ovary, correlation = corARMA(form = ~ 1 | Mare, q = 2))
gls(follicles ~ sin(2 * pi * Time) + cos(2 * pi * Time), Ovary, correlation = corARMA(form = ~ 1 | Mare, p = 2, q = 1))
lme(follicles ~ sin(2 * pi * Time) + cos(2 * pi * Time), Ovary, random = ~ 1 | Mare, correlation = corARMA(p = 1, q = 1))
corARMA(form = ~ 1 | Subject, p = 1)
corARMA(form = ~ 1 | Subject)
d1 <- gls(rate ~ (pressure + I(pressure^2)) * QB, Dialyzer, weights = varPower(form = ~ pressure), correlation = corAR1(form = ~ 1 | Subject))
intervals(d1)
head(attr(Variogram(lme(weight ~ Time * Diet, BodyWeight, random = ~ Time, correlation = corExp(form = ~ Time))), "modelVariog"), 3)
tail(attr(Variogram(gls(weight ~ Time * Diet, BodyWeight, correlation = corExp(form = ~ Time | Rat, nugget = TRUE)), resType = "response"), "modelVariog"), 3)
"package:nlme" %in% search()
