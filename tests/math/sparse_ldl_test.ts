/**
 * Sparse factors beside full matrices: the factor, its inverse on the pattern, and the derivatives of
 * the inverse; without a dense tail, and with one that little or much of the matrix reaches.
 */
import { assert, assertEquals } from "@std/assert";
import { SparseFactor } from "../../lib/math/algebra/sparse_ldl.ts";
import {
  SparsePattern,
  type SparseSymmetric,
  sparseZero,
} from "../../lib/math/algebra/sparse_pattern.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";

interface Tried {
  name: string;
  /** Columns before those that meet all others of their kind, and these. */
  sizes: readonly [number, number];
  /** How many of the last ones each of the first meets, and whether the first meet their neighbours. */
  met: number;
  chained: boolean;
}

const TRIED: readonly Tried[] = [
  { name: "no tail", sizes: [40, 12], met: 3, chained: true },
  { name: "a tail that little reaches", sizes: [60, 110], met: 6, chained: true },
  { name: "a tail that nearly all reaches", sizes: [130, 100], met: 95, chained: false },
];

type Full = Float64Array[];

const full = (pattern: SparsePattern, { diagonal, below }: SparseSymmetric): Full => {
  const out = Array.from(diagonal, (d, i) => {
    const row = new Float64Array(diagonal.length);
    row[i] = d;
    return row;
  });
  for (let j = 0; j < pattern.n; j++) {
    for (let e = pattern.start[j]!; e < pattern.start[j + 1]!; e++) {
      out[pattern.row[e]!]![j] = out[j]![pattern.row[e]!] = below[e]!;
    }
  }
  return out;
};

const times = (a: Full, b: Full): Full =>
  a.map((row) => {
    const out = new Float64Array(row.length);
    row.forEach((v, k) => v !== 0 && b[k]!.forEach((w, j) => out[j]! += v * w));
    return out;
  });

/** By Gauss and Jordan, for a matrix that needs no exchange of rows. */
function inverted(a: Full): { inverse: Full; logDet: number } {
  const n = a.length;
  const m = a.map((row, i) =>
    Float64Array.from({ length: 2 * n }, (_, j) => j < n ? row[j]! : j - n === i ? 1 : 0)
  );
  let logDet = 0;
  for (let k = 0; k < n; k++) {
    const pivot = m[k]![k]!;
    logDet += Math.log(pivot);
    m[k] = m[k]!.map((v) => v / pivot);
    for (let i = 0; i < n; i++) {
      const f = m[i]![k]!;
      if (i !== k && f !== 0) { for (let j = 0; j < 2 * n; j++) m[i]![j]! -= f * m[k]![j]!; }
    }
  }
  return { inverse: m.map((row) => row.slice(n)), logDet };
}

for (const { name, sizes: [first, last], met, chained } of TRIED) {
  Deno.test(`a sparse factor is that of the full matrix: ${name}`, () => {
    const r = new RandomStream(7);
    const n = first + last;
    const below = Array.from({ length: n }, () => new Set<number>());
    for (let j = 0; j < first; j++) {
      for (let k = 0; k < met; k++) below[j]!.add(first + r.integer(last));
      if (chained && j + 1 < first) below[j]!.add(j + 1);
    }
    for (let j = first; last >= 96 && j < n; j++) for (let i = j + 1; i < n; i++) below[j]!.add(i);
    const pattern = new SparsePattern(n, below);
    assertEquals(pattern.tail < n, last >= 96);
    const random = (size: number, diagonal: number): SparseSymmetric => {
      const out = sparseZero(pattern);
      out.below.forEach((_, e) => out.below[e] = size * r.normal());
      out.diagonal.forEach((_, j) => out.diagonal[j] = diagonal + r.uniform());
      return out;
    };
    const matrix = random(0.3, 40);
    const direction = random(1, 0);
    const factor = new SparseFactor(pattern);
    assert(factor.factorise(matrix));
    factor.invert();
    factor.differentiate(direction);
    const { inverse, logDet } = inverted(full(pattern, matrix));
    const moved = times(times(inverse, full(pattern, direction)), inverse);
    assert(Math.abs(factor.logDet - logDet) < 1e-10 * Math.abs(logDet));
    const same = (own: SparseSymmetric, expected: Full, sign: number): void => {
      const size = Math.max(...expected.map((row) => Math.max(...row.map(Math.abs))));
      const near = (v: number, w: number) => assert(Math.abs(v - sign * w) < 1e-12 * size);
      own.diagonal.forEach((v, j) => near(v, expected[j]![j]!));
      for (let j = 0; j < n; j++) {
        for (let e = pattern.start[j]!; e < pattern.start[j + 1]!; e++) {
          near(own.below[e]!, expected[pattern.row[e]!]![j]!);
        }
      }
    };
    same(factor.inverse, inverse, 1);
    same(factor.inverseTangent, moved, -1);
    const x = Float64Array.from({ length: n }, () => r.normal());
    const solved = x.slice();
    factor.solve(solved);
    inverse.forEach((row, i) => {
      const v = row.reduce((sum, s, j) => sum + s * x[j]!, 0);
      assert(Math.abs(v - solved[i]!) < 1e-12);
    });
    matrix.diagonal[n - 1] = -1;
    assert(!factor.factorise(matrix));
  });
}
