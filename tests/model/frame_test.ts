/** Rows, weights, offsets, and what is said of a caller's errors and of dropped columns. */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { lm, type LmOptions } from "../../lib/model/linear/lm.ts";
import { predict } from "../../lib/model/predict.ts";
import type { Table } from "../../lib/data/table.ts";
import { dataOf, readCase } from "../oracle/read_case.ts";

const data = tableFrom({
  y: [1, 3, 2, 5, 4, 6, 7, 9],
  a: ["p", "p", "q", "q", "p", "p", "q", "q"],
  b: ["u", "u", "v", "v", "w", "w", "z", "z"],
  x: [1, 1, 2, 2, 1, 1, 2, 2],
  k: [5, 5, 5, 5, 5, 5, 5, 5],
  z: [1, 2, 3, 4, 5, 6, 7, 8.5],
  w: [1, 0, 1, 1, 1, 1, 2, 1],
  day: [1, 2, 1, 2, 1, 2, 1, 2],
  m: [1, null, 3, 4, null, 6, 7, 8],
});

Deno.test("rows with missing values are left out, counted and reported", () => {
  const fit = lm("y ~ m", data);
  assertEquals(fit.n, 6);
  assertEquals(fit.notes[0]!.code, "dropped-rows");
  assertEquals(
    fit.notes[0]!.text,
    "2 of 8 rows are left out because m is missing; the first is row 2",
  );
  assertEquals(fit.notes[0]!.data, { dropped: 2, rows: 8, by: { m: 2 }, first: 1 });
  assertEquals(fit.data.nrow, 6);
  assertEquals([...fit.data.names].sort(), ["m", "y"]);
});

Deno.test("levels that no row used has are dropped", () => {
  const table = tableFrom({ y: [1, 2, 3, 4, null], f: ["a", "a", "b", "b", "c"] }, {
    factors: ["f"],
  });
  const fit = lm("y ~ f", table);
  assertEquals(fit.coefficients.map((c) => c.name), ["(Intercept)", "fb"]);
  const column = fit.data.column("f")!;
  assertEquals(column.kind === "factor" && column.levels, ["a", "b"]);
});

Deno.test("values that a function is not defined for count as missing, with a note", () => {
  const fit = lm("log(z - 1.5) ~ a", data);
  assertEquals(fit.n, 7);
  assertEquals(fit.notes.map((n) => n.code), ["undefined-values", "dropped-rows"]);
});

Deno.test("rows of weight 0 are left out", () => {
  const fit = lm("y ~ a", data, { weights: "w" });
  assertEquals(fit.n, 7);
  assertEquals(fit.notes[0]!.code, "weightless-rows");
});

Deno.test("an offset is known, not estimated", () => {
  // least squares of y − 2z on a, with the offset added back
  const fit = lm("y ~ a + offset(2 * z)", data);
  const difference = lm("I(y - 2 * z) ~ a", data);
  fit.coefficients.forEach((c, i) =>
    assertAlmostEquals(c.estimate!, difference.coefficients[i]!.estimate!, 1e-13)
  );
  fit.fitted.forEach((v, i) =>
    assertAlmostEquals(v, difference.fitted[i]! + 2 * [1, 2, 3, 4, 5, 6, 7, 8.5][i]!, 1e-12)
  );
  assertEquals([...fit.fixed.offsetSources], ["z"]);
  // R counts the offset in R²
  const mean = fit.fitted.reduce((a, b) => a + b, 0) / 8;
  const explained = fit.fitted.reduce((sum, f) => sum + (f - mean) ** 2, 0);
  assertAlmostEquals(fit.rSquared, explained / (explained + fit.residualSumSq), 1e-12);
  assertAlmostEquals(fit.overallF!.statistic, difference.overallF!.statistic, 1e-10);
});

Deno.test("random terms: left sides, groups and their levels", () => {
  const { random, frame } = buildModel("y ~ x + (1 | a/day) + (0 + z || b)", data);
  assertEquals(random.map((r) => r.group.name), ["day:a", "a", "b"]);
  assertEquals([...random[0]!.group.levels], ["1:p", "1:q", "2:p", "2:q"]);
  assertEquals(random.map((r) => r.left.names), [["(Intercept)"], ["(Intercept)"], ["z"]]);
  // two bars are read as lme4 reads them: terms that are independent of each other
  const { random: apart } = buildModel("y ~ x + (z + a || b)", data);
  assertEquals(apart.map((r) => r.left.names), [["(Intercept)"], ["z"], ["ap", "aq"]]);
  assertEquals([...random[0]!.groupSources], ["day", "a"]);
  assertEquals(frame.data.names.length, 6);
});

