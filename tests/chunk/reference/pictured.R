# with car
m <- lm(breaks ~ tension, transform(warpbreaks, breaks = replace(breaks, 3, NA)))
qqPlot(m)
qqPlot(m, id = FALSE)
qqPlot(m, id = list(n = 4))
qqPlot(resid(m))
qqPlot(c(4, NA, 9, 1, 2, 20))
qqPlot(c(a = 3, b = 1, c = 9, d = 4))
qqPlot(lm(mpg ~ wt, mtcars))
far <- qqPlot(m)
far
