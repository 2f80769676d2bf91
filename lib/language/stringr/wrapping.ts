/**
 * `str_wrap`: lines whose ends are as even as can be.
 *
 * Source: Knuth & Plass (1981), Software: Practice and Experience 11, 1119–1184: the breaks with the least
 * sum of squares of what lines fall short of, the last of a paragraph apart.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { composedWord } from "../evaluation/composed_word.ts";

/** The word. */
export const WRAPPING: readonly Builtin[] = [
  composedWord(
    "str_wrap",
    "string, width, indent, exdent, whitespace_only!TRUE",
    `function(string, width = 80, indent = 0, exdent = 0) {
      width <- max(1, width)
      one <- function(text) {
        if (is.na(text)) return(NA_character_)
        words <- strsplit(trimws(text), "[ \\t\\n]+")[[1]]
        words <- words[words != ""]
        n <- length(words)
        if (n == 0) return("")
        size <- nchar(words, "width")
        best <- c(rep(Inf, n), 0)
        end <- integer(n)
        for (i in n:1) {
          total <- -1 + (if (i == 1) indent else exdent)
          for (j in i:n) {
            total <- total + 1 + size[j]
            if (total > width && j > i) break
            short <- if (j == n) 0 else if (total > width) 0 else (width - total)^2
            if (short + best[j + 1] < best[i]) {
              best[i] <- short + best[j + 1]
              end[i] <- j
            }
          }
        }
        lines <- character()
        i <- 1
        while (i <= n) {
          before <- strrep(" ", if (i == 1) indent else exdent)
          lines <- c(lines, paste0(before, paste(words[i:end[i]], collapse = " ")))
          i <- end[i] + 1
        }
        paste(lines, collapse = "\\n")
      }
      out <- vapply(as.character(string), one, "")
      names(out) <- NULL
      out
    }`,
  ),
];
