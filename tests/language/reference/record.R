# Runs the statements of each FILE.R beside this script in R, one after another in one session of its
# own, and writes FILE.json: what each printed, whether it failed, and what R warned of.
#   Rscript record.R [FILE.R ...]
# A line "# with PACKAGE" attaches a package for its file.
invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
options(width = 80, warn = 1, digits = 7)
Sys.setlocale("LC_COLLATE", "en_US.UTF-8")
library(stats); library(utils)
local({
quote_json <- function(x) {
  x <- gsub("\\", "\\\\", x, fixed = TRUE)
  x <- gsub("\"", "\\\"", x, fixed = TRUE)
  x <- gsub("\n", "\\n", x, fixed = TRUE)
  x <- gsub("\t", "\\t", x, fixed = TRUE)
  paste0("\"", gsub("[[:cntrl:]]", "", x), "\"")
}
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
files <- commandArgs(TRUE)
if (length(files) == 0) files <- setdiff(list.files(here, "[.]R$"), "record.R")
for (file in files) {
  path <- file.path(here, file)
  parsed <- parse(path, keep.source = TRUE)
  sources <- vapply(attr(parsed, "srcref"), function(s) paste(as.character(s), collapse = "\n"), "")
  for (package in sub("^# with ", "", grep("^# with ", readLines(path), value = TRUE))) {
    suppressPackageStartupMessages(library(package, character.only = TRUE))
  }
  # methods of classes are found from here by every function of R
  env <- globalenv()
  rows <- character()
  for (i in seq_along(parsed)) {
    warned <- FALSE
    failed <- FALSE
    out <- capture.output(
      withCallingHandlers(
        tryCatch({
          v <- withVisible(eval(parsed[[i]], env))
          if (v$visible) do.call(print, list(v$value), quote = TRUE, envir = env)
        }, error = function(e) failed <<- TRUE),
        warning = function(w) { warned <<- TRUE; invokeRestart("muffleWarning") },
        message = function(m) invokeRestart("muffleMessage")
      )
    )
    rows <- c(rows, paste0(
      "{\"code\":", quote_json(sources[i]), ",\"out\":", quote_json(paste(out, collapse = "\n")),
      if (failed) ",\"fails\":true" else "", if (warned) ",\"warns\":true" else "", "}"
    ))
  }
  rm(list = ls(env, all.names = TRUE), envir = env)
  writeLines(paste0("[\n", paste(rows, collapse = ",\n"), "\n]"), sub("[.]R$", ".json", path))
  cat(file, length(parsed), "statements\n")
}
})
