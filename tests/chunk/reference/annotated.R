# with emmeans
# with dplyr
m <- lm(breaks ~ tension * wool, warpbreaks)
e <- emmeans(m, ~ tension)
as.data.frame(emmeans(m, ~ tension | wool))
d <- as.data.frame(e)
d
head(d, 2)
mutate(d, x = emmean * 2, z = "a")
filter(d, emmean > 22)
select(d, tension, emmean)
arrange(d, desc(emmean)) |> head(n = 2)
d[d$emmean > 22, ]
d[order(d$emmean), ]
d[1:2, c("tension", "SE")]
d[1:3]
d$SE
slice(d, 1)
bind_rows(d, d)
rbind(d, d)
left_join(d, data.frame(tension = c("L", "M"), q = 1:2), by = "tension")
as_tibble(d)
group_by(d, tension)
data.frame(d)
cbind(d, k = 1:3)
summarise(d, m = mean(emmean))
merge(d, data.frame(tension = c("L", "M"), q = 1:2))
subset(d, emmean > 22)
transform(d, y = emmean + 1)
transmute(d, tension, a = emmean)
as.data.frame(pairs(e))
as.data.frame(summary(e))
as.data.frame(confint(e))
as.data.frame(test(e))
class(d)
class(as.data.frame(d))
print(d, digits = 2)
d$w <- c(1.23456789, 2, 3)
d
d$SE <- NULL
d
as.data.frame(emmeans(glm(breaks ~ wool, poisson, warpbreaks), ~ wool, type = "response"))
as.data.frame(contrast(emmeans(m, ~ tension | wool), "trt.vs.ctrl"))
