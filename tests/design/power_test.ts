import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { design } from "../../lib/design/declared/design.ts";
import { power } from "../../lib/design/planning/power.ts";
import { contrastPower } from "../../lib/design/planning/contrast_power.ts";
import { detectableDifference } from "../../lib/design/planning/detectable.ts";
import { meanOfChi, precision } from "../../lib/design/planning/precision.ts";
import { powerCurve, sampleSize } from "../../lib/design/planning/replication.ts";
import { simulatePower } from "../../lib/design/planning/simulation.ts";
import { catalogue } from "./catalogue.ts";

// Means of A1B1, A2B1, A3B1, A1B2, A2B2, A3B2 in three blocks, σ² = 1.
const means = [10, 12, 12, 10, 10, 12];

const blocks = design({
  units: "~ Block/Plot",
  treatments: "~ A*B",
  levels: { Block: 3, Plot: 6, A: 3, B: 2 },
  allot: "A*B ~ Plot",
});

const split = design({
  units: "~ Block/Whole/Sub",
  treatments: "~ A*B",
  levels: { Block: 3, Whole: 3, Sub: 2, A: 3, B: 2 },
  allot: ["A ~ Whole", "B ~ Sub"],
});

const rounded = (rows: { term: string; power: number | null }[]): [string, string][] =>
  rows.map((r) => [r.term, r.power!.toFixed(4)]);

// Noncentral F computed with R: pf(qf(.95, d1, d2), d1, d2, ncp, lower.tail = FALSE).
Deno.test("power: a factorial in complete blocks", () => {
  const { rows } = power(blocks, { variance: { residual: 1 }, means });
  assertEquals(rounded(rows), [["A", "0.7592"], ["B", "0.2491"], ["A:B", "0.3183"]]);
  assertEquals(rows.map((r) => r.denDf), [10, 10, 10]);
});

Deno.test("power: the same means as a split-plot", () => {
  const { rows } = power(split, { variance: { Whole: 0.2, residual: 1 }, means });
  assertEquals(rounded(rows), [["A", "0.4141"], ["B", "0.2232"], ["A:B", "0.2682"]]);
  assertEquals(rows.map((r) => [r.numDf, r.denDf]), [[2, 4], [1, 6], [2, 6]]);
  assertAlmostEquals(rows[0]!.ncp, 60 / 7, 1e-12); // 12 / (1 + 2 · 0.2)
});

Deno.test("power: differ puts two levels at ± differ/2 and the others midway", () => {
  const variance = { Whole: 0.2, residual: 1 };
  const byDiffer = power(split, { variance, differ: 2, terms: "~ A" }).rows[0]!;
  const byMeans = power(split, { variance, means: [11, 9, 10, 11, 9, 10] }).rows[0]!;
  assertAlmostEquals(byDiffer.power!, byMeans.power!, 1e-12);
  const interaction = power(split, { variance, differ: 4, terms: ["A:B"] }).rows[0]!;
  const pattern = power(split, { variance, means: [1, -1, 0, -1, 1, 0] }).rows[2]!;
  assertAlmostEquals(interaction.ncp, pattern.ncp, 1e-12);
});

Deno.test("power: names of variances by unit term, by its last factor, and residual", () => {
  const options = { means, terms: "A" };
  const short = power(split, { ...options, variance: { Whole: 0.2, residual: 1 } });
  const long = power(split, { ...options, variance: { "Block:Whole": 0.2, Sub: 1, Block: 9 } });
  assertEquals(short.rows, long.rows);
});

function codeOf(action: () => unknown): string {
  const error = assertThrows(action, DiagnosticError);
  return error.diagnostics[0]!.code;
}

Deno.test("power: what a caller gets wrong is said", () => {
  const variance = { Whole: 0.2, residual: 1 };
  assertEquals(
    codeOf(() => power(split, { variance: { residual: 1 }, means })),
    "missing-variance",
  );
  assertEquals(
    codeOf(() => power(split, { variance: { Hole: 1, residual: 1 }, means })),
    "unknown-variance",
  );
  assertEquals(
    codeOf(() => power(split, { variance: { Whole: -1, residual: 1 }, means })),
    "bad-variance",
  );
  assertEquals(codeOf(() => power(split, { variance, means: [1, 2] })), "bad-means");
  assertEquals(codeOf(() => power(split, { variance })), "no-effect");
  assertEquals(codeOf(() => power(split, { variance, means, terms: "~ C" })), "unknown-term");
  assertEquals(codeOf(() => power(split, { variance, means, alpha: 5 })), "bad-alpha");
});

const simulated = [
  "completely randomised",
  "factorial, completely randomised",
  "randomised complete blocks",
  "completely randomised with subsampling",
  "Latin square",
  "split-plot in blocks",
  "strip-plot",
  "repeated measures",
  "many locations, fixed",
  "split-split-plot",
];

