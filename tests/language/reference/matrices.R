m <- matrix(c(2, 1, 0, 1, 3, 1, 0, 1, 4), 3)
m
matrix(1:6, 2)
matrix(1:6, ncol = 2)
matrix(1:6, 2, byrow = TRUE)
matrix(1:6, nrow = 3, dimnames = list(c("a", "b", "c"), c("x", "y")))
matrix(1:4, 2, dimnames = list(NULL, c("u", "v")))
matrix(1:4, 2, dimnames = list(c("u", "v"), NULL))
matrix(1:4, 2, dimnames = list(rows = c("u", "v"), cols = c("p", "q")))
matrix(0, 2, 3)
matrix(NA, 2, 2)
matrix(nrow = 2, ncol = 2)
matrix(c("a", "bb", "ccc", "d"), 2)
matrix(c(TRUE, FALSE, NA, TRUE), 2)
matrix(list(1, "a", TRUE, NULL), 2)
matrix(1:3, 2, 3)
matrix(1:7, 2, 3)
matrix(1:6, 4)
matrix(numeric(0), 0, 3)
matrix(numeric(0), 3, 0)
matrix(1:6, 2, dimnames = list(c("a"), NULL))
matrix(c(1.5, NA, -3, 1e6, 0.001, 2), 2)
matrix(1:40, 2)
dim(matrix(1:6, 2))
array(1:8, c(2, 2, 2))
array(1:3, 5)
array(1:4, c(2, 2))
array(0, c(1, 2, 2), dimnames = list("a", c("b", "c"), c("d", "e")))
array(1:24, c(2, 3, 2, 2))[2, 3, 1, 2]
t(m)
t(1:3)
t(c(a = 1, b = 2))
t(t(1:3))
t(matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)))
t(matrix(c("a", "b", "c", "d"), 2))
m %*% m
m %*% c(1, 2, 3)
c(1, 2, 3) %*% m
1:3 %*% 1:3
1:3 %*% t(1:3)
1:3 %*% 4
4 %*% 1:3
1:2 %*% 1:3
matrix(1:3, 3) %*% 1:2
1:2 %*% matrix(1:3, 1)
matrix(1:3, 1) %*% 2
matrix(1:6, 2) %*% 1:3
matrix(1:6, 2) %*% matrix(1:6, 3)
matrix(1:6, 2, dimnames = list(c("a", "b"), NULL)) %*% matrix(1:3, 3, dimnames = list(NULL, "z"))
matrix(1:6, 2) %*% 1:2
m %*% c(1, NA, 3)
crossprod(m)
crossprod(1:3)
crossprod(matrix(1:6, 3), 1:3)
crossprod(matrix(1:6, 3, dimnames = list(NULL, c("a", "b"))))
tcrossprod(1:2)
tcrossprod(matrix(1:4, 2), matrix(5:8, 2))
crossprod(matrix(1:6, 3), 1:2)
solve(m)
solve(m, c(1, 2, 3))
solve(m, diag(3))
solve(2)
solve(matrix(c(2, 1, 1, 3), 2, dimnames = list(c("a", "b"), c("x", "y"))))
solve(matrix(c(2, 1, 1, 3), 2, dimnames = list(c("a", "b"), c("x", "y"))), c(p = 1, q = 2))
solve(matrix(c(0, 1, 1, 0), 2), c(3, 4))
solve(matrix(c(1, 2, 2, 4), 2))
solve(matrix(1:6, 2))
solve(m, 1:2)
det(m)
det(matrix(1:4, 2))
det(matrix(c(1, 2, 2, 4), 2))
det(diag(3))
determinant(m)$modulus
determinant(m)$sign
determinant(matrix(c(0, 1, 1, 0), 2))$sign
determinant(m, logarithm = FALSE)$modulus[1]
det(matrix(1:6, 2))
diag(3)
diag(m)
diag(c(1, 2))
diag(c(a = 1, b = 2))
diag(2, 3)
diag(1:2)
diag(1, 2, 3)
diag(nrow = 2)
diag(5.7)
diag(matrix(1:6, 2))
diag(matrix(1:4, 2, dimnames = list(c("a", "b"), c("a", "b"))))
diag(matrix(1:4, 2, dimnames = list(c("a", "b"), c("c", "d"))))
d <- m
diag(d) <- 0
d
diag(d) <- c(7, 8, 9)
d
diag(d) <- 1:2
upper.tri(m)
lower.tri(m, diag = TRUE)
m[upper.tri(m)]
d[lower.tri(d)] <- 0
d
row(matrix(0, 2, 3))
col(matrix(0, 2, 3))
m[row(m) == col(m)]
kronecker(diag(2), matrix(1, 1, 2))
kronecker(1:2, 1:3)
diag(2) %x% matrix(1:4, 2)
1:3 %o% 1:2
outer(1:3, 1:4)
outer(c(a = 1, b = 2), c(x = 3, y = 4), "+")
outer(1:2, 1:3, function(x, y) x^y)
aperm(array(1:6, c(1, 2, 3)))
aperm(array(1:12, c(2, 3, 2)), c(2, 1, 3))
aperm(matrix(1:4, 2), c(1, 3))
chol(m)
chol(matrix(c(4, 2, 2, 3), 2, dimnames = list(c("a", "b"), c("a", "b"))))
chol(matrix(c(1, 2, 2, 1), 2))
chol2inv(chol(m))
backsolve(chol(m), 1:3)
backsolve(chol(m), 1:3, transpose = TRUE)
forwardsolve(t(chol(m)), 1:3)
backsolve(chol(m), diag(3))
q <- qr(m)
q
q$rank
qr.Q(q)
qr.R(q)
round(qr.Q(q) %*% qr.R(q), 10)
x <- matrix(c(1, 1, 1, 1, 1, 2, 3, 4, 2, 4, 6, 8.5), 4)
dim(x)
qr(x)$rank
qr.coef(qr(x), c(1, 3, 2, 5))
qr.fitted(qr(x), c(1, 3, 2, 5))
round(qr.resid(qr(x), c(1, 3, 2, 5)), 10)
qr(matrix(c(1, 2, 3, 2, 4, 6), 3))$rank
qr.Q(qr(x))
qr.R(qr(x))
qr(matrix(1:6, 3))$qraux
svd(m)$d
svd(matrix(1:6, 3))$d
dim(svd(matrix(1:6, 3))$u)
eigen(m)$values
eigen(matrix(c(2, 1, 1, 2), 2))$values
eigen(m, only.values = TRUE)$values
e <- eigen(m)
round(e$vectors %*% diag(e$values) %*% t(e$vectors), 10)
class(e)
isSymmetric(m)
isSymmetric(matrix(1:4, 2))
rowSums(m)
colMeans(m)
apply(m, 1, sum)
sweep(m, 2, colMeans(m))
m[2, ]
m[, 2, drop = FALSE]
m + 1
m * m
m > 1
-m
m / rowSums(m)
sum(diag(m))
rownames(m) <- c("a", "b", "c")
m
colnames(m) <- c("x", "y", "z")
m
m["b", "y"]
solve(m)
m %*% solve(m) > 0.5
t(m) %*% m
dimnames(t(m))
max.col(m)
max.col(matrix(c(1, 5, 3, 2, 2, 9), 2), ties.method = "first")
identical(t(t(m)), m)
beta <- solve(crossprod(x), crossprod(x, c(1, 3, 2, 5)))
round(beta, 8)
H <- x %*% solve(t(x) %*% x) %*% t(x)
round(diag(H), 4)
sum(diag(H))
rowsum(c(1, 2, 3), c("a", "b", "a"))
rowsum(matrix(1:6, 3), c(2, 1, 2))
eigen(matrix(c(4, 1, 1, 2), 2))
eigen(matrix(c(2, 1, 1, 2), 2))
eigen(matrix(c(2, -1, -1, 2), 2))
eigen(matrix(c(1, 2, 2, -5), 2))
eigen(matrix(c(-1, 0.5, 0.5, -3), 2))
eigen(matrix(c(1, 0.3, 0.2, 0.3, 1, 0.5, 0.2, 0.5, 1), 3))
eigen(diag(2))
