/**
 * Average information: against exact second derivatives of y'Py, and as a way to the optimum.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { kenwardRoger } from "../../lib/inference/df/kenward_roger.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { averageInformation } from "../../lib/model/elimination/average.ts";
import { newton } from "../../lib/model/mixed/search/newton.ts";
import { unitTheta } from "../../lib/model/mixed/search/start.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";

/** Two crossed factors with slopes over the second, n rows drawn at random. */
function crossed(a: number, b: number, n: number, seed: number) {
  const r = new RandomStream(seed);
  const left = Array.from({ length: a }, () => r.normal());
  const right = Array.from({ length: b }, () => 0.7 * r.normal());
  const columns = {
    a: [] as string[],
    b: [] as string[],
    x: [] as number[],
    y: [] as number[],
  };
  for (let i = 0; i < n; i++) {
    const k = i < a ? i : r.integer(a);
    const l = i < b ? i : r.integer(b);
    const x = r.integer(5);
    columns.a.push(`a${k}`);
    columns.b.push(`b${l}`);
    columns.x.push(x);
    columns.y.push(left[k]! + right[l]! * (1 + 0.3 * x) + 0.1 * x + r.normal());
  }
  return tableFrom(columns, { factors: ["a", "b"] });
}

Deno.test("average information is half the second derivative of y'Py", () => {
  const fit = lmer("y ~ x + (1 | a) + (x | b)", crossed(30, 20, 300, 1));
  const criterion = coreOf(fit).freshCriterion();
  criterion.evaluate([0.8, 0.5, 0.2, 0.4], 2);
  const exact = criterion.derivatives.r2.slice();
  const { information, slopes } = averageInformation(
    criterion.elimination,
    criterion.beta,
    criterion.inverse,
  );
  const near = (a: number, b: number): void => assertAlmostEquals(a, b, 1e-9 * (1 + Math.abs(b)));
  exact.forEach((v, k) => near(information[k]!, v / 2));
  criterion.derivatives.r1.forEach((v, k) => near(slopes[k]!, v));
});

Deno.test("a wide crossed model ends at the optimum that exact derivatives find", () => {
  const fit = lmer("y ~ x + (1 | a) + (1 | b)", crossed(230, 210, 2500, 2));
  assert(coreOf(fit).wide);
  assert(fit.converged);
  for (const g of coreOf(fit).optimum.gradient) {
    assert(Math.abs(g) <= 1e-8 * (1 + Math.abs(fit.criterion)));
  }
  const criterion = coreOf(fit).freshCriterion();
  assertEquals(criterion.average, false);
  const exact = newton(criterion, unitTheta(coreOf(fit).layout)).point;
  assertAlmostEquals(fit.criterion, exact.value, 1e-9 * Math.abs(exact.value));
  exact.theta.forEach((t, k) => assertAlmostEquals(coreOf(fit).theta[k]!, t, 1e-7));
  const df = kenwardRoger(fit).df([0, 1]);
  assert(df > 1500 && df < 2498, `${df}`);
});

/** Two crossed factors with two slopes over each: twelve parameters. */
function slopesOverBoth(seed: number) {
  const r = new RandomStream(seed);
  const many = (): number[][] =>
    Array.from(
      { length: 24 },
      () => [r.normal(), 0.5 * r.normal(), seed % 2 ? 0 : 0.3 * r.normal()],
    );
  const [left, right] = [many(), many()];
  const columns = {
    a: [] as string[],
    b: [] as string[],
    x: [] as number[],
    z: [] as number[],
    y: [] as number[],
  };
  for (let i = 0; i < 576; i++) {
    const [a, b] = [i % 24, Math.floor(i / 24)];
    const [x, z] = [r.integer(3) - 1, r.integer(3) - 1];
    const effect = (e: number[]): number => e[0]! + e[1]! * x + e[2]! * z;
    columns.a.push(`a${a}`);
    columns.b.push(`b${b}`);
    columns.x.push(x);
    columns.z.push(z);
    columns.y.push(x + effect(left[a]!) + effect(right[b]!) + r.normal());
  }
  return tableFrom(columns, { factors: ["a", "b"] });
}

Deno.test("a model of many covariance parameters ends at the optimum that exact derivatives find", () => {
  for (const seed of [3, 4]) {
    const fit = lmer("y ~ x + z + (x + z | a) + (x + z | b)", slopesOverBoth(seed));
    const core = coreOf(fit);
    assert(core.wide);
    assert(fit.converged);
    const exact = newton(core.freshCriterion(), unitTheta(core.layout)).point;
    assert(fit.criterion <= exact.value + 1e-9, `${fit.criterion} ${exact.value}`);
  }
});
