/**
 * Tests within subjects of several responses: `SSD estVar mauchly.test`, and the `anova` of such fits.
 *
 * Sources: Mauchly (1940); Anderson, *An Introduction to Multivariate Statistical Analysis* (1958), section 10.7,
 * for the p-value; Greenhouse & Geisser (1959); Huynh & Feldt (1976).
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../../evaluation/composed_word.ts";
import { FITTING } from "./fitting.ts";

/** Functions of contrasts among responses. */
export const AMONG: Readonly<Record<string, string>> = {
  ...FITTING,
  // an orthonormal basis of what M spans and X does not, responses in rows
  contrasts_among: `function(M, X, idata, p) {
    side <- function(m) {
      if (inherits(m, "formula")) {
        if (identical(m[[2]], 0)) return(matrix(0, p, 0))
        if (length(all.vars(m)) == 0) return(matrix(1, p, 1))
        m <- model.matrix(m, idata)
      }
      as.matrix(m)
    }
    projector <- function(m) {
      if (ncol(m) == 0) return(matrix(0, p, p))
      q <- qr(m)
      u <- qr.Q(q)[, seq_len(q$rank), drop = FALSE]
      u %*% t(u)
    }
    d <- projector(side(M)) - projector(side(X))
    e <- eigen((d + t(d)) / 2, symmetric = TRUE)
    e$vectors[, e$values > 0.5, drop = FALSE]
  }`,
  // what is said of them above a table
  said_among: `function(M, X, given_M, given_X, transformed) {
    lines <- NULL
    side <- function(m) if (inherits(m, "formula")) deparse(m) else capture.output(print(m))
    if (given_X) lines <- c(lines, "", "Contrasts orthogonal to", side(X), "")
    if (given_M) lines <- c(lines, "", "Contrasts spanned by", side(M), "")
    lines
  }`,
  // Greenhouse and Geisser's and Huynh and Feldt's measures of departure from sphericity
  epsilons: `function(s, df) {
    p <- nrow(s)
    l <- eigen((s + t(s)) / 2, symmetric = TRUE)$values
    gg <- sum(l)^2 / sum(l^2) / p
    c(gg = gg, hf = ((df + 1) * p * gg - 2) / (p * (df - p * gg)))
  }`,
  sphericity_p: `function(w, p, n) {
    if (p == 1) return(1)
    rho <- 1 - (2 * p^2 + p + 2) / (6 * p * n)
    w2 <- (p + 2) * (p - 1) * (p - 2) * (2 * p^3 + 6 * p^2 + 3 * p + 2) / (288 * (n * p * rho)^2)
    z <- -n * rho * log(w)
    f <- p * (p + 1) / 2 - 1
    a <- pchisq(z, f, lower.tail = FALSE)
    a + w2 * (pchisq(z, f + 4, lower.tail = FALSE) - a)
  }`,
};

