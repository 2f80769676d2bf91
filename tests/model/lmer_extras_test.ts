/**
 * What goes with a mixed model: R² and ICC (performance), predictions, profile limits (lme4),
 * influence (against leaving rows out with dense matrices), bootstrap.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { aicc } from "../../lib/model/criteria.ts";
import { explainedVariance } from "../../lib/model/mixed/explained_variance.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { parametricBootstrap } from "../../lib/model/mixed/refits/bootstrap.ts";
import {
  levelInfluence,
  predictionErrorVariances,
  rowInfluence,
} from "../../lib/model/mixed/refits/influence.ts";
import { predictConditional } from "../../lib/model/mixed/predict.ts";
import { profileIntervals } from "../../lib/model/mixed/profile.ts";
import { predict } from "../../lib/model/predict.ts";
import type { Table } from "../../lib/data/table.ts";
import { dataOf, lmerOf, readCase, readCases } from "../oracle/read_case.ts";

interface Reference {
  fit: {
    confint_profile?: { param: string; "2.5 %": number; "97.5 %": number }[];
    r2_nakagawa?: { conditional: number | null; marginal: number };
    icc?: { adjusted: number | null; unadjusted: number | null };
  };
  predict: {
    data_rows_1based: number[];
    conditional: number[];
    marginal: number[];
    marginal_se: number[];
  };
}

const cases = readCases<Reference>("lmer");

const fitOf = (id: string): LinearMixedModel => lmerOf(readCase(id));

/**
 * performance takes a slope's variance only if the fixed part has a column of that name (no MachineA
 * in the first), and leaves out the second term on a factor (627.57 + 653.58 in the second).
 */
const OTHER_RANDOM_VARIANCE = new Set(["machines_unstructured", "sleepstudy_uncorr"]);

Deno.test("R², ICC and predictions of every mixed model", () => {
  let compared = 0;
  const near = (got: number, expected: number | null | undefined, what: string): void => {
    if (expected === null || expected === undefined) return;
    compared++;
    assertAlmostEquals(got, expected, 1e-6 * Math.max(1e-3, Math.abs(expected)), what);
  };
  for (const c of cases) {
    const data = dataOf(c);
    const fit = lmerOf(c, data);
    const share = explainedVariance(fit);
    if (!OTHER_RANDOM_VARIANCE.has(c.id)) {
      near(
        share.marginalR2,
        c.fit.r2_nakagawa?.conditional === null ? null : c.fit.r2_nakagawa?.marginal,
        `${c.id} marginal R²`,
      );
      near(share.conditionalR2, c.fit.r2_nakagawa?.conditional, `${c.id} conditional R²`);
      near(share.adjustedIcc, c.fit.icc?.adjusted, `${c.id} ICC`);
      near(share.unadjustedIcc, c.fit.icc?.unadjusted, `${c.id} unadjusted ICC`);
    }
    const rows = Int32Array.from(c.predict.data_rows_1based, (r) => r - 1);
    const some = data.filter(rows);
    const conditional = predictConditional(fit, some);
    const marginal = predict(fit, some);
    rows.forEach((_, i) => {
      near(conditional[i]!, c.predict.conditional[i], `${c.id} conditional ${i}`);
      near(marginal[i]!.estimate!, c.predict.marginal[i], `${c.id} marginal ${i}`);
      near(marginal[i]!.standardError!, c.predict.marginal_se[i], `${c.id} s.e. ${i}`);
    });
  }
  assert(compared > 350, `${compared}`);
});

/**
 * Where lme4's spline through its profile is off by more than 1e-4 of the half-width. The limits here
 * are roots: the next test looks at the deviance itself.
 */
const SPLINE_ERROR: Record<string, number> = {
  fecal_grcbd: 5e-4,
  oats_splitplot: 3e-3,
  pastes: 3e-4,
};

for (const c of cases.filter((x) => x.fit.confint_profile)) {
  Deno.test(`profile limits: ${c.id}`, () => {
    const fit = lmerOf(c);
    const rise = 3.84145882069412; // χ²₁, 95 %
    const intervals = profileIntervals(fit, rise);
    const faults: string[] = [];
    c.fit.confint_profile!.forEach((e, i) => {
      const got = intervals[i]!;
      assertEquals(got.parameter, e.param);
      const half = (e["97.5 %"] - e["2.5 %"]) / 2;
      const tolerance = SPLINE_ERROR[c.id] ?? 1e-4;
      for (const [a, b] of [[got.lower, e["2.5 %"]], [got.upper, e["97.5 %"]]] as const) {
        const error = Math.abs(a - b) / half;
        if (!(error <= tolerance)) faults.push(`${e.param}: ${a}, expected ${b} (${error})`);
      }
    });
    assertEquals(faults, []);
  });
}

Deno.test("a profile limit of a coefficient is where the deviance has risen by χ²", () => {
  const c = cases.find((x) => x.id === "sleepstudy")!;
  const data = dataOf(c);
  const ml = lmer(c.formula, data, { reml: false });
  const [, slope] = profileIntervals(ml, 3.84145882069412, [4, 5]);
  for (const limit of [slope!.lower, slope!.upper]) {
    const held = lmer(`Reaction ~ 1 + offset(${limit} * Days) + (Days | Subject)`, data, {
      reml: false,
    });
    assertAlmostEquals(held.criterion - ml.criterion, 3.84145882069412, 1e-8);
  }
});

