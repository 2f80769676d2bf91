# RCBD
library(dplyr); library(emmeans); library(car); library(ggplot2)
set.seed(1)
wheat <- data.frame(block = factor(rep(1:4, each = 5)), cultivar = factor(rep(c("Ares", "Boro", "Cato", "Dino", "Elan"), 4)), yield = c(62.1, 66.4, 58.2, 70.3, 64.8, 60.7, 65.2, 57.9, 69.1, 63.3, 64.9, 68.0, 60.8, 72.6, 66.1, 59.8, 63.1, 55.7, 67.9, 61.9))
str(wheat)
wheat %>% group_by(cultivar) %>% summarise(n = n(), mean = mean(yield), sd = sd(yield), se = sd(yield) / sqrt(n()))
m <- lm(yield ~ block + cultivar, data = wheat)
anova(m)
Anova(m, type = 2)
summary(m)$r.squared
cv <- sigma(m) / mean(wheat$yield) * 100
round(cv, 2)
shapiro.test(residuals(m))
leveneTest(yield ~ cultivar, data = wheat)
em <- emmeans(m, ~ cultivar)
em
pairs(em)
multcomp::cld(em, Letters = letters, adjust = "tukey")
contrast(em, "trt.vs.ctrl", ref = "Cato")
wheat %>% mutate(res = resid(m), fit = fitted(m)) %>% arrange(desc(abs(res))) %>% head(3)
ggplot(wheat, aes(cultivar, yield)) + geom_boxplot() + theme_bw()
TukeyHSD(aov(yield ~ block + cultivar, wheat), "cultivar")
as.data.frame(em) %>% mutate(across(where(is.numeric), ~ round(.x, 2)))