suppressMessages(library(nlme))
d <- read.csv("../../oracle/rside/fecal_missing.csv"); for (f in c("Room","Pen","Day","Trt")) d[[f]] <- factor(d[[f]]); d <- d[!is.na(d$F.Dry.matter),]
m <- lme(F.Dry.matter ~ Day*Trt, d, random=~1|Room, correlation=corAR1(form=~as.integer(Day)|Room/Pen), weights=varIdent(form=~1|Day), control=lmeControl(msTol=1e-12,tolerance=1e-10,niterEM=100,msMaxIter=500))
X <- model.matrix(~Day*Trt,d); y <- d$F.Dry.matter; n <- nrow(d)
w <- 1/varWeights(m$modelStruct$varStruct); nm <- attr(m$modelStruct$varStruct,"groups")
# deviations by day
sdd <- m$sigma*c(1, coef(m$modelStruct$varStruct, uncons=FALSE)); names(sdd)[1] <- setdiff(levels(d$Day), names(sdd)); s <- sdd[as.character(d$Day)]
rho <- coef(m$modelStruct$corStruct, uncons=FALSE)
id <- interaction(d$Room,d$Pen); t <- as.integer(d$Day)
R <- outer(1:n,1:n,Vectorize(function(i,j) if (id[i]==id[j]) s[i]*s[j]*rho^abs(t[i]-t[j]) else 0))
g <- as.numeric(VarCorr(m)[1,1]); V <- R + g*outer(d$Room,d$Room,"==")
Q <- solve(V); Phi <- solve(t(X)%*%Q%*%X); P <- Q - Q%*%X%*%Phi%*%t(X)%*%Q
# explicit deletions
be <- Phi%*%t(X)%*%Q%*%y
ck <- sapply(1:8, function(i) { Qi <- solve(V[-i,-i]); b <- solve(t(X[-i,])%*%Qi%*%X[-i,], t(X[-i,])%*%Qi%*%y[-i]); dd <- be-b; drop(t(dd)%*%solve(Phi)%*%dd)/ncol(X) })
print(ck, digits=8); H <- diag(n)-R%*%P; print(diag(H)[1:8],digits=8)
e <- R%*%P%*%y; print((e/sqrt(diag(R%*%P%*%R)))[1:8],digits=8)
lv <- sapply(levels(d$Room), function(r) { i <- which(d$Room==r); Qi <- solve(V[-i,-i]); b <- solve(t(X[-i,])%*%Qi%*%X[-i,], t(X[-i,])%*%Qi%*%y[-i]); dd <- be-b; drop(t(dd)%*%solve(Phi)%*%dd)/ncol(X) }); print(lv,digits=8)
suppressMessages(library(nlme))
f <- read.csv("../../oracle/rside/field.csv"); f$block <- factor(f$block); f$trt <- factor(f$trt)
k <- f[-c(5,17,40),]; new <- f[c(5,17,40),]
m <- gls(yield ~ block+trt, k, correlation=corExp(form=~col+row), control=glsControl(msTol=1e-12,tolerance=1e-10))
r <- coef(m$modelStruct$corStruct, uncons=FALSE); s2 <- m$sigma^2
X <- model.matrix(~block+trt,f)[-c(5,17,40),]; x0 <- model.matrix(~block+trt,f)[c(5,17,40),]
D <- as.matrix(dist(f[,c("col","row")])); C <- s2*exp(-D/r); V <- C[-c(5,17,40),-c(5,17,40)]; c0 <- C[-c(5,17,40),c(5,17,40)]
Q <- solve(V); Phi <- solve(t(X)%*%Q%*%X); b <- Phi%*%t(X)%*%Q%*%k$yield
est <- x0%*%b + t(c0)%*%Q%*%(k$yield-X%*%b); d <- t(x0)-t(X)%*%Q%*%c0
se <- sqrt(s2 - diag(t(c0)%*%Q%*%c0) + diag(t(d)%*%Phi%*%d)); q <- qt(.975, nrow(X)-ncol(X))
print(cbind(est, est-q*se, est+q*se), digits=9)
d <- read.csv("../../oracle/rside/fecal_missing.csv"); for (v in c("Room","Pen","Day","Trt")) d[[v]] <- factor(d[[v]])
gap <- which(is.na(d$F.Dry.matter))[1:3]; ob <- which(!is.na(d$F.Dry.matter)); o <- d[ob,]
m <- lme(F.Dry.matter ~ Day*Trt, o, random=~1|Room, correlation=corAR1(form=~as.integer(Day)|Room/Pen), weights=varIdent(form=~1|Day), control=lmeControl(msTol=1e-12,tolerance=1e-10,niterEM=100,msMaxIter=500))
sdd <- m$sigma*coef(m$modelStruct$varStruct, uncons=FALSE, allCoef=TRUE); s <- sdd[as.character(d$Day)]; rho <- coef(m$modelStruct$corStruct, uncons=FALSE); g <- as.numeric(VarCorr(m)[1,1]); g <- as.numeric(getVarCov(m))
id <- interaction(d$Room,d$Pen); t <- as.integer(d$Day); n <- nrow(d)
V <- outer(1:n,1:n,Vectorize(function(i,j) (if (id[i]==id[j]) s[i]*s[j]*rho^abs(t[i]-t[j]) else 0) + g*(d$Room[i]==d$Room[j])))
XX <- model.matrix(~Day*Trt,d); X <- XX[ob,]; x0 <- XX[gap,]; Q <- solve(V[ob,ob]); Phi <- solve(t(X)%*%Q%*%X); b <- Phi%*%t(X)%*%Q%*%o$F.Dry.matter; c0 <- V[ob,gap]
est <- x0%*%b + t(c0)%*%Q%*%(o$F.Dry.matter-X%*%b); dd <- t(x0)-t(X)%*%Q%*%c0
se <- sqrt(diag(V)[gap] - diag(t(c0)%*%Q%*%c0) + diag(t(dd)%*%Phi%*%dd)); q <- qt(.975, nrow(X)-ncol(X))
print(cbind(est, est-q*se, est+q*se), digits=9)
