# with data.table
dt <- data.table(g = c("a", "b", "a", "c", "b"), h = c(1L, 1L, 2L, 2L, 1L), x = c(1.5, 2, 4, 8, NA), y = 5:1)
dt
class(dt)
nrow(dt); ncol(dt); names(dt)
dt[1]
dt[2:3]
dt[-1]
dt[x > 1.8]
dt[g == "a" & y > 3]
dt[order(-y)]
dt[order(g, y)]
dt[.N]
dt[x > 100]
dt[, x]
dt[, "x"]
dt[, c("g", "y")]
dt[, .(g, y)]
dt[, list(g, twice = 2 * y)]
dt[, 1:2]
dt[, 3]
dt[, g:x]
dt[, -1]
dt[, !c("g", "h")]
cols <- c("x", "y")
dt[, ..cols]
dt[, cols, with = FALSE]
dt[, mean(y)]
dt[, .(m = mean(y), n = .N)]
dt[, .N]
dt[, .N, by = g]
dt[, .N, by = .(g, h)]
dt[, .N, keyby = g]
dt[order(y), .N, by = g]
dt[, mean(y), by = g]
dt[, .(m = mean(x, na.rm = TRUE), s = sum(y)), by = g]
dt[, .(mean(x), sum(y)), by = "g"]
dt[, .(m = mean(y)), by = c("g", "h")]
dt[, .(m = mean(y)), by = "g,h"]
dt[y > 1, .(m = mean(y)), by = g]
dt[, .(m = mean(y)), by = .(big = x > 1.8)]
dt[, .(m = mean(y)), by = x > 1.8]
dt[, lapply(.SD, mean), .SDcols = c("x", "y")]
dt[, lapply(.SD, mean, na.rm = TRUE), by = g, .SDcols = c("x", "y")]
dt[, lapply(.SD, sum), by = g, .SDcols = is.numeric]
dt[, .SD[1], by = g]
dt[, .SD[which.max(y)], by = g]
dt[, .SD, .SDcols = c("g", "x")]
dt[, .(x, g)][order(x)]
dt[, range(y), by = g]
dt[, .(q = quantile(y, c(0.25, 0.75))), by = g]
invisible(dt[, z := x * 2])
dt
dt[, w := "k"][]
invisible(dt[g == "a", w := "first"])
dt
invisible(dt[g == "b", v := 10])
dt
invisible(dt[, c("v", "w") := NULL])
dt
invisible(dt[, `:=`(a = y + 1, b = g)])
dt
invisible(dt[, m := mean(y), by = g])
dt
invisible(dt[, c("lo", "hi") := .(min(y), max(y)), by = g])
dt
invisible(dt[, n := .N, by = .(g, h)])
invisible(dt[, id := 1:.N])
invisible(dt[, rank := seq_len(.N), by = g])
dt
col <- "new"
invisible(dt[, (col) := y^2])
dt[, new]
invisible(dt[, f := factor(g, levels = c("c", "b", "a"))])
dt[, levels(f)]
invisible(dt[, nothing := NULL])
dt2 <- dt
invisible(dt2[, shared := 1])
names(dt)
dt3 <- copy(dt)
invisible(dt3[, own := 1])
"own" %in% names(dt)
addone <- function(d) { d[, plus := y + 1]; invisible(d) }
e <- data.table(y = 1:2)
addone(e)
e
d <- data.table(id = 1:3, a = c(5, 6, 7), b = c(8, 9, 10))
long <- melt(d, id.vars = "id", measure.vars = c("a", "b"), variable.name = "what", value.name = "val")
long
levels(long$what)
melt(d, id.vars = "id")
melt(d, measure.vars = c("a", "b"))
melt(d, id.vars = 1, variable.factor = FALSE)
dcast(long, id ~ what, value.var = "val")
dcast(long, what ~ id, value.var = "val")
dcast(long, what ~ ., fun.aggregate = mean, value.var = "val")
dcast(dt, g ~ h, fun.aggregate = mean, value.var = "y")
dcast(dt, g ~ h, fun.aggregate = length, value.var = "y")
dcast(dt, g ~ h, fun.aggregate = sum, value.var = "y")
dcast(dt, g + y ~ h, value.var = "x")
setnames(d, "a", "alpha"); d
setnames(d, old = c("alpha", "b"), new = c("A", "B")); d
setnames(d, c("u", "v", "w")); d
setcolorder(d, c("w", "u")); d
setorder(d, -u); d
s <- data.table(k = c("b", "a", "c"), v = 1:3)
setorder(s, -k); s
setkey(s, k); s
df <- data.frame(p = 1:2, q = c("x", "y"))
setDT(df)
class(df)
invisible(df[, r := p * 10])
df
setDF(df); class(df)
as.data.table(data.frame(a = 1:2, b = c("u", "v")))
as.data.table(matrix(1:4, 2))
as.data.table(matrix(1:4, 2, dimnames = list(NULL, c("a", "b"))))
data.table(matrix(c(1, 2, 3, 4), 2, dimnames = list(c("r1", "r2"), c("a", "b"))), keep.rownames = TRUE)
cars2 <- data.frame(mpg = c(21, 22.8), cyl = c(6, 4), row.names = c("Mazda RX4", "Datsun 710"))
as.data.table(cars2, keep.rownames = TRUE)
data.table(cars2, keep.rownames = "car")
as.data.table(list(a = 1:2, b = 3:4))
a1 <- 1:3
data.table(a1, b = 2)
data.table(1:2, c("x", "y"))
rbindlist(list(data.table(a = 1, b = "x"), data.table(a = 2, b = "y")))
rbindlist(list(data.table(a = 1), data.table(b = 2)), fill = TRUE)
rbindlist(list(u = data.table(a = 1), v = data.table(a = 2:3)), idcol = "src")
rbind(data.table(a = 1, b = 2), data.table(a = 3, b = 4))
cbind(data.table(a = 1:2), b = 3:4)
merge(data.table(k = c(1, 2, 3), x = 4:6), data.table(k = c(3, 1), y = 7:8), by = "k")
merge(data.table(k = c(1, 2), x = 4:5), data.table(k = c(2, 3), y = 7:8), by = "k", all = TRUE)
uniqueN(c(1, 2, 2, NA))
uniqueN(dt$g)
fifelse(c(TRUE, FALSE, NA), 1, 2)
fifelse(c(1, 5) > 2, "hi", "lo")
shift(1:4)
shift(1:4, n = 2, type = "lead")
shift(c(1, 2, 3), fill = 0)
dt[, prev := shift(y), by = g][, .(g, y, prev)]
dt[g %like% "^[ab]", g]
dt[y %between% c(2, 4), y]
tstrsplit(c("a_1", "b_2"), "_")
dt[, c("p1", "p2") := tstrsplit("u-v", "-", fixed = TRUE)][1, .(p1, p2)]
rleid(c(1, 1, 2, 1))
is.data.table(dt); is.data.frame(dt)
head(dt[, .(g, x)], 2)
unique(dt[, .(g, h)])
na.omit(dt[, .(g, x)])
dt$x
dt[["y"]]
dt$fresh <- 1:5
dt[, fresh]
sapply(dt[, .(x, y)], class)
with(dt, tapply(y, g, sum))
aggregate(y ~ g, data = dt, FUN = sum)
subset(dt, y > 3, select = c(g, y))
dt[, .(mean = mean(y), sd = sd(y), se = sd(y) / sqrt(.N)), by = g]
for (nm in c("x", "y")) dt[, (nm) := as.numeric(get(nm))]
dt[, sapply(.SD, class), .SDcols = c("x", "y")]
data.table(x = 1:3, d = as.Date("2024-01-01") + 0:2, f = factor(c("u", NA, "v")), s = c("p", NA, "q"))
data.table(x = 1:25, y = (1:25) / 7)
data.table(x = 1:150, y = (1:150) / 7)
data.table(a = 1:2)[0]
data.table()
dt[, .(all = list(y)), by = g]
dt[5:1][g == "a"]
dt[, sum(.SD), .SDcols = "y"]
dt[, .I[which.max(y)], by = g]
dt[, .GRP, by = g]
dt[nosuch > 1]
dt[, nosuch]
dt[, .(y), by = nosuch]
invisible(dt[, q := 1:3])
dim(dt[, 1:2])
