/**
 * Tests of counts by rstatix, and of what stands behind a multivariate analysis:
 * `chisq_test fisher_test prop_test binom_test multinom_test mcnemar_test box_m mshapiro_test`, and `p_format`.
 *
 * Sources: Box (1949) for equal covariances; Shapiro & Wilk (1965) along the direction that is furthest out.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed } from "./composing.ts";

const COUNTS: Readonly<Record<string, string>> = {
  test_of: `function(x, class, args) {
    out <- named(x, class, args)
    out
  }`,
};

/** A word of counts. */
const counted = (name: string, parameters: string, text: string): Builtin =>
  composed(name, parameters, text, COUNTS);

/** Words of these tests. */
export const TESTS_OF_COUNTS: readonly Builtin[] = [
  counted(
    "chisq_test",
    "x, y, correct, p, rescale.p!FALSE, simulate.p.value!FALSE, B?",
    `function(x, y = NULL, correct = TRUE, p = NULL) {
      if (is.data.frame(x)) x <- as.matrix(x)
      t <- if (!is.null(y)) chisq.test(x, y, correct = correct) else if (is.null(p)) chisq.test(x, correct = correct) else chisq.test(x, p = p)
      n <- if (is.matrix(x)) sum(x) else length(x)
      out <- tibble(n = n, statistic = unname(t$statistic), p = signif(t$p.value, 3),
        df = if (is.null(y) && !is.matrix(x)) unname(t$parameter) else as.integer(t$parameter), method = "Chi-square test", p.signif = stars(t$p.value))
      test_of(out, "chisq_test", list(x = x, y = y))
    }`,
  ),
  counted(
    "fisher_test",
    "xtab, workspace?, alternative, conf.int!TRUE, conf.level, simulate.p.value!FALSE, B?, detailed, ...",
    `function(xtab, alternative = "two.sided", conf.level = 0.95, detailed = FALSE, ...) {
      if (is.data.frame(xtab)) xtab <- as.matrix(xtab)
      t <- fisher.test(xtab, alternative = alternative, conf.level = conf.level)
      out <- if (detailed && !is.null(t$estimate)) {
        tibble(n = sum(xtab), estimate = unname(t$estimate), p = signif(t$p.value, 3), conf.low = t$conf.int[1],
          conf.high = t$conf.int[2], method = "Fisher's Exact test", alternative = t$alternative)
      } else if (detailed) {
        tibble(n = sum(xtab), p = signif(t$p.value, 3), method = "Fisher's Exact test", alternative = t$alternative)
      } else tibble(n = sum(xtab), p = signif(t$p.value, 3))
      out$p.signif <- stars(t$p.value)
      test_of(out, "exact_test", list(xtab = xtab))
    }`,
  ),
  counted(
    "prop_test",
    "x, n, p, alternative, correct, conf.level, detailed",
    `function(x, n, p = NULL, alternative = "two.sided", correct = TRUE, conf.level = 0.95, detailed = FALSE) {
      if (is.data.frame(x)) x <- as.matrix(x)
      t <- if (is.matrix(x)) prop.test(x, p = p, alternative = alternative, correct = correct, conf.level = conf.level)
        else prop.test(x, n, p = p, alternative = alternative, correct = correct, conf.level = conf.level)
      size <- if (is.matrix(x)) rowSums(x) else n
      out <- tibble(n = sum(size))
      if (detailed) {
        if (length(size) > 1) for (k in seq_along(size)) out[[paste0("n", k)]] <- size[k]
        e <- unname(t$estimate)
        if (length(e) == 1) out$estimate <- e else for (k in seq_along(e)) out[[paste0("estimate", k)]] <- e[k]
      }
      out$statistic <- unname(t$statistic)
      if (detailed) out$p <- signif(t$p.value, 3)
      out$df <- unname(t$parameter)
      if (length(size) == 1) out$df <- as.integer(out$df)
      if (!detailed) out$p <- signif(t$p.value, 3)
      if (detailed) {
        if (!is.null(t$conf.int)) {
          out$conf.low <- t$conf.int[1]
          out$conf.high <- t$conf.int[2]
        }
        out$method <- "Prop test"
        out$alternative <- t$alternative
      }
      out$p.signif <- stars(t$p.value)
      test_of(out, "prop_test", list(x = x))
    }`,
  ),
  counted(
    "binom_test",
    "x, n, p, alternative, conf.level, detailed",
    `function(x, n = NULL, p = 0.5, alternative = "two.sided", conf.level = 0.95, detailed = FALSE) {
      t <- if (length(x) == 2) binom.test(x, p = p, alternative = alternative, conf.level = conf.level)
        else binom.test(x, n, p = p, alternative = alternative, conf.level = conf.level)
      size <- if (length(x) == 2) sum(x) else n
      out <- if (detailed) {
        tibble(n = size, estimate = unname(t$estimate), statistic = unname(t$statistic), p = t$p.value,
          parameter = unname(t$parameter), conf.low = t$conf.int[1], conf.high = t$conf.int[2], method = t$method,
          alternative = t$alternative)
      } else {
        tibble(n = size, estimate = unname(t$estimate), conf.low = t$conf.int[1], conf.high = t$conf.int[2],
          p = t$p.value)
      }
      out$p.signif <- stars(t$p.value)
      test_of(out, "exact_test", list(x = x))
    }`,
  ),
  counted(
    "mcnemar_test",
    "x, y!NULL, correct",
    `function(x, correct = TRUE) {
      if (is.data.frame(x)) x <- as.matrix(x)
      t <- mcnemar.test(x, correct = correct)
      out <- tibble(n = sum(x), statistic = unname(t$statistic), df = unname(t$parameter), p = signif(t$p.value, 3),
        p.signif = stars(t$p.value), method = "McNemar test")
      test_of(out, "mcnemar_test", list(x = x))
    }`,
  ),
  composed(
    "box_m",
    "data, group",
    `function(data, group) {
      x <- as.matrix(data)
      g <- factor(as.character(group))
      if (length(g) != nrow(x)) stop("group has as many values as data have rows")
      p <- ncol(x)
      k <- nlevels(g)
      v <- tapply(g, g, length) - 1
      own <- lapply(levels(g), function(l) cov(x[g == l, , drop = FALSE]))
      pooled <- Reduce("+", Map(function(s, n) s * n, own, v)) / sum(v)
      log_of <- function(s) as.numeric(determinant(s)$modulus)
      m <- sum(v) * log_of(pooled) - sum(v * sapply(own, log_of))
      shrink <- (2 * p^2 + 3 * p - 1) / (6 * (p + 1) * (k - 1)) * (sum(1 / v) - 1 / sum(v))
      df <- p * (p + 1) / 2 * (k - 1)
      tibble(statistic = m * (1 - shrink), p.value = pchisq(m * (1 - shrink), df, lower.tail = FALSE), parameter = df,
        method = "Box's M-test for Homogeneity of Covariance Matrices")
    }`,
  ),
  composed(
    "mshapiro_test",
    "data",
    `function(data) {
      x <- as.matrix(data)
      x <- x[complete.cases(x), , drop = FALSE]
      r <- t(x) - colMeans(x)
      s <- solve(r %*% t(r))
      far <- which.max(colSums(r * (s %*% r)))
      t <- shapiro.test(as.vector(x %*% (s %*% r[, far])))
      tibble(statistic = unname(t$statistic), p.value = t$p.value)
    }`,
  ),
  composed(
    "p_format",
    "x, ..., new.col, digits, accuracy, decimal.mark, leading.zero, trailing.zero, add.p, space",
    `function(x, ..., new.col = FALSE, digits = 2, accuracy = 1e-04, decimal.mark = ".", leading.zero = TRUE,
              trailing.zero = FALSE, add.p = FALSE, space = FALSE) {
      one <- function(x) {
        out <- gsub(" ", "", format.pval(x, digits = digits, eps = accuracy), fixed = TRUE)
        out <- gsub("<1e-04", "<0.0001", out, fixed = TRUE)
        if (!leading.zero) out <- sub("(^|<)0\\\\.", "\\\\1.", out)
        if (!trailing.zero) out <- sub("\\\\.$", "", sub("(\\\\.[0-9]*?)0+$", "\\\\1", out))
        if (decimal.mark != ".") out <- gsub(".", decimal.mark, out, fixed = TRUE)
        if (add.p) out <- ifelse(grepl("<", out, fixed = TRUE), paste0("p", out), paste0("p=", out))
        if (space) out <- if (add.p) gsub("(=|<)", " \\\\1 ", out) else gsub("(=|<)", "\\\\1 ", out)
        out
      }
      if (!is.data.frame(x)) return(one(x))
      for (v in intersect(c("p", "p.adj", "p.value"), names(x))) {
        if (new.col) x[[paste0(v, ".format")]] <- one(x[[v]]) else x[[v]] <- one(x[[v]])
      }
      x
    }`,
  ),
];
