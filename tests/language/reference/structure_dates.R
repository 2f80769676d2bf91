d <- as.Date("2020-01-01") + 0:9
str(d)
str(d[1:3])
str(d, vec.len = 2)
str(data.frame(d))
str(data.frame(d), vec.len = 1)
str(data.frame(d = d[1:2], x = 1:2))
str(list(d = d, l = list(d = d, f = data.frame(d))))
