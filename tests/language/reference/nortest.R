# with nortest
x <- c(5.1, 4.9, 6.2, 5.8, 6, 5.5, 4.7, 7.9, 5.2, 6.6, NA, 5.3)
precip <- 35 + 14 * sin(1:70) + (1:70 %% 7)
rivers <- exp(5 + sin(1:141) + (1:141 %% 11) / 4)
islands <- exp((1:48 %% 13) / 1.5)
warps <- 20 + (1:54 * 37 %% 54) / 3 + 20 * (1:54 %% 9 == 0)
ad.test(x)
ad.test(x)$statistic
ad.test(log(x))$p.value
ad.test(precip)
ad.test(rivers)
ad.test(islands)$p.value
ad.test(c(1, 2, 3))
cvm.test(x)
cvm.test(precip)
cvm.test(round(rivers / 30))
cvm.test(islands)
cvm.test(rivers)$statistic
lillie.test(x)
lillie.test(precip)
lillie.test(rivers)
lillie.test(round(rivers / 30))$p.value
lillie.test(warps)
lillie.test(qnorm((1:40 - 0.5) / 40))
lillie.test(qnorm(ppoints(300)))$p.value
lillie.test(c(1, 2, 3, 4, 5))
pearson.test(x)
pearson.test(precip, n.classes = 8)
pearson.test(precip, adjust = FALSE)
pearson.test(precip)$df
names(pearson.test(precip))
sf.test(x)
sf.test(precip)
sf.test(rivers)
sf.test(warps)$p.value
sf.test(qnorm(ppoints(50)) + 0.01 * sin(1:50))
class(sf.test(x))
sapply(list(a = precip, b = rivers), function(v) ad.test(v)$p.value)
sf.test(1:4)
lillie.test(rep(1, 9))
