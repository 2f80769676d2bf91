/**
 * What counts and proportions can be given that they cannot be fitted to, as authors write it: each with
 * its code, the place on the page, what is said and what leads out; and what is fitted with a remark.
 *
 * R 4.2.2, lme4 1.1-31 and glmmTMB 1.1.5 stop at most of these too, with other words and without the row;
 * where they go on, the remark says what they pass over.
 */
import { assert, assertEquals } from "@std/assert";
import { runPage } from "../cases/run_page.ts";

const DATA = `d <- data.frame(y = c(3, 5, 2, 8, 4, 1, 0, 6, 2, 7, 3, 5), n = rep(10, 12),
  trt = factor(rep(c("A", "B", "C"), 4)), block = factor(rep(1:4, each = 3)), obs = factor(1:12))`;

/** How the model is written, with the random term of those that have one. */
const WORDS = {
  "glm": (f: string, rest: string) => `glm(${f}, ${rest}data = d)`,
  "glmer": (f: string, rest: string) => `glmer(${f} + (1 | block), ${rest}data = d)`,
  "glmmTMB": (f: string, rest: string) => `glmmTMB(${f} + (1 | block), ${rest}data = d)`,
  "glimmix": (f: string, rest: string) => `glimmix(${f} + (1 | block), ${rest}data = d)`,
} as const;
type Word = keyof typeof WORDS;
const ALL: readonly Word[] = ["glm", "glmer", "glmmTMB", "glimmix"];

interface Case {
  /** What is done to the data. */
  before?: string;
  /** Formula without random terms. */
  formula: string;
  /** Other arguments, each with a comma behind it. */
  rest: string;
  words: readonly Word[];
  /** Code, column within the formula (null: where the formula stands), what is said, what leads out. */
  refused: readonly [string, number | null, string, string];
}

