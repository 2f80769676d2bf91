area <- function(s, ...) UseMethod("area")
area.default <- function(s, ...) stop("no area")
area.circle <- function(s, ...) pi * s$r^2
area.square <- function(s, k = 1, ...) k * s$a^2
circle <- function(r) structure(list(r = r), class = c("circle", "shape"))
square <- function(a) structure(list(a = a), class = c("square", "shape"))
area(circle(2))
area(square(3))
area(square(3), k = 2)
area(square(3), 2)
area(1)
print.shape <- function(x, ...) { cat("<", class(x)[1], ">\n", sep = ""); invisible(x) }
circle(2)
print(square(2))
x <- circle(3)
x
y <- print(x)
(x)
x$r
x[["r"]]
unclass(x)
list(a = 1, s = x)
list(x, 2)
inherits(x, "shape")
inherits(x, c("a", "shape"), which = TRUE)
inherits(x, "square")
class(x)
summary.shape <- function(object, ...) structure(list(area = area(object), kind = class(object)[1]), class = "summary.shape")
print.summary.shape <- function(x, digits = 3, ...) cat("A", x$kind, "of area", format(x$area, digits = digits), "\n")
summary(x)
s <- summary(x)
s$area
print(s, digits = 5)
format.shape <- function(x, ...) paste0("<", class(x)[1], ">")
format(x)
format(list(1, 2))
toString.shape <- function(x, ...) "a shape"
toString(x)
length.shape <- function(x) 99L
length(x)
length(list(1, 2))
mean.shape <- function(x, ...) "mean"
mean(x)
mean(c(1, 2))
describe <- function(x) UseMethod("describe")
describe.numeric <- function(x) cat("numbers\n")
describe.character <- function(x) cat("texts\n")
describe.data.frame <- function(x) { cat("table\n"); NextMethod() }
describe.list <- function(x) cat("list of", length(x), "\n")
describe.default <- function(x) cat("else\n")
describe(1:3)
describe(2.5)
describe("a")
describe(TRUE)
describe(data.frame(a = 1, b = 2))
describe(list(1))
describe(NULL)
describe(matrix(1:4, 2))
describe.factor <- function(x) { cat("factor\n"); NextMethod() }
describe(factor("a"))
describe.matrix <- function(x) { cat("matrix\n"); NextMethod() }
describe(matrix(1:4, 2))
describe.function <- function(x) cat("function\n")
describe(mean)
money <- function(x) structure(x, class = "money")
print.money <- function(x, ...) cat("EUR", format(unclass(x), nsmall = 2), "\n")
m <- money(c(1.5, 20))
m
m + 1
Ops.money <- function(e1, e2) {
  v <- get(.Generic)(unclass(e1), unclass(e2))
  if (.Generic %in% c("+", "-", "*", "/")) money(v) else v
}
m + 1
m > 2
2 * m
m == m
"[.money" <- function(x, i) money(unclass(x)[i])
m[2]
m[1:2]
m[[2]]
"[<-.money" <- function(x, i, value) { cat("set\n"); y <- unclass(x); y[i] <- value; money(y) }
m[1] <- 5
m
"$.rec" <- function(x, name) paste("field", name)
r <- structure(list(), class = "rec")
r$abc
"$<-.rec" <- function(x, name, value) { cat("setting", name, "\n"); x }
r$z <- 3
"[[.rec" <- function(x, i) paste("element", i)
r[["q"]]
"+.vec2" <- function(e1, e2) { structure(list(x = e1$x + e2$x, y = e1$y + e2$y), class = "vec2") }
print.vec2 <- function(x, ...) cat("(", x$x, ", ", x$y, ")\n", sep = "")
v <- structure(list(x = 1, y = 2), class = "vec2")
v + v
"==.vec2" <- function(e1, e2) e1$x == e2$x && e1$y == e2$y
v == v
"-.vec2" <- function(e1, e2) if (missing(e2)) structure(list(x = -e1$x, y = -e1$y), class = "vec2") else "two"
-v
v - v
Math.money <- function(x, ...) money(get(.Generic)(unclass(x), ...))
sqrt(m)
round(money(1.234), 1)
Summary.money <- function(..., na.rm = FALSE) { cat("Summary", .Generic, "\n"); money(do.call(.Generic, c(lapply(list(...), unclass), na.rm = na.rm))) }
max(m)
range(m)
sapply(list(circle(1), square(2)), area)
lapply(list(circle(1), square(2)), class)
speak <- function(x, ...) UseMethod("speak")
speak.animal <- function(x, ...) cat("I am", x$name, "\n")
speak.dog <- function(x, loud = FALSE, ...) { cat(if (loud) "WOOF\n" else "woof\n"); NextMethod() }
speak.puppy <- function(x, ...) { cat("yip\n"); NextMethod(loud = TRUE) }
d <- structure(list(name = "Rex"), class = c("puppy", "dog", "animal"))
speak(d)
e <- d; class(e) <- class(e)[-1]
speak(e)
speak(e, loud = TRUE)
speak(structure(list(), class = "cat"))
as.character.shape <- function(x, ...) paste("shape", class(x)[1])
as.character(x)
as.data.frame.shape <- function(x, ...) data.frame(kind = class(x)[1], area = area(x))
as.data.frame(x)
sort.shape <- function(x, decreasing = FALSE, ...) "sorted"
sort(x)
unique.shape <- function(x, ...) "unique"
unique(x)
rev.shape <- function(x) "reversed"
rev(x)
dim.shape <- function(x) c(7L, 7L)
dim(x)
t.shape <- function(x) "t"
t(x)
fit <- structure(list(b = 2), class = "mymodel")
update.mymodel <- function(object, ...) { object$b <- 3; object }
print.mymodel <- function(x, ...) { cat("My model\n"); NextMethod() }
fit
print(unclass(fit))
print.default(fit)
structure(list(a = 1), class = "foo")
structure(1:3, class = "bar")
structure(1:3, note = "hello")
print.stack <- function(x, ...) { cat("Stack of", length(unclass(x)$items), "\n"); for (i in x$items) print(i) }
push <- function(s, x) UseMethod("push")
push.stack <- function(s, x) { s$items <- c(s$items, x); s }
st <- push(push(structure(list(items = c()), class = "stack"), 1), 2)
st
is.list(st)
is.numeric(m)
"names<-.rec2" <- function(x, value) { cat("naming\n"); x }
q <- structure(list(1), class = "rec2")
names(q) <- "a"
"levels<-.rec2" <- function(x, value) { cat("levels\n"); x }
levels(q) <- "b"
median.shape <- function(x, na.rm = FALSE, ...) "median"
median(x)
c.money <- function(...) money(unlist(lapply(list(...), unclass)))
c(m, money(3))
f <- function(x) { x <- 5; UseMethod("f") }
f.default <- function(x) x
f(3)
g <- function(x, ...) { cat("before\n"); UseMethod("g"); cat("never\n") }
g.default <- function(x, ...) "default"
g(1)
h <- function(a, b) UseMethod("h", b)
h.character <- function(a, b) "b is text"
h.default <- function(a, b) "other"
h("x", 1)
h(1, "x")
w <- function(x) UseMethod("w")
w.integer <- function(x) { cat("integer\n"); NextMethod() }
w.numeric <- function(x) { cat("numeric\n"); NextMethod() }
w.default <- function(x) cat("default\n")
w(1L)
w(1)
