d <- data.frame(id = 1:4, dose = c(0, 0, 1.5, 3), sex = c("f", "m", "f", "m"))
d
data.frame(x = 1:2, y = c("a", "b"), stringsAsFactors = TRUE)
data.frame(a = 1:4, b = c("u", "v"))
data.frame(x = 1, y = 1:3)
data.frame()
data.frame(x = integer(0))
nrow(d)
ncol(d)
dim(d)
names(d)
colnames(d)
rownames(d)
head(d, 2)
tail(d, 2)
head(d, -1)
d$dose
d[["sex"]]
d["dose"]
d[, "dose"]
d[, 2:3]
d[2, ]
d[d$dose > 0, ]
d[d$sex == "f", c("id", "dose")]
d[-1, ]
d[order(d$dose, decreasing = TRUE), ]
d[order(d$sex, -d$dose), ]
d[d$dose > 100, ]
d[["dose"]][3]
d[2, "dose"]
d[2, 2, drop = FALSE]
d[, 2, drop = FALSE]
d[c(TRUE, FALSE), ]
d[c(1, 1, 2), ]
d$new <- d$dose * 2
d
d$new <- NULL
d[["half"]] <- d$dose / 2
d[2, "dose"] <- 9
d
d[d$sex == "m", "half"] <- NA
d
is.na(d)
colSums(is.na(d))
complete.cases(d)
na.omit(d)
d[is.na(d)] <- 0
d
d[5, ] <- list(5L, 2, "f", 1)
d
names(d)[2] <- "mg"
names(d)
colnames(d) <- c("id", "mg", "sex", "half")
rownames(d) <- letters[1:5]
d
d["b", "mg"]
d[c("a", "e"), ]
rownames(d) <- NULL
d
sapply(d, class)
lapply(d[c("id", "mg")], mean)
sapply(d[, c("mg", "half")], range)
vapply(d, is.numeric, logical(1))
apply(d[, c("mg", "half")], 1, sum)
colMeans(d[, c("mg", "half")])
rowSums(d[, c("mg", "half")])
unique(data.frame(a = c(1, 1, 2), b = c("x", "x", "y")))
duplicated(data.frame(a = c(1, 1, 2), b = c("x", "x", "y")))
subset(d, mg > 1)
subset(d, sex == "f", select = c(id, mg))
subset(d, select = -half)
subset(d, select = id:sex)
subset(d, select = -c(id, half))
subset(d, mg > 1 & sex == "m", select = mg)
subset(d, mg > 1, mg, drop = TRUE)
subset(c(1, 5, NA, 9), c(1, 5, NA, 9) > 2)
transform(d, ratio = mg / (1 + half))
transform(d, mg = mg * 1000, sex = factor(sex))
with(d, mean(mg))
within(d, total <- mg + half)
rbind(d, data.frame(id = 6L, mg = 4, sex = "m", half = 2))
rbind(data.frame(a = 1, b = "x"), data.frame(b = "y", a = 2))
rbind(data.frame(f = factor("a")), data.frame(f = factor("b")))$f
rbind(data.frame(a = 1:2), list(a = 3L))
rbind(data.frame(a = 1:2, b = c("x", "y")), list(3, "z"))
do.call(rbind, lapply(1:3, function(i) data.frame(i = i, sq = i^2)))
do.call(rbind, list(x = data.frame(a = 1:2), y = data.frame(a = 3)))
do.call("rbind", split(d, d$sex))
cbind(d[1:2, 1:2], z = c("p", "q"))
cbind(1:3, c("a", "b", "c"))
cbind(a = 1:2, b = 3:4)
x <- 1:3
y <- c(2.5, 3, 4)
cbind(x, y)
rbind(x, y)
rbind(x, y, 7)
rbind(c(a = 1, b = 2), c(3, 4))
cbind(x, 0)
cbind(cbind(x, y), z = 9)
rbind(cbind(x, y), c(0, 0))
cbind(c(a = 1, b = 2), v = 3:4)
rbind(1:2, c("a", "b"))
cbind(NULL, 1:2)
rbind(NULL, data.frame(a = 1))
cbind(data.frame(a = 1:2), b = c("u", "v"), 5)
as.data.frame(list(a = 1:2, b = c("x", "y")))
as.data.frame(cbind(x, y))
as.data.frame(table(g = c("a", "b", "a")))
as.data.frame(table(c("a", "b", "a"), c("x", "y", "y")))
as.data.frame(table(c("a", "b", "a")), responseName = "n")
as.data.frame(table(c("a", "b", "a")), stringsAsFactors = FALSE)$Var1
expand.grid(a = 1:2, b = c("x", "y"))
expand.grid(dose = c(0, 10), sex = c("f", "m"), rep = 1:2)
nrow(expand.grid(1:3, 1:4, 1:2))
expand.grid(1:2, c("u", "v"))
expand.grid(g = c("b", "a"))$g
expand.grid(g = c("b", "a"), stringsAsFactors = FALSE)$g
data.frame(`a b` = 1)
data.frame(`a b` = 1, check.names = FALSE)
data.frame(a = 1, a = 2)
data.frame(1:2, c("a", "b"))
data.frame(x, y)
data.frame(x = c(a = 1, b = 2))
data.frame(x = 1:2, row.names = c("r1", "r2"))
data.frame(k = c("u", "v"), x = 1:2, row.names = "k")
data.frame(m = cbind(1:2, 3:4))
data.frame(cbind(p = 1:2, q = 3:4), r = 5)
data.frame(x = c(1.123456789, 22.1), y = c(1e-10, 1), z = c(NA, 1L))
data.frame(f = factor(c("a", NA)), s = c("b", NA), n = c(NA, 2.5), l = c(TRUE, NA))
data.frame(x = c(1e10, 1), y = c(100000, 123456))
data.frame(big = c(123456789.123, 1), neg = c(-1.5, 2))
print(data.frame(a = 1:2, b = c("x", "yy")), row.names = FALSE)
print(data.frame(a = c(1.23456, 2)), digits = 3)
wide <- data.frame(alpha_measure = 1.5, beta_measure = 2.5, gamma_measure = 3.5, delta_measure = 4.5, epsilon_measure = 5.5, zeta_measure = 6.5)
wide
as.list(data.frame(a = 1:2, b = 3:4))
data.frame(a = 1:2) == 1
data.frame(a = 1:2, b = 3:4) * 2
data.frame(a = 1:2, b = 3:4) + data.frame(a = 1, b = 1:2)
-data.frame(a = 1:2)
mapply(function(a, b) a + b, d$mg, d$half)
Map(function(a, b) a + b, 1:2, 3:4)
d$sex <- factor(d$sex)
levels(d$sex)
d$mg[d$mg == 9] <- NA
mean(d$mg, na.rm = TRUE)
tapply(d$mg, d$sex, mean, na.rm = TRUE)
split(d$mg, d$sex)
split(d, d$sex)
unsplit(split(d$mg, d$sex), d$sex)
unsplit(split(d, d$sex), d$sex)
d[sample(1), "id"]
is.data.frame(d)
is.list(d)
length(d)
rev(data.frame(a = 1, b = 2))
d[nrow(d):1, ]
d$id > 2
which(d$mg > 1)
data.frame(a = 1:3)[["a"]][2]
data.frame(a = 1:3, b = 4:6)[2:3, "b"]
data.frame(a = 1:3, b = 4:6)[, c(FALSE, TRUE)]
data.frame(a = 1:2, b = 3:4)[3]
data.frame(a = 1:3, b = 1:2)
d$nowhere
d[, "nowhere"]
rbind(data.frame(a = 1), data.frame(b = 2))
cbind(data.frame(a = 1:3), b = 1:2)
data.frame(x = 1:2, row.names = c("a", "a"))
subset(d, nowhere > 1)
