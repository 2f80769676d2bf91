/**
 * Words of merTools that only lay out what a fit has: `REextract`, random effects with their standard errors.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  {
    ...composedWord(
      "REextract",
      "merMod",
      `function(merMod) {
        long <- as.data.frame(ranef(merMod))
        parts <- lapply(unique(as.character(long$grpvar)), function(g) {
          own <- long[as.character(long$grpvar) == g, ]
          terms <- unique(as.character(own$term))
          ids <- unique(as.character(own$grp))
          out <- data.frame(groupFctr = rep(g, length(ids)), groupID = ids)
          of <- function(term, column) {
            one <- own[as.character(own$term) == term, ]
            one[[column]][match(ids, as.character(one$grp))]
          }
          for (term in terms) out[[term]] <- of(term, "condval")
          for (term in terms) out[[paste0(term, "_se")]] <- of(term, "condsd")
          out
        })
        heads <- unique(unlist(lapply(parts, names)))
        heads <- c(heads[!grepl("_se$", heads)], heads[grepl("_se$", heads)])
        do.call(rbind, lapply(parts, function(d) {
          for (h in setdiff(heads, names(d))) d[[h]] <- NA_real_
          d[heads]
        }))
      }`,
    ),
    keepsThings: true,
  },
];
