/**
 * Linear models of several responses: the fit of `manova`, and of `lm` and `aov` whose response is a matrix.
 *
 * Every response has the same model matrix; what is tested are sums of squares and products.
 *
 * @module
 */

/** Functions that the words of such models share, by name. */
export const FITTING: Readonly<Record<string, string>> = {
  // one linear model of each response
  one_by_one: `function(object) {
    d <- object$rows
    heads <- colnames(object$coefficients)
    fits <- lapply(seq_along(heads), function(j) {
      d[[".response"]] <- object$Y[, j]
      f <- object$terms
      f[[2]] <- quote(.response)
      if (is.null(object$weights)) lm(f, data = d) else lm(f, data = d, weights = .weights)
    })
    names(fits) <- heads
    fits
  }`,
  // the sums of squares and products of each term, one after the other, and of the residuals
  products: `function(object, intercept = FALSE) {
    u <- unique(object$assign[object$assign >= 0])
    if (!intercept) u <- u[u > 0]
    own <- lapply(u, function(k) crossprod(object$effects[which(object$assign == k), , drop = FALSE]))
    names(own) <- c("(Intercept)", object$labels)[u + 1]
    list(terms = own, df = sapply(u, function(k) sum(object$assign == k)), error = crossprod(object$scaled))
  }`,
  // eigenvalues of the hypothesis beside the error, from the largest
  roots_of: `function(h, e) {
    p <- nrow(e)
    s <- 1 / sqrt(diag(e))
    l <- t(chol(e * outer(s, s)))
    a <- forwardsolve(l, t(forwardsolve(l, h * outer(s, s))))
    pmax(eigen((a + t(a)) / 2, symmetric = TRUE)$values, 0)
  }`,
  // a statistic, its approximate F and degrees of freedom (Rao 1973, section 8c; Pillai 1960)
  tested: `function(roots, test, q, v) {
    p <- length(roots)
    s <- min(p, q)
    m <- (abs(p - q) - 1) / 2
    n <- (v - p - 1) / 2
    switch(test,
      Pillai = {
        stat <- sum(roots / (1 + roots))
        d1 <- s * (2 * m + s + 1)
        d2 <- s * (2 * n + s + 1)
        f <- d2 / d1 * stat / (s - stat)
      },
      Wilks = {
        stat <- prod(1 / (1 + roots))
        r <- v - (p - q + 1) / 2
        u <- (p * q - 2) / 4
        t <- if (p^2 + q^2 - 5 > 0) sqrt((p^2 * q^2 - 4) / (p^2 + q^2 - 5)) else 1
        d1 <- p * q
        d2 <- r * t - 2 * u
        f <- (stat^(-1 / t) - 1) * d2 / d1
      },
      "Hotelling-Lawley" = {
        stat <- sum(roots)
        d1 <- s * (2 * m + s + 1)
        d2 <- 2 * (s * n + 1)
        f <- d2 * stat / (s * d1)
      },
      Roy = {
        stat <- max(roots)
        d1 <- max(p, q)
        d2 <- v - d1 + q
        f <- d2 * stat / d1
      })
    c(stat, f, d1, d2, pf(f, d1, d2, lower.tail = FALSE))
  }`,
  whole_rank: `function(e, v) {
    s <- 1 / sqrt(diag(e))
    rank <- if (any(!is.finite(s))) 0 else qr(e * outer(s, s), tol = 1e-7)$rank
    if (rank < nrow(e)) {
      stop("the residuals have rank ", rank, ", and ", nrow(e),
        " responses: leave responses out that others give, or fit fewer terms")
    }
  }`,
  // every cell of the factors has as many rows
  balanced: `function(object) {
    d <- object$model[-1]
    if (length(d) == 0) return(TRUE)
    d <- d[sapply(d, function(v) is.factor(v) || is.character(v) || is.logical(v))]
    if (length(d) == 0) return(FALSE)
    length(d) == length(object$model) - 1 && all(sapply(d, function(v) length(unique(table(v))) == 1)) &&
      length(unique(as.vector(table(d)))) == 1
  }`,
  table_of: `function(x, heading = NULL) {
    out <- as.data.frame(x)
    names(out) <- colnames(x)
    rownames(out) <- rownames(x)
    class(out) <- c("anova", "data.frame")
    if (!is.null(heading)) attr(out, "heading") <- heading
    out
  }`,
  named_test: `function(test) {
    known <- c("Pillai", "Wilks", "Hotelling-Lawley", "Roy")
    if (length(test) > 1) return(test[1])
    found <- known[startsWith(known, test)]
    if (length(found) != 1) stop('test is one of "Pillai", "Wilks", "Hotelling-Lawley" and "Roy", not "', test, '"')
    found
  }`,
};

