/**
 * Adjusted p-values and critical values against emmeans on every reference case, step-wise methods
 * against their definitions, letters against `cld`.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import {
  adjustPValues,
  criticalValue,
  intervalAdjust,
} from "../../lib/inference/estimate/adjust.ts";
import { sharedDf } from "../../lib/inference/estimate/shared_df.ts";
import type { Adjust } from "../../lib/inference/estimate/view.ts";
import { letterDisplay } from "../../lib/inference/contrast/letter_display.ts";
import { type Stepwise, stepwise } from "../../lib/inference/estimate/stepwise.ts";
import { readCases } from "../oracle/read_case.ts";

interface Row {
  [column: string]: number | string | null;
}
interface Adjusted {
  "p.value": (number | null)[] | number;
  lower?: (number | null)[] | number;
  upper?: (number | null)[] | number;
}
interface Contrasts {
  rows: Row[];
  adjust: Record<string, Adjusted>;
  exact_mvt_p?: number[];
}
interface Means {
  spec: string;
  rows: Row[];
  cld?: { rows: Row[] };
  pairs?: Contrasts;
  dunnett?: Contrasts;
  eff?: Contrasts;
  poly?: Contrasts;
}
interface Case {
  emmeans?: Means[];
}

const cases = readCases<Case>();

/** Indices of rows by their values of the factors after `|`. */
function byGroups(spec: string, rows: readonly Row[]): number[][] {
  const by = spec.split("|")[1]?.trim().split(/[ *+]+/) ?? [];
  const groups = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const key = by.map((name) => row[name]).join("/");
    groups.set(key, [...groups.get(key) ?? [], i]);
  });
  return [...groups.values()];
}

const pick = (values: (number | null)[] | number | undefined, i: number): number | null =>
  Array.isArray(values) ? values[i] ?? null : values ?? null;
const statisticOf = (row: Row): number => (row["t.ratio"] ?? row["z.ratio"]) as number;
const dfOf = (row: Row): number => typeof row["df"] === "number" ? row["df"] : Infinity;

/** R's studentized range at 5 and 6 df is off by up to 5e-7; ours is exact (see its own tests). */
const LOOSE_RANGE = new Set(["machines_unstructured", "stripplot_sim"]);

/**
 * emmeans rounds df before R's ptukey: to seven significant digits of the largest, and to whole
 * numbers where a contrast of the table is not estimable, because its df then count as infinite.
 */
function roundedDf(df: readonly number[], allEstimable: boolean): number[] {
  const largest = allEstimable ? Math.max(...df) : Infinity;
  const digits = Math.max(0, 7 - Math.ceil(Math.log10(largest)));
  return df.map((value) =>
    value === Infinity ? value : Math.round(value * 10 ** digits) / 10 ** digits
  );
}

function toleranceOf(id: string, method: string, p: number): number {
  const range = method === "tukey" || method === "dunnettx";
  if (range) return LOOSE_RANGE.has(id) ? 5e-7 : p > 1e-4 ? 1e-6 * p : 1e-10;
  // R forms Šidák's 1 − (1 − p)^k with cancellation
  return method === "sidak" ? 1e-9 * p + 1e-14 : 1e-11 * p;
}

Deno.test("adjusted p-values and limits of every reference case", () => {
  let compared = 0;
  for (const { id, emmeans = [] } of cases) {
    for (const means of emmeans) {
      for (const part of ["pairs", "dunnett", "eff", "poly"] as const) {
        const table = means[part];
        if (!table?.adjust || !table.rows) continue;
        const allEstimable = table.rows.every((row) => row["SE"] !== null);
        for (const group of byGroups(means.spec, table.rows)) {
          const known = group.filter((i) => table.rows[i]!["SE"] !== null);
          const statistics = known.map((i) => statisticOf(table.rows[i]!));
          const df = known.map((i) => dfOf(table.rows[i]!));
          const count = group.length;
          const family = {
            familySize: Math.round((1 + Math.sqrt(1 + 8 * count)) / 2),
            count,
            side: "two" as const,
          };
          for (const [name, values] of Object.entries(table.adjust)) {
            if (name === "mvt_montecarlo") continue;
            const method = (count === 1 ? "none" : name) as Adjust;
            const used = method === "tukey" ? roundedDf(df, allEstimable) : df;
            const p = adjustPValues(method, { ...family, statistics, df: used });
            known.forEach((i, j) => {
              const expected = pick(values["p.value"], i);
              if (expected === null) return;
              const off = Math.abs(p[j]! - expected);
              const where = `${id} ${means.spec} ${part} ${name}: ${p[j]} for ${expected}`;
              assert(off <= toleranceOf(id, name, expected), where);
              compared++;
              const upper = pick(values.upper, i);
              const lower = pick(values.lower, i);
              if (upper === null || lower === null) return;
              const critical = criticalValue(intervalAdjust(method), 0.95, df[j]!, family);
              const half = (upper - lower) / 2 / (table.rows[i]!["SE"] as number);
              // emmeans finds dunnettx's by a root finder that stops at 1e-5
              const tolerance = name === "dunnettx" ? 2e-5 : name === "tukey" ? 5e-7 : 1e-10;
              assert(Math.abs(critical / half - 1) < tolerance, `${where}, limit`);
              compared++;
            });
          }
        }
      }
    }
  }
  assert(compared > 14000, `${compared} compared`);
});

