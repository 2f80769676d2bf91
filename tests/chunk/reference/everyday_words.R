# with lme4
ls(pattern = "zz")
zz1 <- 1
zz2 <- 2
ls(pattern = "^zz")
ls(pattern = "2$")
fm <- lmer(Reaction ~ Days + (1 | Subject), sleepstudy)
round(sapply(VarCorr(fm), function(v) v[1]), 1)
round(unlist(lapply(VarCorr(fm), diag)), 1)
round(unlist(VarCorr(fm)), 1)
names(lapply(VarCorr(fm), diag))
wilcox.test(weight ~ group, PlantGrowth, subset = group != "trt2")
t.test(weight ~ group, PlantGrowth, subset = group %in% c("ctrl", "trt1"))
kruskal.test(weight ~ group, PlantGrowth, subset = weight > 4)
var.test(weight ~ group, data = PlantGrowth, subset = group != "ctrl")
bartlett.test(weight ~ group, PlantGrowth, subset = weight > 4)
oneway.test(weight ~ group, PlantGrowth, subset = weight > 4)
cor.test(~ mpg + wt, mtcars, subset = cyl == 4)
fligner.test(count ~ spray, InsectSprays, subset = spray != "A")
