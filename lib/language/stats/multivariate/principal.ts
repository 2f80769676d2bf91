/**
 * Principal components by the eigenvectors of covariances: `princomp`, its summary, loadings and scores.
 *
 * Source: Mardia, Kent & Bibby, *Multivariate Analysis* (1979), chapter 8.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../../evaluation/composed_word.ts";

/** Words of such components. */
export const PRINCIPAL: readonly Builtin[] = [
  composedWord(
    "princomp",
    "x, data, cor, scores, covmat!NULL, subset!NULL, fix_sign!TRUE, na.action!na.omit, ...",
    `function(x, data = NULL, cor = FALSE, scores = TRUE, ...) {
      written <- inherits(x, "formula")
      if (written) x <- na.omit(model.frame(x, data))
      m <- as.matrix(x)
      n <- nrow(m)
      if (n < ncol(m)) {
        .refuse("too-few", "princomp() needs as many rows as columns", "prcomp(x) works with fewer")
      }
      center <- colMeans(m)
      v <- cov(m) * (1 - 1 / n)
      size <- rep(1, ncol(m))
      if (cor) {
        size <- sqrt(diag(v))
        v <- v / outer(size, size)
      }
      e <- eigen(v, symmetric = TRUE)
      heads <- paste0("Comp.", seq_len(ncol(m)))
      turned <- e$vectors %*% diag(ifelse(e$vectors[1, ] < 0, -1, 1), ncol(m))
      dimnames(turned) <- list(colnames(m), heads)
      own <- if (scores) {
        z <- scale(m, center = center, scale = size)
        attr(z, "scaled:center") <- NULL
        attr(z, "scaled:scale") <- NULL
        z %*% turned
      } else NULL
      call <- match.call()
      call[[1]] <- quote(princomp)
      if (written) call <- str2lang(sub("(x = ", "(formula = ", paste(deparse(call), collapse = " "), fixed = TRUE))
      structure(list(sdev = setNames(sqrt(pmax(e$values, 0)), heads), loadings = structure(turned, class = "loadings"),
        center = center, scale = setNames(size, colnames(m)), n.obs = n, scores = own, call = call), class = "princomp")
    }`,
    {},
    ["print", "summary", "predict", "plot"],
  ),
  composedMethod(
    "print.princomp",
    "x, ...",
    `function(x, ...) {
      cat("Call:\\n")
      cat(paste(deparse(x$call), collapse = "\\n"), "\\n", sep = "")
      cat("\\nStandard deviations:\\n")
      print(x$sdev)
      cat("\\n", length(x$scale), " variables and ", x$n.obs, "observations.\\n")
      invisible(x)
    }`,
  ),
  composedMethod(
    "summary.princomp",
    "object, loadings!FALSE, cutoff?, ...",
    `function(object, ...) structure(object, class = "summary.princomp")`,
  ),
  composedMethod(
    "print.summary.princomp",
    "x, digits, ...",
    `function(x, ...) {
      v <- x$sdev^2
      cat("Importance of components:\\n")
      print(rbind("Standard deviation" = x$sdev, "Proportion of Variance" = v / sum(v), "Cumulative Proportion" = cumsum(v) / sum(v)))
      invisible(x)
    }`,
  ),
  composedMethod(
    "predict.princomp",
    "object, newdata, ...",
    `function(object, newdata, ...) {
      if (missing(newdata)) return(object$scores)
      m <- as.matrix(newdata)[, names(object$center), drop = FALSE]
      z <- scale(m, center = object$center, scale = object$scale)
      attr(z, "scaled:center") <- NULL
      attr(z, "scaled:scale") <- NULL
      z %*% unclass(object$loadings)
    }`,
  ),
  composedWord("loadings", "x, ...", `function(x, ...) x$loadings`, {}, ["print"]),
  composedMethod(
    "print.loadings",
    "x, digits, cutoff, sort!FALSE, ...",
    `function(x, digits = 3, cutoff = 0.1, ...) {
      m <- unclass(x)
      shown <- format(round(m, digits))
      shown[abs(m) < cutoff] <- paste(rep(" ", nchar(shown[1, 1])), collapse = "")
      cat("\\nLoadings:\\n")
      print(shown, quote = FALSE)
      v <- colSums(m^2)
      lines <- rbind("SS loadings" = v, "Proportion Var" = v / nrow(m))
      if (ncol(m) > 1) lines <- rbind(lines, "Cumulative Var" = cumsum(v / nrow(m)))
      cat("\\n")
      print(round(lines, digits))
      invisible(x)
    }`,
  ),
];
