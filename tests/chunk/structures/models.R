o <- read.csv("orthodont.csv")
o$agef <- factor(o$agef)
o$Subject <- factor(o$Subject)
o$Sex <- factor(o$Sex)
om <- read.csv("orthodont_missing.csv")
om$agef <- factor(om$agef)
om$Subject <- factor(om$Subject)
om$Sex <- factor(om$Sex)
d <- read.csv("fecal_missing.csv")
d$Day <- factor(d$Day)
d$Room <- factor(d$Room)
d$Pen <- factor(d$Pen)
d$Trt <- factor(d$Trt)
f <- read.csv("field.csv")
f$block <- factor(f$block)
f$trt <- factor(f$trt)
a <- read.csv("alfalfa.csv")
a$Block <- factor(a$Block)
a$Variety <- factor(a$Variety)
a$Date <- factor(a$Date, levels = c("None", "S1", "S20", "O7"))
p <- read.csv("plantgrowth_varident.csv")
p$group <- factor(p$group)
---
m <- lmer(distance ~ Sex * age, data = o, residual = id)
#> m <- gls(distance ~ Sex * age, data = o)
---
m <- lmer(distance ~ Sex * age, data = o, residual = diag(agef | Subject))
#> m <- gls(distance ~ Sex * age, data = o, weights = varIdent(form = ~1 | agef))
---
m <- lmer(distance ~ Sex * age, data = o, residual = cs(agef | Subject))
#> m <- gls(distance ~ Sex * age, data = o, correlation = corCompSymm(form = ~1 | Subject))
---
m <- lmer(distance ~ Sex * age, data = o, residual = csh(agef | Subject))
#> m <- gls(distance ~ Sex * age, data = o,
#>   correlation = corCompSymm(form = ~1 | Subject),
#>   weights = varIdent(form = ~1 | agef))
---
m <- lmer(distance ~ Sex * age, data = o, residual = ar1(agef | Subject), REML = FALSE)
#> m <- gls(distance ~ Sex * age, data = o,
#>   correlation = corAR1(form = ~as.integer(agef) | Subject), method = "ML")
---
m <- lmer(distance ~ Sex * agef, data = om, residual = arh1(agef | Subject))
#> m <- gls(distance ~ Sex * agef, data = om,
#>   correlation = corAR1(form = ~as.integer(agef) | Subject),
#>   weights = varIdent(form = ~1 | agef), na.action = na.omit)
---
m <- lmer(distance ~ Sex * agef, data = om, residual = toep(agef | Subject))
#> m <- gls(distance ~ Sex * agef, data = om,
#>   correlation = corARMA(form = ~as.integer(agef) | Subject, p = 3), na.action = na.omit)
---
m <- lmer(distance ~ Sex * agef, data = om, residual = toeph(agef | Subject))
#> m <- gls(distance ~ Sex * agef, data = om,
#>   correlation = corARMA(form = ~as.integer(agef) | Subject, p = 3),
#>   weights = varIdent(form = ~1 | agef), na.action = na.omit)
---
m <- lmer(distance ~ Sex * age, data = o, residual = un(agef | Subject))
#> m <- gls(distance ~ Sex * age, data = o,
#>   correlation = corSymm(form = ~as.integer(agef) | Subject),
#>   weights = varIdent(form = ~1 | agef))
---
m <- lmer(distance ~ Sex * age, data = o, residual = un(age | Subject))
#> m <- gls(distance ~ Sex * age, data = o,
#>   correlation = corSymm(form = ~as.integer(factor(age)) | Subject),
#>   weights = varIdent(form = ~1 | age))
---
m <- lmer(distance ~ Sex * age, data = o, residual = ante1(agef | Subject))
#> m <- mmrm(distance ~ Sex * age + adh(agef | Subject), data = o, method = "Kenward-Roger")
---
m <- lmer(distance ~ Sex * age, data = o, residual = un(agef | Subject, by = Sex))
#> m <- mmrm(distance ~ Sex * age + us(agef | Sex / Subject), data = o, method = "Kenward-Roger")
---
m <- lmer(distance ~ Sex * age, data = o, residual = ar1(agef | Subject, by = Sex, common = TRUE))
#> m <- gls(distance ~ Sex * age, data = o,
#>   correlation = corAR1(form = ~as.integer(agef) | Subject),
#>   weights = varIdent(form = ~1 | Sex))
---
m <- lmer(distance ~ Sex * age, data = o, residual = csh(agef | Subject, by = Sex, common = TRUE))
#> m <- gls(distance ~ Sex * age, data = o,
#>   correlation = corCompSymm(form = ~1 | Subject),
#>   weights = varIdent(form = ~1 | Sex * agef))
---
m <- lmer(weight ~ group, data = p, residual = id(by = group))
#> m <- gls(weight ~ group, data = p, weights = varIdent(form = ~1 | group))
---
m <- lmer(distance ~ Sex * age, data = o, residual = diag(agef | Subject, by = Sex))
#> m <- gls(distance ~ Sex * age, data = o, weights = varIdent(form = ~1 | Sex * agef))
---
m <- lmer(distance ~ Sex * age, data = o, residual = exp(age | Subject))
#> m <- gls(distance ~ Sex * age, data = o, correlation = corExp(4.25, form = ~age | Subject))
---
m <- lmer(distance ~ Sex * age, data = o, residual = pow(age | Subject))
#> m <- gls(distance ~ Sex * age, data = o, correlation = corExp(4.25, form = ~age | Subject))
---
m <- lmer(distance ~ Sex * age + (1 | Subject), data = o, residual = diag(agef))
#> m <- lme(distance ~ Sex * age, random = ~1 | Subject, data = o, weights = varIdent(form = ~1 | agef))
---
m <- lmer(distance ~ Sex * age + (age || Subject), data = o, residual = id(by = Sex))
#> m <- lme(distance ~ Sex * age, random = list(Subject = pdDiag(~age)), data = o,
#>   weights = varIdent(form = ~1 | Sex))
---
m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d, residual = arh1(Day | Room:Pen))
#> m <- lme(F.Dry.matter ~ Day * Trt, random = ~1 | Room, data = d,
#>   correlation = corAR1(form = ~as.integer(Day) | Room/Pen),
#>   weights = varIdent(form = ~1 | Day), na.action = na.omit)
---
m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d, residual = un(Day | Room:Pen))
#> m <- lme(F.Dry.matter ~ Day * Trt, random = ~1 | Room, data = d,
#>   correlation = corSymm(form = ~as.integer(Day) | Room/Pen),
#>   weights = varIdent(form = ~1 | Day), na.action = na.omit)
---
m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d, residual = ante1(Day | Room:Pen))
#> # R has no such function:
#> # m <- lmer(F.Dry.matter ~ Day * Trt + (1 | Room), data = d, residual = ante1(Day | Room:Pen))
---
m <- lmer(F.Dry.matter ~ Trt + (1 | Day), data = d, residual = ar1(Day | Room:Pen))
#> m <- lme(F.Dry.matter ~ Trt, random = list(one = pdIdent(~0 + Day)), data = transform(d, one = 1),
#>   correlation = corAR1(form = ~as.integer(Day) | one/Room/Pen), na.action = na.omit)
---
m <- lmer(Yield ~ Variety * Date + (1 | Block), data = a, residual = toep(Date | Block:Variety))
#> m <- lme(Yield ~ Variety * Date, random = ~1 | Block, data = a,
#>   correlation = corARMA(form = ~as.integer(Date) | Block/Variety, p = 3))
---
m <- lmer(Yield ~ Variety * Date + (1 | Block/Variety), data = a, residual = ar1(Date | Block:Variety))
#> m <- lme(Yield ~ Variety * Date, random = ~1 | Block/Variety, data = a,
#>   correlation = corAR1(form = ~as.integer(Date) | Block/Variety))
---
m <- lmer(yield ~ block + trt, data = f, residual = exp(col, row))
#> m <- gls(yield ~ block + trt, data = f, correlation = corExp(2.11, form = ~col + row))
---
m <- lmer(yield ~ block + trt, data = f, residual = exp(col, row, nugget = TRUE))
#> m <- gls(yield ~ block + trt, data = f,
#>   correlation = corExp(c(3.38, 0.0852), form = ~col + row, nugget = TRUE))
---
m <- lmer(yield ~ block + trt, data = f, residual = gau(col, row, nugget = TRUE))
#> m <- gls(yield ~ block + trt, data = f,
#>   correlation = corGaus(c(4.58, 0.175), form = ~col + row, nugget = TRUE))
---
m <- lmer(yield ~ block + trt, data = f, residual = sph(col, row))
#> m <- gls(yield ~ block + trt, data = f, correlation = corSpher(7.92, form = ~col + row))
---
m <- lmer(distance ~ Sex * age, data = o, residual = lin(age | Subject))
#> m <- gls(distance ~ Sex * age, data = o, correlation = corLin(7, form = ~age | Subject))
---
m <- lmer(yield ~ block + trt, data = f, residual = ratio(col, row))
#> m <- gls(yield ~ block + trt, data = f, correlation = corRatio(0.96, form = ~col + row))
---
m <- lmer(yield ~ trt + (1 | block), data = f, residual = exp(col, row | block))
#> m <- lme(yield ~ trt, random = ~1 | block, data = f,
#>   correlation = corExp(1.44, form = ~col + row | block))
---
m <- lmer(yield ~ trt + (1 | block), data = f, residual = exp(col, row))
#> m <- lme(yield ~ trt, random = list(one = pdIdent(~0 + block)), data = transform(f, one = 1),
#>   correlation = corExp(2.12, form = ~col + row | one))
---
m <- lmer(yield ~ trt, data = f, residual = mat(col, row))
#> # R has no such function:
#> # m <- lmer(yield ~ trt, data = f, residual = mat(col, row))
---
m <- lmer(yield ~ trt, data = f, residual = exp(col, row, anisotropic = TRUE))
#> # R has no such function:
#> # m <- lmer(yield ~ trt, data = f, residual = exp(col, row, anisotropic = TRUE))
---
m <- lmer(yield ~ trt, data = f, residual = ar1(row) * ar1(col))
#> # R has no such function:
#> # m <- lmer(yield ~ trt, data = f, residual = ar1(row) * ar1(col))
