/**
 * What the words of rstatix have in common.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { describe } from "../values/coerce.ts";
import { isFrame } from "../values/value.ts";
import type { Builtin, RawCall } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";
import { firstValue } from "../evaluation/shared_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  // the function of each group's rows, or of all
  each: `function(data, f) {
    if (is_grouped_df(data)) ungroup(group_modify(data, function(d, k) f(d)))
    else f(as_tibble(data))
  }`,
  // rows are numbered as names, which print as a star; what was asked is kept beside them
  named: `function(x, class, args = NULL) {
    x <- as_tibble(x)
    attr(x, "row.names") <- seq_len(nrow(x))
    class(x) <- c("rstatix_test", class, "tbl_df", "tbl", "data.frame")
    if (!is.null(args)) attr(x, "args") <- args
    x
  }`,
  // a table with more columns, and what is kept beside it
  kept: `function(out, from) {
    args <- attr(from, "args")
    if (!is.null(args)) {
      class(out) <- union(c("rstatix_test", class(from)[1]), class(out))
      attr(out, "args") <- args
    }
    out
  }`,
  stars: `function(p) {
    ifelse(p <= 1e-4, "****", ifelse(p <= 0.001, "***", ifelse(p <= 0.01, "**", ifelse(p <= 0.05, "*", "ns"))))
  }`,
  // three decimals, and three digits of what is smaller
  short: `function(p) ifelse(p < 0.001, signif(p, 3), round(p, 3))`,
  // names of the response and of one column of groups, which may be none
  sides: `function(formula, alone = FALSE) {
    said <- all.vars(formula)
    if (alone && length(said) == 1) return(said)
    if (length(said) != 2) stop("the formula is written response ~ groups, with one column of groups")
    said
  }`,
  levelled: `function(g) if (is.factor(g)) droplevels(g) else factor(g)`,
  // pairs of groups: all, those with one of them, or those that are named
  pairs_of: `function(lev, ref = NULL, comparisons = NULL) {
    if (!is.null(comparisons)) {
      if (!is.list(comparisons)) comparisons <- list(comparisons)
      two <- sapply(comparisons, as.character)
      if (!all(two %in% lev)) stop("comparisons are pairs of the groups")
      return(two)
    }
    if (length(lev) < 2) stop("there must be two groups at least")
    if (is.null(ref)) return(combn(lev, 2))
    ref <- as.character(ref)
    if (ref %in% c("all", ".all.")) return(rbind(rep("all", length(lev)), lev))
    if (!(ref %in% lev)) stop("ref.group is one of the groups")
    rbind(rep(ref, length(lev) - 1), setdiff(lev, ref))
  }`,
  // what a test says, in the order of a table with and without details
  laid_out: `function(own, key, brief, detailed) {
    first <- intersect(c("estimate", "estimate1", "estimate2"), names(own))
    last <- intersect(c("statistic", "p", "df", "conf.low", "conf.high", "method", "alternative"), names(own))
    if (detailed) tibble(!!!own[first], !!!key, !!!own[last])
    else tibble(!!!key, !!!own[brief])
  }`,
  // pairs of groups with what a test of two samples says, or one sample with a test of it
  paired_off: `function(d, formula, adjusts, ref, comparisons, brief, detailed, test) {
    s <- sides(formula, TRUE)
    if (length(s) == 1) {
      y <- d[[s]][!is.na(d[[s]])]
      own <- test(y, NULL)
      own$p <- signif(own$p, 3)
      return(laid_out(own, list(.y. = s, group1 = "1", group2 = "null model", n = length(y)), brief, detailed))
    }
    keep <- !is.na(d[[s[1]]]) & !is.na(d[[s[2]]])
    y <- d[[s[1]]][keep]
    g <- levelled(d[[s[2]]][keep])
    two <- pairs_of(levels(g), ref, comparisons)
    found <- lapply(seq_len(ncol(two)), function(k) {
      a <- if (two[1, k] == "all" && !("all" %in% levels(g))) y else y[g == two[1, k]]
      b <- y[g == two[2, k]]
      key <- list(.y. = s[1], group1 = two[1, k], group2 = two[2, k], n1 = length(a), n2 = length(b))
      laid_out(test(a, b), key, brief, detailed)
    })
    out <- bind_rows(found)
    out$p <- signif(out$p, 3)
    if (nlevels(g) > 2) {
      adjusted <- p.adjust(out$p, adjusts)
      out$p <- short(out$p)
      out$p.adj <- short(adjusted)
      out$p.adj.signif <- stars(adjusted)
    }
    out
  }`,
};

/** Declares a word of rstatix by a function of R. */
export const composed = (
  name: string,
  parameters: string,
  text: string,
  more: Readonly<Record<string, string>> = {},
): Builtin => composedWord(name, parameters, text, { ...COMMON, ...more });

/** Whether the first argument of a call is a table. */
export function beginsWithTable(call: RawCall): boolean {
  const value = firstValue(call);
  return value?.type === "list" && isFrame(value);
}

/** The same of a word that is easily taken for another that takes something else than a table. */
export function composedTest(
  name: string,
  hint: string,
  parameters: string,
  text: string,
  more: Readonly<Record<string, string>> = {},
): Builtin {
  const made = composed(name, parameters, text, more);
  return {
    ...made,
    run(call) {
      const data = call.value("data");
      if (data.type === "list" && isFrame(data)) return made.run(call);
      return fail("wrong-argument", `${name}() takes a table as data, not ${describe(data)}`, {
        span: call.spanOf("data"),
        hint,
      });
    },
  };
}
