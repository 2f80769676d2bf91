# with dplyr
# with tibble
options(dplyr.summarise.inform = FALSE)
d <- tibble(g = c("a", "b", "a", "c"), x = c(4, 3, 2, 1), y = 1:4)
g <- d %>% group_by(g)
g %>% head(1)
g[1:2, ]
g[g$x > 2, ]
g[order(g$x), ] %>% summarise(first = first(x))
g[, c("g", "x")]
g["x"]
g[["x"]]
g$x
nrow(g)
dim(g)
names(g)
tail(g, 2)
g[3:4, ] %>% mutate(n = n())
h <- g
h$x <- h$x * 2
h %>% summarise(s = sum(x))
h$g <- c("u", "u", "v", "v")
h %>% summarise(s = sum(x))
group_vars(h)
h[["z"]] <- 9
h
names(h)[2] <- "value"
h %>% summarise(s = sum(value))
as.data.frame(g)
class(as.data.frame(g))
as_tibble(g)
class(as_tibble(g))
subset(g, x > 1)
with(g, tapply(x, g, sum))
lapply(g, class)
sapply(g, is.numeric)
unique(g$g)
rbind(as.data.frame(g), data.frame(g = "z", x = 0, y = 0L))
merge(as.data.frame(g), data.frame(g = c("a", "b"), w = 1:2))
aggregate(x ~ g, data = g, FUN = sum)
split(d, d$g)$a
is.data.frame(g)
str(as.data.frame(g))
summary(as.data.frame(g))
colMeans(g[, c("x", "y")])
table(g$g)
apply(as.data.frame(g)[, 2:3], 1, sum)
attributes(d)$class
identical(ungroup(g), d)
all.equal(ungroup(g), d)
w <- d %>% rowwise()
w[1, ]
w$x
w %>% head(2)
d %>% transform(z = x + y)
d %>% within(z <- x * y)
cbind(d, w = 4:1)
d %>% as.list() %>% names()
d[d$g == "a", "x"] %>% pull()
d %>% nrow() / 2
d %>% mutate(z = x) %>% `$`(z)
d %>% arrange(x) %>% `[[`("y")
stack <- d %>% arrange(g) %>% mutate(id = row_number()) %>% as.data.frame()
stack
rownames(stack)
d %>% slice(0)
g %>% slice(0) %>% group_size()
print(g, n = 2)
d %>% print() %>% invisible()
glimpse(d)
glimpse(g)
g %>% group_data()
d %>% group_by(g) %>% summarise(x = sum(x)) %>% as.data.frame() %>% t()
