/**
 * The interpreter: what loops, recursion and functions over elements cost.
 *
 * Goal: a million simple operations in a second.
 */
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "../../lib/language/words.ts";
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
