# Makes the files beside this script, and what R says is in them:
#
#     cd tests/data/rds && Rscript make.R
#
# made with R 4.2.2. The expected values are those that R has after it has read each file.

d <- data.frame(
  y = c(1.5, NA, -Inf, 1e-300, 0.1 + 0.2),
  n = c(1L, NA, -3L, 2147483647L, 0L),
  ok = c(TRUE, FALSE, NA, TRUE, FALSE),
  who = c("Jörg", NA, "x y", "", "x y"),
  Trt = factor(c("b", "a", NA, "b", "c"), levels = c("c", "b", "a", "unused")),
  dose = factor(c("low", "high", "low", NA, "mid"), levels = c("low", "mid", "high"), ordered = TRUE),
  day = as.Date(c("2024-05-01", NA, "1969-12-31", "2000-02-29", "2024-05-01")),
  when = as.POSIXct(c(0, 1.5, NA, -1, 1e9), origin = "1970-01-01", tz = "UTC"),
  stringsAsFactors = FALSE
)
saveRDS(d, "v3.rds")
saveRDS(d, "v2.rds", version = 2)
saveRDS(d, "plain.rds", compress = FALSE)

named <- d[c(2, 5, 3), c("y", "Trt")]
saveRDS(named, "subset.rds")
rownames(named) <- c("first", "second", "third")
saveRDS(named, "named.rds")

# vectors that R writes by a rule: 1:n, texts of numbers, and those sorted or read
alt <- data.frame(i = 1:5, x = 5:1)
alt$t <- as.character(c(10L, 2L, NA, 7L, 2L))
alt$u <- as.character(c(0.1, 1e-20, 100000, 1e5 + 0.5, NA))
alt$s <- sort(c(3.5, 1, 2, 9, 4))
saveRDS(alt, "alt.rds")

latin <- data.frame(t = c("a", "b"))
latin$t[2] <- iconv("M\u00fcller", "UTF-8", "latin1")
saveRDS(latin, "latin1.rds", version = 2)

# what packages leave beside a table: other classes, an attribute with a pointer, labels, 1 column
kept <- data.frame(x = c(2, 4, 6), g = c(1, 2, 1))
kept$z <- scale(kept$x)
kept$lab <- structure(c(1, 2, 2), label = "Group", labels = c(low = 1, high = 2), class = "haven_labelled")
kept$gap <- as.difftime(c(1, 2, 3), units = "hours")
attr(kept, "spec") <- list(cols = list(), f = quote(a + b), e = globalenv(), n = NULL)
class(kept) <- c("spec_tbl_df", "tbl_df", "tbl", "data.frame")
saveRDS(kept, "kept.rds")

saveRDS(data.frame(x = numeric(0), g = factor(character(0))), "no_rows.rds")
saveRDS(data.frame()[1:3, ], "no_columns.rds")

# for models, and for tests of other rooms
saveRDS(warpbreaks, "warpbreaks.rds")

# no data frames
saveRDS(1:3, "vector.rds")
saveRDS(matrix(1:4, 2), "matrix.rds")
saveRDS(list(a = 1, b = d), "list.rds")
saveRDS(function(x) x + 1, "function.rds")
saveRDS(compiler::cmpfun(function(x) x + 1), "compiled.rds")
saveRDS(lm(dist ~ speed, cars), "lm.rds")
saveRDS(factor(c("a", "b")), "factor.rds")
saveRDS(y ~ x, "formula.rds")
saveRDS(NULL, "null.rds")
saveRDS(new.env(), "environment.rds")

# columns that are no columns
bad <- data.frame(x = 1:2)
bad$l <- list(1, "a")
saveRDS(bad, "list_column.rds")
bad <- data.frame(x = 1:2)
bad$m <- matrix(1:4, 2)
saveRDS(bad, "matrix_column.rds")
bad <- data.frame(x = 1:2)
bad$c <- complex(real = 1:2, imaginary = 0)
saveRDS(bad, "complex_column.rds")
bad <- data.frame(x = 1:2)
bad$k <- structure(c(2000, 2001), class = "yearmon")
saveRDS(bad, "class_column.rds")
bad <- data.frame(f = factor(c("a", "b")))
contrasts(bad$f) <- contr.sum(2)
saveRDS(bad, "contrasts_column.rds")
bad <- data.frame(f = addNA(factor(c("a", NA))))
saveRDS(bad, "level_na_column.rds")
saveRDS(structure(d[1:2], groups = data.frame(), class = c("grouped_df", "tbl_df", "tbl", "data.frame")), "grouped.rds")

# written in other ways
saveRDS(d, "xz.rds", compress = "xz")
saveRDS(d, "bzip2.rds", compress = "bzip2")
saveRDS(d, "ascii.rds", ascii = TRUE)
save(d, file = "workspace.rds")

text <- function(x) {
  x <- enc2utf8(x)
  ifelse(is.na(x), "null", paste0("\"", gsub("\"", "\\\\\"", x), "\""))
}
number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), paste0("\"", x, "\""), sprintf("%.17g", x)))
column <- function(x) {
  kind <- if (is.factor(x)) "factor" else if (is.character(x)) "text" else if (is.logical(x)) "logical" else "numeric"
  values <- if (kind %in% c("factor", "text")) text(as.character(x)) else if (kind == "logical") {
    ifelse(is.na(x), "null", ifelse(x, "true", "false"))
  } else number(as.numeric(x))
  levels <- if (kind == "factor") sprintf(", \"levels\": [%s], \"ordered\": %s", paste(text(levels(x)), collapse = ", "),
    tolower(is.ordered(x))) else ""
  sprintf("{\"kind\": \"%s\", \"values\": [%s]%s}", kind, paste(values, collapse = ", "), levels)
}
frame <- function(file) {
  d <- readRDS(file)
  rows <- attr(d, "row.names")
  automatic <- is.integer(rows) && identical(rows, seq_len(nrow(d)))
  sprintf("\"%s\": {\n  \"rows\": %d,\n  \"rowNames\": %s,\n  \"columns\": {\n%s\n  }\n}", file, nrow(d),
    if (automatic) "null" else sprintf("[%s]", paste(text(as.character(rows)), collapse = ", ")),
    paste(sprintf("    \"%s\": %s", names(d), vapply(unclass(d), column, "")), collapse = ",\n"))
}
good <- c("v3", "v2", "plain", "subset", "named", "alt", "latin1", "kept", "no_rows", "no_columns")
writeLines(sprintf("{\n%s\n}", paste(vapply(paste0(good, ".rds"), frame, ""), collapse = ",\n")), "expected.json", useBytes = TRUE)
