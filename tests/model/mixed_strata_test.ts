/**
 * Strata of grouping factors whose averages commute: what they give beside the elimination of every level, and
 * where there are none.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { randomLayout } from "../../lib/model/covariance/random_structure.ts";
import { crossProducts } from "../../lib/model/elimination/cross.ts";
import { Elimination } from "../../lib/model/elimination/elimination.ts";
import { rowsByLevel } from "../../lib/model/elimination/fill.ts";
import { eliminationPattern } from "../../lib/model/elimination/plan.ts";
import { strataOf } from "../../lib/model/elimination/strata.ts";
import { StrataElimination } from "../../lib/model/elimination/strata_elimination.ts";
import { coreOf } from "../../lib/model/mixed/core.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { MixedCriterion } from "../../lib/model/mixed/criterion.ts";
import { minque } from "../../lib/model/mixed/search/start.ts";
import { anova } from "../../mod.ts";

/** Columns of [X y]. */
const W = 4;

/** All combinations of some factors; groups are products of factors. */
function trial(sizes: number[], groups: number[][], keep: (row: number) => boolean = () => true) {
  const total = sizes.reduce((a, b) => a * b, 1);
  const rows = Array.from({ length: total }, (_, i) => i).filter(keep);
  const levelOf = (row: number, f: number): number =>
    Math.floor(row / sizes.slice(0, f).reduce((a, b) => a * b, 1)) % sizes[f]!;
  return randomLayout(groups.map((own, g) => {
    const count = own.reduce((c, f) => c * sizes[f]!, 1);
    return {
      group: `g${g}`,
      codes: Int32Array.from(
        rows,
        (row) => own.reduce((c, f) => c * sizes[f]! + levelOf(row, f), 0),
      ),
      levels: Array.from({ length: count }, (_, i) => `${i}`),
      columns: [{ name: "(Intercept)", values: null }],
    };
  }));
}

function eliminations(layout: ReturnType<typeof randomLayout>): [Elimination, Elimination] {
  const n = layout.groups[0]!.codes.length;
  const r = new RandomStream(n);
  const fixed = Float64Array.from({ length: n * W }, (_, i) => i % W === 0 ? 1 : r.normal());
  const byLevel = layout.groups.map((g) => rowsByLevel(g.codes, g.levels.length));
  const pattern = eliminationPattern(layout.groups, byLevel, W);
  const rows = {
    n,
    p: W - 1,
    x: fixed.filter((_, i) => i % W < W - 1),
    of: null,
    y: fixed.filter((_, i) => i % W === W - 1),
    weights: null,
  };
  const cross = crossProducts(pattern, layout.groups, byLevel, rows);
  const own = new Elimination(pattern, layout, cross);
  return [own, new StrataElimination(own, strataOf(layout.groups)!, n)];
}

const BALANCED: [title: string, sizes: number[], groups: number[][]][] = [
  ["one factor", [5, 3], [[0]]],
  ["nested", [3, 4, 2], [[0], [0, 1]]],
  ["crossed", [4, 5, 2], [[0], [1]]],
  ["crossed with interaction", [4, 5, 2], [[0], [1], [0, 1]]],
  // sites, years, genotypes, blocks within them: years and the mean are strata of no random effect
  ["a series of trials", [3, 2, 4, 2], [[0], [2], [0, 1], [0, 1, 3], [2, 0], [2, 1], [2, 0, 1]]],
];

for (const [title, sizes, groups] of BALANCED) {
  Deno.test(`strata: ${title}`, () => {
    const layout = trial(sizes, groups);
    const [levels, strata] = eliminations(layout);
    const theta = layout.parameters.map((_, k) => k === 1 ? 0 : 0.4 + 0.3 * k);
    levels.run(theta, 2);
    strata.run(theta, 2);
    const near = (a: ArrayLike<number>, b: ArrayLike<number>, what: string): void => {
      assertEquals(a.length, b.length, what);
      for (let i = 0; i < a.length; i++) {
        if (Math.floor(i / W) > i % W && a.length === W * W) continue; // the lower triangle
        assertAlmostEquals(a[i]!, b[i]!, 1e-10 * (1 + Math.abs(b[i]!)), `${what} ${i}`);
      }
    };
    near([strata.logDet], [levels.logDet], "log|V|");
    near(strata.logDet1, levels.logDet1, "first");
    near(strata.logDet2, levels.logDet2, "second");
    near(strata.fixedPart(), levels.fixedPart(), "S");
    for (const order of ["first", "second"] as const) {
      strata[order].forEach((block, k) =>
        near(strata.fixedPart(block), levels.fixedPart(levels[order][k]!), `S ${order} ${k}`)
      );
    }
  });
}

