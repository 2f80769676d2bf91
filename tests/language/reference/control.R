f <- function(x, y = 2) x + y
f(1)
f(1, 5)
f(y = 1, x = 10)
g <- function(x, ...) sum(x, ...)
g(1, 2, 3)
h <- function(...) list(...)
h(a = 1, 2)
k <- function(...) names(list(...))
k(a = 1, b = 2)
n <- function(...) length(list(...))
n(1, 2, 3)
first <- function(...) ..1
d <- function(a, b = a * 2) { a <- 100; b }
d(1)
m <- function(x) missing(x)
m()
m(1)
s <- function(x) substitute(x)
s(a + b)
deparse(s(a + b))
make <- function() { n <- 0; function() { n <<- n + 1; n } }
counter <- make()
counter()
counter()
fact <- function(n) if (n <= 1) 1 else n * fact(n - 1)
fact(10)
fib <- function(n) { a <- 0; b <- 1; for (i in seq_len(n)) { t <- a + b; a <- b; b <- t }; a }
sapply(0:10, fib)
r <- function(x) { if (x > 0) return("pos"); "other" }
r(1)
r(-1)
x <- 5
if (x > 3) "big" else "small"
if (x > 10) "big"
y <- if (x == 5) "five" else "no"
y
for (i in 1:3) cat(i, "")
for (nm in c("a", "b")) print(nm)
for (el in list(1, "z", TRUE)) print(el)
i <- 0
while (i < 3) i <- i + 1
i
repeat { i <- i + 1; if (i >= 6) break }
i
for (i in 1:5) { if (i %% 2 == 0) next; cat("odd", i, "\n") }
out <- c()
for (i in 1:3) out <- c(out, i^2)
out
z <- numeric(5)
for (i in seq_along(z)) z[i] <- i * 10
z
switch("a", a = "first", b = "second")
switch("z", a = 1, 2)
switch("z", a = 1)
switch(2, "x", "y", "z")
switch("b", a = , b = "ab", c = "c")
tryCatch(warning("hm"), warning = function(w) conditionMessage(w))
tryCatch(10, error = function(e) -1, finally = cat("end\n"))
tryCatch({ warning("first"); 1 }, warning = function(w) 2)
res <- try(log(-1), silent = TRUE)
res
res <- try(stop("oops"), silent = TRUE)
class(res)
inherits(res, "try-error")
withCallingHandlers({ warning("w1"); "value" }, warning = function(w) invokeRestart("muffleWarning"))
suppressWarnings(as.numeric("x"))
stopifnot(TRUE, 1 == 1)
stopifnot("x must be positive" = -1 > 0)
e <- simpleError("custom")
tryCatch(stop(e), error = function(err) class(err))
(function(x) x * 2)(4)
(\(x) x + 1)(1)
sapply(1:3, \(i) i * 2)
compose <- function(f, g) function(x) g(f(x))
inc <- function(x) x + 1
dbl <- function(x) x * 2
compose(inc, dbl)(3)
do.call("sum", list(1, 2, 3))
do.call(f, list(x = 1, y = 2))
a <- 1
local({ a <- 2; a })
a
invisible(7)
v <- c(1, 2); v[3] <- 9; v
(v <- 3)
x <- y <- 2
x; y
5 -> w
w
identical(f, f)
is.function(f)
args <- list(1:10)
do.call(mean, args)
Map(`+`, 1:2, 3:4)
`my var` <- 3
`my var` + 1
sq <- function(x) { x^2 }
1:3 |> sum()
c(1, 4) |> sqrt() |> sum()
quote(x + y)
class(quote(x))
class(quote(x + y))
eval(quote(1 + 2))
ex <- quote(a * 3)
eval(ex, list(a = 5))
with(list(p = 2, q = 3), p^q)
exists("nothing_here")
exists("f")
get("x")
assign("newvar", 42)
newvar
rm(newvar)
exists("newvar")
Negate(is.na)(c(1, NA))
Vectorize(function(a, b) max(a, b))(1:3, c(2, 2, 2))
vapply(list(1:3, 4:6), sum, numeric(1))
mapply(function(x, y) x * y, c(a = 1, b = 2), c(3, 4))
outer(1:2, 1:2, function(x, y) x * 10 + y)
sapply(list(), length)
unlist(lapply(1:3, function(i) if (i == 2) NULL else i))
nums <- list(3, 1, 2)
Position(function(x) x > 1, nums)
Find(function(x) x < 3, nums)
isTRUE(c(TRUE, TRUE))
is.null(NULL)
all.equal(1, 1 + 1e-10)
all.equal(1, 1.1)
seq(10, 1)
rev(list(1, "a"))
on <- function() { on.exit(cat("bye\n")); cat("hi\n") }
on()
f2 <- function(type = c("one", "two")) { type <- match.arg(type); type }
f2()
f2("two")
f2("tw")
f3 <- function(n) { if (n == 0) stop("zero not allowed"); n }
f3(0)
tryCatch(f3(0), error = function(e) conditionMessage(e))
message("to stderr")
max(sapply(split(1:6, c(1, 1, 2, 2, 3, 3)), sum))
