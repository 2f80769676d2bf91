/**
 * Mixed models at the edge of sense: what cannot be fitted is said, what can is right.
 */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { kenwardRoger } from "../../lib/inference/df/kenward_roger.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";

const b = ["1", "1", "1", "2", "2", "2", "3", "3", "3", "4", "4", "4"];
const t = ["A", "B", "C", "A", "B", "C", "A", "B", "C", "A", "B", "C"];
const y = [5, 6, 9, 7, 8, 9, 3, 5, 6, 8, 9, 13];
type Columns = Record<string, readonly (string | number | null)[]>;
const fit = (formula: string, columns: Columns = {}, options = {}) =>
  lmer(formula, tableFrom({ y, b, t, ...columns }, { factors: ["b", "t"] }), options);

function code(run: () => unknown): string {
  const error = assertThrows(run, DiagnosticError);
  return error.diagnostics[0]!.code;
}

Deno.test("a randomised block design has the estimates of its analysis of variance", () => {
  // blocks: mean squares 21.5 (3 df) and 25/36 (6 df) by hand
  const m = fit("y ~ t + (1 | b)");
  assertAlmostEquals(m.sigma ** 2, 25 / 36, 1e-10);
  const [block] = m.varianceComponents;
  const means = [20 / 3, 8, 14 / 3, 10];
  const grand = 88 / 12;
  const between = 3 * means.reduce((s, x) => s + (x - grand) ** 2, 0) / 3;
  assertAlmostEquals(block!.variance, (between - 25 / 36) / 3, 1e-9);
});

Deno.test("units of the response do not matter", () => {
  const m = fit("y ~ t + (1 | b)");
  for (const unit of [1e-12, 1e12]) {
    const other = fit("y ~ t + (1 | b)", { y: y.map((v) => v * unit) });
    assertAlmostEquals(other.theta[0]!, m.theta[0]!, 1e-9);
    assertAlmostEquals(other.beta[1]! / unit, m.beta[1]!, 1e-9);
  }
  const shifted = fit("y ~ t + (1 | b)", { y: y.map((v) => v + 1e9) });
  assertAlmostEquals(shifted.theta[0]!, m.theta[0]!, 1e-9);
  assertAlmostEquals(shifted.beta[1]!, m.beta[1]!, 1e-9);
});

Deno.test("covariates of any size", () => {
  const x = y.map((_, i) => (i * 7) % 12);
  const m = fit("y ~ x + (1 | b)", { x });
  const far = fit("y ~ x + (1 | b)", { x: x.map((v) => 1e6 + 1e3 * v) });
  assertAlmostEquals(far.beta[1]! * 1e3, m.beta[1]!, 1e-9);
  assertAlmostEquals(far.theta[0]!, m.theta[0]!, 1e-8);
  assertAlmostEquals(far.criterion - 2 * Math.log(1e3), m.criterion, 1e-6); // log|X'V⁻¹X| has units
  const l = Float64Array.of(0, 1);
  assertAlmostEquals(kenwardRoger(far).df(l), kenwardRoger(m).df(l), 1e-6);
});

Deno.test("what cannot be fitted is refused, and said", () => {
  assertEquals(code(() => fit("y ~ t + (1 | b)", { y: y.map(() => 5) })), "no-variation");
  assertEquals(code(() => fit("y ~ t + (1 | b)", { b: b.map(() => "1") })), "one-group-level");
  assertEquals(
    code(() => fit("y ~ t + (1 | row)", { row: y.map((_, i) => `r${i}`) })),
    "too-many-levels",
  );
  assertEquals(code(() => fit("y ~ 1 + (t | b)")), "too-many-levels");
  assertEquals(code(() => fit("y ~ t")), "no-random-terms");
  assertEquals(code(() => fit("~ t + (1 | b)")), "no-response");
});

Deno.test("random effects that fit exactly are a fault: there is nothing to measure by", () => {
  const exact = y.map((_, i) => "ABC".indexOf(t[i]!) * 2 + Number(b[i]) ** 2);
  const error = assertThrows(() => fit("y ~ t + (1 | b)", { y: exact }), DiagnosticError);
  assertEquals(error.diagnostics[0]!.code, "no-residual");
  // no optimum: the criterion falls without bound as the relative variances grow
  const twoWay = Array.from({ length: 96 }, (_, i) => [i % 12, Math.floor(i / 12)] as const);
  const crossed = tableFrom({
    y: twoWay.map(([s, w]) => s + 10 * w),
    s: twoWay.map(([s]) => `s${s}`),
    w: twoWay.map(([, w]) => `w${w}`),
  });
  assertThrows(() => lmer("y ~ 1 + (1 | s) + (1 | w)", crossed), DiagnosticError, "exactly");
});

