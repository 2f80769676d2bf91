/** Right and wrong uses of verbs of lmtest, by group: rows as in `verbs_test.ts`. */
export const MORE_CASES: Record<string, [string, string | RegExp, string, string][]> = {
  models: [
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
