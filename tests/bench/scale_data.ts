/**
 * Data of the benchmarks of size, from a seed: text files that both sides read. Files that are there
 * already, those of published studies among them, are left as they are.
 *
 * deno run --allow-read --allow-write tests/bench/scale_data.ts FOLDER
 *
 * @module
 */
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { type Row, write } from "./simulate.ts";

/** The factors of each file. */
export const FACTORS: Record<string, string[]> = {
  trial_500: ["trt", "block"],
  gaps_500: ["trt", "block"],
  trial_100: ["trt", "block"],
  trial_1000: ["trt", "block"],
  factorial_500: ["A", "B"],
  five_4: ["A", "B", "C", "D", "E"],
  five_6: ["A", "B", "C", "D", "E"],
  unequal_5: ["trt"],
  unequal_8: ["trt"],
  unequal_10: ["trt"],
  unequal_15: ["trt"],
  slopes_4: ["s"],
  sparse_2000: ["a", "b"],
  chain_100000: ["a", "b"],
  met: ["E", "G", "Y", "Block"],
  insteval: ["service", "s", "d", "dept"],
  kb07: ["subj", "item"],
  gb12: ["session", "item"],
  bs10: ["subj", "item"],
  d3: ["G", "H", "I"],
  ml1m: ["G", "H"],
};

const round = (x: number): number => Math.round(x * 1e4) / 1e4;

/** Treatments in complete blocks, or with one plot in seven missing. */
function* trial(treatments: number, blocks: number, gaps: boolean): Generator<Row> {
  const r = new RandomStream(11);
  const effects = Array.from({ length: treatments }, () => r.normal());
  for (let b = 0; b < blocks; b++) {
    const block = r.normal();
    for (let t = 0; t < treatments; t++) {
      if (gaps && (3 * t + 5 * b) % 7 === 0) continue;
      yield [`t${1000 + t}`, `b${b}`, round(10 + effects[t]! + block + r.normal())];
    }
  }
}

/** All combinations of levels, some times over. */
function* factorial(levels: readonly number[], times: number): Generator<Row> {
  const r = new RandomStream(12);
  const count = levels.reduce((a, b) => a * b, 1);
  for (let k = 0; k < count; k++) {
    let rest = k;
    const at = levels.map((n, f) => {
      const level = rest % n;
      rest = Math.floor(rest / n);
      return `${"ABCDE"[f]}${10 + level}`;
    });
    for (let i = 0; i < times; i++) yield [...at, round(10 + (k % 7) / 7 + r.normal())];
  }
}

function* unequal(means: number): Generator<Row> {
  const r = new RandomStream(13);
  for (let t = 0; t < means; t++) {
    for (let i = 0; i < 3 + t % 4; i++) yield [`t${10 + t}`, round(t / 3 + r.normal())];
  }
}

/** Four slopes that vary among 300 subjects. */
function* slopes(): Generator<Row> {
  const r = new RandomStream(14);
  for (let s = 0; s < 300; s++) {
    const own = [1, 0.6, 0.5, 0.4, 0.3].map((d) => d * r.normal());
    for (let i = 0; i < 12; i++) {
      const x = [1, 2, 3, 4].map(() => round(r.normal()));
      const y = own[0]! + x.reduce((sum, v, k) => sum + v * (0.3 + own[k + 1]!), 0) + r.normal();
      yield [`s${s}`, ...x, round(y)];
    }
  }
}

function* sparse(q: number, n: number): Generator<Row> {
  const r = new RandomStream(15);
  const left = Array.from({ length: q }, () => r.normal());
  const right = Array.from({ length: q }, () => 0.7 * r.normal());
  for (let i = 0; i < n; i++) {
    const a = i < q ? i : r.integer(q);
    const b = i < q ? i : r.integer(q);
    yield [`a${a}`, `b${b}`, round(left[a]! + right[b]! + r.normal())];
  }
}

