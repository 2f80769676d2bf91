/**
 * Simulated experiments for property tests: everything follows from a seed.
 *
 * @module
 */
import { tableFrom } from "../../lib/data/table_from.ts";
import type { Table } from "../../lib/data/table.ts";

/** Columns by name. */
export type Columns = Record<string, (string | number)[]>;

/** A small deterministic generator (Marsaglia's multiply-with-carry) of uniforms and normals. */
export class Draws {
  #a: number;
  #b: number;
  constructor(seed: number) {
    this.#a = (seed * 2654435761 + 12345) >>> 0 || 1;
    this.#b = (seed ^ 0x9e3779b9) >>> 0 || 2;
    for (let i = 0; i < 8; i++) this.uniform();
  }
  uniform(): number {
    this.#a = (36969 * (this.#a & 65535) + (this.#a >>> 16)) >>> 0;
    this.#b = (18000 * (this.#b & 65535) + (this.#b >>> 16)) >>> 0;
    return ((((this.#a << 16) >>> 0) + (this.#b & 65535)) >>> 0) / 4294967296;
  }
  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }
  normal(): number {
    const u = 1 - this.uniform();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.uniform());
  }
  /** One of some things. */
  pick<T>(from: readonly T[]): T {
    return from[this.whole(0, from.length - 1)]!;
  }
  /** A random order of 0 … n − 1. */
  permutation(n: number): number[] {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.whole(0, i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }
}

/** Levels `a1`, `a2`, … */
export const level = (prefix: string, i: number): string => `${prefix}${i + 1}`;

/** An effect for each combination of some columns, drawn when first met. */
export function effects(draws: Draws, sd: number): (...keys: (string | number)[]) => number {
  const known = new Map<string, number>();
  return (...keys) => {
    const key = keys.join("/");
    let value = known.get(key);
    if (value === undefined) known.set(key, value = sd * draws.normal());
    return value;
  };
}

/** A table of columns; text columns become factors. */
export function tableOf(columns: Columns, levels: Record<string, string[]> = {}): Table {
  const factors = Object.keys(columns).filter((k) => typeof columns[k]![0] === "string");
  return tableFrom(columns, { factors, levels });
}

/** A balanced experiment, its model, and the df of its strata. */
export interface Balanced {
  columns: Columns;
  formula: string;
  /** Denominator df of each treatment term. */
  df: Record<string, number>;
  /** The treatment factors. */
  treatments: string[];
}

/** Balanced experiments by name; each takes its sizes and effects from the draws. */
export const BALANCED: Record<string, (d: Draws) => Balanced> = {
  blocks(d) {
    const [b, t] = [d.whole(3, 6), d.whole(2, 5)];
    const [block, trt] = [effects(d, 2), effects(d, 1)];
    const columns: Columns = { y: [], Trt: [], Block: [] };
    for (let i = 0; i < b; i++) {
      for (let j = 0; j < t; j++) {
        push(columns, d, block(i) + trt(j), { Trt: ["t", j], Block: ["b", i] });
      }
    }
    return {
      columns,
      formula: "y ~ Trt + (1 | Block)",
      df: { Trt: (b - 1) * (t - 1) },
      treatments: ["Trt"],
    };
  },
  split(d) {
    const [r, a, b] = [d.whole(3, 5), d.whole(2, 4), d.whole(2, 4)];
    const [block, main, fixed] = [effects(d, 2), effects(d, 2), effects(d, 1)];
    const columns: Columns = { y: [], A: [], B: [], Block: [] };
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < a; j++) {
        for (let k = 0; k < b; k++) {
          const mean = block(i) + main(i, j) + fixed(j, k);
          push(columns, d, mean, { A: ["a", j], B: ["b", k], Block: ["r", i] });
        }
      }
    }
    const sub = a * (r - 1) * (b - 1);
    return {
      columns,
      formula: "y ~ A * B + (1 | Block/A)",
      df: { A: (r - 1) * (a - 1), B: sub, "A:B": sub },
      treatments: ["A", "B"],
    };
  },
  strips(d) {
    const [r, a, b] = [d.whole(3, 5), d.whole(2, 4), d.whole(2, 4)];
    const [block, row, column, fixed] = [1, 2, 2, 1].map((sd) => effects(d, sd)) as [
      (...k: number[]) => number,
      (...k: number[]) => number,
      (...k: number[]) => number,
      (...k: number[]) => number,
    ];
    const columns: Columns = { y: [], A: [], B: [], Block: [] };
    for (let i = 0; i < r; i++) {
      for (let j = 0; j < a; j++) {
        for (let k = 0; k < b; k++) {
          const mean = block(i) + row(i, j) + column(i, k) + fixed(j, k);
          push(columns, d, mean, { A: ["a", j], B: ["b", k], Block: ["r", i] });
        }
      }
    }
    return {
      columns,
      formula: "y ~ A * B + (1 | Block) + (1 | Block:A) + (1 | Block:B)",
      df: {
        A: (r - 1) * (a - 1),
        B: (r - 1) * (b - 1),
        "A:B": (r - 1) * (a - 1) * (b - 1),
      },
      treatments: ["A", "B"],
    };
  },
  samples(d) {
    const [t, plots, s] = [d.whole(2, 4), d.whole(2, 5), d.whole(2, 4)];
    const [plot, trt] = [effects(d, 2), effects(d, 1)];
    const columns: Columns = { y: [], Trt: [], Plot: [] };
    for (let i = 0; i < t * plots; i++) {
      for (let k = 0; k < s; k++) {
        push(columns, d, plot(i) + trt(i % t), { Trt: ["t", i % t], Plot: ["p", i] });
      }
    }
    return {
      columns,
      formula: "y ~ Trt + (1 | Plot)",
      df: { Trt: t * plots - t },
      treatments: ["Trt"],
    };
  },
  latin(d) {
    const k = d.whole(4, 6);
    const [row, column, trt] = [effects(d, 2), effects(d, 2), effects(d, 1)];
    const columns: Columns = { y: [], Trt: [], Row: [], Column: [] };
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const t = (i + j) % k;
        const mean = row(i) + column(j) + trt(t);
        push(columns, d, mean, { Trt: ["t", t], Row: ["r", i], Column: ["c", j] });
      }
    }
    return {
      columns,
      formula: "y ~ Trt + (1 | Row) + (1 | Column)",
      df: { Trt: (k - 1) * (k - 2) },
      treatments: ["Trt"],
    };
  },
};

function push(
  columns: Columns,
  d: Draws,
  mean: number,
  levels: Record<string, [string, number]>,
): void {
  columns.y!.push(10 + mean + d.normal());
  for (const [name, [prefix, i]] of Object.entries(levels)) columns[name]!.push(level(prefix, i));
}

/** An unbalanced two-factor experiment with a covariate in blocks; no cell of A × B is empty. */
export function unbalanced(d: Draws): Columns {
  const [a, b, g] = [d.whole(2, 3), d.whole(2, 3), d.whole(4, 6)];
  const [block, fixed] = [effects(d, 1.5), effects(d, 1)];
  const columns: Columns = { y: [], A: [], B: [], x: [], Block: [] };
  for (let j = 0; j < a; j++) {
    for (let k = 0; k < b; k++) {
      const count = d.whole(3, 6);
      for (let i = 0; i < count; i++) {
        const x = Math.round(100 * d.normal()) / 100;
        const at = d.whole(0, g - 1);
        columns.x!.push(x);
        push(columns, d, block(at) + fixed(j, k) + 0.5 * x, {
          A: ["a", j],
          B: ["b", k],
          Block: ["g", at],
        });
      }
    }
  }
  return columns;
}
