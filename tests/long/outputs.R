# Runs the statements of a page one after another, as a console of 100 columns does, and says of each
# what it printed. What this R has not is passed over: a statement that fails takes the names with it
# that it would have set, so that nothing later is compared with what stood there before.
#   Rscript outputs.R STATEMENTS.json RESULT.json BOOK
# STATEMENTS.json is a list of texts; RESULT.json one of {out, failed, error, figure, warned}.
invisible(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
if (capabilities("ICU")) icuSetCollate(locale = "en_US")
options(width = 100, warn = 1, digits = 7, useFancyQuotes = FALSE, cli.num_colors = 1L)

# what the statements remove (`rm(list = ls())`) is their own
local({
args <- commandArgs(TRUE)
texts <- jsonlite::fromJSON(args[1], simplifyVector = FALSE)
# A page of packages some of which are not here gets the others.
TIDYVERSE <- c("dplyr", "readr", "forcats", "stringr", "ggplot2", "tibble", "lubridate", "tidyr", "purrr")
lacking <- character()
attach_one <- function(name) {
  for (each in if (name == "tidyverse") TIDYVERSE else name) {
    there <- suppressWarnings(suppressPackageStartupMessages(
      base::require(each, character.only = TRUE, quietly = TRUE)
    ))
    if (!there) lacking <<- c(lacking, each)
  }
}
words <- new.env(parent = globalenv())
words$library <- words$require <- function(package, ..., character.only = FALSE) {
  if (missing(package)) return(invisible())
  attach_one(if (character.only) package else as.character(substitute(package)))
  invisible(TRUE)
}
words$p_load <- function(...) {
  for (each in as.character(substitute(list(...)))[-1]) attach_one(each)
  invisible(TRUE)
}
words$conflicts_prefer <- words$conflict_prefer <- function(...) invisible()
# paths of a project begin at its book
words$here <- function(...) file.path(args[3], ...)
# words in the margins of pictures, which are not compared
words$TeX <- function(x, ...) x
words$tic <- function(...) invisible()
words$q <- words$quit <- function(...) stop("no end of the session")
words$View <- words$install.packages <- words$setwd <- function(...) invisible()
# what the statements say is in the global environment; the words above stand right behind it
attach(words, name = "page words", warn.conflicts = FALSE)

# Names that a statement sets at its top level.
targets <- function(expr) {
  while (is.call(expr) && as.character(expr[[1]])[1] %in% c("(", "suppressWarnings", "suppressMessages")) expr <- expr[[2]]
  if (!is.call(expr) || !as.character(expr[[1]])[1] %in% c("<-", "=", "<<-")) return(character())
  at <- expr[[2]]
  while (is.call(at)) at <- at[[2]]
  c(as.character(at), targets(expr[[3]]))
}

# A page that calls a word of a package that it does not attach gets the package.
AT_HAND <- c(
  "dplyr", "tidyr", "ggplot2", "tibble", "readr", "stringr", "forcats", "purrr", "lme4", "nlme", "emmeans",
  "multcomp", "multcompView", "mgcv", "MASS", "car", "broom", "broom.mixed", "performance", "glmmTMB", "patchwork", "ggpubr", "readxl"
)
attach_for <- function(error) {
  word <- sub('.*could not find function "([^"]*)".*', "\\1", error)
  if (word == error) return(FALSE)
  for (each in setdiff(AT_HAND, .packages())) if (word %in% getNamespaceExports(each)) {
    attach_one(each)
    return(TRUE)
  }
  FALSE
}

# What the expressions print; `row` is told of a fault.
printed <- function(parsed) {
  while (sink.number() > 0) sink()
  frame <- parent.frame()
  fault <- function(e) frame$row[c("failed", "error")] <- list(TRUE, conditionMessage(e))
  setTimeLimit(elapsed = 120, transient = TRUE)
  on.exit(setTimeLimit())
  capture.output(withCallingHandlers(
    tryCatch(for (expr in as.list(parsed)) {
      v <- withVisible(eval(expr, globalenv()))
      if (v$visible) if (isS4(v$value)) methods::show(v$value) else print(v$value)
    }, error = fault),
    warning = function(w) {
      frame$row$warned <- TRUE
      invokeRestart("muffleWarning")
    },
    message = function(m) invokeRestart("muffleMessage")
  ))
}

pdf(NULL)
drawn <- FALSE
setHook("before.plot.new", function(...) drawn <<- TRUE)
setHook("before.grid.newpage", function(...) drawn <<- TRUE)
# What is written after each statement tells of those that took too long.
told <- function(rows) {
  late <- list(out = "", failed = TRUE, error = "R takes too long", figure = FALSE, warned = FALSE)
  rows <- c(rows, rep(list(late), length(texts) - length(rows)))
  all <- list(rows = rows, lacking = as.list(unique(lacking)))
  # whoever stops this reads the last whole answer
  writeLines(jsonlite::toJSON(all, auto_unbox = TRUE), paste0(args[2], ".part"))
  file.rename(paste0(args[2], ".part"), args[2])
}
answer <- function(text) {
  row <- list(out = "", failed = FALSE, error = "", figure = FALSE, warned = FALSE)
  drawn <<- FALSE
  parsed <- tryCatch(
    parse(text = gsub("\\b(pacman|conflicted|here|latex2exp|tictoc)::", "", text), keep.source = TRUE),
    error = function(e) {
      row$failed <<- TRUE
      row$error <<- conditionMessage(e)
    }
  )
  if (row$failed) return(row)
  out <- character()
  repeat {
    row$failed <- FALSE
    # the time may be over while its fault is told of
    out <- tryCatch(printed(parsed), error = function(e) {
      row$failed <<- TRUE
      row$error <<- conditionMessage(e)
      character()
    })
    if (!row$failed || !attach_for(row$error)) break
  }
  if (row$failed) {
    gone <- unlist(lapply(as.list(parsed), targets))
    rm(list = intersect(gone, ls(globalenv(), all.names = TRUE)), envir = globalenv())
  }
  row$figure <- drawn
  row$out <- paste(out, collapse = "\n")
  row
}
rows <- list()
told(rows)
for (text in texts) {
  rows[[length(rows) + 1]] <- answer(text)
  told(rows)
}
})