/** The function that fits. */
export const FIT =
  `function(formula, data, subset, weights, na.action, contrasts = NULL, projections, qr, ...) {
  call <- .call
  if (any(all.names(formula) == "Error")) {
    stop("several responses in strata are not fitted: take one manova() for each stratum's means")
  }
  names_said <- all.vars(formula)
  near <- environment(formula)
  if (missing(data)) {
    data <- list()
    for (v in names_said) data[[v]] <- get(v, envir = near)
    n <- nrow(as.matrix(eval(formula[[2]], data, near)))
    rows <- data.frame(.place = seq_len(n))
    for (v in names_said) if (is.null(dim(data[[v]]))) rows[[v]] <- data[[v]]
  } else {
    rows <- as.data.frame(data)
  }
  y <- eval(formula[[2]], data, near)
  if (is.data.frame(y)) y <- as.matrix(y)
  if (is.null(dim(y)) || ncol(y) < 2) stop("there is one response: lm() fits it")
  if (is.null(colnames(y))) colnames(y) <- rep("", ncol(y))
  w <- if (missing(weights)) NULL else eval(substitute(weights), data, near)
  keep <- rowSums(is.na(y)) == 0
  if (!missing(subset)) {
    s <- eval(substitute(subset), data, near)
    keep <- keep & if (is.logical(s)) !is.na(s) & s else seq_len(nrow(y)) %in% s
  }
  if (!is.null(w)) rows[[".weights"]] <- w
  rows[[".response"]] <- y[, 1]
  at <- which(keep)
  labels_of_rows <- rownames(rows)
  rows <- rows[at, , drop = FALSE]
  y <- y[at, , drop = FALSE]
  f <- formula
  f[[2]] <- quote(.response)
  one <- if (is.null(w)) lm(f, data = rows, contrasts = contrasts) else lm(f, data = rows, weights = .weights, contrasts = contrasts)
  x <- model.matrix(one)
  used <- rownames(x)
  if (nrow(x) < nrow(rows)) {
    inside <- rownames(rows) %in% used
    rows <- rows[inside, , drop = FALSE]
    y <- y[inside, , drop = FALSE]
  }
  rownames(y) <- used
  assign <- attr(x, "assign")
  known <- !is.na(coef(one))
  root <- if (is.null(w)) rep(1, nrow(x)) else sqrt(rows[[".weights"]])
  kept <- x[, known, drop = FALSE]
  q <- qr(kept * root, tol = 1e-11)
  scaled <- y * root
  b <- matrix(NA_real_, ncol(x), ncol(y), dimnames = list(colnames(x), colnames(y)))
  b[known, ] <- qr.coef(q, scaled)
  fitted <- kept %*% b[known, , drop = FALSE]
  dimnames(fitted) <- list(used, colnames(y))
  out <- list(coefficients = b, residuals = y - fitted, effects = t(qr.Q(q)) %*% scaled, rank = sum(known),
    fitted.values = fitted, assign = assign[known], df.residual = nrow(x) - sum(known), call = call, terms = formula,
    model = model.frame(one), labels = attr(terms(one), "term.labels"), X = x, Y = y, R = qr.R(q), rows = rows,
    weights = if (is.null(w)) NULL else rows[[".weights"]], scaled = (y - fitted) * root, one = one, known = known)
  class(out) <- c("manova", "maov", "aov", "mlm", "lm")
  out
}`;
