/**
 * The elimination against its definition: log|V|, [X y]'V⁻¹[X y] and their derivatives from dense
 * V = I + ZGZ' of order n.
 */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { crossProducts } from "../../lib/model/elimination/cross.ts";
import { Elimination } from "../../lib/model/elimination/elimination.ts";
import type { EliminationPattern } from "../../lib/model/elimination/pattern.ts";
import { type Order, pairIndex } from "../../lib/model/elimination/state.ts";
import {
  gammaOf,
  type RandomLayout,
  randomLayout,
  type RandomTermData,
} from "../../lib/model/covariance/random_structure.ts";
import { rowsByLevel } from "../../lib/model/elimination/fill.ts";
import { eliminationPattern } from "../../lib/model/elimination/plan.ts";

/** A small reproducible generator (Lehmer). */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

interface Case {
  title: string;
  n: number;
  terms: (random: () => number, n: number) => RandomTermData[];
  theta: number[];
}

function term(
  group: string,
  codes: Int32Array,
  levels: number,
  columns: (Float64Array | null)[] = [null],
): RandomTermData {
  return {
    group,
    codes,
    levels: Array.from({ length: levels }, (_, i) => `${i}`),
    columns: columns.map((values, i) => ({ name: `c${i}`, values })),
  };
}

const draw = (random: () => number, n: number, levels: number): Int32Array =>
  Int32Array.from({ length: n }, (_, i) => i < levels ? i : Math.floor(random() * levels));
const covariate = (random: () => number, n: number): Float64Array =>
  Float64Array.from({ length: n }, () => random() - 0.4);

const cases: Case[] = [
  { title: "one factor", n: 20, terms: (r, n) => [term("a", draw(r, n, 5), 5)], theta: [0.7] },
  {
    title: "nested",
    n: 40,
    terms: (r, n) => {
      const inner = draw(r, n, 12);
      return [term("b:a", inner, 12), term("a", inner.map((c) => c % 4), 4)];
    },
    theta: [0.7, 1.3],
  },
  {
    title: "crossed, sparse",
    n: 40,
    terms: (r, n) => [term("a", draw(r, n, 9), 9), term("b", draw(r, n, 6), 6)],
    theta: [0.7, 1.3],
  },
  {
    title: "crossed, dense tail",
    n: 160,
    terms: (r, n) => [
      term("a", draw(r, n, 30), 30),
      term("b", draw(r, n, 15), 15),
      term("c", draw(r, n, 4), 4),
    ],
    theta: [0.7, 1.3, 0.4],
  },
  {
    title: "crossed, dense tail, zero components",
    n: 160,
    terms: (r, n) => [
      term("a", draw(r, n, 30), 30),
      term("b", draw(r, n, 15), 15),
      term("c", draw(r, n, 4), 4),
    ],
    theta: [0, 0.8, 0],
  },
  {
    title: "slopes, zero column",
    n: 40,
    terms: (r, n) => [term("a", draw(r, n, 8), 8, [null, covariate(r, n)])],
    theta: [0.7, 0.2, 0],
  },
  {
    title: "slopes crossed with slopes and a second term on one factor",
    n: 150,
    terms: (r, n) => {
      const a = draw(r, n, 10);
      const b = draw(r, n, 9);
      return [
        term("a", a, 10, [null, covariate(r, n)]),
        term("a", a, 10, [covariate(r, n)]),
        term("b", b, 9, [null, covariate(r, n)]),
        term("c", draw(r, n, 5), 5),
      ];
    },
    theta: [0.7, 0.2, 0.5, 0.9, 1.1, -0.4, 0.3, 0.6],
  },
];

/** Inverse and log determinant by Gauss–Jordan without pivoting (V is positive definite). */
function inverse(v: number[][]): { inverse: number[][]; logDet: number } {
  const n = v.length;
  const a = v.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let logDet = 0;
  for (let k = 0; k < n; k++) {
    const pivot = a[k]![k]!;
    logDet += Math.log(pivot);
    for (let j = 0; j < 2 * n; j++) a[k]![j]! /= pivot;
    for (let i = 0; i < n; i++) {
      const f = a[i]![k]!;
      if (i !== k && f !== 0) { for (let j = 0; j < 2 * n; j++) a[i]![j]! -= f * a[k]![j]!; }
    }
  }
  return { inverse: a.map((row) => row.slice(n)), logDet };
}

const multiply = (a: number[][], b: number[][]): number[][] =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((s, x, k) => s + x * b[k]![j]!, 0)));
const trace = (a: number[][]): number => a.reduce((s, row, i) => s + row[i]!, 0);

/** Columns of [X y]. */
const w = 4;

/** Layout, pattern, rows of [X y] and cross-products of a case. */
function setUp({ n, terms, theta }: Case): {
  layout: RandomLayout;
  pattern: EliminationPattern;
  fixed: Float64Array;
  cross: Float64Array;
} {
  const random = generator(n + theta.length);
  const layout = randomLayout(terms(random, n));
  const fixed = new Float64Array(n * w).map((_, i) => i % w === 0 ? 1 : random() - 0.3);
  const byLevel = layout.groups.map((g) => rowsByLevel(g.codes, g.levels.length));
  const pattern = eliminationPattern(layout.groups, byLevel, w);
  const rows = {
    n,
    p: w - 1,
    x: fixed.filter((_, i) => i % w < w - 1),
    of: null,
    y: fixed.filter((_, i) => i % w === w - 1),
    weights: null,
  };
  return { layout, pattern, fixed, cross: crossProducts(pattern, layout.groups, byLevel, rows) };
}