const CASES: Readonly<Record<string, Case>> = {
  "y > n": {
    before: "d$y[4] <- 12",
    formula: "cbind(y, n - y) ~ trt",
    rest: "family = binomial, ",
    words: ALL,
    refused: [
      "negative-count",
      9,
      "n - y is -2 in row 4",
      "no number of successes is above that of the trials",
    ],
  },
  "negative values of Tweedie's": {
    before: "d$y[4] <- -1.5",
    formula: "y ~ trt",
    rest: "family = tweedie, ",
    words: ["glmmTMB"],
    refused: ["negative-response", 0, "y is -1.5 in row 4", "A Tweedie response is 0 or above it"],
  },
  "zeros of another part beside Tweedie's": {
    formula: "y ~ trt",
    rest: "family = tweedie, ziformula = ~ 1, ",
    words: ["glmmTMB"],
    refused: [
      "no-zero-inflation",
      null,
      "The Tweedie distribution is not inflated here",
      'zeros of another part stand beside ziGamma(link = "log")',
    ],
  },
  "zeros of a gamma without their part": {
    formula: "y ~ trt",
    rest: 'family = ziGamma(link = "log"), ',
    words: ["glmmTMB"],
    refused: ["zero-count", null, "y is 0 in row 7", "with ziformula = ~ 1"],
  },
  "negative values of a gamma with zeros": {
    before: "d$y[4] <- -1.5",
    formula: "y ~ trt",
    rest: 'family = ziGamma(link = "log"), ziformula = ~ 1, ',
    words: ["glmmTMB"],
    refused: ["negative-response", 0, "y is -1.5 in row 4", "A gamma response is 0 or above it"],
  },
  "zeros of a gamma": {
    formula: "y ~ trt",
    rest: 'family = Gamma(link = "log"), ',
    words: ["glm", "glmer", "glmmTMB"],
    refused: ["not-positive", 0, "y is 0 in row 7", "tweedie, and ziGamma with a ziformula"],
  },
  "y > n, as a proportion": {
    before: "d$y[4] <- 12",
    formula: "y / n ~ trt",
    rest: "weights = n, family = binomial, ",
    words: ALL,
    refused: ["no-proportion", null, "y/n is 1.2 in row 4", "cbind(successes, failures)"],
  },
  "y > n of a beta-binomial": {
    before: "d$y[4] <- 12",
    formula: "cbind(y, n - y) ~ trt",
    rest: "family = betabinomial, ",
    words: ["glmmTMB"],
    refused: ["negative-count", 9, "n - y is -2 in row 4", "no number of successes"],
  },
  "successes without their trials": {
    formula: "y ~ trt",
    rest: "family = binomial, ",
    words: ALL,
    refused: ["no-proportion", null, "y is 3 in row 1", "A binomial response is 0 or 1"],
  },
  "three columns": {
    formula: "cbind(y, n, obs) ~ trt",
    rest: "family = binomial, ",
    words: ALL,
    refused: [
      "wrong-response",
      null,
      "has two columns",
      "of y in n trials they are cbind(y, n - y)",
    ],
  },
  "successes and failures as counts": {
    formula: "cbind(y, n - y) ~ trt",
    rest: "family = poisson, ",
    words: ALL,
    refused: ["wrong-response", null, "no response of this family", "family = binomial"],
  },
  "counts that are not whole": {
    before: "d$y[4] <- 2.5",
    formula: "y ~ trt",
    rest: "family = poisson, ",
    words: ["glmer", "glmmTMB", "glimmix"],
    refused: [
      "non-integer-count",
      null,
      "y is 2.5 in row 4: this is no count",
      "a rate is a count with offset(log(exposure))",
    ],
  },
  "counts of a hurdle that are not whole": {
    before: "d$y[4] <- 2.5",
    formula: "y ~ trt",
    rest: "ziformula = ~ 1, family = truncated_nbinom2, ",
    words: ["glmmTMB"],
    refused: ["non-integer-count", null, "y is 2.5 in row 4", "Counts are 0, 1, 2"],
  },
  "successes that are not whole": {
    formula: "y / n ~ trt",
    rest: "family = binomial, ",
    words: ["glmer", "glmmTMB", "glimmix"],
    refused: [
      "non-integer-successes",
      null,
      "no whole number of successes in row 1, and of 10 more",
      "y/n with weights = n",
    ],
  },
  "negative counts": {
    before: "d$y[4] <- -1",
    formula: "y ~ trt",
    rest: "family = poisson, ",
    words: ALL,
    refused: ["negative-count", null, "y is -1 in row 4", "A Poisson response is a count: 0, 1, 2"],
  },
  "negative counts of a negative binomial": {
    before: "d$y[4] <- -1",
    formula: "y ~ trt",
    rest: "family = nbinom1, ",
    words: ["glmmTMB"],
    refused: [
      "negative-count",
      null,
      "y is -1 in row 4",
      "A negative binomial response is a count",
    ],
  },
  "0 in a gamma": {
    formula: "y ~ trt",
    rest: 'family = Gamma(link = "log"), ',
    words: ["glm", "glmer", "glmmTMB"],
    refused: ["not-positive", null, "y is 0 in row 7", "A gamma response is above 0"],
  },
  "0 in an inverse Gaussian": {
    formula: "y ~ trt",
    rest: "family = inverse.gaussian, ",
    words: ["glm"],
    refused: ["not-positive", null, "y is 0 in row 7", "An inverse Gaussian response is above 0"],
  },
  "0 in a beta": {
    before: "d$p <- d$y / 10",
    formula: "p ~ trt",
    rest: "family = beta_family(), ",
    words: ["glmmTMB"],
    refused: ["not-inside", null, "p is 0 in row 7", "A beta response lies between 0 and 1"],
  },
  "1 in a beta": {
    before: "d$p <- d$y / 8",
    formula: "p ~ trt",
    rest: "family = beta_family(), ",
    words: ["glmmTMB"],
    refused: ["not-inside", null, "p is 1 in row 4", "another model"],
  },
  "a zero of what has none": {
    formula: "y ~ trt",
    rest: "family = truncated_poisson, ",
    words: ["glmmTMB"],
    refused: ["zero-count", null, "y is 0 in row 7", "ziformula = ~ 1"],
  },
  "three levels": {
    formula: "trt ~ y",
    rest: "family = binomial, ",
    words: ALL,
    refused: ["many-levels", null, "trt has 3 levels (A, B, C)", 'say so, as trt != "A"'],
  },
  "levels of a count": {
    formula: "trt ~ y",
    rest: "family = poisson, ",
    words: ALL,
    refused: [
      "response-not-numeric",
      null,
      "The response trt is not numeric",
      "one column of numbers",
    ],
  },
  "an exposure of 0": {
    before: "d$n[3] <- 0",
    formula: "y ~ trt + offset(log(n))",
    rest: "family = poisson, ",
    words: ALL,
    refused: ["infinite-value", 17, "log(n) is infinite in row 3", "The logarithm of 0 is"],
  },
  "an infinite response": {
    before: "d$y[2] <- Inf",
    formula: "y ~ trt",
    rest: "family = poisson, ",
    words: ALL,
    refused: ["infinite-value", null, "y is infinite in row 2", "what is not known is NA"],
  },
  "a negative weight": {
    before: "d$w <- 1; d$w[3] <- -1",
    formula: "y ~ trt",
    rest: "weights = w, family = poisson, ",
    words: ALL,
    refused: ["negative-weight", null, "The weight w is -1 in row 3", "zero or positive"],
  },
  "separation by a level": {
    before: 'd$s <- ifelse(d$trt == "B", 1, d$y > 3)',
    formula: "s ~ trt",
    rest: "family = binomial, ",
    words: ALL,
    refused: [
      "no-optimum",
      null,
      "the means of 4 rows (the first is row 2) go to 1; the estimate of trtB grows without end",
      "join a level where all or none succeed to another",
    ],
  },
  "separation by a number": {
    before: "d$x <- c(1, 5, 2, 8, 4, 3, 0, 6, 2, 7, 3, 5); d$s <- as.numeric(d$x > 3.5)",
    formula: "s ~ x",
    rest: 'family = binomial(link = "probit"), ',
    words: ALL,
    refused: [
      "no-optimum",
      null,
      "the estimates of (Intercept), x grow without end",
      "These columns separate successes from failures (separation)",
    ],
  },
  "a level of zeros": {
    before: 'd$z <- ifelse(d$trt == "B", 0, d$y)',
    formula: "z ~ trt",
    rest: "family = poisson, ",
    words: ALL,
    refused: [
      "no-optimum",
      null,
      "the means of 4 rows (the first is row 2) go to 0; the estimate of trtB",
      "Where all counts of a level are 0 it has no estimate",
    ],
  },
  "nothing but zeros": {
    before: "d$z <- 0",
    formula: "z ~ trt",
    rest: "ziformula = ~ 1, family = poisson, ",
    words: ["glmmTMB"],
    refused: ["no-optimum", null, "z is 0 in all rows used", "what was filtered out"],
  },
  "measurements without an error": {
    before: 'd$p <- ifelse(d$trt == "A", 0.2, 0.3)',
    formula: "p ~ trt",
    rest: "family = beta_family(), ",
    words: ["glmmTMB"],
    refused: ["no-residual", null, "fits p exactly: its dispersion goes to 0", "leave a term out"],
  },
  "a gamma without an error": {
    before: 'd$p <- ifelse(d$trt == "A", 2, 3)',
    formula: "p ~ trt",
    rest: 'family = Gamma(link = "log"), ',
    words: ["glmer", "glmmTMB"],
    refused: ["no-residual", null, "fits p exactly", "look at the data"],
  },
  "single trials of a beta-binomial": {
    before: "d$s <- as.numeric(d$y > 3)",
    formula: "s ~ trt",
    rest: "family = betabinomial, ",
    words: ["glmmTMB"],
    refused: [
      "single-trials",
      null,
      "says nothing of how proportions vary",
      "The beta-binomial distribution is of rows with several trials",
    ],
  },
};

