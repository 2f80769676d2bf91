/** Right and wrong uses of verbs of emmeans, multcomp, nlme and others, by group: rows as in `verbs_test.ts`. */
export const WORD_CASES: Record<string, [string, string | RegExp, string, string][]> = {
  means: [
    [
      "ref_grid(l)",
      /wool = A, B\ntension = H, L, M/,
      "ref_grid(l, nonsense = 1)",
      "unknown-argument",
    ],
    [
      "emmeans(add_grouping(ref_grid(l), 'g', 'tension', c('x', 'y', 'y')), ~ g)",
      /x 21\.7/,
      "add_grouping(e, 'g', 'tension', c('x', 'y'))",
      "bad-value",
    ],
    [
      "eff_size(e, sigma = sigma(l), edf = 48)",
      /effect\.size/,
      "eff_size(e, sigma = -1, edf = 48)",
      "bad-value",
    ],
    ["pwpm(e)", /Upper triangle: P values/, "pwpm(l)", "wrong-argument"],
    ["lsmeans(l, ~ tension)", /lsmean/, "lsmeans(l, ~ tensn)", "unknown-variable"],
    ["lstrends(s, ~ 1, 'Days')", /Days\.trend/, "lstrends(s, ~ 1, 'Dys')", "unknown-variable"],
  ],
  models: [
    [
      "pdSymm(matrix(4), ~ 1, nam = '(Intercept)')",
      /pdSymm representing/,
      "pdSymm(matrix(-4), ~ 1)",
      "wrong-argument",
    ],
    ["pdLogChol(~ x)", /Uninitialized/, "pdLogChol(3)", "wrong-argument"],
    ["pdNatural(~ x)", /class pdNatural/, "pdNatural(3)", "wrong-argument"],
    ["pdDiag(~ x)", /class pdDiag/, "pdDiag(3)", "wrong-argument"],
    ["pdIdent(~ x)", /class pdIdent/, "pdIdent(3)", "wrong-argument"],
  ],
  pieces: [
    [
      "getVarCov(lme(breaks ~ tension, warp, ~ 1 | wool))",
      /Random effects variance covariance matrix/,
      "getVarCov(l)",
      "wrong-argument",
    ],
    [
      "corMatrix(gls(breaks ~ tension, warp, correlation = corAR1(form = ~ 1 | wool))$modelStruct$corStruct)[[1]][1, 1]",
      "[1] 1",
      "corMatrix(l)",
      "wrong-argument",
    ],
    ["dim(getData(gls(breaks ~ tension, warp)))", /\[1\] 54/, "getData(l)", "wrong-argument"],
    [
      "ACF(gls(breaks ~ tension, warp), maxLag = 1)$ACF[1]",
      "[1] 1",
      "ACF(l)",
      "wrong-argument",
    ],
    [
      "names(Variogram(gls(breaks ~ tension, warp), form = ~ 1 | wool))",
      '[1] "variog" "dist" "n.pairs"',
      "Variogram(l)",
      "wrong-argument",
    ],
  ],
  tests: [
    [
      "glht(l, mcp(tension = 'Tukey'))",
      /L - H == 0/,
      "glht(l, mcp(tension = 'Tuky'))",
      "wrong-argument",
    ],
    ["mcp(tension = 'Tukey')", /tension/, "mcp('Tukey')", "wrong-argument"],
    [
      "summary(glht(l, mcp(tension = 'Tukey')), test = adjusted('holm'))",
      /holm method/,
      "adjusted('Westfall')",
      "wrong-argument",
    ],
    [
      "summary(glht(l, mcp(tension = 'Tukey')), test = univariate())",
      /Univariate/,
      "univariate(1)",
      "too-many-arguments",
    ],
    [
      "summary(glht(l, mcp(tension = 'Tukey')), test = Ftest())",
      /Global Test/,
      "Ftest(1)",
      "too-many-arguments",
    ],
    [
      "summary(glht(l, mcp(tension = 'Tukey')), test = Chisqtest())",
      /Chisq DF/,
      "Chisqtest(1)",
      "too-many-arguments",
    ],
    [
      "confint(glht(l, mcp(tension = 'Tukey')), calpha = univariate_calpha())",
      /95% confidence level/,
      "univariate_calpha(1)",
      "too-many-arguments",
    ],
    [
      "confint(glht(l, mcp(tension = 'Tukey')), calpha = adjusted_calpha())",
      /family-wise/,
      "adjusted_calpha(1)",
      "too-many-arguments",
    ],
    ["as.glht(pairs(e))", /H - L == 0/, "as.glht(e)", "wrong-argument"],
  ],
};
