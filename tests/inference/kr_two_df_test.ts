import { assertAlmostEquals } from "@std/assert";
import { anova } from "../../lib/inference/test/anova.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

/**
 * A balanced split-plot in two blocks: the whole-plot error of three treatments has exactly
 * (3 − 1)(2 − 1) = 2 df, where the moments that Kenward and Roger match do not exist. The test is
 * exact all the same: F is a ratio of mean squares, and its scale is 1.
 */
Deno.test("Kenward-Roger with two functions in a stratum of exactly two df", () => {
  const y = [
    5.1,
    6.3,
    5.9,
    7.4,
    8.8,
    9.9,
    4.2,
    6.1,
    7.7,
    8.1,
    7.2,
    9.6,
    5.5,
    6.0,
    9.1,
    8.3,
    6.6,
    8.8,
  ];
  const block = y.map((_, i) => `b${Math.floor(i / 9)}`);
  const whole = y.map((_, i) => `w${Math.floor(i / 3) % 3}`);
  const sub = y.map((_, i) => `s${i % 3}`);
  const fit = lmer(
    "y ~ block + whole*sub + (1 | block:whole)",
    tableFrom({ y, block, whole, sub }),
  );
  const mean = (keep: (i: number) => boolean): number => {
    const own = y.filter((_, i) => keep(i));
    return own.reduce((s, v) => s + v, 0) / own.length;
  };
  const all = mean(() => true);
  let treatments = 0;
  let error = 0;
  for (const w of ["w0", "w1", "w2"]) {
    const own = mean((i) => whole[i] === w);
    treatments += 6 * (own - all) ** 2;
    for (const b of ["b0", "b1"]) {
      const cell = mean((i) => whole[i] === w && block[i] === b);
      error += 3 * (cell - own - mean((i) => block[i] === b) + all) ** 2;
    }
  }
  const row = anova(fit).rows.find((r) => r.term === "whole")!;
  assertAlmostEquals(row.denDf!, 2, 1e-8);
  assertAlmostEquals(row.statistic!, (treatments / 2) / (error / 2), 1e-7);
  // F on 2 and 2 df: P(F > f) = 1/(1 + f)
  assertAlmostEquals(row.pValue!, 1 / (1 + row.statistic!), 1e-9);
});

/**
 * With an unstructured covariance of three treatments over four subjects the test is Hotelling's T²
 * on 3 df of two differences: F = T²(ν − q + 1)/(νq) on 2 and 2 df, so that λ is 2/3.
 */
Deno.test("Kenward-Roger where Hotelling's T² has two df", () => {
  const cells = [[10, 14, 11], [12, 13, 19], [16, 22, 15], [11, 19, 17]];
  const rows = cells.flatMap((means, s) =>
    means.flatMap((mean, t) => [-0.2, 0.2].map((e) => ({ s: `s${s}`, t: `t${t}`, y: mean + e })))
  );
  const fit = lmer(
    "y ~ t + (0 + t | s)",
    tableFrom({ y: rows.map((r) => r.y), t: rows.map((r) => r.t), s: rows.map((r) => r.s) }),
  );
  const d = cells.map(([a, b, c]) => [b! - a!, c! - a!] as const);
  const mean = [0, 1].map((k) => d.reduce((sum, v) => sum + v[k]!, 0) / 4);
  const s = (i: number, j: number): number =>
    d.reduce((sum, v) => sum + (v[i]! - mean[i]!) * (v[j]! - mean[j]!), 0) / 3;
  const det = s(0, 0) * s(1, 1) - s(0, 1) ** 2;
  const t2 = 4 * (mean[0]! ** 2 * s(1, 1) - 2 * mean[0]! * mean[1]! * s(0, 1) +
    mean[1]! ** 2 * s(0, 0)) /
    det;
  const row = anova(fit).rows.find((r) => r.term === "t")!;
  assertAlmostEquals(row.denDf!, 2, 1e-6);
  assertAlmostEquals(row.statistic!, t2 * 2 / (3 * 2), 1e-6 * t2);
});

/**
 * Houses of unequal numbers of plots, one treatment a house: the df come near two, and κ is not 1.
 * Values of pbkrtest 0.5.2 in R 4.2.2 (`KRmodcomp`), which takes the scale as 1 within a hundredth
 * of two df. The third trial is the first without one plot and lies just outside.
 */
const NEAR_TWO: { plots: string; denDf: number; statistic: number; pValue: number }[] = [
  {
    plots: "A 11 12.6 12.3 12.1; A 7.4 8 7.2 9.7 7.8; B 12.7 14.9 13.8; B 15 15 14.4 12.8 11.2; " +
      "C 15.2 14.4 14.3 16.3",
    denDf: 2.00566560511,
    statistic: 2.76101367949,
    pValue: 0.265441888553,
  },
  {
    plots: "A 5.5 7.2 6.7; A 10.1 12 13.4 13; B 12.9 12.1; B 9.9 11.8 8.1; C 16.5 16.3 17.4",
    denDf: 1.99214844534,
    statistic: 1.90614777674,
    pValue: 0.344654818954,
  },
  {
    plots: "A 11 12.6 12.3; A 7.4 8 7.2 9.7 7.8; B 12.7 14.9 13.8; B 15 15 14.4 12.8 11.2; " +
      "C 15.2 14.4 14.3 16.3",
    denDf: 1.98727899996,
    statistic: 2.86524142522,
    pValue: 0.259725914152,
  },
];

for (const { plots, denDf, statistic, pValue } of NEAR_TWO) {
  Deno.test(`Kenward-Roger near two df where κ is not 1: ${denDf}`, () => {
    const rows = plots.split("; ").flatMap((house, h) => {
      const [trt = "", ...values] = house.split(" ");
      return values.map((v) => ({ y: Number(v), trt, house: `h${h}` }));
    });
    const table = tableFrom({
      y: rows.map((r) => r.y),
      trt: rows.map((r) => r.trt),
      house: rows.map((r) => r.house),
    });
    const [row] = anova(lmer("y ~ trt + (1 | house)", table)).rows;
    assertAlmostEquals(row!.denDf!, denDf, 1e-6 * denDf);
    assertAlmostEquals(row!.statistic!, statistic, 1e-6 * statistic);
    assertAlmostEquals(row!.pValue!, pValue, 1e-6 * pValue);
  });
}
