x <- c(a = 1, b = 2.5, c = NA)
x
x["b"]
x[["b"]]
x[c("a", "z")]
x[-1]
x[x > 1]
x[5]
names(x)
names(x)[2] <- "beta"
x
x[["new"]] <- 7
x
c(1, "a", TRUE)
c(1, TRUE, NA)
c(a = 1, 2, b = c(x = 3, y = 4))
1:10
10:1
seq(0, 1, by = 0.25)
seq(1, 10, length.out = 4)
seq(5)
seq(2, 20, 6)
seq_len(0)
seq_along(c("u", "v"))
rep(1:3, times = 2)
rep(1:3, each = 2)
rep(c("a", "b"), times = c(3, 1))
rep("x", 3)
rep(1:2, length.out = 5)
rev(1:4)
sort(c(3, 1, 2))
sort(c("b", "A", "a", "B"))
sort(c(3, 1, NA, 2), decreasing = TRUE)
order(c(3, 1, 2))
order(c("b", "a", "c"), decreasing = TRUE)
order(c(1, 1, 2), c(3, 2, 1))
which(c(FALSE, TRUE, NA, TRUE))
which.max(c(1, 9, 3))
unique(c(1, 2, 2, 3, 1))
duplicated(c("a", "b", "a"))
rank(c(10, 20, 10))
cumsum(1:5)
cumprod(c(1.5, 2, 3))
diff(c(1, 4, 9, 16))
range(c(3, 1, 2))
sum(1:10)
mean(c(1, 2, 3, 10))
median(c(5, 3, 1))
var(c(1, 2, 3, 4))
sd(c(2, 4, 4, 4, 5, 5, 7, 9))
max(3, 7, 1)
min(c(3, NA), na.rm = TRUE)
any(c(FALSE, NA, TRUE))
all(c(TRUE, NA))
is.na(c(1, NA, 3))
ifelse(c(1, NA, 3) > 2, "hi", "lo")
1:6 * 2
5 %/% 2
-5 %/% 2
-5 %% 3
c(5, -5, 0, NA) %% Inf
c(5, -5, 0, NA) %% -Inf
c(5, -5, 0) %% NaN
c(5, -5, NA) %% NA_real_
c(5, -5, 0) %/% Inf
c(5, -5, 0) %/% -Inf
c(-5, -Inf, NaN, 1)^Inf
c(-5, -Inf, 0)^-Inf
(-Inf)^c(0.5, 2, 3)
1 %/% 0.1
2^10
7 / 2
1 / 0
0 / 0
sqrt(2)
exp(1)
log(100, 10)
log10(1000)
round(3.14159, 2)
round(-2.5)
signif(123456, 2)
abs(-3:3)
10 %in% c(1, 10)
match(c("b", "z"), c("a", "b"))
union(c(1, 2), c(2, 3))
intersect(1:5, 3:8)
setdiff(1:5, 2:3)
identical(c(1, 2), c(1, 2))
length(1:7)
head(1:10, 3)
tail(1:10, 3)
head(letters, -20)
append(1:3, 99, after = 1)
TRUE && FALSE
TRUE || NA
!c(TRUE, FALSE)
xor(TRUE, FALSE)
c(1.123456789, 123.1, 1e-10)
c(1e10, 1)
1e5
100000L
123456789
1234567890123
0.1 + 0.2
c(0.00001, 1000)
1e-300
c(1.5, NA, Inf, -Inf, NaN)
TRUE + TRUE
2147483647L
5L / 2L
5L * 2L
typeof(5L * 2)
class(1:3)
class("a")
is.numeric(1L)
as.integer("12")
as.numeric("abc")
as.character(c(1.5, 2, 1e6))
as.logical(c("TRUE", "no", "F"))
character(0)
numeric(0)
integer(0)
NULL
list()
list(1, "a", TRUE)
list(a = 1, b = list(c = 2, d = "x"))
x <- list(a = 1:3, b = "z")
x$a
x[["b"]]
x["a"]
x$c <- TRUE
str <- names(x)
str
x$a <- NULL
x
length(x)
unlist(list(a = 1, b = 2:3, c = list(d = 4, e = 5)))
y <- 1:5
y[8] <- 10L
y
y[y > 3 & !is.na(y)] <- 0L
y
z <- c(b = 2, a = 1)
z[order(names(z))]
vapply(1:3, function(i) i * 2, numeric(1))
sapply(c(a = 1, b = 2), function(v) v + 1)
sapply(1:3, function(i) c(i, i^2))
lapply(1:2, function(i) i)
Map(function(a, b) a * b, 1:2, 3:4)
Filter(function(v) v > 1, c(1, 2, 3))
mapply(rep, 1:3, 3:1)
do.call(sum, list(1, 2, 3))
tapply(c(1, 2, 3, 4), c("a", "b", "a", "b"), sum)
split(1:6, c(1, 2))
outer(1:2, 1:3, "+")
quantile(1:9)
quantile(c(1, 3, 4, 8), 0.9, type = 6)
