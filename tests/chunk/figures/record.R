# Records what R's ggplot2 builds of each call of a file: Rscript record.R calls.R (which needs Hmisc and
# hexbin) or more_calls.R
file <- c(commandArgs(TRUE), "calls.R")[1]
suppressPackageStartupMessages({ library(ggplot2); library(jsonlite) })
exprs <- parse(file, keep.source = TRUE)
texts <- vapply(attr(exprs, "srcref"), function(r) paste(as.character(r), collapse = "\n"), "")
env <- new.env(parent = globalenv())
kept <- c("PANEL", "group", "x", "y", "xmin", "xmax", "ymin", "ymax", "xend", "yend", "lower", "middle", "upper",
  "notchlower", "notchupper", "xintercept", "yintercept", "slope", "intercept", "density", "count", "se", "sample",
  "theoretical", "violinwidth", "prop", "level", "stackpos", "countidx",
  "xlower", "xmiddle", "xupper", "xmin_final", "xmax_final", "ymin_final", "ymax_final")
looks <- c("colour", "fill", "alpha", "size", "linetype", "shape")
out <- list()
for (i in seq_along(exprs)) {
  p <- eval(exprs[[i]], env)
  if (!inherits(p, "ggplot")) next
  b <- suppressWarnings(suppressMessages(ggplot_build(p)))
  layers <- lapply(b$data, function(l) {
    l <- as.data.frame(l)
    cols <- list()
    for (n in intersect(kept, names(l))) cols[[n]] <- as.numeric(l[[n]])
    if (!is.null(l$outliers)) cols$outliers <- vapply(l$outliers, function(o) paste(signif(o, 8), collapse = " "), "")
    if (!is.null(l$outliers)) cols$outliers <- I(as.list(cols$outliers))
    for (n in intersect(looks, names(l))) if (!is.list(l[[n]])) cols[[n]] <- as.character(l[[n]])
    cols <- lapply(cols, function(v) if (is.list(v)) unlist(v) else v)
    # rows in one order, and of many rows a sample that every value of which is compared
    f <- function(n) if (is.null(cols[[n]]) || !is.numeric(cols[[n]])) rep(0, nrow(l)) else signif(cols[[n]], 7)
    o <- order(f("PANEL"), f("x"), f("y"), f("ymin"), f("ymax"), f("xmin"), f("group"))
    n <- nrow(l)
    at <- if (n > 30) unique(round(seq(1, n, length.out = 20))) else seq_len(n)
    c(list(n = n, at = at), list(columns = lapply(cols, function(v) v[o][at])))
  })
  panels <- lapply(seq_along(b$layout$panel_params), function(j) {
    pp <- b$layout$panel_params[[j]]
    axis <- function(a) {
      v <- pp[[a]]
      br <- v$get_breaks(); la <- v$get_labels()
      ok <- !is.na(suppressWarnings(as.numeric(br)))
      at <- if (v$is_discrete()) as.numeric(v$map(br)) else as.numeric(br)
      if (v$is_discrete()) ok <- !is.na(br)
      list(range = as.numeric(v$continuous_range), breaks = at[ok], labels = as.character(la)[ok])
    }
    row <- b$layout$layout[j, ]
    list(row = as.integer(row$ROW), column = as.integer(row$COL), x = axis("x"), y = axis("y"))
  })
  scales <- list()
  for (sc in b$plot$scales$scales) {
    a <- sc$aesthetics[1]
    if (a %in% c("x", "y")) next
    br <- sc$get_breaks()
    la <- as.character(sc$get_labels(br))
    ok <- if (sc$is_discrete()) rep(TRUE, length(br)) else !is.na(br)
    scales[[a]] <- list(limits = sc$get_limits(), breaks = br[ok], labels = la[ok])
  }
  out[[length(out) + 1]] <- list(code = texts[i], layers = layers, panels = panels, scales = scales)
}
data <- texts[!vapply(exprs, function(e) grepl("^ggplot\\(", deparse(e)[1]), NA)]
num <- function(x) if (is.list(x)) lapply(x, num) else if (is.double(x)) signif(x, 8) else x
write_json(list(version = paste("R", getRversion(), "ggplot2", packageVersion("ggplot2")), data = paste(data, collapse = "\n"), calls = lapply(out, num)),
  sub("R$", "json", file), digits = NA, auto_unbox = FALSE, na = "null", null = "null")
cat(length(out), "calls", file.size(sub("R$", "json", file)), "bytes\n")
