/**
 * Words for curves that are not linear in their parameters: `nls`, what is asked of its fits, and curves
 * that find their own first parameters.
 *
 * Source: Bates & Watts, *Nonlinear Regression Analysis and Its Applications* (1988).
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../../evaluation/composed_word.ts";
import { MODELS, NLS } from "./models.ts";

const METHODS =
  "print summary anova coef coefficients residuals resid fitted predict vcov confint deviance df.residual sigma nobs logLik AIC BIC formula weights plot profile"
    .split(" ");

const COMMON = {
  ...NLS.common,
  // least squares at one parameter, the others free
  least_at: `function(object, k, value, start) {
    p <- object$problem
    held <- names(object$coefficients)[k]
    flat <- object$nonlinear
    p$right <- p$right
    free <- seq_along(flat)[-k]
    whole <- function(x) {
      out <- flat
      out[k] <- value
      out[free] <- x
      out
    }
    if (length(free) == 0) return(list(dev = state_at(p, whole(numeric(0)))$dev, at = numeric(0)))
    s <- state_at(p, whole(start))
    damp <- 1e-4
    for (i in 1:200) {
      g <- s$g[, free, drop = FALSE]
      h <- crossprod(g)
      e <- as.vector(crossprod(g, s$r))
      if (sum(e * qr.coef(qr(g), s$r), na.rm = TRUE) <= 1e-20 * s$dev) break
      done <- TRUE
      repeat {
        d <- diag(h)
        step <- solve(h + damp * diag(d, length(d)), e)
        new <- state_at(p, whole(s$flat[free] + step))
        if (!new$bad && new$dev <= s$dev) {
          done <- new$dev >= s$dev * (1 - 1e-14)
          s <- new
          damp <- max(damp / 10, 1e-14)
          break
        }
        damp <- damp * 10
        if (damp > 1e12) break
      }
      if (done) break
    }
    list(dev = s$dev, at = s$flat[free])
  }`,
  // where the profile of one parameter reaches a distance from the least sum of squares
  reached: `function(object, k, side, tau) {
    s2 <- object$deviance / object$df.residual
    se <- sqrt(diag(vcov.nls(object)))[k]
    b <- object$nonlinear
    near <- b[-k]
    t_at <- function(value) {
      own <- least_at(object, k, value, near)
      near <<- own$at
      sqrt(max(0, own$dev - object$deviance) / s2) - tau
    }
    a <- b[k]
    fa <- -tau
    step <- se * tau
    to <- a + side * step
    f <- t_at(to)
    tries <- 0
    while (is.finite(f) && f < 0 && tries < 30) {
      a <- to
      fa <- f
      to <- to + side * step / 2
      f <- t_at(to)
      tries <- tries + 1
    }
    if (!is.finite(f) || f < 0) return(NA_real_)
    for (i in 1:60) {
      m <- a + (to - a) * fa / (fa - f)
      if (i %% 3 == 0) m <- (a + to) / 2
      fm <- t_at(m)
      if (abs(fm) < 1e-9 * tau || abs(to - a) < 1e-12 * abs(se)) return(m)
      if (fm < 0) {
        a <- m
        fa <- fm
      } else {
        to <- m
        f <- fm
      }
    }
    m
  }`,
  ending: `function(x) {
    info <- x$convInfo
    if (x$algorithm == "port") {
      cat("\\nAlgorithm \\"port\\", convergence message: ", info$stopMessage, "\\n", sep = "")
    } else {
      cat("\\nNumber of iterations", if (info$isConv) "to convergence:" else "till stop:", info$finIter,
        "\\nAchieved convergence tolerance:", format(info$finTol, digits = 4), "\\n")
      if (!info$isConv) cat("Reason stopped: ", info$stopMessage, "\\n", sep = "")
    }
  }`,
};

/** A method of such a fit. */
const method = (name: string, parameters: string, text: string): Builtin =>
  composedMethod(name, parameters, text, COMMON);

