table(mtcars$cyl, mtcars$am)
addmargins(table(mtcars$cyl, mtcars$gear))
with(mtcars, table(cyl, am))
t(table(mtcars$cyl, mtcars$am))
xtabs(~ cyl + gear, data = mtcars)
table(mtcars$cyl, mtcars$am) * 100L
pairwise.t.test(airquality$Ozone, airquality$Month)
