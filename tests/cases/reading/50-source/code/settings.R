library(dplyr)
knitr::opts_chunk$set(echo = TRUE)
options(digits = 4)
twice <- function(x) {
  2 * x
}
shown <- pi
shown
print("said")
knitted <- TRUE