/** Words of tests within subjects. */
export const WITHIN: readonly Builtin[] = [
  composedWord(
    "SSD",
    "object, ...",
    `function(object, ...) {
      if (!inherits(object, "mlm")) stop("SSD() takes a fit of several responses, lm(cbind(a, b) ~ x)")
      structure(list(SSD = crossprod(object$residuals), call = object$call, df = object$df.residual), class = "SSD")
    }`,
    AMONG,
  ),
  composedWord(
    "estVar",
    "object, ...",
    `function(object, ...) {
      if (!inherits(object, "SSD")) object <- SSD(object)
      object$SSD / object$df
    }`,
    AMONG,
  ),
  composedWord(
    "mauchly.test",
    "object, Sigma, T, M, X, idata, ...",
    `function(object, Sigma = diag(nrow = p), T = NULL, M = diag(nrow = p), X = ~0, idata = data.frame(index = seq_len(p)), ...) {
      own <- if (inherits(object, "SSD")) object else SSD(object)
      p <- nrow(own$SSD)
      u <- if (is.null(T)) contrasts_among(M, X, idata, p) else t(T)
      k <- ncol(u)
      s <- crossprod(u, own$SSD %*% u) / own$df
      l <- t(chol(crossprod(u, Sigma %*% u)))
      a <- forwardsolve(l, t(forwardsolve(l, s)))
      e <- eigen((a + t(a)) / 2, symmetric = TRUE)$values
      w <- exp(sum(log(e)) - k * log(mean(e)))
      said <- NULL
      if (!missing(X)) said <- c(said, paste0("\\tContrasts orthogonal to\\n\\t", deparse(X), "\\n"))
      if (!missing(M)) said <- c(said, paste0("\\tContrasts spanned by\\n\\t", deparse(M), "\\n"))
      structure(list(statistic = c(W = w), p.value = sphericity_p(w, k, own$df),
        method = paste0(c("Mauchly's test of sphericity", said), collapse = "\\n"),
        data.name = paste("SSD matrix from", paste(deparse(own$call), collapse = " "))), class = "htest")
    }`,
    AMONG,
  ),
  composedMethod(
    "anova.mlm",
    "object, ..., test, Sigma, T, M, X, idata, tol?",
    `function(object, ..., test = "Pillai", Sigma = diag(nrow = p), T = NULL, M = diag(nrow = p), X = ~0,
              idata = data.frame(index = seq_len(p))) {
      p <- ncol(object$Y)
      spherical <- length(test) == 1 && startsWith("Spherical", test)
      if (!spherical) test <- named_test(test)
      u <- if (is.null(T)) contrasts_among(M, X, idata, p) else t(T)
      heading <- said_among(M, X, !missing(M), !missing(X))
      turned <- function(s) crossprod(u, s %*% u)
      e <- NULL
      more <- list(...)
      fits <- c(list(object), Filter(function(m) inherits(m, "mlm"), more))
      big <- fits[[which.min(sapply(fits, function(m) m$df.residual))]]
      error <- turned(crossprod(big$scaled))
      v <- big$df.residual
      if (!spherical) whole_rank(error, v)
      k <- ncol(u)
      if (spherical) {
        psi <- turned(Sigma)
        l <- t(chol(psi))
        white <- function(s) forwardsolve(l, t(forwardsolve(l, s)))
        e <- epsilons(white(error), v)
        heading <- c(heading, paste("Greenhouse-Geisser epsilon:", format(e[["gg"]], digits = 4)),
          paste("Huynh-Feldt epsilon:       ", format(e[["hf"]], digits = 4)), "")
      }
      one <- function(h, q) {
        if (!spherical) return(tested(roots_of(h, error), test, q, v))
        d <- c(q * k, v * k)
        f <- sum(diag(white(h))) / d[1] / (sum(diag(white(error))) / d[2])
        p_of <- function(s) pf(f, d[1] * s, d[2] * s, lower.tail = FALSE)
        c(f, d, p_of(1), p_of(e[["gg"]]), p_of(min(1, e[["hf"]])))
      }
      heads <- if (spherical) c("F", "num Df", "den Df", "Pr(>F)", "G-G Pr", "H-F Pr")
        else c(test, "approx F", "num Df", "den Df", "Pr(>F)")
      if (length(fits) > 1) {
        res <- sapply(fits, function(m) m$df.residual)
        variance <- sapply(fits, function(m) det(turned(crossprod(m$scaled)) / m$df.residual)^(1 / k))
        stats <- matrix(NA_real_, length(fits), length(heads))
        for (j in seq_along(fits)[-1]) {
          q <- res[j] - res[j - 1]
          h <- turned(crossprod(fits[[j]]$scaled) - crossprod(fits[[j - 1]]$scaled))
          if (q != 0) stats[j, ] <- one(sign(q) * h, abs(q))
        }
        out <- cbind(res, c(NA, diff(res)), variance, stats)
        dimnames(out) <- list(seq_along(fits), c("Res.Df", "Df", "Gen.var.", heads))
        said <- sapply(fits, function(m) paste(deparse(m$terms), collapse = "\\n"))
        models <- paste0("Model ", format(seq_along(fits)), ": ", said)
        return(table_of(out, c("Analysis of Variance Table\\n", if (is.null(heading)) c(models[-length(models)],
          models[length(models)]) else c(models, heading))))
      }
      own <- products(object, intercept = TRUE)
      stats <- t(mapply(function(h, q) c(q, one(turned(h), q)), own$terms, own$df))
      stats <- rbind(stats, c(v, rep(NA, length(heads))))
      dimnames(stats) <- list(c(names(own$terms), "Residuals"), c("Df", heads))
      table_of(stats, c("Analysis of Variance Table\\n", heading))
    }`,
    AMONG,
  ),
];