Deno.test("rows that agree make cells", () => {
  const model = buildModel("y ~ a * day + (1 | b)", data);
  assertEquals(model.fixed.cells.count, 4);
  assertEquals(model.cells().count, 8);
  const fixed = buildModel("y ~ a", data).fixed;
  assertEquals(Array.from(fixed.cells.of!), [0, 0, 1, 1, 0, 0, 1, 1]);
  assertEquals(Array.from(fixed.cellMatrix), [1, 1, 0, 1]);
  assertEquals(Array.from(fixed.matrix), [...Array(8).fill(1), 0, 0, 1, 1, 0, 0, 1, 1]);
});

function fault(formula: string, options: LmOptions = {}, table: Table = data): string[] {
  const error = assertThrows(() => lm(formula, table, options), DiagnosticError);
  const { code, span, hint } = error.diagnostics[0]!;
  return [code, span ? formula.slice(span.start, span.end) : "", hint ?? ""];
}

Deno.test("a caller's errors are named, placed, and have a hint", () => {
  assertEquals(fault("y ~ a + dya"), ["unknown-column", "dya", 'Did you mean "day"?']);
  assertEquals(fault("y ~ sqr(z)"), ["unknown-function", "sqr", "Did you mean sqrt()?"]);
  assertEquals(fault("a ~ z").slice(0, 2), ["response-not-numeric", "a"]);
  assertEquals(fault("y ~ factor(k)").slice(0, 2), ["one-level", "factor(k)"]);
  assertEquals(fault("y ~ log(z - 2) + a").slice(0, 2), ["infinite-value", "log(z - 2)"]);
  assertEquals(fault("y ~ I(a * 2)").slice(0, 2), ["not-numeric", "a"]);
  assertEquals(fault("y ~ poly(x, 3)").slice(0, 2), ["poly-degree", "poly(x, 3)"]);
  assertEquals(fault("y ~ a + (1 | b)"), ["random-term-in-lm", "1 | b", "Fit it with lmer"]);
  assertEquals(fault("~ a").slice(0, 1), ["no-response"]);
  assertEquals(fault("y ~ a", { weights: "z - 4" }).slice(0, 1), ["negative-weight"]);
  assertEquals(fault("y ~ a", { weights: "ww" }).slice(0, 1), ["unknown-column"]);
  assertEquals(fault("y ~ a +").slice(0, 1), ["unexpected-end"]);
  const empty = tableFrom({ y: [null, 2], a: ["p", null] });
  assertEquals(fault("y ~ a", {}, empty), [
    "no-rows",
    "",
    "y is missing in 1 of 2 rows; a is missing in 1 of 2 rows",
  ]);
});

Deno.test("a level for every row is refused before it fills the memory", () => {
  for (const n of [8500, 20000]) {
    const ids = tableFrom({
      y: Array.from({ length: n }, (_, i) => i % 7),
      id: Array.from({ length: n }, (_, i) => `id${i}`),
    });
    const [code, , hint] = fault("y ~ id", {}, ids);
    assertEquals(code, "too-many-columns");
    assert(hint!.includes("(1 | id)"));
  }
});

Deno.test("the row of an infinite value is that of the data", () => {
  const error = assertThrows(() => lm("y ~ log(z - 2)", data), DiagnosticError);
  assertEquals(error.diagnostics[0]!.message, "log(z - 2) is infinite in row 2");
});

Deno.test("new data must have known levels and no missing values", () => {
  const fit = lm("y ~ a + z", data);
  const code = (table: Table): string =>
    assertThrows(() => fit.fixed.rowsFor(table), DiagnosticError).diagnostics[0]!.code;
  assertEquals(code(tableFrom({ a: ["r"], z: [1] })), "unknown-level");
  assertEquals(code(tableFrom({ a: ["p"], z: [null] })), "missing-value");
  assertEquals(code(tableFrom({ a: ["p"] })), "unknown-column");
  assertEquals(Array.from(fit.fixed.rowsFor(tableFrom({ a: ["q"], z: [3] }))[0]!), [1, 1, 3]);
});

/** Codes of the reasons why columns were dropped. */
const reasons = (formula: string, table: Table = data): unknown[] =>
  lm(formula, table).fixed.notes.map((n) => (n.data as { reason?: string }).reason ?? n.code);

