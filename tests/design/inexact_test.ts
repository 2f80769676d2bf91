/**
 * Designs with terms that no single mean square tests: shell, power, precision, detectable
 * difference, sample size and simulation say the same. Expectations come from the quadratic forms
 * of the plan.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { DesignSpec } from "../../lib/design/declared/declaration.ts";
import { design } from "../../lib/design/declared/design.ts";
import { detectableDifference } from "../../lib/design/planning/detectable.ts";
import { power } from "../../lib/design/planning/power.ts";
import { precision } from "../../lib/design/planning/precision.ts";
import { sampleSize } from "../../lib/design/planning/replication.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { planTable } from "../../lib/design/declared/plan.ts";
import { simulatePower } from "../../lib/design/planning/simulation.ts";
import { Table } from "../../lib/data/table.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { pf, qf } from "../../lib/math/distribution/tails.ts";
import { quadratic, spacesOf } from "./linear_algebra.ts";

/** Which terms have a combination for an error, and which have none. */
const DESIGNS: Record<string, DesignSpec & { combined: string[]; untested: string[] }> = {
  "laboratories by days by materials": {
    units: "~ Lab*Day*Mat",
    treatments: "~ Mat",
    levels: { Lab: 5, Day: 4, Mat: 3 },
    allot: [],
    combined: ["Mat"],
    untested: [],
  },
  "laboratories by days by materials, in duplicate": {
    units: "~ (Lab*Day*Mat)/Rep",
    treatments: "~ Mat",
    levels: { Lab: 4, Day: 3, Mat: 3, Rep: 2 },
    allot: [],
    combined: ["Mat"],
    untested: [],
  },
  "locations by years by varieties": {
    units: "~ Loc*Year*Var",
    treatments: "~ Var",
    levels: { Loc: 6, Year: 3, Var: 4 },
    allot: [],
    combined: ["Var"],
    untested: [],
  },
  "unreplicated rows and columns": {
    units: "~ Row*Col",
    treatments: "~ A*B",
    levels: { Row: 3, Col: 4, A: 3, B: 4 },
    allot: ["A ~ Row", "B ~ Col"],
    combined: [],
    untested: ["A", "B", "A:B"],
  },
  "rows and columns without their interaction": {
    units: "~ Row*Col",
    treatments: "~ A + B",
    levels: { Row: 3, Col: 4, A: 3, B: 4 },
    allot: ["A ~ Row", "B ~ Col"],
    combined: [],
    untested: ["A", "B"],
  },
  "one house a temperature": {
    units: "~ House/Bench",
    treatments: "~ Temp",
    levels: { House: 3, Bench: 6, Temp: 3 },
    allot: "Temp ~ House",
    combined: [],
    untested: ["Temp"],
  },
  "split-plot with one whole plot a treatment": {
    units: "~ Whole/Sub",
    treatments: "~ A*B",
    levels: { Whole: 4, Sub: 3, A: 4, B: 3 },
    allot: ["A ~ Whole", "B ~ Sub"],
    combined: [],
    untested: ["A", "B", "A:B"],
  },
  "one house a temperature, varieties within": {
    units: "~ House/Bench",
    treatments: "~ Temp*Var",
    levels: { House: 2, Bench: 12, Temp: 2, Var: 3 },
    allot: ["Temp ~ House", "Var ~ Bench"],
    combined: [],
    untested: ["Temp"],
  },
  "strip-plot": {
    units: "~ Block/(Row*Col)",
    treatments: "~ A*B",
    levels: { Block: 3, Row: 3, Col: 4, A: 3, B: 4 },
    allot: ["A ~ Row", "B ~ Col"],
    combined: [],
    untested: [],
  },
};

for (const [name, { combined, untested, ...spec }] of Object.entries(DESIGNS)) {
  Deno.test(`inexact: ${name}`, () => {
    const d = design(spec);
    const shell = anovaShell(d);
    const spaces = spacesOf(d);
    const components = d.structure.strata.flatMap((s) => s.component ?? []);
    const variance = Object.fromEntries(
      components.map((c, i) => [c, c === "residual" ? 1 : 0.4 + 0.3 * i]),
    );
    const expected = (source: string): number => {
      const space = spaces.rows.get(source)!;
      return [...spaces.classes].reduce(
        (sum, [component, classes]) =>
          sum + (variance[component] ?? 0) * quadratic(space, classes) / space.length,
        0,
      );
    };
    const find = (label: string) => shell.rows.find((r) => r.source === label)!;
    const terms = d.structure.fixed.map((t) => t.label);
    assertEquals(terms.filter((t) => find(t).synthesised), combined);
    assertEquals(terms.filter((t) => find(t).untested), untested);
    assertEquals(shell.notes.filter((n) => n.code === "no-exact-test").length, combined.length);
    assertEquals(shell.notes.some((n) => n.code === "no-test"), untested.length > 0);

    const cells = d.declaration.treatments.names.reduce(
      (n, f) => n * d.declaration.counts.get(f)!,
      1,
    );
    const means = Array.from({ length: cells }, (_, k) => (k * 7 % 5) * 0.8);
    const powers = power(d, { variance, means });
    const drawn = simulatePower(d, { variance, means, runs: 4000, seed: 3 });
    const least = detectableDifference(d, { variance });
    const precise = precision(d, { variance }).rows;
    assertEquals(powers.notes.length, untested.length > 0 ? 1 : 0);
    for (const row of powers.rows) {
      const shown = find(row.term);
      const draw = drawn.find((r) => r.term === row.term)!;
      const detected = least.find((r) => r.term === row.term)!;
      const own = precise.filter((r) => r.term === row.term);
      if (shown.untested) {
        assertEquals([row.denDf, row.ncp, row.power], [null, null, null]);
        assertEquals([draw.power, draw.standardError], [null, null]);
        assertEquals([detected.denDf, detected.differ], [null, null]);
        assert(own.some((r) => r.df === null && r.leastSignificant === null));
        continue;
      }
      const parts = shown.synthesised?.parts ??
        [{ source: shown.testedAgainst!, coefficient: 1, df: find(shown.testedAgainst!).df }];
      const each = parts.map((p) => ({
        value: p.coefficient * expected(p.source),
        df: spaces.rows.get(p.source)!.length,
      }));
      const total = each.reduce((s, e) => s + e.value, 0);
      assertAlmostEquals(total, expected(row.term), 1e-9, "what the term expects without effects");
      const df = total ** 2 / each.reduce((s, e) => s + e.value ** 2 / e.df, 0);
      assertAlmostEquals(row.denDf!, df, 1e-9);
      assertAlmostEquals(detected.denDf!, df, 1e-9);
      const limit = qf(0.05, row.numDf, df, { upper: true });
      const theory = pf(limit, row.numDf, df, { upper: true, ncp: row.ncp! });
      assertAlmostEquals(row.power!, theory, 1e-12);
      // Satterthwaite's approximation costs up to one per cent beside the error of the draws
      const near = shown.synthesised ? 0.01 : 0;
      const margin = 3.5 * Math.sqrt(theory * (1 - theory) / 4000) + near;
      assert(Math.abs(draw.power! - theory) < margin, `${row.term}: ${draw.power} for ${theory}`);
      // a difference that holds levels of an untested term has no error either
      for (const r of own) {
        if (r.differing.some((f) => untested.includes(f))) assertEquals(r.df, null);
        else assert(r.df !== null && r.df > 0 && Number.isFinite(r.halfWidth!));
      }
    }
  });
}

