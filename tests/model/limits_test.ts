/** What is too much for a model is told before memory or time is spent on it; what R fits is fitted. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { anova } from "../../lib/inference/test/anova.ts";
import { coefficientTests } from "../../lib/inference/test/coefficient_tests.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { design } from "../../lib/design/declared/design.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { type CellValues, tableFrom } from "../../lib/data/table_from.ts";
import type { Table } from "../../lib/data/table.ts";
import { pchisq, pf } from "../../lib/math/distribution/tails.ts";
import { isFast } from "../runs.ts";
import { randomFrom } from "../long/random.ts";

const LETTERS = [..."abcdefghijklmnopqrstuvwxz"];

/** Factors of random levels, and a response. */
function factors(n: number, names: readonly string[], levels: number): Table {
  const random = randomFrom(7);
  const data: Record<string, CellValues> = { y: Array.from({ length: n }, random) };
  for (const name of names) {
    data[name] = Array.from({ length: n }, () => `${name}${Math.floor(random() * levels)}`);
  }
  return tableFrom(data);
}

/** Random numbers in columns x0, x1, …, and a response. */
function numbers(n: number, columns: number): Table {
  const random = randomFrom(8);
  const data: Record<string, CellValues> = { y: Array.from({ length: n }, random) };
  for (let j = 0; j < columns; j++) data[`x${j}`] = Array.from({ length: n }, random);
  return tableFrom(data);
}

/** Code and words of what is thrown. */
function refusal(step: () => unknown): { code: string; text: string } {
  try {
    step();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [{ code, message, hint }] = error.diagnostics as [DiagnosticError["diagnostics"][0]];
    return { code, text: `${message} (${hint})` };
  }
  return { code: "none", text: "" };
}

const REFUSED: [what: string, step: () => unknown, code: string, said: string][] = [
  [
    "five factors of 50 levels",
    () => lm("y ~ a*b*c*d*e", factors(600, [..."abcde"], 50)),
    "too-many-columns",
    "312,500,000, and 100,000 are the most (a:b:c:d:e alone has 282,475,249",
  ],
  [
    "the same in a random term",
    () => lmer("y ~ 1 + (a*b*c*d*e | g)", factors(600, [..."abcdeg"], 50)),
    "too-many-columns",
    "100,000 are the most",
  ],
  [
    "a power of 25 variables",
    () => lm(`y ~ (${LETTERS.join("+")})^13`, numbers(9, 1)),
    "too-many-terms",
    "50,000 are the most",
  ],
  [
    "a product of 25 variables",
    () => lm(`y ~ ${LETTERS.join("*")}`, numbers(9, 1)),
    "too-many-terms",
    "50,000 are the most",
  ],
  [
    "products that are mostly the same",
    () => lm(`y ~ (${LETTERS.slice(0, 15).join("*")})^9`, numbers(9, 1)),
    "too-many-terms",
    "5,000,000 are the most",
  ],
  [
    "a level for each of very many rows",
    () => lm("y ~ a", factors(40_000, ["a"], 1e9)),
    "too-many-columns",
    "(1 | a)?",
  ],
  [
    "more to decompose than an hour allows",
    () => lm("y ~ a", factors(9_000, ["a"], 1e9)),
    "too-many-columns",
    "Steps to decompose it",
  ],
  [
    "a design of a milliard levels",
    () => design({ units: "~ A", treatments: "~ 1", levels: { A: 1e9 } }),
    "too-many-levels",
    "1,000,000,000, and 100,000 are the most",
  ],
];

for (const [what, step, code, said] of REFUSED) {
  Deno.test(`told before the work is done: ${what}`, () => {
    const found = refusal(step);
    assertEquals(found.code, code, found.text);
    assert(found.text.includes(said), found.text);
  });
}

Deno.test({ name: "what R fits within a minute is not refused", ignore: isFast }, () => {
  const five = lm("y ~ a*b*c*d*e", factors(200, [..."abcde"], 4));
  assertEquals(five.fixed.names.length, 1024);
  assertEquals(anova(five).rows.length, 32);
  // rows < columns: nearly every column is dependent
  assertEquals(lm("y ~ a*b*c", factors(60, [..."abc"], 20)).rank, 60);
  const eleven = lm(`y ~ ${LETTERS.slice(0, 11).join("*")}`, factors(40, LETTERS, 2));
  assertEquals(eleven.rank, eleven.fixed.cells.count);
  assertEquals(lm("y ~ .^2", numbers(40, 100)).fixed.names.length, 5051);
});

