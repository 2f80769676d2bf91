/**
 * A line for each group as nlme has it: `lmList` and what is made of it, `intervals`, `lme`.
 *
 * Source: Pinheiro & Bates (2000), Mixed-Effects Models in S and S-PLUS, section 4.1.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../evaluation/composed_word.ts";

const COMMON = {
  // model and groups of y ~ x | g
  parts_of: `function(formula) {
    said <- paste(deparse(formula), collapse = " ")
    list(model = trimws(sub("\\\\|.*$", "", said)), group = trimws(sub("^.*\\\\|", "", said)))
  }`,
  pooled: `function(x) {
    fits <- attr(x, "fits")
    df <- sum(sapply(fits, df.residual))
    list(df = df, sigma = sqrt(sum(sapply(fits, function(m) sum(residuals(m)^2))) / df))
  }`,
  // estimates and their standard errors by the pooled deviation, or by each group's own
  tabled: `function(x, pool = attr(x, "pool")) {
    fits <- attr(x, "fits")
    own <- pooled(x)
    b <- do.call(rbind, lapply(fits, coef))
    se <- do.call(rbind, lapply(fits, function(m) sqrt(diag(vcov(m))) * if (pool) own$sigma / sigma(m) else 1))
    df <- if (pool) rep(own$df, length(fits)) else sapply(fits, df.residual)
    list(b = b, se = se, df = df, sigma = own$sigma, pooled = own$df)
  }`,
  heading: `function(x) {
    cat("Call:\\n  Model:", attr(x, "written"), "\\n   Data:", attr(x, "data"), "\\n\\n")
  }`,
};

/** Generic functions that have methods for it. */
export const LM_LIST_METHODS = [
  ...["coef", "summary", "confint", "fitted", "residuals", "resid", "intervals", "lme", "fixef"],
  ...["augPred", "predict", "plot"],
];

/** nlme's word. */
export const LM_LIST: Builtin = composedWord(
  "lmList",
  "object, data, level!1, subset!NULL, na.action!na.omit, control?, pool, warn.lm?",
  `function(object, data = NULL, pool = TRUE) {
    if (inherits(object, "data.frame")) {
      given <- deparse(substitute(object))
      data <- object
      object <- formula(object)
    } else {
      if (is.null(data)) .refuse("wrong-argument", "lmList() has no data", "Write lmList(y ~ x | g, data = d)")
      given <- deparse(substitute(data))
    }
    p <- parts_of(object)
    if (!(p$group %in% names(data))) .refuse("unknown-column", paste("The data have no column", p$group), "Write lmList(y ~ x | g, data = d)")
    g <- factor(data[[p$group]])
    f <- as.formula(p$model)
    fits <- lapply(levels(g), function(l) lm(f, data = data[!is.na(g) & g == l, , drop = FALSE]))
    names(fits) <- levels(g)
    structure(fits, fits = fits, written = paste(deparse(object), collapse = " "), data = given, rows = data,
      groups = as.character(g), group = p$group, model = p$model, pool = pool, class = c("lmList", "lmList4"))
  }`,
  COMMON,
  LM_LIST_METHODS,
);

/** What is made of it. */
export const WORDS: readonly Builtin[] = [
  composedMethod(
    "print.lmList",
    "x, ...",
    `function(x, ...) {
      own <- pooled(x)
      heading(x)
      cat("Coefficients:\\n")
      print(coef(x))
      n <- sum(sapply(attr(x, "fits"), nobs))
      cat("\\nDegrees of freedom: ", n, " total; ", own$df, " residual\\n", sep = "")
      cat("Residual standard error: ", format(own$sigma), "\\n", sep = "")
      invisible(x)
    }`,
    COMMON,
  ),
  composedMethod(
    "summary.lmList",
    "object, pool, ...",
    `function(object, pool = attr(object, "pool"), ...) {
      structure(c(tabled(object, pool), list(pool = pool)), written = attr(object, "written"), data = attr(object, "data"), class = "summary.lmList")
    }`,
    COMMON,
  ),
  composedMethod(
    "print.summary.lmList",
    "x, ...",
    `function(x, ...) {
      heading(x)
      cat("Coefficients:\\n")
      for (k in seq_len(ncol(x$b))) {
        cat("  ", colnames(x$b)[k], "\\n")
        t <- x$b[, k] / x$se[, k]
        print(cbind(Estimate = x$b[, k], "Std. Error" = x$se[, k], "t value" = t, "Pr(>|t|)" = 2 * pt(-abs(t), x$df)))
      }
      if (x$pool) cat("\\nResidual standard error:", format(x$sigma), "on", x$pooled, "degrees of freedom\\n")
      cat("\\n")
      invisible(x)
    }`,
    COMMON,
  ),
  composedMethod(
    "intervals.lmList",
    "object, level, pool, ...",
    `function(object, level = 0.95, pool = attr(object, "pool"), ...) {
      own <- tabled(object, pool)
      half <- qt((1 + level) / 2, own$df) * own$se
      heads <- colnames(own$b)
      out <- array(NA_real_, c(nrow(own$b), 3, length(heads)), dimnames = list(rownames(own$b), c("lower", "est.", "upper"), heads))
      for (k in seq_along(heads)) {
        out[, 1, k] <- own$b[, k] - half[, k]
        out[, 2, k] <- own$b[, k]
        out[, 3, k] <- own$b[, k] + half[, k]
      }
      out
    }`,
    COMMON,
  ),
  composedMethod(
    "fixef.lmList",
    "object, ...",
    `function(object, ...) colMeans(coef(object))`,
  ),
  composedMethod(
    "lme.lmList",
    "fixed, data?, random, correlation!NULL, weights!NULL, method, control?, ...",
    `function(fixed, random = NULL, method = "REML", ...) {
      right <- trimws(sub("^[^~]*~", "", attr(fixed, "model")))
      rows <- attr(fixed, "data")
      if (make.names(rows) != rows) rows <- "data"
      assign(rows, attr(fixed, "rows"))
      effects <- if (is.null(random)) paste("~", right, "|", attr(fixed, "group")) else paste(deparse(random), collapse = " ")
      eval(parse(text = paste0("lme(", attr(fixed, "model"), ", data = ", rows, ", random = ", effects, ", method = \\"", method, "\\")"))[[1]])
    }`,
    COMMON,
  ),
];
