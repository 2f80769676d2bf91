optimize(function(x) (x - 1/3)^2, c(0, 1))
optimize(function(x, a) (x - a)^2, c(0, 1), a = 0.7)
optimize(function(x) sin(x), c(0, pi), maximum = TRUE)
optimise(function(x) x^4 - x, lower = -2, upper = 3, tol = 1e-8)
optimize(cos, c(0, 4))$minimum
optimize(function(x) abs(x - 2), c(0, 5))$objective
optimize(function(p) sum(dbinom(c(3, 5, 4), 10, p, log = TRUE)), c(0.01, 0.99), maximum = TRUE)
optimize(function(x) x, c(1, 0))$minimum
uniroot(function(x) x^2 - 2, c(0, 2))
uniroot(function(x) x^2 - 2, c(0, 2), tol = 1e-10)$root
uniroot(function(x, a) exp(x) - a, c(0, 3), a = 5)$root
uniroot(cos, lower = 0, upper = 2)$root
uniroot(function(x) x, c(-1, 1))$root
uniroot(function(x) x - 1, c(1, 3))
uniroot(function(x) x^2 + 1, c(0, 1))
uniroot(function(p) pbinom(2, 20, p) - 0.025, c(0, 1), tol = 1e-9)$root
fr <- function(x) 100 * (x[2] - x[1]^2)^2 + (1 - x[1])^2
optim(c(-1.2, 1), fr)
optim(c(-1.2, 1), fr)$counts
optim(c(-1.2, 1), fr, method = "BFGS")[c("par", "value", "convergence")]
grr <- function(x) c(-400 * x[1] * (x[2] - x[1]^2) - 2 * (1 - x[1]), 200 * (x[2] - x[1]^2))
optim(c(-1.2, 1), fr, grr, method = "BFGS")[c("par", "counts", "convergence")]
optim(c(a = 1, b = 1), function(p) (p["a"] - 3)^2 + (p["b"] + 1)^2)$par
optim(c(0, 0), function(p) sum((p - c(1, 2))^2), method = "BFGS")$par
optim(c(1, 1, 1), function(p) sum((p - 1:3)^4), control = list(maxit = 50))$convergence
optim(c(1, 1), function(p) -sum(dnorm(c(4, 5, 6.5), p[1], exp(p[2]), log = TRUE)))$par
optim(c(5, 5), fr, control = list(reltol = 1e-12))$value
optim(c(0.2, 0.3), function(p) -fr(p), control = list(fnscale = -1))$par
optim(c(-1, 1), fr, method = "BFGS", control = list(maxit = 5))$convergence
optim(c(1, 1), function(p, k) sum((p - k)^2), k = c(2, 7))$counts
approx(1:3, c(2, 4, 8), xout = c(1.5, 2, 2.75))
approx(1:3, c(2, 4, 8), xout = c(0, 4))$y
approx(1:3, c(2, 4, 8), xout = c(0, 4), rule = 2)$y
approx(1:3, c(2, 4, 8), xout = c(0, 4), rule = 2:1)$y
approx(c(3, 1, 2), c(9, 1, 4), xout = 1.5)$y
approx(c(1, 4), c(0, 3), n = 4)
approx(1:3, c(2, NA, 8), xout = 2)$y
approx(1:3, c(2, 4, 8), xout = 2.5, method = "constant")$y
approx(1:3, c(2, 4, 8), xout = 2.5, method = "constant", f = 0.5)$y
approx(c(1, 1, 2), c(2, 4, 8), xout = 1)$y
approx(1:3, c(2, 4, 8), xout = 9, yright = 100)$y
f <- approxfun(c(0, 10), c(5, 25))
f(c(0, 2.5, 10, 11))
approxfun(1:2, 3:4, rule = 2)(5)
combn(4, 2)
combn(c("a", "b", "c"), 2)
combn(5, 3, sum)
combn(4, 2, simplify = FALSE)
combn(3, 3)
combn(4, 1)
combn(c(2.5, 1, 7), 2, FUN = max)
combn(3, 2, function(x) x * 2)
combn(2, 3)
ncol(combn(10, 4))
choose(5, 2)
choose(50, 3)
choose(5, 0:5)
factorial(0:6)
rev(1:4)
rev(c(a = 1, b = 2))
cumsum(1:5)
cumprod(c(1.5, 2, 3))
cummax(c(1, 3, 2, 5, 4))
cummin(c(4, 5, 2, 3))
f <- function(n) if (n <= 1) 1 else n * Recall(n - 1)
f(6)
