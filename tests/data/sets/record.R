# Writes lib/chunk/datasets/r_datasets.ts, nlme_sets.ts and others.ts, and what R prints of each set (printed.txt).
# The values are those of the publications in lib/chunk/datasets/SOURCES.md. R 4.2.2.
library(jsonlite)
sets <- list(
  datasets = c("airquality", "anscombe", "attitude", "BOD", "cars", "chickwts", "ChickWeight", "CO2",
    "DNase", "esoph", "euro", "faithful", "Formaldehyde", "HairEyeColor", "Indometh", "InsectSprays",
    "iris", "islands", "LifeCycleSavings", "Loblolly", "longley", "morley", "mtcars", "npk", "Orange",
    "OrchardSprays", "PlantGrowth", "precip", "pressure", "Puromycin", "rivers", "sleep", "stackloss",
    "state.abb", "state.area", "state.name", "state.region", "state.division", "state.x77", "swiss",
    "Theoph", "Titanic", "ToothGrowth", "trees", "UCBAdmissions", "USArrests", "VADeaths",
    "warpbreaks", "women"),
  MASS = c("anorexia", "oats"),
  nlme = c("Alfalfa", "BodyWeight", "Cefamandole", "Dialyzer", "Earthquake", "ergoStool", "Fatigue",
    "Gasoline", "Glucose", "Gun", "IGF", "Machines", "Meat", "Oats", "Orthodont", "Ovary", "Oxboys",
    "Oxide", "Rail", "RatPupWeight", "Soybean", "Wheat2"),
  lme4 = c("cake", "cbpp", "Dyestuff", "Dyestuff2", "Pastes", "Penicillin", "sleepstudy"),
  emmeans = "pigs",
  carData = "Moore",
  palmerpenguins = "penguins"
)
one <- function(v) {
  kind <- if (is.ordered(v)) "ordered" else if (is.factor(v)) "factor" else if (is.character(v)) "text"
    else if (is.logical(v)) "logical" else if (is.integer(v)) "integer" else "double"
  values <- if (is.character(v)) v else if (kind == "double") as.numeric(v) else as.integer(v)
  c(list(kind = kind), if (is.factor(v)) list(levels = levels(v)), list(values = unname(values)))
}
described <- function(x) {
  if (is.data.frame(x)) {
    rows <- row.names(x)
    c(list(columns = lapply(names(x), function(n) c(list(name = n), one(x[[n]])))),
      if (!identical(rows, as.character(seq_len(nrow(x))))) list(rows = rows),
      if (inherits(x, "tbl_df")) list(tibble = TRUE))
  } else if (!is.null(dim(x))) {
    c(one(as.vector(unclass(x))), list(dim = dim(x), sides = unname(dimnames(x))),
      if (inherits(x, "table")) list(table = TRUE),
      if (!is.null(names(dimnames(x)))) list(heads = names(dimnames(x))))
  } else c(one(x), if (!is.null(names(x))) list(names = names(x)))
}
scalar <- function(x) {
  if (is.list(x)) {
    for (i in seq_along(x)) {
      x[[i]] <- if (!is.null(names(x)) && names(x)[i] %in% c("kind", "name", "tibble", "table")) unbox(x[[i]])
        else scalar(x[[i]])
    }
  }
  x
}
get_set <- function(name, package) {
  e <- new.env()
  data(list = name, package = package, envir = e)
  if (exists(name, envir = e, inherits = FALSE)) get(name, envir = e) else getExportedValue(package, name)
}
quoted <- function(text) paste0("'", gsub("'", "\\\\'", gsub("\\\\", "\\\\\\\\", text)), "'")
module <- function(packages, what) {
  lines <- c("/**", paste0(" * ", what, ". Written by tests/data/sets/record.R; the sources are in SOURCES.md."),
    " *", " * @module", " */", "", "/** Sets of data as JSON, by package and name. */",
    "export const SETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {")
  for (p in packages) {
    lines <- c(lines, paste0("  ", p, ": {"))
    for (n in sets[[p]]) {
      json <- toJSON(scalar(described(get_set(n, p))), digits = NA, na = "null", null = "null")
      lines <- c(lines, paste0("    \"", n, "\": ", quoted(json), ","))
    }
    lines <- c(lines, "  },")
  }
  c(lines, "};")
}
root <- commandArgs(TRUE)[1]
writeLines(module("datasets", "Sets of data that R has without a package"), file.path(root, "lib/chunk/datasets/r_datasets.ts"))
writeLines(module("nlme", "Sets of data of nlme"), file.path(root, "lib/chunk/datasets/nlme_sets.ts"))
writeLines(module(setdiff(names(sets), c("datasets", "nlme")), "Sets of data of R's packages"), file.path(root, "lib/chunk/datasets/others.ts"))
# the width of a line in the text of a page
options(width = 100)
out <- character()
for (p in names(sets)) for (n in sets[[p]]) {
  x <- get_set(n, p)
  if (is.data.frame(x) && p != "palmerpenguins") x <- as.data.frame(x)
  if (inherits(x, "groupedData")) { class(x) <- "data.frame"; x <- data.frame(lapply(x, identity), row.names = row.names(x)) }
  printed <- if (is.data.frame(x)) capture.output(print(head(x)), str(x, give.attr = FALSE), print(summary(x))) else capture.output(print(if (length(dim(x)) > 2) x else head(x, 10)), str(x, give.attr = FALSE))
  out <- c(out, paste("##", p, n), printed)
}
writeLines(out, file.path(root, "tests/data/sets/printed.txt"))
