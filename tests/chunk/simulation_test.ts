/** Simulations as courses write them: R's own draws, fits in loops, fits in lists. */
import { assertEquals } from "@std/assert";
import { page, printed } from "./pages.ts";

const DATA = `set.seed(42)
d <- expand.grid(trt = factor(c("a", "b", "c")), block = factor(1:8))
`;

Deno.test("a loop of 200 mixed models on R's draws comes to R's share of rejections", () => {
  // R 4.2.2, lmerTest 3.1-3 with bobyqa at 1e-10: 0.91 and 0.0028964724
  assertEquals(
    printed(`${DATA}p <- numeric(200)
for (i in 1:200) {
  b <- rnorm(8, 0, 1)
  d$y <- 10 + c(0, 1, 2)[d$trt] + b[d$block] + rnorm(24)
  m <- lmer(y ~ trt + (1 | block), data = d)
  p[i] <- anova(m)$"Pr(>F)"[1]
}
c(mean(p < 0.05), signif(median(p), 7))`),
    "[1] 0.910000000 0.002896472\n",
  );
});

Deno.test("replicate of fits, and a mean for each seed, are R's to the last digit", () => {
  // R 4.2.2
  assertEquals(
    printed(`${DATA}est <- replicate(200, {
  d$y <- 10 + c(0, 1, 2)[d$trt] + rnorm(8)[d$block] + rnorm(24)
  coef(lm(y ~ trt + block, data = d))["trtb"]
})
q <- sapply(1:200, function(s) { set.seed(s); mean(rnorm(50)) })
options(digits = 10)
c(sd(q), length(est))
names(est)[1]`),
    '[1]   0.1444377642 200.0000000000\n\n[1] "trtb"\n',
  );
});

Deno.test("fits stand in lists, and functions take them", () => {
  assertEquals(
    printed(`set.seed(1)
d <- data.frame(g = factor(rep(c("a", "b"), each = 6)), y = rnorm(12))
best <- function(models) names(which.min(sapply(models, AIC)))
models <- list(none = lm(y ~ 1, data = d), group = lm(y ~ g, data = d))
best(models)
sapply(models, nobs)
inherits(models$group, "lm")
class(models[["group"]])`),
    '[1] "none"\n\n none group \n   12    12 \n\n[1] TRUE\n\n[1] "lm"\n',
  );
});

Deno.test("what a loop prints stands in its order, values beside texts", () => {
  const [block] = page('for (i in 1:2) { cat("fit", i, "\\n"); print(i^2) }').blocks;
  assertEquals(block!.shown.map((s) => s.value.kind), ["text", "vector", "text", "vector"]);
});

Deno.test("a fault in a function stands where the function was written", () => {
  const result = page("half <- function(x) {\n  x / nothing\n}", "half(3)\nhalf(1)");
  const places = result.blocks[1]!.diagnostics.map((d) => `${d.code} ${d.line}:${d.column}`);
  assertEquals(places, ["unknown-name 2:7", "unknown-name 2:7"]);
});
