x <- c(5.1, 4.9, 6.2, 5.8, 6, 5.5, 4.7)
y <- c(6.1, 5.9, 7.2, 6.8, 6.5, 7, 5.3)
t.test(x, y)
t.test(x, mu = 5)
t.test(x)
t.test(x, y, paired = TRUE)
t.test(x, y, var.equal = TRUE)
t.test(x, y, alternative = "less", conf.level = 0.9)
t.test(x, mu = 5, alternative = "greater")
t.test(x, y)$p.value
t.test(x, y)$statistic
t.test(x, y)$conf.int
t.test(x, y)$estimate
t.test(x, y)$parameter
t.test(x, y)$stderr
names(t.test(x, y))
class(t.test(x))
t.test(x, y[1:4])
t.test(c(1, 2, NA, 4))
t.test(c(1, 1, 1))
t.test(1)
t.test(x, conf.level = 2)
t.test(c(100, 101, 99.5), mu = 0)
var.test(x, y)
var.test(x, y, alternative = "greater")
var.test(x, y, ratio = 2)$p.value
var.test(x, y)$conf.int
bartlett.test(list(x, y, c(1, 5, 9)))
bartlett.test(c(x, y), rep(c("a", "b"), each = 7))
bartlett.test(list(x, y))$p.value
cor.test(x, y)
cor.test(x, y, alternative = "less")
cor.test(x, y)$estimate
cor.test(x, y)$conf.int
cor.test(1:3, c(1, 2, 4))
cor.test(x, y[1:3])
chisq.test(matrix(c(10, 20, 30, 15), 2))
chisq.test(matrix(c(10, 20, 30, 15), 2), correct = FALSE)
chisq.test(matrix(c(10, 20, 30, 15, 8, 9), 2))
chisq.test(c(10, 20, 30))
chisq.test(c(10, 20, 30), p = c(0.2, 0.3, 0.5))
chisq.test(c(10, 20, 30), p = c(1, 2, 3), rescale.p = TRUE)$p.value
chisq.test(c(10, 20, 30), p = c(1, 2, 3))
chisq.test(matrix(c(10, 20, 30, 15), 2))$expected
chisq.test(matrix(c(10, 20, 30, 15), 2))$residuals
chisq.test(matrix(c(10, 20, 30, 15), 2))$stdres
chisq.test(matrix(c(1, 2, 3, 4), 2))$p.value
chisq.test(c(5, -1))
wide <- t.test(c(1e6, 2e6, 3.5e6), c(10, 20, 30))
wide
set.seed(1)
reject <- replicate(200, t.test(rnorm(8), rnorm(8, 1))$p.value < 0.05)
mean(reject)
p <- sapply(1:20, function(i) t.test(rnorm(5))$p.value)
round(range(p), 4)
v <- c(x, y)
g <- rep(c("a", "b"), each = 7)
t.test(v ~ g)
t.test(v ~ g, var.equal = TRUE)$p.value
t.test(v[g == "a"], v[g == "b"])$statistic
bartlett.test(v ~ g)
var.test(v ~ g)
cor.test(~ x + y)$p.value
eigen(diag(c(3, 1)))$values
print(t.test(x), digits = 3)
shapiro.test(x)
shapiro.test(c(x, y))
shapiro.test(c(1, 2, 4))
shapiro.test(c(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048))$p.value
shapiro.test(1:5)
shapiro.test(c(3, 9, 4, 4, 5, NA))$statistic
shapiro.test(c(1, 2))
shapiro.test(rep(1, 5))
shapiro.test(sin(1:50))
d <- data.frame(w = v, h = g)
t.test(w ~ h, data = d)$p.value
t.test(w ~ h, d)$statistic
bartlett.test(w ~ h, data = d)$p.value
var.test(w ~ h, data = d)$estimate
cor.test(~ w + w2, data = data.frame(w = 1:5, w2 = c(2, 1, 4, 3, 5)))$estimate
wilcox.test(x, y)
wilcox.test(c(1.1, 2.2, 3.3, 0.4), c(4.5, 5.6, 6.7))
wilcox.test(c(1.1, 2.2, 3.3, 0.4), c(2.5, 5.6, 3), alternative = "less")$p.value
wilcox.test(c(1.1, 2.2, 3.3, 0.4), c(2.5, 5.6, 3), alternative = "greater")$p.value
wilcox.test(c(1.1, 2.2, 3.3, 0.4), mu = 1)
wilcox.test(c(1.1, 2.2, 3.3, 0.4), c(2.5, 1.6, 3, 2), paired = TRUE)
wilcox.test(x, y, exact = FALSE, correct = FALSE)
wilcox.test(w ~ h, data = d)$statistic
wilcox.test(c(1, 2, 2, 3, 5), mu = 2)$p.value
wilcox.test(1:60, 31:90)$p.value
names(wilcox.test(1:4, mu = 0.5))
