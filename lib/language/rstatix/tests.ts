/**
 * Tests of samples by rstatix, whose values are tables, group by group: `t_test wilcox_test sign_test` and
 * those of pairs, `pairwise_t_test pairwise_wilcox_test pairwise_sign_test`.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed, composedTest } from "./composing.ts";

const vectors = (name: string): string => `Did you mean ${name}(), which takes vectors?`;

const ASKED =
  `list(data = data, formula = formula, comparisons = comparisons, ref.group = ref.group, method = method)`;

const T = `
  function(a, b) {
    t <- if (is.null(b)) t.test(a, alternative = alternative, mu = mu, conf.level = conf.level)
    else t.test(a, b, paired = paired, var.equal = var.equal, alternative = alternative, mu = mu, conf.level = conf.level)
    e <- t$estimate
    found <- if (length(e) == 2) list(estimate = e[[1]] - e[[2]], estimate1 = e[[1]], estimate2 = e[[2]])
      else list(estimate = e[[1]])
    c(found, list(statistic = t$statistic[[1]], df = t$parameter[[1]], p = t$p.value, conf.low = t$conf.int[1],
      conf.high = t$conf.int[2], method = "T-test", alternative = alternative))
  }`;

const T_TEST = `{
  method <- "t_test"
  named(each(data, function(d) paired_off(d, formula, p.adjust.method, ref.group, comparisons,
    c("statistic", "df", "p"), detailed, ${T})), method, ${ASKED})
}`;

const W = `
  function(a, b) {
    t <- suppressWarnings(
      if (is.null(b)) wilcox.test(a, exact = exact, alternative = alternative, mu = mu, conf.int = detailed, conf.level = conf.level)
      else wilcox.test(a, b, paired = paired, exact = exact, alternative = alternative, mu = mu, conf.int = detailed, conf.level = conf.level))
    found <- if (detailed) list(estimate = t$estimate[[1]], conf.low = t$conf.int[1], conf.high = t$conf.int[2])
    c(found, list(statistic = t$statistic[[1]], p = t$p.value, method = "Wilcoxon", alternative = alternative))
  }`;

const W_TEST = `{
  method <- "wilcox_test"
  named(each(data, function(d) paired_off(d, formula, p.adjust.method, ref.group, comparisons,
    c("statistic", "p"), detailed, ${W})), method, ${ASKED})
}`;

// the sign test of differences, whose limits for the median are order statistics
const S = `
  function(a, b) {
    away <- (if (is.null(b)) a else {
      if (length(a) != length(b)) stop("the sign test is of pairs")
      a - b
    }) - mu
    away <- away[!is.na(away)]
    n <- sum(away != 0)
    above <- sum(away > 0)
    p <- switch(alternative, two.sided = min(1, 2 * pbinom(min(above, n - above), n, 0.5)),
      less = pbinom(above, n, 0.5), greater = pbinom(above - 1, n, 0.5, lower.tail = FALSE))
    sorted <- sort(away) + mu
    m <- length(sorted)
    tail <- if (alternative == "two.sided") (1 - conf.level) / 2 else 1 - conf.level
    k <- qbinom(tail, m, 0.5)
    low <- if (alternative == "less" || k < 1) -Inf else sorted[k]
    high <- if (alternative == "greater" || k < 1) Inf else sorted[m - k + 1]
    list(estimate = median(sorted), statistic = as.numeric(above), df = as.numeric(n), p = p, conf.low = low, conf.high = high,
      method = "Sign-Test", alternative = alternative)
  }`;

const S_TEST = `{
  method <- "sign_test"
  named(each(data, function(d) paired_off(d, formula, p.adjust.method, ref.group, comparisons,
    c("statistic", "df", "p"), detailed, ${S})), method, ${ASKED})
}`;

const PARAMETERS = "data, formula, comparisons, ref.group, p.adjust.method";
const FORMALS = `data, formula, comparisons = NULL, ref.group = NULL, p.adjust.method = "holm"`;
const T_MORE = `alternative = "two.sided", mu = 0, conf.level = 0.95, detailed = FALSE`;

/** Tests of samples. */
export const TESTS: readonly Builtin[] = [
  composedTest(
    "t_test",
    vectors("t.test"),
    `${PARAMETERS}, paired, var.equal, alternative, mu, conf.level, detailed`,
    `function(${FORMALS}, paired = FALSE, var.equal = FALSE, ${T_MORE}) ${T_TEST}`,
  ),
  composedTest(
    "wilcox_test",
    vectors("wilcox.test"),
    `${PARAMETERS}, paired, exact, alternative, mu, conf.level, detailed`,
    `function(${FORMALS}, paired = FALSE, exact = NULL, ${T_MORE}) ${W_TEST}`,
  ),
  composedTest(
    "sign_test",
    "Name the table first: d %>% sign_test(y ~ g)",
    `${PARAMETERS}, alternative, mu, conf.level, detailed`,
    `function(${FORMALS}, ${T_MORE}) ${S_TEST}`,
  ),
  composedTest(
    "pairwise_t_test",
    vectors("pairwise.t.test"),
    `${PARAMETERS}, paired, pool.sd, alternative, mu, conf.level, detailed`,
    `function(${FORMALS}, paired = FALSE, pool.sd = !paired, ${T_MORE}) {
      var.equal <- FALSE
      if (paired || !pool.sd) return(${T_TEST})
      method <- "t_test"
      named(each(data, function(d) {
        s <- sides(formula)
        keep <- !is.na(d[[s[1]]]) & !is.na(d[[s[2]]])
        y <- d[[s[1]]][keep]
        g <- levelled(d[[s[2]]][keep])
        size <- tapply(y, g, length)
        middle <- tapply(y, g, mean)
        rest <- length(y) - nlevels(g)
        pooled <- sqrt(sum((y - middle[as.character(g)])^2) / rest)
        two <- pairs_of(levels(g), ref.group, comparisons)
        t <- (middle[two[1, ]] - middle[two[2, ]]) / (pooled * sqrt(1 / size[two[1, ]] + 1 / size[two[2, ]]))
        p <- as.vector(switch(alternative, two.sided = 2 * pt(-abs(t), rest), less = pt(t, rest), greater = pt(-t, rest)))
        adjusted <- p.adjust(p, p.adjust.method)
        key <- tibble(.y. = s[1], group1 = two[1, ], group2 = two[2, ], n1 = as.integer(size[two[1, ]]),
          n2 = as.integer(size[two[2, ]]), p = signif(p, 3))
        if (detailed) tibble(key, method = "T-test", p.adj = signif(adjusted, 3), p.signif = stars(p), p.adj.signif = stars(adjusted))
        else tibble(key, p.signif = stars(p), p.adj = signif(adjusted, 3), p.adj.signif = stars(adjusted))
      }), method, ${ASKED})
    }`,
  ),
  composedTest(
    "pairwise_wilcox_test",
    vectors("pairwise.wilcox.test"),
    `${PARAMETERS}, paired, exact, alternative, mu, conf.level, detailed`,
    `function(${FORMALS}, paired = FALSE, exact = NULL, ${T_MORE}) ${W_TEST}`,
  ),
  composed(
    "pairwise_sign_test",
    `${PARAMETERS}, alternative, mu, conf.level, detailed`,
    `function(${FORMALS}, ${T_MORE}) ${S_TEST}`,
  ),
];
