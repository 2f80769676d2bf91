# Writes baits.csv: animals caught at twelve sites with three baits, drawn in R 4.2.2.
set.seed(21)
d <- data.frame(site=factor(rep(1:12,each=10)), bait=rep(c("none","low","high","low","none"),24))
u <- rnorm(12,0,.5)
mu <- exp(1 + 0.4*(d$bait=="low") + 0.9*(d$bait=="high") + u[d$site])
p <- 1.4; phi <- 1.5
N <- rpois(120, mu^(2-p)/(phi*(2-p))); sh <- (2-p)/(p-1); sc <- phi*(p-1)*mu^(p-1)
d$mass <- round(sapply(seq_along(N), function(i) if (N[i]) rgamma(1, shape=N[i]*sh, scale=sc[i]) else 0), 2)
d$height <- round(10 + 2*(d$bait=="low") + 3.5*(d$bait=="high") + 1.5*u[d$site] + 0.8*rt(120, 3), 2)
d$cover <- ifelse(runif(120) < .25, 0, round(rgamma(120, 2, 2/mu), 2))
write.csv(d, "baits.csv", row.names = FALSE, quote = FALSE)