Deno.test("why a column was dropped", () => {
  assertEquals(reasons("y ~ a + x"), ["constant-within"]);
  assertEquals(reasons("y ~ k + a"), ["constant"]);
  assertEquals(reasons("y ~ z + I(2 * z)"), ["combination"]);
  assertEquals(reasons("y ~ b + a"), ["constant-within"]);
  assertEquals(reasons("y ~ a + b"), ["nested"]);
  assertEquals(reasons("y ~ a * b"), ["nested", "nested"]);
  assertEquals(reasons("y ~ factor(x) + a"), ["same-classes"]);
  assertEquals(reasons("y ~ a * day"), []);
});

function reference(id: string): { formula: string; table: Table } {
  const c = readCase(id);
  return { formula: c.formula, table: dataOf(c) };
}

Deno.test("a confounded interaction and an empty cell, in words", () => {
  const npk = reference("npk_confounded");
  assertEquals(lm(npk.formula, npk.table).notes.map((n) => n.text), [
    "N1:P1:K1 is not estimable and is left out: N:P:K is confounded with block; " +
    "it is a combination of those columns",
  ]);
  const warp = reference("warp_missingcell");
  assertEquals(lm(warp.formula, warp.table).notes.map((n) => n.text), [
    "woolB:tensionH is not estimable and is left out: no row has wool B with tension H",
  ]);
});

Deno.test("the null basis is orthonormal and annihilates the matrix", () => {
  for (const formula of ["y ~ a * b + x + k", "y ~ 0 + a:b + z", "y ~ b * x + a"]) {
    const { fixed } = lm(formula, data);
    const p = fixed.names.length;
    assertEquals(fixed.nullBasis.length, fixed.dropped.length);
    assert(fixed.dropped.length > 0);
    fixed.nullBasis.forEach((v, s) => {
      fixed.nullBasis.forEach((u, t) => {
        let dot = 0;
        for (let j = 0; j < p; j++) dot += u[j]! * v[j]!;
        assertAlmostEquals(dot, s === t ? 1 : 0, 1e-12);
      });
      for (let i = 0; i < 8; i++) {
        let value = 0;
        for (let j = 0; j < p; j++) value += fixed.matrix[j * 8 + i]! * v[j]!;
        assertAlmostEquals(value, 0, 1e-12);
      }
    });
  }
});

Deno.test("predictions that the fit cannot make are marked", () => {
  const warp = reference("warp_missingcell");
  const fit = lm(warp.formula, warp.table);
  const [known, unknown] = predict(fit, tableFrom({ wool: ["B", "B"], tension: ["M", "H"] }));
  assertAlmostEquals(
    known!.estimate!,
    44.5555555555556 - 16.3333333333333 - 20.5555555555556 + 21.1111111111111,
    1e-9,
  );
  assertEquals(unknown, {
    estimate: null,
    standardError: null,
    lower: null,
    upper: null,
    nonEstimable: true,
  });
});

Deno.test("no degree of freedom left, and a perfect fit, are said", () => {
  const full = lm("y ~ factor(z)", data);
  assertEquals(full.notes.at(-1)!.code, "no-residual-df");
  assertEquals(full.coefficients[0]!.standardError, null);
  assertEquals(lm("I(2 * z + 1) ~ z", data).notes.at(-1)!.code, "perfect-fit");
  const constant = lm("k ~ z", data);
  assertEquals(constant.notes.at(-1)!.code, "perfect-fit");
  assertEquals(constant.overallF, null);
});

Deno.test("rows of weight 0 have fitted values of the fit without them", () => {
  // by hand: means 2 and 5 of the rows with a weight; the level c has no row with one
  const table = tableFrom({
    y: [1, 3, 9, 5, 7, null],
    f: ["a", "a", "a", "b", "c", "a"],
    w: [1, 1, 0, 2, 0, 0],
  }, { factors: ["f"] });
  const fit = lm("y ~ f", table, { weights: "w" });
  assertEquals(fit.n, 3);
  const { weightless } = fit;
  assertEquals([...weightless!.rows], [2, 4]);
  assertAlmostEquals(weightless!.fitted[0]!, 2, 1e-14);
  assertAlmostEquals(weightless!.residuals[0]!, 7, 1e-14);
  assertEquals(weightless!.fitted[1], NaN);
  assertEquals(lm("y ~ f", table).weightless, null);
});

Deno.test("arithmetic that has no value is remarked on", () => {
  const notes = (formula: string) =>
    lm(formula, data).notes.filter((n) => n.code === "undefined-values").map((n) => n.text);
  assertEquals(notes("y ~ I((z - 2.5)^0.5)"), [
    "(z - 2.5)^0.5 is not defined in 2 rows (the first is row 1), which count as missing",
  ]);
  assertEquals(notes("y ~ I((z - 2.5)^2)"), []);
  assertEquals(notes("y ~ I(m * 2)"), []); // missing before
});
