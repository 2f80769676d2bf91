/**
 * Comparisons of means of fitted models by rstatix: `tukey_hsd emmeans_test get_emmeans`.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composed, composedTest } from "./composing.ts";

const TUKEY = {
  tukeyed: `function(m, which, ordered, conf.level, data = m$model) {
    own <- TukeyHSD(m, ordered = ordered, conf.level = conf.level)
    if (is.null(which)) which <- names(own)
    own <- own[which]
    bind_rows(lapply(names(own), function(term) {
      t <- own[[term]]
      parts <- strsplit(term, ":", fixed = TRUE)[[1]]
      groups <- Reduce(function(a, b) as.vector(outer(a, b, paste, sep = ":")),
        lapply(parts, function(v) levels(levelled(data[[v]]))))
      pairs <- as.data.frame(combn(groups, 2))
      heads <- paste(pairs[2, ], pairs[1, ], sep = "-")
      back <- paste(pairs[1, ], pairs[2, ], sep = "-")
      at <- match(rownames(t), heads)
      turned <- is.na(at)
      at[turned] <- match(rownames(t)[turned], back)
      a <- unlist(pairs[1, at])
      b <- unlist(pairs[2, at])
      tibble(term = term, group1 = unname(ifelse(turned, b, a)), group2 = unname(ifelse(turned, a, b)), null.value = 0,
        estimate = t[, "diff"], conf.low = t[, "lwr"], conf.high = t[, "upr"], p.adj = signif(t[, "p adj"], 3),
        p.adj.signif = stars(t[, "p adj"]))
    }))
  }`,
  as_groups: `function(d, formula) {
    for (v in all.vars(formula)[-1]) if (!is.numeric(d[[v]])) d[[v]] <- levelled(d[[v]])
    d
  }`,
};

const tukey = composed(
  "tukey_hsd",
  "x, formula, which, ordered, conf.level",
  `function(x, formula = NULL, which = NULL, ordered = FALSE, conf.level = 0.95) {
    if (is.data.frame(x)) {
      named(each(x, function(d) {
        d <- as_groups(as.data.frame(d), formula)
        for (v in all.vars(formula)[-1]) d[[v]] <- levelled(d[[v]])
        tukeyed(aov(formula, d), which, ordered, conf.level, d)
      }), "tukey_hsd", list(data = x, formula = formula, method = "tukey_hsd"))
    } else {
      d <- model.frame(x)
      m <- if (inherits(x, "aov")) x else aov(formula(x), d)
      named(tukeyed(m, which, ordered, conf.level, d), "tukey_hsd",
        list(data = d, formula = formula(x), method = "tukey_hsd"))
    }
  }`,
  TUKEY,
);

/** Comparisons by models. */
export const MODELS: readonly Builtin[] = [
  { ...tukey, keepsThings: true },
  composedTest(
    "emmeans_test",
    "Did you mean emmeans(), which takes a model?",
    "data, formula, covariate, ref.group, comparisons, p.adjust.method, conf.level, model, detailed",
    `function(data, formula, covariate = NULL, ref.group = NULL, comparisons = NULL, p.adjust.method = "bonferroni",
              conf.level = 0.95, model = NULL, detailed = FALSE) {
      s <- sides(formula)
      keys <- group_vars(data)
      more <- substitute(covariate)
      more <- if (is.null(more)) NULL else all.vars(more)
      d <- as.data.frame(ungroup(data))
      asked <- list(data = data, formula = formula, method = "emmeans_test")
      for (v in c(s[2], keys)) d[[v]] <- levelled(d[[v]])
      right <- paste(c(more, paste(c(keys, s[2]), collapse = "*")), collapse = "+")
      m <- if (is.null(model)) lm(as.formula(paste(s[1], "~", right)), data = d) else model
      lev <- levels(d[[s[2]]])
      specs <- as.formula(paste("~", paste(c(s[2], keys), collapse = "+")))
      e <- as.data.frame(emmeans(m, specs, level = conf.level))
      # every pair of one combination of the others
      two <- pairs_of(lev, ref.group, comparisons)
      weights <- lapply(seq_len(ncol(two)), function(k) (lev == two[1, k]) - (lev == two[2, k]))
      names(weights) <- apply(two, 2, paste, collapse = " - ")
      by <- if (length(keys) == 0) NULL else keys
      t <- as.data.frame(summary(contrast(emmeans(m, specs), weights, by = by), infer = c(TRUE, TRUE), level = conf.level,
        adjust = "none"))
      pair <- match(as.character(t$contrast), names(weights))
      key <- if (length(keys) == 0) tibble(.rows = nrow(t)) else as_tibble(t[keys])
      block <- if (length(keys) == 0) rep(1, nrow(t)) else interaction(t[keys])
      adjusted <- ave(t$p.value, block, FUN = function(p) p.adjust(p, p.adjust.method))
      term <- paste(c(more, s[2]), collapse = "*")
      out <- tibble(key, term = term, .y. = s[1], group1 = two[1, pair], group2 = two[2, pair], null.value = 0,
        estimate = t$estimate, se = t$SE, df = t$df, conf.low = t$lower.CL, conf.high = t$upper.CL,
        statistic = t$t.ratio, p = t$p.value, p.adj = adjusted, p.adj.signif = stars(adjusted))
      if (length(keys) > 0) out <- arrange(out, across(all_of(keys)))
      if (!detailed) out <- select(out, -c(null.value, estimate, se, conf.low, conf.high))
      e <- tibble(e[keys], if (length(more) > 0) as_tibble(lapply(d[more][sapply(d[more], is.numeric)], mean)), e[s[2]],
        emmean = e$emmean, se = e$SE, df = e$df,
        conf.low = e$lower.CL, conf.high = e$upper.CL, method = "Emmeans test")
      out <- named(out, "emmeans_test", asked)
      attr(out, "emmeans") <- e
      out
    }`,
  ),
  composed(
    "get_emmeans",
    "emmeans.test",
    `function(emmeans.test) {
      found <- attr(emmeans.test, "emmeans")
      if (is.null(found)) stop("get_emmeans() takes what emmeans_test() gave")
      found
    }`,
  ),
];
