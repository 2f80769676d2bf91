/**
 * What holds for every experiment of a kind: df of balanced designs, what F must not depend on, raw
 * means, the order of adjusted p-values, boundary fits. A thousand simulated experiments each.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { anova, type AnovaOptions } from "../../lib/inference/test/anova.ts";
import type { AnovaRow } from "../../lib/inference/test/anova_table.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import type { Fit } from "../../lib/model/fit.ts";
import type { Coding } from "../../lib/model/fixed/codings.ts";
import type { Table } from "../../lib/data/table.ts";
import { BALANCED, type Columns, Draws, effects, level, tableOf, unbalanced } from "./simulated.ts";
import { runs } from "../runs.ts";

const RUNS = runs(1000, 2016);
const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });

function near(got: number, expected: number, tolerance: number, what: string): void {
  const error = Math.abs(got - expected) / Math.max(1e-6, Math.abs(expected));
  assert(error <= tolerance, `${what}: ${got} and ${expected} differ by ${error}`);
}

Deno.test("balanced designs have their strata's df, by Kenward-Roger and by Satterthwaite", () => {
  const kinds = Object.keys(BALANCED);
  let checked = 0;
  fc.assert(
    fc.property(fc.constantFrom(...kinds), seeds, (kind, seed) => {
      const { columns, formula, df, treatments } = BALANCED[kind]!(new Draws(seed));
      const fit = lmer(formula, tableOf(columns));
      fc.pre(fit.theta.every((t) => t > 1e-3));
      checked++;
      for (const ddf of ["kenward-roger", "satterthwaite"] as const) {
        for (const row of anova(fit, { ddf }).rows) {
          near(row.denDf!, df[row.term]!, 1e-6, `${kind} ${row.term} by ${ddf}`);
        }
      }
      for (const factor of treatments) {
        const kr = emmeans(fit, `~ ${factor}`).rows;
        const satterthwaite = emmeans(fit, `~ ${factor}`, { ddf: "satterthwaite" }).rows;
        kr.forEach((row, i) => {
          near(row.df!, kr[0]!.df!, 1e-6, `${kind} means of ${factor}`);
          near(row.df!, satterthwaite[i]!.df!, 1e-6, `${kind} mean of ${factor} by both methods`);
        });
      }
    }),
    RUNS,
  );
  assertEquals(checked, RUNS.numRuns);
});

/** F by term, the intercept left out: a shift of y moves it. */
function fByTerm(fit: Fit, options: AnovaOptions): Map<string, AnovaRow> {
  const rows = anova(fit, options).rows.filter((r) =>
    r.term !== "Residuals" && r.term !== "(Intercept)"
  );
  return new Map(rows.map((r) => [r.term, r]));
}

/** Ways to say the same with other data. */
const SAME: Record<string, (c: Columns, d: Draws) => Columns> = {
  "row order": (c, d) => {
    const order = d.permutation(c.y!.length);
    return Object.fromEntries(Object.entries(c).map(([k, v]) => [k, order.map((i) => v[i]!)]));
  },
  "scale of y": (c) => ({ ...c, y: c.y!.map((v) => 1000 * (v as number)) }),
  "shift of y": (c) => ({ ...c, y: c.y!.map((v) => 50 + (v as number)) }),
  "scale of x": (c) => ({ ...c, x: c.x!.map((v) => -0.01 * (v as number)) }),
  "shift of x": (c) => ({ ...c, x: c.x!.map((v) => 30 + (v as number)) }),
};

const reversed = (names: (string | number)[]): string[] =>
  [...new Set(names as string[])].sort().reverse();

const TYPES: readonly AnovaOptions[] = [{ type: 2 }, { type: 3 }];

function compareF(a: Fit, b: Fit, tolerance: number, what: string): void {
  for (const options of TYPES) {
    const other = fByTerm(b, options);
    for (const [term, row] of fByTerm(a, options)) {
      const name = `${what}, type ${options.type}, ${term}`;
      const same = other.get(term)!;
      near(same.statistic!, row.statistic!, tolerance, name);
      if (row.denDf) near(same.denDf!, row.denDf, tolerance, `df of ${name}`);
    }
  }
}

type Fitter = (t: Table, contrasts?: Record<string, Coding>) => Fit;

function holds(fitter: Fitter, tolerance: number): void {
  const names = [...Object.keys(SAME), "level order", "coding"];
  const codings: Coding[] = ["sum", "helmert", "sas", "poly", "treatment"];
  fc.assert(
    fc.property(fc.constantFrom(...names), seeds, (name, seed) => {
      const d = new Draws(seed);
      const columns = unbalanced(d);
      const fit = fitter(tableOf(columns));
      if (name === "coding") {
        const contrasts = { A: d.pick(codings), B: d.pick(codings) };
        return compareF(fit, fitter(tableOf(columns), contrasts), tolerance, name);
      }
      const levels = name === "level order"
        ? { A: reversed(columns.A!), B: reversed(columns.B!), Block: reversed(columns.Block!) }
        : {};
      const other = name in SAME ? SAME[name]!(columns, d) : columns;
      compareF(fit, fitter(tableOf(other, levels as Record<string, string[]>)), tolerance, name);
    }),
    RUNS,
  );
}

