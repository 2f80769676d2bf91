/**
 * Distributions against reference values of 50 digits (`reference/make_distribution.py`), against
 * closed forms in whole numbers, and against jstat.
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import jstat from "jstat";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import {
  pbeta,
  pchisq,
  pf,
  pgamma,
  pnorm,
  pt,
  qbeta,
  qchisq,
  qf,
  qnorm,
  qt,
} from "../../lib/math/distribution/tails.ts";

type Rows = number[][];
const reference = JSON.parse(
  Deno.readTextFileSync(new URL("reference/distribution.json", import.meta.url)),
) as Record<string, Rows>;

interface Case {
  name: string;
  /** The function at a row's arguments. */
  at(row: number[], upper: boolean): number;
  /** Where the sharper tolerance holds. */
  ordinary(row: number[]): boolean;
  sharp: number;
}

const CASES: Case[] = [
  {
    name: "pt",
    at: ([x, df], upper) => pt(x!, df!, { upper }),
    ordinary: ([, df]) => df! <= 1e4,
    sharp: 1e-12,
  },
  {
    name: "pf",
    at: ([x, df1, df2], upper) => pf(x!, df1!, df2!, { upper }),
    ordinary: ([, df1, df2]) => df1! <= 1e4 && df2! <= 1e4,
    sharp: 1e-12,
  },
  {
    name: "pchisq",
    at: ([x, df], upper) => pchisq(x!, df!, { upper }),
    ordinary: ([, df]) => df! <= 1e4,
    sharp: 1e-12,
  },
  {
    name: "pbeta",
    at: ([x, a, b], upper) => pbeta(x!, a!, b!, { upper }),
    ordinary: () => true,
    sharp: 1e-12,
  },
  { name: "pnorm", at: ([x], upper) => pnorm(x!, { upper }), ordinary: () => true, sharp: 1e-14 },
  {
    name: "noncentral_pt",
    at: ([x, df, ncp], upper) => pt(x!, df!, { upper, ncp: ncp! }),
    ordinary: () => true,
    sharp: 1e-11,
  },
  {
    name: "noncentral_pf",
    at: ([x, df1, df2, ncp], upper) => pf(x!, df1!, df2!, { upper, ncp: ncp! }),
    ordinary: () => true,
    sharp: 1e-11,
  },
  {
    name: "noncentral_pchisq",
    at: ([x, df, ncp], upper) => pchisq(x!, df!, { upper, ncp: ncp! }),
    ordinary: () => true,
    sharp: 1e-11,
  },
];

for (const { name, at, ordinary, sharp } of CASES) {
  const rows = reference[name]!;
  Deno.test(`${name}: ${2 * rows.length} tails of 50-digit reference`, () => {
    for (const row of rows) {
      for (const upper of [false, true]) {
        const expected = row.at(upper ? -1 : -2)!;
        const relative = Math.abs(at(row, upper) / expected - 1);
        const tolerance = ordinary(row) && expected >= 1e-100 ? sharp : 1e-9;
        assert(relative <= tolerance, `${name}(${row}), upper ${upper}: off by ${relative}`);
      }
    }
  });
}

Deno.test("pt: closed forms for 1, 2, 3 and 4 df", () => {
  for (const t of [-40, -2.5, -0.3, 0, 1e-5, 0.7, 1, 3.1, 12]) {
    const s = t / Math.sqrt(3);
    const r = t / Math.sqrt(2 + t * t);
    const u = t * t / (4 + t * t);
    const expected = [
      0.5 + Math.atan(t) / Math.PI,
      0.5 + r / 2,
      0.5 + (s / (1 + s * s) + Math.atan(s)) / Math.PI,
      0.5 + Math.sign(t) * 3 / 8 * Math.sqrt(u) * (2 - 2 / 3 * u),
    ];
    expected.forEach((value, i) => assertAlmostEquals(pt(t, i + 1), value, 4e-16));
  }
});

/** Σ_{j ≥ from} C(n, j) num^j (den − num)^(n−j) / den^n to the nearest double, in whole numbers. */
function binomialTail(n: number, from: number, num: bigint, den: bigint): number {
  let choose = 1n;
  let sum = 0n;
  for (let j = 0; j <= n; j++) {
    if (j >= from) sum += choose * num ** BigInt(j) * (den - num) ** BigInt(n - j);
    choose = choose * BigInt(n - j) / BigInt(j + 1);
  }
  return quotient(sum, den ** BigInt(n));
}

