/**
 * `favstats` of mosaic: the numbers that a box plot shows, with mean, deviation and size.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  composedWord(
    "favstats",
    "x, ..., data, groups, na.rm!TRUE, type",
    `function(x, ..., data = NULL, groups = NULL, type = 7) {
      if (is.data.frame(data) && !inherits(x, "formula")) stop("favstats() takes y ~ g, data = d")
      if (...length() > 0 && is.null(data)) data <- ...elt(1)
      one <- function(v) {
        gone <- sum(is.na(v))
        v <- as.numeric(v[!is.na(v)])
        q <- quantile(v, c(0, 0.25, 0.5, 0.75, 1), names = FALSE, type = type)
        data.frame(min = q[1], Q1 = q[2], median = q[3], Q3 = q[4], max = q[5], mean = mean(v), sd = sd(v),
          n = length(v), missing = gone)
      }
      if (!inherits(x, "formula")) {
        out <- one(x)
        rownames(out) <- ""
        return(out)
      }
      f <- x
      by <- all.vars(substitute(groups))
      own <- all.vars(f)
      said <- attr(terms(f), "term.labels")
      y <- setdiff(own, said)
      if (length(y) == 0) {
        y <- own[1]
        said <- character(0)
      }
      said <- c(unlist(strsplit(said, ":", fixed = TRUE)), by)
      v <- data[[y[1]]]
      if (length(said) == 0) {
        out <- one(v)
        rownames(out) <- ""
        return(out)
      }
      groups_of <- lapply(data[unique(said)], factor)
      g <- if (length(groups_of) == 1) groups_of[[1]] else interaction(groups_of, sep = ".", drop = TRUE)
      rows <- lapply(levels(g), function(l) one(v[!is.na(g) & g == l]))
      out <- cbind(data.frame(g = levels(g), stringsAsFactors = FALSE), do.call(rbind, rows))
      names(out)[1] <- paste(unique(said), collapse = ".")
      rownames(out) <- NULL
      out
    }`,
  ),
];