/** What a page of the call says: remarks, and faults with the column within the call's formula. */
async function said(before: string | undefined, call: string) {
  const lines = [DATA, ...(before ? [before] : []), call].join("\n").split("\n");
  const { text, faults } = await runPage(
    `# T\n\n\`\`\`model\n${lines.join("\n")}\n\`\`\`\n`,
    new URL("./", import.meta.url),
  );
  return { text, faults, line: lines.length + 3 };
}

for (const [name, { before, formula, rest, words, refused }] of Object.entries(CASES)) {
  Deno.test(`refused: ${name}`, async () => {
    const [code, within, message, hint] = refused;
    for (const word of words) {
      const { faults, line } = await said(before, WORDS[word](formula, rest));
      const column = word.length + 2 + (within ?? 0);
      const fault = faults.find((f) => f.startsWith("error")) ?? "";
      assert(fault.startsWith(`error[${code}] ${line}:${column} `), `${word}: ${fault}`);
      assert(fault.includes(message), `${word}: ${fault}`);
      assert(fault.split("; ").slice(1).join("; ").includes(hint), `${word}: ${fault}`);
      assertEquals(faults.filter((f) => f.startsWith("error")).length, 1);
    }
  });
}

const REMARKED: Readonly<Record<string, readonly [string, string, string]>> = {
  "glm of counts that are not whole": [
    "d$y[4] <- 2.5",
    "glm(y ~ trt, family = poisson, data = d)",
    "y is 2.5 in row 4: these are no counts, and the likelihood (AIC, BIC) is not theirs",
  ],
  "glm of successes that are not whole": [
    "d$y[4] <- 2.5",
    "glm(cbind(y, n - y) ~ trt, family = binomial, data = d)",
    "cbind(y, n - y) is no whole number of successes in row 4",
  ],
  "NA in an offset": [
    "d$n[3] <- NA",
    "glm(y ~ trt + offset(log(n)), family = poisson, data = d)",
    "1 of 12 rows is left out because log(n) is missing; it is row 3",
  ],
  "NA in an offset beside random terms": [
    "d$n[3] <- NA",
    "glmer(y ~ trt + offset(log(n)) + (1 | block), family = poisson, data = d)",
    "1 of 12 rows is left out because log(n) is missing; it is row 3",
  ],
  "NA in an offset that is an argument": [
    "d$n[c(3, 5)] <- NA",
    "glmmTMB(y ~ trt + (1 | block), offset = log(n), family = poisson, data = d)",
    "2 of 12 rows are left out because log(n) is missing; the first is row 3",
  ],
  "a negative exposure": [
    "d$n[3] <- -2",
    "glimmix(y ~ trt + offset(log(n)) + (1 | block), family = poisson, data = d)",
    "log(n) is not defined in 1 row (the first is row 3), which counts as missing",
  ],
  "NA in the dispersion": [
    "d$v <- d$y; d$v[5] <- NA",
    "glmmTMB(y ~ trt + (1 | block), dispformula = ~ v, family = nbinom2, data = d)",
    "1 of 12 rows is left out because v is missing; it is row 5",
  ],
  "NA in the zero inflation, and in the mean": [
    "d$v <- d$y; d$v[5] <- NA; d$y[2] <- NA",
    "glmmTMB(y ~ trt + (1 | block), ziformula = ~ v, family = nbinom2, data = d)",
    "2 of 12 rows are left out because values are missing (y in 1, v in 1); the first is row 2",
  ],
  "no trials": [
    "d$n[3] <- 0; d$y[3] <- 0",
    "glmer(cbind(y, n - y) ~ trt + (1 | block), family = binomial, data = d)",
    "1 row with weight 0 is left out; it is row 3",
  ],
  "a variance at its bound": [
    "d$z <- c(3, 4, 3, 4, 5, 3, 4, 4, 4, 3, 4, 5)",
    "glmer(z ~ trt + (1 | block), family = poisson, data = d)",
    "the variance of block is estimated as 0: its levels differ no more than the distribution within",
  ],
  "a variance at its bound in pseudo-likelihood": [
    "d$z <- c(3, 4, 3, 4, 5, 3, 4, 4, 4, 3, 4, 5)",
    "glimmix(z ~ trt + (1 | block), family = poisson, data = d)",
    "Boundary (singular) fit: the variance of block is estimated as 0",
  ],
  "a size that grows": [
    "d$z <- c(3, 4, 3, 4, 5, 3, 4, 4, 4, 3, 4, 5)",
    "glmmTMB(z ~ trt + (1 | block), family = nbinom2, data = d)",
    "no largest value in the dispersion: counts vary no more than Poisson's",
  ],
  "zeros that are the distribution's own": [
    "d$z <- c(3, 4, 3, 4, 5, 3, 4, 4, 4, 3, 4, 5)",
    "glmmTMB(z ~ trt + (1 | block), ziformula = ~ 1, family = poisson, data = d)",
    "the chance of a zero of its own goes to 0, as in a model without this part",
  ],
  "dispersions that grow together": [
    "",
    "glmmTMB(y ~ trt + (1 | block), dispformula = ~ y, family = nbinom2, data = d)",
    "no largest value in y of the dispersion: counts vary no more than Poisson's",
  ],
  "units of one trial": [
    "d$s <- as.numeric(d$y > 3)",
    "glmer(s ~ trt + (1 | obs), family = binomial, data = d)",
    "Each level of obs has one trial, a 0 or a 1, which does not tell how far levels differ",
  ],
  "few trials": [
    "d$s <- as.numeric(d$y > 3)",
    "glimmix(s ~ trt + (1 | block), family = binomial, data = d)",
    "pseudo-likelihood draws estimates towards 0 there",
  ],
  "glm of a gamma without an error": [
    "d$p <- 2",
    "glm(p ~ trt, family = Gamma, data = d)",
    "The model fits the data exactly but for rounding",
  ],
  "glm of as many coefficients as rows": [
    "d$p <- d$y + 1",
    "glm(p ~ obs, family = Gamma, data = d)",
    "no degree of freedom is left to estimate the residual variance",
  ],
};

