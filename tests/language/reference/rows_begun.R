d <- data.frame(x = 1:3, row.names = c("alpha", "beta", "alto"))
d["be", ]
d["al", ]
d["zz", ]
d[c("alpha", "b"), , drop = FALSE]
d["be", "x"]
d[["be", "x"]]
d["", ]
d["be", "x"] <- 9
d
