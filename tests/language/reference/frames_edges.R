merge(data.frame(k = c("a", NA), v = 1:2), data.frame(k = c(NA, "a"), w = 3:4))
merge(data.frame(k = factor(c("b", "a")), v = 1:2), data.frame(k = c("a", "b"), w = 3:4))
merge(data.frame(a = 1:2, b = 3:4, c = 5:6), data.frame(a = 2:3, b = 4:5, d = 7:8), by = c("a", "b"))
merge(data.frame(a = 1:2, b = 3:4, c = 5:6), data.frame(a = 2:3, b = 4:5, d = 7:8), by = c("a", "b"), all = TRUE)
merge(data.frame(id = c(10, 9, 100), v = 1:3), data.frame(id = c(100, 9, 10), w = 1:3))
merge(data.frame(g = c("x", "y"), v = 1:2), data.frame(g = c("x", "x", "y"), w = 1:3))
merge(data.frame(id = 1:3, x = 4:6), data.frame(ID = 2:4, y = 7:9), by.x = "id", by.y = "ID", all = TRUE)
merge(data.frame(id = 1, x.x = 2), data.frame(id = 1, y = 3))
rbind(data.frame(f = factor("a")), data.frame(f = "b"))$f
rbind(data.frame(f = "a"), data.frame(f = factor("b")))$f
rbind(data.frame(x = 1L), data.frame(x = 2.5))
rbind(data.frame(x = 1), data.frame(x = "a"))
rbind(data.frame(x = TRUE), data.frame(x = 2L))
rbind(data.frame(d = as.Date("2024-01-01")), data.frame(d = as.Date("2024-02-01")))
rbind(data.frame(x = 1:2, row.names = c("a", "b")), data.frame(x = 3))
rbind(data.frame(x = 1:2), data.frame(x = 3:4))[3, , drop = FALSE]
rbind(data.frame(x = 1, y = "a"), c(2, "b"))
rbind(data.frame(x = 1), data.frame(x = numeric(0)))
rbind(data.frame(), data.frame(x = 1))
do.call(rbind, list())
do.call(rbind, list(a = c(x = 1, y = 2), b = c(3, 4)))
do.call(rbind, list(list(a = 1, b = "x"), list(a = 2, b = "y")))
do.call(rbind.data.frame, list(list(a = 1, b = "x"), list(a = 2, b = "y")))
aggregate(v ~ g, data.frame(v = 1:4, g = c(NA, "a", "b", "a")), sum)
aggregate(data.frame(v = c(1, NA, 3)), list(g = c("a", "a", "b")), mean)
aggregate(data.frame(v = 1:3), list(g = c("a", NA, "b")), sum)
aggregate(v ~ g, data.frame(v = c(1.5, 2.5), g = factor(c("b", "a"), levels = c("b", "a", "c"))), mean)
aggregate(v ~ g, data.frame(v = 1:4, g = c(2, 10, 2, 1)), sum)
aggregate(v ~ g, data.frame(v = 1:3, g = c(TRUE, FALSE, TRUE)), mean)
aggregate(cbind(m = v) ~ g, data.frame(v = 1:4, g = c("a", "b")), mean)
aggregate(v ~ g + h, data.frame(v = 1:4, g = c("a", "b"), h = c("x", "x", "y", "y")), function(x) x[1])
aggregate(v ~ g, data.frame(v = 1:4, g = c("a", "b")), summary)
aggregate(v ~ g, data.frame(v = 1:4, g = c("a", "b")), function(x) if (x[1] == 1) 1:2 else 3)
aggregate(list(m = c(1, 2, 3)), list(g = c("a", "b", "a")), sum)
aggregate(c(1, 2, 3) ~ c("a", "b", "a"), FUN = sum)
table(c(a = 1, b = 2))
table(factor(c("x", NA)), useNA = "ifany")
table(addNA(c("x", NA)))
table(c(NaN, 1, NA), useNA = "always")
table(c(1, 2), c("a", NA))
table(data.frame(a = c(1, 1, 2)))
table(data.frame(a = c(1, 1, 2), b = c("x", "y", "x")))
table(c("a", "b"), exclude = NULL)
table(c("a", NA), exclude = NULL)
table(1:3 > 1, dnn = list("big"))
as.data.frame(table(a = c(1, 2, 2), useNA = "no"))
tapply(1:4, c("a", NA, "b", "a"), sum)
tapply(c(a = 1, b = 2), c("x", "y"), sum)
tapply(1:3, list(c("a", "a", "b")), function(v) v * 2)
split(c(a = 1, b = 2, c = 3), c("x", "y", "x"))
split(1:4, list(c("a", "b", "a", "b"), c("x", "x", "y", "y")), sep = "-")
split(data.frame(a = 1:2, g = c("u", "v")), c("u", "v"))
unsplit(split(1:4, c(2, 1, 2, 1)), c(2, 1, 2, 1))
ave(c(a = 1, b = 3), c("x", "x"))
f <- factor(c("a", "b", "c", "a"))
f[2] <- NA
f
f[c(1, 4)] <- "c"
f
levels(f)[c(1, 3)] <- c("A", "C")
f
f == "C" & !is.na(f)
is.na(f) <- 1
f
factor(f, exclude = "C")
f[[3]]
f[NULL]
f[0]
as.vector(f)
nchar(levels(f))
toupper(levels(f))
rev(factor(c("a", "b"), levels = c("b", "a")))
sapply(list(factor("a"), factor("b")), as.character)
unlist(list(factor("a"), factor("b")))
lapply(split(1:3, factor(c("u", "v", "u"), levels = c("v", "u"))), sum)
levels(droplevels(factor(c("a", "b"))[1]))
factor(c("10", "9", "2"))
factor(c(10, 9, 2))
factor(c("b", "a", "C"))
as.integer(factor(c(10, 9, 2)))
seq_along(levels(factor(c("x", "y"))))
mapply(function(l, n) paste(l, n), levels(factor(c("x", "y"))), c(1, 2))
for (l in levels(factor(c("x", "y")))) print(l)
for (v in factor(c("x", "y"))) print(v)
identical(factor("a"), factor("a"))
all.equal(factor(c("a", "b")), factor(c("a", "b")))
factor("a") == factor("a", levels = c("a", "b"))
ordered(c("a", "b")) >= "b"
factor(c("a", "b"))[3]
cut(5, c(0, 5, 10), labels = c("lo", "hi"), right = FALSE)
cut(c(0.5, 99.5), c(0, 1, 100), dig.lab = 1)
cut(1:3, c(0, 1.5, 3), labels = NULL)
nlevels(cut(1:10, 4))
levels(cut(c(0, 1), c(0, 0.333333, 1)))
tabulate(c(-1, 0, 1, 2))
data.frame(a = 1:2)$a[3]
x <- data.frame(a = 1:2); x$b <- c("u", "v"); x$a <- NULL; x
x <- data.frame(a = 1:3); x[x$a == 2, "a"] <- 20L; x
x <- data.frame(a = 1:3); x[["b"]] <- x$a^2; x[x$b > 3, ]
x <- data.frame(a = 1:3, b = 4:6); x[2, ] <- NA; x
x <- data.frame(a = 1:3, b = 4:6); x[x > 4] <- 0L; x
x <- data.frame(a = 1:3, b = 4:6); x[, 1] <- x[, 1] * 10; x
x <- data.frame(a = 1:3, b = 4:6); x[c("a", "b")] <- x[c("b", "a")]; x
x <- data.frame(a = 1:3, b = 4:6); x[order(-x$a), "b"] <- 1:3; x
x <- data.frame(a = 1:3); x$b <- ifelse(x$a > 1, "big", "small"); x
x <- data.frame(a = 1:3); x[4, "a"] <- 9; x
x <- data.frame(a = 1:2); x["z", ] <- 5; x
x <- data.frame(a = 1:2); names(x) <- "b"; x
x <- data.frame(a = 1:2); x$a <- as.character(x$a); str(x)
x <- data.frame(g = c("b", "a")); x$g <- factor(x$g); levels(x$g)
x <- data.frame(a = c(3, 1)); x$r <- seq_len(nrow(x)); x[order(x$a), ]
x <- list(a = 1, b = 2); as.data.frame(x)
x <- data.frame(a = 1:4); x[seq(1, nrow(x), 2), , drop = FALSE]
x <- data.frame(a = 1:2, b = 3:4); x[2:1, c("b", "a")]
x <- data.frame(a = 1:2, b = 3:4); x[["b"]][2] <- 40L; x$b
x <- data.frame(a = 1:2); x <- cbind(x, b = x$a * 2); x
x <- data.frame(a = c(1, NA)); x$a[is.na(x$a)] <- mean(x$a, na.rm = TRUE); x
