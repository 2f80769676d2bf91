inside <- 41
inside