for (const name of simulated) {
  Deno.test(`power: 20,000 simulated experiments agree: ${name}`, () => {
    const d = design(catalogue[name]!);
    const names = d.structure.strata.map((s) => s.component!);
    const variance = Object.fromEntries(
      names.map((c, i) => [c, c === "residual" ? 1 : 0.3 + 0.2 * i]),
    );
    const size = d.declaration.treatments.names.reduce(
      (n, f) => n * d.declaration.counts.get(f)!,
      1,
    );
    const pattern = Array.from({ length: size }, (_, k) => ((k * 7) % 5) * 0.7);
    const exact = power(d, { variance, means: pattern });
    const drawn = simulatePower(d, { variance, means: pattern, seed: 1 });
    assert(drawn.length > 0);
    for (const { term, power: share, standardError } of drawn) {
      const expected = exact.rows.find((r) => r.term === term)!.power!;
      const margin = 3 * Math.max(standardError!, Math.sqrt(expected * (1 - expected) / 20_000));
      assert(Math.abs(share! - expected) <= margin, `${term}: ${share} for ${expected}`);
    }
  });
}

Deno.test("precision: standard errors of differences of a split-plot", () => {
  // σ² = 1, σ²_w = 0.2, 3 blocks, a = 3, b = 2: A √(2(1 + 2·0.2)/6), B √(2/9),
  // B at one A √(2/3), A at one B √(2(1 + 0.2)/3).
  const { rows } = precision(split, { variance: { Whole: 0.2, residual: 1 } });
  const found = rows.map((r) => [r.term, r.differing.join(), r.standardError ** 2, r.exact]);
  const expected: [string, string, number, boolean][] = [
    ["A", "A", 2 * 1.4 / 6, true],
    ["B", "B", 2 / 9, true],
    ["A:B", "A", 2 * 1.2 / 3, false],
    ["A:B", "B", 2 / 3, true],
    ["A:B", "A,B", 2 * 1.2 / 3, false],
  ];
  expected.forEach(([term, differing, variance, exact], i) => {
    assertEquals([found[i]![0], found[i]![1], found[i]![3]], [term, differing, exact]);
    assertAlmostEquals(found[i]![2] as number, variance, 1e-12);
  });
});

Deno.test("precision: the mean of χ/√df", () => {
  assertAlmostEquals(meanOfChi(1), Math.sqrt(2 / Math.PI), 1e-11);
  assertAlmostEquals(meanOfChi(2), Math.sqrt(Math.PI) / 2, 1e-11);
  assertAlmostEquals(meanOfChi(3), 2 * Math.sqrt(2 / (3 * Math.PI)), 1e-11);
  assertAlmostEquals(meanOfChi(1e6), 1 - 1 / 4e6, 1e-12);
});

Deno.test("precision: a contrast of two levels is the term's test with one df", () => {
  const two = design({
    units: "~ Plot",
    treatments: "~ Trt",
    levels: { Plot: 12, Trt: 2 },
    allot: "Trt ~ Plot",
  });
  const variance = { residual: 4 };
  const byF = power(two, { variance, differ: 3 }).rows[0]!;
  const byT = contrastPower(two, { variance, differ: 3, contrasts: { "1 - 2": [1, -1] } })[0]!;
  assertAlmostEquals(byT.power!, byF.power!, 1e-9);
  assertAlmostEquals(byT.ncp ** 2, byF.ncp, 1e-10);
});

Deno.test("precision: the detectable difference has the wanted power", () => {
  const variance = { Whole: 0.2, residual: 1 };
  for (const row of detectableDifference(split, { variance, power: 0.9 })) {
    const back = power(split, { variance, differ: row.differ!, terms: [row.term] }).rows[0]!;
    assertAlmostEquals(back.power!, 0.9, 1e-9);
  }
});

Deno.test("replication: power rises along the curve and the search finds its first point", () => {
  const options = {
    variance: { Whole: 0.2, residual: 1 },
    differ: 1.5,
    terms: "~ A",
    vary: "Block",
  };
  const curve = powerCurve(split, options);
  const values = curve.points.map((p) => p.rows[0]!.power!);
  assert(values.every((v, i) => i === 0 || v > values[i - 1]!));
  const size = sampleSize(split, { ...options, power: 0.8 });
  const first = curve.points.find((p) => p.rows[0]!.power! >= 0.8);
  assertEquals(size.found?.count, first?.count);
});

Deno.test("replication: numbers that cannot be shared out are passed over and named", () => {
  const curve = powerCurve(blocks, {
    variance: { residual: 1 },
    means,
    vary: "Plot",
    counts: [6, 7, 12],
  });
  assertEquals(curve.skipped, [7]);
  assertEquals(curve.points.map((p) => p.observations), [18, 36]);
});
