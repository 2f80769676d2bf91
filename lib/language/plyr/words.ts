/**
 * Words of plyr that take things apart, work on each part and put the results together: `ddply dlply ldply
 * llply laply adply` and their kin, `join join_all rbind.fill`, and `mapvalues revalue round_any colwise`.
 *
 * Source: Wickham (2011), J. Stat. Softw. 40(1).
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  // columns that are said as .(a, b), as a formula or as text
  keys_of: `function(e, scope, d) {
    if (is.call(e)) {
      said <- all.vars(e)
      if (length(said) > 0 && all(said %in% names(d))) return(said)
    }
    v <- eval(e, scope)
    if (inherits(v, "formula")) all.vars(v) else if (is.numeric(v)) names(d)[v] else as.character(v)
  }`,
  // rows of each group, in the order of the groups
  pieces_of: `function(d, keys, drop = TRUE) {
    d <- as.data.frame(d)
    if (length(keys) == 0) return(list(labels = data.frame(.id = NA)[, FALSE, drop = FALSE], rows = list(seq_len(nrow(d))), d = d))
    code <- lapply(keys, function(k) {
      g <- factor(d[[k]], exclude = NULL)
      if (is.factor(d[[k]])) g <- factor(d[[k]], levels = levels(d[[k]]), exclude = if (anyNA(d[[k]])) NULL else NA)
      g
    })
    at <- do.call(order, lapply(code, as.integer))
    id <- do.call(paste, c(lapply(code, as.integer), sep = "."))
    seen <- unique(id[at])
    rows <- lapply(seen, function(s) which(id == s))
    first <- sapply(rows, function(r) r[1])
    labels <- d[first, keys, drop = FALSE]
    rownames(labels) <- NULL
    list(labels = labels, rows = rows, d = d)
  }`,
  // a result as rows of a table
  as_rows: `function(v) {
    if (is.null(v)) return(NULL)
    if (is.data.frame(v)) return(as.data.frame(v))
    if (length(dim(v)) == 2) return(as.data.frame(v))
    if (length(v) == 0) return(NULL)
    own <- names(v)
    if (is.null(own)) own <- paste0("V", seq_along(v))
    do.call(data.frame, c(setNames(as.list(v), own), list(check.names = FALSE, stringsAsFactors = FALSE)))
  }`,
  stacked: `function(tables) {
    tables <- tables[!sapply(tables, is.null)]
    if (length(tables) == 0) return(data.frame())
    out <- bind_rows(lapply(tables, function(t) { rownames(t) <- NULL; t }))
    out <- as.data.frame(out)
    rownames(out) <- NULL
    out
  }`,
  together: `function(labels, found) {
    tables <- lapply(seq_along(found), function(k) {
      rows <- as_rows(found[[k]])
      if (is.null(rows) || nrow(rows) == 0) return(NULL)
      key <- labels[rep(k, nrow(rows)), setdiff(names(labels), names(rows)), drop = FALSE]
      rownames(key) <- NULL
      if (ncol(key) == 0) rows else cbind(key, rows)
    })
    stacked(tables)
  }`,
  named_labels:
    `function(labels) if (ncol(labels) == 0) NULL else do.call(paste, c(lapply(labels, as.character), sep = "."))`,
  called: `function(f, scope) if (is.character(f)) match.fun(f) else f`,
  simplified: `function(found, own) {
    sizes <- unique(lengths(found))
    if (length(sizes) != 1) stop("the results have lengths that differ")
    if (sizes == 1) return(unname(unlist(found)))
    m <- do.call(rbind, lapply(found, as.vector))
    heads <- names(found[[1]])
    dimnames(m) <- list(NULL, if (is.null(heads)) as.character(seq_len(sizes)) else heads)
    m
  }`,
  margins_of: `function(x, margins, f, ...) {
    if (is.data.frame(x)) x <- as.matrix(x)
    n <- dim(x)[margins]
    at <- expand.grid(lapply(n, seq_len))
    names(at) <- if (is.null(names(dimnames(x)))) paste0("X", seq_along(margins)) else names(dimnames(x))[margins]
    found <- lapply(seq_len(nrow(at)), function(k) {
      v <- if (length(margins) == 2) x[at[k, 1], at[k, 2]] else if (margins == 1) x[at[k, 1], ] else x[, at[k, 1]]
      f(v, ...)
    })
    labels <- dimnames(x)[margins]
    for (j in seq_along(margins)) {
      own <- labels[[j]]
      at[[j]] <- factor(if (is.null(own)) at[[j]] else own[at[[j]]])
    }
    list(at = at, found = found)
  }`,
  joined: `function(x, y, by, type, match) {
    if (is.null(by)) by <- intersect(names(x), names(y))
    if (match == "first") y <- y[!duplicated(y[by]), , drop = FALSE]
    out <- switch(type, left = left_join(x, y, by = by), right = right_join(x, y, by = by),
      inner = inner_join(x, y, by = by), full = full_join(x, y, by = by), stop("type is left, right, inner or full"))
    out <- as.data.frame(out)
    rownames(out) <- NULL
    out
  }`,
};

const word = (name: string, parameters: string, text: string): Builtin =>
  composedWord(name, parameters, text, COMMON);

const PASSED = ".progress?, .inform?, .parallel?, .paropts?";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  word(
    "ddply",
    `.data, .variables, .fun, ..., ${PASSED}, .drop?`,
    `function(.data, .variables, .fun = NULL, ...) {
      keys <- keys_of(substitute(.variables), parent.frame(), .data)
      p <- pieces_of(.data, keys)
      f <- called(.fun)
      together(p$labels, lapply(p$rows, function(r) {
        own <- p$d[r, , drop = FALSE]
        attr(own, "vars") <- keys
        if (is.null(f)) own else f(own, ...)
      }))
    }`,
  ),
  word(
    "dlply",
    `.data, .variables, .fun, ..., ${PASSED}, .drop?`,
    `function(.data, .variables, .fun = NULL, ...) {
      keys <- keys_of(substitute(.variables), parent.frame(), .data)
      p <- pieces_of(.data, keys)
      f <- called(.fun)
      out <- lapply(p$rows, function(r) if (is.null(f)) p$d[r, , drop = FALSE] else f(p$d[r, , drop = FALSE], ...))
      out <- setNames(out, named_labels(p$labels))
      attr(out, "split_type") <- "data.frame"
      attr(out, "split_labels") <- p$labels
      out
    }`,
  ),
  word(
    "d_ply",
    `.data, .variables, .fun, ..., ${PASSED}, .drop?, .print?`,
    `function(.data, .variables, .fun = NULL, ...) {
      keys <- keys_of(substitute(.variables), parent.frame(), .data)
      p <- pieces_of(.data, keys)
      f <- called(.fun)
      for (r in p$rows) f(p$d[r, , drop = FALSE], ...)
      invisible(NULL)
    }`,
  ),
  word(
    "ldply",
    `.data, .fun, ..., ${PASSED}, .id`,
    `function(.data, .fun = NULL, ..., .id = ".id") {
      f <- called(.fun)
      found <- if (is.null(f)) as.list(.data) else lapply(.data, f, ...)
      split <- attr(.data, "split_labels")
      labels <- if (!is.null(split)) split
        else if (is.null(names(.data)) || is.null(.id)) data.frame(a = seq_along(found))[, FALSE, drop = FALSE]
        else setNames(data.frame(a = names(.data), stringsAsFactors = FALSE), .id)
      together(labels, unname(found))
    }`,
  ),
  word(
    "llply",
    `.data, .fun, ..., ${PASSED}`,
    `function(.data, .fun = NULL, ...) {
      f <- called(.fun)
      if (is.null(f)) as.list(.data) else lapply(.data, f, ...)
    }`,
  ),
  word(
    "l_ply",
    `.data, .fun, ..., ${PASSED}, .print?`,
    `function(.data, .fun = NULL, ...) {
      f <- called(.fun)
      for (v in as.list(.data)) f(v, ...)
      invisible(NULL)
    }`,
  ),
  word(
    "laply",
    `.data, .fun, ..., ${PASSED}, .drop?`,
    `function(.data, .fun = NULL, ...) {
      f <- called(.fun)
      simplified(if (is.null(f)) as.list(.data) else lapply(.data, f, ...))
    }`,
  ),
  word(
    "daply",
    `.data, .variables, .fun, ..., ${PASSED}`,
    `function(.data, .variables, .fun = NULL, ...) {
      keys <- keys_of(substitute(.variables), parent.frame(), .data)
      p <- pieces_of(.data, keys)
      if (length(keys) != 1) stop("daply() takes one column of groups; ddply() takes several")
      f <- called(.fun)
      out <- simplified(lapply(p$rows, function(r) f(p$d[r, , drop = FALSE], ...)))
      labels <- as.character(p$labels[[1]])
      if (is.null(dim(out))) setNames(out, labels) else { rownames(out) <- labels; out }
    }`,
  ),
  word(
    "adply",
    `.data, .margins, .fun, ..., ${PASSED}, .expand?, .id?`,
    `function(.data, .margins, .fun = NULL, ...) {
      f <- called(.fun)
      if (is.data.frame(.data)) {
        found <- lapply(seq_len(nrow(.data)), function(k) f(.data[k, , drop = FALSE], ...))
        return(together(.data, found))
      }
      m <- margins_of(.data, .margins, f, ...)
      together(m$at, m$found)
    }`,
  ),
  word(
    "aaply",
    `.data, .margins, .fun, ..., ${PASSED}, .drop?`,
    `function(.data, .margins, .fun = NULL, ...) {
      m <- margins_of(.data, .margins, called(.fun), ...)
      out <- simplified(m$found)
      if (is.null(dim(out))) setNames(out, as.character(m$at[[1]])) else { rownames(out) <- as.character(m$at[[1]]); out }
    }`,
  ),
  word(
    "mdply",
    `.data, .fun, ..., ${PASSED}, .expand?`,
    `function(.data, .fun = NULL, ...) {
      f <- called(.fun)
      d <- as.data.frame(.data)
      together(d, lapply(seq_len(nrow(d)), function(k) do.call(f, c(as.list(d[k, , drop = FALSE]), list(...)))))
    }`,
  ),
  word(
    "rlply",
    ".n, .expr, .progress?",
    `function(.n, .expr) {
      e <- substitute(.expr)
      scope <- parent.frame()
      lapply(seq_len(.n), function(k) {
        v <- eval(e, scope)
        if (is.function(v)) v() else v
      })
    }`,
  ),
  word(
    "raply",
    ".n, .expr, .progress?, .drop?",
    `function(.n, .expr) {
      e <- substitute(.expr)
      scope <- parent.frame()
      simplified(lapply(seq_len(.n), function(k) {
        v <- eval(e, scope)
        if (is.function(v)) v() else v
      }))
    }`,
  ),
  word(
    "rdply",
    ".n, .expr, .progress?, .id?",
    `function(.n, .expr) {
      e <- substitute(.expr)
      scope <- parent.frame()
      together(data.frame(.n = seq_len(.n)), lapply(seq_len(.n), function(k) {
        v <- eval(e, scope)
        if (is.function(v)) v() else v
      }))
    }`,
  ),
  word(
    "join",
    "x, y, by, type, match",
    `function(x, y, by = NULL, type = "left", match = "all") joined(x, y, by, type[1], match[1])`,
  ),
  word(
    "join_all",
    "dfs, by, type, match",
    `function(dfs, by = NULL, type = "left", match = "all")
      Reduce(function(a, b) joined(a, b, by, type[1], match[1]), dfs)`,
  ),
  word(
    "rbind.fill",
    "...",
    `function(...) {
      said <- list(...)
      if (length(said) == 1 && !is.data.frame(said[[1]])) said <- said[[1]]
      stacked(lapply(said, as.data.frame))
    }`,
  ),
  word(
    "mapvalues",
    "x, from, to, warn_missing?",
    `function(x, from, to) {
      if (length(from) != length(to)) stop("from and to are of one length")
      if (is.factor(x)) {
        levels(x) <- mapvalues(levels(x), from, to)
        return(x)
      }
      at <- match(x, from)
      x[!is.na(at)] <- to[at[!is.na(at)]]
      x
    }`,
  ),
  word(
    "revalue",
    "x, replace, warn_missing?",
    `function(x, replace = NULL) {
      if (is.null(x) || is.null(replace)) return(x)
      if (!is.factor(x) && !is.character(x)) stop("revalue() takes a factor or texts")
      mapvalues(x, names(replace), unname(replace))
    }`,
  ),
  word(
    "round_any",
    "x, accuracy, f",
    `function(x, accuracy, f = round) f(x / accuracy) * accuracy`,
  ),
  word(
    "colwise",
    ".fun, .cols, ...",
    `function(.fun, .cols = function(v) TRUE, ...) {
      function(d) {
        d <- d[setdiff(names(d), attr(d, "vars"))]
        as.data.frame(lapply(d[sapply(d, .cols)], .fun, ...))
      }
    }`,
  ),
  word(
    "numcolwise",
    ".fun, ...",
    `function(.fun, ...) colwise(.fun, is.numeric, ...)`,
  ),
  word(
    "catcolwise",
    ".fun, ...",
    `function(.fun, ...) colwise(.fun, function(v) is.factor(v) || is.character(v), ...)`,
  ),
  word(
    "each",
    "...",
    `function(...) {
      said <- list(...)
      heads <- sapply(as.list(substitute(list(...)))[-1], function(e) if (is.character(e)) e else deparse(e))
      f <- lapply(said, match.fun)
      names(f) <- if (is.null(names(said))) heads else ifelse(names(said) == "", heads, names(said))
      function(x, ...) sapply(f, function(g) g(x, ...))
    }`,
  ),
];
