# What R prints for the analyses of the course's chapter on strawberries: R 4.2.2 with car 3.1-1,
# lme4 1.1-31, lmerTest 3.1-3, pbkrtest 0.5.2, emmeans 1.8.4-1. Its output is kept in course.out. Run
# in this folder:
#   Rscript course.R > course.out
suppressMessages({ library(car); library(lme4); library(emmeans) })
options(width = 100)
# lmer searches as closely as its optimizer can
environment(nloptwrap)$defaultControl <- list(
  algorithm = "NLOPT_LN_BOBYQA", xtol_abs = 1e-12, xtol_rel = 0, ftol_abs = 1e-14, ftol_rel = 0,
  maxeval = 1e5
)
substrates <- c("peat", "bark", "coir", "compost", "wood")
ready <- function(name) {
  d <- read.csv(file.path("../../../reports/data", name))
  d$Week <- factor(d$Week)
  d$Substrate <- factor(d$Substrate, levels = substrates)
  d
}
crd <- ready("strawberries_crd.csv")
m <- lm(SPAD ~ Week*Substrate, data = crd)
Anova(m, type = 2)
s <- sigma(m)
(se <- s/sqrt(48))
mu <- as.data.frame(emmeans(m, ~ Substrate))$emmean[1]
mu - qt(.975, m$df.residual)*se
mu + qt(.975, m$df.residual)*se
emmeans(m, ~ Substrate)

bays <- ready("strawberries.csv")
bays$Bay <- factor(bays$Bay)
random <- lmer(SPAD ~ Week*Substrate + (1|Bay), data = bays)
fixed <- lm(SPAD ~ Week*Substrate + Bay, data = bays)
Anova(random, type = 2, test.statistic = "F")
VarCorr(random)
emmeans(fixed, ~ Substrate, contr = list(c(1, -1, 0, 0, 0)))
emmeans(random, ~ Substrate, contr = list(c(1, -1, 0, 0, 0)))

trough <- lmer(SPAD ~ Week*Substrate + (1|Bay/Trough), data = bays)
Anova(trough, type = 2, test.statistic = "F")
contrast(emmeans(trough, ~ Substrate), "trt.vs.ctrl", ref = "peat")
Anova(lmer(SPAD ~ Week*Substrate + (1|Trough), data = crd), type = 2, test.statistic = "F")
