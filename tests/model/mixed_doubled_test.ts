/**
 * The elimination with doubled digits beside that of levels and beside dense matrices, and what the end of a
 * search gains by it: the same figures whatever order the rows come in, and from cells.
 */
import { assert, assertEquals } from "@std/assert";
import { takeRows } from "../../lib/data/rows.ts";
import { Table } from "../../lib/data/table.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { randomLayout } from "../../lib/model/covariance/random_structure.ts";
import { crossProducts } from "../../lib/model/elimination/cross.ts";
import { doubledElimination } from "../../lib/model/elimination/doubled/doubled_elimination.ts";
import { Elimination } from "../../lib/model/elimination/elimination.ts";
import { rowsByLevel } from "../../lib/model/elimination/fill.ts";
import { eliminationPattern } from "../../lib/model/elimination/plan.ts";
import { anova, cells, coefficientTests, emmeans, type LinearMixedModel, lmer } from "../../mod.ts";

/** Slopes over six levels that cross four, with weights, a covariate and something taken from y. */
function eliminations(): [Elimination, Elimination] {
  const n = 96;
  const r = new RandomStream(5);
  const codes = (levels: number): Int32Array =>
    Int32Array.from({ length: n }, (_, i) => i < levels ? i : Math.floor(r.uniform() * levels));
  const dose = Float64Array.from({ length: n }, (_, i) => i % 4 - 1);
  const layout = randomLayout([
    {
      group: "a",
      levels: ["1", "2", "3", "4", "5", "6"],
      codes: codes(6),
      columns: [{ name: "(Intercept)", values: null }, { name: "dose", values: dose }],
    },
    {
      group: "b",
      levels: ["1", "2", "3", "4"],
      codes: codes(4),
      columns: [{ name: "(Intercept)", values: null }],
    },
  ]);
  const p = 3;
  const x = Float64Array.from(
    { length: n * p },
    (_, i) => i % p === 0 ? 1 : i % p === 1 ? dose[Math.floor(i / p)]! : r.normal(),
  );
  const y = Float64Array.from({ length: n }, (_, i) => 3 * dose[i]! + r.normal());
  const weights = Float64Array.from({ length: n }, () => 0.5 + r.uniform());
  const rows = { n, p, x, of: null, y, weights };
  const byLevel = layout.groups.map((g) => rowsByLevel(g.codes, g.levels.length));
  const pattern = eliminationPattern(layout.groups, byLevel, p + 1);
  const taken = Float64Array.of(0.25, 3, -0.5);
  // the plain one has the same taken from y before
  const less = y.map((v, i) => {
    for (let j = 0; j < p; j++) v -= x[i * p + j]! * taken[j]!;
    return v;
  });
  const own = { ...rows, y: less };
  const plain = new Elimination(
    pattern,
    layout,
    crossProducts(pattern, layout.groups, byLevel, own),
  );
  const whole = new Elimination(
    pattern,
    layout,
    crossProducts(pattern, layout.groups, byLevel, rows),
  );
  const steep = layout.groups.map(({ width }) => new Float64Array(width * width).fill(100));
  return [plain, doubledElimination(whole, steep, { ...rows, taken })!];
}

Deno.test("doubled digits: as the elimination of levels where nothing is lost", () => {
  const [plain, doubled] = eliminations();
  for (const theta of [[0.7, -0.2, 0.4, 1.1], [0.9, 0.3, 0, 0.6]]) {
    plain.run(theta, 2);
    doubled.run(theta, 2);
    const near = (a: ArrayLike<number>, b: ArrayLike<number>, what: string): void => {
      assertEquals(a.length, b.length, what);
      const most = Array.from(b).reduce((m, v) => Math.max(m, Math.abs(v)), 0);
      for (let i = 0; i < b.length; i++) {
        assert(Math.abs(a[i]! - b[i]!) <= 1e-12 * most, `${what} ${i}: ${a[i]} is not ${b[i]}`);
      }
    };
    near([doubled.logDet], [plain.logDet], "log|V|");
    near(doubled.logDet1, plain.logDet1, "its first derivatives");
    near(doubled.logDet2, plain.logDet2, "its second derivatives");
    const upper = (s: Float64Array): number[] =>
      [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => j >= i).map((j) => s[4 * i + j]!));
    near(upper(doubled.fixedPart()), upper(plain.fixedPart()), "S");
    plain.first.forEach((block, k) => {
      near(upper(doubled.fixedPart(doubled.first[k])), upper(plain.fixedPart(block)), `S_${k}`);
    });
    plain.second.forEach((block, k) => {
      near(upper(doubled.fixedPart(doubled.second[k])), upper(plain.fixedPart(block)), `S_${k}`);
    });
  }
});

