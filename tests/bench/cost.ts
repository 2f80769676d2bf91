/**
 * Cost of a fit against n, q and p, one at a time; writes `reports/data/engine-cost.csv`.
 *
 * deno run --allow-read --allow-write=reports/data tests/bench/cost.ts
 *
 * @module
 */
import { tableFrom } from "../../lib/data/table_from.ts";
import type { Table } from "../../lib/data/table.ts";
import { kenwardRoger } from "../../lib/inference/df/kenward_roger.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { buildModel, type BuiltModel } from "../../lib/model/fixed/build.ts";
import { fitProblem } from "../../lib/model/mixed/fit.ts";
import { mixedProblem } from "../../lib/model/mixed/problem.ts";

/** One measured point. */
interface Point {
  /** What grows: `n`, `q nested`, `q crossed`, `p`. */
  sweep: string;
  size: number;
  /** Reading the rows once: variables, cells, cross-products. */
  rows: number;
  /** The optimum, and Kenward and Roger's covariance. */
  engine: number;
}

/** The least of several runs, in milliseconds. */
function least(run: () => void, runs: number): number {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function measure(sweep: string, size: number, formula: string, data: Table): Point {
  let built: BuiltModel | null = null;
  let problem: ReturnType<typeof mixedProblem> | null = null;
  const runs = size > 50_000 ? 3 : 9;
  const rows = least(() => {
    built = buildModel(formula, data);
    problem = mixedProblem(built, built.frame.response!.values);
  }, runs);
  const engine = least(() => {
    kenwardRoger(fitProblem(problem!, { reml: true })).df(
      Float64Array.from({ length: problem!.p }, (_, i) => i === 0 ? 1 : 0),
    );
  }, runs);
  return { sweep, size, rows, engine };
}

const label = (prefix: string, i: number): string => `${prefix}${i}`;

/** Three rooms, three days, six diets; n rows. */
function byRows(n: number): Point {
  const r = new RandomStream(n);
  const room = [1, 2, 3].map(() => 2.5 * r.normal());
  const at = (divisor: number, levels: number, prefix: string): string[] =>
    Array.from({ length: n }, (_, i) => label(prefix, Math.floor(i / divisor) % levels));
  const y = Array.from({ length: n }, (_, i) => 15 + room[i % 3]! + 6 * r.normal());
  const data = tableFrom({ Room: at(1, 3, "r"), Day: at(3, 3, "d"), Trt: at(9, 6, "t"), y });
  return measure("n", n, "y ~ Day * Trt + (1 | Room)", data);
}

/** A split-plot of q/4 blocks with three whole plots each. */
function nested(blocks: number): Point {
  const r = new RandomStream(blocks);
  const columns = {
    block: [] as string[],
    A: [] as string[],
    B: [] as string[],
    y: [] as number[],
  };
  for (let b = 0; b < blocks; b++) {
    const block = r.normal();
    for (let a = 0; a < 3; a++) {
      const whole = 0.7 * r.normal();
      for (let s = 0; s < 2; s++) {
        columns.block.push(label("b", b));
        columns.A.push(label("a", a));
        columns.B.push(label("s", s));
        columns.y.push(block + whole + r.normal());
      }
    }
  }
  return measure("q nested", 4 * blocks, "y ~ A * B + (1 | block / A)", tableFrom(columns));
}

/** Two crossed factors of q/2 levels. */
function crossed(levels: number): Point {
  const r = new RandomStream(levels);
  const n = Math.min(levels * levels, 40 * levels);
  const left = Array.from({ length: levels }, () => r.normal());
  const right = Array.from({ length: levels }, () => r.normal());
  const columns = { a: [] as string[], b: [] as string[], t: [] as string[], y: [] as number[] };
  for (let i = 0; i < n; i++) {
    const a = i % levels;
    const b = (Math.floor(i / levels) + r.integer(levels)) % levels;
    columns.a.push(label("a", a));
    columns.b.push(label("b", b));
    columns.t.push(label("t", i % 4));
    columns.y.push(left[a]! + right[b]! + r.normal());
  }
  return measure("q crossed", 2 * levels, "y ~ t + (1 | a) + (1 | b)", tableFrom(columns));
}

/** p treatments in 20 blocks. */
function byColumns(p: number): Point {
  const r = new RandomStream(p);
  const columns = { block: [] as string[], Trt: [] as string[], y: [] as number[] };
  for (let b = 0; b < 20; b++) {
    const block = r.normal();
    for (let t = 0; t < p; t++) {
      columns.block.push(label("b", b));
      columns.Trt.push(label("t", t));
      columns.y.push(block + r.normal());
    }
  }
  return measure("p", p, "y ~ Trt + (1 | block)", tableFrom(columns));
}

function main(): void {
  byRows(2700); // warms up
  const points = [
    ...[270, 900, 2700, 9000, 27_000, 90_000, 270_000, 900_000].map(byRows),
    ...[25, 80, 250, 800, 2500, 8000].map(nested),
    ...[20, 40, 80, 160, 320, 640].map(crossed),
    ...[6, 12, 25, 50, 100, 200].map(byColumns),
  ];
  const lines = points.map((p) =>
    `${p.sweep},${p.size},${p.rows.toPrecision(4)},${p.engine.toPrecision(4)}`
  );
  Deno.writeTextFileSync(
    new URL("../../reports/data/engine-cost.csv", import.meta.url),
    ["sweep,size,rows,engine", ...lines].join("\n") + "\n",
  );
  console.log(lines.join("\n"));
}

if (import.meta.main) main();