Deno.test("tests of 400 aliased columns", () => {
  const fit = lm("y ~ .", numbers(390, 400));
  const { rows } = anova(fit);
  // every column follows from the others: nothing is lost without it
  assert(rows.slice(0, -1).every((r) => r.numDf === 0));
});

/** A response in another unit. */
function scaled(by: number): Table {
  const random = randomFrom(5);
  const rows = Array.from({ length: 24 }, (_, i) => i);
  const y = rows.map((i) => (random() + i % 3) * by);
  return tableFrom({ y, t: rows.map((i) => `t${i % 3}`), g: rows.map((i) => `g${i >> 2}`), x: y });
}

Deno.test("units do not matter until squares leave the range of numbers, which is told", () => {
  const [plain, mixed] = [lm("y ~ t", scaled(1)), lmer("y ~ t + (1 | g)", scaled(1))];
  for (const by of [1e100, 1e149, 1e-100, 1e-149]) {
    const [f] = anova(lm("y ~ t", scaled(by))).rows;
    assertAlmostEquals(f!.statistic! / anova(plain).rows[0]!.statistic!, 1, 1e-8);
  }
  for (const by of [1e50, 1e69, 1e-50, 1e-69]) {
    const [g] = anova(lmer("y ~ t + (1 | g)", scaled(by))).rows;
    assertAlmostEquals(g!.statistic! / anova(mixed).rows[0]!.statistic!, 1, 1e-8);
  }
  // Kenward and Roger's moments square the variances
  assertEquals(
    refusal(() => lmer("y ~ t + (1 | g)", scaled(1e80))).text,
    "The scale overflows: y is of the size 1e80 " +
      "(No number holds its fourth powers; change its unit by a division by 1e80)",
  );
  for (const by of [1e154, 1e300, 1e-160, 1e-300]) {
    for (
      const step of [
        () => lm("y ~ t", scaled(by)),
        () => lmer("y ~ t + (1 | g)", scaled(by)),
        () => lm("I(y / y) ~ x", scaled(by)),
        () => lm("I(y / y) ~ offset(x)", scaled(by)),
      ]
    ) {
      const { code, text } = refusal(step);
      assertEquals(code, "scale-overflows", text);
    }
  }
});

Deno.test("without residual df there is no standard error, and it is null", () => {
  const x = Array.from({ length: 24 }, (_, i) => i);
  const tests = coefficientTests(lm("y ~ poly(x, 23)", tableFrom({ y: x.map(Math.sin), x })));
  for (const { estimate, standardError, statistic, pValue } of tests) {
    assert(Number.isFinite(estimate));
    assertEquals([standardError, statistic, pValue], [null, null, null]);
  }
});

Deno.test("noncentral distributions of any noncentrality end at once", () => {
  assertEquals(pf(1, 1e-300, 1e300, { ncp: 1e10 }), 0);
  // with no degrees of freedom only the Poisson probability of 0 is left: exp(−1/2)
  assertAlmostEquals(pf(1, 1e-300, 1e300, { ncp: 1 }), Math.exp(-0.5), 1e-13);
  assertEquals(pchisq(1e5, 1e5, { ncp: 1e8 }), 0);
  assertEquals(pchisq(1e5, 3, { ncp: 1e300 }), 0);
  for (const ncp of [1e9, 1e12, 1e15]) {
    // Φ(1) in the limit; Edgeworth's next term is (1 − z²) φ(z) γ/6 = 0 at z = 1
    const x = ncp + 3 + Math.sqrt(2 * (3 + 2 * ncp));
    const [lower, upper] = [pchisq(x, 3, { ncp }), pchisq(x, 3, { ncp, upper: true })];
    assertAlmostEquals(lower, 0.8413447460685429, 1 / Math.sqrt(ncp) * 1e-1 + 1e-8);
    assertAlmostEquals(lower + upper, 1, 1e-11);
  }
});
