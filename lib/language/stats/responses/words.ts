/**
 * Words for linear models of several responses: `manova` and what is asked of its fits.
 *
 * Sources: Rao, *Linear Statistical Inference* (1973), section 8c; Pillai (1960); Mardia, Kent & Bibby (1979),
 * chapter 12; Dalgaard, "New functions for multivariate analysis", *R News* 7(2), 2007, for the tests within
 * subjects.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../../evaluation/composed_word.ts";
import { FIT, FITTING } from "./fitting.ts";
import { WITHIN } from "./within.ts";
import { RESPONSES_TESTED } from "./terms_tested.ts";

const METHODS = (
  "print summary anova coef coefficients residuals resid fitted predict vcov confint deviance df.residual sigma nobs " +
  "model.matrix model.frame formula Anova"
).split(" ");

const PRINTED = {
  ...FITTING,
  call_line: `function(call) paste(deparse(call), sep = "\\n", collapse = "\\n")`,
};

/** A method of such a fit. */
const method = (name: string, parameters: string, text: string): Builtin =>
  composedMethod(name, parameters, text, PRINTED);

/** Every word of them. */
export const WORDS: readonly Builtin[] = [
  composedWord(
    "manova",
    "formula, data, subset, weights, na.action!na.omit, contrasts, projections?, qr?, ...",
    FIT,
    FITTING,
    METHODS,
  ),
  method(
    "print.mlm",
    "x, digits, ...",
    `function(x, digits = max(3, getOption("digits") - 3), ...) {
      cat("\\nCall:\\n", call_line(x$call), "\\n\\n", sep = "")
      cat("Coefficients:\\n")
      print(format(x$coefficients, digits = digits), print.gap = 2, quote = FALSE)
      cat("\\n")
      invisible(x)
    }`,
  ),
  method(
    "print.maov",
    "x, intercept!FALSE, tol?, ...",
    `function(x, ...) {
      cat("Call:\\n   ")
      cat(call_line(x$call), "\\n", sep = "")
      own <- products(x)
      v <- diag(own$error)
      rows <- rbind(do.call(rbind, lapply(c(own$terms, list(Residuals = own$error)), diag)), NULL)
      shown <- apply(t(rows), 1, function(v) format(zapsmall(v)))
      shown <- t(shown)
      shown <- rbind(shown, "Deg. of Freedom" = format(c(own$df, x$df.residual)))
      cat("\\nTerms:\\n")
      print(shown, quote = FALSE, right = TRUE)
      cat("\\nResidual standard errors:", sapply(v, function(s) format(sqrt(s / x$df.residual))), "\\n", sep = " ")
      lost <- sum(!x$known)
      if (lost > 0) cat(lost, "out of", length(x$known), "effects not estimable\\n")
      if (any(x$assign > 0)) cat("Estimated effects", if (balanced(x)) "are balanced" else "may be unbalanced", sep = " ")
      cat("\\n")
      invisible(x)
    }`,
  ),
  method(
    "summary.manova",
    "object, test, intercept, tol?, ...",
    `function(object, test = c("Pillai", "Wilks", "Hotelling-Lawley", "Roy"), intercept = FALSE, ...) {
      test <- named_test(test)
      own <- products(object, intercept)
      v <- object$df.residual
      whole_rank(own$error, v)
      roots <- lapply(own$terms, roots_of, own$error)
      stats <- t(mapply(function(e, q) c(q, tested(e, test, q, v)), roots, own$df))
      stats <- rbind(stats, c(v, rep(NA, 5)))
      dimnames(stats) <- list(c(names(own$terms), "Residuals"), c("Df", test, "approx F", "num Df", "den Df", "Pr(>F)"))
      out <- list(row.names = rownames(stats), SS = c(own$terms, list(Residuals = own$error)),
        Eigenvalues = do.call(rbind, roots), stats = stats)
      class(out) <- "summary.manova"
      out
    }`,
  ),
  method(
    "print.summary.manova",
    "x, digits?, ...",
    `function(x, ...) {
      print(table_of(x$stats))
      invisible(x)
    }`,
  ),
  method(
    "summary.mlm",
    "object, ...",
    `function(object, ...) {
      if (inherits(object, "maov") && !inherits(object, "manova")) return(summary.maov(object))
      said <- object$terms
      call <- object$call
      heads <- colnames(object$coefficients)
      heads <- ifelse(heads == "", paste0("Y", seq_along(heads)), heads)
      out <- Map(function(m, head) {
        f <- said
        f[[2]] <- as.name(head)
        call$formula <- f
        structure(list(fit = m, call = call), class = "summary.response")
      }, one_by_one(object), heads)
      names(out) <- paste("Response", heads)
      class(out) <- "summary.responses"
      out
    }`,
  ),
  method(
    "print.summary.responses",
    "x, ...",
    `function(x, ...) {
      for (k in seq_along(x)) {
        cat(names(x)[k], ":\\n")
        own <- capture.output(print(summary(x[[k]]$fit)))
        from <- which(own == "Call:")[1]
        to <- which(own == "Residuals:" | own == "Weighted Residuals:")[1]
        cat("\\nCall:\\n", call_line(x[[k]]$call), "\\n\\n", sep = "")
        cat(own[to:length(own)], sep = "\\n")
        cat("\\n\\n")
      }
      invisible(x)
    }`,
  ),
  method(
    "summary.maov",
    "object, intercept!FALSE, ...",
    `function(object, ...) {
      out <- lapply(one_by_one(object), function(m) summary.aov(m)[[1]])
      heads <- colnames(object$coefficients)
      names(out) <- paste(" Response", ifelse(heads == "", seq_along(heads), heads))
      class(out) <- "summary.maov"
      out
    }`,
  ),
  method(
    "print.summary.maov",
    "x, ...",
    `function(x, ...) {
      for (k in seq_along(x)) {
        cat(names(x)[k], ":\\n")
        print(x[[k]])
        cat("\\n")
      }
      invisible(x)
    }`,
  ),
  ...(
    [
      ["coef", "object$coefficients"],
      ["coefficients", "object$coefficients"],
      ["residuals", "object$residuals"],
      ["resid", "object$residuals"],
      ["fitted", "object$fitted.values"],
      ["df.residual", "object$df.residual"],
      ["deviance", "colSums(object$scaled^2)"],
      ["sigma", "sqrt(colSums(object$scaled^2) / object$df.residual)"],
      ["nobs", "nrow(object$residuals)"],
      ["model.matrix", "object$X"],
      ["model.frame", "object$model"],
      ["formula", "object$terms"],
    ] as const
  ).map(([name, body]) => method(`${name}.mlm`, "object, ...", `function(object, ...) ${body}`)),
  method(
    "vcov.mlm",
    "object, ...",
    `function(object, ...) {
      v <- crossprod(object$scaled) / object$df.residual
      heads <- as.vector(outer(rownames(object$coefficients)[object$known], colnames(object$coefficients),
        function(b, y) paste(y, b, sep = ":")))
      out <- kronecker(v, chol2inv(object$R))
      dimnames(out) <- list(heads, heads)
      out
    }`,
  ),
  method(
    "confint.mlm",
    "object, parm!NULL, level, ...",
    `function(object, level = 0.95, ...) {
      a <- (1 - level) / 2
      b <- as.vector(object$coefficients[object$known, ])
      v <- vcov(object)
      se <- sqrt(diag(v))
      out <- b + outer(se, qt(c(a, 1 - a), object$df.residual))
      dimnames(out) <- list(rownames(v), paste(format(100 * c(a, 1 - a), trim = TRUE, digits = 3), "%"))
      out
    }`,
  ),
  method(
    "predict.mlm",
    'object, newdata, se.fit!FALSE, interval!"none", level?, ...',
    `function(object, newdata, ...) {
      if (missing(newdata)) return(object$fitted.values)
      out <- sapply(one_by_one(object), predict, newdata = newdata)
      if (is.null(dim(out))) out <- matrix(out, nrow = 1, dimnames = list("1", names(out)))
      if (is.null(rownames(out))) rownames(out) <- seq_len(nrow(out))
      colnames(out) <- colnames(object$coefficients)
      out
    }`,
  ),
  ...WITHIN,
  ...RESPONSES_TESTED,
];
