/**
 * The studentized range and the largest of correlated t statistics: against references of 22 digits
 * (`reference/make_distribution.py`), against themselves at doubled quadrature order, and against
 * each other, because pairwise differences of three or four means have an exact integral over the
 * sphere.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import jstat from "jstat";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { pnorm, pt, ptukey, qtukey } from "../../lib/math/distribution/tails.ts";
import { chainTail } from "../../lib/math/multivariate/chain_tail.ts";
import { multivariateT } from "../../lib/math/multivariate/multivariate_t.ts";
import { type Loading, oneFactorLaw } from "../../lib/math/multivariate/one_factor.ts";
import { solidRule, solidUpper } from "../../lib/math/multivariate/solid_tail.ts";
import { scaleMixture } from "../../lib/math/multivariate/scale_mixture.ts";

const reference = JSON.parse(
  Deno.readTextFileSync(new URL("reference/studentized_range.json", import.meta.url)),
) as { ptukey: number[][] };

/** Correlation of all differences of k independent means of equal variance. */
function pairwiseCorrelation(k: number): Float64Array {
  const pairs: [number, number][] = [];
  for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) pairs.push([i, j]);
  const same = (a: number, b: number): number => a === b ? 1 : 0;
  return Float64Array.from(
    pairs.flatMap(([a, b]) =>
      pairs.map(([c, d]) => (same(a, c) + same(b, d) - same(a, d) - same(b, c)) / 2)
    ),
  );
}

Deno.test("ptukey: references of 22 digits", () => {
  for (const [q, means, df, lower, upper] of reference.ptukey) {
    assertAlmostEquals(ptukey(q!, means!, df!), lower!, 1e-13);
    const tail = ptukey(q!, means!, df!, { upper: true });
    assert(Math.abs(tail / upper! - 1) < 1e-11, `${q}, ${means}, ${df}: ${tail} for ${upper}`);
  }
});

Deno.test("ptukey: itself at doubled quadrature order", () => {
  for (const means of [2, 3, 4, 4.77, 7, 12, 31, 60, 100]) {
    for (const df of [0.7, 1, 2, 3.45, 6, 10, 17.5, 40, 176, 1000, 1e5, Infinity]) {
      for (const q of [0.1, 0.8, 2, 3.5, 5, 9, 25]) {
        const once = ptukey(q, means, df, { upper: true });
        const twice = ptukey(q, means, df, { upper: true, refine: 2 });
        const tolerance = 1e-13 + 1e-10 * Math.min(once, 1e-4);
        assert(Math.abs(once - twice) < tolerance, `${q}, ${means}, ${df}: ${once} ${twice}`);
      }
    }
  }
});

Deno.test("ptukey: two means are a t test, three and four an integral over the sphere", () => {
  for (const df of [1, 3.45, 6, 29.5, Infinity]) {
    for (const t of [0.4, 1.3, 2.5, 6]) {
      const q = Math.SQRT2 * t;
      assertAlmostEquals(ptukey(q, 2, df, { upper: true }), 2 * pt(t, df, { upper: true }), 1e-15);
      for (const means of [3, 4]) {
        const exact = multivariateT(pairwiseCorrelation(means), true).upper(t, df);
        const tail = ptukey(q, means, df, { upper: true });
        assert(Math.abs(tail / exact - 1) < 1e-12, `${q}, ${means}, ${df}: ${tail} for ${exact}`);
      }
    }
  }
});

Deno.test("ptukey: several ranges, ends, limits", () => {
  const one = ptukey(3.7, 5, Infinity);
  assertAlmostEquals(ptukey(3.7, 5, Infinity, { ranges: 3 }), one ** 3, 1e-14);
  assertEquals([ptukey(0, 3, 5), ptukey(-1, 3, 5), ptukey(Infinity, 3, 5)], [0, 0, 1]);
  assertAlmostEquals(ptukey(3, 4, 1e12), ptukey(3, 4, Infinity), 1e-11);
  assertThrows(() => ptukey(1, 1, 5), DiagnosticError);
  assertThrows(() => ptukey(NaN, 3, 5), DiagnosticError);
  assertThrows(() => ptukey(1, 3, -5), DiagnosticError);
});

