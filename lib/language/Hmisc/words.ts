/**
 * Words of Hmisc: `rcorr smean.cl.normal smean.sd smean.sdl smedian.hilow wtd.mean wtd.var binconf %nin%
 * capitalize Cs`.
 *
 * Source: of limits of a share Wilson (1927), J. Am. Stat. Assoc. 22, 209–212, and Clopper & Pearson (1934).
 *
 * @module
 */
import { type Builtin, word } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  composedWord(
    "rcorr",
    "x, y, type",
    `function(x, y = NULL, type = c("pearson", "spearman")) {
      type <- match.arg(type)
      if (!is.null(y)) x <- if (is.matrix(x) || is.matrix(y)) cbind(x, y) else cbind(x = x, y = y)
      if (is.data.frame(x)) stop("rcorr() takes a matrix: as.matrix(d)")
      k <- ncol(x)
      if (nrow(x) < 5) stop("rcorr() needs five rows at least")
      r <- matrix(1, k, k, dimnames = list(colnames(x), colnames(x)))
      n <- r
      p <- r
      for (i in seq_len(k)) for (j in seq_len(k)) {
        here <- !is.na(x[, i]) & !is.na(x[, j])
        a <- x[here, i]
        b <- x[here, j]
        if (type == "spearman") {
          a <- rank(a)
          b <- rank(b)
        }
        n[i, j] <- sum(here)
        r[i, j] <- if (i == j) 1 else cor(a, b)
        p[i, j] <- if (i == j) NA else 2 * pt(-abs(r[i, j]) * sqrt((sum(here) - 2) / (1 - r[i, j]^2)), sum(here) - 2)
      }
      structure(list(r = r, n = n, P = p), class = "rcorr")
    }`,
  ),
  composedWord(
    "print.rcorr",
    "x, ...",
    `function(x, ...) {
      print(round(x$r, 2))
      n <- x$n
      if (all(n == n[1, 1])) cat("\\nn=", n[1, 1], "\\n\\n")
      else {
        cat("\\nn\\n")
        print(n)
      }
      cat("\\nP\\n")
      p <- round(x$P, 4)
      t <- matrix(format(p), nrow(p), dimnames = dimnames(p))
      t[is.na(p)] <- ""
      print(t, quote = FALSE)
      invisible(x)
    }`,
  ),
  composedWord(
    "smean.cl.normal",
    "x, mult, conf.int, na.rm!TRUE",
    `function(x, mult = NULL, conf.int = 0.95) {
      x <- x[!is.na(x)]
      n <- length(x)
      if (is.null(mult)) mult <- qt((1 + conf.int) / 2, n - 1)
      m <- mean(x)
      se <- sd(x) / sqrt(n)
      c(Mean = m, Lower = m - mult * se, Upper = m + mult * se)
    }`,
  ),
  composedWord(
    "smean.sd",
    "x, na.rm!TRUE",
    `function(x) {
    x <- x[!is.na(x)]
    c(Mean = mean(x), SD = sd(x))
  }`,
  ),
  composedWord(
    "smean.sdl",
    "x, mult, na.rm!TRUE",
    `function(x, mult = 2) {
    x <- x[!is.na(x)]
    c(Mean = mean(x), Lower = mean(x) - mult * sd(x), Upper = mean(x) + mult * sd(x))
  }`,
  ),
  composedWord(
    "smedian.hilow",
    "x, conf.int, na.rm!TRUE",
    `function(x, conf.int = 0.95) {
    q <- quantile(x, c(0.5, (1 - conf.int) / 2, (1 + conf.int) / 2), names = FALSE, na.rm = TRUE)
    c(Median = q[1], Lower = q[2], Upper = q[3])
  }`,
  ),
  composedWord(
    "wtd.mean",
    "x, weights, normwt?, na.rm!TRUE",
    `function(x, weights = NULL) {
    if (is.null(weights)) return(mean(x, na.rm = TRUE))
    here <- !is.na(x) & !is.na(weights)
    sum(weights[here] * x[here]) / sum(weights[here])
  }`,
  ),
  composedWord(
    "wtd.var",
    "x, weights, normwt, na.rm!TRUE, method!unbiased",
    `function(x, weights = NULL, normwt = FALSE) {
    if (is.null(weights)) return(var(x, na.rm = TRUE))
    here <- !is.na(x) & !is.na(weights)
    x <- x[here]
    w <- weights[here]
    if (normwt) w <- w * length(x) / sum(w)
    m <- sum(w * x) / sum(w)
    sum(w * (x - m)^2) / (sum(w) - 1)
  }`,
  ),
  composedWord(
    "binconf",
    "x, n, alpha, method, include.x!FALSE, include.n!FALSE, return.df!FALSE",
    `function(x, n, alpha = 0.05, method = c("wilson", "exact", "asymptotic", "all")) {
      method <- match.arg(method)
      p <- x / n
      z <- qnorm(1 - alpha / 2)
      exact <- cbind(p, ifelse(x == 0, 0, qbeta(alpha / 2, x, n - x + 1)), ifelse(x == n, 1, qbeta(1 - alpha / 2, x + 1, n - x)))
      middle <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
      reach <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
      wilson <- cbind(p, middle - reach, middle + reach)
      plain <- cbind(p, p - z * sqrt(p * (1 - p) / n), p + z * sqrt(p * (1 - p) / n))
      heads <- c("PointEst", "Lower", "Upper")
      labels <- rep("", length(p))
      if (method == "all") {
        if (length(p) > 1) stop("all methods are shown of one share")
        out <- rbind(exact, wilson, plain)
        dimnames(out) <- list(c("Exact", "Wilson", "Asymptotic"), heads)
        return(out)
      }
      out <- switch(method, wilson = wilson, exact = exact, asymptotic = plain)
      dimnames(out) <- list(labels, heads)
      out
    }`,
  ),
  word("%nin%", "x, table", (call) => {
    const among = call.interpreter.call("%in%", [call.value("x"), call.value("table")], call.span);
    return call.interpreter.operate("!", among, null, call.span);
  }),
  composedWord(
    "capitalize",
    "string",
    `function(string) paste0(toupper(substr(string, 1, 1)), substring(string, 2))`,
  ),
  composedWord("Cs", "...", `function(...) sapply(as.list(substitute(list(...)))[-1], deparse)`),
];
