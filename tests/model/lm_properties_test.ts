/**
 * What must not change a linear model: how factors are coded, the order of rows and of levels, a
 * shift or a scale, splitting a row into two of half its weight.
 */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { tableFrom } from "../../lib/data/table_from.ts";
import type { Table } from "../../lib/data/table.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import type { LinearModel } from "../../lib/model/fit.ts";
import type { Coding } from "../../lib/model/fixed/codings.ts";
import { runs } from "../runs.ts";

const RUNS = 1000;

interface Data {
  y: number[];
  a: string[];
  b: string[];
  x: number[];
  w: number[];
}

const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 100, max: max * 100 }).map((v) => v / 100);

/** Unbalanced layouts, empty cells among them, of two factors and a covariate. */
const layouts: fc.Arbitrary<Data> = fc.integer({ min: 9, max: 40 }).chain((n) => {
  const list = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(value, { minLength: n, maxLength: n });
  return fc.record({
    y: list(number(-50, 50)),
    a: list(fc.constantFrom("p", "q", "r")),
    b: list(fc.constantFrom("u", "v")),
    x: list(number(0, 10)),
    w: list(number(1, 5)),
  });
}).filter((d) => new Set(d.a).size === 3 && new Set(d.b).size === 2);

const formulas = fc.constantFrom(
  "y ~ a * b",
  "y ~ a + x",
  "y ~ a * x + b",
  "y ~ a / b",
  "y ~ 0 + a:b",
);
const coding = fc.constantFrom<Coding>("treatment", "sum", "helmert", "poly", "sas");

const tableOf = (d: Data, levels?: { a: string[]; b: string[] }): Table =>
  tableFrom({ ...d }, levels ? { levels } : {});

function close(a: readonly number[], b: readonly number[], scale: number, what: string): void {
  assertEquals(a.length, b.length);
  a.forEach((v, i) => {
    assert(Math.abs(v - b[i]!) <= 1e-9 * (scale + Math.abs(v)), `${what} ${i}: ${v} and ${b[i]}`);
  });
}

function sameFit(one: LinearModel, two: LinearModel): void {
  assertEquals(one.rank, two.rank);
  close(one.fitted, two.fitted, 50, "fitted");
  close([one.residualSumSq], [two.residualSumSq], 1, "residual sum of squares");
  close(one.leverage, two.leverage, 1, "leverage");
}

Deno.test("fitted values do not depend on the coding", () => {
  fc.assert(
    fc.property(layouts, formulas, coding, coding, (d, formula, a, b) => {
      const table = tableOf(d);
      sameFit(lm(formula, table), lm(formula, table, { contrasts: { a, b } }));
    }),
    runs(RUNS, 1),
  );
});

Deno.test("fitted values do not depend on the order of levels", () => {
  fc.assert(
    fc.property(layouts, formulas, (d, formula) => {
      const turned = tableOf(d, { a: ["r", "p", "q"], b: ["v", "u"] });
      sameFit(lm(formula, tableOf(d)), lm(formula, turned));
    }),
    runs(RUNS, 2),
  );
});

Deno.test("nothing depends on the order of rows", () => {
  fc.assert(
    fc.property(layouts, formulas, fc.integer(), (d, formula, seed) => {
      const order = d.y.map((_, i) => i).sort((i, j) =>
        Math.sin(seed + i * 7) - Math.sin(seed + j * 7)
      );
      const table = tableOf(d);
      const one = lm(formula, table, { weights: "w" });
      const two = lm(formula, table.filter(Int32Array.from(order)), { weights: "w" });
      assertEquals(one.coefficients.map((c) => c.aliased), two.coefficients.map((c) => c.aliased));
      close(order.map((i) => one.fitted[i]!), two.fitted, 50, "fitted");
      close([one.logLik, one.rSquared], [two.logLik, two.rSquared], 1, "criteria");
    }),
    runs(RUNS, 3),
  );
});

Deno.test("a shift and a scale of the response carry over", () => {
  fc.assert(
    fc.property(layouts, number(-1000, 1000), number(1, 9), (d, shift, scale) => {
      const one = lm("y ~ a * b + x", tableOf(d));
      const two = lm("y ~ a * b + x", tableOf({ ...d, y: d.y.map((v) => v * scale + shift) }));
      close(one.fitted.map((v) => v * scale + shift), two.fitted, 1000, "fitted");
      close([one.residualSumSq * scale ** 2], [two.residualSumSq], 100, "residual sum of squares");
    }),
    runs(RUNS, 4),
  );
});

Deno.test("splitting a row in two of half its weight changes nothing", () => {
  fc.assert(
    fc.property(layouts, formulas, fc.nat(), (d, formula, pick) => {
      const at = pick % d.y.length;
      const split = <T>(list: T[]): T[] => [...list, list[at]!];
      const half = d.w.map((w, i) => i === at ? w / 2 : w);
      const one = lm(formula, tableOf(d), { weights: "w" });
      const two = lm(
        formula,
        tableOf({
          y: split(d.y),
          a: split(d.a),
          b: split(d.b),
          x: split(d.x),
          w: [...half, half[at]!],
        }),
        { weights: "w" },
      );
      assertEquals(one.rank, two.rank);
      assertEquals(one.coefficients.map((c) => c.aliased), two.coefficients.map((c) => c.aliased));
      close(Array.from(one.beta), Array.from(two.beta), 1e3, "coefficients");
      close([one.residualSumSq], [two.residualSumSq], 1, "residual sum of squares");
    }),
    runs(RUNS, 5),
  );
});

Deno.test("residuals are orthogonal to the columns and effects add up", () => {
  fc.assert(
    fc.property(layouts, formulas, (d, formula) => {
      const fit = lm(formula, tableOf(d), { weights: "w" });
      const { matrix, names } = fit.fixed;
      for (let j = 0; j < names.length; j++) {
        let dot = 0;
        fit.residuals.forEach((r, i) => dot += d.w[i]! * r * matrix[j * fit.n + i]!);
        assert(Math.abs(dot) < 1e-8 * 50 * fit.n, `${names[j]}: ${dot}`);
      }
      const total = d.y.reduce((sum, y, i) => sum + d.w[i]! * y * y, 0);
      const parts = fit.effects.reduce((sum, e) => sum + e * e, fit.residualSumSq);
      close([total], [parts], 1, "sums of squares");
    }),
    runs(RUNS, 6),
  );
});
