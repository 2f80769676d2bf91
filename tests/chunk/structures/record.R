# What R prints for blocks.R, block by block: Rscript record.R > printed.json (R 4.2.2, nlme 3.1-162,
# glmmTMB 1.1.5). nlme's searches end where nothing more is gained.
options(width = 100, warn = -1)
suppressPackageStartupMessages({library(nlme); library(glmmTMB)})
here <- getwd()
text <- paste(readLines("blocks.R"), collapse = "\n")
blocks <- strsplit(text, "\n---\n", fixed = TRUE)[[1]]
setwd("../../oracle/rside")
found <- lapply(blocks, function(code) {
  out <- capture.output(tryCatch(
    suppressMessages(source(textConnection(code), echo = FALSE, print.eval = TRUE, local = globalenv())),
    error = function(e) cat("stops:", conditionMessage(e), "\n")
  ))
  list(code = code, out = paste(out, collapse = "\n"))
})
cat(jsonlite::toJSON(found, auto_unbox = TRUE, pretty = TRUE))
