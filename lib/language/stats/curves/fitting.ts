/**
 * The search of `nls`: Gauss and Newton's steps, halved until the sum of squares falls, of all parameters or
 * of those that are not linear; within limits by Levenberg and Marquardt's.
 *
 * Sources: Bates & Watts, *Nonlinear Regression Analysis and Its Applications* (1988), chapters 2 and 3, for
 * the steps and the relative offset at which they end; Golub & Pereyra (1973) for parameters that are linear;
 * `?nls` for the defaults.
 *
 * @module
 */

/** Functions that words of such models share, by name. */
export const SEARCH: Readonly<Record<string, string>> = {
  told: `function(call) paste(deparse(call), collapse = "\\n")`,
  settings: `function(control) {
    own <- list(maxiter = 50, tol = 1e-05, minFactor = 1 / 1024, printEval = FALSE, warnOnly = FALSE, scaleOffset = 0,
      nDcentral = FALSE)
    for (n in names(control)) own[[n]] <- control[[n]]
    own
  }`,
  // parameters by their names: numbers, or one for each of several groups
  spread_out: `function(flat, shape) {
    at <- 0
    out <- list()
    for (n in names(shape)) {
      k <- shape[[n]]
      out[[n]] <- unname(flat[at + seq_len(k)])
      at <- at + k
    }
    out
  }`,
  flat_names:
    `function(shape) unlist(lapply(names(shape), function(n) if (shape[[n]] == 1) n else paste0(n, seq_len(shape[[n]]))))`,
  value_of: `function(p, flat) {
    d <- p$data
    own <- spread_out(flat, p$shape)
    for (n in names(own)) d[[n]] <- own[[n]]
    eval(p$right, d, p$near)
  }`,
  // values and their derivatives by the parameters: the expression's own, or by differences
  with_slopes: `function(p, flat) {
    f <- value_of(p, flat)
    g <- attr(f, "gradient")
    wide <- if (p$linear) ncol(as.matrix(f)) else 1
    plain <- as.matrix(f)
    attributes(plain) <- list(dim = c(length(f) / wide, wide))
    if (nrow(plain) == 1 && p$n > 1 && !p$linear) plain <- matrix(plain[1, 1], p$n, 1)
    if (nrow(plain) != p$n) {
      .refuse("wrong-argument", paste0("The curve has ", nrow(plain), " values, and the response ", p$n),
        "Its variables have as many values as the response")
    }
    k <- length(flat)
    if (is.null(g)) {
      g <- array(0, c(p$n, wide, k))
      for (j in seq_len(k)) {
        h <- sqrt(.Machine$double.eps) * if (flat[j] == 0) 1 else abs(flat[j])
        moved <- flat
        moved[j] <- flat[j] + h
        a <- value_of(p, moved)
        attr(a, "gradient") <- NULL
        if (isTRUE(p$central)) {
          moved[j] <- flat[j] - h
          b <- value_of(p, moved)
          attr(b, "gradient") <- NULL
          g[, , j] <- (as.vector(a) - as.vector(b)) / (2 * h)
        } else {
          g[, , j] <- (as.vector(a) - as.vector(plain)) / h
        }
      }
    } else {
      g <- array(as.vector(g), c(p$n, wide, k))
    }
    list(f = plain, g = g)
  }`,
  // residuals, gradient and what the next step needs, at some parameters
  state_at: `function(p, flat) {
    own <- with_slopes(p, flat)
    w <- p$roots
    if (!p$linear) {
      r <- w * (p$y - own$f[, 1])
      g <- matrix(own$g, p$n, length(flat)) * w
      if (any(!is.finite(r)) || any(!is.finite(g))) return(list(flat = flat, dev = Inf, bad = TRUE))
      return(list(flat = flat, f = own$f[, 1], r = r, g = g, dev = sum(r^2), q = qr(g), bad = FALSE))
    }
    m <- own$f * w
    if (any(!is.finite(m))) return(list(flat = flat, dev = Inf, bad = TRUE))
    q <- qr(m)
    k <- ncol(m)
    if (q$rank < k) return(list(flat = flat, dev = Inf, bad = TRUE))
    target <- w * p$y
    b <- qr.coef(q, target)
    r <- as.vector(qr.resid(q, target))
    full <- qr.Q(q, complete = TRUE)
    turned <- as.vector(t(full) %*% target)
    moved <- sapply(seq_along(flat), function(j) as.vector(t(full) %*% (w * (as.matrix(own$g[, , j]) %*% b))))
    moved <- matrix(moved, p$n, length(flat))
    top <- sapply(seq_along(flat), function(j) as.vector(t(as.matrix(own$g[, , j]) * w) %*% r))
    moved[seq_len(k), ] <- forwardsolve(t(qr.R(q)), matrix(top, k, length(flat)))
    rest <- turned
    rest[seq_len(k)] <- 0
    slopes <- cbind(matrix(sapply(seq_along(flat), function(j) w * (as.matrix(own$g[, , j]) %*% b)), p$n, length(flat)), m)
    list(flat = flat, b = as.vector(b), f = as.vector(own$f %*% b), r = r, g = slopes, dev = sum(r^2), q = qr(moved),
      rest = rest, bad = FALSE)
  }`,
  offset_of: `function(p, s) {
    k <- length(s$flat)
    e <- as.vector(t(qr.Q(s$q, complete = TRUE)) %*% (if (p$linear) s$rest else s$r))
    sqrt(sum(e[seq_len(k)]^2) / sum(e[-seq_len(k)]^2))
  }`,
  step_of: `function(p, s) as.vector(qr.coef(s$q, if (p$linear) s$rest else s$r))`,
  singular: `function(p, s) s$bad || s$q$rank < length(s$flat)`,
  fitted_by: `function(p, start, control) {
    failed <- function(code, message, hint, s, i, conv) {
      if (isTRUE(control$warnOnly)) {
        warning(message)
        return(list(state = s, info = list(isConv = FALSE, finIter = i, finTol = conv, stopMessage = message)))
      }
      .refuse(code, message, hint)
    }
    s <- state_at(p, start)
    if (s$bad) {
      .refuse("undefined-values", "The curve has no finite value at the first parameters",
        "Other first parameters, start = list(...), lie where it has")
    }
    if (singular(p, s)) {
      .refuse("singular-gradient", "The gradient is singular at the first parameters",
        "Two parameters do the same to the curve there: leave one out, or begin elsewhere with start = list(...)")
    }
    factor <- 1
    conv <- NA
    for (i in 0:control$maxiter) {
      conv <- offset_of(p, s)
      if (control$scaleOffset > 0) {
        k <- length(s$flat)
        conv <- conv * sqrt(s$dev) / sqrt(s$dev + control$scaleOffset * (p$n - k))
      }
      if (is.nan(conv) || conv <= control$tol) {
        return(list(state = s, info = list(isConv = TRUE, finIter = i, finTol = conv, stopMessage = "converged")))
      }
      if (i == control$maxiter) break
      step <- step_of(p, s)
      repeat {
        if (factor < control$minFactor) {
          return(failed("no-convergence", paste0("No step makes the sum of squares smaller: the step factor ",
            format(factor), " is below minFactor, ", format(control$minFactor)),
            "Begin nearer to the curve with start = list(...), or draw the curve over the data", s, i, conv))
        }
        new <- state_at(p, s$flat + factor * step)
        if (!new$bad && singular(p, new) && new$dev <= s$dev) {
          return(failed("singular-gradient", "The gradient becomes singular in the search",
            "The data cannot tell two parameters: take a curve with fewer, or begin elsewhere with start = list(...)", s, i, conv))
        }
        if (new$dev <= s$dev) {
          s <- new
          factor <- min(2 * factor, 1)
          break
        }
        factor <- factor / 2
      }
    }
    failed("no-convergence", paste("The search did not end in", control$maxiter, "steps"),
      "nls.control(maxiter = 200) gives it more; other first parameters may need fewer", s, i, conv)
  }`,
  // within limits; parameters at a limit stay while the sum of squares falls beyond it
  fitted_within: `function(p, start, control, lower, upper) {
    inside <- function(x) pmin(pmax(x, lower), upper)
    if (any(start < lower | start > upper)) {
      .refuse("wrong-argument", "The first parameters do not lie within lower and upper",
        "Begin between the limits, or widen them")
    }
    s <- state_at(p, start)
    if (s$bad) {
      .refuse("undefined-values", "The curve has no finite value at the first parameters",
        "Other first parameters, start = list(...), lie where it has")
    }
    damp <- 1e-3
    for (i in seq_len(20 * control$maxiter)) {
      slope <- as.vector(crossprod(s$g, s$r))
      free <- !(s$flat <= lower & slope < 0 | s$flat >= upper & slope > 0)
      if (!any(free)) break
      g <- s$g[, free, drop = FALSE]
      h <- crossprod(g)
      q <- qr(g)
      e <- as.vector(t(qr.Q(q)) %*% s$r)
      left <- s$dev - sum(e^2)
      if (sqrt(sum(e^2) / max(left, .Machine$double.xmin)) <= 1e-9) break
      moved <- FALSE
      repeat {
        d <- diag(h)
        d[d == 0] <- 1
        step <- rep(0, length(s$flat))
        step[free] <- solve(h + damp * diag(d, length(d)), slope[free])
        to <- inside(s$flat + step)
        new <- state_at(p, to)
        if (!new$bad && new$dev <= s$dev) {
          moved <- new$dev < s$dev * (1 - 1e-15)
          s <- new
          damp <- max(damp / 10, 1e-12)
          break
        }
        damp <- damp * 10
        if (damp > 1e16) break
      }
      if (!moved) break
    }
    list(state = s, info = list(isConv = TRUE, finIter = i, finTol = NA, stopMessage = "relative convergence (4)"))
  }`,
};

