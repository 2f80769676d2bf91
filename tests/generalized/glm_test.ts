/**
 * Poisson models beside R: `reference.R` says how its numbers were made.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import type { Table } from "../../lib/data/table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import type { AnovaRow } from "../../lib/inference/test/anova_table.ts";
import { audit, confint, design, lm, test } from "../../mod.ts";
import type { GeneralizedLinearModel, ResidualType } from "../../lib/model/fit.ts";
import { glm } from "../../lib/model/generalized/glm.ts";
import { predict } from "../../lib/model/predict.ts";

interface Tests {
  terms: string[];
  values: (number | null)[][];
}

interface ReferenceModel {
  data: string;
  formula: string;
  weights?: string;
  coefficients: number[];
  errors: number[];
  default: number[];
  iterations: number;
  deviance: number;
  nullDeviance: number;
  nullDf: number;
  residualDf: number;
  aic: number | "Inf";
  fitted: number[];
  residuals: Record<ResidualType, number[]>;
  standardized: number[];
  leverage: number[];
  profile: [number, number][];
  sequence: Tests;
  typeTwo: Tests;
  typeThree: Tests;
  wald: Tests;
}

interface ReferenceColumn {
  estimate: number[];
  error: number[];
  lower: number[];
  upper: number[];
  statistic: number[];
  p: number[];
  name: string;
}

interface ReferenceGrid {
  data: string;
  formula: string;
  spec: string;
  link: ReferenceColumn;
  response: ReferenceColumn;
  pairs: ReferenceColumn;
  ratios: ReferenceColumn;
}

const read = (path: string): Uint8Array => Deno.readFileSync(new URL(path, import.meta.url));
const reference: { models: ReferenceModel[]; grids: ReferenceGrid[] } = JSON.parse(
  new TextDecoder().decode(read("reference.json")),
);

const tables = new Map<string, Table>();
function table(name: string): Table {
  const known = tables.get(name) ?? parseTable(read(`data/${name}.csv`));
  tables.set(name, known);
  return known;
}

function fitOf({ data, formula, weights }: {
  data: string;
  formula: string;
  weights?: string;
}): GeneralizedLinearModel {
  return glm(formula, table(data), { family: "poisson", weights });
}

function close(
  actual: ArrayLike<number | null>,
  expected: readonly number[],
  tolerance = 1e-9,
): void {
  assertEquals(actual.length, expected.length);
  expected.forEach((e, i) =>
    assertAlmostEquals(actual[i]!, e, tolerance * Math.max(1, Math.abs(e)))
  );
}

/** Numbers of R's tables of tests: missing ones are null. */
function sameTests(
  rows: readonly AnovaRow[],
  { terms, values }: Tests,
  columns: (row: AnovaRow) => (number | null | undefined)[],
): void {
  assertEquals(rows.map((r) => r.term), terms.map((t) => t.trim()));
  rows.forEach((row, i) =>
    columns(row).forEach((actual, j) => {
      const expected = values[i]![j]!;
      if (expected === null) return;
      assertAlmostEquals(actual!, expected, 1e-9 * Math.max(1, Math.abs(expected)));
    })
  );
}

