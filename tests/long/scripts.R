# Runs the script of a page statement by statement, as a console of 100 columns does. A package that
# is not installed here is told in the block that asks for it, and so is what fails for its want; so
# is every other fault.
#   Rscript scripts.R SCRIPT
options(width = 100)
pdf(NULL)
local({
  lacking <- character()
  lost <- character()
  # names of packages that are asked for and not here
  base <- library
  attach_if_there <- function(name) {
    if (requireNamespace(name, quietly = TRUE)) {
      suppressPackageStartupMessages(base(name, character.only = TRUE))
    } else {
      lacking <<- union(lacking, name)
    }
  }
  for (statement in parse(commandArgs(TRUE)[1], keep.source = FALSE)) {
    called <- if (is.call(statement)) as.character(statement[[1]])[1] else ""
    if (called == "library") {
      attach_if_there(as.character(statement[[2]]))
      next
    }
    result <- tryCatch(withVisible(eval(statement, globalenv())), error = identity)
    if (inherits(result, "error")) {
      words <- conditionMessage(result)
      name <- regmatches(words, regexpr("(?<=[\"\u2018'])[^\"\u2019']+(?=[\"\u2019'])", words, perl = TRUE))
      absent <- regmatches(words, regexpr("(?<=there is no package called .)[\\w.]+|(?<=Package .)[\\w.]+(?=. required)", words, perl = TRUE))
      lacking <- union(lacking, absent)
      for_want <- length(absent) > 0 || (length(lacking) > 0 && (grepl("could not find function", words) ||
        (grepl("not found", words) && length(name) == 1 && name %in% lost)))
      if (called %in% c("<-", "=") && is.name(statement[[2]])) {
        set <- as.character(statement[[2]])
        if (for_want) lost <- union(lost, set)
        if (exists(set, globalenv(), inherits = FALSE)) rm(list = set, envir = globalenv())
      }
      if (for_want) cat("@@ lacks ", paste(lacking, collapse = ", "), "\n", sep = "")
      else cat("@@ failed ", gsub("\n", " ", words), "\n", sep = "")
    } else if (result$visible) {
      if (isS4(result$value)) methods::show(result$value) else print(result$value)
    }
  }
})