/** Dense P, X'V⁻¹, Φ and β̂ (σ² = 1) of some rows, from the definition. */
function dense(fit: LinearMixedModel, keep: readonly number[]) {
  const data = fit.data;
  const n = keep.length;
  const p = fit.rank;
  const v = keep.map((i, a) =>
    keep.map((j, b) => {
      let sum = a === b ? 1 / (fit.weights?.[i] ?? 1) : 0;
      for (const g of fit.varianceComponents.slice(0, -1)) {
        const labels = g.group.split(":");
        if (labels.every((name) => code(data, name, i) === code(data, name, j))) {
          sum += g.variance! / fit.sigma ** 2;
        }
      }
      return sum;
    })
  );
  const inverse = invert(v);
  const x = keep.map((i) => Array.from(fit.fixed.kept, (j) => fit.fixed.matrix[j * fit.n + i]!));
  const y = keep.map((i) => fit.fitted[i]! + fit.residuals[i]!);
  const vx = inverse.map((row) =>
    Array.from({ length: p }, (_, j) => dotted(row, x.map((r) => r[j]!)))
  );
  const phi = invert(
    Array.from({ length: p }, (_, i) =>
      Array.from({ length: p }, (_, j) =>
        dotted(
          x.map((r) => r[i]!),
          vx.map((r) => r[j]!),
        ))),
  );
  const xvy = Array.from({ length: p }, (_, j) => dotted(vx.map((r) => r[j]!), y));
  const beta = phi.map((row) => dotted(row, xvy));
  const pm = inverse.map((row, i) =>
    row.map((value, j) => value - dotted(vx[i]!, phi.map((f) => dotted(f, vx[j]!))))
  );
  return { n, beta, phi, pm };
}

const code = (data: Table, name: string, row: number): number => {
  const column = data.column(name)!;
  return column.kind === "factor" ? column.codes[row]! : -1;
};
const dotted = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((s, x, i) => s + x * b[i]!, 0);

function invert(m: number[][]): number[][] {
  const n = m.length;
  const a = m.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    const pivot = a[k]![k]!;
    for (let j = 0; j < 2 * n; j++) a[k]![j]! /= pivot;
    for (let i = 0; i < n; i++) {
      const f = a[i]![k]!;
      if (i !== k && f !== 0) { for (let j = 0; j < 2 * n; j++) a[i]![j]! -= f * a[k]![j]!; }
    }
  }
  return a.map((row) => row.slice(n));
}

for (const id of ["oats_unbalanced", "sleepstudy_weights", "orchard_latin_random"]) {
  Deno.test(`influence equals leaving out: ${id}`, () => {
    const fit = fitOf(id);
    const all = Array.from({ length: fit.n }, (_, i) => i);
    const whole = dense(fit, all);
    const got = rowInfluence(fit);
    for (const i of [0, 7, 23]) {
      const w = fit.weights?.[i] ?? 1;
      assertAlmostEquals(got.leverage[i]!, 1 - whole.pm[i]![i]! / w, 1e-9);
      const without = dense(fit, all.filter((j) => j !== i));
      const change = whole.beta.map((b, j) => b - without.beta[j]!);
      const inverse = invert(whole.phi);
      const cook = dotted(change, inverse.map((row) => dotted(row, change))) /
        (fit.rank * fit.sigma ** 2);
      assertAlmostEquals(got.cooksDistance[i]!, cook, 1e-8 * (1e-3 + cook));
    }
    const groups = levelInfluence(fit);
    const name = fit.groups.at(-1)!.name;
    const level = groups[2]!;
    const column = fit.data.column(name)!;
    const dropped = column.kind === "factor" ? column.levels.indexOf(level.level) : -1;
    const left = all.filter((i) => code(fit.data, name, i) !== dropped);
    const without = dense(fit, left);
    assertEquals(level.rows, fit.n - left.length);
    without.beta.forEach((b, j) =>
      assertAlmostEquals(fit.beta[j]! - level.change![j]!, b, 1e-8 * (1 + Math.abs(b)))
    );
  });
}

Deno.test("prediction error variances exceed conditional variances by the share of β", () => {
  const fit = fitOf("dyestuff");
  // one-way: b̂ = k(ȳᵢ − ȳ), k = m g/(1 + m g); Var(b̂ − b)/σ² = g/(1 + m g) + (k²)(g + 1/m)/q
  const g = fit.theta[0]! ** 2;
  const [m, q] = [5, 6];
  const k = m * g / (1 + m * g);
  const expected = fit.sigma ** 2 * (g / (1 + m * g) + k * k * (g + 1 / m) / q);
  for (const v of predictionErrorVariances(fit)) assertAlmostEquals(v, expected, 1e-8 * expected);
});

Deno.test("AIC for small samples", () => {
  const fit = fitOf("dyestuff");
  assertAlmostEquals(aicc(fit), fit.aic + 2 * 3 * 4 / (30 - 3 - 1), 1e-12);
});

Deno.test("the bootstrap is reproducible and centred where theory has it", () => {
  const fit = fitOf("sleepstudy");
  const one = parametricBootstrap(fit, { draws: 400, seed: 11 });
  const two = parametricBootstrap(fit, { draws: 400, seed: 11 });
  assertEquals(one.replicates, two.replicates);
  const place = one.parameters.indexOf("Days");
  const values = one.replicates[place]!;
  const mean = values.reduce((a, b) => a + b, 0) / 400;
  const sd = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / 399);
  const se = fit.coefficients[1]!.standardError!;
  assert(Math.abs(mean - fit.beta[1]!) < 4 * se / Math.sqrt(400));
  assert(Math.abs(sd / se - 1) < 0.15); // four times 1/√(2·400)
});
