/**
 * Correlations of columns as tables by rstatix: `cor_test cor_mat cor_pmat cor_get_pval cor_gather
 * cor_reorder cor_select cor_mark_significant pull_lower_triangle pull_upper_triangle
 * replace_lower_triangle replace_upper_triangle`.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed, composedTest } from "./composing.ts";

const SAID = {
  one: `function(x, y, alternative, method, conf.level, use) {
    t <- suppressWarnings(cor.test(x, y, alternative = alternative, method = method, conf.level = conf.level))
    r <- t$estimate[[1]]
    said <- switch(method, pearson = "Pearson", kendall = "Kendall", spearman = "Spearman")
    # a column with itself
    if (isTRUE(r >= 1)) r <- 1
    out <- list(cor = round(r, 2), statistic = t$statistic[[1]], p = signif(t$p.value, 3))
    if (method == "pearson") {
      ends <- if (is.null(t$conf.int)) c(NA, NA) else t$conf.int
      out <- c(out, list(conf.low = ends[1], conf.high = ends[2]))
    }
    c(out, list(method = said))
  }`,
  chosen: `function(d, ...) {
    own <- if (...length() == 0) d else select(d, ...)
    names(own)[sapply(own, is.numeric)]
  }`,
  square: `function(values, names, class) {
    out <- as_tibble(c(list(rowname = names), setNames(lapply(seq_along(names), function(k) values[, k]), names)))
    class(out) <- c(class, "tbl_df", "tbl", "data.frame")
    out
  }`,
  p_values: `function(d, own, method, alternative, conf.level) {
    k <- length(own)
    p <- matrix(0, k, k)
    for (i in seq_len(k)) for (j in seq_len(k)) if (i != j)
      p[i, j] <- signif(suppressWarnings(cor.test(d[[own[i]]], d[[own[j]]], method = method, alternative = alternative,
        conf.level = conf.level))$p.value, 3)
    p
  }`,
  as_square: `function(x) {
    m <- sapply(as.list(x)[-1], function(v) v)
    dimnames(m) <- list(x[["rowname"]], names(x)[-1])
    m
  }`,
  // one triangle of a table, the other blank
  triangle: `function(x, diagonal, keep, blank) {
    m <- as_square(x)
    t <- matrix(trimws(as.character(m)), nrow(m))
    gone <- if (keep == "lower") upper.tri(m, diag = !diagonal) else lower.tri(m, diag = !diagonal)
    t[gone] <- blank
    out <- data.frame(rowname = x[["rowname"]], stringsAsFactors = FALSE)
    for (k in seq_len(ncol(m))) out[[colnames(m)[k]]] <- t[, k]
    class(out) <- c(paste0(keep, "_tri"), "cor_mat_tri", "data.frame")
    attr(out, "pvalue") <- attr(x, "pvalue")
    out
  }`,
};

const METHODS =
  `alternative = "two.sided", method = c("pearson", "kendall", "spearman"), conf.level = 0.95`;

function triangles(act: "pull" | "replace"): Builtin[] {
  return (["lower", "upper"] as const).map((side) => {
    const keep = act === "pull" ? side : side === "lower" ? "upper" : "lower";
    const more = act === "pull" ? "" : ", by";
    const blank = act === "pull" ? `""` : "by";
    return composed(
      `${act}_${side}_triangle`,
      `x, diagonal${more}`,
      `function(x, diagonal = FALSE${act === "pull" ? "" : `, by = ""`})
        triangle(x, ${act === "pull" ? "diagonal" : "!diagonal"}, "${keep}", ${blank})`,
      SAID,
    );
  });
}

/** Correlations. */
export const CORRELATIONS: readonly Builtin[] = [
  composedTest(
    "cor_test",
    "Did you mean cor.test(), which takes vectors?",
    "data, ..., vars, vars2, alternative, method, conf.level, use!pairwise.complete.obs",
    `function(data, ..., vars = NULL, vars2 = NULL, ${METHODS}) {
      method <- match.arg(method)
      keys <- group_vars(data)
      plain <- ungroup(as_tibble(data))
      said <- if (...length() > 0) names(select(plain, ...)) else character(0)
      quoted <- function(e) if (is.null(e)) NULL else names(select(plain, all_of(e)))
      first <- c(said, quoted(vars))
      second <- quoted(vars2)
      if (length(first) == 0) first <- setdiff(names(plain)[sapply(plain, is.numeric)], keys)
      if (is.null(second) && length(first) == 2 && length(vars) == 0) {
        second <- first[2]
        first <- first[1]
      }
      if (is.null(second)) second <- if (length(vars) > 0)
        setdiff(names(plain)[sapply(plain, is.numeric)], c(first, keys)) else first
      each(data, function(d) bind_rows(lapply(first, function(a) bind_rows(lapply(second, function(b)
        tibble(var1 = a, var2 = b, !!!one(d[[a]], d[[b]], alternative, method, conf.level)))))))
    }`,
    SAID,
  ),
  composed(
    "cor_mat",
    "data, ..., vars, method, alternative, conf.level",
    `function(data, ..., vars = NULL, ${METHODS}) {
      method <- match.arg(method)
      plain <- as_tibble(data)
      own <- if (is.null(vars)) chosen(plain, ...) else vars
      if (length(own) < 3) stop("cor_mat() takes three columns at least; cor_test() takes two")
      r <- round(cor(as.matrix(plain[own]), method = method, use = "pairwise.complete.obs"), 2)
      out <- named(square(r, own, character(0)), "cor_mat")
      attr(out, "pvalue") <- square(p_values(plain, own, method, alternative, conf.level), own, "pvalue")
      class(out) <- c("cor_mat", "rstatix_test", "tbl_df", "tbl", "data.frame")
      out
    }`,
    SAID,
  ),
  composed(
    "cor_pmat",
    "data, ..., vars, method, alternative, conf.level",
    `function(data, ..., vars = NULL, ${METHODS}) {
      method <- match.arg(method)
      plain <- as_tibble(data)
      own <- if (is.null(vars)) chosen(plain, ...) else vars
      square(p_values(plain, own, method, alternative, conf.level), own, "pvalue")
    }`,
    SAID,
  ),
  composed(
    "cor_get_pval",
    "x",
    `function(x) {
      p <- attr(x, "pvalue")
      if (is.null(p)) stop("cor_get_pval() takes what cor_mat() gave")
      p
    }`,
  ),
  composed(
    "cor_gather",
    "data, drop.na!TRUE",
    `function(data) {
      m <- as_square(data)
      k <- nrow(m)
      p <- attr(data, "pvalue")
      out <- tibble(var1 = rep(rownames(m), ncol(m)), var2 = rep(colnames(m), each = k), cor = as.vector(m))
      if (!is.null(p)) out$p <- as.vector(as_square(p))
      out
    }`,
    SAID,
  ),
  composed(
    "cor_reorder",
    "x",
    `function(x) {
      m <- as_square(x)
      at <- hclust(as.dist((1 - m) / 2))$order
      out <- named(square(m[at, at], rownames(m)[at], character(0)), "cor_mat")
      p <- attr(x, "pvalue")
      if (!is.null(p)) {
        q <- as_square(p)
        attr(out, "pvalue") <- square(q[at, at], rownames(m)[at], "pvalue")
      }
      class(out) <- c("cor_mat", "rstatix_test", "tbl_df", "tbl", "data.frame")
      out
    }`,
    SAID,
  ),
  composed(
    "cor_select",
    "x, ..., vars",
    `function(x, ..., vars = NULL) {
      m <- as_square(x)
      own <- if (is.null(vars)) names(select(as_tibble(as.data.frame(m)), ...)) else vars
      out <- named(square(m[own, own], own, character(0)), "cor_mat")
      p <- attr(x, "pvalue")
      if (!is.null(p)) attr(out, "pvalue") <- square(as_square(p)[own, own], own, "pvalue")
      class(out) <- c("cor_mat", "rstatix_test", "tbl_df", "tbl", "data.frame")
      out
    }`,
    SAID,
  ),
  composed(
    "cor_mark_significant",
    "x, cutpoints, symbols",
    `function(x, cutpoints = c(0, 1e-04, 0.001, 0.01, 0.05, 1), symbols = c("****", "***", "**", "*", "")) {
      p <- attr(x, "pvalue")
      if (is.null(p)) stop("cor_mark_significant() takes what cor_mat() gave")
      mark <- symbols[pmax(1, findInterval(as_square(p), cutpoints, left.open = TRUE, rightmost.closed = TRUE))]
      m <- as_square(x)
      t <- matrix(paste0(trimws(as.character(m)), mark), nrow(m), dimnames = dimnames(m))
      out <- as_tibble(c(list(rowname = rownames(m)), lapply(setNames(seq_len(ncol(m)), colnames(m)), function(k) t[, k])))
      triangle(out, FALSE, if (inherits(x, "upper_tri")) "upper" else "lower", "")
    }`,
    SAID,
  ),
  ...triangles("pull"),
  ...triangles("replace"),
];