for (const [name, [before, call, remark]] of Object.entries(REMARKED)) {
  Deno.test(`fitted with a remark: ${name}`, async () => {
    const { text, faults } = await said(before, call);
    assertEquals(faults.filter((f) => f.startsWith("error")), []);
    assert(text.includes(remark), text);
  });
}

Deno.test("a row that is named is that of the data, whatever other rows are missing", async () => {
  // row 5 lacks the dispersion's variable: row 7 stays row 7
  const { faults, line } = await said(
    "d$v <- d$y; d$v[5] <- NA; d$y[7] <- 0.5",
    "glmmTMB(y ~ trt + (1 | block), dispformula = ~ v, family = nbinom2, data = d)",
  );
  assert(faults[0]!.startsWith(`error[non-integer-count] ${line}:9 y is 0.5 in row 7`), faults[0]);
});

Deno.test("negative binomial counts by glm.nb: no counts, and no size", async () => {
  const first = await said("d$y[4] <- -1", "glm.nb(y ~ trt, data = d)");
  assert(first.faults[0]!.includes("error[negative-count]"), first.faults[0]);
  assert(first.faults[0]!.includes("A negative binomial response is a count"), first.faults[0]);
  const even = await said(
    "d$z <- c(3, 4, 3, 4, 5, 3, 4, 4, 4, 3, 4, 5)",
    "glm.nb(z ~ trt, data = d)",
  );
  assert(
    even.faults[0]!.startsWith(
      `error[no-size] ${even.line}:8 The counts vary no more than Poisson's`,
    ),
    even.faults[0],
  );
  assert(even.faults[0]!.includes("Fit a Poisson model"), even.faults[0]);
});
