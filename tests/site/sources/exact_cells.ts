/**
 * Tables whose numbers are whole multiples of 2⁻²⁰, and the moments of their cells in whole numbers
 * without end: what an engine gives can differ from these by its own rounding alone.
 *
 * @module
 */

/** Parts of 1 in which numbers are counted; weights in 2⁻¹⁰. */
const UNIT = 2 ** 20;
const WEIGHT = 2 ** 10;

/** A row: a treatment, a day, two responses, a covariate and a weight. */
export interface Plot {
  trt: string;
  day: number | null;
  y: number;
  z: number | null;
  x: number;
  w: number;
}

/** Levels with every sign that a quoting could trip over. */
export const TREATMENTS = [
  "A",
  "b b",
  'say "so", they',
  "O'Neil \\ sons",
  "line\nend",
  "Ünal 日本 🌾",
  "; DROP TABLE plots; --",
];

/**
 * Plots from a seed; `shift` is added to the response y, which keeps all its digits.
 *
 * @param unit Parts of 1 that numbers are rounded to.
 */
export function plots(count: number, shift = 0, unit = UNIT): Plot[] {
  let state = 1;
  const next = (): number => {
    state = state + 0x6d2b79f5 | 0;
    let t = Math.imul(state ^ state >>> 15, 1 | state);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
  };
  const whole = (value: number): number => Math.round(value * unit) / unit;
  return Array.from({ length: count }, (): Plot => {
    const trt = TREATMENTS[Math.floor(next() * TREATMENTS.length)]!;
    const day = next() < 0.02 ? null : [1, 2, 10][Math.floor(next() * 3)]!;
    const x = whole(next() + next());
    const y = whole(40 + 2 * trt.length + (day ?? 0) + 3 * x + 4 * (next() + next() + next()));
    return {
      trt,
      day,
      y: y + shift,
      z: next() < 0.05 ? null : whole(y / 7 + next()),
      x,
      w: Math.ceil(next() * 3 * WEIGHT) / WEIGHT,
    };
  });
}

/** The plots as CSV; what is missing is empty. */
export function csvOf(rows: readonly Plot[]): string {
  const text = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  const lines = rows.map(({ trt, day, y, z, x, w }) =>
    [text(trt), day ?? "", y, z ?? "", x, w].join(",")
  );
  return `Trt,Day,y,z,x,w\n${lines.join("\n")}\n`;
}

/** The types of the columns of that table. */
export const COLUMNS =
  `"Trt" text, "Day" integer, y double precision, z double precision, x double precision, w double precision`;

const SCALE = 60n;

/** A number times 2⁶⁰, exactly. */
const exact = (value: number): bigint => BigInt(value * 2 ** Number(SCALE));

/** a / b as the nearest double, or next to it. */
function ratio(a: bigint, b: bigint): number {
  return Number((a << 120n) / b) / 2 ** 120;
}

type Numeric = "y" | "z" | "x";

/** Moments of one column over some rows, weighted or not. */
export function moments(
  rows: readonly Plot[],
  name: Numeric,
  origin: number,
  weighted = false,
): { n: number; mean: number; ss: number } {
  const there = rows.filter((row) => row[name] !== null);
  if (there.length === 0) return { n: 0, mean: NaN, ss: NaN };
  const [w, s] = sums(there, name, name, origin, weighted);
  return { n: there.length, mean: ratio(s.x, w << SCALE), ss: squares(w, s, weighted) };
}

/** Σ (x − x̄)(y − ȳ) over rows that have both. */
export function product(rows: readonly Plot[], x: Numeric, y: Numeric, weighted = false): number {
  const there = rows.filter((row) => row[x] !== null && row[y] !== null);
  return there.length === 0 ? NaN : squares(...sums(there, x, y, 0, weighted), weighted);
}

interface Sums {
  x: bigint;
  y: bigint;
  xy: bigint;
}

function sums(
  rows: readonly Plot[],
  x: Numeric,
  y: Numeric,
  origin: number,
  weighted: boolean,
): [bigint, Sums] {
  let w = 0n;
  const s: Sums = { x: 0n, y: 0n, xy: 0n };
  for (const row of rows) {
    const own = weighted ? BigInt(row.w * WEIGHT) : 1n;
    const [a, b] = [exact(row[x]!) - exact(origin), exact(row[y]!) - exact(origin)];
    w += own;
    s.x += own * a;
    s.y += own * b;
    s.xy += own * a * b;
  }
  return [w, s];
}

function squares(w: bigint, { x, y, xy }: Sums, weighted: boolean): number {
  return ratio(w * xy - x * y, w << (2n * SCALE)) / (weighted ? WEIGHT : 1);
}

/** Σ w and Σ log w. */
export function weightSums(rows: readonly Plot[]): { sum: number; log: number } {
  return {
    sum: rows.reduce((sum, { w }) => sum + w, 0),
    log: rows.reduce((sum, { w }) => sum + Math.log(w), 0),
  };
}