for (const model of reference.models) {
  const name = `${model.formula} of ${model.data}${model.weights ? " with weights" : ""}`;

  Deno.test(`glm beside R: ${name}`, () => {
    const fit = fitOf(model);
    close(fit.coefficients.map((c) => c.estimate), model.coefficients);
    close(fit.coefficients.map((c) => c.standardError), model.errors);
    close(fit.coefficients.map((c) => c.standardError), model.default, 1e-4);
    close([fit.deviance, fit.nullDeviance], [model.deviance, model.nullDeviance]);
    assertEquals([fit.nullDf, fit.residualDf], [model.nullDf, model.residualDf]);
    assertEquals(fit.iterations, model.iterations);
    if (model.aic !== "Inf") close([fit.aic], [model.aic]);
    close(fit.fitted, model.fitted);
    for (const type of ["deviance", "pearson", "working", "response"] as const) {
      close(fit.residualsOf(type), model.residuals[type], 1e-8);
    }
    close(fit.leverage, model.leverage);
    close(fit.standardizedResiduals, model.standardized, 1e-8);
  });

  Deno.test(`profile limits are roots of the profile deviance: ${name}`, () => {
    const intervals = confint(fitOf(model), { method: "profile" });
    close(intervals.map((i) => i.lower), model.profile.map(([low]) => low), 1e-8);
    close(intervals.map((i) => i.upper), model.profile.map(([, high]) => high), 1e-8);
  });

  Deno.test(`deviances beside anova and Anova: ${name}`, () => {
    const fit = fitOf(model);
    sameTests(anova(fit, { type: 1 }).rows, model.sequence, (r) => [
      r.numDf,
      r.statistic,
      r.residualDf,
      r.residualDeviance,
      r.pValue,
    ]);
    const ratio = (r: AnovaRow) => [r.statistic, r.numDf, r.pValue];
    sameTests(anova(fit).rows, model.typeTwo, ratio);
    sameTests(anova(fit, { type: 3 }).rows, model.typeThree, ratio);
    sameTests(
      anova(fit, { test: "Chisq" }).rows,
      model.wald,
      (r) => [r.numDf, r.statistic, r.pValue],
    );
  });
}

for (const grid of reference.grids) {
  Deno.test(`means and ratios beside emmeans: ${grid.spec} of ${grid.formula}`, () => {
    const fit = fitOf(grid);
    const same = (expected: ReferenceColumn, table: ReturnType<typeof test>): void => {
      const { rows, estimateName } = table;
      assertEquals(estimateName, expected.name);
      close(rows.map((r) => r.estimate), expected.estimate);
      close(rows.map((r) => r.standardError), expected.error);
      close(rows.map((r) => r.lower), expected.lower, 1e-6); // quantiles of the studentised range
      close(rows.map((r) => r.upper), expected.upper, 1e-6);
      close(rows.map((r) => r.statistic ?? null), expected.statistic);
      close(rows.map((r) => r.pValue ?? null), expected.p, 1e-7);
    };
    const means = emmeans(fit, grid.spec);
    same(grid.link, test(means, { show: "both" }));
    same(grid.response, test(means, { show: "both", type: "response" }));
    same(grid.pairs, test(pairs(means), { show: "both" }));
    same(grid.ratios, test(pairs(means), { show: "both", type: "response" }));
  });
}

const COUNTS = tableFrom({
  y: [2, 4, 6, 12, 3, 3],
  n: [1, 2, 1, 2, 1, 1],
  Trt: ["A", "A", "B", "B", "C", "C"],
});

Deno.test("rates of cells are their totals over their exposures", () => {
  const fit = glm("y ~ 0 + Trt + offset(log(n))", COUNTS, { family: "poisson" });
  close(fit.coefficients.map((c) => Math.exp(c.estimate!)), [6 / 3, 18 / 3, 6 / 2], 1e-12);
  close(
    fit.coefficients.map((c) => c.standardError),
    [6, 18, 6].map((t) => 1 / Math.sqrt(t)),
    1e-12,
  );
});

Deno.test("rows put together give the same estimates, tests and profiles", () => {
  const apart = glm("y ~ Trt", COUNTS, { family: "poisson" });
  const together = glm(
    "y ~ Trt + offset(log(k))",
    tableFrom({ y: [6, 18, 6], k: [2, 2, 2], Trt: ["A", "B", "C"] }),
    { family: "poisson" },
  );
  close(together.beta, [...apart.beta], 1e-12);
  close(together.covariance, [...apart.covariance], 1e-12);
  close([anova(together).rows[0]!.statistic], [anova(apart).rows[0]!.statistic!], 1e-10);
  const ends = (f: GeneralizedLinearModel) => confint(f, { method: "profile" }).map((i) => i.upper);
  close(ends(together), ends(apart).map((u) => u!), 1e-8);
});

