/**
 * What the benchmarks of size do: cases at which cost may grow faster than it must.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import { cld } from "../../lib/inference/contrast/cld.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { jointTests } from "../../lib/inference/test/joint_tests.ts";
import { lm } from "../../lib/model/linear/lm.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { profileIntervals } from "../../lib/model/mixed/profile.ts";
import { design } from "../../lib/design/declared/design.ts";
import { simulatePower } from "../../lib/design/planning/simulation.ts";
import type { BenchCase } from "./cases.ts";
import { FACTORS } from "./scale_data.ts";

function read(folder: string, name: string): Table {
  return parseTable(Deno.readFileSync(`${folder}/${name}.csv`), { factors: FACTORS[name]! });
}

function one(
  id: string,
  title: string,
  seconds: number,
  prepare: BenchCase["prepare"],
  memoryGoal?: number,
): BenchCase {
  return {
    id,
    title,
    goal: 1000 * seconds,
    ...(memoryGoal === undefined ? {} : { memoryGoal }),
    runs: 1,
    prepare,
  };
}

/** A fit by ML of data that are read before. */
const fitted = (name: string, formula: string): BenchCase["prepare"] => (folder) => {
  const data = read(folder, name);
  return () => lmer(formula, data, { reml: false }).criterion;
};

/** Multivariate t for all pairs of means of unequal precision; its goal is R's time. */
const pairsByMvt = (means: number): BenchCase =>
  one(`mvt_${means}`, `mvt, ${means * (means - 1) / 2} contrasts`, 0, (folder) => {
    const grid = emmeans(lm("y ~ trt", read(folder, `unequal_${means}`)), "~ trt");
    return () => pairs(grid, { adjust: "mvt" }).rows.map((r) => r.pValue);
  });

const means500 = (folder: string) => emmeans(lm("y ~ trt", read(folder, "trial_500")), "~ trt");
const mixed500 = (folder: string) =>
  emmeans(lmer("y ~ trt + (1 | block)", read(folder, "gaps_500")), "~ trt");

/** A trial with main plots and subplots. */
const splitPlot = () =>
  design({
    units: "~ Block/Main/Sub",
    treatments: "~ A * B",
    levels: { Block: 6, Main: 4, Sub: 3, A: 4, B: 3 },
    allot: ["A ~ Main", "B ~ Sub"],
  });

