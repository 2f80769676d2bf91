# Runs the statements of each FILE.R named, one after another in one session of its own, and writes
# FILE.json beside it: what each printed in lines of 100 columns, what it said in messages, and whether
# it failed.
#   Rscript record.R FILE.R ...
# A line "# with PACKAGE" attaches a package for its file.
invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
options(width = 100, warn = 1, digits = 7, useFancyQuotes = FALSE)
quote_json <- function(x) {
  x <- gsub("\\", "\\\\", x, fixed = TRUE)
  x <- gsub("\"", "\\\"", x, fixed = TRUE)
  x <- gsub("\n", "\\n", x, fixed = TRUE)
  x <- gsub("\t", "\\t", x, fixed = TRUE)
  x <- gsub("\u2018|\u2019", "'", x)
  paste0("\"", gsub("[[:cntrl:]]", "", x), "\"")
}
# pictures go nowhere
pdf(NULL)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
for (file in commandArgs(TRUE)) {
  path <- file.path(here, file)
  parsed <- parse(path, keep.source = TRUE)
  sources <- vapply(attr(parsed, "srcref"), function(s) paste(as.character(s), collapse = "\n"), "")
  for (package in sub("^# with ", "", grep("^# with ", readLines(path), value = TRUE))) {
    suppressPackageStartupMessages(library(package, character.only = TRUE))
  }
  env <- new.env(parent = globalenv())
  rows <- character()
  for (i in seq_along(parsed)) {
    failed <- FALSE
    said <- character()
    out <- capture.output(
      withCallingHandlers(suppressWarnings(tryCatch({
        v <- withVisible(eval(parsed[[i]], env))
        if (v$visible) if (isS4(v$value)) show(v$value) else print(v$value)
      }, error = function(e) failed <<- TRUE)), message = function(m) {
        said <<- c(said, conditionMessage(m))
        invokeRestart("muffleMessage")
      })
    )
    rows <- c(rows, paste0(
      "{\"code\":", quote_json(sources[i]), ",\"out\":", quote_json(paste(out, collapse = "\n")),
      if (length(said) > 0) paste0(",\"said\":", quote_json(paste(said, collapse = ""))) else "",
      if (failed) ",\"fails\":true" else "", "}"
    ))
  }
  writeLines(paste0("[\n", paste(rows, collapse = ",\n"), "\n]"), sub("[.]R$", ".json", path))
  cat(file, length(parsed), "statements\n")
}
