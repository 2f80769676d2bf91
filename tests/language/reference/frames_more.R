d <- data.frame(id = 1:4, dose = c(0, 0, 1.5, 3), sex = c("f", "m", "f", "m"))
d[["sex"]][2]
d[2:3, "dose"] <- c(7, 8)
d
d[d$sex == "f", c("id", "dose")] <- 0
d
d$dose[2] <- NA
d[order(d$dose, na.last = NA), ]
d[!is.na(d$dose) & d$dose > 1, "sex"]
d[which.max(d$dose), ]
d["new"] <- 4:1
d[, "z"] <- "k"
d
d[c("new", "z")] <- NULL
d
d[, c("a", "b")] <- list(1:4, letters[1:4])
d
d[["a"]][d$b == "c"] <- 99L
d
d$f <- factor(d$sex)
d$f[1] <- "m"
d
levels(d$f)[levels(d$f) == "m"] <- "male"
d$f
d <- d[, !(names(d) %in% c("a", "b"))]
names(d)
d[nrow(d) + 1, ] <- list(9L, 1, "f", "f")
d
d[d$id == 100, "dose"] <- 5
d
d[-(1:2), ]
d[-c(1, 3), c(-1)]
d[, sapply(d, is.numeric)]
colnames(d)[2]
colnames(d)[colnames(d) == "dose"] <- "mg"
d[1, , drop = TRUE]
d[["mg"]] <- round(d[["mg"]], 1)
d$mg <- NULL
dim(d)
d[0, ]
d[, 0]
str(d[, 1, drop = FALSE])
nrow(d[d$id > 50, ])
e <- data.frame(x = c(3, 1, 2), y = c("c", "a", "b"), row.names = c("r1", "r2", "r3"))
e[order(e$y), ]
e["r2", ]
e["r2", "x"] <- 100
e
e[c("r1", "r3"), "y"]
rownames(e)[2] <- "second"
e
e[e$x > 2, ]
t1 <- e[["x"]]
e[nrow(e):1, ]
e[2, ] <- c(5, "q")
e
sapply(e, class)
as.list(e[1, ])
lapply(e, function(col) col[1])
Reduce(rbind, list(data.frame(a = 1), data.frame(a = 2), data.frame(a = 3)))
do.call(cbind, list(a = 1:2, b = 3:4))
do.call(rbind, list(c(1, 2), c(3, 4)))
do.call(rbind, lapply(split(data.frame(g = c("a", "b", "a"), v = 1:3), c("a", "b", "a")), function(s) data.frame(g = s$g[1], m = mean(s$v))))
do.call(rbind, lapply(c(a = 1, b = 2), function(v) c(v, v^2)))
sapply(list(a = 1:3, b = 4:6), summary)
sapply(data.frame(a = 1:3, b = c(2, 4, 9)), function(v) c(mean = mean(v), sd = sd(v)))
apply(cbind(a = 1:2, b = 3:4), 1, function(r) r["a"] + r["b"])
apply(data.frame(a = 1:2, b = 3:4), 2, max)
apply(data.frame(a = 1:2, s = c("x", "y")), 1, function(r) r["s"])
vapply(split(1:6, c(1, 1, 2, 2, 3, 3)), sum, numeric(1))
with(data.frame(a = 1:3, b = 4:6), a + b)
within(data.frame(a = 1:3), { b <- a * 2; c <- b + 1 })
within(data.frame(a = 1:3, z = 4:6), rm(z))
unlist(data.frame(a = 1:2, b = 3:4))
unlist(lapply(1:3, function(i) i^2))
max(data.frame(a = 1:2, b = 3:4))
sum(data.frame(a = 1:2, b = 3:4))
range(data.frame(a = 1:2, b = 3:4))
mean(data.frame(a = 1:2)$a)
round(data.frame(a = c(1.234, 2.345)), 1)
sqrt(data.frame(a = c(4, 9)))
data.frame(a = 1:3, b = c("x", "y", "z"))[2, ]$b
data.frame(a = c(NA, 1), b = c("x", NA))
is.na(data.frame(a = c(NA, 1), b = c("x", NA)))
anyNA(data.frame(a = c(NA, 1)))
colSums(is.na(data.frame(a = c(NA, 1), b = c("x", NA))))
data.frame(a = 1:2, b = 3:4)[, 1:2][2, 1]
head(data.frame(a = 1:3, b = letters[1:3]), n = 1L)
tail(data.frame(a = 1:3, b = letters[1:3]), 1)
tail(1:10, 3)
head(c(a = 1, b = 2, c = 3), 2)
head("x")
tail(c(a = 1, b = 2), 1)
head(cbind(1:10, 11:20), 2)
tail(cbind(1:10, 11:20), 2)
identical(data.frame(a = 1), data.frame(a = 1))
all.equal(data.frame(a = 1), data.frame(a = 1 + 1e-10))
cbind(1:2, c("a", "b"), TRUE)
rbind(a = 1:2, b = c(1.5, 2))
cbind(x = 1:3, y = 1)
rbind(NULL, 1:2)
cbind(character(0), 1:2)
cbind(factor(c("u", "v")), 1:2)
cbind(d[1:2, 1, drop = FALSE], m = c(TRUE, FALSE))
rbind(e, e)
rbind(e, data.frame(x = 1, y = "n", row.names = "new"))
data.frame(a = 1:2, b = I(list(1, "x")))
data.frame(a = c("x", "y"), stringsAsFactors = TRUE)$a
data.frame(n = c(10.5, 200.25, 3000))
data.frame(p = c(0.05, 0.0001, 0.9), q = c(1e-8, 0.5, 1))
data.frame(x = c(1e6, 2.5e6))
data.frame(x = c(100000, 1e5))
data.frame(x = 1e5)
data.frame(x = c(0.1 + 0.2, 1/3))
data.frame(x = c(TRUE, NA), y = c(NA_character_, "b"), z = c(NaN, Inf))
data.frame(a = numeric(0), b = character(0))
data.frame(date = as.Date("2024-01-05") + 0:1, v = 1:2)
as.matrix(data.frame(a = 1:2, b = c(2.5, 3)))
as.matrix(data.frame(a = 1:2, s = c("x", "yy")))
as.matrix(data.frame(a = c(1.5, 10), s = c("x", "yy")))
merge(data.frame(a = c(3, 1, 10), x = 1:3), data.frame(a = c(10, 3), y = c("p", "q")))
subset(data.frame(a = 1:3, b = c(NA, 2, 3)), b > 1)
subset(data.frame(a = 1:3, b = 4:6, c = 7:9), a > 1, c("a", "c"))
subset(data.frame(a = 1:3, b = 4:6, c = 7:9), a > 1, -1)
transform(data.frame(a = 1:3), b = a * 2, a = NULL)
unique(c("b", "a", "b"))
unique(data.frame(a = c(1, 1), b = c(2, 2)))
data.frame(a = c(2, 1, 2), b = c("x", "y", "x"))[!duplicated(c(2, 1, 2)), ]
order(c("b", "a"), c(1, 2))
d2 <- data.frame(g = c("a", "b", "a", "b"), y = c(3, 1, 2, 4))
d2[order(d2$g, -d2$y), ]
d2[with(d2, order(g, y)), ]
d2[order(d2$y, decreasing = TRUE), "g"]
d2$rank <- rank(d2$y)
d2$cum <- ave(d2$y, d2$g, FUN = cumsum)
d2
cumsum(table(d2$g))
rev(table(d2$g))
table(d2$g)["a"]
table(d2$g)[["b"]]
names(table(d2$g))
paste(names(table(d2$g)), table(d2$g))
for (nm in names(table(d2$g))) cat(nm, table(d2$g)[nm], "\n")
sapply(split(d2$y, d2$g), mean)
tapply(d2$y, d2$g, mean)["a"]
tapply(d2$y, d2$g, mean)[["b"]]
round(tapply(d2$y, d2$g, sd), 3)
cut(d2$y, breaks = c(0, 2, 4), labels = c("low", "high"))
table(d2$g, cut(d2$y, c(0, 2, 4)))
quantile(d2$y, 0.25, names = FALSE)
print(table(d2$g, d2$y > 2))
data.frame(table(d2$g))
setNames(data.frame(table(d2$g)), c("group", "n"))
data.frame(prop.table(table(d2$g)))
as.vector(table(d2$g))
table(d2$g) / nrow(d2)
100 * prop.table(table(d2$g))
c(table(d2$g))
sum(table(d2$g) == 2)
barplot <- table(d2$g); barplot
unsplit(lapply(split(d2$y, d2$g), function(v) v - mean(v)), d2$g)
expand.grid(x = seq(0, 1, 0.5), g = factor(c("a", "b")))
nrow(unique(expand.grid(1:2, 1:2)))
mapply(function(n, m) n * m, 1:3, c(a = 2, b = 3, c = 4))
outer(1:2, 1:3)
Map(`+`, 1:2, 3:4)
stopifnot(is.data.frame(d2), nrow(d2) == 4)
nchar(names(d2))
ncol(d2) == 4
d2[d2$g %in% c("a"), ]$y
d2[sample(nrow(d2), 0), ]
d2[["g"]] == "a"
levels(factor(d2$g))
nlevels(factor(d2$g))
factor(d2$g, levels = c("b", "a"))
as.integer(factor(d2$g, levels = c("b", "a")))
interaction(d2$g, d2$y > 2)
summary(d2)
rank(c(3, NA, 1))
rank(c(3, NA, 1), na.last = TRUE)
rank(c(3, NA, 1), na.last = FALSE)
rank(c(3, NA, 1), na.last = NA)
rank(c(a = 2, b = 1, c = 2), ties.method = "min")
order(c(2, NA, 1), na.last = FALSE)
order(c(2, NA, 1), na.last = NA)
sort(c(2, NA, 1), na.last = TRUE)
sort(c(2, NA, 1), na.last = FALSE)
order(c("b", "a", "c"), c(1, 2, 3), decreasing = c(TRUE, FALSE), method = "radix")
rowsum(c(1, 2, 3), c("a", "b", "a"))
anyDuplicated(c(1, 2, 1, 2))
tail(cbind(a = 1:3), 1)
tail(cbind(1:3), 1, keepnums = FALSE)
print(table(c("a", "b"), c("x", "y")), zero.print = ".")
xtabs(~ a + b, data.frame(a = c("u", "v"), b = c(1, 2)))
print(xtabs(~ a + b, data.frame(a = c("u", "v"), b = c(1, 2))), zero.print = "-")
I(3)
I(c("a", "b"))
data.frame(x = I(1:2))
coef1 <- matrix(c(1.5, 2, 4), 3)
data.frame(low = coef1 - 1, up = coef1 + 1)
data.frame(coef1)
data.frame(a = cbind(z = 1:2))
data.frame(a = data.frame(z = 1:2))
data.frame(a = data.frame(z = 1:2, w = 3:4))
cbind(data.frame(x = 1:3), q = coef1)
scaled <- data.frame(x = c(1, 2, 6))
scaled$z <- scale(scaled$x)
scaled
scaled$one <- cbind(k = 3:5)
scaled$two <- matrix(1:6, 3)
scaled
as.matrix(scaled)
scaled$in_one <- data.frame(w = 7:9)
head(scaled, 2)
