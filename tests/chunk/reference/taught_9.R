# stability and diallel
library(dplyr); library(tidyr); library(purrr)
met <- expand.grid(gen = paste0("G", 1:4), env = paste0("E", 1:5), stringsAsFactors = TRUE)
met$y <- c(4.2, 4.8, 3.9, 4.5, 5.1, 6.0, 4.6, 5.4, 3.6, 4.0, 3.5, 3.8, 5.8, 7.1, 5.0, 6.3, 4.7, 5.4, 4.3, 5.0)
env <- met %>% group_by(env) %>% summarise(ei = mean(y) - mean(met$y))
env
long <- left_join(met, env, by = "env")
fw <- long %>% group_by(gen) %>% nest() %>% mutate(fit = map(data, ~ lm(y ~ ei, .x)), slope = map_dbl(fit, ~ coef(.x)[2]), s2 = map_dbl(fit, ~ deviance(.x) / df.residual(.x))) %>% select(gen, slope, s2)
fw
long %>% group_by(gen) %>% summarise(mean = mean(y), sd = sd(y), cv = 100 * sd / mean) %>% arrange(desc(mean))
wide <- met %>% pivot_wider(names_from = env, values_from = y)
wide
Y <- as.matrix(wide[, -1]); rownames(Y) <- wide$gen
Z <- sweep(sweep(Y, 1, rowMeans(Y)), 2, colMeans(Y)) + mean(Y)
round(Z, 3)
sv <- svd(Z)
round(sv$d, 4)
round(sv$d^2 / sum(sv$d^2) * 100, 2)
round(rowSums(Z^2), 3)
anova(lm(y ~ gen + env, met))
lm(y ~ gen + env, met)
cross <- matrix(c(NA, 10, 12, 14, 10, NA, 11, 13, 12, 11, NA, 15, 14, 13, 15, NA), 4, dimnames = list(LETTERS[1:4], LETTERS[1:4]))
cross
n <- 4
Xi <- rowSums(cross, na.rm = TRUE)
gca <- (n * Xi - sum(Xi)) / (n * (n - 2))
gca
sum(gca)
cor(Y)
met %>% split(.$gen) %>% map_dbl(~ mean(.x$y))
by(met$y, met$gen, summary)
