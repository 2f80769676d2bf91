# Writes formulas.csv and formulas.json: linear models of many formulas, with and without weights, in
# three codings, as R 4.2.2 fits them. Run with Rscript in this folder.
formulas <- c(
  "y ~ a + b %in% a", "y ~ a*b*cc", "y ~ a*b - a", "y ~ a:b", "y ~ 0 + a:b", "y ~ a/b", "y ~ a/b/cc",
  "y ~ a/(b+cc)", "y ~ (a+b)/cc", "y ~ (a+b+x)^2", "y ~ x*a", "y ~ a:x", "y ~ a + a:x - 1",
  "y ~ 0 + x + a:b", "y ~ poly(u,3)*a", "y ~ poly(x,2,raw=TRUE) + b", "y ~ I(x^2) + x + I(x*z)",
  "y ~ log(z)*a", "y ~ scale(x) + scale(z, center=FALSE)", "y ~ factor(k)*x", "y ~ ordered(k) + a",
  "y ~ a + offset(2*x)", "y ~ x:z + x", "y ~ a %in% b", "y ~ b:a + a", "y ~ sqrt(z) + exp(x/10)",
  "y ~ -1 + b + a", "y ~ a*x*z", "y ~ x > 2", "y ~ lg*a", "y ~ . - cc", "y ~ (a + b)^2 - a:b",
  "y ~ a*o", "y ~ 0 + o", "y ~ o:x", "log(y+3) ~ a", "sqrt(z) ~ a + x", "y ~ a:b:cc",
  "y ~ a*b %in% cc", "y ~ x %in% a", "y ~ a + I(a == 'p')", "y ~ relevel(a, ref='q')*b",
  "y ~ interaction(a,b)", "y ~ as.factor(k) + as.numeric(b)", "y ~ x + x^2", "y ~ a:cc + b",
  "y ~ cc:b:a + a", "y ~ a*b + a:cc", "y ~ poly(u, degree=2)", "y ~ round(x) + abs(z-3)",
  "y ~ x %% 2 + a")
set.seed(7)
n <- 60
pick <- function(levels) factor(sample(levels, n, TRUE), levels)
d <- data.frame(
  y = round(rnorm(n), 3), a = pick(c("p", "q", "r")), b = pick(c("u", "v")),
  cc = pick(c("k", "l", "m")), x = round(runif(n, 0, 5), 2), z = round(runif(n, 1, 9), 2),
  u = round(runif(n, 1900, 2000)), k = sample(1:3, n, TRUE), lg = sample(c(TRUE, FALSE), n, TRUE),
  o = factor(sample(c("lo", "mid", "hi", "top"), n, TRUE), c("lo", "mid", "hi", "top"), ordered = TRUE),
  w = round(runif(n, .5, 3), 2))
d$x[5] <- NA
d$z[9] <- NA
d <- d[!(d$a == "r" & d$cc == "m"), ]
write.csv(d, "formulas.csv", row.names = FALSE, quote = FALSE)
text <- function(s) paste0('"', gsub('"', '\\\\"', s), '"', collapse = ",")
number <- function(v) paste(ifelse(is.na(v), "null", formatC(v, digits = 15, format = "g")), collapse = ",")
lines <- c()
for (f in formulas) for (weighted in c(FALSE, TRUE)) for (coding in c("treatment", "sum", "helmert")) {
  options(contrasts = c(paste0("contr.", coding), "contr.poly"))
  m <- if (weighted) lm(as.formula(f), d, weights = d$w) else lm(as.formula(f), d)
  s <- summary(m)
  lines <- c(lines, sprintf(paste0(
    '{"formula":%s,"weighted":%s,"coding":"%s","labels":[%s],"names":[%s],"estimates":[%s],',
    '"standardErrors":[%s],"effects":[%s],"rss":%s,"r2":%s,"adjusted":%s,"logLik":%s}'),
    text(f), tolower(weighted), coding, text(attr(terms(m), "term.labels")), text(names(coef(m))),
    number(coef(m)), number(s$coefficients[, 2]), number(abs(m$effects[seq_len(m$rank)])),
    number(deviance(m)), number(s$r.squared), number(s$adj.r.squared), number(as.numeric(logLik(m)))))
}
writeLines(paste0("[", paste(lines, collapse = ",\n"), "]"), "formulas.json")
