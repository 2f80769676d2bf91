/**
 * A thousand simulated designs: every fit ends at a minimum, and is called singular exactly if the
 * minimum is on the boundary.
 */
import { assert, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { runs } from "../runs.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";

const FORMULAS = [
  "y ~ t + x + (1 | a)",
  "y ~ t + x + (x | a)",
  "y ~ t + (1 | a) + (1 | b)",
  "y ~ t + x + (x | a) + (1 | b)",
  "y ~ t + x + (x || a)",
  "y ~ t + (1 | b / a)",
  "y ~ x + z + (x + z | b)",
  "y ~ x + (1 | a) + (0 + x | a) + (x | b)",
];

/** Data whose variances and correlations are drawn from values that make boundaries common. */
function simulated(seed: number) {
  const r = new RandomStream(seed);
  const a = 3 + r.integer(12);
  const b = 3 + r.integer(6);
  const n = Math.max(30, a * (3 + r.integer(5)));
  const intercepts = [0, 0.1, 0.5, 1, 3][r.integer(5)]!;
  const slopes = [0, 0.1, 0.5, 1][r.integer(4)]!;
  const rho = r.integer(3) - 1;
  const first = Array.from({ length: a }, () => r.normal());
  const second = first.map((e) => rho * e + Math.sqrt(1 - rho * rho) * r.normal());
  const third = Array.from({ length: b }, () => r.normal());
  const columns = {
    a: [] as string[],
    b: [] as string[],
    t: [] as string[],
    x: [] as number[],
    z: [] as number[],
    y: [] as number[],
  };
  for (let i = 0; i < n; i++) {
    const ai = i < a ? i : r.integer(a);
    const bi = i < b ? i : r.integer(b);
    const ti = i < 3 ? i : r.integer(3);
    const x = r.integer(6);
    columns.a.push(`a${ai}`);
    columns.b.push(`b${bi}`);
    columns.t.push(`t${ti}`);
    columns.x.push(x);
    columns.z.push(r.normal());
    columns.y.push(
      ti + 0.2 * x + intercepts * first[ai]! + slopes * second[ai]! * x +
        0.5 * intercepts * third[bi]! + r.normal(),
    );
  }
  return tableFrom(columns, { factors: ["a", "b", "t"] });
}

/** Seeds whose optimum has a variance of 0 next to a small one, where the criterion is flat. */
for (const seed of [8406, 9190, 15526]) {
  Deno.test(`a flat boundary is reached exactly: seed ${seed}`, () => {
    const { optimum } = coreOf(lmer(FORMULAS[seed % FORMULAS.length]!, simulated(seed)));
    assertEquals(optimum.theta[5], 0);
    for (const g of optimum.gradient) assert(Math.abs(g) <= 1e-10, `gradient ${g}`);
  });
}

Deno.test("simulated designs end at a minimum without a warning", () => {
  const { numRuns, seed: first } = runs(1000, 1);
  let singular = 0;
  for (let seed = first; seed < first + numRuns; seed++) {
    const formula = FORMULAS[seed % FORMULAS.length]!;
    const fit = lmer(formula, simulated(seed));
    const { layout, optimum } = coreOf(fit);
    const where = `${formula}, seed ${seed}`;
    assert(fit.converged, where);
    assert(fit.notes.every((n) => n.code !== "not-converged"), where);
    for (const g of optimum.gradient) {
      assert(Math.abs(g) <= 1e-8 * (1 + Math.abs(fit.criterion)), `gradient ${g}: ${where}`);
    }
    const zero = layout.parameters.some((p, k) => p.row === p.column && optimum.theta[k] === 0);
    assertEquals(fit.singular, zero, where);
    assertEquals(fit.notes.some((n) => n.code === "singular"), zero, where);
    if (zero) singular++;
    layout.parameters.forEach((p, k) => {
      if (layout.terms[p.term]!.columns.length > 1) return;
      // a variance of 0 would have to fall, one above 0 may not have a lower value at 0
      if (optimum.theta[k] === 0) {
        assert(optimum.gammaGradient[k]! >= -1e-6, `derivative at 0: ${where}`);
        return;
      }
      const without = coreOf(fit).freshCriterion().evaluate(
        optimum.theta.map((t, l) => l === k ? 0 : t),
        0,
      );
      assert(without.value > optimum.value, `lower at 0: ${where}`);
    });
  }
  assert(singular > 0.3 * numRuns && singular < 0.9 * numRuns, `${singular} are singular`);
});
