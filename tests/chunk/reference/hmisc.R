# with Hmisc
rcorr(as.matrix(mtcars[,1:3]))
rcorr(mtcars$mpg, mtcars$wt)
r <- rcorr(as.matrix(mtcars[,1:3]), type="spearman"); r
r$r; r$P; r$n
smean.cl.normal(mtcars$mpg)
smean.sd(mtcars$mpg); smean.sdl(mtcars$mpg); smedian.hilow(mtcars$mpg)
wtd.mean(c(1,2,3), c(1,1,2)); wtd.var(c(1,2,3), c(1,1,2))
capitalize("abc")
c(1,2,3) %nin% 2
binconf(10,30)
binconf(10,30,method="all")
Cs(a,b)
d <- data.frame(a=c(1,2,NA,4,5,6,7), b=c(2,1,4,3,6,8,9), c=c(1,NA,NA,4,4,6,1))
Hmisc::rcorr(as.matrix(d))