Deno.test("qtukey inverts ptukey and meets printed tables", () => {
  for (const means of [2, 3, 5, 12, 30]) {
    for (const df of [2, 5.5, 24, 300, Infinity]) {
      for (const p of [0.2, 0.05, 0.01, 1e-5]) {
        const q = qtukey(p, means, df, { upper: true });
        assert(Math.abs(ptukey(q, means, df, { upper: true }) / p - 1) < 1e-12);
        assertAlmostEquals(qtukey(1 - p, means, df) / q, 1, 1e-9);
      }
    }
  }
  // Harter (1960), upper 5 % points
  assertAlmostEquals(qtukey(0.95, 3, 20), 3.578, 5e-4);
  assertAlmostEquals(qtukey(0.95, 10, 5), 6.995, 5e-4);
  assertAlmostEquals(qtukey(0.95, 4, Infinity), 3.633, 5e-4);
  assertEquals([qtukey(0, 3, 5), qtukey(1, 3, 5)], [0, Infinity]);
});

Deno.test("jstat's range agrees to six digits", () => {
  const { jStat } = jstat as unknown as {
    jStat: { tukey: { cdf(q: number, means: number, df: number): number } };
  };
  for (const [q, means, df] of [[3.1, 3, 12], [4.4, 6, 30], [2.2, 4, 60]] as const) {
    assertAlmostEquals(ptukey(q, means, df), jStat.tukey.cdf(q, means, df), 1e-6);
  }
});

Deno.test("largest of t statistics: one factor, plane and sphere agree", () => {
  const loadings = [0.8, -0.3, 0.55];
  const groups: Loading[] = loadings.map((loading) => ({ loading, count: 1 }));
  const correlation = (list: readonly number[]): Float64Array =>
    Float64Array.from(list.flatMap((a, i) => list.map((b, j) => i === j ? 1 : a * b)));
  for (const twoSided of [true, false]) {
    const byFactor = oneFactorLaw(groups, twoSided);
    const pairByFactor = oneFactorLaw(groups.slice(0, 2), twoSided);
    const pair = multivariateT(correlation(loadings.slice(0, 2)), twoSided);
    assertEquals(pair.method, "planar");
    for (const [c, df] of [[0.4, 9], [1.2, 3], [2.5, 10.5], [2.5, Infinity], [8, 6]] as const) {
      const finer = oneFactorLaw(groups, twoSided, 2)(c, df);
      assertAlmostEquals(byFactor(c, df) / finer, 1, 1e-13);
      assertAlmostEquals(pair.upper(c, df) / pairByFactor(c, df), 1, 1e-12);
    }
    // four statistics in the plane of two: those of least correlation decide nothing new
    const doubled = multivariateT(
      Float64Array.of(
        1,
        -0.24,
        1,
        -0.24,
        -0.24,
        1,
        -0.24,
        1,
        1,
        -0.24,
        1,
        -0.24,
        -0.24,
        1,
        -0.24,
        1,
      ),
      twoSided,
    );
    assertAlmostEquals(doubled.upper(2, 7), pair.upper(2, 7), 1e-14);
  }
  assertEquals(multivariateT(correlation(loadings), true).method, "one-factor");
});

Deno.test("largest of t statistics: nearly equal ones on the sphere and by their factor", () => {
  for (const loadings of [[0.99, 0.98, 0.97], [0.999, 0.99, 0.2], [0.999, 0.999, -0.999]]) {
    const [a, b, c] = loadings as [number, number, number];
    // Cholesky factor of the one-factor correlation
    const ab = a * b;
    const bLeft = Math.sqrt(1 - ab * ab);
    const cb = (b * c - ab * a * c) / bLeft;
    const cLeft = Math.sqrt(1 - (a * c) ** 2 - cb * cb);
    const rows = Float64Array.of(1, 0, 0, ab, bLeft, 0, a * c, cb, cLeft);
    const groups: Loading[] = loadings.map((loading) => ({ loading, count: 1 }));
    for (const twoSided of [true, false]) {
      const rule = solidRule(rows, 3, twoSided);
      const byFactor = oneFactorLaw(groups, twoSided);
      for (const [limit, df] of [[0.5, 5], [2.5, 12], [5, 30]] as const) {
        assertAlmostEquals(solidUpper(rule, limit, df) / byFactor(limit, df), 1, 1e-12);
      }
    }
  }
});

