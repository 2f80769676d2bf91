# with stringr
x <- "Nitrogen was given in four amounts to each of three varieties of oats, grown on whole plots within six blocks of land."
str_wrap("the quick brown fox jumps over the lazy dog", 15)
str_wrap(x, 40)
str_wrap(x, 30)
str_wrap(x, 25)
str_wrap(x, 60)
str_wrap(x)
str_wrap(x, 20, indent = 2, exdent = 4)
str_wrap(c("one two", NA, "", "antidisestablishmentarianism is long"), 10)
cat(str_wrap(x, 33), "\n")
str_wrap("a  b\n\nc   d", 3)
str_wrap(x, 1)
