# with tibble
# with dplyr
# with tidyr
x <- c(a = 1, b = 2)
f <- function(n, some = 3, every = 4, fill = 5) n + some + every + fill
f(1)
detect <- 5
detect
df <- data.frame(fill = 1:2, extract = 3:4, keep = 5:6)
df$keep
subset(df, keep > 5)
transform(df, simplify = fill * 2)
with(df, mean(fill))
m <- list(1, 2); m[[1]]
as_tibble(c(1, 2)) |> mutate(v2 = value * 2)
tibble(a = 1:3)[["a"]][2]
t <- tibble(a = 1:3, b = letters[1:3]); t[2, "b"] <- "z"; t
t$b[1] <- "q"; t
t[t$a == 3, ]$b
names(t)[2] <- "k"; t
colnames(t) <- c("u", "v"); t
t[["new"]] <- 1; t
t$new <- NULL; t
t[order(-t$u), ]
nrow(t); ncol(t); dim(t); length(t)
lapply(t, class)
apply(t, 1, function(r) paste(r, collapse = "-"))
t %>% as.list() %>% str()
is.data.frame(t)
unique(t$u)
t[-1]
t[["v"]]
rbind(t, list(9, "w"))
cbind(t, z = 3)
merge(t, data.frame(u = 1:2, w = 5:6))
t == 1
ifelse(t$u > 1, "big", "small")
aggregate(u ~ v, data = t, FUN = sum)
tapply(t$u, t$v, sum)
table(t$v)
tibble(x = 1:2, y = 3:4) * 2
tibble(x = 1:2) + tibble(x = 3:4)
round(tibble(x = c(1.234, 5.678)), 1)
sum(tibble(x = 1:3, y = 4:6))
colSums(tibble(x = 1:3, y = 4:6)); rowSums(tibble(x = 1:3, y = 4:6)); rowMeans(tibble(x = 1:3, y = 4:6))
max(tibble(x = 1:3))
cor(tibble(x = 1:4, y = c(2, 4, 5, 9)))
as.matrix(tibble(x = 1:2, y = 3:4))
as.matrix(tibble(x = 1:2, y = c("a", "b")))
scale(tibble(x = 1:3))
do.call(rbind, list(tibble(a = 1), tibble(a = 2)))
Reduce(rbind, list(tibble(a = 1), tibble(a = 2)))
expand.grid(a = 1:2, b = c("x", "y")) %>% as_tibble()
stack(list(a = 1:2, b = 3)) %>% as_tibble()
within(tibble(x = 1:2), y <- x * 2)
head(letters, 3) %>% as_tibble()
identical(tibble(a = 1), tibble(a = 1))
all.equal(tibble(a = 1), tibble(a = 1 + 1e-10))
duplicated(tibble(a = c(1, 1, 2)))
split(tibble(a = 1:4, g = c("x", "y", "x", "y")), ~ g)
by(tibble(a = 1:4, g = c("x", "y", "x", "y")), c("x", "y", "x", "y"), function(d) sum(d$a))
data.frame(a = 1:2) %>% as_tibble() %>% class()
tibble(a = 1:2) %>% {nrow(.)}
tibble(d = as.Date("2024-01-31") + 0:2)[2, ]
tibble(a = 1)[, "a", drop = TRUE]
tibble(a = 1:2)[3, ]
tibble(a = factor(c("x", "y")))$a
levels(tibble(a = factor(c("x", "y")))$a)
print(tibble(a = 1:3), n = 1)
tail(tibble(a = 1:30), 3)
tibble(a = 1:30) %>% tail(12)
seq_len(nrow(tibble(a = 1:3)))
for (i in seq_len(2)) print(tibble(a = i))
cat(tibble(a = 1:3)$a, "\n")
nchar(tibble(s = c("ab", "c"))$s)
stopifnot(is_tibble(tibble(a = 1)))
-tibble(a = 1:2)
tibble(a = c(1.5, 2)) / 2