for (const given of cases) {
  const { title, n, theta } = given;
  Deno.test(`elimination: ${title}`, () => {
    const { layout, pattern, fixed, cross } = setUp(given);
    const x = new Elimination(pattern, layout, cross);
    x.run(theta, 2);

    // G_k = Z T_k Z' row by row
    const value = (group: number, column: number, r: number): number =>
      layout.groups[group]!.values[column]?.[r] ?? 1;
    const g = layout.parameters.map((p) => {
      const codes = layout.groups[p.group]!.codes;
      return Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, j) => {
          if (codes[i] !== codes[j]) return 0;
          const one = value(p.group, p.row, i) * value(p.group, p.column, j);
          const two = value(p.group, p.column, i) * value(p.group, p.row, j);
          return p.row === p.column ? one : one + two;
        }));
    });
    const gamma = gammaOf(layout, theta);
    const v = Array.from({ length: n }, (_, i) =>
      Array.from(
        { length: n },
        (_, j) => g.reduce((s, gk, k) => s + gamma[k]! * gk[i]![j]!, i === j ? 1 : 0),
      ));
    const { inverse: vi, logDet } = inverse(v);
    const f = Array.from({ length: n }, (_, i) => [...fixed.subarray(i * w, (i + 1) * w)]);
    const ft = f[0]!.map((_, j) => f.map((row) => row[j]!));
    const compare = (actual: Float64Array, expected: number[][], what: string): void => {
      for (let i = 0; i < w; i++) {
        for (let j = i; j < w; j++) {
          const e = expected[i]![j]!;
          assertAlmostEquals(actual[i * w + j]!, e, 1e-10 * (1 + Math.abs(e)), what);
        }
      }
    };
    assertAlmostEquals(x.logDet, logDet, 1e-10);
    const fv = multiply(ft, vi);
    compare(x.fixedPart(), multiply(fv, f), "S");
    const vg = g.map((gk) => multiply(vi, gk));
    for (let k = 0; k < g.length; k++) {
      assertAlmostEquals(
        x.logDet1[k]!,
        trace(vg[k]!),
        1e-10 * (1 + Math.abs(trace(vg[k]!))),
        `first ${k}`,
      );
      const fg = multiply(ft, vg[k]!);
      compare(
        x.fixedPart(x.first[k]!),
        multiply(fg, multiply(vi, f)).map((r) => r.map((y) => -y)),
        `S ${k}`,
      );
      for (let l = 0; l <= k; l++) {
        const both = multiply(vg[k]!, vg[l]!);
        const t = trace(both);
        assertAlmostEquals(
          x.logDet2[pairIndex(k, l)]!,
          -t,
          1e-9 * (1 + Math.abs(t)),
          `second ${k} ${l}`,
        );
        const q = multiply(multiply(ft, both), multiply(vi, f));
        compare(
          x.fixedPart(x.second[pairIndex(k, l)]!),
          q.map((row, i) => row.map((y, j) => y + q[j]![i]!)),
          `S ${k} ${l}`,
        );
      }
    }
  });
}

/** Nodes of one column by way of the formulas for several. */
class VectorElimination extends Elimination {
  protected override eliminateNode(node: number, order: Order): void {
    this.vector.eliminate(node, order);
  }
}

for (const given of cases) {
  Deno.test(`elimination: one column by either form: ${given.title}`, () => {
    const { layout, pattern, cross } = setUp(given);
    const scalar = new Elimination(pattern, layout, cross);
    const vector = new VectorElimination(pattern, layout, cross);
    for (const order of [0, 1, 2] as const) {
      scalar.run(given.theta, order);
      vector.run(given.theta, order);
      const [a, b] = [scalar, vector].map((x) => [
        x.logDet,
        ...x.logDet1,
        ...x.logDet2,
        ...x.inner,
        ...x.store,
        ...x.first.flatMap((block) => [...block.data]),
        ...x.second.flatMap((block) => [...block.data]),
      ]);
      assertEquals(a!.length, b!.length);
      a!.forEach((value, i) =>
        assertAlmostEquals(value, b![i]!, 1e-10 * (1 + Math.abs(value)), `${order}: ${i}`)
      );
    }
  });
}

for (const given of cases) {
  Deno.test(`layout of the store: ${given.title}`, () => {
    const { pattern } = setUp(given);
    const columns = new Int32Array(pattern.nodes);
    let end = 0;
    for (let v = 0; v < pattern.nodes; v++) {
      pattern.writeColumns(v, columns);
      const sparse = v < pattern.sparse;
      const others = sparse
        ? pattern.neighbours(v)
        : Int32Array.from({ length: pattern.nodes - v - 1 }, (_, k) => v + 1 + k);
      for (const u of [v, ...others]) assertEquals(pattern.columnOf(v, u), columns[u]);
      for (let i = 0; i < pattern.width[v]!; i++) {
        assertEquals(pattern.rowOf(v, i), end); // rows follow upon each other
        end += pattern.rowLength(v);
        assertEquals(pattern.fixedOf(v, i), end - w);
        if (!sparse) continue;
        const outer = pattern.outerOf(v, i);
        for (const u of others) {
          const j = outer - pattern.rowOf(v, i);
          const place = pattern.outerStart[v]! + pattern.columnOf(v, u) - j;
          assertEquals(pattern.outerColumn[place], pattern.firstColumn[u]);
          assertEquals(pattern.rowAddress[place], pattern.rowOf(u));
          assertEquals(pattern.fixedAddress[place], pattern.fixedOf(u));
        }
      }
    }
    assertEquals(pattern.fixedRow(0), end);
    assertEquals(pattern.fixedRow(w), pattern.length);
  });
}
