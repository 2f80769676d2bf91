/**
 * Orders of elimination: valid, sparing, and without influence on the result.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { choleskyUpper } from "../../lib/math/algebra/dense_kernels.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { crossProducts } from "../../lib/model/elimination/cross.ts";
import { Elimination } from "../../lib/model/elimination/elimination.ts";
import { randomLayout } from "../../lib/model/covariance/random_structure.ts";
import { type Graph, minimumDegreeOrder } from "../../lib/model/elimination/order.ts";
import { rowsByLevel } from "../../lib/model/elimination/fill.ts";
import { eliminationPattern } from "../../lib/model/elimination/plan.ts";

function graph(nodes: number, edges: [number, number][]): Graph {
  const sets = Array.from({ length: nodes }, () => new Set<number>());
  for (const [a, b] of edges) {
    sets[a]!.add(b);
    sets[b]!.add(a);
  }
  const start = new Int32Array(nodes + 1);
  sets.forEach((s, i) => start[i + 1] = start[i]! + s.size);
  return {
    start,
    neighbours: Int32Array.from(sets.flatMap((s) => [...s])),
    width: new Int32Array(nodes).fill(1),
  };
}

/** Entries of the factor below the diagonal, by elimination as it is taught. */
function fillOf(g: Graph, order: Int32Array): number {
  const sets = Array.from(
    { length: order.length },
    (_, i) => new Set(g.neighbours.slice(g.start[i]!, g.start[i + 1]!)),
  );
  let count = 0;
  for (const v of order) {
    const left = [...sets[v]!];
    count += left.length;
    for (const a of left) {
      sets[a]!.delete(v);
      for (const b of left) if (a !== b) sets[a]!.add(b);
    }
  }
  return count;
}

Deno.test("minimum degree leaves a tree without fill", () => {
  const edges = Array.from({ length: 126 }, (_, i): [number, number] => [i + 1, i >> 1]);
  const tree = graph(127, edges);
  assertEquals(fillOf(tree, minimumDegreeOrder(tree)), 126);
});

Deno.test("minimum degree is a permutation and fills less than the given order", () => {
  const random = new RandomStream(4);
  const side = 20; // a grid with a few long edges
  const edges: [number, number][] = [];
  for (let i = 0; i < side * side; i++) {
    if (i % side < side - 1) edges.push([i, i + 1]);
    if (i + side < side * side) edges.push([i, i + side]);
    if (i % 40 === 0) edges.push([i, (i + 1 + random.integer(398)) % 400]);
  }
  const grid = graph(side * side, edges);
  const order = minimumDegreeOrder(grid);
  assertEquals(new Set(order).size, 400);
  const natural = fillOf(grid, Int32Array.from({ length: 400 }, (_, i) => i));
  assert(fillOf(grid, order) < 0.7 * natural);
});

Deno.test("three crossed factors that meet locally are eliminated sparsely, with the same result", () => {
  const q = 400;
  const n = 6 * q;
  const random = new RandomStream(5);
  const shuffled = (step: number): Int32Array =>
    Int32Array.from({ length: n }, (_, i) => ((i % q + random.integer(3)) * step) % q);
  const codes = [
    Int32Array.from({ length: n }, (_, i) => (i * 37) % q),
    shuffled(73),
    shuffled(91),
  ];
  const levels = Array.from({ length: q }, (_, i) => `${i}`);
  const layout = randomLayout(codes.map((c, k) => ({
    group: `g${k}`,
    levels,
    codes: c,
    columns: [{ name: "(Intercept)", values: null }],
  })));
  const byLevel = layout.groups.map((g) => rowsByLevel(g.codes, g.levels.length));
  const pattern = eliminationPattern(layout.groups, byLevel, 2);
  assert(pattern.length < 40 * q, `${pattern.length} numbers are held`);
  const rows = {
    n,
    p: 1,
    x: new Float64Array(n).fill(1),
    of: null,
    y: Float64Array.from({ length: n }, () => random.normal()),
    weights: null,
  };
  const x = new Elimination(pattern, layout, crossProducts(pattern, layout.groups, byLevel, rows));
  const theta = [0.9, 1.2, 0.5];
  x.run(theta, 1);

  // log|V| = log|Λ'Z'ZΛ + I|, dense
  const all = 3 * q;
  const omega = new Float64Array(all * all);
  for (let i = 0; i < n; i++) {
    const at = codes.map((c, k) => k * q + c[i]!);
    at.forEach((a, k) => at.forEach((b, l) => omega[a * all + b]! += theta[k]! * theta[l]!));
  }
  for (let i = 0; i < all; i++) omega[i * all + i]! += 1;
  const expected = choleskyUpper(omega, all);
  assertAlmostEquals(x.logDet, expected, 1e-9 * expected);
});
