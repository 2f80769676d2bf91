# Numbers of pictures of models, as R's packages draw them: Rscript models.R > models.json
suppressPackageStartupMessages({ library(lme4); library(nlme); library(emmeans); library(multcomp); library(lattice) })
r <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy)
l <- lme(distance ~ age, Orthodont, random = ~ 1 | Subject)
fit <- lm(breaks ~ wool + tension, warpbreaks)
e <- as.data.frame(ranef(r))
days <- e[e$term == "Days", ]
first <- e[e$term == "(Intercept)", ]
p <- qqmath(ranef(r))$Subject
q <- qqmath(r)
a <- ACF(l)
s <- loess.smooth(1:12, c(3, 5, 4, 6, 8, 7, 9, 12, 10, 11, 14, 13), span = 0.6, degree = 1, family = "symmetric")
pi <- predict(emmeans(fit, ~ tension), interval = "prediction")
set.seed(1)
ci <- confint(glht(fit, mcp(tension = "Tukey")), calpha = univariate_calpha())$confint
out <- list(
  order = as.character(first$grp)[order(first$condval)],
  low = days$condval - qnorm(0.975) * days$condsd,
  high = days$condval + qnorm(0.975) * days$condsd,
  quantiles = sort(p$panel.args[[2]]$y),
  effects = sort(p$panel.args[[2]]$x),
  residuals = sort(residuals(r, type = "pearson", scaled = TRUE)),
  limits = qnorm(0.975) / sqrt(attr(a, "n.used")),
  smooth = s$y,
  predicted = cbind(pi$lower.PL, pi$upper.PL),
  hypotheses = unname(ci)
)
cat(jsonlite::toJSON(out, digits = 10, matrix = "rowmajor", auto_unbox = FALSE))
