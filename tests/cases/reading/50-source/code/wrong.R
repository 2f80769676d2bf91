before <- 1
nothing_here + 1
after <- 2