Deno.test("a variance that the fixed effects leave nothing of has no estimate", () => {
  for (const m of [fit("y ~ b + (1 | b)"), fit("y ~ t + (0 + z | b)", { z: y.map(() => 0) })]) {
    assertEquals(m.theta, [0]);
    assertEquals(m.varianceComponents[0]!.variance, null);
    assertEquals(m.notes.map((n) => n.code), ["confounded-variance"]);
    assertEquals(m.singular, false);
  }
});

Deno.test("rows collapse to cells without a difference", () => {
  // every row twice: cells of two; a covariate that differs in each row keeps them apart
  const twice = (a: readonly (string | number)[]) => [...a, ...a];
  const more = [...y, ...y.map((v, i) => v + ((i * 5) % 7) / 4)];
  const columns = { y: more, b: twice(b), t: twice(t), w: more.map((_, i) => 1 + i % 3) };
  const cells = fit("y ~ t + (1 | b)", columns, { weights: "w" });
  const rows = fit("y ~ t + x + (1 | b)", { ...columns, x: more.map((_, i) => i) }, {
    weights: "w",
  });
  const apart = fit("y ~ t + x + (1 | b)", { ...columns, x: more.map(() => 0) }, { weights: "w" });
  assertEquals(coreOf(cells).problem.residual.cells.count, 12);
  assertEquals(coreOf(rows).problem.residual.cells.count, 24);
  assertAlmostEquals(apart.criterion, cells.criterion, 1e-10);
  // residuals are those of rows
  const sum = cells.residuals.reduce((s, e, i) => s + e - (more[i]! - cells.fitted[i]!), 0);
  assertAlmostEquals(sum, 0, 1e-10);
});

Deno.test("refit of another response is a fit of that response", () => {
  const other = y.map((v, i) => v * v + i);
  for (const formula of ["y ~ t + (1 | b)", "y ~ 0 + t + (1 | b)"]) {
    const m = fit(formula).refit({ response: other });
    const direct = fit(formula, { y: other });
    assertAlmostEquals(m.criterion, direct.criterion, 1e-9);
    assertAlmostEquals(m.theta[0]!, direct.theta[0]!, 1e-8);
    m.residuals.forEach((e, i) => assertAlmostEquals(e, direct.residuals[i]!, 1e-8));
  }
  assertEquals(code(() => fit("y ~ t + (1 | b)").refit({ response: [1, 2] })), "response-length");
});

Deno.test("a hundred treatments go through the dense kernels with the same rules", () => {
  const random = new RandomStream(9);
  const columns = { b: [] as string[], t: [] as string[], y: [] as number[] };
  for (let block = 0; block < 4; block++) {
    const effect = random.normal();
    for (let trt = 0; trt < 100; trt++) {
      columns.b.push(`b${block}`);
      columns.t.push(`t${trt}`);
      columns.y.push(effect + random.normal());
    }
  }
  const m = fit("y ~ t + (1 | b)", columns);
  // residual mean square of the two-way table
  const mean = (of: (i: number) => boolean): number => {
    const values = columns.y.filter((_, i) => of(i));
    return values.reduce((s, v) => s + v, 0) / values.length;
  };
  const grand = mean(() => true);
  const block = new Map([...new Set(columns.b)].map((k) => [k, mean((i) => columns.b[i] === k)]));
  const trt = new Map([...new Set(columns.t)].map((k) => [k, mean((i) => columns.t[i] === k)]));
  const rest = columns.y.reduce(
    (s, v, i) => s + (v - block.get(columns.b[i]!)! - trt.get(columns.t[i]!)! + grand) ** 2,
    0,
  );
  assertAlmostEquals(m.sigma ** 2, rest / 297, 1e-10);
  const difference = Float64Array.from({ length: 100 }, (_, i) => i === 5 ? 1 : i === 7 ? -1 : 0);
  const kr = kenwardRoger(m);
  assertAlmostEquals(kr.df(difference), 297, 1e-6);
  const rows = [5, 7, 60].map((k) => Float64Array.from({ length: 100 }, (_, i) => i === k ? 1 : 0));
  assertAlmostEquals(kr.fTest(rows).denDf, 297, 1e-6);
});