/** The cases, in the order of the table. */
export const SCALE_CASES: BenchCase[] = [
  one("pairs_lm", "pairs of 500 means (124,750) of an `lm`", 0.5, (folder) => {
    const grid = means500(folder);
    return () => pairs(grid).rows.reduce((s, r) => s + r.pValue!, 0);
  }, 300),
  one("pairs_kr", "the same with Kenward-Roger", 2, (folder) => {
    const grid = mixed500(folder);
    return () => pairs(grid).rows.reduce((s, r) => s + r.pValue!, 0);
  }, 300),
  one("cld_lm", "`cld` of 500 means of an `lm`", 0.5, (folder) => {
    const grid = means500(folder);
    return () => cld(grid).letters.join();
  }, 300),
  one("lm_500", "`lm` of 503 columns, n = 2,000", 0.3, (folder) => {
    const data = read(folder, "trial_500");
    return () => lm("y ~ trt + block", data).sigma;
  }),
  one("type3_500", "Type III of 25 × 20 levels, 500 columns", 0.5, (folder) => {
    const fit = lm("y ~ A * B", read(folder, "factorial_500"));
    return () => anova(fit, { type: 3 }).rows.map((r) => r.sumSq);
  }),
  one("anova_5way", "five factors of 4 levels, all interactions: `lm` and `anova`", 1, (folder) => {
    const data = read(folder, "five_4");
    return () => anova(lm("y ~ A * B * C * D * E", data), { type: 1 }).rows.map((r) => r.sumSq);
  }),
  one("kr_499", "Kenward-Roger of one term of 499 columns", 0.6, (folder) => {
    const fit = lmer("y ~ trt + (1 | block)", read(folder, "gaps_500"));
    return () => anova(fit, { type: 3, hypotheses: "car" }).rows.map((r) => r.denDf);
  }),
  one("joint_500", "`joint_tests` of 500 levels", 0.6, (folder) => {
    const fit = lm("y ~ trt", read(folder, "trial_500"));
    return () => jointTests(fit).rows.map((r) => r.statistic);
  }),
  one("joint_6", "`joint_tests` of 6⁵ cells, two-way model", 1, (folder) => {
    const fit = lm("y ~ (A + B + C + D + E)^2", read(folder, "five_6"));
    return () => jointTests(fit).rows.map((r) => r.statistic);
  }),
  ...[5, 8, 10, 15].map(pairsByMvt),
  one("profile_5x5", "profile limits: a term of 5 × 5", 2, (folder) => {
    const fit = lmer("y ~ x1 + x2 + x3 + x4 + (x1 + x2 + x3 + x4 | s)", read(folder, "slopes_4"));
    return () => profileIntervals(fit, 3.841458820694124);
  }),
  one("profile_100", "profile limits: 100 treatments", 2, (folder) => {
    const fit = lmer("y ~ trt + (1 | block)", read(folder, "trial_100"));
    return () => profileIntervals(fit, 3.841458820694124);
  }),
  one(
    "kb07",
    "kb07, main effects of three factors by subject and item",
    1.7,
    fitted("kb07", "RTtrunc ~ S * P * C + (S + P + C | subj) + (S + P + C | item)"),
  ),
  one(
    "kb07_maximal",
    "kb07, maximal: 72 parameters",
    5,
    fitted("kb07", "RTtrunc ~ S * P * C + (S * P * C | subj) + (S * P * C | item)"),
  ),
  one(
    "gb12",
    "gb12, by session and item",
    0.8,
    fitted("gb12", "sottrunc2 ~ T * P * F + (T + P + F | session) + (T + P + TP | item)"),
  ),
  one(
    "bs10",
    "bs10, by subject and item",
    0.8,
    fitted("bs10", "dif ~ S + F + SF + (S + F + SF | subj) + (S + F + SF | item)"),
  ),
  one(
    "d3",
    "d3, slopes by three nested groups (4,726, 172, 34), n = 130,418",
    5,
    fitted("d3", "Y ~ 1 + U + (1 + U | G) + (1 + U | H) + (1 + U | I)"),
  ),
  one(
    "ml1m",
    "ml1m, 6,040 × 3,706 crossed, n = 1,000,209",
    60,
    fitted("ml1m", "Y ~ 1 + (1 | G) + (1 | H)"),
  ),
  one("insteval_fit", "InstEval", 2, (folder) => {
    const data = read(folder, "insteval");
    return () => lmer("y ~ service + (1 | s) + (1 | d) + (1 | dept)", data).criterion;
  }),
  one("crossed_2000", "crossed 2,000 × 2,000, n = 20,000", 8, (folder) => {
    const data = read(folder, "sparse_2000");
    return () => lmer("y ~ 1 + (1 | a) + (1 | b)", data).criterion;
  }, 400),
  one("chain", "crossed 100,000 × 100,000 that meet neighbours, n = 300,000", 8, (folder) => {
    const data = read(folder, "chain_100000");
    return () => lmer("y ~ 1 + (1 | a) + (1 | b)", data).criterion;
  }),
  one(
    "treatments_1000",
    "1,000 treatments × 4 blocks: fit, Kenward-Roger test, means",
    10,
    (folder) => {
      const data = read(folder, "trial_1000");
      return () => {
        const fit = lmer("y ~ trt + (1 | block)", data);
        return [anova(fit).rows.map((r) => r.denDf), emmeans(fit, "~ trt").rows.length];
      };
    },
  ),
  one("power", "10,000 simulated split-plot trials: power of A, B and A:B", 2, () => {
    const plan = splitPlot();
    return () =>
      simulatePower(plan, {
        variance: { Block: 1, "Block:Main": 1, residual: 1 },
        means: Array.from({ length: 12 }, (_, i) => i / 12),
        runs: 10_000,
        seed: 1,
      });
  }),
  one(
    "met",
    "50 sites × 200 genotypes × 3 blocks × 10 years: fit and Kenward-Roger",
    30,
    (folder) => {
      const data = read(folder, "met");
      return () => {
        const fit = lmer(
          "y ~ Y + (1 | E) + (1 | G) + (1 | E:Y) + (1 | E:Y:Block) + (1 | G:E) + (1 | G:Y) + (1 | G:E:Y)",
          data,
        );
        return anova(fit).rows.map((r) => r.denDf);
      };
    },
    1000,
  ),
  one("csv_wide", "CSV of 10⁶ rows × 20 numbers", 1.3, (folder) => {
    const bytes = Deno.readFileSync(`${folder}/wide.csv`);
    return () => parseTable(bytes, { factors: [] });
  }),
  one("csv_levels", "CSV of 10⁶ rows with a factor of 10⁵ levels", 0.65, (folder) => {
    const bytes = Deno.readFileSync(`${folder}/levels.csv`);
    return () => parseTable(bytes, { factors: ["g"] });
  }),
];