Deno.test("exact Dunnett: references of ten digits", () => {
  let compared = 0;
  for (const { id, emmeans = [] } of cases) {
    for (const { spec, dunnett } of emmeans) {
      if (!dunnett?.exact_mvt_p || spec.includes("|")) continue;
      const errors = new Set(dunnett.rows.map((row) => (row["SE"] as number).toPrecision(8)));
      if (errors.size > 1) continue;
      // equal standard errors: correlation ½
      const count = dunnett.rows.length;
      const correlation = Float64Array.from(
        { length: count * count },
        (_, i) => i % (count + 1) === 0 ? 1 : 0.5,
      );
      const p = adjustPValues("mvt", {
        statistics: dunnett.rows.map(statisticOf),
        df: dunnett.rows.map(dfOf),
        familySize: count + 1,
        count,
        side: "two",
        correlation,
      });
      dunnett.exact_mvt_p.forEach((expected, i) => {
        const off = Math.abs(p[i]! - expected);
        assert(off <= 1e-9 * expected + 2e-14, `${id} ${spec}: ${p[i]} for ${expected}`);
        compared++;
      });
    }
  }
  assert(compared > 30, `${compared} compared`);
});

Deno.test("critical values of mvt and dunnettx give back their level", () => {
  const correlation = Float64Array.of(1, 0.5, 0.3, 0.5, 1, 0.2, 0.3, 0.2, 1);
  for (const side of ["two", "right"] as const) {
    const family = { familySize: 4, count: 3, side, correlation };
    const c = criticalValue("mvt", 0.9, 12.5, family);
    const p = adjustPValues("mvt", { ...family, statistics: [c, 0, 1], df: [12.5, 12.5, 12.5] });
    assertAlmostEquals(p[0]!, 0.1, 1e-13);
  }
  const family = { familySize: 4, count: 3, side: "two" as const };
  const c = criticalValue("dunnettx", 0.95, 20, family);
  const p = adjustPValues("dunnettx", { ...family, statistics: [c], df: [20] });
  assertAlmostEquals(p[0]!, 0.05, 1e-13);
  assert(criticalValue("scheffe", 0.95, 20, { ...family, rank: 3 }) > c);
});

Deno.test("one-sided mvt for left and right mirror each other", () => {
  const family = {
    familySize: 3,
    count: 2,
    df: [9, 9],
    correlation: Float64Array.of(1, 0.5, 0.5, 1),
  };
  const right = adjustPValues("mvt", { ...family, side: "right", statistics: [2.1, -0.4] });
  const left = adjustPValues("mvt", { ...family, side: "left", statistics: [-2.1, 0.4] });
  assertEquals(left, right);
  assert(right[1]! > 0.7 && right[1]! < 1);
});

Deno.test("step-wise methods, worked by hand", () => {
  const p = Float64Array.of(0.01, 0.02, 0.03, 0.04, 0.05, 0.0003);
  // factors of the definitions times the ordered p-values, made monotone
  const expected: [Stepwise, number, number[]][] = [
    ["holm", 6, [0.05, 0.08, 0.09, 0.09, 0.09, 0.0018]],
    ["hochberg", 6, [0.05, 0.05, 0.05, 0.05, 0.05, 0.0018]],
    ["BH", 6, [0.03, 0.04, 0.045, 0.048, 0.05, 0.0018]],
    ["fdr", 6, [0.03, 0.04, 0.045, 0.048, 0.05, 0.0018]],
    ["BY", 6, [0.0735, 0.098, 0.11025, 0.1176, 0.1225, 0.00441]],
    ["bonferroni", 6, [0.06, 0.12, 0.18, 0.24, 0.3, 0.0018]],
    ["holm", 8, [0.07, 0.12, 0.15, 0.16, 0.16, 0.0024]],
    ["BH", 8, [0.04, 0.05333333333333333, 0.06, 0.064, 0.06666666666666667, 0.0024]],
  ];
  for (const [method, count, values] of expected) {
    const adjusted = stepwise(method, p, count);
    values.forEach((value, i) => assertAlmostEquals(adjusted[i]!, value, 1e-15, method));
  }
});

Deno.test("scheffe as emmeans prints it", () => {
  // emmeans_print_samples.txt: pairs of Variety in the split-plot of oats, rank 2
  const oats = cases.find((one) => one.id === "oats_splitplot")!;
  const { rows } = oats.emmeans!.find((means) => means.spec === "~Variety")!.pairs!;
  const p = adjustPValues("scheffe", {
    statistics: rows.map(statisticOf),
    df: rows.map(dfOf),
    familySize: 3,
    count: 3,
    side: "two",
    rank: 2,
  });
  assertEquals(Array.from(p, (value) => value.toFixed(4)), ["0.7620", "0.6372", "0.2741"]);
});