/** Every word of them. */
export const WORDS: readonly Builtin[] = [
  ...MODELS,
  composedWord(
    "nls",
    "formula, data, start, control, algorithm, trace?, subset, weights, na.action!na.omit, model?, lower, upper, ...",
    NLS.text,
    NLS.common,
    METHODS,
  ),
  composedWord(
    "nls.control",
    "maxiter, tol, minFactor, printEval?, warnOnly, scaleOffset, nDcentral",
    `function(maxiter = 50, tol = 1e-05, minFactor = 1 / 1024, warnOnly = FALSE, scaleOffset = 0, nDcentral = FALSE) {
      list(maxiter = maxiter, tol = tol, minFactor = minFactor, warnOnly = warnOnly, scaleOffset = scaleOffset,
        nDcentral = nDcentral)
    }`,
  ),
  composedWord(
    "getInitial",
    "object, data, ...",
    `function(object, data, ...) unlist(initial_of(object, as.list(data), environment(object)))`,
    NLS.common,
  ),
  method(
    "print.nls",
    "x, digits, ...",
    `function(x, digits = max(3, getOption("digits") - 3), ...) {
      cat("Nonlinear regression model\\n")
      cat("  model: ", paste(deparse(x$formula), collapse = "\\n"), "\\n", sep = "")
      cat("   data: ", paste(deparse(x$data), collapse = "\\n"), "\\n", sep = "")
      print(x$coefficients, digits = digits)
      cat(" ", if (!is.null(x$weights)) "weighted ", "residual sum-of-squares: ", format(x$deviance, digits = digits),
        "\\n", sep = "")
      ending(x)
      invisible(x)
    }`,
  ),
  method(
    "summary.nls",
    "object, correlation, symbolic.cor!FALSE, ...",
    `function(object, correlation = FALSE, ...) {
      v <- chol2inv(qr.R(qr(object$gradient)))
      df <- object$df.residual
      s <- sqrt(object$deviance / df)
      b <- object$coefficients
      dimnames(v) <- list(names(b), names(b))
      se <- s * sqrt(diag(v))
      t <- b / se
      own <- cbind(Estimate = b, "Std. Error" = se, "t value" = t, "Pr(>|t|)" = 2 * pt(-abs(t), df))
      rownames(own) <- names(b)
      out <- list(formula = object$formula, residuals = object$weighted, sigma = s, df = c(length(b), df), cov.unscaled = v,
        call = object$call, convInfo = object$convInfo, coefficients = own, parameters = own,
        correlation = if (correlation) v / outer(sqrt(diag(v)), sqrt(diag(v))) else NULL, algorithm = object$algorithm,
        omitted = object$omitted)
      class(out) <- "summary.nls"
      out
    }`,
  ),
  method(
    "print.summary.nls",
    "x, digits, signif.stars, ...",
    `function(x, digits = max(3, getOption("digits") - 3), signif.stars = TRUE, ...) {
      cat("\\nFormula: ", paste(deparse(x$formula), collapse = "\\n"), "\\n", sep = "")
      cat("\\nParameters:\\n")
      print(printCoefmat(x$coefficients, digits = digits, signif.stars = signif.stars))
      cat("\\nResidual standard error:", format(signif(x$sigma, digits)), "on", x$df[2], "degrees of freedom\\n")
      r <- x$correlation
      if (!is.null(r) && nrow(r) > 1) {
        cat("\\nCorrelation of Parameter Estimates:\\n")
        shown <- format(round(r, 2), nsmall = 2)
        shown[!lower.tri(r)] <- ""
        print(shown[-1, -nrow(r), drop = FALSE], quote = FALSE)
      }
      ending(x)
      if (x$omitted > 0) cat("  (", x$omitted, " observation", if (x$omitted > 1) "s", " deleted due to missingness)\\n", sep = "")
      cat("\\n")
      invisible(x)
    }`,
  ),
  method(
    "anova.nls",
    "object, ...",
    `function(object, ...) {
      fits <- list(object, ...)
      if (length(fits) < 2) {
        .refuse("wrong-argument", "anova() compares curves, two at least", "anova(m1, m2); summary(m) tests each parameter")
      }
      df <- sapply(fits, function(m) m$df.residual)
      ss <- sapply(fits, function(m) m$deviance)
      d <- -c(NA, diff(df))
      u <- -c(NA, diff(ss))
      f <- p <- rep(NA_real_, length(fits))
      for (i in seq_along(fits)[-1]) if (d[i] != 0) {
        big <- if (d[i] > 0) i else i - 1
        f[i] <- u[i] / d[i] / (ss[big] / df[big])
        p[i] <- pf(f[i], abs(d[i]), df[big], lower.tail = FALSE)
      }
      out <- data.frame(Res.Df = df, "Res.Sum Sq" = ss, Df = d, "Sum Sq" = u, "F value" = f, "Pr(>F)" = p, check.names = FALSE)
      said <- sapply(fits, function(m) paste(deparse(m$formula), collapse = "\\n"))
      structure(out, heading = c("Analysis of Variance Table\\n", paste0("Model ", format(seq_along(fits)), ": ", said)),
        class = c("anova", "data.frame"))
    }`,
  ),
  ...([
    ["coef", "object$coefficients"],
    ["coefficients", "object$coefficients"],
    ["fitted", 'structure(as.vector(object$fitted.values), label = "Fitted values")'],
    ["deviance", "object$deviance"],
    ["df.residual", "object$df.residual"],
    ["sigma", "sqrt(object$deviance / object$df.residual)"],
    ["nobs", "length(object$residuals)"],
    ["formula", "object$formula"],
    ["weights", "object$weights"],
  ] as const).map(([name, body]) =>
    method(`${name}.nls`, "object, ...", `function(object, ...) ${body}`)
  ),
  ...["coef", "coefficients"].map((name) =>
    method(`${name}.summary.nls`, "object, ...", "function(object, ...) object$coefficients")
  ),
  ...["residuals", "resid"].map((name) =>
    method(
      `${name}.nls`,
      "object, type, ...",
      `function(object, type = "response", ...) {
        if (startsWith("pearson", type)) {
          return(structure(as.vector(object$weighted) / sqrt(object$deviance / object$df.residual), label = "Standardized residuals"))
        }
        structure(as.vector(object$residuals), label = "Residuals")
      }`,
    )
  ),
  method(
    "vcov.nls",
    "object, ...",
    `function(object, ...) {
      v <- chol2inv(qr.R(qr(object$gradient))) * object$deviance / object$df.residual
      dimnames(v) <- list(names(object$coefficients), names(object$coefficients))
      v
    }`,
  ),
  method(
    "logLik.nls",
    "object, REML!FALSE, ...",
    `function(object, ...) {
      n <- length(object$residuals)
      w <- if (is.null(object$weights)) rep(1, n) else object$weights
      structure(-n * (log(2 * pi) + 1 - log(n) - sum(log(w)) / n + log(object$deviance)) / 2,
        df = length(object$coefficients) + 1, nobs = n, class = "logLik")
    }`,
  ),
  ...[["AIC", "2"], ["BIC", "log(length(object$residuals))"]].map(([name, by]) =>
    method(
      `${name}.nls`,
      name === "AIC" ? "object, ..., k!2" : "object, ...",
      `function(object, ...) {
        one <- function(object) {
          l <- logLik(object)
          -2 * as.numeric(l) + ${by} * attr(l, "df")
        }
        more <- list(...)
        if (length(more) == 0) return(one(object))
        fits <- c(list(object), more)
        out <- data.frame(df = sapply(fits, function(m) attr(logLik(m), "df")), ${name} = sapply(fits, one))
        rownames(out) <- c(deparse(substitute(object)), sapply(as.list(substitute(list(...)))[-1], deparse))
        out
      }`,
    )
  ),
  method(
    "predict.nls",
    'object, newdata, se.fit!FALSE, scale!NULL, df!Inf, interval!"none", level?, ...',
    `function(object, newdata, ...) {
      if (missing(newdata)) return(as.vector(object$fitted.values))
      p <- object$problem
      for (v in names(newdata)) p$data[[v]] <- newdata[[v]]
      out <- value_of(p, object$nonlinear)
      if (!p$linear) return(out)
      as.vector(as.matrix(out) %*% object$coefficients[-seq_along(object$nonlinear)])
    }`,
  ),
  method(
    "confint.nls",
    "object, parm, level, ...",
    `function(object, parm, level = 0.95, ...) {
      if (object$problem$linear) {
        .refuse("not-in-language", "Profiles of a curve fitted by plinear are not made", "Write its linear parameters into the formula and fit it by the default")
      }
      heads <- names(object$coefficients)
      at <- if (missing(parm)) seq_along(heads) else if (is.character(parm)) match(parm, heads) else parm
      tau <- qt(1 - (1 - level) / 2, object$df.residual)
      out <- t(sapply(at, function(k) c(reached(object, k, -1, tau), reached(object, k, 1, tau))))
      a <- c((1 - level) / 2, 1 - (1 - level) / 2)
      dimnames(out) <- list(heads[at], paste0(format(100 * a, digits = 3, trim = TRUE), "%"))
      if (length(at) == 1) out[1, ] else out
    }`,
  ),
  method(
    "plot.nls",
    "x, ...",
    `function(x, ...) {
      plot(as.vector(x$fitted.values), as.vector(residuals.nls(x, type = "pearson")), xlab = "Fitted values",
        ylab = "Standardized residuals")
      abline(h = 0, lty = 2)
    }`,
  ),
];