Deno.test("inexact: materials, by hand", () => {
  const d = design(DESIGNS["laboratories by days by materials"]!);
  const variance = Object.fromEntries(
    ["Lab", "Day", "Lab:Day", "Lab:Mat", "Day:Mat", "residual"].map((c) => [c, 1]),
  );
  const [row] = precision(d, { variance }).rows;
  assertAlmostEquals(row!.standardError, 1, 1e-12);
  assertAlmostEquals(row!.df!, 100 / (25 / 8 + 36 / 6 + 1 / 24), 1e-9);
  assertAlmostEquals(row!.leastSignificant!, 2.2032, 1e-4);
  const { synthesised } = anovaShell(d).rows.find((r) => r.source === "Mat")!;
  assertEquals(synthesised!.text, "MS(Lab:Mat) + MS(Day:Mat) − MS(Error)");
  assertEquals(synthesised!.expectedMeanSquare, "σ² + 4σ²_{Lab:Mat} + 5σ²_{Day:Mat}");
  const { found } = sampleSize(d, { variance, differ: 4, vary: "Lab", power: 0.5 });
  assert(found!.rows[0]!.power! >= 0.5 && !Number.isInteger(found!.rows[0]!.denDf!));
});

Deno.test("inexact: more benches give a house no error, and it is said which term lacks one", () => {
  const d = design(DESIGNS["one house a temperature"]!);
  const size = sampleSize(d, {
    variance: { House: 1, residual: 1 },
    differ: 2,
    vary: "Bench",
    largest: 30,
  });
  assertEquals([size.found, size.untested], [null, ["Temp"]]);
});

Deno.test("inexact: a fitted model knows the df of its combination, by its own variances", () => {
  const plan = planTable(design(DESIGNS["laboratories by days by materials"]!));
  const random = new RandomStream(8);
  const effects = new Map<string, number>();
  const effect = (key: string): number => {
    if (!effects.has(key)) effects.set(key, 2 * random.normal());
    return effects.get(key)!;
  };
  const level = (name: string, i: number): string => {
    const column = plan.column(name);
    if (column?.kind !== "factor") throw new Error(name);
    return column.levels[column.codes[i]!]!;
  };
  const values = Float64Array.from({ length: 60 }, (_, i) => {
    const [lab, day, mat] = ["Lab", "Day", "Mat"].map((name) => level(name, i));
    return 50 + effect(`lab ${lab}`) + effect(`day ${day}`) + effect(`${lab} ${day}`) +
      effect(`${lab}, ${mat}`) + effect(`${day}, ${mat}`) + random.normal();
  });
  const table = new Table([...plan.columns, { kind: "numeric", name: "y", values }]);
  const fit = lmer(
    "y ~ Mat + (1 | Lab) + (1 | Day) + (1 | Lab:Day) + (1 | Mat:Lab) + (1 | Day:Mat)",
    table,
  );
  const variance = (group: string): number =>
    fit.varianceComponents.find((v) => v.group === group)!.variance!;
  const [labs, days, error] = [
    variance("Residual") + 4 * variance("Mat:Lab"),
    variance("Residual") + 5 * variance("Day:Mat"),
    variance("Residual"),
  ];
  assert(labs > error && days > error);
  const shell = anovaShell(fit);
  const df = (labs! + days! - error!) ** 2 / (labs! ** 2 / 8 + days! ** 2 / 6 + error! ** 2 / 24);
  const { synthesised } = shell.rows.find((r) => r.source === "Mat")!;
  assertAlmostEquals(synthesised!.fittedDf!, df, 1e-9);
  const note = shell.notes.find((n) => n.code === "no-exact-test")!;
  assert(note.text.endsWith(`which the fitted variances make ${Number(df.toPrecision(4))}`));
});
