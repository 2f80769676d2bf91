/** Right and wrong uses of verbs of lmtest, by group: rows as in `verbs_test.ts`. */
export const MORE_CASES: Record<string, [string, string | RegExp, string, string][]> = {
  models: [
    [
      "pd <- transform(pigs, D = factor(Day), P = interaction(Room, Pen))\n" +
      "round(c(AIC(mmrm(F.Dry.matter ~ D * Trt + us(D | P), pd)), logLik(mmrm(F.Dry.matter ~ D + ar1(D | P), pd, reml = FALSE))), 3)",
      "[1] 1704.914 -886.413",
      "mmrm(F.Dry.matter ~ Trt, pigs)",
      "mmrm-argument",
    ],
    [
      'mmrm_control(method = "Kenward-Roger")$method',
      '[1] "Kenward-Roger"',
      "mmrm_control(nonsense = 1)",
      "unknown-argument",
    ],
    [
      "k <- glsControl(maxIter = 100)\nround(logLik(gls(breaks ~ wool, warp, control = k)), 3)",
      /-2\d\d\.\d+/,
      "k <- glsControl(sigma = 2)\ngls(breaks ~ wool, warp, control = k)",
      "nlme-argument",
    ],
    [
      'length(lmeControl(opt = "optim"))',
      "[1] 0",
      "lmeControl(nonsense = 1)",
      "unknown-argument",
    ],
    [
      "g <- groupedData(breaks ~ wool | tension, warp)\nround(logLik(lme(breaks ~ wool, g, random = ~ 1)), 4)",
      "'log Lik.' -206.6294 (df=4)",
      "groupedData(breaks ~ wool, warp)",
      "wrong-argument",
    ],
    ["varPower()", /varPower with no parameters/, "varPower(nonsense = 1)", "unknown-argument"],
    ["varExp(0.5, form = ~ x)", /expon\s*0.5/, "varExp(nonsense = 1)", "unknown-argument"],
    [
      "coef(gls(breaks ~ wool, warp, weights = varPower())$modelStruct$varStruct)",
      /power\s*2\.588/,
      "gls(breaks ~ wool, warp, weights = varPower(form = ~ tension))",
      "nlme-argument",
    ],
    ["varConstPower()", /varConstPower with/, "varConstPower(nonsense = 1)", "unknown-argument"],
    ["varFixed(~ x)", /varFixed with/, "varFixed(nonsense = 1)", "unknown-argument"],
    [
      "varComb(varIdent(form = ~ 1 | a), varExp())",
      /^Combination of:/,
      "varComb(3)",
      "wrong-argument",
    ],
  ],
  tests: [
    [
      "pd <- transform(pigs, D = factor(Day), P = interaction(Room, Pen))\n" +
      'f <- mmrm(F.Dry.matter ~ Trt + cs(D | P), pd, method = "Residual")\n' +
      "df_1d(f, rep(1, length(coef(f))))$df == nobs(f) - length(coef(f))",
      "[1] TRUE",
      "df_1d(l, c(1, 0))",
      "wrong-argument",
    ],
    [
      "pd <- transform(pigs, D = factor(Day), P = interaction(Room, Pen))\n" +
      "f <- mmrm(F.Dry.matter ~ 1 + Day + cs(D | P), pd)\ndf_md(f, diag(length(coef(f))))$num_df",
      "[1] 3",
      "df_md(l, c(1, 0))",
      "wrong-argument",
    ],
    [
      "pd <- transform(pigs, D = factor(Day), P = interaction(Room, Pen))\n" +
      'component(mmrm(F.Dry.matter ~ Trt + toeph(D | P), pd), "cov_type")',
      '[1] "toeph"',
      'component(l, "cov_type")',
      "wrong-argument",
    ],
    [
      "lrtest(l)$Chisq[2]",
      "[1] 25.61839",
      "lrtest(l, 'x')",
      "wrong-argument",
    ],
    ["bptest(l)$parameter", /df\s*5/, "bptest(l, ~ 1, data = warp)", "wrong-argument"],
    [
      "bptest(breaks ~ wool, data = warp)$p.value",
      /0\.03587574/,
      "bptest(m)",
      "wrong-argument",
    ],
    [
      "dwtest(l)$p.value",
      "[1] 0.5750378",
      "dwtest(l, tol = 1e-3)",
      "unknown-argument",
    ],
    ["gqtest(l)$parameter", /21/, "gqtest(l, point = 3)", "wrong-argument"],
    [
      "boxcox(l, lambda = c(0, 1), plotit = FALSE)$y",
      "[1] -51.41262 -58.68125",
      "boxcox(l, lambda = c(1, 0))",
      "wrong-argument",
    ],
  ],
};
