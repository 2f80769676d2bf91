/**
 * What the words of rstatix have in common.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { describe } from "../values/coerce.ts";
import { isFrame } from "../values/value.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

const COMMON: Readonly<Record<string, string>> = {
  // the function of each group's rows, or of all
  each: `function(data, f) {
    if (is_grouped_df(data)) ungroup(group_modify(data, function(d, k) f(d)))
    else f(as_tibble(data))
  }`,
  // rows are numbered as names, which print as a star
  named: `function(x, class) {
    x <- as_tibble(x)
    attr(x, "row.names") <- seq_len(nrow(x))
    class(x) <- c("rstatix_test", class, "tbl_df", "tbl", "data.frame")
    x
  }`,
  stars: `function(p) {
    ifelse(p <= 1e-4, "****", ifelse(p <= 0.001, "***", ifelse(p <= 0.01, "**", ifelse(p <= 0.05, "*", "ns"))))
  }`,
  // names of the response and of one column of groups
  sides: `function(formula) {
    said <- all.vars(formula)
    if (length(said) != 2) stop("the formula is written response ~ groups, with one column of groups")
    said
  }`,
  levelled: `function(g) if (is.factor(g)) droplevels(g) else factor(g)`,
  // pairs of groups with what a test of two samples says
  paired_off: `function(d, formula, method, adjusts, ref, test) {
    s <- sides(formula)
    keep <- !is.na(d[[s[1]]]) & !is.na(d[[s[2]]])
    y <- d[[s[1]]][keep]
    g <- levelled(d[[s[2]]][keep])
    lev <- levels(g)
    if (length(lev) < 2) stop("there must be two groups at least")
    if (!is.null(ref)) {
      if (!(ref %in% lev)) stop("ref.group is one of the groups")
      lev <- c(ref, setdiff(lev, ref))
      two <- rbind(rep(ref, length(lev) - 1), lev[-1])
    } else two <- combn(lev, 2)
    found <- lapply(seq_len(ncol(two)), function(k) {
      a <- y[g == two[1, k]]
      b <- y[g == two[2, k]]
      t <- test(a, b)
      tibble(.y. = s[1], group1 = two[1, k], group2 = two[2, k], n1 = length(a), n2 = length(b), !!!t)
    })
    out <- bind_rows(found)
    out$p <- signif(out$p, 3)
    if (nrow(out) > 1) {
      # of several pairs three decimals, and three digits of what is smaller
      short <- function(p) ifelse(p < 0.001, signif(p, 3), round(p, 3))
      adjusted <- p.adjust(out$p, adjusts)
      out$p <- short(out$p)
      out$p.adj <- short(adjusted)
      out$p.adj.signif <- stars(adjusted)
    }
    out
  }`,
};

/** Declares a word of rstatix by a function of R. */
export const composed = (name: string, parameters: string, text: string): Builtin =>
  composedWord(name, parameters, text, COMMON);

/** The same of a word that is easily taken for one of R that takes vectors. */
export function composedTest(
  name: string,
  ofVectors: string,
  parameters: string,
  text: string,
): Builtin {
  const made = composed(name, parameters, text);
  return {
    ...made,
    run(call) {
      const data = call.value("data");
      if (data.type === "list" && isFrame(data)) return made.run(call);
      return fail("wrong-argument", `${name}() takes a table as data, not ${describe(data)}`, {
        span: call.spanOf("data"),
        hint: `Did you mean ${ofVectors}(), which takes vectors?`,
      });
    },
  };
}
