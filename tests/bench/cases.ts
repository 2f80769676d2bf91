/**
 * What the benchmarks do, case by case, with the goal of each.
 *
 * @module
 */
import { parseTable } from "../../lib/data/parse_table.ts";
import type { Table } from "../../lib/data/table.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { parametricBootstrap } from "../../lib/model/mixed/refits/bootstrap.ts";
import { profileIntervals } from "../../lib/model/mixed/profile.ts";
import { dataOf, readCase } from "../oracle/read_case.ts";

/** One line of the table of results. */
export interface BenchCase {
  id: string;
  title: string;
  /** Milliseconds. */
  goal: number;
  /** Megabytes, resident at most. */
  memoryGoal?: number;
  /** How often it is run in one process; more than once gives a warm time. */
  runs: number;
  /** What is done before the clock starts; gives what the clock measures. */
  prepare(folder: string): () => unknown;
}

function reference(id: string): { data: Table; formula: string } {
  const c = readCase(id);
  return { formula: c.formula, data: dataOf(c) };
}

function simulated(folder: string, name: string, factors: string[]): Table {
  return parseTable(Deno.readFileSync(`${folder}/${name}.csv`), { factors });
}

const typeII = (fit: LinearMixedModel) =>
  anova(fit, { type: 2, test: "F" }).rows.map((r) => r.denDf);

/** Fit, Type II tests, means and pairwise comparisons, all read. */
function whole(id: string, spec: string, compare: boolean): () => unknown {
  const { data, formula } = reference(id);
  return () => {
    const fit = lmer(formula, data);
    const grid = emmeans(fit, spec);
    return [
      typeII(fit),
      grid.rows.map((r) => r.lower),
      compare ? pairs(grid).rows.map((r) => r.pValue) : [],
    ];
  };
}

/** The fit is timed with the tests: half of the work of Kenward-Roger is done in it. */
function crossedTests(folder: string, q: number): () => unknown {
  const data = simulated(folder, `crossed_${q}`, ["a", "b", "trt"]);
  return () => typeII(lmer("y ~ trt + (1 | a) + (1 | b)", data));
}

/** The cases, in the order of the table. */
export const CASES: BenchCase[] = [
  {
    id: "fecal_grcbd",
    title: "fecal_grcbd: fit, Type II KR tests, means, pairs (warm)",
    goal: 1.5,
    runs: 400,
    prepare: () => whole("fecal_grcbd", "~ Trt", true),
  },
  {
    id: "oats_splitplot",
    title: "Oats split-plot: the same (warm)",
    goal: 1.5,
    runs: 400,
    prepare: () => whole("oats_splitplot", "~ Variety", true),
  },
  {
    id: "sleepstudy",
    title: "sleepstudy, random slopes: fit, tests, mean (warm)",
    goal: 1.5,
    runs: 400,
    prepare: () => whole("sleepstudy", "~ Days", false),
  },
  {
    id: "split_plot_fit",
    title: "split-plot, 5,000 blocks, n = 100,000: fit",
    goal: 250,
    runs: 5,
    prepare: (folder) => {
      const data = simulated(folder, "split_plot", ["block", "A", "B"]);
      return () => lmer("y ~ A * B + (1 | block / A)", data).criterion;
    },
  },
  {
    id: "split_plot_kr",
    title: "the same: all tests with Kenward-Roger",
    goal: 250,
    memoryGoal: 300,
    runs: 1,
    prepare: (folder) => {
      const data = simulated(folder, "split_plot", ["block", "A", "B"]);
      const fit = lmer("y ~ A * B + (1 | block / A)", data);
      return () => typeII(fit);
    },
  },
  {
    id: "crossed_45",
    title: "crossed 45 × 45, n = 2,025: tests with Kenward-Roger (here with the fit)",
    goal: 10,
    runs: 20,
    prepare: (folder) => crossedTests(folder, 45),
  },
  {
    id: "crossed_90",
    title: "crossed 90 × 90, n = 8,100: tests with Kenward-Roger (here with the fit)",
    goal: 40,
    runs: 20,
    prepare: (folder) => crossedTests(folder, 90),
  },
  {
    id: "crossed_500",
    title: "crossed 500 × 500, n = 100,000: fit and tests with Kenward-Roger",
    goal: 4000,
    runs: 3,
    prepare: (folder) => {
      const data = simulated(folder, "crossed_500", ["a", "b", "trt"]);
      return () => typeII(lmer("y ~ trt + (1 | a) + (1 | b)", data));
    },
  },
  {
    id: "insteval",
    title: "InstEval, n = 73,421: fit of y ~ service + (1|s) + (1|d) + (1|dept)",
    goal: 6000,
    runs: 2,
    prepare: (folder) => {
      const data = simulated(folder, "insteval", ["service", "s", "d", "dept"]);
      return () => {
        const fit = lmer("y ~ service + (1 | s) + (1 | d) + (1 | dept)", data);
        if (!(fit.criterion <= 237733.8342)) throw new RangeError(`criterion ${fit.criterion}`);
        return fit.sigma;
      };
    },
  },
  {
    id: "profile",
    title: "sleepstudy: profile intervals of all parameters",
    goal: 30,
    runs: 20,
    prepare: () => {
      const { data, formula } = reference("sleepstudy");
      const fit = lmer(formula, data);
      return () => profileIntervals(fit, 3.841458820694124);
    },
  },
  {
    id: "bootstrap",
    title: "sleepstudy: parametric bootstrap, 10,000 draws",
    goal: 3000,
    runs: 1,
    prepare: () => {
      const { data, formula } = reference("sleepstudy");
      const fit = lmer(formula, data);
      return () => parametricBootstrap(fit, { draws: 10_000, seed: 1 }).singular;
    },
  },
  {
    id: "million",
    title: "1,000,000 rows × 7 columns: CSV read and the mixed model fitted",
    goal: 2500,
    memoryGoal: 500,
    runs: 1,
    prepare: (folder) => () => {
      const data = simulated(folder, "million", ["Room", "Pen", "Day", "Trt"]);
      return lmer("F.Dry.matter ~ Day * Trt + (1 | Room)", data).criterion;
    },
  },
];