/** The ratio of two positive whole numbers as a double. */
function quotient(top: bigint, bottom: bigint): number {
  const shift = bottom.toString(2).length - top.toString(2).length + 64;
  const scaled = (top << BigInt(Math.max(shift, 0))) / bottom;
  return Number(scaled) * 2 ** -Math.floor(shift / 2) * 2 ** -Math.ceil(shift / 2);
}

Deno.test("pbeta and pf: whole parameters are binomial sums", () => {
  for (const [a, b] of [[1, 1], [2, 5], [7, 3], [20, 31], [60, 4], [64, 90]] as const) {
    for (const sixteenths of [1, 3, 8, 13, 15]) {
      const x = sixteenths / 16;
      const lower = binomialTail(a + b - 1, a, BigInt(sixteenths), 16n);
      const upper = binomialTail(a + b - 1, b, BigInt(16 - sixteenths), 16n);
      assertAlmostEquals(pbeta(x, a, b) / lower, 1, 1e-13);
      assertAlmostEquals(pbeta(x, a, b, { upper: true }) / upper, 1, 1e-13);
      const f = (x / (1 - x)) * (b / a);
      assertAlmostEquals(pf(f, 2 * a, 2 * b, { upper: true }) / upper, 1, 1e-12);
    }
  }
});

Deno.test("pchisq: even df are Poisson sums", () => {
  for (const df of [2, 4, 10, 36]) {
    for (const x of [0.5, 3, 17, 90, 400]) {
      let term = Math.exp(-x / 2);
      let sum = term;
      for (let j = 1; j < df / 2; j++) sum += term *= x / 2 / j;
      assertAlmostEquals(pchisq(x, df, { upper: true }) / sum, 1, 1e-13);
      assertAlmostEquals(pgamma(x, df / 2, { rate: 0.5, upper: true }) / sum, 1, 1e-13);
    }
  }
});

Deno.test("noncentral forms meet the central and normal ones", () => {
  // χ² with 1 df and noncentrality δ² is the square of N(δ, 1)
  for (const [x, delta] of [[0.4, 1], [9, 2], [30, 1.5]] as const) {
    const root = Math.sqrt(x);
    const upper = pnorm(root - delta, { upper: true }) + pnorm(-root - delta);
    assertAlmostEquals(pchisq(x, 1, { ncp: delta * delta, upper: true }) / upper, 1, 1e-12);
  }
  // F(1, ν) with noncentrality δ² is the square of noncentral t
  for (const [t, df, delta] of [[2, 7.5, 1.2], [0.3, 40, 3], [5, 12, 0.5]] as const) {
    const upper = pt(t, df, { ncp: delta, upper: true }) + pt(-t, df, { ncp: delta });
    const square = pf(t * t, 1, df, { ncp: delta * delta, upper: true });
    assertAlmostEquals(square / upper, 1, 1e-12);
  }
  assertAlmostEquals(pt(1.7, 9, { ncp: 1e-12 }), pt(1.7, 9), 1e-12);
  assertAlmostEquals(pf(2, 3, Infinity, { ncp: 4 }), pchisq(6, 3, { ncp: 4 }), 1e-15);
  assertAlmostEquals(pt(2, Infinity, { ncp: 1 }), pnorm(1), 1e-15);
});

Deno.test("infinite degrees of freedom are the limits", () => {
  assertEquals(pt(1.3, Infinity), pnorm(1.3));
  assertAlmostEquals(pf(2.5, 4, Infinity, { upper: true }), pchisq(10, 4, { upper: true }), 1e-16);
  assertAlmostEquals(pf(0.5, Infinity, 6), pchisq(12, 6, { upper: true }), 1e-16);
  assertEquals(pf(0.9, Infinity, Infinity), 0);
  assertEquals(qt(0.975, Infinity), qnorm(0.975));
  assertAlmostEquals(qf(0.95, 3, Infinity), qchisq(0.95, 3) / 3, 1e-14);
  assertAlmostEquals(pt(2, 1e15), pnorm(2), 1e-14);
  // where t² overflows: P(T > t) = 1/(π t) for 1 df
  assertAlmostEquals(pt(1e200, 1, { upper: true }) * Math.PI * 1e200, 1, 1e-12);
});

