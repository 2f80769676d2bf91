invisible(list(a = 1))$a
f <- function() invisible(list(a = 1, b = 2))
f()
f()$a
f()[["b"]]
f()[1]
(f())$b
TukeyHSD(aov(breaks ~ tension, warpbreaks))$tension
