# with dplyr
options(dplyr.summarise.inform = FALSE)
field <- data.frame(plot = 1:10, block = factor(c("B1", "B1", "B2", "B2", "B3", "B3", "B1", "B2", "B3", "B3"), levels = c("B1", "B2", "B3", "B4")), variety = c("Ajax", "Bona", "Ajax", "Bona", "Ajax", "Bona", "Cato", "Cato", "Cato", NA), yield = c(4.2, 5.1, 3.9, 5.5, NA, 4.8, 6.1, 5.9, 6.4, 5), rust = c(2L, 0L, 3L, 1L, 4L, NA, 0L, 1L, 0L, 2L), sown = as.Date("2023-03-01") + c(0, 0, 1, 1, 2, 2, 0, 1, 2, 2), stringsAsFactors = FALSE)
filter(field, yield > 5)
filter(field, yield > 5, rust == 0)
filter(field, yield > 5 & rust < 1 | plot == 1)
filter(field, variety %in% c("Ajax", "Cato"), !is.na(yield))
filter(field, is.na(variety))
filter(field, block == "B1")
filter(field, sown >= as.Date("2023-03-03"))
filter(field, between(yield, 4, 5))
filter(field, yield == max(yield, na.rm = TRUE))
filter(field, row_number() <= 2)
filter(field, TRUE) %>% nrow()
filter(field, FALSE)
filter(field, yield)
filter(field, variety = "Ajax")
filter(field, yeild > 5)
filter(field, c(TRUE, FALSE))
field %>% filter(rust > 0) %>% filter(yield < 5) %>% pull(plot)
field %>% group_by(block) %>% filter(yield == max(yield, na.rm = TRUE)) %>% as.data.frame()
field %>% group_by(variety) %>% filter(n() > 2) %>% ungroup() %>% pull(plot)
field %>% group_by(block) %>% filter(row_number() == 1)
filter(field, if_any(c(yield, rust), is.na))
filter(field, if_all(c(yield, rust), ~ !is.na(.x) & .x > 1))
filter(field, if_any(where(is.numeric), ~ .x > 9))
filter(field, if_all(everything(), ~ !is.na(.)))
field %>% filter(across(c(yield, rust), ~ !is.na(.x))) %>% nrow()
lim <- 5.5
filter(field, yield > lim)
filter(field, .data$yield > .env$lim)
filter(field, .data[["yield"]] > 6)
plot <- 3
filter(field, plot == .env$plot)
filter(field, plot == !!plot)
rm(plot)
slice(field, 1)
slice(field, 2:3)
slice(field, -(1:8))
slice(field, c(1, 1, 10))
slice(field, n())
slice(field, 20)
slice(field, 1, 4)
slice(field, "a")
slice(field, c(1, -1))
slice_head(field, n = 2)
slice_head(field, prop = 0.2)
slice_head(field, n = -8)
slice_head(field)
slice_tail(field, n = 1)
slice_tail(field, n = -9)
slice_min(field, yield, n = 2)
slice_min(field, rust, n = 2)
slice_min(field, rust, n = 2, with_ties = FALSE)
slice_max(field, yield, n = 1)
slice_max(field, rust)
slice_max(field, yield, prop = 0.2)
slice_max(field, desc(yield), n = 2)
slice_min(field, yield / (rust + 1), n = 1)
field %>% group_by(block) %>% slice(1) %>% as.data.frame()
field %>% group_by(block) %>% slice_max(yield, n = 1) %>% select(block, yield)
field %>% group_by(variety) %>% slice_head(n = 1)
field %>% group_by(variety) %>% slice_tail(n = 1) %>% pull(plot)
field %>% group_by(block) %>% slice_min(yield, n = 1) %>% pull(plot)
set.seed(42)
slice_sample(field, n = 3)$plot
slice_sample(field, prop = 0.5)$plot
slice_sample(field, n = 4, replace = TRUE)$plot
slice_sample(field, n = 3, weight_by = plot)$plot
sample_n(field, 3)$plot
sample_frac(field, 0.3)$plot
field %>% group_by(block) %>% slice_sample(n = 1) %>% pull(plot)
top_n(field, 2, yield)
top_n(field, -2, yield)
field %>% group_by(block) %>% top_n(1, yield) %>% pull(plot)
arrange(field, yield)
arrange(field, desc(yield))$plot
arrange(field, variety, desc(yield))[, c("plot", "variety", "yield")]
arrange(field, desc(variety), yield)$plot
arrange(field, desc(block), plot)$plot
arrange(field, -rust)$plot
arrange(field, is.na(yield), yield)$plot
arrange(field, desc(sown), variety)$plot
arrange(field, across(c(block, yield)))$plot
arrange(field, across(c(block, yield), desc))$plot
arrange(field, yield + rust)$plot
field %>% group_by(block) %>% arrange(yield) %>% pull(plot)
field %>% group_by(block) %>% arrange(desc(yield), .by_group = TRUE) %>% pull(plot)
arrange(field, nothing)
arrange(field, variety == "Cato", plot)$plot
mutate(field, t = yield * 2)$t
mutate(field, a = plot * 2, b = a + 1)[1:2, ]
mutate(field, yield = yield / 10, log_yield = log(yield))[1:2, c("yield", "log_yield")]
mutate(field, rust = NULL) %>% names()
mutate(field, k = 1) %>% pull(k)
mutate(field, z = 1:3)
mutate(field, z = nothing + 1)
mutate(field, rank = rank(yield))$rank
mutate(field, m = mean(yield, na.rm = TRUE), d = yield - m)$d
field %>% group_by(block) %>% mutate(m = mean(yield, na.rm = TRUE), d = yield - m) %>% as.data.frame()
field %>% group_by(block) %>% mutate(i = row_number(), n = n()) %>% pull(i)
field %>% group_by(variety, block) %>% mutate(n = n()) %>% pull(n)
mutate(field, plot, yield, .keep = "none")[1:2, ]
mutate(field, s = yield + rust, .keep = "used")[1:2, ]
mutate(field, s = yield + rust, .keep = "unused")[1:2, ]
mutate(field, s = yield + rust, .before = yield) %>% names()
mutate(field, s = yield + rust, .after = plot) %>% names()
mutate(field, s = yield + rust, .after = 1) %>% names()
mutate(field, across(c(yield, rust), ~ .x * 10))[1:2, ]
mutate(field, across(where(is.numeric), round))[1:3, ]
mutate(field, across(c(yield, rust), list(sq = ~ .x^2, half = function(v) v / 2)))[1:2, 7:10]
mutate(field, across(yield:rust, ~ .x / max(.x, na.rm = TRUE), .names = "{.col}_rel"))[1:2, 7:8]
mutate(field, across(where(is.character), as.factor)) %>% sapply(class)
mutate(field, across(c(yield, rust), ~ ifelse(is.na(.x), 0, .x)))$yield
mutate(field, across(c(yield, rust), mean, na.rm = TRUE))[1, ]
mutate(field, across(everything(), as.character))[1:2, ]
field %>% group_by(block) %>% mutate(across(c(yield, rust), ~ .x - mean(.x, na.rm = TRUE))) %>% pull(rust)
mutate(field, ratio = yield / rust)$ratio
mutate(field, size = ifelse(yield > 5, "big", "small"))$size
mutate(field, `a b` = plot)$`a b`[2]
mutate(field, "c d" = plot) %>% names()
mutate(field, plot * 2) %>% names()
mutate(field, month = format(sown, "%m"), day = sown - min(sown))[1:3, c("month", "day")]
mutate(field, l = list(1))$l[[1]]
mutate(field, data.frame(u = 1, v = plot))[1:2, 7:8]
transmute(field, plot, double = yield * 2)[1:3, ]
field %>% group_by(block) %>% transmute(m = mean(rust)) %>% as.data.frame() %>% head(3)
name <- "made"
mutate(field, !!name := plot + 1)[1:2, ]$made
mutate(field, "{name}_x" := plot)[1, ]
add_log <- function(data, col) mutate(data, "log_{{ col }}" := log({{ col }}))
names(add_log(field, yield))
mean_of <- function(data, group, value) data %>% group_by({{ group }}) %>% summarise(mean = mean({{ value }}, na.rm = TRUE), n = n())
mean_of(field, block, yield)
mean_of(field, variety, rust * 2)
mean_by <- function(data, ..., value = yield) data %>% group_by(...) %>% summarise(m = mean({{ value }}, na.rm = TRUE))
mean_by(field, block)
mean_by(field, variety, value = rust)
by_name <- function(data, col) data %>% summarise(m = mean(.data[[col]], na.rm = TRUE))
by_name(field, "yield")
old_style <- function(data, col) { col <- enquo(col); summarise(data, m = mean(!!col, na.rm = TRUE)) }
old_style(field, rust)
with_sym <- function(data, col) summarise(data, m = max(!!sym(col), na.rm = TRUE))
with_sym(field, "yield")
summarise(field, m = mean(yield, na.rm = TRUE), s = sd(yield, na.rm = TRUE), n = n())
summarise(field, n(), mean(yield))
summarise(field, first = first(variety), last = last(variety), third = nth(variety, 3), k = n_distinct(variety))
summarise(field, m = mean(yield, na.rm = TRUE), twice = m * 2)
summarise(field)
field %>% group_by(block) %>% summarise(m = mean(yield, na.rm = TRUE))
field %>% group_by(block, variety) %>% summarise(m = mean(yield), n = n()) %>% as.data.frame()
field %>% group_by(block, variety) %>% summarise(m = mean(yield)) %>% group_vars()
field %>% group_by(block, variety) %>% summarise(m = mean(yield), .groups = "drop") %>% group_vars()
field %>% group_by(block, variety) %>% summarise(m = mean(yield), .groups = "keep") %>% group_vars()
field %>% group_by(block, variety) %>% summarise(n = n(), .groups = "rowwise") %>% class()
field %>% group_by(block, variety) %>% summarise(n = n(), .groups = "sideways")
field %>% group_by(block) %>% summarise(q = quantile(yield, c(0.25, 0.75), na.rm = TRUE), p = c(25, 75))
field %>% group_by(block) %>% summarise(r = range(rust, na.rm = TRUE)) %>% as.data.frame()
summarise(field, a = 1:2, b = 1:3)
field %>% group_by(block, .drop = FALSE) %>% summarise(n = n(), m = mean(yield)) %>% as.data.frame()
field %>% group_by(variety) %>% summarise(n = n(), gone = sum(is.na(yield)))
field %>% group_by(high = yield > 5) %>% summarise(n = n(), m = mean(rust, na.rm = TRUE))
field %>% group_by(sown) %>% summarise(m = mean(yield, na.rm = TRUE))
field %>% group_by(block) %>% summarise(across(c(yield, rust), mean, na.rm = TRUE))
field %>% group_by(block) %>% summarise(across(c(yield, rust), list(mean = mean, sd = sd)))
field %>% group_by(block) %>% summarise(across(where(is.numeric), ~ sum(.x, na.rm = TRUE)))
field %>% group_by(block) %>% summarise(across(c(yield, rust), list(m = ~ mean(.x, na.rm = TRUE), n = ~ sum(!is.na(.x))), .names = "{.fn}.{.col}")) %>% as.data.frame()
summarise(field, across(everything(), ~ sum(is.na(.x))))
summarise(field, across(where(is.numeric), list(min, max), na.rm = TRUE))
summarise(field, n = n(), across(c(yield, rust), mean, na.rm = TRUE))
summarise(field, across(yield, mean, na.rm = TRUE, .names = "mean_{.col}"), across(rust, max, na.rm = TRUE))
summarise(field, across(c(y = yield), ~ max(.x, na.rm = TRUE)))
summarise(field, across(c(yield, rust), ~ paste(cur_column(), n())))
field %>% filter(plot > 20) %>% summarise(m = mean(yield), n = n())
field %>% filter(plot > 20) %>% group_by(block) %>% summarise(m = mean(yield), n = n())
field %>% group_by(block) %>% summarise(l = list(yield)) %>% pull(l)
field %>% group_by(block) %>% summarise(m = lm(yield ~ rust))
field %>% group_by(block) %>% summarise(varieties = paste(sort(unique(variety)), collapse = "/"))
field %>% group_by(block) %>% summarise(best = variety[which.max(yield)], top = max(yield, na.rm = TRUE))
field %>% group_by(block) %>% summarise(cor = cor(yield, rust, use = "complete.obs")) %>% as.data.frame()
field %>% summarise(min = min(sown), max = max(sown), span = max(sown) - min(sown))
field %>% group_by(variety) %>% summarise(early = min(sown)) %>% as.data.frame()
field %>% group_by(block) %>% summarise(se = sd(yield, na.rm = TRUE) / sqrt(sum(!is.na(yield)))) %>% mutate(lower = round(se, 3))
count(field, block)
count(field, block, variety)
count(field, block, sort = TRUE)
count(field, block, name = "plots")
count(field, block, .drop = FALSE)
count(field, variety, wt = yield)
count(field, big = yield > 5)
count(field)
field %>% group_by(block) %>% count(variety) %>% as.data.frame()
field %>% group_by(block) %>% tally() %>% as.data.frame()
tally(field)
tally(field, wt = rust)
add_count(field, variety)$n
add_count(field, variety, name = "k")$k
field %>% group_by(block) %>% add_tally() %>% pull(n)
field %>% add_count(block, wt = yield) %>% pull(n)
count(field, nothing)
distinct(field, block)
distinct(field, variety, block)
distinct(field, variety, .keep_all = TRUE)
distinct(field, early = sown < as.Date("2023-03-02"))
nrow(distinct(field))
distinct(rbind(field[1, ], field[1, ]))
field %>% group_by(block) %>% distinct(variety) %>% as.data.frame()
n_distinct(field$variety)
n_distinct(field$variety, na.rm = TRUE)
n_distinct(field$block, field$variety)
g <- group_by(field, block, variety)
group_vars(g)
group_keys(g)
n_groups(g)
group_size(g)
group_indices(g)
group_rows(group_by(field, block))[[2]]
group_vars(ungroup(g))
group_vars(ungroup(g, block))
group_vars(group_by(g, sown))
group_vars(group_by(g, sown, .add = TRUE))
class(g)
class(ungroup(g))
is_grouped_df(g)
group_vars(g[1:3, ])
g %>% summarise(n = n()) %>% summarise(k = n(), n = sum(n)) %>% as.data.frame()
names(g %>% select(yield))
group_vars(g %>% rename(b = block))
group_vars(g %>% filter(yield > 5))
g %>% filter(plot < 4) %>% group_size()
group_by(field, block, .drop = FALSE) %>% group_size()
group_by(field, block, .drop = FALSE) %>% filter(plot < 3) %>% group_size()
field %>% group_by(block) %>% filter(plot < 3, .preserve = TRUE) %>% group_size()
group_by(field, nothing)
field %>% group_by(block) %>% summarise(id = cur_group_id(), rows = toString(cur_group_rows()))
field %>% group_by(block) %>% summarise(nm = cur_group()$block, cols = ncol(cur_data())) %>% as.data.frame()
field %>% group_by(block) %>% mutate(id = cur_group_id()) %>% pull(id)
field %>% rowwise() %>% mutate(s = sum(c(yield, rust), na.rm = TRUE)) %>% pull(s)
field %>% rowwise() %>% mutate(s = sum(c_across(c(yield, rust)))) %>% as.data.frame() %>% head(3)
field %>% rowwise(plot) %>% summarise(m = mean(c_across(yield:rust))) %>% as.data.frame() %>% head(3)
field %>% rowwise() %>% summarise(m = max(yield, rust)) %>% pull(m)
rowwise(field) %>% class()
field %>% rowwise() %>% filter(yield > rust + 4) %>% pull(plot)
n()
across(yield, mean)
