/**
 * Second derivatives of the criterion without those of X'V⁻¹X, where every level of the one grouping
 * factor meets nothing but the fixed effects: the same numbers as with them; and the criterion with
 * a coefficient held against its definition.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { RestrictedCriterion } from "../../lib/model/mixed/restriction.ts";

/** Rows of 40 levels with covariates that vary within them. */
function slopes(covariates: number, seed: number) {
  const r = new RandomStream(seed);
  const names = Array.from({ length: covariates }, (_, j) => `x${j + 1}`);
  const columns: Record<string, string[] | number[]> = { s: [], y: [] };
  for (const name of names) columns[name] = [];
  for (let s = 0; s < 40; s++) {
    const own = Array.from({ length: covariates + 1 }, () => r.normal());
    for (let i = 0; i < 8 + s % 3; i++) {
      const x = names.map(() => r.normal());
      (columns["s"] as string[]).push(`s${s}`);
      names.forEach((name, j) => (columns[name] as number[]).push(x[j]!));
      (columns["y"] as number[]).push(
        own[0]! + x.reduce((sum, v, j) => sum + v * (0.5 + 0.4 * own[j + 1]!), 0) + r.normal(),
      );
    }
  }
  const sum = names.join(" + ");
  return lmer(`y ~ ${sum} + (${sum} | s)`, tableFrom(columns, { factors: ["s"] }));
}

for (const [covariates, seed] of [[1, 1], [2, 2], [4, 3]] as const) {
  for (const reml of [true, false]) {
    Deno.test(`light derivatives: ${covariates + 1} columns, ${reml ? "REML" : "ML"}`, () => {
      const core = coreOf(slopes(covariates, seed));
      const [full, light] = [core.freshCriterion(reml), core.freshCriterion(reml)];
      light.light = true;
      assert(light.isLight);
      const theta = core.theta.map((t, k) => t + 0.1 * Math.sin(k + 1));
      const [a, b] = [full.evaluate(theta, 2), light.evaluate(theta, 2)];
      assertEquals(light.elimination.second.length, 0);
      const near = (x: ArrayLike<number>, y: ArrayLike<number>, what: string): void => {
        assertEquals(x.length, y.length);
        for (let i = 0; i < x.length; i++) {
          assertAlmostEquals(x[i]!, y[i]!, 1e-10 * (1 + Math.abs(y[i]!)), `${what} ${i}`);
        }
      };
      for (const name of ["logV1", "logC1", "r1", "logV2", "logC2", "r2"] as const) {
        near(light.derivatives[name], full.derivatives[name], name);
      }
      near(b.gradient, a.gradient, "gradient");
      near(b.hessian, a.hessian, "hessian");
    });
  }
}

Deno.test("a coefficient that is held: value, slope and derivatives are those of the definition", () => {
  const fit = slopes(2, 4);
  const core = coreOf(fit);
  const whole = core.freshCriterion(false);
  const t = core.toBasis([0, 1, 0]);
  const held = new RestrictedCriterion(whole, t);
  const theta = core.theta.map((x, k) => x + 0.05 * Math.cos(k));
  const value = fit.beta[1]! + 0.7;
  // r² of y − 0.7 x about the rest: by the normal equations of S themselves
  const free = core.freshCriterion(false);
  const point = free.evaluate(theta, 2);
  const at = (v: number, x: ArrayLike<number>): number => {
    held.hold(v);
    return held.evaluate(x, 2).value;
  };
  const own = t.reduce((sum, x, i) => sum + x * free.beta[i]!, 0);
  const spread = t.reduce(
    (sum, x, i) => sum + x * t.reduce((s, y, j) => s + free.inverse[i * t.length + j]! * y, 0),
    0,
  );
  const n = free.facts.n;
  const r = point.rSquared + (value - own) ** 2 / spread;
  assertAlmostEquals(at(value, theta), point.value + n * Math.log(r / point.rSquared), 1e-8);
  const slope = (at(value + 1e-5, theta) - at(value - 1e-5, theta)) / 2e-5;
  const here = at(value, theta);
  assertAlmostEquals(held.slope(), slope, 1e-6 * Math.abs(slope));
  const { gradient, hessian } = held.current!;
  for (let k = 0; k < theta.length; k++) {
    const moved = (step: number): Float64Array => theta.map((x, i) => i === k ? x + step : x);
    const numeric = (at(value, moved(1e-5)) - at(value, moved(-1e-5))) / 2e-5;
    assertAlmostEquals(gradient[k]!, numeric, 1e-5 * (1 + Math.abs(numeric)));
    const [up, down] = [1e-5, -1e-5].map((step) => {
      at(value, moved(step));
      return held.current!.gradient;
    });
    for (let l = 0; l < theta.length; l++) {
      const curve = (up![l]! - down![l]!) / 2e-5;
      assertAlmostEquals(hessian[k * theta.length + l]!, curve, 1e-5 * (1 + Math.abs(curve)));
    }
  }
  assert(Number.isFinite(here));
});
