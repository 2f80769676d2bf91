import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import type { FactorColumn } from "../../lib/data/column.ts";
import { Table } from "../../lib/data/table.ts";
import { design } from "../../lib/design/declared/design.ts";
import { planTable } from "../../lib/design/declared/plan.ts";
import { fitPower } from "../../lib/design/planning/fit_power.ts";
import { power } from "../../lib/design/planning/power.ts";
import { structuredPower } from "../../lib/design/planning/structured_power.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

const split = design({
  units: "~ Block/Whole/Sub",
  treatments: "~ A*B",
  levels: { Block: 3, Whole: 3, Sub: 2, A: 3, B: 2 },
  allot: ["A ~ Whole", "B ~ Sub"],
});
const means = [10, 12, 12, 10, 10, 12];

const repeated = design({
  units: "~ Pen/Day",
  treatments: "~ Trt*Day",
  levels: { Pen: 12, Day: 4, Trt: 2 },
  allot: ["Trt ~ Pen", "Day ~ Day"],
});

/** The plan of a design with a response. */
function withValues(plan: Table, value: (row: number) => number): Table {
  const values = Float64Array.from({ length: plan.nrow }, (_, i) => value(i));
  return new Table([...plan.columns, { kind: "numeric", name: "y", values }]);
}

const codesOf = (plan: Table, name: string): Int32Array =>
  (plan.require(name) as FactorColumn).codes;

Deno.test("power: a common correlation within whole plots is the split-plot", () => {
  const plain = power(split, { variance: { Whole: 0.2, residual: 1 }, means });
  for (
    const variance of [{ Block: 0.3, residual: 1, cs_cov: 0.2 }, {
      Block: 0,
      residual: 1,
      cs_cov: 0.2,
    }]
  ) {
    const own = structuredPower(split, { variance, means, residual: "cs(Sub | Block:Whole)" });
    assertEquals(own.rows.map((r) => r.term), plain.rows.map((r) => r.term));
    own.rows.forEach((row, i) => {
      const of = plain.rows[i]!;
      assertAlmostEquals(row.denDf!, of.denDf!, 1e-9);
      assertAlmostEquals(row.ncp!, of.ncp!, 1e-9);
      assertAlmostEquals(row.power!, of.power!, 1e-10);
    });
  }
});

Deno.test("power: of a fit with the components of a design is the design's", () => {
  const random = new RandomStream(3);
  const data = withValues(planTable(split), () => random.normal());
  const fit = lmer("y ~ A*B + (1 | Block) + (1 | Block:Whole)", data);
  const variance = { Block: 0.4, "Block:Whole": 0.2, residual: 1 };
  const { rows, notes } = fitPower(fit, { variance, means });
  const plain = power(split, { variance: { Whole: 0.2, residual: 1 }, means }).rows;
  rows.forEach((row, i) => assertAlmostEquals(row.power!, plain[i]!.power!, 1e-10));
  assertEquals(notes[0]!.code, "power-at");
  const differ = fitPower(fit, { variance, differ: 2, terms: ["B"] }).rows[0]!;
  const other = power(split, { variance: { Whole: 0.2, residual: 1 }, differ: 2, terms: ["B"] });
  assertAlmostEquals(differ.power!, other.rows[0]!.power!, 1e-10);
});

Deno.test("power: of an lm is that of its own F tests", () => {
  const random = new RandomStream(4);
  const blocks = design({
    units: "~ Block/Plot",
    treatments: "~ A*B",
    levels: { Block: 3, Plot: 6, A: 3, B: 2 },
    allot: "A*B ~ Plot",
  });
  const fit = lm("y ~ Block + A*B", withValues(planTable(blocks), () => random.normal()));
  // each mean for three blocks, which differ as well
  const all = [0, 5, -1].flatMap((block) => means.map((m) => [block + m, block])).map(([m]) => m!);
  const grid = means.flatMap((m) => [m, m + 5, m - 1]);
  assertEquals(all.length, grid.length);
  const { rows } = fitPower(fit, {
    variance: { residual: 1 },
    means: grid,
    terms: ["A", "B", "A:B"],
  });
  const plain = power(blocks, { variance: { residual: 1 }, means }).rows;
  rows.forEach((row, i) => assertAlmostEquals(row.power!, plain[i]!.power!, 1e-10));
});

