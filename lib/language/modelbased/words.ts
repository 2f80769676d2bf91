/**
 * Words of modelbased over those of emmeans and `predict`: `estimate_means estimate_contrasts
 * estimate_expectation estimate_prediction`, with the tables that they print.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../evaluation/composed_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  // factors of the fixed effects, or those that are named
  factors_of: `function(model, said) {
    said <- unlist(said)
    if (!is.null(said) && !identical(said, "auto")) {
      if (any(grepl("=", said, fixed = TRUE))) stop("columns are named alone here; emmeans() takes their values as at = list(x = 1:3)")
      return(said)
    }
    f <- insight_factors(model)
    if (length(f) == 0) stop("the model has no factor: name the columns")
    f
  }`,
  insight_factors: `function(model) {
    d <- model.frame(model)
    own <- if (inherits(model, "merMod") || inherits(model, "glmmTMB") || inherits(model, "lme")) all.vars(formula(model, fixed.only = TRUE)) else all.vars(formula(model))
    own <- intersect(own[-1], names(d))
    own[sapply(own, function(v) is.factor(d[[v]]) || is.character(d[[v]]) || is.logical(d[[v]]))]
  }`,
  made: `function(t, class, ci, title, footer) {
    rownames(t) <- NULL
    attr(t, "ci") <- ci
    attr(t, "title") <- title
    attr(t, "footer") <- footer
    class(t) <- c(class, "data.frame")
    t
  }`,
  estimate_of:
    `function(e) intersect(c("emmean", "response", "prob", "rate", "estimate", "ratio", "odds.ratio"), names(e))[1]`,
  limits_of: `function(e) {
    low <- intersect(c("lower.CL", "asymp.LCL"), names(e))[1]
    high <- intersect(c("upper.CL", "asymp.UCL"), names(e))[1]
    list(low = e[[low]], high = e[[high]])
  }`,
  predicted: `function(model, data, ci, prediction) {
    if (!inherits(model, "lm") || inherits(model, "glm")) stop("of an lm here; predict() takes other models")
    d <- if (is.null(data)) model.frame(model)[, -1, drop = FALSE] else as.data.frame(data)
    p <- if (is.null(data)) predict(model, se.fit = TRUE) else predict(model, newdata = d, se.fit = TRUE)
    se <- as.vector(p$se.fit)
    fit <- as.vector(p$fit)
    if (prediction) se <- sqrt(se^2 + sigma(model)^2)
    q <- qt((1 + ci) / 2, df.residual(model))
    d$Predicted <- fit
    d$SE <- se
    d$CI_low <- fit - q * se
    d$CI_high <- fit + q * se
    if (is.null(data)) d$Residuals <- as.vector(residuals(model))
    d
  }`,
};

const PRINTING: Readonly<Record<string, string>> = {
  two: `function(v) ifelse(is.na(v), "", formatC(v, digits = 2, format = "f"))`,
  cells_of: `function(t) {
    ci <- attr(t, "ci")
    out <- list()
    df <- t[["df"]]
    same <- !is.null(df) && length(unique(df)) == 1
    for (v in names(t)) {
      x <- t[[v]]
      if (v == "CI_high") next
      if (v == "df" && same) next
      if (v == "CI_low") {
        low <- two(x)
        high <- two(t[["CI_high"]])
        out[[paste0(round(100 * ci, 2), "% CI")]] <- paste0("[", formatC(low, width = max(nchar(low))), ", ", formatC(high, width = max(nchar(high))), "]")
      } else if (v == "p") {
        p <- ifelse(x < 0.001, "< .001", formatC(x, digits = 3, format = "f"))
        out[["p"]] <- formatC(p, width = -max(nchar(p)))
      } else if (v %in% c("t", "z") && same && is.finite(df[1])) {
        out[[paste0(v, "(", if (df[1] == round(df[1])) round(df[1]) else two(df[1]), ")")]] <- two(x)
      } else if (is.numeric(x)) {
        out[[v]] <- if (all(x == round(x), na.rm = TRUE) && !(v %in% c("Mean", "Difference", "SE", "Predicted"))) as.character(x) else two(x)
      } else out[[v]] <- as.character(x)
    }
    out
  }`,
  table_lines: `function(t) {
    cells <- cells_of(t)
    heads <- names(cells)
    columns <- lapply(seq_along(cells), function(k) {
      all <- c(heads[k], cells[[k]])
      formatC(all, width = if (k == 1) -max(nchar(all)) else max(nchar(all)))
    })
    rows <- do.call(paste, c(columns, sep = " | "))
    c(rows[1], strrep("-", nchar(rows[1])), rows[-1])
  }`,
};

const METHODS =
  `c(holm = "Holm (1979)", tukey = "Tukey", none = "Uncorrected", bonferroni = "Bonferroni", sidak = "Sidak",
  fdr = "Benjamini & Hochberg (1995)", BH = "Benjamini & Hochberg (1995)", hochberg = "Hochberg (1988)",
  hommel = "Hommel (1988)", BY = "Benjamini & Yekutieli (2001)", scheffe = "Scheffe", mvt = "Multivariate-t")`;

const PRINT = `function(x, ...) {
  cat(attr(x, "title"), "\\n\\n", sep = "")
  cat(table_lines(x), sep = "\\n")
  cat("\\n\\n", attr(x, "footer"), "\\n", sep = "")
  invisible(x)
}`;

const predicting = (name: string, title: string, prediction: boolean): Builtin =>
  composedWord(
    name,
    "model, data, by!NULL, predict!NULL, ci, transform!NULL, keep_iterations!FALSE",
    `function(model, data = NULL, ci = 0.95) {
      t <- predicted(model, data, ci, ${prediction ? "TRUE" : "FALSE"})
      made(t, c("${name}", "estimate_predicted"), ci, "${title}", paste("Variable predicted:", trimws(sub("~.*$", "", paste(deparse(formula(model)), collapse = " ")))))
    }`,
    COMMON,
  );

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  composedWord(
    "estimate_means",
    'model, by, at, levels, modulate, fixed!NULL, transform, ci, backend!"emmeans", lmer.df, adjust?',
    `function(model, by = NULL, at = NULL, levels = NULL, modulate = NULL, transform = "response", ci = 0.95, lmer.df = NULL) {
      f <- factors_of(model, c(if (is.null(by)) if (is.null(at)) levels else at else by, modulate))
      specs <- as.formula(paste("~", paste(f, collapse = "+")))
      type <- if (identical(transform, "response")) "response" else "link"
      e <- if (is.null(lmer.df)) emmeans(model, specs, type = type, level = ci) else emmeans(model, specs, type = type, level = ci, lmer.df = lmer.df)
      e <- as.data.frame(e)
      l <- limits_of(e)
      m <- estimate_of(e)
      t <- e[f]
      t[[if (m == "prob") "Probability" else if (m == "rate") "Rate" else "Mean"]] <- e[[m]]
      t$SE <- e$SE
      t$CI_low <- l$low
      t$CI_high <- l$high
      made(t, c("estimate_means", "see_estimate_means"), ci, "Estimated Marginal Means", paste("Marginal means estimated at", paste(f, collapse = ", ")))
    }`,
    COMMON,
  ),
  composedWord(
    "estimate_contrasts",
    'model, contrast, by, at, levels, modulate, fixed!NULL, transform!"none", ci, p_adjust, adjust, method!"pairwise", standardize!FALSE, backend!"emmeans", lmer.df',
    `function(model, contrast = NULL, by = NULL, at = NULL, levels = NULL, modulate = NULL, ci = 0.95, p_adjust = "holm", adjust = NULL, lmer.df = NULL) {
      if (!is.null(adjust)) p_adjust <- adjust
      within <- unlist(c(if (is.null(by)) at else by, modulate))
      f <- unlist(if (is.null(contrast)) levels else contrast)
      if (is.null(f)) f <- setdiff(insight_factors(model), within)[1]
      f <- factors_of(model, f)
      specs <- as.formula(paste("~", paste(c(f, within), collapse = "+")))
      e <- if (is.null(lmer.df)) emmeans(model, specs) else emmeans(model, specs, lmer.df = lmer.df)
      p <- if (is.null(within)) pairs(e) else pairs(e, by = within)
      s <- as.data.frame(summary(p, infer = c(TRUE, TRUE), level = ci, adjust = p_adjust))
      l <- limits_of(s)
      two <- strsplit(as.character(s$contrast), " - ", fixed = TRUE)
      if (any(lengths(two) != 2)) stop("levels that hold a minus are not told apart: pairs(emmeans(m, ~ x)) has the contrasts")
      bare <- function(v) gsub("^\\\\(|\\\\)$", "", v)
      t <- data.frame(Level1 = bare(sapply(two, function(v) v[1])), Level2 = bare(sapply(two, function(v) v[2])), stringsAsFactors = FALSE)
      for (v in within) t[[v]] <- s[[v]]
      t$Difference <- s$estimate
      t$CI_low <- l$low
      t$CI_high <- l$high
      t$SE <- s$SE
      t$df <- s$df
      if ("t.ratio" %in% names(s)) t$t <- s$t.ratio else t$z <- s$z.ratio
      t$p <- s$p.value
      known <- ${METHODS}
      how <- if (p_adjust %in% names(known)) known[[p_adjust]] else p_adjust
      made(t, c("estimate_contrasts", "see_estimate_contrasts"), ci, "Marginal Contrasts Analysis",
        paste0("Marginal contrasts estimated at ", paste(f, collapse = ", "), "\\np-value adjustment method: ", how))
    }`,
    COMMON,
  ),
  predicting("estimate_expectation", "Model-based Expectation", false),
  predicting("estimate_prediction", "Model-based Prediction", true),
  ...["estimate_means", "estimate_contrasts", "estimate_predicted"].map((name) =>
    composedMethod(`print.${name}`, "x, ...", PRINT, PRINTING)
  ),
];
