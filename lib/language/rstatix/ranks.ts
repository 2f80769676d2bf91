/**
 * Tests of several groups by rstatix: `kruskal_test friedman_test welch_anova_test shapiro_test levene_test
 * dunn_test games_howell_test`, and the sizes of effects beside them.
 *
 * Sources: Dunn (1964), Technometrics 6, 241–252, with the variance for ties; Games & Howell (1976), J. Educ.
 * Stat. 1, 113–125; Kendall's W of Friedman's statistic; η² of H: Tomczak & Tomczak (2014), Trends Sport Sci. 1,
 * 19–25.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed, composedTest } from "./composing.ts";

const SIZE = {
  sized: `function(x, at) factor(
    c("small", "moderate", "large")[findInterval(abs(x), at) + 1], levels = c("small", "moderate", "large"), ordered = TRUE)`,
  // response, groups and blocks of y ~ g | b
  blocks: `function(formula) {
    said <- all.vars(formula)
    if (length(said) != 3) stop("the formula is written response ~ groups | blocks")
    said
  }`,
};

/** Tests of several groups. */
export const RANKS: readonly Builtin[] = [
  composed(
    "kruskal_test",
    "data, formula",
    `function(data, formula) named(each(data, function(d) {
      s <- sides(formula)
      t <- kruskal.test(d[[s[1]]], levelled(d[[s[2]]]))
      tibble(.y. = s[1], n = nrow(d), statistic = t$statistic[[1]], df = as.integer(t$parameter[[1]]),
             p = signif(t$p.value, 3), method = "Kruskal-Wallis")
    }), "kruskal_test", list(data = data, formula = formula, method = "kruskal_test"))`,
  ),
  composed(
    "kruskal_effsize",
    "data, formula, ci!FALSE, conf.level?, ci.type?, nboot?",
    `function(data, formula) named(each(data, function(d) {
      s <- sides(formula)
      g <- levelled(d[[s[2]]])
      t <- kruskal.test(d[[s[1]]], g)
      size <- (t$statistic[[1]] - nlevels(g) + 1) / (nrow(d) - nlevels(g))
      tibble(.y. = s[1], n = nrow(d), effsize = size, method = "eta2[H]", magnitude = sized(size, c(0.06, 0.14)))
    }), "kruskal_effsize")`,
    SIZE,
  ),
  composed(
    "friedman_test",
    "data, formula",
    `function(data, formula) named(each(data, function(d) {
      s <- blocks(formula)
      t <- friedman.test(d[[s[1]]], d[[s[2]]], d[[s[3]]])
      tibble(.y. = s[1], n = length(unique(d[[s[3]]])), statistic = t$statistic[[1]], df = t$parameter[[1]],
             p = signif(t$p.value, 3), method = "Friedman test")
    }), "friedman_test", list(data = data, formula = formula, method = "friedman_test"))`,
    SIZE,
  ),
  composed(
    "friedman_effsize",
    "data, formula, ci!FALSE, conf.level?, ci.type?, nboot?",
    `function(data, formula) named(each(data, function(d) {
      s <- blocks(formula)
      t <- friedman.test(d[[s[1]]], d[[s[2]]], d[[s[3]]])
      n <- length(unique(d[[s[3]]]))
      size <- t$statistic[[1]] / (n * t$parameter[[1]])
      tibble(.y. = s[1], n = n, effsize = size, method = "Kendall W", magnitude = sized(size, c(0.3, 0.5)))
    }), "friedman_effsize")`,
    SIZE,
  ),
  composed(
    "welch_anova_test",
    "data, formula",
    `function(data, formula) named(each(data, function(d) {
      s <- sides(formula)
      t <- oneway.test(y ~ g, data.frame(y = d[[s[1]]], g = levelled(d[[s[2]]])))
      tibble(.y. = s[1], n = nrow(d), statistic = round(t$statistic, 2), DFn = t$parameter[[1]],
             DFd = t$parameter[[2]], p = signif(t$p.value, 3), method = "Welch ANOVA")
    }), "welch_anova_test", list(data = data, formula = formula, method = "welch_anova_test"))`,
  ),
  composedTest(
    "shapiro_test",
    "Did you mean shapiro.test(), which takes vectors?",
    "data, ..., vars",
    `function(data, ..., vars = NULL) {
      own <- c(names(select(ungroup(as_tibble(data)), ...)), vars)
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
    "data, formula, p.adjust.method, detailed",
    `function(data, formula, p.adjust.method = "holm", detailed = FALSE) named(each(data, function(d) {
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
      away <- as.vector(middle[two[2, ]] - middle[two[1, ]])
      z <- sapply(seq_len(ncol(two)), function(k)
        away[k] / sqrt(spread * (1 / size[[two[1, k]]] + 1 / size[[two[2, k]]])))
      p <- 2 * pnorm(abs(z), lower.tail = FALSE)
      adjusted <- p.adjust(p, p.adjust.method)
      key <- tibble(.y. = s[1], group1 = two[1, ], group2 = two[2, ], n1 = as.integer(size[two[1, ]]),
             n2 = as.integer(size[two[2, ]]))
      if (detailed) tibble(key, estimate = away, estimate1 = array(middle[two[1, ]]),
        estimate2 = array(middle[two[2, ]]), statistic = z, p = p, method = "Dunn Test", p.adj = adjusted,
        p.adj.signif = stars(adjusted))
      else tibble(key, statistic = z, p = p, p.adj = adjusted, p.adj.signif = stars(adjusted))
    }), "dunn_test", list(data = data, formula = formula, method = "dunn_test"))`,
  ),
  composed(
    "games_howell_test",
    "data, formula, conf.level, detailed",
    `function(data, formula, conf.level = 0.95, detailed = FALSE) named(each(data, function(d) {
      s <- sides(formula)
      keep <- !is.na(d[[s[1]]]) & !is.na(d[[s[2]]])
      y <- d[[s[1]]][keep]
      g <- levelled(d[[s[2]]][keep])
      two <- combn(levels(g), 2)
      k <- nlevels(g)
      size <- tapply(y, g, length)
      middle <- tapply(y, g, mean)
      share <- tapply(y, g, var) / size
      own <- as.vector(share[two[1, ]])
      other <- as.vector(share[two[2, ]])
      n1 <- as.integer(size[two[1, ]])
      n2 <- as.integer(size[two[2, ]])
      away <- as.vector(middle[two[2, ]] - middle[two[1, ]])
      se <- sqrt((own + other) / 2)
      t <- abs(away) / sqrt(own + other)
      df <- (own + other)^2 / (own^2 / (n1 - 1) + other^2 / (n2 - 1))
      p <- ptukey(t * sqrt(2), k, df, lower.tail = FALSE)
      reach <- qtukey(conf.level, k, df) * se
      key <- tibble(.y. = s[1], group1 = two[1, ], group2 = two[2, ])
      if (detailed) tibble(key, n1 = n1, n2 = n2, estimate = away, conf.low = away - reach, conf.high = away + reach,
        se = se, statistic = t, df = df, p.adj = short(p), p.adj.signif = stars(p), method = "Games-Howell")
      else tibble(key, estimate = away, conf.low = away - reach, conf.high = away + reach, p.adj = short(p),
        p.adj.signif = stars(p))
    }), "games_howell_test", list(data = data, formula = formula, method = "games_howell_test"))`,
  ),
];