Deno.test("strata: none where a row is missing, where levels meet unequally, or with slopes", () => {
  assert(strataOf(trial([4, 5, 2], [[0], [1]]).groups));
  assertEquals(strataOf(trial([4, 5, 2], [[0], [1]], (row) => row !== 7).groups), null);
  // an incomplete block design: every treatment twice, every block of two, not every pair
  const blocks = [[0, 1], [1, 2], [2, 3], [3, 0]];
  const group = (name: string, codes: number[]) => ({
    group: name,
    codes: Int32Array.from(codes),
    levels: ["1", "2", "3", "4"],
    columns: [{ name: "(Intercept)", values: null }],
  });
  const incomplete = randomLayout([
    group("block", blocks.flatMap((b, i) => b.map(() => i))),
    group("treatment", blocks.flat()),
  ]);
  assertEquals(strataOf(incomplete.groups), null);
  const layout = trial([4, 5], [[0]]);
  const slopes = randomLayout([{
    ...layout.terms[0]!,
    columns: [{ name: "x", values: Float64Array.from({ length: 20 }, (_, i) => i % 5) }],
  }]);
  assertEquals(strataOf(slopes.groups), null);
});

Deno.test("a wide balanced trial: the fit, its tests and its effects are those of the elimination", () => {
  const r = new RandomStream(5);
  const [sites, genotypes] = [205, 210];
  const many = (count: number, sd: number): number[] =>
    Array.from({ length: count }, () => sd * r.normal());
  const [e, g] = [many(sites, 1), many(genotypes, 0.8)];
  const columns = { E: [], G: [], T: [], y: [] } as Record<string, (string | number)[]>;
  for (let i = 0; i < sites; i++) {
    for (let j = 0; j < genotypes; j++) {
      columns["E"]!.push(`e${i}`);
      columns["G"]!.push(`g${j}`);
      columns["T"]!.push(`t${j % 3}`);
      columns["y"]!.push(e[i]! + g[j]! + r.normal());
    }
  }
  const data = tableFrom(columns, { factors: ["E", "G", "T"] });
  const formula = "y ~ T + (1 | E) + (1 | G)";
  const fit = lmer(formula, data);
  const core = coreOf(fit);
  assert(core.problem.strata !== null);
  const { sparse } = core.settled(2) as unknown as { sparse: Elimination };
  const { problem } = core;
  const exact = new MixedCriterion(
    new Elimination(sparse.pattern, sparse.layout, sparse.cross),
    problem.covariance,
    problem.residual,
    { n: problem.n, logDetBasis: problem.logDetBasis, strata: null },
    true,
  );
  const point = exact.evaluate(core.theta, 2);
  const relative = (a: number, c: number, tolerance: number): void =>
    assertAlmostEquals(a, c, tolerance * (1 + Math.abs(c)));
  relative(fit.criterion, point.value, 1e-12);
  for (const slope of point.gradient) assert(Math.abs(slope) < 1e-6, `${slope}`);
  point.hessian.forEach((x, k) => relative(core.optimum.hessian[k]!, x, 1e-8));
  assert(minque(exact, point));
  // types are tested against genotypes
  relative(anova(fit, { type: 2 }).rows[0]!.denDf!, genotypes - 3, 1e-6);
  const effects = fit.randomEffects.filter((x) => x.group === "G").map((x) => x.estimate);
  assertEquals(effects.length, genotypes);
  assert(Math.abs(effects.reduce((a, c) => a + c, 0)) < 1e-8);
});
