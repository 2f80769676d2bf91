f <- function(data, ...) { g <- function(d) paste(d, ...); g(data) }
f("a", "b", "c")
f <- function(...) sapply(1:2, function(i) sum(i, ...))
f(10, 20)
f <- function(...) { h <- function(x, ...) list(...); length(h(1)) }
f(5, 6)
f <- function(...) c(...length(), length(list(...)))
f(1, 2, 3)
f()
f <- function(...) ...elt(2)
f("a", "b")
f <- function(...) ..2
f("a", "b")
f <- function(...) ...names()
f(a = 1, 2)
f(1, 2)
g <- function(n, ...) if (n == 0) ...length() else g(n - 1, ...)
g(3, 1, 2)
k <- function(...) { add <- function(y) { more <- function() c(y, ...); more() }; add(1) }
k(2, 3)
m <- function(x, ...) vapply(x, function(v) round(v, ...), 1)
m(c(1.234, 2.345), 1)
