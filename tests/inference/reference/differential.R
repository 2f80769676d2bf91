# What R prints for the analyses in differential.txt: R 4.2.2 with lme4 1.1-31, lmerTest 3.1-3,
# car 3.1-1, emmeans 1.8.4-1, pbkrtest 0.5.2. Writes differential.json. Run in this folder:
#   Rscript differential.R
#
# A case: "=== name", a line "data ..." that makes the data frame d0, then R as an author writes it,
# where read.csv("name.csv") is d0. Of each expression that shows something the lines printed are
# kept, without messages. lmer searches as closely as its optimizer can, so that the last printed
# digits are those of the optimum.
suppressMessages({
  library(jsonlite); library(lme4); library(lmerTest); library(car); library(emmeans)
})
options(width = 100, useFancyQuotes = FALSE)
environment(nloptwrap)$defaultControl <- list(
  algorithm = "NLOPT_LN_BOBYQA", xtol_abs = 1e-12, xtol_rel = 0, ftol_abs = 1e-14, ftol_rel = 0,
  maxeval = 1e5
)

lines <- readLines("differential.txt")
starts <- grep("^=== ", lines)
ends <- c(starts[-1] - 1, length(lines))
cases <- lapply(seq_along(starts), function(i) {
  own <- lines[(starts[i] + 1):ends[i]]
  maker <- new.env()
  eval(parse(text = sub("^data ", "", own[1])), maker)
  file <- tempfile()
  write.csv(maker$d0, file, row.names = FALSE)
  page <- new.env(parent = globalenv())
  page$read.csv <- function(name, ...) utils::read.csv(file, ...)
  shown <- lapply(own[-1], function(source) {
    printed <- suppressMessages(suppressWarnings(capture.output({
      value <- withVisible(eval(parse(text = source), page))
      if (value$visible) print(value$value)
    })))
    list(source = source, printed = sub("[ \t]+$", "", printed))
  })
  list(id = sub("^=== ", "", lines[starts[i]]), csv = paste(readLines(file), collapse = "\n"),
    shown = shown)
})
writeLines(toJSON(cases, auto_unbox = FALSE), "differential.json")