Deno.test("the score vanishes, and the deviance is twice the log-likelihood ratio", () => {
  for (const model of reference.models) {
    const fit = fitOf(model);
    const { matrix, n, kept } = fit.fixed;
    const raw = fit.residualsOf("response");
    for (const j of kept) {
      let score = 0;
      for (let i = 0; i < n; i++) score += (fit.weights?.[i] ?? 1) * matrix[j * n + i]! * raw[i]!;
      assertAlmostEquals(score, 0, 1e-8);
    }
    const saturated = fit.residualsOf("deviance").reduce((sum, d) => sum + d * d, 0);
    assertAlmostEquals(saturated, fit.deviance, 1e-10 * fit.deviance);
  }
});

Deno.test("predictions are on the scale asked for, with z limits", () => {
  const fit = glm("y ~ Trt", COUNTS, { family: "poisson" });
  const row = tableFrom({ Trt: ["B"] }, { factors: ["Trt"] });
  const [link] = predict(fit, row);
  const [mean] = predict(fit, row, { type: "response" });
  assertAlmostEquals(link!.estimate!, Math.log(9), 1e-12);
  assertAlmostEquals(mean!.estimate!, 9, 1e-11);
  assertAlmostEquals(mean!.standardError!, 9 * link!.standardError!, 1e-11);
  assertAlmostEquals(
    Math.log(mean!.upper!),
    link!.estimate! + 1.959963984540054 / Math.sqrt(18),
    1e-11,
  );
  fault("no-prediction-interval", () => predict(fit, row, { interval: "prediction" }));
});

function fault(code: string, act: () => unknown): string {
  const error: DiagnosticError = assertThrows(act, DiagnosticError);
  assertEquals(error.diagnostics.map((d) => d.code), [code]);
  assert(error.diagnostics[0]!.hint);
  return error.diagnostics[0]!.message;
}

Deno.test("what is no count is refused with its row, or told", () => {
  const given = tableFrom({ y: [1, NaN, -2, 3], x: [1, 2, 3, 4] });
  const negative = fault("negative-count", () => glm("y ~ x", given, { family: "poisson" }));
  assertEquals(negative, "y is -2 in row 3");
  const broken = glm("y / 2 ~ x", tableFrom({ y: [2, 3, 4, 8], x: [1, 2, 3, 5] }), {
    family: "poisson",
  });
  assertEquals(broken.notes.map((n) => n.code), ["non-integer-count"]);
  assertEquals(broken.aic, Infinity);
});

Deno.test("a level of zeros has no estimate, and is named", () => {
  const zeros = tableFrom({ y: [3, 4, 0, 0, 2, 5], Trt: [..."AABBCC"] });
  const message = fault("no-optimum", () => glm("y ~ Trt", zeros, { family: "poisson" }));
  assert(message.includes("2 rows (the first is row 3)") && message.includes("estimate of TrtB"));
  fault("no-optimum", () => glm("y ~ 1", tableFrom({ y: [0, 0, 0] }), { family: "poisson" }));
  // zeros beside counts of the same level are no trouble
  glm("y ~ Trt", tableFrom({ y: [3, 0, 0, 1], Trt: [..."AABB"] }), { family: "poisson" });
});

Deno.test("large and small counts reach the optimum", () => {
  for (const scale of [1e-3, 1, 1e3, 1e6]) {
    const y = [3, 5, 8, 20].map((v) => v * scale);
    const fit = glm("y ~ x", tableFrom({ y, x: [1, 2, 3, 4] }), { family: "poisson" });
    const base = glm("y ~ x", tableFrom({ y: [3, 5, 8, 20], x: [1, 2, 3, 4] }), {
      family: "poisson",
    });
    assertAlmostEquals(fit.beta[1]!, base.beta[1]!, 1e-10);
    assertAlmostEquals(fit.beta[0]!, base.beta[0]! + Math.log(scale), 1e-10);
  }
});

Deno.test("units without an effect of their own are told, whatever the distribution", () => {
  const rows = Array.from({ length: 24 }, (_, i) => i);
  const data = tableFrom({
    Plot: rows.map((i) => `P${Math.floor(i / 2)}`),
    Trt: rows.map((i) => "ABC"[Math.floor(i / 2) % 3]!),
    y: rows.map((i) => (i * 7) % 11),
  });
  const declared = design({
    units: "~ Plot/Sample",
    treatments: "~ Trt",
    levels: { Plot: 12, Sample: 2, Trt: 3 },
    allot: "Trt ~ Plot",
  });
  for (const known of [declared, null]) {
    const [found] = audit(glm("y ~ Trt", data, { family: "poisson" }), known, data);
    assertEquals(found!.code, "pseudo-replication");
    assert(found!.message.startsWith("Trt is tested by z"), found!.message);
    assert(found!.message.endsWith("the 12 plots that got it give 9 df"), found!.message);
  }
});

