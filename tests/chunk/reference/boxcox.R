# with MASS
data(mtcars); data(warpbreaks)
m <- lm(breaks ~ wool * tension, warpbreaks)
boxcox(m, plotit = FALSE, lambda = seq(-1, 1, 0.5))
b <- boxcox(m, plotit = FALSE)
length(b$x)
b$x[which.max(b$y)]
b <- boxcox(m, plotit = FALSE, interp = TRUE)
b$x[which.max(b$y)]
head(b$y)
tail(b$y)
boxcox(mpg ~ wt, data = mtcars, plotit = FALSE, lambda = c(0.01, 0.5))$y
boxcox(mpg ~ wt, data = mtcars, plotit = FALSE, lambda = c(-1, -0.3, 0.1, 0.5, 2), interp = TRUE)$y[c(1, 40, 99)]
boxcox(lm(mpg ~ wt, mtcars), plotit = FALSE, eps = 0.5, lambda = c(0.4, 0.6))$y
boxcox(lm(mpg - 20 ~ wt, mtcars), plotit = FALSE)