Deno.test("largest of t statistics: independent ones, repeated ones, opposed ones", () => {
  const independent = multivariateT(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), true);
  const single = 2 * pnorm(2, { upper: true });
  assertAlmostEquals(independent.upper(2, Infinity), 1 - (1 - single) ** 3, 1e-15);
  const repeated = multivariateT(Float64Array.of(1, 1, 1, 1), false);
  assertEquals(repeated.method, "single");
  assertAlmostEquals(repeated.upper(1.4, 8), pt(1.4, 8, { upper: true }), 1e-16);
  const opposed = multivariateT(Float64Array.of(1, -1, -1, 1), false);
  assertAlmostEquals(opposed.upper(1.4, 8), 2 * pt(1.4, 8, { upper: true }), 1e-16);
  assertThrows(() => multivariateT(Float64Array.of(1, 2, 2, 1), true), DiagnosticError);
  assertThrows(() => multivariateT(Float64Array.of(1, 0.5, 0.5), true), DiagnosticError);
});

Deno.test("largest of t statistics: the lattice and its estimate of error", () => {
  const law = multivariateT(pairwiseCorrelation(5), true);
  assertEquals(law.method, "lattice");
  for (const [c, df] of [[1.5, 12], [2.6, 12], [3.5, 40]] as const) {
    const exact = ptukey(Math.SQRT2 * c, 5, df, { upper: true });
    const off = Math.abs(law.upper(c, df) - exact);
    assert(off < 5 * law.error(c, df), `${off} against ${law.error(c, df)}`);
    assert(law.error(c, df) < 2e-4);
  }
});

/** Correlation of differences of consecutive independent means with the given variances. */
function consecutiveCorrelation(variances: readonly number[]): Float64Array {
  const n = variances.length - 1;
  const sd = (i: number): number => Math.sqrt(variances[i]! + variances[i + 1]!);
  return Float64Array.from({ length: n * n }, (_, place) => {
    const i = Math.floor(place / n);
    const j = place % n;
    if (i === j) return 1;
    return Math.abs(i - j) === 1 ? -variances[Math.max(i, j)]! / (sd(i) * sd(j)) : 0;
  });
}

/** Correlation of (mean of the later) − (mean of the earlier) of k means of equal variance. */
function changeCorrelation(k: number): Float64Array {
  const n = k - 1;
  return Float64Array.from({ length: n * n }, (_, place) => {
    const i = Math.min(Math.floor(place / n), place % n) + 1;
    const j = Math.max(Math.floor(place / n), place % n) + 1;
    return Math.sqrt(i * (k - j) / (j * (k - i)));
  });
}

Deno.test("largest of t statistics: chains agree with the sphere and with the lattice", () => {
  const three = [
    consecutiveCorrelation([1, 1, 1, 1]),
    consecutiveCorrelation([1, 0.3, 2, 0.7]),
    changeCorrelation(4),
  ];
  for (const correlation of three) {
    for (const twoSided of [true, false]) {
      const exact = multivariateT(correlation, twoSided);
      assertEquals(exact.method, "solid");
      const law = scaleMixture(chainTail(correlation, 3, twoSided)!, {
        twoSided,
        statistics: 3,
        width: 0.5,
        refine: 1,
      });
      for (const [c, df] of [[0.4, 9], [1.3, 3], [2.5, 12], [2.5, Infinity], [6, 20]] as const) {
        assertAlmostEquals(law(c, df) / exact.upper(c, df), 1, 1e-11);
      }
    }
  }
  const five = consecutiveCorrelation([1, 1, 2, 1, 0.5, 1]);
  assertEquals(multivariateT(five, true).method, "chain");
  // the same statistics in an order that is no chain
  const order = [2, 0, 4, 1, 3];
  const shuffled = Float64Array.from(order.flatMap((i) => order.map((j) => five[i * 5 + j]!)));
  const lattice = multivariateT(shuffled, true);
  assertEquals(lattice.method, "lattice");
  for (const [c, df] of [[1.5, 12], [2.6, 12], [3.5, 40]] as const) {
    const off = Math.abs(lattice.upper(c, df) - multivariateT(five, true).upper(c, df));
    assert(off < 5 * lattice.error(c, df), `${off} against ${lattice.error(c, df)}`);
  }
});

Deno.test("with next to no df the studentized range is beyond any bound", () => {
  // two means: Student's t; more means lie above, and all go to 1 as df go to 0
  let before = 0;
  for (const df of [0.05, 0.0201, 0.0199, 0.01, 1e-3, 1e-6]) {
    const p = ptukey(Math.SQRT2 * 0.5, 4, df, { upper: true });
    const two = 2 * pt(0.5, df, { upper: true });
    assert(p > two && p < 1 && p > before);
    before = p;
  }
});
