/**
 * Local regression on one variable as a model: `loess`, its summary, predictions and comparison.
 *
 * Source: Cleveland, Grosse & Shyu, "Local regression models", chapter 8 of Chambers & Hastie (1992), which
 * has the equivalent number of parameters and the F test.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../../evaluation/composed_word.ts";

const METHODS = "print summary predict fitted residuals resid nobs anova formula plot".split(" ");

const COMMON = {
  head: `function(x) {
    cat("Call:\\n")
    cat(paste(deparse(x$call), collapse = "\\n"), "\\n\\n", sep = "")
    cat("Number of Observations:", x$n, "\\n")
    cat("Equivalent Number of Parameters:", format(round(x$enp, 2)), "\\n")
    cat("Residual Standard Error:", format(signif(x$s, 4)), "\\n")
  }`,
};

/** A method of such a fit. */
const method = (name: string, parameters: string, text: string): Builtin =>
  composedMethod(name, parameters, text, COMMON);

/** Words of local regression. */
export const LOESS: readonly Builtin[] = [
  composedWord(
    "loess",
    "formula, data, weights, subset, na.action!na.omit, model?, span, enp.target!NULL, degree, parametric!FALSE, " +
      'drop.square!FALSE, normalize?, family!"gaussian", method!"loess", control!NULL, ...',
    `function(formula, data = NULL, weights, subset, span = 0.75, degree = 2, ...) {
      near <- environment(formula)
      right <- formula[[3]]
      if (length(all.vars(right)) != 1 || is.call(right) && as.character(right[[1]]) %in% c("+", "*")) {
        .refuse("not-in-language", "loess() goes along one variable here", "lm(y ~ poly(a, 2) * poly(b, 2)) is a surface of two")
      }
      x <- as.numeric(eval(right, data, near))
      y <- as.numeric(eval(formula[[2]], data, near))
      w <- if (missing(weights)) rep(1, length(y)) else as.numeric(eval(substitute(weights), data, near))
      labels <- if (is.data.frame(data)) rownames(data) else as.character(seq_along(y))
      keep <- !is.na(x) & !is.na(y) & !is.na(w)
      if (!missing(subset)) {
        s <- eval(substitute(subset), data, near)
        keep <- keep & if (is.logical(s)) !is.na(s) & s else seq_along(y) %in% s
      }
      x <- x[keep]
      y <- y[keep]
      w <- w[keep]
      own <- simpleLoess(y, x, if (all(w == 1)) NULL else w, span, degree, x)
      out <- list(n = length(y), fitted = own$fit, residuals = setNames(y - own$fit, labels[keep]),
        enp = own$one.delta + 2 * own$trace.hat - length(y), s = own$s, one.delta = own$one.delta, two.delta = own$two.delta,
        trace.hat = own$trace.hat, pars = list(span = span, degree = degree, family = "gaussian"), call = .call,
        terms = formula, x = x, y = y, weights = w)
      out$call <- match.call()
      out$call[[1]] <- quote(loess)
      class(out) <- "loess"
      out
    }`,
    COMMON,
    METHODS,
  ),
  method(
    "print.loess",
    "x, digits?, ...",
    `function(x, ...) {
      head(x)
      invisible(x)
    }`,
  ),
  method(
    "summary.loess",
    "object, ...",
    `function(object, ...) structure(object, class = "summary.loess")`,
  ),
  method(
    "print.summary.loess",
    "x, digits?, ...",
    `function(x, ...) {
      head(x)
      cat("Trace of smoother matrix: ", format(round(x$trace.hat, 2)), "  (exact)\\n", sep = "")
      cat("\\nControl settings:\\n")
      cat("  span     : ", format(x$pars$span), "\\n")
      cat("  degree   : ", x$pars$degree, "\\n")
      cat("  family   : ", x$pars$family)
      cat("\\n  surface  :  interpolate\\t  cell = 0.2")
      cat("\\n  normalize:  TRUE\\n parametric:  FALSE\\ndrop.square:  FALSE \\n")
      invisible(x)
    }`,
  ),
  ...([
    ["fitted", "object$fitted"],
    ["residuals", "object$residuals"],
    ["resid", "object$residuals"],
    ["nobs", "object$n"],
    ["formula", "object$terms"],
  ] as const).map(([name, body]) =>
    method(`${name}.loess`, "object, ...", `function(object, ...) ${body}`)
  ),
  method(
    "predict.loess",
    "object, newdata, se, ...",
    `function(object, newdata = NULL, se = FALSE, ...) {
      if (is.null(newdata)) {
        at <- object$x
        names <- NULL
      } else {
        at <- as.numeric(if (is.data.frame(newdata) || is.list(newdata)) eval(object$terms[[3]], newdata, environment(object$terms)) else newdata)
        names <- if (is.data.frame(newdata)) rownames(newdata) else NULL
      }
      w <- object$weights
      own <- simpleLoess(object$y, object$x, if (all(w == 1)) NULL else w, object$pars$span, object$pars$degree, at)
      fit <- own$fit
      fit[is.nan(fit)] <- NA
      if (!se) return(fit)
      names(fit) <- names
      error <- own$se
      error[is.nan(error)] <- NA
      names(error) <- names
      list(fit = fit, se.fit = error, residual.scale = object$s, df = object$one.delta^2 / object$two.delta)
    }`,
  ),
  method(
    "anova.loess",
    "object, ...",
    `function(object, ...) {
      fits <- list(object, ...)
      if (length(fits) < 2) .refuse("wrong-argument", "anova() compares local curves, two at least", "anova(l1, l2)")
      fits <- fits[order(sapply(fits, function(m) m$enp))]
      rss <- sapply(fits, function(m) sum(m$weights * m$residuals^2))
      one <- sapply(fits, function(m) m$one.delta)
      two <- sapply(fits, function(m) m$two.delta)
      k <- length(fits)
      df <- one[k]^2 / two[k]
      d1 <- abs(diff(one))
      f <- abs(diff(rss)) / d1 / fits[[k]]$s^2
      p <- pf(f, d1^2 / abs(diff(two)), df, lower.tail = FALSE)
      out <- data.frame(ENP = round(sapply(fits, function(m) m$enp), 2), RSS = rss, "F-value" = c(NA, f), "Pr(>F)" = c(NA, p),
        check.names = FALSE)
      rownames(out) <- paste0("[", seq_len(k), ",]")
      said <- sapply(fits, function(m) paste(deparse(m$call), collapse = "\\n"))
      structure(out, heading = c(paste0("Model ", format(seq_len(k)), ": ", said), "",
        paste0("Analysis of Variance:   denominator df ", format(round(df, 2)), "\\n")), class = c("anova", "data.frame"))
    }`,
  ),
];
