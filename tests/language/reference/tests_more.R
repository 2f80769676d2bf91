binom.test(7, 20)
binom.test(c(682, 243), p = 3/4)
binom.test(3, 10, p = 0.2, alternative = "greater", conf.level = 0.9)
binom.test(0, 12)$conf.int
binom.test(x = 12, n = 12, p = 0.9)$p.value
binom.test(5, 4)
prop.test(15, 25)
prop.test(c(83, 90, 129, 70), c(86, 93, 136, 82))
prop.test(c(15, 25), c(50, 50))
prop.test(c(15, 25), c(50, 50), correct = FALSE)$p.value
prop.test(c(15, 25), c(50, 50), alternative = "less")
prop.test(40, 100, p = 0.3, correct = FALSE)
prop.test(matrix(c(15, 25, 35, 25), 2))$estimate
prop.test(c(15, 25), c(50, 50), p = c(0.3, 0.4))
tea <- matrix(c(3, 1, 1, 3), nrow = 2, dimnames = list(guess = c("m", "t"), truth = c("m", "t")))
fisher.test(tea, alternative = "greater")
fisher.test(matrix(c(10, 2, 3, 15), 2))
fisher.test(matrix(c(10, 2, 3, 15), 2), conf.level = 0.9)$conf.int
fisher.test(matrix(c(0, 5, 7, 3), 2))
fisher.test(matrix(c(3, 1, 4, 2, 6, 2), 2))
fisher.test(table(c("a", "a", "b", "b", "b"), c("u", "v", "v", "v", "u")))$p.value
mcnemar.test(matrix(c(794, 86, 150, 570), 2))
mcnemar.test(matrix(c(10, 3, 4, 9), 2), correct = FALSE)$statistic
mcnemar.test(matrix(c(5, 1, 2, 3, 6, 2, 1, 4, 7), 3))
airq <- data.frame(oz = c(41, 36, 12, 18, 23, 19, 8, 16, 11, 14, 30, 25), mon = factor(rep(5:7, each = 4)))
kruskal.test(oz ~ mon, data = airq)
kruskal.test(airq$oz, airq$mon)
kruskal.test(list(a = c(1, 2, 2), b = c(4, 5, 6)))
kruskal.test(oz ~ mon, airq)$p.value
rounding <- matrix(c(5.40, 5.50, 5.55, 5.85, 5.70, 5.75, 5.20, 5.60, 5.50, 5.55, 5.50, 5.40), nrow = 4, byrow = TRUE)
friedman.test(rounding)
fd <- data.frame(y = c(rounding), tr = gl(3, 4), bl = gl(4, 1, 12))
friedman.test(y ~ tr | bl, data = fd)
friedman.test(fd$y, fd$tr, fd$bl)$p.value
oneway.test(oz ~ mon, data = airq)
oneway.test(oz ~ mon, data = airq, var.equal = TRUE)
cor.test(airq$oz, 1:12, method = "kendall")
cor.test(c(1, 4, 2, 8, 5), c(2, 3, 1, 9, 9), method = "kendall")
cor.test(c(1, 4, 2, 8, 5, 7), c(2, 3, 1, 9, 10, 4), method = "spearman")
cor.test(airq$oz, 1:12, method = "spearman")
cor.test(c(1, 4, 2, 8, 5, 7), c(2, 3, 1, 9, 9, 4), method = "spearman")
cor.test(~ oz + as.numeric(mon), data = airq, method = "spearman")
cor.test(c(1, 4, 2, 8, 5), c(2, 3, 1, 9, 10), method = "kendall", alternative = "greater")$p.value
cor.test(c(1, 4, 2, 8, 5), c(2, 3, 1, 9, 9), method = "kendall", exact = FALSE, continuity = TRUE)
cor(c(1, 4, 2, 8, 5), c(2, 3, 1, 9, 9), method = "kendall")
cor(data.frame(a = c(1, 4, 2, 8), b = c(2, 3, 1, 9)), method = "kendall")
p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05))
p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "bonferroni")
p.adjust(c(a = 0.01, b = NA, c = 0.03), method = "BH")
p.adjust(c(0.01, 0.04, 0.03), "fdr")
p.adjust(c(0.01, 0.04, 0.03), "hochberg")
p.adjust(c(0.01, 0.04, 0.03), "hommel")
p.adjust(c(0.01, 0.04, 0.03), "BY")
p.adjust(c(0.01, 0.04, 0.03), "none")
p.adjust(0.01, "bonferroni", n = 5)
pairwise.t.test(airq$oz, airq$mon)
pairwise.t.test(airq$oz, airq$mon, p.adjust.method = "bonf")
pairwise.t.test(airq$oz, airq$mon, p.adj = "none", pool.sd = FALSE)
pairwise.wilcox.test(airq$oz, airq$mon, p.adjust.method = "BH")
pairwise.t.test(airq$oz, airq$mon)$p.value
power.t.test(n = 20, delta = 1, sd = 1)
power.t.test(power = .90, delta = 1)
power.t.test(power = .90, delta = 1, alternative = "one.sided", tol = 1e-12)
power.t.test(n = 10, delta = 1.2, sd = 0.8, type = "paired")
power.t.test(n = 15, power = 0.8, sd = 2, tol = 1e-12)
power.t.test(n = 15, delta = 1, sd = 2, type = "one.sample")$power
power.prop.test(n = 50, p1 = .50, p2 = .75)
power.prop.test(p1 = .50, p2 = .75, power = .90)
power.anova.test(groups = 4, between.var = 1, within.var = 3, power = .80)$method
power.anova.test(groups = 4, n = 5, between.var = 1, within.var = 3)
cor.test(c(1, 4, 2, 8, 5, 7), c(2, 3, 1, 9, 9, 4), method = "spearman", continuity = TRUE)$p.value
cor.test(1:15, c(3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11, 15, 13, 14), method = "spearman")$p.value
cor.test(c(1, 4, 2, 8, 5, 7), c(2, 3, 1, 9, 10, 4), method = "spearman", alternative = "less")$p.value
power.t.test(n = 15, delta = 1, power = 0.8, sig.level = NULL, tol = 1e-12)$sig.level
format.pval(c(0.05, 1e-20, 0.00001234, 1))
format.pval(c(0.05, 1e-20), digits = 2, eps = 0.001)
power.t.test(power = .90, delta = 1, alternative = "one.sided")$n
format.pval(c(0.1, 0.0001, 0.00026, 1e-27, 0.00388, 1), digits = 2)
format.pval(c(0.1, 0.0001, 1e-27))
format.pval(c(0.05, 0.00012345, NA), digits = 3)
format.pval(c(0.05, 0.00012345, NA), digits = 1)
format.pval(c(0.02, NA), na.form = "-")
p3 <- c(4.17, 5.58, 5.18, 6.11, 4.50, 4.81, 4.17, 4.41, 3.59, 3.87, 6.31, 7.12, 6.54, 7.26, 6.37, 5.29, 4.92, 7.15, 5.80, 5.26)
g3 <- rep(c("a", "b", "c", "d"), each = 5)
pairwise.t.test(p3, g3)
pairwise.t.test(p3, g3, p.adjust.method = "none")
