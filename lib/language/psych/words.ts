/**
 * Words of psych that describe columns: `describe describeBy skew kurtosi corr.test geometric.mean
 * harmonic.mean headTail SD fisherz fisherz2r`. `describe` is also a word of dlookr.
 *
 * Sources: of skewness and kurtosis Joanes & Gill (1998), The Statistician 47, 183–189, whose b₁ is psych's type 3.
 *
 * @module
 */
import { DLOOKR } from "../dlookr/describing.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { refusing } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";
import { sharedWord } from "../evaluation/shared_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  skewness: `function(x, type) {
    x <- x[!is.na(x)]
    n <- length(x)
    d <- x - mean(x)
    g <- sqrt(n) * sum(d^3) / sum(d^2)^1.5
    switch(type, g, g * sqrt(n * (n - 1)) / (n - 2), sum(d^3) / (n * sd(x)^3))
  }`,
  peakedness: `function(x, type) {
    x <- x[!is.na(x)]
    n <- length(x)
    d <- x - mean(x)
    g <- n * sum(d^4) / sum(d^2)^2 - 3
    switch(type, g, (n - 1) * ((n + 1) * g + 6) / ((n - 2) * (n - 3)), sum(d^4) / (n * sd(x)^4) - 3)
  }`,
  described: `function(x, skew, ranges, trim, type, quant, IQR, omit) {
    d <- if (is.data.frame(x)) as.data.frame(x) else if (length(dim(x)) == 2) as.data.frame(x) else data.frame(X1 = x)
    number <- function(v) is.numeric(v) && !is.factor(v)
    if (omit) d <- d[sapply(d, number)]
    heads <- names(d)
    rows <- lapply(seq_along(d), function(k) {
      v <- d[[k]]
      whole <- is.logical(v)
      known <- if (whole) numeric(0) else if (number(v)) as.numeric(v[!is.na(v)]) else as.numeric(if (is.factor(v)) v[!is.na(v)] else factor(v[!is.na(v)]))
      n <- sum(!is.na(v))
      m <- if (length(known) == 0) NaN else mean(known)
      s <- if (length(known) == 0) NA_real_ else sd(known)
      most <- if (length(known) == 0) c(Inf, -Inf) else range(known)
      t <- data.frame(vars = k, n = n, mean = m, sd = s)
      none <- length(known) == 0
      if (skew && ranges) {
        t$median <- if (none) NA_real_ else median(known)
        t$trimmed <- if (none) NaN else mean(known, trim = trim)
        t$mad <- if (none) NA_real_ else mad(known)
      }
      if (ranges) {
        t$min <- most[1]
        t$max <- most[2]
        t$range <- if (none) -Inf else most[2] - most[1]
      }
      if (skew) {
        t$skew <- if (none) NA_real_ else skewness(known, type)
        t$kurtosis <- if (none) NA_real_ else peakedness(known, type)
      }
      t$se <- s / sqrt(n)
      if (IQR) t$IQR <- if (none) NA_real_ else diff(quantile(known, c(0.25, 0.75), names = FALSE))
      for (q in quant) t[[paste0("Q", q)]] <- if (none) NA_real_ else quantile(known, q, names = FALSE)
      t
    })
    out <- do.call(rbind, rows)
    rownames(out) <- paste0(heads, ifelse(sapply(d, number) | sapply(d, is.logical), "", "*"))
    class(out) <- c("psych", "describe", "data.frame")
    out
  }`,
  lookup: `function(x, group) {
    if (is.character(group) && is.data.frame(x) && all(group %in% names(x))) return(x[group])
    if (is.list(group)) group else list(group = group)
  }`,
};

const word = (name: string, parameters: string, text: string): Builtin =>
  composedWord(name, parameters, text, COMMON);

const FORMALS =
  `skew = TRUE, ranges = TRUE, trim = 0.1, type = 3, quant = NULL, IQR = FALSE, omit = FALSE, fast = FALSE`;
const GIVEN = `skew && !fast, ranges, trim, type, quant, IQR, omit`;

const DESCRIBE = word(
  "describe",
  "x, na.rm!TRUE, interp!FALSE, skew, ranges, trim, type, check!TRUE, fast, quant, IQR, omit, data!NULL",
  `function(x, ${FORMALS}) described(x, ${GIVEN})`,
);

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  sharedWord(
    "describe",
    {
      psych: DESCRIBE,
      dlookr: DLOOKR.find((w) => w.name === "describe")!,
      Hmisc: refusing(
        "describe",
        "psych::describe() and dlookr::describe() are here; summary(d) looks at each column",
        "describe() of Hmisc is not part of the block language",
      ),
      "": refusing(
        "describe",
        "library(psych) or psych::describe() means psych's, dlookr::describe() that of dlookr",
        "describe() is another table in dlookr, psych and Hmisc",
      ),
    },
    () => "",
  ),
  word(
    "describeBy",
    "x, group, mat, digits, data, skew, ranges, trim, type, fast, quant, IQR, omit, ...",
    `function(x, group = NULL, mat = FALSE, digits = 15, data = NULL, ${FORMALS}) {
      if (inherits(x, "formula")) {
        if (is.null(data)) stop("a formula needs data")
        f <- attr(terms(x), "term.labels")
        own <- setdiff(all.vars(x), f)
        group <- data[f]
        x <- data[own]
      } else group <- lookup(x, group)
      if (is.null(group)) return(described(x, ${GIVEN}))
      labels <- names(group)
      if (is.null(labels)) labels <- rep("", length(group))
      d <- if (is.data.frame(x)) x else if (length(dim(x)) == 2) as.data.frame(x) else data.frame(X1 = x)
      levels_of <- lapply(group, function(g) levels(factor(g)))
      cells <- expand.grid(unname(levels_of), stringsAsFactors = FALSE)
      keep <- lapply(seq_len(nrow(cells)), function(k)
        Reduce("&", lapply(seq_along(group), function(j) as.character(group[[j]]) == cells[k, j])))
      keep <- lapply(keep, function(w) which(w))
      here <- lengths(keep) > 0
      cells <- cells[here, , drop = FALSE]
      tables <- lapply(keep[here], function(w) described(d[w, , drop = FALSE], ${GIVEN}))
      if (mat) {
        k <- ncol(d)
        rows <- lapply(seq_len(k), function(v) do.call(rbind, lapply(seq_along(tables), function(i) {
          t <- tables[[i]][v, , drop = FALSE]
          class(t) <- "data.frame"
          t
        })))
        out <- do.call(rbind, rows)
        key <- data.frame(item = as.character(seq_len(nrow(out))), stringsAsFactors = FALSE)
        for (j in seq_along(group)) key[[paste0("group", j)]] <- rep(cells[[j]], k)
        heads <- rownames(tables[[1]])
        own <- paste0(rep(heads, each = length(tables)), rep(seq_along(tables), k))
        out <- cbind(key, round_columns(out, digits))
        rownames(out) <- own
        return(out)
      }
      attr(tables, "labels") <- labels
      attr(tables, "cells") <- cells
      names(tables) <- do.call(paste, c(unname(as.list(cells)), sep = "."))
      class(tables) <- c("psych", "describeBy")
      tables
    }`.replace("round_columns(out, digits)", "as.data.frame(lapply(out, round, digits))"),
  ),
  word(
    "print.describe",
    "x, digits, ...",
    `function(x, digits = 2, ...) {
      out <- as.data.frame(lapply(as.list(x), round, digits))
      names(out) <- names(x)
      rownames(out) <- rownames(x)
      print(out)
      invisible(x)
    }`,
  ),
  word(
    "print.describeBy",
    "x, digits, ...",
    `function(x, digits = 2, ...) {
      labels <- attr(x, "labels")
      cells <- attr(x, "cells")
      cat("\\n Descriptive statistics by group \\n")
      for (k in seq_len(nrow(cells))) {
        if (k > 1) cat(strrep("-", floor(0.75 * getOption("width"))), "\\n")
        for (j in seq_along(labels)) cat(labels[j], ": ", cells[k, j], "\\n", sep = "")
        print(x[[k]], digits = digits)
      }
      invisible(x)
    }`,
  ),
  word(
    "skew",
    "x, na.rm!TRUE, type",
    `function(x, type = 3) if (is.data.frame(x)) unname(sapply(x, skewness, type)) else skewness(x, type)`,
  ),
  word(
    "kurtosi",
    "x, na.rm!TRUE, type",
    `function(x, type = 3) if (is.data.frame(x)) sapply(x, peakedness, type) else peakedness(x, type)`,
  ),
  word(
    "geometric.mean",
    "x, na.rm!TRUE",
    `function(x) if (is.data.frame(x)) sapply(x, function(v) exp(mean(log(v), na.rm = TRUE))) else exp(mean(log(x), na.rm = TRUE))`,
  ),
  word(
    "harmonic.mean",
    "x, na.rm!TRUE, zero!TRUE",
    `function(x) if (is.data.frame(x)) sapply(x, function(v) 1 / mean(1 / v, na.rm = TRUE)) else 1 / mean(1 / x, na.rm = TRUE)`,
  ),
  word(
    "SD",
    "x, na.rm!TRUE",
    `function(x) if (is.data.frame(x)) sapply(x, sd, na.rm = TRUE) else sd(x, na.rm = TRUE)`,
  ),
  word("fisherz", "rho", `function(rho) 0.5 * log((1 + rho) / (1 - rho))`),
  word("fisherz2r", "z", `function(z) (exp(2 * z) - 1) / (1 + exp(2 * z))`),
];