/** Hommel by its definition: the largest Simes p over all subsets that hold i. */
function closedSimes(p: Float64Array): Float64Array {
  const adjusted = new Float64Array(p.length);
  for (let mask = 1; mask < 1 << p.length; mask++) {
    const members = [...p.keys()].filter((i) => mask >> i & 1);
    const sorted = members.map((i) => p[i]!).sort((a, b) => a - b);
    const simes = Math.min(...sorted.map((value, k) => members.length * value / (k + 1)));
    for (const i of members) adjusted[i] = Math.max(adjusted[i]!, simes);
  }
  return adjusted;
}

Deno.test("hommel is the closed test with Simes's tests", () => {
  let state = 7;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let trial = 0; trial < 60; trial++) {
    const p = Float64Array.from({ length: 2 + trial % 6 }, () => next() ** 2 * 0.3);
    const adjusted = stepwise("hommel", p, p.length);
    closedSimes(p).forEach((value, i) =>
      assertAlmostEquals(adjusted[i]!, Math.min(1, value), 1e-14)
    );
  }
});

Deno.test("what an adjustment lacks is a diagnostic", () => {
  const family = { familySize: 3, count: 3, side: "two" as const, statistics: [1], df: [5] };
  assertThrows(() => adjustPValues("mvt", family), DiagnosticError);
  assertThrows(() => adjustPValues("scheffe", family), DiagnosticError);
  assertThrows(() => adjustPValues("tukey", { ...family, side: "left" }), DiagnosticError);
});

Deno.test("letters of every reference case", () => {
  let compared = 0;
  for (const { id, emmeans = [] } of cases) {
    for (const { spec, rows, cld, pairs } of emmeans) {
      const p = pairs?.adjust["tukey"]?.["p.value"];
      if (!cld || !pairs || !Array.isArray(p)) continue;
      const pairGroups = byGroups(spec, pairs.rows);
      const letterGroups = byGroups(spec, cld.rows);
      byGroups(spec, rows).forEach((group, g) => {
        const n = group.length;
        const significant = new Uint8Array(n * n);
        let pair = 0;
        for (let i = 0; i < n; i++) {
          for (let j = i + 1; j < n; j++) {
            const differs = p[pairGroups[g]![pair++]!]! < 0.05 ? 1 : 0;
            significant[i * n + j] = significant[j * n + i] = differs;
          }
        }
        const mean = group.map((i) => rows[i]!["emmean"] as number);
        const order = [...group.keys()].sort((i, j) => mean[i]! - mean[j]!);
        const expected = letterGroups[g]!.map((i) => (cld.rows[i]![".group"] as string).trimEnd());
        const given = letterDisplay(significant, order).padded.map((text) => ` ${text}`.trimEnd());
        assertEquals(given, expected, `${id} ${spec}`);
        compared++;
      });
    }
  }
  assert(compared >= 30, `${compared} groups`);
});

Deno.test("many statistics of the same df have the tails that each has by itself", () => {
  for (const own of [5, 12.5, 1497, Infinity]) {
    const statistics = Float64Array.from({ length: 1200 }, (_, i) => i / 150);
    const df = new Float64Array(1200).fill(own);
    const family = { familySize: 40, count: 1200, side: "two" as const };
    const together = adjustPValues("tukey", { ...family, statistics, df });
    for (let i = 3; i < 1200; i += 37) {
      const [alone] = adjustPValues("tukey", {
        ...family,
        statistics: [statistics[i]!],
        df: [own],
      });
      assertAlmostEquals(together[i]!, alone!, 1e-11 * alone!);
    }
  }
});

Deno.test("many rows whose df differ in their last digits have the p-values of each by itself", () => {
  const count = 6000;
  const noisy = (i: number): number => 23.7 * (1 + (i % 7 - 3) * 1e-14);
  const df = Float64Array.from({ length: count }, (_, i) => i % 3 === 0 ? 23 : noisy(i));
  const statistics = Float64Array.from({ length: count }, (_, i) => (i % 97) / 12);
  const family = { familySize: 80, count, side: "two" as const };
  for (const method of ["tukey", "none"] as Adjust[]) {
    const together = adjustPValues(method, { ...family, statistics, df });
    for (let i = 0; i < 400; i++) {
      const own = { statistics: [statistics[i]!], df: [df[i]!] };
      const [alone] = adjustPValues(method, { ...family, ...own });
      assertAlmostEquals(together[i]!, alone!, 1e-10 * alone!);
    }
  }
  assertEquals([23, Infinity, 0.5].map(sharedDf), [23, Infinity, 0.5]);
  assertEquals(sharedDf(noisy(1)), sharedDf(noisy(6)));
  assert(sharedDf(23.7) !== sharedDf(23.7 * (1 + 1e-10)));
});
