/**
 * Analyses of variance of factors between and within units, as functions of R for words that are put together:
 * sums of squares of types I, II and III, and what departs from sphericity.
 *
 * Responses of a unit are a row of Y; a term within units is a set of orthonormal contrasts of its columns, and a
 * term between units columns of X, whose factors sum to zero. The sum of squares of both is the trace of the
 * hypothesis's cross-products (Winer, Brown & Michels 1991, chapters 4 and 7). Mauchly (1940), Ann. Math. Statist.
 * 11, 204–209, with Anderson's second term; Greenhouse & Geisser (1959), Psychometrika 24, 95–112; Huynh & Feldt
 * (1976), J. Educ. Stat. 1, 69–82, with the degrees of freedom between units (Lecoutre 1991).
 *
 * @module
 */

/** Functions by name; `analysed(d, dv, wid, between, within, covariates, right, type)` is the one to call. */
export const FACTORIAL: Readonly<Record<string, string>> = {
  factored: `function(g) if (is.factor(g)) droplevels(g) else factor(g)`,
  // all products of some names, by degree
  products: `function(own) {
    out <- list()
    for (k in seq_along(own)) out <- c(out, combn(own, k, simplify = FALSE))
    out
  }`,
  // columns of a term: products of the columns of its variables
  columns_of: `function(d, vars) {
    m <- matrix(1, nrow(d), 1)
    for (v in vars) {
      x <- d[[v]]
      own <- if (is.factor(x)) contr.sum(nlevels(x))[as.integer(x), , drop = FALSE] else matrix(as.numeric(x))
      m <- do.call(cbind, lapply(seq_len(ncol(own)), function(j) m * own[, j]))
    }
    m
  }`,
  left_over: `function(x, z) if (ncol(x) == 0) sum(z^2) else sum(qr.resid(qr(x), z)^2)`,
  // sums of squares of the terms between units for some columns of contrasts
  between_terms: `function(z, d, terms, type) {
    blocks <- c(list(matrix(1, nrow(d), 1)), lapply(terms, function(t) columns_of(d, t)))
    names <- c("(Intercept)", unlist(lapply(terms, paste, collapse = ":")))
    sets <- c(list(character(0)), terms)
    bound <- function(keep) if (any(keep)) do.call(cbind, blocks[keep]) else matrix(0, nrow(d), 0)
    all <- bound(rep(TRUE, length(blocks)))
    fit <- qr(all)
    e <- crossprod(qr.resid(fit, z))
    k <- seq_along(blocks)
    ss <- sapply(k, function(t) {
      with <- switch(as.character(type), "1" = k <= t, "3" = rep(TRUE, length(k)),
        # type 2: without the terms that contain this one
        "2" = sapply(k, function(s) s == t || !all(sets[[t]] %in% sets[[s]])))
      without <- with
      without[t] <- FALSE
      left_over(bound(without), z) - left_over(bound(with), z)
    })
    list(term = names, ss = ss, df = sapply(blocks, ncol), e = e, dfe = nrow(d) - fit$rank)
  }`,
  contrasts_within: `function(sizes, own) {
    m <- matrix(1, 1, 1)
    for (v in names(sizes)) {
      k <- sizes[[v]]
      piece <- if (v %in% own) qr.Q(qr(contr.sum(k))) else matrix(1 / sqrt(k), k, 1)
      m <- kronecker(m, piece)
    }
    m
  }`,
  // how far the contrasts of a term are from equal variances without correlations
  sphericity: `function(e, dfe) {
    q <- ncol(e)
    w <- det(e) / (sum(diag(e)) / q)^q
    rho <- 1 - (2 * q^2 + q + 2) / (6 * q * dfe)
    x <- -dfe * rho * log(w)
    f <- q * (q + 1) / 2 - 1
    more <- (q + 2) * (q - 1) * (q - 2) * (2 * q^3 + 6 * q^2 + 3 * q + 2) / (288 * (q * dfe * rho)^2)
    p <- pchisq(x, f, lower.tail = FALSE)
    gg <- sum(diag(e))^2 / (q * sum(e^2))
    list(w = w, p = min(1, max(0, p + more * (pchisq(x, f + 4, lower.tail = FALSE) - p))), gg = gg,
      hf = ((dfe + 1) * q * gg - 2) / (q * (dfe - q * gg)))
  }`,
  // one row for each unit, its responses in the order of the factors within
  responses: `function(d, dv, wid, between, within, covariates) {
    cell <- do.call(paste, c(lapply(within, function(v) as.integer(d[[v]])), sep = "\\r"))
    cells <- expand.grid(rev(lapply(setNames(within, within), function(v) seq_len(nlevels(d[[v]])))))
    cells <- do.call(paste, c(lapply(within, function(v) cells[[v]]), sep = "\\r"))
    unit <- do.call(paste, c(lapply(c(between, wid), function(v) as.character(d[[v]])), sep = "\\r"))
    units <- unique(unit)
    y <- matrix(NA_real_, length(units), length(cells))
    at <- cbind(match(unit, units), match(cell, cells))
    many <- paste(at[, 1], at[, 2])
    if (anyDuplicated(many)) {
      d[[dv]] <- ave(d[[dv]], many, FUN = function(v) mean(v))
    }
    y[(at[, 2] - 1) * length(units) + at[, 1]] <- d[[dv]]
    rows <- d[match(units, unit), , drop = FALSE]
    here <- complete.cases(y)
    rows <- rows[here, , drop = FALSE]
    for (v in between) rows[[v]] <- factored(rows[[v]])
    list(y = y[here, , drop = FALSE], rows = rows, lost = as.character(rows[[wid]])[0], dropped = sum(!here),
      cells = cells, repeated = anyDuplicated(many) > 0)
  }`,
  analysed: `function(d, dv, wid, between, within, covariates, right, type) {
    terms <- if (is.null(right)) c(as.list(covariates), products(between)) else right
    d <- as.data.frame(d)
    needed <- c(dv, between, within, covariates, wid)
    for (v in c(between, within)) d[[v]] <- factored(d[[v]])
    if (length(within) == 0) {
      d <- d[complete.cases(d[needed]), , drop = FALSE]
      for (v in between) d[[v]] <- factored(d[[v]])
      y <- matrix(as.numeric(d[[dv]]))
      rows <- d
      sizes <- list()
      sets <- list(character(0))
    } else {
      d <- d[complete.cases(d[setdiff(needed, dv)]), , drop = FALSE]
      own <- responses(d, dv, wid, between, within, covariates)
      y <- own$y
      rows <- own$rows
      sizes <- setNames(lapply(within, function(v) nlevels(d[[v]])), within)
      sets <- c(list(character(0)), products(within))
    }
    found <- lapply(sets, function(set) {
      m <- if (length(within) == 0) matrix(1, 1, 1) else contrasts_within(sizes, set)
      b <- between_terms(y %*% m, rows, terms, type)
      q <- ncol(m)
      effect <- if (length(set) == 0) b$term
        else ifelse(b$term == "(Intercept)", paste(set, collapse = ":"), paste(b$term, paste(set, collapse = ":"), sep = ":"))
      s <- if (q > 1 && b$dfe > 0) sphericity(b$e, b$dfe) else list(w = NA, p = NA, gg = NA, hf = NA)
      data.frame(Effect = effect, DFn = b$df * q, DFd = b$dfe * q, SSn = b$ss, SSd = sum(diag(b$e)), W = s$w, pW = s$p,
        GG = s$gg, HF = s$hf, spherical = q == 1, stringsAsFactors = FALSE)
    })
    out <- do.call(rbind, found)
    out$F <- out$SSn / out$DFn / (out$SSd / out$DFd)
    out$p <- pf(out$F, out$DFn, out$DFd, lower.tail = FALSE)
    rownames(out) <- NULL
    out
  }`,
};
