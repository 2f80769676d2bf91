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
    "data, ..., type, show, probs",
    `function(data, ..., type = "full", show = NULL, probs = seq(0, 1, 0.25)) {
      kinds <- list(
        full = c("min", "max", "median", "q1", "q3", "iqr", "mad", "mean", "sd", "se", "ci"),
        common = c("min", "max", "median", "iqr", "mean", "sd", "se", "ci"),
        robust = c("median", "iqr"), five_number = c("min", "max", "q1", "median", "q3"),
        mean_sd = c("mean", "sd"), mean_se = c("mean", "se"), mean_ci = c("mean", "ci"),
        median_iqr = c("median", "iqr"), median_mad = c("median", "mad"),
        mean = "mean", median = "median", min = "min", max = "max")
      shares <- paste0(probs * 100, "%")
      kinds$quantile <- shares
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
        if (type == "quantile") all <- c(n = n, setNames(quantile(x, probs, names = FALSE), shares))
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
      if (inherits(data, "anova_test")) {
        data <- get_anova_table(data)
        data[["p.adj"]] <- p.adjust(data[["p"]], method)
        return(data)
      }
      if (is.null(p.col)) p.col <- intersect(c("p", "p.value"), names(data))[1]
      if (is.na(p.col)) stop("the table has no column p; p.col names it")
      if (is.null(output.col)) output.col <- "p.adj"
      out <- as_tibble(data)
      out[[output.col]] <- p.adjust(out[[p.col]], method)
      rownames(out) <- NULL
      kept(out, data)
    }`,
  ),
  composed(
    "add_significance",
    "data, p.col, output.col, cutpoints, symbols",
    `function(data, p.col = NULL, output.col = NULL, cutpoints = c(0, 1e-04, 0.001, 0.01, 0.05, 1),
              symbols = c("****", "***", "**", "*", "ns")) {
      if (is.null(p.col)) p.col <- intersect(c("p.adj", "p", "p.value"), names(data))[1]
      if (is.na(p.col)) stop("the table has no column p; p.col names it")
      if (is.null(output.col)) output.col <- paste0(p.col, ".signif")
      out <- as_tibble(data)
      at <- findInterval(out[[p.col]], cutpoints, left.open = TRUE, rightmost.closed = TRUE)
      out[[output.col]] <- symbols[pmax(1, at)]
      rownames(out) <- NULL
      kept(out, data)
    }`,
  ),
  composed(
    "freq_table",
    "data, ..., vars, na.rm!TRUE",
    `function(data, ..., vars = NULL) {
      if (!is.data.frame(data)) {
        data <- tibble(group = data)
        own <- "group"
      } else own <- c(names(select(ungroup(as_tibble(data)), ...)), vars)
      keys <- group_vars(data)
      if (length(own) == 0 && length(keys) > 0) own <- keys else own <- c(keys, own)
      d <- ungroup(as_tibble(data))
      d <- d[complete.cases(d[own]), ]
      out <- count(d, across(all_of(own)), name = "n")
      within <- own[-length(own)]
      whole <- if (length(within) == 0) sum(out$n) else ave(out$n, interaction(out[within]), FUN = sum)
      out$prop <- round(out$n * 100 / whole, 1)
      out
    }`,
  ),
  composed(
    "get_mode",
    "x",
    `function(x) {
      counts <- table(x)
      own <- names(counts)[counts == max(counts)]
      if (length(own) == length(counts)) own <- NA
      if (is.numeric(x)) as.numeric(own) else own
    }`,
  ),
  composed(
    "p_round",
    "x, ..., digits",
    `function(x, ..., digits = 3) {
    brief <- function(p) ifelse(p < 10^-digits, signif(p, digits), round(p, digits))
    if (is.numeric(x)) return(brief(x))
    own <- if (...length() > 0) names(select(x, ...)) else intersect(c("p", "p.adj", "p.value"), names(x))
    for (v in own) x[[v]] <- brief(x[[v]])
    x
  }`,
  ),
  composed(
    "mahalanobis_distance",
    "data, ...",
    `function(data, ...) {
      own <- if (...length() == 0) data else select(data, ...)
      own <- own[sapply(own, is.numeric)]
      d <- round(mahalanobis(as.matrix(own), colMeans(own), cov(as.matrix(own))), 3)
      data$mahal.dist <- as.vector(d)
      data$is.outlier <- pchisq(data$mahal.dist, ncol(own), lower.tail = FALSE) < 0.001
      data
    }`,
  ),
  composed(
    "reorder_levels",
    "data, name, order",
    `function(data, name, order) {
      v <- all.vars(substitute(name))
      if (length(v) == 0) v <- name
      data[[v]] <- factor(data[[v]], levels = order)
      data
    }`,
  ),
  composed(
    "set_ref_level",
    "data, name, ref",
    `function(data, name, ref) {
      v <- all.vars(substitute(name))
      if (length(v) == 0) v <- name
      data[[v]] <- relevel(factor(data[[v]]), ref = ref)
      data
    }`,
  ),
  composed(
    "remove_ns",
    "stat.test, col, signif.cutoff",
    `function(stat.test, col = NULL, signif.cutoff = 0.05) {
      if (is.null(col)) col <- intersect(c("p.adj.signif", "p.adj", "p.signif", "p"), names(stat.test))[1]
      v <- stat.test[[col]]
      kept(stat.test[if (is.numeric(v)) v <= signif.cutoff else v != "ns", ], stat.test)
    }`,
  ),
];
