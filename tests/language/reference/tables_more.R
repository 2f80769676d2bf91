forcats::fct_relevel(factor(c("b", "a")), "b", "a")
forcats::fct_relevel("x", "x")
forcats::fct_reorder(factor(c("a", "b")), c(2, NA))
forcats::fct_recode(factor(c("a", "b")), "new name" = "a")
forcats::fct_collapse(factor(c("a", "b", "c")), x = "a", y = c("b", "c"))
forcats::fct_rev(c("b", "a"))
forcats::fct_infreq(factor(c("b", "a", "a")))
forcats::fct_inorder(factor(c("b", "a")))
levels(forcats::fct_relevel(factor(c("lo", "hi", "mid")), "lo", "mid"))
forcats::fct_reorder(factor(c("a", "b", "a")), c(1, 5, 9), .desc = TRUE)
forcats::fct_reorder(factor(c("a", "b", "a")), c(1, 5, 9), max)
x <- table(mtc = c(4, 6, 8, 4))
x
names(dimnames(x))
x["4"]
x[x > 1]
barplot <- x / sum(x) * 100
barplot
round(x / 3, 2)
x + x
x * 2
-x
sqrt(x)
log(x)
as.integer(x)
as.character(x)
is.numeric(x)
length(x)
mean(x)
range(x)
summary(as.vector(x))
unname(x)
t(x)
rbind(x, x)
cbind(x)
data.frame(x)
lapply(x, function(v) v)
sapply(x, function(v) v * 2)
for (i in seq_along(x)) cat(names(x)[i], x[i], "\n")
paste(x)
x == max(x)
names(x)[x == max(x)]
x[["6"]] <- 10L
x
x[order(-x)]
head(sort(x, decreasing = TRUE), 2)
tail(x, 1)
x[-1]
rev(sort(x))[1:2]
y <- table(a = c("u", "v", "u"), b = c("p", "q", "q"))
y["u", "p"] <- 7L
y
y[y > 1]
y[, "q", drop = FALSE]
y[2:1, ]
y / rowSums(y)
sweep(y, 2, colSums(y), "/")
apply(y, 1, paste, collapse = "-")
which(y == 1)
which(y == 1, arr.ind = TRUE)
y == 1
dim(y[, 1])
diag(y)
sum(diag(y)) / sum(y)
cbind(y, total = rowSums(y))
rbind(y, total = colSums(y))
outer(rowSums(y), colSums(y)) / sum(y)
as.matrix(y)
unclass(table(c("a", "b")))
unclass(y)
str(y)
attributes(y)
aperm(y)
identical(table(1), table(1))
table(c(1, 2)) == table(c(1, 2))
max(y)
rownames(y) <- c("U", "V")
y
names(dimnames(y)) <- c("row", "col")
y
dimnames(y)$col
levels(as.data.frame(y)$row)
xtabs(Freq ~ row, as.data.frame(y))
xtabs(Freq ~ row + col, as.data.frame(y))
