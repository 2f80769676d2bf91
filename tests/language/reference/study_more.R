d <- data.frame(g = factor(c("a", "b", "a")), y = c(1, 2, 3))
d$g[d$y > 2] <- "b"
d
with(subset(d, y > 1), table(g))
table(subset(d, y > 1)$g)
table(droplevels(subset(d, g == "b"))$g)
aggregate(d$y, by = list(d$g), FUN = sum)$x
aggregate(d, by = list(k = d$g), FUN = length)
colnames(aggregate(cbind(y, z = y) ~ g, d, mean))
tapply(d$y, d$g, length)
sapply(levels(d$g), function(l) sum(d$g == l))
vapply(split(d, d$g), nrow, integer(1))
mapply(function(x, n) paste(n, class(x)), d, names(d))
lapply(d, levels)
d[d$g == levels(d$g)[2], "y"]
d[rev(seq_len(nrow(d))), ]
d[sapply(d, is.factor)]
is.na(d$y) <- 2
d
mean(d$y, na.rm = TRUE)
d[!complete.cases(d), ]
nrow(d[complete.cases(d), ])
colSums(!is.na(d))
which(is.na(d$y))
summary(d)
d <- na.omit(d)
d
nrow(d)
str(d)
d$y <- NULL
d
data.frame(a = 1:2, b = c("x", "y"))[["b"]]
apply(data.frame(a = 1:2, b = 3:4), 1, function(r) r * 2)
apply(data.frame(a = 1:2, b = 3:4), c(1, 2), function(v) v + 1)
sapply(data.frame(a = 1:2, b = 3:4), quantile)
Reduce(`+`, data.frame(a = 1:2, b = 3:4))
do.call(paste, data.frame(a = c("x", "y"), b = c("u", "v")))
do.call(order, data.frame(a = c(2, 1, 1), b = c(1, 2, 1)))
max(sapply(list("a", "bbb"), nchar))
data.frame(id = letters[1:3], v = 3:1)[order(3:1), ]
head(data.frame(id = letters[1:3], v = 3:1)[order(3:1), "id"], 1)
cbind(data.frame(a = 1:2), data.frame(b = 3:4, c = 5:6))
cbind(a = 1, data.frame(b = 1:2))
cbind(data.frame(a = 1:2), a = 3:4)
merge(data.frame(a = 1:2), data.frame(a = 1:2, b = 3:4))[2, ]
unique(c(3, 1, 3))
unique(factor(c("b", "a", "b")))
rev(sort(table(c("x", "y", "x", "z"))))
sort(c(b = 2, a = 1))
sort(factor(c("b", "a")))
order(factor(c("b", "a"), levels = c("b", "a")))
sort(c("banana", "apple"), decreasing = TRUE)
interaction(factor(c("a", "b")), 1:2, sep = "_")
paste(factor(c("u", "v")), 1:2)
cut(15, c(0, 10, 20))
as.character(cut(15, c(0, 10, 20)))
ifelse(is.na(c(1, NA)), "missing", "ok")
nchar(as.character(factor("abc")))
seq(1, 10, length.out = 4)[findInterval(5, c(1, 4, 7, 10))]
expand.grid(list(a = 1:2, b = 3))
outer(1:2, 1:2, Vectorize(function(a, b) max(a, b)))
stack(list(x = 1, y = 2:3))$ind
reshape(data.frame(id = 1:2, x1 = c(5, 6), x2 = c(7, 8)), direction = "long", varying = list(c("x1", "x2")), v.names = "x", idvar = "id")
reshape(data.frame(id = 1:2, x1 = c(5, 6), x2 = c(7, 8)), direction = "long", varying = c("x1", "x2"), sep = "", idvar = "id")
reshape(data.frame(id = 1:2, a_1 = 1:2, a_2 = 3:4, b_1 = 5:6, b_2 = 7:8), direction = "long", varying = 2:5, sep = "_", idvar = "id")
na.omit(c(1, NA, 3))
na.omit(c(a = 1, b = NA))
mean(na.omit(c(1, NA, 3)))
na.omit(c("x", NA))
na.omit(1:3)
length(na.omit(c(1, NA)))
sum(na.omit(data.frame(a = c(1, NA)))$a)
