/**
 * The way back through an elimination against the way forward: the gradient of log|V| + tr(F S) in every
 * parameter, and its derivatives in the entries of A against differences; the elimination in one
 * piece against that by panels.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { randomLayout, type RandomTermData } from "../../lib/model/covariance/random_structure.ts";
import { backward } from "../../lib/model/elimination/backward.ts";
import { crossProducts } from "../../lib/model/elimination/cross.ts";
import { Elimination } from "../../lib/model/elimination/elimination.ts";
import { rowsByLevel } from "../../lib/model/elimination/fill.ts";
import { eliminationPattern } from "../../lib/model/elimination/plan.ts";
import { wholeCross, wholePattern } from "../../lib/model/elimination/whole.ts";

/** Rows, and terms by levels and number of columns. */
interface Case {
  title: string;
  n: number;
  terms: [levels: number, columns: number][];
  theta: number[];
}

const CASES: Case[] = [
  { title: "one factor", n: 20, terms: [[5, 1]], theta: [0.7] },
  { title: "slopes", n: 60, terms: [[8, 3]], theta: [0.7, 0.2, -0.1, 0.5, 0.3, 0.4] },
  { title: "slopes, a column of 0", n: 60, terms: [[8, 2]], theta: [0.7, 0.2, 0] },
  { title: "crossed", n: 40, terms: [[9, 1], [6, 1]], theta: [0.7, 1.3] },
  { title: "crossed, a tail", n: 160, terms: [[30, 1], [15, 1], [4, 1]], theta: [0.7, 1.3, 0.4] },
  { title: "crossed, zeros", n: 160, terms: [[30, 1], [15, 1], [4, 1]], theta: [0, 0.8, 0] },
  {
    title: "slopes crossed with slopes and a third factor",
    n: 200,
    terms: [[12, 2], [9, 5], [5, 1]],
    theta: [
      ...[0.7, 0.2, 0.5],
      ...[0.9, 0.1, 0.2, -0.3, 0.1, 1.1, -0.4, 0.3, 0.2, 0.6, 0.1, -0.2, 0.8, 0.4, 0],
      0.3,
    ],
  },
];

/** Columns of [X y]. */
const W = 4;

function setUp({ n, terms, theta }: Case, seed: number): Elimination {
  const r = new RandomStream(seed);
  const data = terms.map(([levels, columns], t): RandomTermData => ({
    group: `g${t}`,
    codes: Int32Array.from({ length: n }, (_, i) => i < levels ? i : r.integer(levels)),
    levels: Array.from({ length: levels }, (_, i) => `${i}`),
    columns: Array.from({ length: columns }, (_, j) => ({
      name: `c${j}`,
      values: j === 0 ? null : Float64Array.from({ length: n }, () => r.uniform() - 0.4),
    })),
  }));
  const layout = randomLayout(data);
  assertEquals(layout.parameters.length, theta.length);
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
  return new Elimination(pattern, layout, crossProducts(pattern, layout.groups, byLevel, rows));
}

/** Σᵢⱼ FᵢⱼSᵢⱼ from the upper triangle of S. */
function traced(f: Float64Array, s: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < W; i++) {
    for (let j = i; j < W; j++) sum += (i === j ? 1 : 2) * f[i * W + j]! * s[i * W + j]!;
  }
  return sum;
}

CASES.forEach((given, seed) => {
  Deno.test(`back through an elimination: ${given.title}`, () => {
    const elimination = setUp(given, seed + 1);
    const { pattern } = elimination;
    const r = new RandomStream(100 + seed);
    const f = new Float64Array(W * W);
    for (let i = 0; i < W; i++) {
      for (let j = i; j < W; j++) f[i * W + j] = f[j * W + i] = r.normal();
    }
    elimination.run(given.theta, 1);
    const forward = elimination.logDet1.map((d, k) =>
      d + traced(f, elimination.fixedPart(elimination.first[k]!))
    );
    const volumes = elimination.logDet1.slice();
    elimination.backward = true;
    elimination.run(given.theta, 0);
    const { gradient, store } = backward(elimination, f);
    const near = (a: number, b: number, tolerance: number, what: string): void =>
      assertAlmostEquals(a, b, tolerance * (1 + Math.abs(b)), what);
    forward.forEach((d, k) => near(gradient[k]!, d, 1e-10, `${k}`));
    backward(elimination, null).gradient.forEach((d, k) =>
      near(d, volumes[k]!, 1e-10, `log|V| ${k}`)
    );
    // along a change of A within the pattern
    const cross = elimination.cross;
    const change = Float64Array.from(cross, (x) => x === 0 ? 0 : r.normal());
    change.fill(0, pattern.fixedOffset);
    const value = (step: number): number => {
      elimination.cross = cross.map((x, i) => x + step * change[i]!);
      elimination.run(given.theta, 0);
      return elimination.logDet + traced(f, elimination.fixedPart());
    };
    const slope = (value(1e-6) - value(-1e-6)) / 2e-6;
    let sum = 0;
    for (let v = 0; v < pattern.nodes; v++) {
      for (let i = 0; i < pattern.width[v]!; i++) {
        const row = pattern.rowOf(v, i);
        const own = v < pattern.sparse ? i : pattern.firstColumn[v]! - pattern.tailColumn + i;
        for (let j = own; j < pattern.rowLength(v); j++) {
          sum += (j === own ? 1 : 2) * change[row + j]! * store[row + j]!;
        }
      }
    }
    near(sum, slope, 1e-6, "A");
  });

  Deno.test(`elimination in one piece: ${given.title}`, () => {
    const panels = setUp(given, seed + 1);
    const pattern = wholePattern(panels.pattern);
    const cross = wholeCross(
      panels.pattern,
      pattern,
      panels.cross,
      new Float64Array(pattern.length),
    );
    const whole = new Elimination(pattern, panels.layout, cross);
    panels.run(given.theta, 2);
    whole.run(given.theta, 2);
    const near = (a: ArrayLike<number>, b: ArrayLike<number>): void => {
      assertEquals(a.length, b.length);
      for (let i = 0; i < a.length; i++) {
        assertAlmostEquals(a[i]!, b[i]!, 1e-9 * (1 + Math.abs(b[i]!)), `${i}`);
      }
    };
    near([whole.logDet], [panels.logDet]);
    near(whole.logDet1, panels.logDet1);
    near(whole.logDet2, panels.logDet2);
    near(whole.fixedPart(), panels.fixedPart());
    for (const order of ["first", "second"] as const) {
      whole[order].forEach((block, k) =>
        near(whole.fixedPart(block), panels.fixedPart(panels[order][k]!))
      );
    }
    assert(pattern.sparse === 0);
  });
});
