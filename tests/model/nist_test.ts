/**
 * NIST Statistical Reference Datasets: digits of regression coefficients and of the F of one-way
 * analyses of variance, as log relative error against the certified values.
 */
import { assert, assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import * as nist from "./nist_data.ts";

interface Linear {
  degree: number;
  intercept: boolean;
  certified: { beta: number | number[]; se: number | number[]; residual_ss: number };
}

interface OneWay {
  n: number;
  certified: { between_ss: number; within_ss: number; F: number };
}

function certified<T>(file: string): Record<string, T> {
  const url = new URL(`../oracle/nist/${file}`, import.meta.url);
  return JSON.parse(Deno.readTextFileSync(url)) as Record<string, T>;
}

/** Log relative error: the number of correct digits, at most 15. */
function digits(got: number | null, expected: number): number {
  if (got === null) return 0;
  if (got === expected) return 15;
  const error = expected === 0 ? Math.abs(got) : Math.abs(got - expected) / Math.abs(expected);
  return Math.min(15, -Math.log10(error));
}

const list = (x: number | number[]): number[] => Array.isArray(x) ? x : [x];

const linear = certified<Linear>("linear.json");

// R's lm reaches 12.5, 12.7, 15, 15, 13.0, 9.8, 13.6, 9.3, 7.5 and 5.5 digits of the coefficients,
// and drops a column of Filip.
const problems: Record<string, string> = {
  norris: nist.norris,
  pontius: nist.pontius,
  noint1: nist.noint1,
  noint2: nist.noint2,
  longley: nist.longley,
  filip: nist.filip,
  wampler1: nist.wampler(1),
  wampler2: nist.wampler(2),
  wampler3: nist.wampler(3),
  wampler4: nist.wampler(4),
  wampler5: nist.wampler(5),
};

for (const [name, text] of Object.entries(problems)) {
  Deno.test(`NIST linear regression: ${name}`, () => {
    const { degree, intercept, certified } = linear[name]!;
    const table = parseTable(text);
    const powers = Array.from({ length: degree - 1 }, (_, k) => `I(x^${k + 2})`);
    const terms = name === "longley" ? table.names.slice(1) : ["x", ...powers];
    const fit = lm(`y ~ ${intercept ? "" : "0 + "}${terms.join(" + ")}`, table);
    const beta = list(certified.beta);
    assertEquals(fit.rank, beta.length);
    fit.coefficients.forEach((c, i) => {
      const reached = digits(c.estimate, beta[i]!);
      assert(reached >= 12, `${c.name}: ${reached.toFixed(1)} digits`);
    });
    if (certified.residual_ss === 0) return;
    list(certified.se).forEach((se, i) => {
      assert(digits(fit.coefficients[i]!.standardError, se) >= 7, `s.e. of coefficient ${i}`);
    });
    assert(digits(fit.residualSumSq, certified.residual_ss) >= 13, "residual sum of squares");
  });
}

Deno.test("NIST linear regression: Filip with a column that R drops says so", () => {
  const raw = lm("y ~ poly(x, 10, raw = TRUE)", parseTable(nist.filip));
  assertEquals(raw.notes.map((n) => n.code), ["near-collinear"]);
  raw.coefficients.forEach((c, i) =>
    assert(digits(c.estimate, list(linear.filip!.certified.beta)[i]!) >= 12, c.name)
  );
});

const oneWay = certified<OneWay>("anova.json");
const layouts: Record<string, string> = { SiRstv: nist.siRstv, AtmWtAg: nist.atmWtAg };
for (let which = 1; which <= 9; which++) layouts[`SmLs0${which}`] = nist.simonLesage(which);

for (const [name, text] of Object.entries(layouts)) {
  Deno.test(`NIST analysis of variance: ${name}`, () => {
    const { n, certified } = oneWay[name]!;
    const fit = lm("response ~ treatment", parseTable(text, { factors: ["treatment"] }));
    assertEquals(fit.n, n);
    const between = fit.effects.slice(1).reduce((sum, e) => sum + e * e, 0);
    assert(digits(fit.overallF!.statistic, certified.F) >= 12, "F");
    assert(digits(between, certified.between_ss) >= 12, "between");
    assert(digits(fit.residualSumSq, certified.within_ss) >= 12, "within");
  });
}
