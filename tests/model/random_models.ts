/**
 * Mixed models of designs drawn at random, from a seed: nested and crossed factors, slopes with and without
 * correlations, gaps, weights, variances that are 0.
 *
 * @module
 */
import { tableFrom } from "../../lib/data/table_from.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";

/** How many there are. */
export const RANDOM_MODELS = 500;

/** A model of the list; null where what was drawn has no fit. */
export function randomModel(seed: number): LinearMixedModel | null {
  const fit = drawnModel(seed);
  // a likelihood that rises for ever, for effects that fit the data exactly, is ended by rounding alone
  return fit?.theta.some((t) => Math.abs(t) > 1000) ? null : fit;
}

/** The same with models whose likelihood has no maximum. */
export function drawnModel(seed: number): LinearMixedModel | null {
  const r = new RandomStream(10_000 + seed);
  const pick = <T>(...of: T[]): T => of[r.integer(of.length)]!;
  const sizes = { A: 4 + r.integer(12), B: 3 + r.integer(8), C: 2 + r.integer(3) };
  const kind = pick("one", "nested", "crossed", "slopes", "apart", "crossed slopes", "three");
  const n = sizes.A * sizes.B * pick(1, 2, 3);
  const gaps = pick(0, 0, 0.1, 0.3);
  const columns: Record<string, (string | number)[]> = {
    A: [],
    B: [],
    C: [],
    T: [],
    x: [],
    z: [],
    w: [],
    y: [],
  };
  const many = (count: number, sd: number): number[] =>
    Array.from({ length: count }, () => sd * r.normal());
  const zero = (): number => r.uniform() < 0.25 ? 0 : 0.2 + 1.5 * r.uniform();
  const [a, b, ax, bx] = [
    many(sizes.A, zero()),
    many(sizes.B * sizes.A, zero()),
    many(sizes.A, zero()),
    many(sizes.B, zero()),
  ];
  for (let i = 0; i < n; i++) {
    const [p, q] = [i % sizes.A, Math.floor(i / sizes.A) % sizes.B];
    const [x, z] = [Math.round(10 * r.normal()) / 10, r.integer(4)];
    const noise = r.normal();
    if (r.uniform() < gaps) continue;
    columns["A"]!.push(`a${p}`);
    columns["B"]!.push(`b${q}`);
    columns["C"]!.push(`c${i % sizes.C}`);
    columns["T"]!.push(`t${(p + q) % 3}`);
    columns["x"]!.push(x);
    columns["z"]!.push(z);
    columns["w"]!.push(1 + i % 3);
    columns["y"]!.push(
      10 + 0.5 * x + (p + q) % 3 + a[p]! + b[q * sizes.A + p]! + x * (ax[p]! + bx[q]!) + noise,
    );
  }
  const random = {
    one: "(1 | A)",
    nested: "(1 | A/B)",
    crossed: "(1 | A) + (1 | B)",
    slopes: pick("(x | A)", "(x + z | A)"),
    apart: "(x || A)",
    "crossed slopes": pick("(x | A) + (1 | B)", "(x | A) + (x | B)", "(x + z | A) + (x + z | B)"),
    three: "(1 | A) + (1 | B) + (1 | A:B) + (1 | C)",
  }[kind];
  const formula = `y ~ ${pick("1", "x", "T", "T * x")} + ${random}`;
  const data = tableFrom(columns, { factors: ["A", "B", "C", "T"] });
  const options = { reml: pick(true, false), ...(r.uniform() < 0.2 ? { weights: "w" } : {}) };
  try {
    return lmer(formula, data, options);
  } catch {
    return null;
  }
}
