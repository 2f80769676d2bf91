/** Words and arguments of chance, distributions, matrices and tests that are wrong, and the way out. */
import { assertEquals } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

/** The code and the hint of the fault of a statement. */
function fault(code: string): [string, string | undefined] {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  try {
    for (const statement of parse(code).statements) evaluator.run(statement);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    return [first!.code, first!.hint];
  }
  return ["none", undefined];
}

const WRONG: readonly (readonly [code: string, fault: string, hint: string])[] = [
  ["rnrom(3)", "unknown-verb", "Did you mean rnorm()?"],
  ["set.sed(1)", "unknown-verb", "Did you mean set.seed()?"],
  ['set.seed(1, kind = "Wichmann-Hill")', "unknown-argument", "Known are seed, sample.kind"],
  ["sample(3, 5)", "wrong-argument", "replace = TRUE puts each back before the next is drawn"],
  ["rnorm(5, means = 2)", "unknown-argument", 'Did you mean "mean"?'],
  ["rgamma(2, 2, rate = 1, scale = 3)", "repeated-argument", "Leave one of them out"],
  ["dchisq(1, 5, ncp = 1)", "not-in-language", "pchisq() and qchisq() take one"],
  ["dnrom(1)", "unknown-verb", "Did you mean dnorm()?"],
  [
    "pnorm(1, upper = TRUE)",
    "unknown-argument",
    "Known are q, mean, sd, lower.tail, log.p",
  ],
  [
    "solve(matrix(c(1, 2, 2, 4), 2))",
    "singular",
    "qr(a)$rank says how many are independent",
  ],
  [
    "matrix(1:6, 2) %*% 1:2",
    "wrong-size",
    "The columns of the first are as many as the rows of the second; t() turns a matrix",
  ],
  [
    "matrix(1:4, rows = 2)",
    "unknown-argument",
    "Known are data, nrow, ncol, byrow, dimnames",
  ],
  [
    "chol(matrix(c(1, 2, 2, 1), 2))",
    "not-positive",
    "eigen() shows the values that are not above 0",
  ],
  ["chol(diag(2), pivot = TRUE)", "unknown-argument", "Known are x, tol"],
  [
    "eigen(matrix(1:4, 2))",
    "not-in-language",
    "symmetric = TRUE looks at the lower triangle alone",
  ],
  [
    "rcond(diag(2))",
    "not-in-language",
    "svd(x)$d has the singular values: the least over the largest says how near to singular",
  ],
  ["optimize(function(x) x^2)", "wrong-argument", "interval = c(0, 1)"],
  [
    "uniroot(function(x) x^2 + 1, c(0, 1))",
    "no-root",
    "A zero lies between two values of different signs",
  ],
  [
    'optim(c(1, 1), function(p) sum(p^2), method = "CG")',
    "not-in-language",
    'method = "BFGS" or "Nelder-Mead"',
  ],
  [
    "optim(c(1, 1), function(p) sum(p^2), control = list(maxiter = 3))",
    "unknown-argument",
    "It has fnscale, maxit, abstol, reltol, ndeps, trace",
  ],
  ['t.test(1:5, altenative = "less")', "unknown-argument", 'Did you mean "alternative"?'],
  [
    "chisq.test(c(1, 2), p = c(1, 2))",
    "wrong-argument",
    "rescale.p = TRUE divides them by their sum",
  ],
];

for (const [code, kind, hint] of WRONG) {
  Deno.test(`${code} is refused with a way out`, () => {
    assertEquals(fault(code), [kind, hint]);
  });
}

Deno.test("a page that draws without a seed draws the same each time, and says so", () => {
  const drawn = (): [unknown, string[]] => {
    const evaluator = new Evaluator(WORDS, new Scope(null));
    const value = evaluator.run(parse("c(runif(2), rnorm(1))").statements[0]!);
    return [value, evaluator.remarks.map((r) => r.code)];
  };
  const [first, codes] = drawn();
  assertEquals(drawn()[0], first);
  assertEquals(codes, ["no-seed"]);
});

Deno.test("mvrnorm() says that its draws are not R's own", () => {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  for (const s of parse("set.seed(1); MASS::mvrnorm(3, c(a = 0, b = 1), diag(2))").statements) {
    evaluator.run(s);
  }
  assertEquals(evaluator.remarks.map((r) => r.code), ["other-draws"]);
});
