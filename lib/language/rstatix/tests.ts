/**
 * Tests of rstatix, whose values are tables, group by group: `t_test wilcox_test kruskal_test
 * welch_anova_test shapiro_test levene_test dunn_test`.
 *
 * Sources: Dunn (1964), Technometrics 6, 241–252, with the variance for ties.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed, composedTest } from "./composing.ts";

/** Tests. */
export const TESTS: readonly Builtin[] = [
  composedTest(
    "t_test",
    "t.test",
    "data, formula, comparisons!NULL, ref.group, p.adjust.method, paired, var.equal, alternative, mu, conf.level, detailed!FALSE",
    `function(data, formula, ref.group = NULL, p.adjust.method = "holm", paired = FALSE, var.equal = FALSE,
             alternative = "two.sided", mu = 0, conf.level = 0.95)
      named(each(data, function(d) paired_off(d, formula, "t", p.adjust.method, ref.group, function(a, b) {
        t <- t.test(a, b, paired = paired, var.equal = var.equal, alternative = alternative, mu = mu, conf.level = conf.level)
        list(statistic = t$statistic[[1]], df = t$parameter[[1]], p = t$p.value)
      })), "t_test")`,
  ),
  composedTest(
    "wilcox_test",
    "wilcox.test",
    "data, formula, comparisons!NULL, ref.group, p.adjust.method, paired, exact, alternative, mu, conf.level!0.95, detailed!FALSE",
    `function(data, formula, ref.group = NULL, p.adjust.method = "holm", paired = FALSE, exact = NULL,
             alternative = "two.sided", mu = 0)
      named(each(data, function(d) paired_off(d, formula, "w", p.adjust.method, ref.group, function(a, b) {
        t <- suppressWarnings(wilcox.test(a, b, paired = paired, exact = exact, alternative = alternative, mu = mu))
        list(statistic = t$statistic[[1]], p = t$p.value)
      })), "wilcox_test")`,
  ),
  composed(
    "kruskal_test",
    "data, formula",
    `function(data, formula) named(each(data, function(d) {
      s <- sides(formula)
      t <- kruskal.test(d[[s[1]]], levelled(d[[s[2]]]))
      tibble(.y. = s[1], n = nrow(d), statistic = t$statistic[[1]], df = as.integer(t$parameter[[1]]),
             p = signif(t$p.value, 3), method = "Kruskal-Wallis")
    }), "kruskal_test")`,
  ),
  composed(
    "welch_anova_test",
    "data, formula",
    `function(data, formula) named(each(data, function(d) {
      s <- sides(formula)
      t <- oneway.test(y ~ g, data.frame(y = d[[s[1]]], g = levelled(d[[s[2]]])))
      tibble(.y. = s[1], n = nrow(d), statistic = round(t$statistic, 2), DFn = t$parameter[[1]],
             DFd = t$parameter[[2]], p = signif(t$p.value, 3), method = "Welch ANOVA")
    }), "welch_anova_test")`,
  ),
  composedTest(
    "shapiro_test",
    "shapiro.test",
    "data, ..., vars!NULL",
    `function(data, ...) {
      own <- names(select(ungroup(as_tibble(data)), ...))
      if (length(own) == 0) stop("name the columns to test")
      each(data, function(d) {
        bind_rows(lapply(sort(own), function(v) {
          t <- shapiro.test(d[[v]])
          tibble(variable = v, statistic = t$statistic[[1]], p = t$p.value)
        }))
      })
    }`,
  ),
  composed(
    "levene_test",
    "data, formula, center",
    `function(data, formula, center = median) each(data, function(d) {
      s <- all.vars(formula)
      z <- d[[s[1]]]
      g <- interaction(lapply(s[-1], function(v) levelled(d[[v]])), drop = TRUE)
      keep <- !is.na(z) & !is.na(g)
      z <- z[keep]
      g <- g[keep]
      away <- abs(z - ave(z, g, FUN = center))
      t <- oneway.test(away ~ g, data.frame(away = away, g = g), var.equal = TRUE)
      tibble(df1 = as.integer(t$parameter[[1]]), df2 = as.integer(t$parameter[[2]]),
             statistic = t$statistic[[1]], p = t$p.value)
    })`,
  ),
  composed(
    "dunn_test",
    "data, formula, p.adjust.method, detailed!FALSE",
    `function(data, formula, p.adjust.method = "holm") named(each(data, function(d) {
      s <- sides(formula)
      keep <- !is.na(d[[s[1]]]) & !is.na(d[[s[2]]])
      y <- d[[s[1]]][keep]
      g <- levelled(d[[s[2]]][keep])
      n <- length(y)
      ties <- as.vector(table(y))
      spread <- n * (n + 1) / 12 - sum(ties^3 - ties) / (12 * (n - 1))
      middle <- tapply(rank(y), g, mean)
      size <- table(g)
      two <- combn(levels(g), 2)
      z <- sapply(seq_len(ncol(two)), function(k) {
        a <- two[1, k]
        b <- two[2, k]
        (middle[[b]] - middle[[a]]) / sqrt(spread * (1 / size[[a]] + 1 / size[[b]]))
      })
      p <- 2 * pnorm(abs(z), lower.tail = FALSE)
      adjusted <- p.adjust(p, p.adjust.method)
      tibble(.y. = s[1], group1 = two[1, ], group2 = two[2, ], n1 = as.integer(size[two[1, ]]),
             n2 = as.integer(size[two[2, ]]), statistic = z, p = p, p.adj = adjusted,
             p.adj.signif = stars(adjusted))
    }), "dunn_test")`,
  ),
];
