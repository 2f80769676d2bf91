# Draws each picture of a file with R: Rscript sheets.R FILE.R FOLDER
# The first paragraph of FILE.R makes the data; each line after it is one picture.
args <- commandArgs(TRUE)
lines <- readLines(args[1])
first <- which(lines == "")[1]
suppressPackageStartupMessages(for (p in c("ggplot2", "patchwork", "cowplot", "ggpubr", "lattice", "emmeans")) {
  suppressWarnings(require(p, character.only = TRUE))
})
theme_set(theme_grey())
env <- new.env(parent = globalenv())
eval(parse(text = lines[seq_len(first - 1)]), env)
calls <- lines[-seq_len(first)]
calls <- calls[calls != ""]
for (i in seq_along(calls)) {
  png(file.path(args[2], sprintf("%03d.png", i)), 720, 460, res = 100)
  tryCatch(suppressWarnings(suppressMessages(for (e in parse(text = calls[i])) {
    shown <- withVisible(eval(e, env))
    if (shown$visible) print(shown$value)
  })), error = function(e) {
    plot.new()
    text(0.5, 0.5, paste(strwrap(conditionMessage(e), 60), collapse = "\n"))
  })
  dev.off()
}