Deno.test("doubled digits are left where levels are many or rows in them few", () => {
  const [plain] = eliminations();
  const { layout, cross, pattern } = plain;
  const one = layout.groups.map(({ width }) => new Float64Array(width * width).fill(1));
  const { codes } = layout.groups[0]!;
  const n = codes.length;
  const rows = {
    n,
    p: 3,
    x: new Float64Array(3 * n),
    of: null,
    y: new Float64Array(n),
    weights: null,
    taken: new Float64Array(3),
  };
  assertEquals(doubledElimination(new Elimination(pattern, layout, cross), one, rows), null);
});

/** Plots of three days and seven treatments, beside a large number; days vary much, plots of both hardly. */
function plots(n: number): Table {
  const r = new RandomStream(1);
  const effect = (levels: number, size: number): number[] =>
    Array.from({ length: levels }, () => size * r.normal());
  const [trt, day, both] = [effect(7, 6), effect(3, 5), effect(21, 0.004)];
  const codes = Array.from({ length: n }, () => [
    Math.floor(r.uniform() * 7),
    Math.floor(r.uniform() * 3),
  ]);
  const x = Array.from({ length: n }, () => r.uniform());
  return tableFrom({
    Trt: codes.map(([t]) => `T${t}`),
    Day: codes.map(([, d]) => `D${d}`),
    x,
    y: codes.map(([t, d], i) =>
      1e9 +
      Math.round(64 * (trt[t!]! + day[d!]! + both[3 * t! + d!]! + 3 * x[i]! + 2 * r.normal())) / 64
    ),
  }, { factors: ["Trt", "Day"] });
}

/** Estimates with errors and degrees of freedom, tests and means, each with what it is measured by. */
function figures(fit: LinearMixedModel, specs: string): [value: number, scale: number][] {
  return [
    ...fit.theta.map((t): [number, number] => [t, Math.abs(t)]),
    [fit.sigma, fit.sigma],
    ...coefficientTests(fit).flatMap((t): [number, number][] => [
      [t.estimate!, Math.abs(t.estimate!) + t.standardError!],
      [t.standardError!, t.standardError!],
      [t.df!, t.df!],
    ]),
    ...anova(fit).rows.map((t): [number, number] => [t.statistic!, t.statistic!]),
    ...emmeans(fit, specs).rows.flatMap((m): [number, number][] => [
      [m.standardError!, m.standardError!],
      [m.df!, m.df!],
    ]),
  ];
}

Deno.test("200,000 rows beside 1e9, in any order and as cells: mixed models to 1e-11", () => {
  const n = 200_000;
  const rows = plots(n);
  const r = new RandomStream(2);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(r.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const other = new Table(rows.columns.map((c) => takeRows(c, order)), { nrow: n });
  const held = cells(rows, { by: ["Trt", "Day"], response: "y", covariates: ["x"] });
  for (
    const [formula, specs] of [
      ["y ~ Trt + (1 | Day)", "~ Trt"],
      ["y ~ x + Day + (1 | Trt) + (1 | Trt:Day)", "~ Day"],
    ] as const
  ) {
    const right = figures(lmer(formula, rows), specs);
    for (const table of [other, held]) {
      figures(lmer(formula, table), specs).forEach(([value], k) => {
        const [own, scale] = right[k]!;
        assert(Math.abs(value - own) <= 1e-11 * scale, `${formula}, ${k}: ${value} is not ${own}`);
      });
    }
  }
});
