# with insight
p <- c(0.02, 0.0001, NA, 0.5, 0.9999, 0.003)
format_p(p)
format_p(p, name = NULL)
format_p(p, stars = TRUE)
format_p(p, stars_only = TRUE)
format_p(p, stars = "only")
format_p(p, whitespace = FALSE)
format_p(p, digits = 4)
format_p(p, digits = 2)
format_p(p, missing = "-")
format_p(p, decimal_separator = ",")
format_p(p, name = "p value", digits = "apa")
format_p("a")
format_p(0.0499999)
d <- data.frame(height = c(3, 1, 2), bed = c("a", "b", "a"))
attach(d)
height
mean(height)
tapply(height, bed, sum)
height <- height + 1
height
d$height
detach(d)
bed
height
attach(d, name = "trial")
bed
detach("trial")
attach(list(zeta = 3))
zeta
f <- function() zeta + 1
f()
detach("list(zeta = 3)")
zeta
rm(height)
attach(d)
attach(data.frame(height = 9))
height
detach("data.frame(height = 9)")
height
with(d, height[bed == "a"])
detach(d)
attach(3)
detach(package:stats)
