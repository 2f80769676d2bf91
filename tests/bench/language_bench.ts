/**
 * The interpreter: what loops, recursion and functions over elements cost, and a page of blocks.
 *
 * Goal: a million simple operations in a second.
 */
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { block, environment } from "../chunk/pages.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "../language/words.ts";
import { parse } from "../../lib/syntax/parse.ts";

const TEXTS: Readonly<Record<string, string>> = {
  "a million additions in a loop": "x <- 0; for (i in 1:1000000) x <- x + i",
  "100,000 elements set one after another":
    "x <- numeric(100000); for (i in 2:100000) x[i] <- x[i - 1] + 1",
  "a function of 100,000 elements": "sum(sapply(1:100000, function(i) i^2))",
  "half a million turns of a while": "i <- 0; while (TRUE) { i <- i + 1; if (i >= 500000) break }",
  "57,000 calls of a recursion": "f <- function(n) if (n < 2) n else f(n - 1) + f(n - 2); f(22)",
  "a million numbers at once": "x <- 1:1000000 / 3; sum(x[x > 1000] * 2)",
};

for (const [name, text] of Object.entries(TEXTS)) {
  const { statements } = parse(text);
  Deno.bench(name, { group: "interpreter" }, () => {
    const evaluator = new Evaluator(WORDS, new Scope(null));
    for (const statement of statements) evaluator.run(statement, text);
  });
}

/** Forty blocks without fits: vectors, tables, groups, a function. */
const BLOCKS = Array.from({ length: 40 }, (_, i) =>
  block(
    `x <- c(${i}, ${i + 1}, ${i + 2}, 8, 9)
d <- data.frame(g = c("a", "b", "a", "b", "c"), y = x)
aggregate(y ~ g, data = d, FUN = mean)
sapply(split(d$y, d$g), function(v) mean(v) + sd(c(v, 1)))`,
  ));

Deno.bench("a page of forty blocks without fits", { group: "page" }, () => {
  evaluatePage(BLOCKS, environment());
});

const SIMULATION = [block(`set.seed(42)
d <- expand.grid(trt = factor(c("a", "b", "c")), block = factor(1:8))
p <- replicate(200, {
  d$y <- 10 + c(0, 1, 2)[d$trt] + rnorm(8)[d$block] + rnorm(24)
  anova(lmer(y ~ trt + (1 | block), data = d))$"Pr(>F)"[1]
})`)];

Deno.bench("a simulation of 200 mixed models", { group: "page" }, () => {
  evaluatePage(SIMULATION, environment());
});
