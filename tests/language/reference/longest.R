options(max.print = 6)
1:10
letters
data.frame(a = 1:6, b = 2:7)
data.frame(a = 1:2, b = 2:3)
c(a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7)
factor(letters)
list(1:10, "a")
options(max.print = 99999)
print(data.frame(a = 1:6, b = 2:7), max = 4)
