/**
 * Words of forcats that add, join, match and name levels: `fct_expand fct_c fct_cross fct_shift fct_inseq
 * fct_match fct_unique fct_relabel fct_unify fct_reorder2 fct_na_value_to_level fct_na_level_to_value
 * lvls_reorder lvls_union`.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

/** Functions that these words share, by name. */
const PARTS: Readonly<Record<string, string>> = {
  factor_of: `function(f) {
    if (is.factor(f)) return(f)
    if (is.character(f)) return(factor(f))
    stop("a factor or texts are needed, not ", class(f)[1])
  }`,
  with_levels: `function(f, levels) {
    out <- factor(as.character(f), levels = levels, ordered = is.ordered(f))
    out
  }`,
  all_levels: `function(fs) unique(unlist(lapply(fs, levels)))`,
};

const of = (name: string, parameters: string, text: string): Builtin =>
  composedWord(name, parameters, text, PARTS);

/** These words. */
export const LEVELS: readonly Builtin[] = [
  of(
    "fct_expand",
    "f, ..., after",
    `function(f, ..., after = Inf) {
      f <- factor_of(f)
      new <- setdiff(as.character(c(...)), levels(f))
      with_levels(f, append(levels(f), new, after = min(after, length(levels(f)))))
    }`,
  ),
  of(
    "fct_c",
    "...",
    `function(...) {
      fs <- lapply(list(...), factor_of)
      factor(unlist(lapply(fs, as.character)), levels = all_levels(fs))
    }`,
  ),
  of(
    "fct_cross",
    "..., sep, keep_empty",
    `function(..., sep = ":", keep_empty = FALSE) {
      fs <- lapply(list(...), factor_of)
      out <- do.call(interaction, c(fs, list(sep = sep)))
      if (keep_empty) out else factor(out)
    }`,
  ),
  of(
    "fct_shift",
    "f, n",
    `function(f, n = 1) {
      f <- factor_of(f)
      k <- length(levels(f))
      with_levels(f, levels(f)[(seq_len(k) - 1 + n) %% k + 1])
    }`,
  ),
  of(
    "fct_inseq",
    "f, ordered!NA",
    `function(f) {
      f <- factor_of(f)
      numbers <- suppressWarnings(as.numeric(levels(f)))
      if (all(is.na(numbers))) stop("no level is a number")
      with_levels(f, levels(f)[order(numbers)])
    }`,
  ),
  of(
    "fct_match",
    "f, lvls",
    `function(f, lvls) {
      f <- factor_of(f)
      bad <- setdiff(lvls, levels(f))
      if (length(bad) > 0) stop("not among the levels: ", paste(bad, collapse = ", "))
      f %in% lvls
    }`,
  ),
  of(
    "fct_unique",
    "f",
    `function(f) {
      f <- factor_of(f)
      with_levels(c(levels(f), if (anyNA(f)) NA), levels(f))
    }`,
  ),
  of(
    "fct_relabel",
    ".f, .fun, ...",
    `function(.f, .fun, ...) {
      f <- factor_of(.f)
      new <- as.character(.fun(levels(f), ...))
      factor(new[as.integer(f)], levels = unique(new), ordered = is.ordered(f))
    }`,
  ),
  of(
    "fct_unify",
    "fs, levels",
    `function(fs, levels) {
      all <- if (missing(levels)) all_levels(fs) else levels
      lapply(fs, function(f) with_levels(f, all))
    }`,
  ),
  of(
    "fct_reorder2",
    ".f, .x, .y, .fun, ..., .desc",
    `function(.f, .x, .y, .fun, ..., .desc = TRUE) {
      f <- factor_of(.f)
      ends <- function(x, y) y[order(x, na.last = FALSE)][length(y)]
      by <- if (missing(.fun)) ends else .fun
      s <- sapply(levels(f), function(l) by(.x[which(f == l)], .y[which(f == l)], ...))
      with_levels(f, levels(f)[order(s, decreasing = .desc)])
    }`,
  ),
  of(
    "fct_na_value_to_level",
    "f, level",
    `function(f, level = "(Missing)") {
      f <- factor_of(f)
      x <- as.character(f)
      x[is.na(x)] <- level
      factor(x, levels = unique(c(levels(f), level)), ordered = is.ordered(f))
    }`,
  ),
  of(
    "fct_na_level_to_value",
    "f, extra_levels",
    `function(f, extra_levels = NULL) {
      f <- factor_of(f)
      with_levels(f, setdiff(levels(f), extra_levels))
    }`,
  ),
  of(
    "lvls_reorder",
    "f, idx, ordered!NA",
    `function(f, idx) {
      f <- factor_of(f)
      if (!setequal(idx, seq_along(levels(f)))) stop("each level has one place among the new ones")
      with_levels(f, levels(f)[idx])
    }`,
  ),
  of("lvls_union", "fs", `function(fs) all_levels(fs)`),
];
