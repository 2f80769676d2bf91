/**
 * Means and contrasts where they are more than numbers: remarks, nesting, transformations, shapes
 * that survive JSON, faults.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { cld } from "../../lib/inference/contrast/cld.ts";
import { compareModels } from "../../lib/inference/test/comparison.ts";
import { confint } from "../../lib/inference/test/confint.ts";
import { contrast, pairs, test } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { emtrends } from "../../lib/inference/means/emtrends.ts";
import { jointTests } from "../../lib/inference/test/joint_tests.ts";
import { transformationOf } from "../../lib/model/formula/transformation.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { loadCase } from "../oracle/comparison/reference_case.ts";
import { inR } from "../../lib/render/text/r_words.ts";

const codes = (f: () => unknown): string[] =>
  (assertThrows(f, DiagnosticError) as DiagnosticError).diagnostics.map((d) => d.code);

const data = tableFrom({
  y: [1, 2.2, 4, 5.1, 3, 4, 6, 7.5],
  A: [..."aabbaabb"],
  AB: [..."uvuvuvuv"],
  x: [1, 2, 3, 4, 5, 6, 7, 9],
});

Deno.test("names are compared whole: A is not involved in a term of AB", () => {
  // emmeans finds "A" in "AB:x" by pattern and warns; there is no interaction with A
  const fit = lm("y ~ A + AB * x", data);
  assertEquals(emmeans(fit, "~ A").notes.map((n) => n.code), ["averaged-over", "level"]);
  assertEquals(emmeans(fit, "~ AB").notes[0]!.code, "interaction");
});

Deno.test("tables are plain when written as JSON", () => {
  const means = emmeans(lm("y ~ A * AB", data), "pairwise ~ A | AB");
  const copy = JSON.parse(JSON.stringify(means));
  assertEquals(Object.keys(copy).sort(), [
    "averagedOver",
    "by",
    "contrasts",
    "ddf",
    "ddfStated",
    "estimateName",
    "factors",
    "kind",
    "level",
    "notes",
    "response",
    "rows",
    "scale",
    "transform",
  ]);
  assertEquals(copy.contrasts.rows.length, 2);
  assert(typeof copy.contrasts.rows[0].lower === "number");
  assertEquals(codes(() => pairs(copy)), ["means-without-model"]);
});

Deno.test("a nested factor brings what it is nested in, and is averaged within it", () => {
  const nested = tableFrom({
    y: [1, 2, 3, 4, 5, 6, 10, 11, 14, 15],
    Farm: [..."ppppppqqqq"],
    Field: [..."aabbccddee"],
  });
  const fit = lm("y ~ Farm + Field", nested);
  const farms = emmeans(fit, "~ Farm");
  assertEquals(farms.notes[0]!.code, "nesting");
  // means of the fields that occur: (1.5 + 3.5 + 5.5)/3 and (10.5 + 14.5)/2
  assertAlmostEquals(farms.rows[0]!.estimate!, 3.5, 1e-12);
  assertAlmostEquals(farms.rows[1]!.estimate!, 12.5, 1e-12);
  const fields = emmeans(fit, "~ Field");
  assertEquals(fields.rows.map((r) => `${r.at.Field} ${r.at.Farm}`), [
    "a p",
    "b p",
    "c p",
    "d q",
    "e q",
  ]);
  assertEquals(fields.rows.map((r) => Math.round(r.estimate! * 2) / 2), [
    1.5,
    3.5,
    5.5,
    10.5,
    14.5,
  ]);
  // families within farms differ in size
  const within = pairs(fields, { by: "Farm" });
  assertEquals(within.rows.length, 3 + 1);
  assert(within.notes.some((n) => inR(n).includes("(varies)")));
});

Deno.test("letters within groups of different size", () => {
  const { fit } = loadCase("fecal_missingcell");
  const { letters, table } = cld(emmeans(fit, "~ Trt | Day"));
  const lost = table.rows.findIndex((r) => r.nonEstimable);
  assertEquals(table.rows[lost]!.at, { Trt: "E", Day: "7" });
  assertEquals(letters[lost], "");
  assertEquals(letters.filter((l) => l !== "").length, 17);
});

Deno.test("transformations are recognised by what they are", () => {
  const known: [string, string | null, number, number][] = [
    ["log(y)", "log", Math.log(3), 3],
    ["log(y + 1)", "log(mu + 1)", Math.log(4), 3],
    ["log(0.5 + y)", "log(mu + 0.5)", Math.log(3.5), 3],
    ["sqrt(y)", "sqrt", Math.sqrt(3), 3],
    ["2 * sqrt(y)", "2*sqrt", 2 * Math.sqrt(3), 3],
    ["log10(y)", "log10", Math.log10(3), 3],
    ["log2(y)", "log2", Math.log2(3), 3],
    ["log1p(y)", "log1p", Math.log1p(3), 3],
    ["asin(sqrt(y))", "asin(sqrt(mu))", Math.asin(Math.sqrt(0.3)), 0.3],
    // as emmeans: a multiple of y goes back to that multiple
    ["asin(sqrt(y/100))", "asin(sqrt(mu))", Math.asin(Math.sqrt(0.3)), 0.3],
    ["log(y * 2)", "log", Math.log(6), 6],
    // emmeans takes every log() for the natural one
    ["log(y, 2)", "log2", Math.log2(3), 3],
    ["log(y, base = 10)", "log10", Math.log10(3), 3],
    ["log(y + 1, 3)", "log base 3(mu + 1)", Math.log(4) / Math.log(3), 3],
    ["log(y/(1 - y))", "logit", Math.log(0.3 / 0.7), 0.3],
    ["1/y", "inverse", 1 / 3, 3],
    ["qlogis(y)", "logit", Math.log(0.3 / 0.7), 0.3],
  ];
  for (const [response, name, eta, mu] of known) {
    const t = transformationOf(response)!;
    assertEquals(t.name, name);
    assertAlmostEquals(t.inverse(eta), mu, 1e-12);
    const slope = (t.inverse(eta + 1e-6) - t.inverse(eta - 1e-6)) / 2e-6;
    assertAlmostEquals(t.derivative(eta), slope, 1e-6 * Math.abs(slope) + 1e-9);
  }
  for (const plain of ["y", "y + z", "abs(y)", "log(y * z)", "F.Dry.matter"]) {
    assertEquals(transformationOf(plain), null);
  }
});

Deno.test("a slope of a curve is its derivative", () => {
  const curve = lm("y ~ x + I(x^2)", data);
  const [, b, c] = curve.beta;
  const at = emtrends(curve, "~ x", "x", { at: { x: [2, 5] } });
  assertAlmostEquals(at.rows[0]!.estimate!, b! + 4 * c!, 1e-10);
  assertAlmostEquals(at.rows[1]!.estimate!, b! + 10 * c!, 1e-10);
  const log = lm("y ~ log(x)", data);
  const slope = emtrends(log, "~ x", "x", { at: { x: [3] } }).rows[0]!;
  assertAlmostEquals(slope.estimate!, log.beta[1]! / 3, 1e-9);
});

Deno.test("an offset is known: it moves means and not their differences", () => {
  const fit = lm("y ~ A + offset(2 * x)", data);
  const plain = lm("I(y - 2 * x) ~ A", data);
  const means = emmeans(fit, "~ A").rows.map((r) => r.estimate!);
  const raw = emmeans(plain, "~ A").rows.map((r) => r.estimate!);
  const mean = 2 * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 9) / 8;
  means.forEach((m, i) => assertAlmostEquals(m, raw[i]! + mean, 1e-12));
  assertAlmostEquals(pairs(emmeans(fit, "~ A")).rows[0]!.estimate!, raw[0]! - raw[1]!, 1e-12);
});

Deno.test("what the data cannot tell has no number", () => {
  const { fit } = loadCase("warp_missingcell");
  const means = emmeans(fit, "~ wool");
  assertEquals(means.rows[1], {
    at: { wool: "B" },
    estimate: null,
    standardError: null,
    df: null,
    lower: null,
    upper: null,
    nonEstimable: true,
  });
  const row = pairs(means).rows[0]!;
  assert(row.nonEstimable && row.pValue === null && row.lower === null);
});

Deno.test("a contrast of nothing has the df of its method, which may be infinite", () => {
  const data = tableFrom({
    y: [1, 2.2, 4, 5.1, 9, 8.3, 3, 4, 6, 7, 10, 9],
    a: [..."AAAABBBBCCCC"],
    g: [..."aabbccddeeff"],
  });
  const rowOf = (ddf: "asymptotic" | "containment") =>
    contrast(emmeans(lmer("y ~ a + (1 | g)", data), "~ a", { ddf }), { none: [0, 0, 0] }).rows[0]!;
  assertEquals(rowOf("asymptotic").df, Infinity);
  for (const row of [rowOf("asymptotic"), rowOf("containment")]) {
    assertEquals([row.estimate, row.statistic, row.nonEstimable], [0, null, false]);
  }
});

Deno.test("without error df there are estimates and no tests", () => {
  const saturated = lm("y ~ factor(x)", data);
  const row = emmeans(saturated, "~ x").rows[1]!;
  assertEquals([row.estimate, row.standardError, row.lower], [2.2, null, null]);
  assertEquals(pairs(emmeans(saturated, "~ x")).rows[0]!.pValue, null);
  const table = anova(saturated);
  assertEquals(table.rows[0]!.statistic, null);
  assertEquals(table.notes[0]!.code, "no-residual-df");
});

Deno.test("adjustments that do not fit are changed, and it is said", () => {
  const means = emmeans(lm("y ~ A * AB", data), "~ A * AB");
  const table = contrast(means, { "a - b": [1, -1, 0, 0], "a - u": [1, 0, -1, 0] }, {
    adjust: "tukey",
  });
  assertEquals(table.adjust, "sidak");
  assertEquals(table.notes[0]!.code, "adjust-changed");
  const one = contrast(means, { "": [1, -1, 0, 0] }, { adjust: "bonferroni" });
  assertEquals([one.adjust, one.rows[0]!.contrast], ["none", "c(1, -1, 0, 0)"]);
  const left = pairs(means, { side: "left" });
  assertEquals(left.adjust, "sidak");
  assert(left.notes.some((n) => inR(n) === "P values are left-tailed"));
  const equal = test(pairs(means), { delta: 1 });
  assert(
    equal.notes.some((n) => inR(n) === "Statistics are tests of equivalence with a threshold of 1"),
  );
});

Deno.test("contrasts can be contrasted", () => {
  // emmeans: pairs(pairs(emmeans(lm(breaks ~ wool * tension, warpbreaks), ~ tension)))
  const { fit } = loadCase("warpbreaks");
  const table = pairs(pairs(emmeans(fit, "~ tension")));
  assertEquals(table.rows.map((r) => r.contrast), [
    "(L - M) - (L - H)",
    "(L - M) - (M - H)",
    "(L - H) - (M - H)",
  ]);
  assertEquals(table.rows.map((r) => r.pValue!.toFixed(4)), ["0.4049", "0.6830", "0.0229"]);
});

Deno.test("intervals of parameters: Wald, profile and bootstrap have one order", () => {
  const { fit } = loadCase("dyestuff");
  const names = [".sig01", ".sigma", "(Intercept)"];
  for (const method of ["wald", "profile", "boot"] as const) {
    const own = confint(fit, { method, draws: 40, level: 0.9 });
    assertEquals(own.map((i) => i.name), names);
    const last = own[2]!;
    assert(last.lower! < last.estimate! && last.estimate! < last.upper!);
  }
});

Deno.test("comparisons name what they did", () => {
  const small = lmer("y ~ 1 + (1 | AB)", data);
  const large = lmer("y ~ A + (1 | AB)", data);
  const { rows, notes, of } = compareModels(large, small);
  assertEquals(of, "likelihood-ratio");
  assertEquals(rows.map((r) => r.parameters), [3, 4]);
  assertEquals(inR(notes[0]!), "refitting model(s) with ML (instead of REML)");
  const fewer = lm("y ~ A", data.filter(new Int32Array([0, 1, 2, 3, 4, 5])));
  assertEquals(codes(() => compareModels(fewer, lm("y ~ A", data))), ["compare-rows"]);
  assertEquals(codes(() => compareModels(fewer)), ["compare-one"]);
});

Deno.test("faults have names, and hints that help", () => {
  const fit = lm("y ~ A * AB", data);
  const cases: [() => unknown, string][] = [
    [() => emmeans(fit, "~ Z"), "unknown-variable"],
    [() => emmeans(fit, "~ A", { at: { A: ["z"] } }), "unknown-level"],
    [() => emmeans(fit, "~ A", { at: { Q: [1] } }), "unknown-variable"],
    [() => emmeans(fit, "foo ~ A"), "unknown-method"],
    [() => emmeans(fit, "~ A", { level: 95 }), "bad-level"],
    [() => emmeans(fit, "~ A", { weights: [1, 2, 3] }), "weights-length"],
    [() => emtrends(fit, "~ A", "AB"), "not-a-covariate"],
    [() => pairs(emmeans(fit, "~ A"), { by: "Q" }), "unknown-variable"],
    [() => contrast(emmeans(fit, "~ A"), { d: [1, -1, 0] }), "contrast-length"],
    [() => contrast(emmeans(fit, "~ A"), "trt.vs.ctrl", { ref: "z" }), "unknown-level"],
    [() => jointTests(fit, { by: "Q" }), "unknown-variable"],
    [() => confint(fit, { level: 0 }), "bad-level"],
  ];
  for (const [f, code] of cases) assertEquals(codes(f), [code]);
});
