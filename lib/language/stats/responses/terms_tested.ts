/**
 * Tests of the terms of a fit of several responses, of type II or III, also within subjects: car's `Anova`.
 *
 * A term of type II is tested beside all that do not contain it, one of type III beside all others; within
 * subjects the responses are those that a term of the design within them makes.
 *
 * Sources: Fox & Weisberg, *An R Companion to Applied Regression*; O'Brien & Kaiser (1985).
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedMethod } from "../../evaluation/composed_word.ts";
import { AMONG } from "./within.ts";

const TERMS: Readonly<Record<string, string>> = {
  ...AMONG,
  // products that are left when some columns are fitted
  left_by: `function(object, columns, y) {
    if (length(columns) == 0) return(crossprod(y))
    x <- object$X[, object$known, drop = FALSE]
    if (!is.null(object$weights)) x <- x * sqrt(object$weights)
    crossprod(qr.resid(qr(x[, columns, drop = FALSE]), y))
  }`,
  // products of each term's hypothesis
  hypotheses: `function(object, y, type, intercept) {
    a <- object$assign
    labels <- object$labels
    parts <- strsplit(labels, ":", fixed = TRUE)
    all <- seq_along(a)
    u <- sort(unique(a))
    if (!intercept) u <- u[u > 0]
    own <- lapply(u, function(k) {
      if (type == 3) return(left_by(object, all[a != k], y) - left_by(object, all, y))
      above <- if (k == 0) seq_along(labels) else which(sapply(parts, function(q) all(parts[[k]] %in% q)))
      less <- all[!(a %in% c(above, k))]
      left_by(object, less, y) - left_by(object, c(less, all[a == k]), y)
    })
    names(own) <- c("(Intercept)", labels)[u + 1]
    attr(own, "df") <- sapply(u, function(k) sum(a == k))
    own
  }`,
  roman: `function(type) if (type == 2) "II" else "III"`,
  rule: `function() cat("\\n------------------------------------------\\n")`,
  multivariate_of: `function(h, e, q, v) {
    tests <- c("Pillai", "Wilks", "Hotelling-Lawley", "Roy")
    roots <- roots_of(h, e)
    out <- t(sapply(tests, function(test) c(q, tested(roots, test, q, v))))
    colnames(out) <- c("Df", "test stat", "approx F", "num Df", "den Df", "Pr(>F)")
    out
  }`,
};

/** Words of these tests. */
export const RESPONSES_TESTED: readonly Builtin[] = [
  composedMethod(
    "Anova.mlm",
    "mod, type, test.statistic, idata, idesign, icontrasts, imatrix!NULL, test, ...",
    `function(mod, type = 2, test.statistic = "Pillai", idata, idesign, icontrasts = c("contr.sum", "contr.poly"), test, ...) {
      if (!missing(test)) test.statistic <- test
      test.statistic <- named_test(test.statistic)
      type <- if (type %in% c(2, "II", "2")) 2 else if (type %in% c(3, "III", "3")) 3 else stop("type is 2 or 3")
      if (length(mod$labels) == 0 && type == 2) {
        type <- 3
        message("Note: model has only an intercept; equivalent type-III tests substituted.")
      }
      repeated <- !missing(idata)
      y <- mod$Y * if (is.null(mod$weights)) 1 else sqrt(mod$weights)
      out <- list(SSP = list(), SSPE = list(), P = list(), df = NULL, error.df = mod$df.residual, terms = NULL,
        repeated = repeated, type = roman(type), test = test.statistic, idata = NULL, idesign = NULL, icontrasts = NULL,
        imatrix = NULL, singular = NULL)
      if (!repeated) {
        own <- hypotheses(mod, y, type, type == 3)
        out$SSP <- own
        attr(out$SSP, "df") <- NULL
        out$SSPE <- left_by(mod, seq_along(mod$assign), y)
        out$df <- setNames(attr(own, "df"), names(own))
        out$terms <- names(own)
        whole_rank(out$SSPE, mod$df.residual)
        return(structure(out, class = "Anova.mlm"))
      }
      if (missing(idesign)) stop("idata needs idesign, the formula of the design within subjects, such as ~ time")
      if (nrow(idata) != ncol(y)) stop("idata has ", nrow(idata), " rows, and there are ", ncol(y), " responses")
      for (v in names(idata)) if (is.character(idata[[v]])) idata[[v]] <- factor(idata[[v]])
      coded <- list()
      for (v in all.vars(idesign)) if (is.factor(idata[[v]])) coded[[v]] <- icontrasts[1 + is.ordered(idata[[v]])]
      for (v in names(coded)) contrasts(idata[[v]]) <- coded[[v]]
      x <- model.matrix(idesign, idata)
      a <- attr(x, "assign")
      within <- c("(Intercept)", attr(terms(idesign), "term.labels"))
      for (k in sort(unique(a))) {
        p <- x[, a == k, drop = FALSE]
        rownames(p) <- colnames(y)
        before <- x[, a < k, drop = FALSE]
        if (ncol(before) > 0 && max(abs(crossprod(before, p))) > 1e-8) {
          stop("Terms in the intra-subject model matrix are not orthogonal: idata needs every combination of its factors once")
        }
        turned <- y %*% p
        own <- hypotheses(mod, turned, type, TRUE)
        error <- left_by(mod, seq_along(mod$assign), turned)
        for (j in seq_along(own)) {
          name <- if (within[k + 1] == "(Intercept)") names(own)[j]
            else if (names(own)[j] == "(Intercept)") within[k + 1] else paste(names(own)[j], within[k + 1], sep = ":")
          out$SSP[[name]] <- own[[j]]
          out$SSPE[[name]] <- error
          out$P[[name]] <- p
          out$df[name] <- attr(own, "df")[j]
        }
      }
      out$terms <- names(out$SSP)
      structure(out, class = "Anova.mlm")
    }`,
    TERMS,
  ),
  composedMethod(
    "print.Anova.mlm",
    "x, ...",
    `function(x, ...) {
      own <- t(sapply(x$terms, function(term) {
        e <- if (x$repeated) x$SSPE[[term]] else x$SSPE
        if (qr(e)$rank < nrow(e)) return(c(x$df[[term]], rep(NA, 5)))
        c(x$df[[term]], tested(roots_of(x$SSP[[term]], e), x$test, x$df[[term]], x$error.df))
      }))
      colnames(own) <- c("Df", "test stat", "approx F", "num Df", "den Df", "Pr(>F)")
      print(table_of(own, paste0("\\nType ", x$type, if (x$repeated) " Repeated Measures", " MANOVA Tests: ", x$test,
        " test statistic")))
      invisible(x)
    }`,
    TERMS,
  ),
  composedMethod(
    "summary.Anova.mlm",
    "object, test.statistic?, univariate, multivariate, p.adjust.method!FALSE, ...",
    `function(object, univariate = object$repeated, multivariate = TRUE, ...) {
      out <- list(type = object$type, repeated = object$repeated, multivariate.tests = NULL, univariate.tests = NULL,
        pval.adjustments = NULL, sphericity.tests = NULL, SSPE = object$SSPE)
      v <- object$error.df
      if (multivariate) {
        out$multivariate.tests <- lapply(setNames(object$terms, object$terms), function(term) {
          e <- if (object$repeated) object$SSPE[[term]] else object$SSPE
          list(title = term, P = object$P[[term]], SSPH = object$SSP[[term]], SSPE = e,
            tests = if (qr(e)$rank < nrow(e)) NULL else multivariate_of(object$SSP[[term]], e, object$df[[term]], v))
        })
      }
      if (univariate && object$repeated) {
        spread <- function(s, p) solve(crossprod(p), s)
        own <- t(sapply(object$terms, function(term) {
          p <- object$P[[term]]
          ss <- sum(diag(spread(object$SSP[[term]], p)))
          es <- sum(diag(spread(object$SSPE[[term]], p)))
          d <- ncol(p) * c(object$df[[term]], v)
          f <- ss / d[1] / (es / d[2])
          c(ss, d[1], es, d[2], f, pf(f, d[1], d[2], lower.tail = FALSE))
        }))
        colnames(own) <- c("Sum Sq", "num Df", "Error SS", "den Df", "F value", "Pr(>F)")
        out$univariate.tests <- structure(own, class = "anova")
        many <- object$terms[sapply(object$P[object$terms], ncol) > 1]
        if (length(many) > 0) {
          # on an orthonormal basis of the term's columns
          s <- lapply(many, function(term) {
            l <- t(chol(crossprod(object$P[[term]])))
            forwardsolve(l, t(forwardsolve(l, object$SSPE[[term]])))
          })
          w <- sapply(s, function(m) {
            e <- eigen((m + t(m)) / 2, symmetric = TRUE)$values
            if (v < nrow(m)) return(NaN)
            exp(sum(log(e)) - nrow(m) * log(mean(e)))
          })
          k <- sapply(s, nrow)
          pw <- mapply(function(w, k) sphericity_p(w, k, v), w, k)
          out$sphericity.tests <- structure(cbind("Test statistic" = w, "p-value" = pw), dimnames = list(many,
            c("Test statistic", "p-value")), class = "anova")
          e <- t(sapply(s, epsilons, v))
          f <- own[many, "F value"]
          p_of <- function(eps) pf(f, eps * own[many, "num Df"], eps * own[many, "den Df"], lower.tail = FALSE)
          out$pval.adjustments <- structure(cbind(e[, "gg"], p_of(e[, "gg"]), e[, "hf"], p_of(pmin(1, e[, "hf"]))),
            dimnames = list(many, c("GG eps", "Pr(>F[GG])", "HF eps", "Pr(>F[HF])")))
        }
      }
      structure(out, class = "summary.Anova.mlm")
    }`,
    TERMS,
  ),
  composedMethod(
    "print.summary.Anova.mlm",
    "x, digits?, ...",
    `function(x, ...) {
      if (!is.null(x$multivariate.tests)) {
        cat("\\nType ", x$type, if (x$repeated) " Repeated Measures", " MANOVA Tests:\\n", sep = "")
        if (!x$repeated) {
          cat("\\nSum of squares and products for error:\\n")
          print(x$SSPE)
        }
        for (one in x$multivariate.tests) {
          rule()
          cat(" \\nTerm:", one$title, "\\n")
          if (x$repeated) {
            cat("\\n Response transformation matrix:\\n")
            print(one$P)
          }
          cat("\\nSum of squares and products for the hypothesis:\\n")
          print(one$SSPH)
          if (is.null(one$tests)) {
            cat("\\n Error SSP matrix is singular.\\n")
          } else {
            own <- table_of(one$tests, paste0("\\nMultivariate Tests: ", one$title))
            print(own, digits = 7)
          }
        }
        cat("\\n")
      }
      if (!is.null(x$univariate.tests)) {
        cat("Univariate Type ", x$type, " Repeated-Measures ANOVA Assuming Sphericity\\n\\n", sep = "")
        print(table_of(unclass(x$univariate.tests)))
        if (!is.null(x$sphericity.tests)) {
          cat("\\n\\nMauchly Tests for Sphericity\\n\\n")
          own <- unclass(x$sphericity.tests)
          print(structure(apply(own, 2, function(v) format(zapsmall(v, 5), digits = 5)), dim = dim(own), dimnames = dimnames(own)),
            quote = FALSE, right = TRUE)
          cat("\\n\\nGreenhouse-Geisser and Huynh-Feldt Corrections\\n for Departure from Sphericity\\n\\n")
          print(table_of(x$pval.adjustments[, 1:2, drop = FALSE]))
          cat("\\n")
          print(x$pval.adjustments[, 3:4, drop = FALSE])
        }
      }
      invisible(x)
    }`,
    TERMS,
  ),
];
