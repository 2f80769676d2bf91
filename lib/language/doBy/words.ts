/**
 * `summaryBy` of doBy: numbers of the columns of a formula, group by group.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

const SUMMARY_BY =
  `function(formula, data, id = NULL, FUN = mean, keep.names = FALSE, p2d = FALSE, order = TRUE, fun.names = NULL, ...) {
  if (is.data.frame(formula)) {
    swapped <- formula
    formula <- data
    data <- swapped
  }
  asked <- substitute(FUN)
  d <- as.data.frame(data)
  said <- paste(deparse(formula), collapse = " ")
  side <- function(text) if (trimws(text) == "") character(0) else all.vars(as.formula(paste("~", text)))
  right <- side(sub("^[^~]*~", "", said))
  left <- side(sub("~.*$", "", said))
  numbers <- names(d)[sapply(d, is.numeric)]
  if (length(left) == 0 || "." %in% left) left <- setdiff(numbers, right)
  if ("." %in% right) right <- setdiff(names(d)[!(names(d) %in% numbers)], left)
  several <- is.list(FUN)
  f <- if (several) FUN else list(FUN)
  heads <- if (!is.null(fun.names)) fun.names
    else if (several && !is.null(names(FUN))) names(FUN)
    else if (is.name(asked)) deparse(asked)
    else if (several && is.call(asked)) sapply(as.list(asked)[-1], function(e) paste(deparse(e), collapse = " "))
    else rep("FUN", length(f))
  keys <- if (length(right) == 0) rep(1L, nrow(d)) else lapply(d[right], function(g) factor(g))
  id_of <- if (length(right) == 0) keys else do.call(paste, c(lapply(keys, as.integer), sep = "."))
  at <- if (length(right) == 0 || !order) seq_len(nrow(d)) else do.call("order", unname(lapply(keys, as.integer)))
  seen <- unique(id_of[at])
  rows <- lapply(seen, function(s) {
    w <- which(id_of == s)
    values <- list()
    for (k in seq_along(f)) for (v in left) {
      x <- f[[k]](d[[v]][w], ...)
      inner <- if (length(x) == 1 && is.null(names(x))) heads[k] else if (is.null(names(x))) paste0(heads[k], seq_along(x)) else names(x)
      label <- if (keep.names && length(f) == 1 && length(x) == 1) v else paste(v, inner, sep = ".")
      for (i in seq_along(x)) values[[label[i]]] <- x[[i]]
    }
    do.call(data.frame, c(values, list(check.names = FALSE, stringsAsFactors = FALSE)))
  })
  out <- do.call(rbind, rows)
  if (length(right) > 0) {
    first <- match(seen, id_of)
    key <- d[first, right, drop = FALSE]
    rownames(key) <- NULL
    out <- cbind(key, out)
  }
  if (!is.null(id)) {
    more <- all.vars(id)
    first <- match(seen, id_of)
    for (v in more) out[[v]] <- d[[v]][first]
  }
  rownames(out) <- NULL
  out
}`;

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  composedWord(
    "summaryBy",
    "formula, data, id, FUN, keep.names, p2d!FALSE, order, full.dimension!FALSE, fun.names, var.names!NULL, ...",
    SUMMARY_BY,
  ),
];