/** Two factors each level of which meets a few neighbours of the other. */
function* chain(q: number, n: number): Generator<Row> {
  const r = new RandomStream(19);
  const left = Array.from({ length: q }, () => r.normal());
  const right = Array.from({ length: q }, () => 0.7 * r.normal());
  for (let i = 0; i < n; i++) {
    const a = i % q;
    const b = i < q ? a : Math.min(q - 1, a + r.integer(4));
    yield [`a${a}`, `b${b}`, round(left[a]! + right[b]! + r.normal())];
  }
}

/** A series of variety trials. */
function* met(
  sites: number,
  genotypes: number,
  blocks: number,
  years: number,
): Generator<Row> {
  const r = new RandomStream(16);
  const many = (n: number, d: number): number[] => Array.from({ length: n }, () => d * r.normal());
  const site = many(sites, 1);
  const genotype = many(genotypes, 0.8);
  const ge = many(sites * genotypes, 0.5);
  const gy = many(genotypes * years, 0.4);
  for (let e = 0; e < sites; e++) {
    for (let y = 0; y < years; y++) {
      const environment = 0.7 * r.normal();
      const block = many(blocks, 0.5);
      for (let g = 0; g < genotypes; g++) {
        const here = site[e]! + genotype[g]! + ge[e * genotypes + g]! + gy[g * years + y]! +
          environment + 0.6 * r.normal();
        for (let b = 0; b < blocks; b++) {
          yield [`e${e}`, `g${g}`, `y${y}`, `b${b}`, round(here + block[b]! + r.normal())];
        }
      }
    }
  }
}

function* wide(): Generator<Row> {
  const r = new RandomStream(17);
  for (let i = 0; i < 1_000_000; i++) yield Array.from({ length: 20 }, () => r.integer(1e6) / 1e4);
}

function* levels(): Generator<Row> {
  const r = new RandomStream(18);
  for (let i = 0; i < 1_000_000; i++) {
    yield [`level${r.integer(100_000)}`, r.integer(1e6) / 1e4, r.integer(1000)];
  }
}

/** By file: names of columns and rows. */
const FILES: Record<string, [string[], () => Iterable<Row>]> = {
  trial_500: [["trt", "block", "y"], () => trial(500, 4, false)],
  gaps_500: [["trt", "block", "y"], () => trial(500, 4, true)],
  trial_100: [["trt", "block", "y"], () => trial(100, 5, false)],
  trial_1000: [["trt", "block", "y"], () => trial(1000, 4, false)],
  factorial_500: [["A", "B", "y"], () => factorial([25, 20], 4)],
  five_4: [["A", "B", "C", "D", "E", "y"], () => factorial([4, 4, 4, 4, 4], 2)],
  five_6: [["A", "B", "C", "D", "E", "y"], () => factorial([6, 6, 6, 6, 6], 1)],
  unequal_5: [["trt", "y"], () => unequal(5)],
  unequal_8: [["trt", "y"], () => unequal(8)],
  unequal_10: [["trt", "y"], () => unequal(10)],
  unequal_15: [["trt", "y"], () => unequal(15)],
  slopes_4: [["s", "x1", "x2", "x3", "x4", "y"], slopes],
  sparse_2000: [["a", "b", "y"], () => sparse(2000, 20_000)],
  chain_100000: [["a", "b", "y"], () => chain(100_000, 300_000)],
  met: [["E", "G", "Y", "Block", "y"], () => met(50, 200, 3, 10)],
  wide: [Array.from({ length: 20 }, (_, j) => `x${j}`), wide],
  levels: [["g", "x", "k"], levels],
};

/** Writes what is missing. */
export function simulateSizes(folder: string): void {
  for (const [name, [names, rows]] of Object.entries(FILES)) {
    const path = `${folder}/${name}.csv`;
    try {
      Deno.statSync(path);
    } catch {
      write(path, names, rows());
    }
  }
}

if (import.meta.main) simulateSizes(Deno.args[0] ?? ".");