Deno.test("F of a linear model depends on no order, coding, scale or shift", () => {
  holds((t, contrasts = {}) => lm("y ~ A * B + x", t, { contrasts }), 1e-8);
});

Deno.test("F and df of a mixed model depend on no order, coding, scale or shift", () => {
  holds((t, contrasts = {}) => lmer("y ~ A * B + x + (1 | Block)", t, { contrasts }), 1e-6);
});

Deno.test("means of balanced data are raw means", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(BALANCED)), seeds, (kind, seed) => {
      const { columns, formula, treatments } = BALANCED[kind]!(new Draws(seed));
      const fit = lmer(formula, tableOf(columns));
      for (const factor of treatments) {
        for (const row of emmeans(fit, `~ ${factor}`).rows) {
          const own = (columns.y as number[]).filter((_, i) =>
            columns[factor]![i] === row.at[factor]
          );
          const raw = own.reduce((s, v) => s + v, 0) / own.length;
          assertAlmostEquals(row.estimate!, raw, 1e-9 * Math.abs(raw));
        }
      }
    }),
    RUNS,
  );
});

Deno.test("adjusted p-values are ordered: none, holm, bonferroni", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const fit = lm("y ~ A * B + x", tableOf(unbalanced(new Draws(seed))));
      const means = emmeans(fit, "~ A * B");
      const [none, holm, bonferroni] = (["none", "holm", "bonferroni"] as const)
        .map((adjust) => pairs(means, { adjust }).rows.map((r) => r.pValue!));
      none!.forEach((p, i) => {
        assert(p <= holm![i]! && holm![i]! <= bonferroni![i]! && bonferroni![i]! <= 1);
      });
    }),
    RUNS,
  );
});

/** Blocks, nested or crossed groups, or slopes, with variances that are often 0. */
function boundaryCase(seed: number): { columns: Columns; formula: string } {
  const d = new Draws(seed);
  const formula = d.pick([
    "y ~ Trt + (1 | G)",
    "y ~ Trt + (1 | G/H)",
    "y ~ Trt + (1 | G) + (1 | C)",
    "y ~ Trt + x + (x || G)",
  ]);
  const [g, h, t] = [d.whole(3, 6), d.whole(2, 3), d.whole(2, 4)];
  const sd = (): number => d.pick([0, 0.3, 1, 3]);
  const [eg, eh, ec, ex] = [sd(), sd(), sd(), sd()].map((s) => effects(d, s));
  const columns: Columns = { y: [], Trt: [], G: [], H: [], C: [], x: [] };
  for (let i = 0; i < g; i++) {
    for (let j = 0; j < h; j++) {
      for (let k = 0; k < t; k++) {
        if (d.uniform() < 0.1) continue;
        const c = d.whole(0, 3);
        const x = d.normal();
        columns.x!.push(x);
        columns.Trt!.push(level("t", k));
        columns.G!.push(level("g", i));
        columns.H!.push(level("h", j));
        columns.C!.push(level("c", c));
        columns.y!.push(5 + eg!(i) + eh!(i, j) + ec!(c) + x * ex!(i) + d.normal());
      }
    }
  }
  return { columns, formula };
}

Deno.test("fits converge, and are called singular exactly where the optimum is on the boundary", () => {
  let onBoundary = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const { columns, formula } = boundaryCase(seed);
      fc.pre(new Set(columns.Trt).size > 1 && new Set(columns.C).size > 1);
      fc.pre(new Set(columns.G).size > 1 && columns.y!.length > 8);
      const fit = lmer(formula, tableOf(columns));
      assert(fit.converged, "no optimum");
      assert(!fit.notes.some((n) => n.code === "not-converged"), "a warning");
      const zero = fit.theta.some((t) => t === 0);
      assertEquals(fit.singular, zero);
      assertEquals(fit.notes.some((n) => n.code === "singular"), zero);
      if (zero) onBoundary++;
      const core = coreOf(fit);
      const probe = core.freshCriterion();
      const best = probe.evaluate(core.theta, 2);
      core.theta.forEach((theta, k) => {
        // in the variance the deviance rises from 0, or is level where the variance is positive
        const slope = best.gammaGradient[k]!;
        if (theta === 0) assert(slope >= -1e-7, `the deviance falls from the boundary by ${slope}`);
        else assertAlmostEquals(best.gradient[k]!, 0, 1e-6 * (1 + Math.abs(best.value)));
      });
    }),
    RUNS,
  );
  const share = onBoundary / RUNS.numRuns;
  assert(share > 0.2 && share < 0.9, `${onBoundary} of the fits were singular`);
});
