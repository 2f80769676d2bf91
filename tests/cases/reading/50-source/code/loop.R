source("code/loop.R")
