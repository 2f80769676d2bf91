/**
 * Sizes of effects by rstatix: `cohens_d wilcox_effsize partial_eta_squared cramer_v`.
 *
 * Sources: Cohen (1988); of rank tests z/√n with z by the variance of the ranks given their ties, that of
 * pairs by Pratt's (1959) ranks of all differences; Cramér's V.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { sharedWord } from "../evaluation/shared_word.ts";
import { beginsWithTable, composed } from "./composing.ts";

const SIZED = {
  graded:
    `function(x, words, at) factor(words[findInterval(abs(x), at) + 1], levels = words, ordered = TRUE)`,
  // pairs of groups with the size of each; keys of groups of rows stand behind it
  sizes: `function(data, formula, ref, comparisons, size, graded) {
    keys <- group_vars(data)
    out <- each(data, function(d) {
      s <- sides(formula, TRUE)
      if (length(s) == 1) {
        y <- d[[s]][!is.na(d[[s]])]
        return(tibble(.y. = s, group1 = "1", group2 = "null model", effsize = size(y, NULL), n = length(y)))
      }
      keep <- !is.na(d[[s[1]]]) & !is.na(d[[s[2]]])
      y <- d[[s[1]]][keep]
      g <- levelled(d[[s[2]]][keep])
      two <- pairs_of(levels(g), ref, comparisons)
      bind_rows(lapply(seq_len(ncol(two)), function(k) {
        a <- if (two[1, k] == "all" && !("all" %in% levels(g))) y else y[g == two[1, k]]
        b <- y[g == two[2, k]]
        tibble(.y. = s[1], group1 = two[1, k], group2 = two[2, k], effsize = size(a, b), n1 = length(a), n2 = length(b))
      }))
    })
    out$magnitude <- graded(out$effsize)
    if (length(keys) > 0) out <- relocate(out, all_of(keys), .after = effsize)
    out
  }`,
};

const COHENS_D = composed(
  "cohens_d",
  "data, formula, comparisons, ref.group, paired, mu, var.equal, hedges.correction, ci!FALSE, conf.level?, ci.type?, nboot?, ...",
  `function(data, formula, comparisons = NULL, ref.group = NULL, paired = FALSE, mu = 0, var.equal = FALSE,
              hedges.correction = FALSE) {
      size <- function(a, b) {
        if (is.null(b)) {
          if (hedges.correction) stop("hedges.correction is of two samples")
          return((mean(a) - mu) / sd(a))
        }
        if (paired) {
          d <- mean(a - b) / sd(a - b)
          n <- length(a)
          return(if (hedges.correction) d * (n - 2) / (n - 1.25) else d)
        }
        n <- length(a) + length(b)
        pooled <- if (var.equal) ((length(a) - 1) * var(a) + (length(b) - 1) * var(b)) / (n - 2) else (var(a) + var(b)) / 2
        d <- (mean(a) - mean(b)) / sqrt(pooled)
        if (hedges.correction) d * (n - 3) / (n - 2.25) else d
      }
      grade <- function(x) graded(x, c("negligible", "small", "moderate", "large"), c(0.2, 0.5, 0.8))
      named(sizes(data, formula, ref.group, comparisons, size, grade), "cohens_d")
    }`,
  SIZED,
);

/** Sizes of effects. */
export const SIZES: readonly Builtin[] = [
  sharedWord(
    "cohens_d",
    { rstatix: COHENS_D, effectsize: null },
    (call) => beginsWithTable(call) ? "rstatix" : "effectsize",
  ),
  composed(
    "wilcox_effsize",
    "data, formula, comparisons, ref.group, paired, alternative!two.sided, mu, ci!FALSE, conf.level?, ci.type?, nboot?",
    `function(data, formula, comparisons = NULL, ref.group = NULL, paired = FALSE, mu = 0) {
      size <- function(a, b) {
        if (is.null(b) || paired) {
          away <- if (is.null(b)) a - mu else a - b
          r <- rank(abs(away))[away != 0]
          sign <- away[away != 0] > 0
          z <- (sum(r[sign]) - sum(r) / 2) / sqrt(sum(r^2) / 4)
          return(abs(z) / sqrt(length(away)))
        }
        n1 <- length(a)
        n <- n1 + length(b)
        r <- rank(c(a, b))
        z <- (sum(r[seq_len(n1)]) - n1 * (n + 1) / 2) / sqrt(n1 * (n - n1) / n * var(r))
        abs(z) / sqrt(n)
      }
      grade <- function(x) graded(x, c("small", "moderate", "large"), c(0.3, 0.5))
      named(sizes(data, formula, ref.group, comparisons, size, grade), "wilcox_effsize")
    }`,
    SIZED,
  ),
  composed(
    "partial_eta_squared",
    "model",
    `function(model) {
      t <- anova(model)
      s <- t[["Sum Sq"]]
      k <- length(s)
      setNames(s[-k] / (s[-k] + s[k]), rownames(t)[-k])
    }`,
  ),
  composed(
    "cramer_v",
    "x, y, correct",
    `function(x, y = NULL, correct = TRUE) {
      t <- if (is.null(y)) x else table(x, y)
      found <- suppressWarnings(chisq.test(t, correct = correct))$statistic[[1]]
      sqrt(found / (sum(t) * (min(dim(t)) - 1)))
    }`,
  ),
];
