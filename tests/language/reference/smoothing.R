y <- c(5.1,4.8,6.2,5.5,5.9,4.4,5.0,12.0,7.1,6.8,7.7,8.2,7.5,6.9,7.3,8.0,4.1,3.9,4.6,5.2,4.4,4.0,3.7,4.9)
x <- 1:24
d <- density(y)
class(d)
names(d)
print(d$bw, digits = 12)
print(d$x[c(1, 100, 256, 400, 512)], digits = 12)
print(d$y[c(1, 100, 256, 400, 512)], digits = 10)
print(density(y, bw = "SJ")$y[c(1, 100, 256, 512)], digits = 9)
print(density(y, bw = 0.5, n = 2000, from = 2, to = 9)$y[c(1, 100, 1000, 2000)], digits = 9)
print(density(y, kernel = "epanechnikov", adjust = 2)$y[c(30, 100, 256, 480)], digits = 9)
print(density(y, kernel = "rectangular", n = 64)$y[c(20, 32, 40)], digits = 9)
print(density(y, kernel = "triangular", cut = 1)$y[c(5, 32, 60)], digits = 9)
print(density(y, kernel = "biweight", bw = "nrd")$y[c(25, 132, 260)], digits = 9)
print(density(y, kernel = "cosine")$y[c(25, 132, 260)], digits = 9)
print(density(y, kernel = "optcosine")$y[c(25, 132, 260)], digits = 9)
print(density(y, weights = x / sum(x))$y[c(25, 132, 260)], digits = 9)
d
density(c(1, 2, NA, 4), na.rm = TRUE)$n
density(c(1, 2, NA, 4)) # [fails]
print(c(bw.nrd0(y), bw.nrd(y), bw.SJ(y), bw.SJ(y, method = "dpi")), digits = 9)
suppressWarnings(print(c(bw.ucv(y), bw.bcv(y)), digits = 6))
f <- ecdf(y)
f(c(3, 5, 5.05, 12, 13, NA))
knots(f)[1:4]
f
lowess(x, y)
lowess(y)$y[1:6]
lowess(x, y, f = 0.3, iter = 0)$y
lowess(c(1, 1, 2, 2, 3, 10), c(1, 2, 3, 4, 5, 6), f = 0.5)
lowess(list(x = x, y = y), f = 1)$y[c(1, 24)]
c(nclass.Sturges(y), nclass.scott(y), nclass.FD(y))
rainbow(7)
heat.colors(6)
terrain.colors(5)
topo.colors(7)
cm.colors(5)
cm.colors(4)
gray.colors(4)
rainbow(4, alpha = 0.5)
rainbow(5, s = 0.4, v = 0.8, start = 0.2, end = 0.9)
hsv(0.5, c(0.2, 0.4), 1)
palette.colors(3)
palette.colors(4, "Dark 2")
palette.colors(3, "Set 1", alpha = 0.3)
print(loess.smooth(x, y)$y[c(1, 10, 25, 40, 50)], digits = 9)
print(loess.smooth(x, y, family = "gaussian", degree = 2, span = 0.75, evaluation = 7)$y, digits = 9)
loess.smooth(x, y, evaluation = 3)$x
