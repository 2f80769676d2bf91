/** Searches whose derivatives are dear: where they begin, what they learn on the way, and how they end. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { momentStart } from "../../lib/model/mixed/search/moments.ts";
import { Secant } from "../../lib/model/mixed/search/secant.ts";

/** Two crossed factors of which every level of one meets some of the other. */
function crossed(levels: number, rows: number) {
  const r = new RandomStream(7);
  const a = Array.from({ length: levels }, () => 0.6 * r.normal());
  const b = Array.from({ length: levels }, () => 1.5 * r.normal());
  const codes = Array.from(
    { length: rows },
    (_, i) => [i % levels, Math.floor(r.uniform() * levels)] as const,
  );
  const x = codes.map(() => r.normal());
  return tableFrom({
    a: codes.map(([i]) => `a${i}`),
    b: codes.map(([, j]) => `b${j}`),
    x,
    y: codes.map(([i, j], k) => 10 + x[k]! + a[i]! + b[j]! + r.normal()),
  }, { factors: ["a", "b"] });
}

const data = crossed(260, 4000);
const fit = lmer("y ~ x + (1 | a) + (1 | b)", data);

Deno.test("a start by moments is near the estimates", () => {
  const { pattern } = coreOf(fit).problem;
  assert(pattern.tailWidth >= 200);
  const start = momentStart(coreOf(fit).freshCriterion())!;
  fit.theta.forEach((t, k) =>
    assert(Math.abs(start[k]! / t - 1) < 0.1, `${start} is not ${fit.theta}`)
  );
  const slopes = lmer("y ~ x + (x || a)", data);
  assertEquals(momentStart(coreOf(slopes).freshCriterion()), null);
});

Deno.test("a search without exact second derivatives ends where a search with them does", () => {
  const criterion = coreOf(fit).freshCriterion();
  const point = criterion.evaluate(coreOf(fit).theta, 2); // exact: nobody has asked for others
  assert(!criterion.average);
  assertAlmostEquals(point.value, fit.criterion, 1e-9 * Math.abs(fit.criterion));
  const m = point.theta.length;
  // Newton's step from there, in standard errors
  point.gradient.forEach((g, k) =>
    assert(Math.abs(g) / Math.sqrt(2 * point.hessian[k * m + k]!) < 1e-7)
  );
});

Deno.test("effects are had after a search that ends without derivatives", () => {
  const { sigma, theta: [a, b] } = fit;
  const effects = new Map(fit.randomEffects.map((e) => [e.level, e.estimate]));
  // û = G Z'(y − Xβ − Zu)/σ²: the equations of the modes
  const left = new Map<string, number>();
  const residuals = fit.residuals;
  for (const name of ["a", "b"]) {
    const column = data.require(name);
    for (let i = 0; i < data.nrow; i++) {
      const level = column.kind === "factor" ? column.levels[column.codes[i]!]! : "";
      left.set(level, (left.get(level) ?? 0) + residuals[i]!);
    }
  }
  for (const [level, sum] of left) {
    const gamma = (level.startsWith("a") ? a! : b!) ** 2;
    assertAlmostEquals(effects.get(level)!, gamma * sum, 1e-8 * sigma);
  }
});

Deno.test("what second derivatives lack is learned from gradients", () => {
  // a quadratic function of two coordinates, whose second derivatives are said to be others
  const right = [3, 1, 1, 2];
  const said = Float64Array.of(3.2, 0.9, 0.9, 2);
  const at = (x: number, y: number) => ({
    theta: Float64Array.of(x, y),
    value: 0,
    rSquared: 1,
    gradient: Float64Array.of(right[0]! * x + right[1]! * y, right[2]! * x + right[3]! * y),
    hessian: said.slice(),
    gammaGradient: new Float64Array(2),
  });
  const secant = new Secant();
  const [first, second, third] = [at(1, 1), at(1.01, 1), at(1.01, 1.01)];
  secant.correct(first, second);
  secant.correct(second, third);
  right.forEach((h, i) => assertAlmostEquals(third.hessian[i]!, h, 1e-9));
  // a long step tells nothing of what is lacking at its end
  const far = at(2, 1);
  new Secant().correct(first, far);
  assertEquals(far.hessian, said);
});
