/**
 * Words of nlme that lay beside each other what its fits give: `augPred`, `comparePred`, `compareFits`, their
 * pictures, and what is made of lines for each group.
 *
 * Source: Pinheiro & Bates (2000), Mixed-Effects Models in S and S-PLUS, sections 4.1 to 4.3.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedMethod, composedWord } from "../evaluation/composed_word.ts";
import { WORDS as LINES } from "./lm_list.ts";

const COMMON = {
  // data, response, groups and primary covariate of a fit
  known: `function(object, primary) {
    if (inherits(object, "lmList")) {
      data <- attr(object, "rows")
      groups <- attr(object, "group")
      model <- as.formula(attr(object, "model"))
    } else {
      data <- getData(object)
      model <- formula(object)
      heads <- character()
      if (inherits(object, "lme")) for (q in 5:1) {
        told <- tryCatch(predict(object, data[1, , drop = FALSE], level = 0:q), error = function(e) NULL)
        if (!is.null(told)) {
          heads <- names(told)
          break
        }
      }
      groups <- heads[!grepl("^predict[.]", heads)]
    }
    terms <- all.vars(model)
    numbers <- Filter(function(v) is.numeric(data[[v]]), terms[-1])
    first <- if (!is.null(primary)) all.vars(primary)[1] else if (length(numbers) > 0) numbers[1] else
      .refuse("wrong-argument", "The model has no covariate of numbers", "Write primary = ~ x")
    list(data = as.data.frame(data), response = terms[1], groups = groups, primary = first, others = setdiff(terms[-1], first))
  }`,
  // one value of a group: the mean, or what is met most often
  typical: `function(x) {
    if (is.numeric(x)) return(mean(x))
    t <- table(as.character(x))
    factor(names(t)[which.max(t)], levels = levels(factor(x)))
  }`,
  // the groups of rows, those of the innermost level
  grouped: `function(data, groups) {
    if (length(groups) == 0) return(factor(rep("1", nrow(data))))
    if (length(groups) == 1) return(if (is.factor(data[[groups]])) data[[groups]] else factor(data[[groups]]))
    own <- do.call(paste, c(lapply(groups, function(g) as.character(data[[g]])), sep = "/"))
    factor(own, levels = unique(own))
  }`,
};

const PREDICTIONS =
  `function(object, primary = NULL, minimum = NULL, maximum = NULL, length.out = 51, level = NULL, ...) {
  own <- known(object, primary)
  data <- own$data
  lines <- inherits(object, "lmList")
  by <- grouped(data, own$groups)
  x <- data[[own$primary]]
  if (!is.numeric(x)) .refuse("wrong-argument", paste(own$primary, "is no number"), "Write primary = ~ x")
  low <- if (is.null(minimum)) min(x) else minimum
  high <- if (is.null(maximum)) max(x) else maximum
  at <- seq(low, high, length.out = length.out)
  ids <- unique(as.character(by))
  rows <- lapply(ids, function(g) {
    mine <- data[which(as.character(by) == g), , drop = FALSE]
    out <- data.frame(x = at)
    names(out) <- own$primary
    for (v in c(own$groups, setdiff(own$others, own$groups))) out[[v]] <- rep(typical(mine[[v]]), length(at))
    out
  })
  new <- do.call(rbind, rows)
  all_levels <- if (inherits(object, "lme")) predict(object, new, level = 0:length(own$groups)) else NULL
  columns <- if (is.null(all_levels)) NULL else grep("^predict[.]", names(all_levels), value = TRUE)
  made <- if (lines) {
    list(predicted = unlist(lapply(seq_along(ids), function(k) predict(attr(object, "fits")[[ids[k]]], rows[[k]]))))
  } else if (is.null(columns)) {
    list(predicted = predict(object, new))
  } else if (is.null(level) || length(level) == 1) {
    k <- if (is.null(level)) length(columns) else level + 1
    list(predicted = all_levels[[columns[k]]])
  } else setNames(lapply(level, function(k) all_levels[[columns[k + 1]]]), columns[level + 1])
  group <- if (lines) own$groups else ".groups"
  frame <- function(x, g, y, type) {
    out <- data.frame(x = x, g = g, y = as.numeric(y), .type = type)
    names(out)[1:3] <- c(own$primary, group, own$response)
    out
  }
  ordered_ids <- factor(rep(ids, each = length(at)), levels = levels(by), ordered = is.ordered(by))
  parts <- c(list(frame(x, by, data[[own$response]], "original")),
    lapply(names(made), function(n) frame(at, ordered_ids, made[[n]], n)))
  out <- do.call(rbind, parts)
  out$.type <- factor(out$.type, levels = c(names(made), "original"), ordered = TRUE)
  if (length(made) > 1) {
    rownames(out) <- c(seq_len(nrow(data)), unlist(lapply(names(made), function(n) paste0(n, seq_along(made[[n]])))))
  }
  structure(out, formula = as.formula(paste(own$response, "~", own$primary, "|", group)), class = c("augPred", "data.frame"))
}`;

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  ...LINES,
  composedWord(
    "augPred",
    "object, primary, minimum, maximum, length.out, level, ...",
    PREDICTIONS,
    COMMON,
    ["as.data.frame"],
  ),
  composedWord(
    "comparePred",
    "object1, object2, primary, minimum, maximum, length.out, level, ...",
    `function(object1, object2, primary = NULL, minimum = NULL, maximum = NULL, length.out = 51, level = NULL, ...) {
      said <- c(deparse(substitute(object1)), deparse(substitute(object2)))
      if (length(level) == 1) level <- rep(level, 2)
      one <- augPred(object1, primary, minimum, maximum, length.out, level[1])
      two <- augPred(object2, primary, minimum, maximum, length.out, level[2])
      f <- attr(one, "formula")
      one$.type <- ifelse(as.character(one$.type) == "original", "original", said[1])
      two <- two[as.character(two$.type) != "original", ]
      two$.type <- said[2]
      names(two) <- names(one)
      out <- rbind(as.data.frame(one), as.data.frame(two))
      out$.type <- factor(out$.type, levels = c(said, "original"), ordered = TRUE)
      structure(out, formula = f, class = c("comparePred", "augPred", "data.frame"))
    }`,
    COMMON,
    ["as.data.frame"],
  ),
  composedMethod(
    "as.data.frame.augPred",
    "x, ...",
    `function(x, ...) {
      class(x) <- "data.frame"
      attr(x, "formula") <- NULL
      x
    }`,
  ),
  composedWord(
    "compareFits",
    "object1, object2, which",
    `function(object1, object2, which = NULL) {
      said <- c(deparse(substitute(object1)), deparse(substitute(object2)))
      one <- as.matrix(as.data.frame(object1))
      two <- as.matrix(as.data.frame(object2))
      if (!setequal(rownames(one), rownames(two))) .refuse("wrong-argument", "The two are not of the same groups", "compareFits(coef(m1), coef(m2))")
      two <- two[rownames(one), , drop = FALSE]
      heads <- union(colnames(one), colnames(two))
      out <- array(0, c(nrow(one), 2, length(heads)), dimnames = list(rownames(one), said, heads))
      for (h in heads) {
        if (h %in% colnames(one)) out[, 1, h] <- one[, h]
        if (h %in% colnames(two)) out[, 2, h] <- two[, h]
      }
      if (!is.null(which)) out <- out[, , which, drop = FALSE]
      structure(out, class = "compareFits")
    }`,
    COMMON,
    ["plot", "print"],
  ),
  composedMethod(
    "print.compareFits",
    "x, ...",
    `function(x, ...) {
      print(unclass(x), ...)
      invisible(x)
    }`,
  ),
  composedMethod(
    "plot.compareFits",
    "x, ...",
    `function(x, ...) {
      x <- unclass(x)
      d <- expand.grid(group = factor(rownames(x), levels = rownames(x)), .type = colnames(x), term = factor(dimnames(x)[[3]], levels = dimnames(x)[[3]]))
      d$value <- as.vector(x)
      lattice::dotplot(group ~ value | term, data = d, groups = .type, scales = list(x = list(relation = "free")),
        xlab = "", auto.key = TRUE, ...)
    }`,
  ),
];
