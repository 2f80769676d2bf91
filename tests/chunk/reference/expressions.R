f <- y ~ x + z
f[[2]]
f[[3]]
f[[1]]
length(f)
deparse(f[-2])
as.character(f)
as.character(quote(a + b))
as.character(quote(f(x, "u", 2)))
cl <- quote(lm(y ~ x, data = d))
cl[[1]]
cl$data
cl[[2]]
as.list(cl)
names(cl)
cl[-1]
as.list(quote(f(x, y = 2)))
as.call(list(as.name("sum"), 1, 2))
eval(as.call(list(as.name("sum"), 1, 2)))
eval(call("round", 10.5))
call("+", quote(a), quote(b * c))
call("*", quote(a + b), 2)
call("f", 1:3, c(1.5, 2), "a", TRUE, NULL)
cl <- quote(f(x))
cl[[2]] <- quote(y + 1)
cl
cl$n <- 3
cl
cl[[1]] <- as.name("g")
cl
cl$n <- NULL
cl
fo <- y ~ x
fo[[3]] <- quote(a * b)
deparse(fo)
class(fo)
coef(lm(fo, data.frame(y = c(1, 3, 2, 7), a = 1:4, b = c(2, 1, 4, 3))))
fo[[2]] <- quote(log(y))
deparse(fo)
m <- function(x, y) match.call()
as.list(m(1, y = 2))$y
m(1, y = 2)[[1]]
sapply(quote(f(a, b)), class)
lapply(quote(f(a, 2)), identity)
all.names(quote(x + y * sin(x)))
all.names(quote(x + y), functions = FALSE)
is.symbol(as.name("a"))
evalq(mpg[1:2], mtcars)
ex <- parse(text = "1 + 2; 3 * 4")
length(ex)
sapply(ex, eval)
eval(parse(text = "sqrt(16)"))
eval(parse(text = "coef(lm(mpg ~ wt, mtcars))"))
deparse(ex[[1]])
str2lang("a + b")
r <- Reduce(function(a, b) call("+", a, b), lapply(c("a", "b", "c"), as.name))
r
deparse(as.formula(call("~", as.name("y"), r)))
fit <- do.call("lm", list(formula = weight ~ group, data = quote(PlantGrowth)))
fit
deparse(fit$call$formula)
fit$call[[1]]
fit$call$data
getCall(fit)
formula(fit)[[2]]
labels(terms(fit))
labels(fit)
tt <- terms(y ~ a * b + c)
attr(tt, "term.labels")
attr(tt, "factors")
attr(tt, "order")
attr(tt, "intercept")
attr(tt, "response")
attr(terms(y ~ a:b), "factors")
attr(terms(log(y) ~ a / b + offset(w)), "factors")
attr(terms(y ~ (a + b + c)^2 - a:c), "term.labels")
attr(terms(~ a - 1), "intercept")
labels(terms(y ~ a * b))
as.list(function(x, y = 2) x + y)
args(function(x, y = 2) x)
update(fit, . ~ 1)$call
upd <- fit$call
upd$formula <- weight ~ 1
eval(upd)
