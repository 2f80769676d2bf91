/**
 * Words of lme4 that work on what its models give: `rePCA`, the principal components of random effects, and
 * `lmList`, a line for each group.
 *
 * Source: Bates, Kliegl, Vasishth & Baayen (2015), arXiv:1506.04967, for the components.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../evaluation/composed_word.ts";
import { sharedWord } from "../evaluation/shared_word.ts";
import { LM_LIST, LM_LIST_METHODS } from "../nlme/lm_list.ts";

const LINES = {
  // response, regressors and groups of y ~ x | g
  parts_of: `function(formula) {
    said <- paste(deparse(formula), collapse = " ")
    list(model = trimws(sub("\\\\|.*$", "", said)), group = trimws(sub("^.*\\\\|", "", said)))
  }`,
  pooled: `function(x) {
    fits <- attr(x, "fits")
    df <- sum(sapply(fits, df.residual))
    list(df = df, sigma = sqrt(sum(sapply(fits, function(m) sum(residuals(m)^2))) / df))
  }`,
};

const METHODS = ["coef", "summary", "confint", "[", "fitted", "residuals", "resid"];

const LM_LIST_4 = composedWord(
  "lmList",
  "formula, data, subset!NULL, weights!NULL, na.action!na.omit, offset!NULL, pool, warn?",
  `function(formula, data, pool = TRUE) {
    call <- sys.call()
    p <- parts_of(formula)
    g <- factor(data[[p$group]])
    f <- as.formula(p$model)
    fits <- lapply(levels(g), function(l) lm(f, data = data[!is.na(g) & g == l, , drop = FALSE]))
    names(fits) <- levels(g)
    structure(fits, fits = fits, written = paste(deparse(formula), collapse = " "), data = deparse(substitute(data)),
      class = "lmList4")
  }`,
  LINES,
  METHODS,
);

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  composedWord(
    "rePCA",
    "x",
    `function(x) {
      v <- VarCorr(x)
      s <- sigma(x)
      groups <- unique(sub("\\\\.[0-9]+$", "", names(v)))
      out <- lapply(groups, function(g) {
        own <- lapply(which(sub("\\\\.[0-9]+$", "", names(v)) == g), function(k) as.matrix(v[[k]]))
        sizes <- sapply(own, function(m) nrow(m))
        k <- sum(sizes)
        m <- matrix(0, k, k)
        at <- 0
        for (one in own) {
          w <- at + seq_len(nrow(one))
          m[w, w] <- one[, ] / s^2
          at <- at + nrow(one)
        }
        e <- eigen(m, symmetric = TRUE)
        first <- apply(e$vectors, 2, function(u) sign(u[which.max(abs(u))]))
        turned <- e$vectors %*% diag(ifelse(seq_len(k) == 1, -first, first), k)
        structure(list(sdev = sqrt(pmax(e$values, 0)), rotation = turned, center = FALSE, scale = FALSE), class = "prcomp")
      })
      structure(setNames(out, groups), class = "prcomplist")
    }`,
    {},
    ["summary"],
  ),
  composedMethod(
    "summary.prcomplist",
    "object, ...",
    `function(object, ...) lapply(setNames(seq_along(object), names(object)), function(k) summary(object[[k]]))`,
  ),
  {
    ...sharedWord("lmList", { lme4: LM_LIST_4, nlme: LM_LIST }, () => "lme4"),
    makes: [...METHODS, ...LM_LIST_METHODS],
  },
  composedMethod(
    "coef.lmList4",
    "object, ...",
    `function(object, ...) {
      fits <- attr(object, "fits")
      out <- as.data.frame(do.call(rbind, lapply(fits, coef)), check.names = FALSE)
      rownames(out) <- names(fits)
      out
    }`.replace(", check.names = FALSE", ""),
  ),
  composedMethod(
    "summary.lmList4",
    "object, ...",
    `function(object, ...) {
      fits <- attr(object, "fits")
      own <- pooled(object)
      b <- do.call(rbind, lapply(fits, coef))
      se <- do.call(rbind, lapply(fits, function(m) sqrt(diag(vcov(m))) / sigma(m) * own$sigma))
      structure(list(b = b, se = se, df = own$df, sigma = own$sigma, written = attr(object, "written"),
        data = attr(object, "data")), class = "summary.lmList4")
    }`,
    LINES,
  ),
  composedMethod(
    "print.summary.lmList4",
    "x, ...",
    `function(x, ...) {
      cat("Call:\\n  Model:", sub(" *\\\\|.*$", "", x$written), "|", "NULL", "\\n   Data:", x$data, "\\n\\nCoefficients:\\n")
      for (k in seq_len(ncol(x$b))) {
        cat("  ", colnames(x$b)[k], "\\n")
        t <- x$b[, k] / x$se[, k]
        print(cbind(Estimate = x$b[, k], "Std. Error" = x$se[, k], "t value" = t, "Pr(>|t|)" = 2 * pt(-abs(t), x$df)))
      }
      cat("\\nResidual standard error:", format(x$sigma), "on", x$df, "degrees of freedom\\n\\n")
      invisible(x)
    }`,
  ),
  composedMethod(
    "confint.lmList4",
    "object, parm!NULL, level, ...",
    `function(object, level = 0.95, ...) {
      fits <- attr(object, "fits")
      own <- lapply(fits, confint, level = level)
      heads <- rownames(own[[1]])
      out <- array(NA_real_, c(length(fits), 2, length(heads)), dimnames = list(names(fits), colnames(own[[1]]), heads))
      for (i in seq_along(fits)) for (k in seq_along(heads)) out[i, , k] <- own[[i]][k, ]
      out
    }`,
  ),
  composedMethod(
    "print.lmList4",
    "x, ...",
    `function(x, ...) {
      own <- pooled(x)
      cat("Call: lmList(formula = ", attr(x, "written"), ", data = ", attr(x, "data"), ") \\n", sep = "")
      cat("Coefficients:\\n")
      print(coef.lmList4(x))
      n <- sum(sapply(attr(x, "fits"), nobs))
      cat("\\nDegrees of freedom: ", n, " total; ", own$df, " residual\\n", sep = "")
      cat("Residual standard error: ", format(own$sigma), "\\n", sep = "")
      invisible(x)
    }`,
    LINES,
  ),
];