Deno.test('means of a model with an offset have its mean, and move with "at"', () => {
  const lesions = table("lesions");
  const logs = lesions.rows().map((row) => Math.log(Number(row.n)));
  const mean = logs.reduce((sum, v) => sum + v, 0) / logs.length;
  // emmeans 1.8.4-1 has the same offset, 2.376624, for lm and glm
  assertAlmostEquals(mean, 2.376624, 1e-6);
  const formula = "y ~ trt + offset(log(n))";
  for (const fit of [lm(formula, lesions), glm(formula, lesions, { family: "poisson" })]) {
    assertAlmostEquals(emmeans(fit, "~ trt").rows[0]!.estimate!, fit.beta[0]! + mean, 1e-10);
    const at = emmeans(fit, "~ trt", { at: { n: 5 } });
    assertAlmostEquals(at.rows[0]!.estimate!, fit.beta[0]! + Math.log(5), 1e-10);
  }
});

Deno.test("separation: means that come to 0 and 1 in all digits are no optimum", () => {
  const refused = (formula: string, data: Table): { code: string; message: string } => {
    const { diagnostics: [first] } = assertThrows(
      () => glm(formula, data, { family: "binomial" }),
      DiagnosticError,
    );
    return first!;
  };
  // R 4.2.2: 24.57 and 49.13 with standard errors of 75,000 and 106,000, and a warning
  const complete = tableFrom({ y: [0, 1, 0, 1, 0, 1], t: ["a", "b", "a", "b", "a", "b"] });
  const found = refused("y ~ t", complete);
  assertEquals(found.code, "no-optimum");
  assert(found.message.includes("(Intercept), tb"), found.message);
  // one level of three: the other two have their estimates, and tc alone grows
  const one = tableFrom({
    y: [0, 1, 1, 0, 1, 0, 1, 1, 1],
    t: ["a", "a", "a", "b", "b", "b", "c", "c", "c"],
  });
  const message = refused("y ~ t", one).message;
  assert(/estimate of tc grows/.test(message), message);
  // a curve that is steep where there are rows has one all the same
  const steep = tableFrom({ y: [0, 0, 0, 1, 0, 1, 1, 1], x: [-900, -300, -2, -1, 1, 2, 300, 900] });
  const fit = glm("y ~ x", steep, { family: "binomial" });
  assert(Math.abs(fit.coefficients[1]!.estimate!) < 10);
});

Deno.test("means that rounding makes 1 are passed over: complementary log-log of mtcars", () => {
  const column = (text: string): number[] => text.split(" ").map(Number);
  const cars = tableFrom({
    am: column("1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 1 1 0 0 0 0 0 1 1 1 1 1 1 1"),
    wt: column(
      "2.62 2.875 2.32 3.215 3.44 3.46 3.57 3.19 3.15 3.44 3.44 4.07 3.73 3.78 5.25 5.424 5.345 2.2 " +
        "1.615 1.835 2.465 3.52 3.435 3.84 3.845 1.935 2.14 1.513 3.17 2.77 3.57 2.78",
    ),
    hp: column(
      "110 110 93 110 175 105 245 62 95 123 123 180 180 180 205 215 230 66 52 65 97 150 150 245 175 " +
        "66 91 113 264 175 335 109",
    ),
  });
  const fit = glm("am ~ wt + hp", cars, { family: "binomial", link: "cloglog" });
  // R 4.2.2, epsilon = 1e-14; a search that may not reach 1 rests at a deviance of 12.82
  assertAlmostEquals(fit.deviance, 10.89159, 1e-5);
  [10.84547922, -5.18102007, 0.02644384].forEach((b, k) =>
    assertAlmostEquals(fit.coefficients[k]!.estimate!, b, 1e-7 * Math.abs(b) + 1e-8)
  );
});