Deno.test("quantiles invert probabilities", () => {
  const tails = [1e-100, 1e-30, 1e-8, 0.001, 0.05, 0.3, 0.5, 0.75, 0.99, 0.9999];
  const close = (p: number, back: number, what: string, df = 1): void => {
    // beyond 1e4 df a quantile's own rounding moves its tail
    const tolerance = df <= 1e4 ? 1e-12 : 1e-9;
    assert(Math.abs(back / p - 1) < tolerance, `${what}: ${back} for ${p}`);
  };
  for (const p of tails) {
    for (const upper of [false, true]) {
      close(p, pnorm(qnorm(p, { upper }), { upper }), "qnorm");
      for (const df of [0.8, 1, 3.45, 29, 252, 9999, 1e7]) {
        close(p, pt(qt(p, df, { upper }), df, { upper }), `qt on ${df}`, df);
        close(p, pchisq(qchisq(p, df, { upper }), df, { upper }), `qchisq on ${df}`, df);
        for (const df1 of [1, 2.5, 8, 100]) {
          close(p, pf(qf(p, df1, df, { upper }), df1, df, { upper }), `qf on ${df1}, ${df}`, df);
        }
      }
      const x = qbeta(p, 2.5, 7, { upper });
      if (x < 0.9) close(p, pbeta(x, 2.5, 7, { upper }), "qbeta");
    }
  }
  for (const p of [1e-30, 1e-6, 0.02, 0.5, 0.93, 0.9999]) {
    for (const upper of [false, true]) {
      for (const ncp of [0.3, 4, 30]) {
        const tail = { upper, ncp };
        close(p, pchisq(qchisq(p, 3.5, tail), 3.5, tail), "noncentral qchisq");
        close(p, pf(qf(p, 3, 17.5, tail), 3, 17.5, tail), "noncentral qf");
        close(p, pt(qt(p, 17.5, tail), 17.5, tail), "noncentral qt");
        close(p, pt(qt(p, 3, { upper, ncp: -ncp }), 3, { upper, ncp: -ncp }), "noncentral qt");
      }
    }
  }
  // Pearson & Hartley's tables
  assertAlmostEquals(qt(0.975, 10), 2.228138852, 1e-9);
  assertAlmostEquals(qf(0.95, 2, 20), 3.492828477, 1e-9);
  assertAlmostEquals(qchisq(0.95, 3), 7.814727903, 1e-9);
});

Deno.test("ends and signs", () => {
  assertEquals([pt(Infinity, 3), pt(-Infinity, 3), pt(0, 3)], [1, 0, 0.5]);
  assertEquals([pf(-1, 2, 3), pf(Infinity, 2, 3), pf(0, 2, 3, { upper: true })], [0, 1, 1]);
  assertEquals([qt(0, 4), qt(1, 4), qt(0.5, 4)], [-Infinity, Infinity, 0]);
  assertEquals([qf(0, 4, 5), qchisq(1, 4), qbeta(1, 2, 3), qnorm(0)], [0, Infinity, 1, -Infinity]);
  assertEquals(qt(0.025, 8), -qt(0.025, 8, { upper: true }));
});

Deno.test("wrong arguments are diagnostics", () => {
  for (
    const wrong of [
      () => pt(NaN, 3),
      () => pt(1, 0),
      () => pf(1, -2, 3),
      () => qf(1.2, 2, 3),
      () => qt(NaN, 3),
      () => pchisq(NaN, 2),
      () => pnorm(NaN),
      () => pf(1, 2, 3, { ncp: -1 }),
      () => pchisq(1, 2, { ncp: Infinity }),
      () => pt(1, 2, { ncp: NaN }),
    ]
  ) assertThrows(wrong, DiagnosticError);
});

Deno.test("jstat agrees to six digits where it is right", () => {
  const { jStat } = jstat as unknown as {
    jStat: {
      studentt: { cdf(x: number, df: number): number };
      centralF: { cdf(x: number, df1: number, df2: number): number };
      chisquare: { cdf(x: number, df: number): number };
      noncentralt: { cdf(x: number, df: number, ncp: number): number };
    };
  };
  for (const x of [0.3, 1.1, 2.4, 4]) {
    for (const df of [3, 9.5, 60]) {
      assertAlmostEquals(pt(x, df), jStat.studentt.cdf(x, df), 1e-6);
      assertAlmostEquals(pf(x, 2.5, df), jStat.centralF.cdf(x, 2.5, df), 1e-6);
      assertAlmostEquals(pchisq(x * df, df), jStat.chisquare.cdf(x * df, df), 1e-6);
      assertAlmostEquals(pt(x, df, { ncp: 0.7 }), jStat.noncentralt.cdf(x, df, 0.7), 1e-6);
    }
  }
});
