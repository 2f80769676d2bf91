/** Contrast codings and column names as R's contr.* functions give them (R 4.2.2). */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { type Coding, contrastMatrix } from "../../lib/model/fixed/codings.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";

function rows(coding: Coding, levels: string[]): number[][] {
  const { values } = contrastMatrix(coding, levels);
  const k = levels.length;
  return levels.map((_, i) => Array.from({ length: k - 1 }, (_, j) => values[j * k + i]!));
}

const abc = ["a", "b", "c"];

Deno.test("treatment, sum, Helmert and SAS codings", () => {
  assertEquals(rows("treatment", abc), [[0, 0], [1, 0], [0, 1]]);
  assertEquals(rows("sas", abc), [[1, 0], [0, 1], [0, 0]]);
  assertEquals(rows("sum", abc), [[1, 0], [0, 1], [-1, -1]]);
  assertEquals(rows("helmert", abc), [[-1, -1], [1, -1], [0, 2]]);
  assertEquals(contrastMatrix("treatment", abc).names, ["b", "c"]);
  assertEquals(contrastMatrix("sas", abc).names, ["a", "b"]);
  assertEquals(contrastMatrix("sum", abc).names, ["1", "2"]);
  assertEquals(contrastMatrix("helmert", abc).names, ["1", "2"]);
});

Deno.test("polynomial coding", () => {
  const five = contrastMatrix("poly", ["1", "2", "3", "4", "5"]);
  assertEquals(five.names, [".L", ".Q", ".C", "^4"]);
  // contr.poly(5): .L = c(-2, -1, 0, 1, 2) / sqrt(10), ^4 = c(1, -4, 6, -4, 1) / sqrt(70)
  [-2, -1, 0, 1, 2].forEach((v, i) =>
    assertAlmostEquals(five.values[i]!, v / Math.sqrt(10), 1e-14)
  );
  [1, -4, 6, -4, 1].forEach((v, i) =>
    assertAlmostEquals(five.values[15 + i]!, v / Math.sqrt(70), 1e-14)
  );
});

Deno.test("polynomial coding stays orthonormal for many levels", () => {
  const levels = Array.from({ length: 15 }, (_, i) => String(i));
  const { values } = contrastMatrix("poly", levels);
  for (let i = 0; i < 14; i++) {
    for (let j = 0; j <= i; j++) {
      let dot = 0;
      for (let k = 0; k < 15; k++) dot += values[i * 15 + k]! * values[j * 15 + k]!;
      assertAlmostEquals(dot, i === j ? 1 : 0, 1e-11);
    }
  }
});

Deno.test("one level has no contrasts", () => {
  assertThrows(() => contrastMatrix("sum", ["a"]), DiagnosticError);
});

const data = tableFrom({
  y: [1, 4, 2, 6, 3, 5, 7, 8, 6, 9, 2, 4],
  f: ["a", "a", "b", "b", "c", "c", "a", "a", "b", "b", "c", "c"],
  g: ["u", "v", "u", "v", "u", "v", "v", "u", "v", "u", "v", "u"],
  x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13],
});

const names = (formula: string, contrasts?: Record<string, Coding>): readonly string[] =>
  buildModel(formula, data, { contrasts }).fixed.names;

// Column names of R's model.matrix for the same formula.
Deno.test("columns and the rule of margins", () => {
  assertEquals(names("y ~ f * g"), ["(Intercept)", "fb", "fc", "gv", "fb:gv", "fc:gv"]);
  assertEquals(names("y ~ 0 + f"), ["fa", "fb", "fc"]);
  assertEquals(names("y ~ 0 + f + g"), ["fa", "fb", "fc", "gv"]);
  assertEquals(names("y ~ 0 + x + f"), ["x", "fa", "fb", "fc"]);
  assertEquals(names("y ~ f / g"), ["(Intercept)", "fb", "fc", "fa:gv", "fb:gv", "fc:gv"]);
  assertEquals(names("y ~ f:g"), [
    ...["(Intercept)", "fa:gu", "fb:gu", "fc:gu", "fa:gv", "fb:gv", "fc:gv"],
  ]);
  assertEquals(names("y ~ 0 + f:g"), ["fa:gu", "fb:gu", "fc:gu", "fa:gv", "fb:gv", "fc:gv"]);
  assertEquals(names("y ~ f + f:x"), ["(Intercept)", "fb", "fc", "fa:x", "fb:x", "fc:x"]);
  assertEquals(names("y ~ x + f:x"), ["(Intercept)", "x", "x:fb", "x:fc"]);
  assertEquals(names("y ~ f * g - g"), ["(Intercept)", "fb", "fc", "fa:gv", "fb:gv", "fc:gv"]);
  assertEquals(names("y ~ poly(x, 2) * g"), [
    ...["(Intercept)", "poly(x, 2)1", "poly(x, 2)2", "gv", "poly(x, 2)1:gv", "poly(x, 2)2:gv"],
  ]);
  assertEquals(names("y ~ f", { f: "sum" }), ["(Intercept)", "f1", "f2"]);
  assertEquals(names("y ~ f", { f: "poly" }), ["(Intercept)", "f.L", "f.Q"]);
  assertEquals(names("y ~ factor(x > 6) + I(x^2)"), [
    ...["(Intercept)", "factor(x > 6)TRUE", "I(x^2)"],
  ]);
});

Deno.test("ordered factors have polynomial contrasts, and logical columns TRUE", () => {
  const table = tableFrom({ y: [1, 2, 4, 3, 5, 9], o: ["L", "M", "H", "L", "M", "H"] }, {
    levels: { o: ["L", "M", "H"] },
    ordered: ["o"],
  });
  assertEquals(buildModel("y ~ o", table).fixed.names, ["(Intercept)", "o.L", "o.Q"]);
  assertEquals(names("y ~ x > 3"), ["(Intercept)", "x > 3TRUE"]);
});

Deno.test("a coding for a name that the formula lacks is passed over with a note", () => {
  const { notes } = lm("y ~ f", data, { contrasts: { q: "sum" } });
  assertEquals(notes.map((n) => n.code), ["coding-passed-over"]);
});

Deno.test("safe prediction: poly and scale keep what they learned", () => {
  const fit = lm("y ~ poly(x, 2) + scale(x) + I(log(x) * 2) + f", data);
  const all = fit.fixed.rowsFor(data);
  const some = fit.fixed.rowsFor(data.filter(Int32Array.of(3, 7)));
  some[0]!.forEach((v, j) => assertEquals(v, all[3]![j]));
  some[1]!.forEach((v, j) => assertEquals(v, all[7]![j]));
});

Deno.test("recoding keeps the fitted space", () => {
  const fit = lm("y ~ f * g", data);
  const sum = fit.fixed.recode({ f: "sum", g: "helmert" });
  assertEquals(sum.names, ["(Intercept)", "f1", "f2", "g1", "f1:g1", "f2:g1"]);
  assertEquals(sum.kept.length, fit.rank);
});
