# Runs every call of reading.txt (a line that begins with "> ") on the file in the line below it, and
# writes what R's table has: its columns with their types and values, the names of its rows if they
# are more than numbers, "refused" with what R says, and "warned". "file" is a text in UTF-8,
# "bytes" has one character for each byte (Ā for 0). Remarks ("## …") are kept.
#
#   Rscript tests/chunk/reference/reading.R
# (R 4.2.2, readr 2.1.4)
suppressPackageStartupMessages({ library(readr); library(jsonlite) })
options(warn = 1, readr.show_col_types = FALSE, readr.show_progress = FALSE)
path <- "tests/chunk/reference/reading.txt"
lines <- readLines(path, encoding = "UTF-8")
lines <- lines[grepl("^(> |## |file |bytes )", lines)]

json <- function(x) as.character(toJSON(x, auto_unbox = TRUE, na = "null"))
number <- function(x) {
  if (is.nan(x)) '"NaN"' else if (is.na(x)) "null" else if (is.infinite(x)) json(format(x))
  else trimws(formatC(x, digits = 17, format = "g"))
}
values <- function(x) {
  if (is.factor(x)) {
    cells <- vapply(as.character(x), json, "")
    return(paste0("[", paste(cells, collapse = ","), "] ", json(I(levels(x)))))
  }
  cells <- if (is.numeric(x) && is.null(attr(x, "class"))) vapply(x, number, "")
    else if (is.logical(x)) ifelse(is.na(x), "null", tolower(as.character(x)))
    else vapply(enc2utf8(as.character(x)), json, "")
  paste0("[", paste(cells, collapse = ","), "]")
}
column <- function(name, x) {
  paste0("column ", json(enc2utf8(name)), " ", class(x)[[1]], " ", values(x))
}
run <- function(call, file) {
  content <- fromJSON(sub("^[a-z]+ ", "", file))
  bytes <- if (startsWith(file, "bytes")) as.raw(utf8ToInt(content) %% 256) else charToRaw(enc2utf8(content))
  writeBin(bytes, "d.csv")
  warned <- FALSE
  out <- withCallingHandlers(
    tryCatch({
      d <- eval(parse(text = call, encoding = "UTF-8"), new.env(parent = globalenv()))
      names <- attr(d, "row.names")
      c(
        if (!identical(as.character(names), as.character(seq_along(names)))) {
          paste("rows", json(I(as.character(names))))
        },
        if (nrow(d) == 0) "empty",
        vapply(seq_along(d), function(j) column(names(d)[[j]], d[[j]]), "")
      )
    }, error = function(e) paste("refused", gsub("\\s+", " ", conditionMessage(e)))),
    warning = function(w) { warned <<- TRUE; invokeRestart("muffleWarning") },
    message = function(m) invokeRestart("muffleMessage")
  )
  c(out, if (warned) "warned")
}
home <- getwd()
setwd(tempdir())
out <- unlist(lapply(seq_along(lines), function(i) {
  line <- lines[[i]]
  if (startsWith(line, "## ")) return(c("", line))
  if (!startsWith(line, "> ")) return(NULL)
  c("", line, lines[[i + 1]], run(sub("^> ", "", line), lines[[i + 1]]))
}))
setwd(home)
writeLines(enc2utf8(out[-1]), path, useBytes = TRUE)