Deno.test("power: at its own estimates a fit's noncentrality is its F statistic", () => {
  const plan = planTable(repeated);
  const random = new RandomStream(5);
  const trend = codesOf(plan, "Day");
  const fit = lmer(
    "y ~ Trt*Day",
    withValues(plan, (i) => trend[i]! + random.normal()),
    { residual: "ar1(Day | Pen)" },
  );
  const table = anova(fit, { type: 3, ddf: "kenward-roger" });
  // its own means as what is assumed: fitted values by combination
  const grid = Array.from({ length: 8 }, (_, k) => {
    const row = codesOf(plan, "Trt").findIndex((t, i) => t === k % 2 && trend[i] === k >> 1);
    return fit.fitted[row]!;
  });
  const { rows } = fitPower(fit, { means: grid });
  rows.forEach((row) => {
    const own = table.rows.find((r) => r.term === row.term)!;
    assertAlmostEquals(row.ncp! / row.numDf, own.statistic!, 1e-6 * own.statistic!);
    assertAlmostEquals(row.denDf!, own.denDf!, 1e-6 * own.denDf!);
  });
});

Deno.test("power: repeated measures with AR(1) against simulated and fitted experiments", () => {
  const plan = planTable(repeated);
  const assumed = [10, 12, 10, 11.5, 10, 13, 10, 13.5];
  const variance = { residual: 4, rho: 0.6 };
  const residual = "ar1(Day | Pen)";
  const { rows } = structuredPower(repeated, { variance, means: assumed, residual });
  const [trt, day, pen] = ["Trt", "Day", "Pen"].map((name) => codesOf(plan, name));
  const random = new RandomStream(7);
  const runs = 300;
  const significant = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    let error = 0;
    const data = withValues(plan, (i) => {
      const fresh = 2 * random.normal();
      error = pen![i] === pen![i - 1] ? 0.6 * error + 0.8 * fresh : fresh;
      return assumed[trt![i]! + 2 * day![i]!]! + error;
    });
    const fit = lmer("y ~ Trt*Day", data, { residual });
    for (const { term, pValue } of anova(fit, { type: 3, ddf: "kenward-roger" }).rows) {
      if (pValue! < 0.05) significant.set(term, (significant.get(term) ?? 0) + 1);
    }
  }
  for (const { term, power } of rows) {
    const share = significant.get(term)! / runs;
    const error = Math.sqrt(power! * (1 - power!) / runs);
    assert(Math.abs(share - power!) < 3.5 * error, `${term}: ${share} for ${power}`);
  }
});

Deno.test("power: every structure over visits, and what does not add up", () => {
  const at: Record<string, Record<string, number>> = {
    "cs(Day | Pen)": { residual: 2, cs_cov: 2 },
    "ar1(Day | Pen)": { residual: 4, rho: 0.5 },
    "toep(Day | Pen)": { residual: 4, toep_cov_1: 2, toep_cov_2: 1, toep_cov_3: 0.5 },
    "arh1(Day | Pen)": { "var[1]": 4, "var[2]": 4, "var[3]": 4, "var[4]": 4, rho: 0.5 },
    "ar1(Day | Pen) + pens": { Pen: 1, residual: 3, rho: 0.5 },
  };
  const ofTrt = Object.entries(at).map(([text, variance]) => {
    const residual = text.replace(/ \+ .*/, "");
    // residual df leave the covariances as they are
    const options = { variance, residual, differ: 3, terms: ["Trt"], ddf: "residual" as const };
    return structuredPower(repeated, options).rows[0]!;
  });
  // Trt is tested by means over four days: variance of a pen's mean × 2/6
  const noncentral = (sum: number): number => 9 / (sum / 16 / 3);
  const geometric = 4 * 4 + 2 * 4 * (3 * 0.5 + 2 * 0.25 + 0.125);
  assertAlmostEquals(ofTrt[0]!.ncp!, noncentral(4 * 2 + 16 * 2), 1e-9);
  assertAlmostEquals(ofTrt[1]!.ncp!, noncentral(geometric), 1e-9);
  assertAlmostEquals(ofTrt[2]!.ncp!, noncentral(4 * 4 + 2 * (3 * 2 + 2 * 1 + 0.5)), 1e-9);
  assertAlmostEquals(ofTrt[3]!.ncp!, noncentral(geometric), 1e-9);
  assertAlmostEquals(ofTrt[4]!.ncp!, noncentral(0.75 * geometric + 16), 1e-9);
  const code = (variance: Record<string, number>, residual: string): string =>
    assertThrows(
      () => structuredPower(repeated, { variance, residual, differ: 2 }),
      DiagnosticError,
    ).diagnostics[0]!.code;
  assertEquals(code({ residual: 4 }, "ar1(Day | Pen)"), "missing-variance");
  assertEquals(code({ residual: 4, rho: 1.2 }, "ar1(Day | Pen)"), "bad-variance");
  assertEquals(code({ residual: 4, rho: 0.1, phi: 2 }, "ar1(Day | Pen)"), "unknown-variance");
  assertEquals(code({ Pen: 1, residual: 4, cs_cov: 1 }, "cs(Day | Pen)"), "confounded-variance");
});
