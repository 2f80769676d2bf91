# Runs every statement of base.txt (a line that begins with "> ") in an environment of its own and
# writes what R prints below it, at the width of a page. A statement that R refuses has the line
# "# refused", one that it warns of ends with "# warned". Remarks ("## …") are kept.
#
#   Rscript tests/chunk/reference/base.R
suppressPackageStartupMessages(library(dplyr))
options(width = 100, warn = 1, stringsAsFactors = FALSE)
path <- "tests/chunk/reference/base.txt"
lines <- readLines(path, encoding = "UTF-8")
lines <- lines[grepl("^(> |## )", lines)]

run <- function(source) {
  scope <- new.env(parent = globalenv())
  warned <- FALSE
  refused <- FALSE
  printed <- capture.output(withCallingHandlers(
    tryCatch(
      for (statement in parse(text = source, keep.source = FALSE)) {
        shown <- withVisible(eval(statement, scope))
        if (shown$visible) print(shown$value)
      },
      error = function(e) refused <<- TRUE
    ),
    warning = function(w) { warned <<- TRUE; invokeRestart("muffleWarning") }
  ))
  if (refused) return("# refused")
  c(printed, if (warned) "# warned")
}

out <- unlist(lapply(lines, function(line) {
  if (startsWith(line, "## ")) return(c(line, ""))
  c(line, run(sub("^> ", "", line)), "")
}))
writeLines(enc2utf8(out), path, useBytes = TRUE)
