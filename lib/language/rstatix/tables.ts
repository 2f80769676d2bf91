/**
 * Summaries and steps of rstatix: `get_summary_stats identify_outliers is_outlier is_extreme
 * convert_as_factor adjust_pvalue add_significance`.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed } from "./composing.ts";

const OUT = (reach: string): string =>
  `{
    q <- quantile(x, c(0.25, 0.75), na.rm = TRUE, names = FALSE)
    reach <- ${reach} * (q[2] - q[1])
    x < q[1] - reach | x > q[2] + reach
  }`;

/** Summaries and steps. */
export const TABLES: readonly Builtin[] = [
  composed(
    "get_summary_stats",
    "data, ..., type, show, probs!seq(0, 1, 0.25)",
    `function(data, ..., type = "full", show = NULL) {
      kinds <- list(
        full = c("min", "max", "median", "q1", "q3", "iqr", "mad", "mean", "sd", "se", "ci"),
        common = c("min", "max", "median", "iqr", "mean", "sd", "se", "ci"),
        robust = c("median", "iqr"), five_number = c("min", "max", "q1", "median", "q3"),
        mean_sd = c("mean", "sd"), mean_se = c("mean", "se"), mean_ci = c("mean", "ci"),
        median_iqr = c("median", "iqr"), median_mad = c("median", "mad"),
        mean = "mean", median = "median", min = "min", max = "max")
      if (!(type %in% names(kinds))) stop("type is one of ", paste(names(kinds), collapse = ", "))
      wanted <- if (is.null(show)) c("n", kinds[[type]]) else unique(c("n", show))
      of <- function(x) {
        x <- as.numeric(x)
        x <- x[!is.na(x)]
        n <- length(x)
        q <- quantile(x, c(0.25, 0.75), names = FALSE)
        all <- c(n = n, min = min(x), max = max(x), median = median(x), q1 = q[1], q3 = q[2], iqr = IQR(x),
                 mad = mad(x), mean = mean(x), sd = sd(x), se = sd(x) / sqrt(n),
                 ci = qt(0.975, n - 1) * sd(x) / sqrt(n))
        as_tibble(as.list(round(all[wanted], 3)))
      }
      keys <- group_vars(data)
      plain <- ungroup(as_tibble(data))
      chosen <- if (...length() == 0) plain else select(plain, ...)
      own <- setdiff(names(chosen)[sapply(chosen, is.numeric)], keys)
      if (length(own) == 0) stop("no column of numbers is named")
      out <- each(data, function(d) bind_rows(lapply(own, function(v)
        bind_cols(tibble(variable = factor(v, own)), of(d[[v]])))))
      select(out, all_of(c(intersect(names(data), keys), "variable", wanted)))
    }`,
  ),
  composed("is_outlier", "x, coef", `function(x, coef = 1.5) ${OUT("coef")}`),
  composed("is_extreme", "x", `function(x) ${OUT("3")}`),
  composed(
    "identify_outliers",
    "data, ..., variable!NULL",
    `function(data, ...) {
      beyond <- function(x, reach) ${OUT("reach")}
      keys <- group_vars(data)
      v <- names(select(ungroup(data), ...))
      if (length(v) != 1) stop("one column is looked at")
      mark <- function(d) {
        d$is.outlier <- beyond(d[[v]], 1.5)
        d$is.extreme <- beyond(d[[v]], 3)
        d[d$is.outlier %in% TRUE, , drop = FALSE]
      }
      if (length(keys) == 0) mark(data) else each(data, mark)
    }`,
  ),
  composed(
    "convert_as_factor",
    "data, ..., vars, make.valid.levels!FALSE",
    `function(data, ..., vars = NULL) mutate(data, across(c(..., all_of(as.character(vars))), as.factor))`,
  ),
  composed(
    "adjust_pvalue",
    "data, p.col, output.col, method",
    `function(data, p.col = NULL, output.col = NULL, method = "holm") {
      if (is.null(p.col)) p.col <- intersect(c("p", "p.value"), names(data))[1]
      if (is.na(p.col)) stop("the table has no column p; p.col names it")
      if (is.null(output.col)) output.col <- "p.adj"
      out <- as_tibble(data)
      out[[output.col]] <- p.adjust(out[[p.col]], method)
      rownames(out) <- NULL
      out
    }`,
  ),
  composed(
    "add_significance",
    'data, p.col, output.col, cutpoints!c(0, 1e-04, 0.001, 0.01, 0.05, 1), symbols!c("****", "***", "**", "*", "ns")',
    `function(data, p.col = NULL, output.col = NULL) {
      if (is.null(p.col)) p.col <- intersect(c("p.adj", "p", "p.value"), names(data))[1]
      if (is.na(p.col)) stop("the table has no column p; p.col names it")
      if (is.null(output.col)) output.col <- paste0(p.col, ".signif")
      out <- as_tibble(data)
      out[[output.col]] <- stars(out[[p.col]])
      rownames(out) <- NULL
      out
    }`,
  ),
];