/** The function that fits. */
export const FIT =
  `function(formula, data, start, control = list(), algorithm = c("default", "plinear", "port"), trace = FALSE,
    subset, weights, na.action, model = FALSE, lower = -Inf, upper = Inf, ...) {
  call <- .call
  algorithm <- algorithm[1]
  if (!algorithm %in% c("default", "plinear", "port")) {
    .refuse("wrong-argument", paste0("There is no algorithm \\"", algorithm, "\\""), "Known are default, plinear and port")
  }
  bounded <- any(is.finite(c(lower, upper)))
  if (bounded && algorithm != "port") {
    .refuse("wrong-argument", "Limits are obeyed by algorithm = \\"port\\" alone", "Write algorithm = \\"port\\", or leave lower and upper out")
  }
  formula <- as.formula(formula)
  near <- environment(formula)
  known <- if (missing(data)) list() else as.list(data)
  if (!missing(subset)) {
    kept <- eval(substitute(subset), known, near)
    kept <- if (is.logical(kept)) which(!is.na(kept) & kept) else kept
    known <- lapply(known, function(v) v[kept])
  }
  right <- formula[[length(formula)]]
  if (missing(start)) start <- initial_of(formula, known, near)
  start <- as.list(start)
  if (length(start) == 0 || is.null(names(start)) || any(names(start) == "")) {
    .refuse("wrong-argument", "start names each parameter with its first value", "start = list(a = 1, b = 0.1)")
  }
  others <- setdiff(all.vars(formula), names(start))
  own <- list()
  for (v in others) own[[v]] <- if (v %in% names(known)) known[[v]] else get(v, envir = near)
  y <- if (length(formula) == 3) eval(formula[[2]], own, near) else 0
  n <- if (length(formula) == 3) length(y) else max(lengths(own))
  y <- rep(as.vector(y), length.out = n)
  w <- if (missing(weights)) rep(1, n) else {
    given <- substitute(weights)
    as.vector(eval(given, known, near))
  }
  rowed <- sapply(own, length) == n
  missed <- is.na(y) | is.na(w)
  for (v in names(own)[rowed]) missed <- missed | is.na(own[[v]])
  if (any(missed)) {
    for (v in names(own)[rowed]) own[[v]] <- own[[v]][!missed]
    y <- y[!missed]
    w <- w[!missed]
    n <- length(y)
  }
  shape <- lapply(start, length)
  flat <- as.vector(unlist(start))
  control <- settings(control)
  p <- list(right = right, data = own, near = near, shape = shape, y = y, n = n, roots = sqrt(w),
    linear = algorithm == "plinear", central = control$nDcentral)
  found <- if (algorithm == "port") {
    fitted_within(p, flat, control, rep(lower, length.out = length(flat)), rep(upper, length.out = length(flat)))
  } else {
    fitted_by(p, flat, control)
  }
  s <- found$state
  b <- s$flat
  names(b) <- flat_names(shape)
  if (p$linear) {
    lin <- if (length(s$b) == 1) ".lin" else {
      heads <- colnames(value_of(p, s$flat))
      paste0(".lin", if (is.null(heads)) seq_along(s$b) else paste0(".", heads))
    }
    b <- c(b, setNames(s$b, lin))
  }
  g <- s$g
  colnames(g) <- names(b)
  out <- list(coefficients = b, residuals = s$r / p$roots, fitted.values = s$f, gradient = g, weighted = s$r,
    deviance = s$dev, df.residual = n - length(b), problem = p, nonlinear = s$flat, formula = formula, call = call,
    weights = if (missing(weights)) NULL else w, convInfo = c(found$info, list(nEval = NA)),
    algorithm = algorithm, control = control, lower = lower, upper = upper, omitted = sum(missed),
    data = if (missing(data)) quote(parent.frame()) else substitute(data))
  class(out) <- "nls"
  out
}`;
