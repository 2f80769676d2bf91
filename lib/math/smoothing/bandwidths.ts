/**
 * Bandwidths of densities: rules of thumb (Silverman 1986, Scott 1992), cross-validation, and that of
 * Sheather and Jones (1991).
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";
import { minimumWithin } from "../search/minimum.ts";
import { zeroBetween } from "../search/zero.ts";
import { BANDWIDTHS, spread } from "./kernel_density.ts";

/** Pairs by how many bins lie between them. */
interface Binned {
  counts: Float64Array;
  step: number;
  n: number;
}

function binned(x: readonly number[], bins: number): Binned {
  const [low, high] = [least(x), greatest(x)];
  const step = (high - low) * 1.01 / bins;
  const mass = new Float64Array(bins);
  // bins are counted from zero on the line, and not from the least value
  for (const v of x) mass[Math.trunc(v / step) - Math.trunc(low / step)]!++;
  const counts = new Float64Array(bins);
  for (let i = 0; i < bins; i++) {
    const w = mass[i]!;
    if (w === 0) continue;
    counts[0]! += w * (w - 1) / 2;
    for (let j = 0; j < i; j++) counts[i - j]! += w * mass[j]!;
  }
  return { counts, step, n: x.length };
}

/** A sum over all pairs of a function of their distance over h, weighted by a normal density. */
function overPairs({ counts, step }: Binned, h: number, of: (d: number) => number): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const d = (i * step / h) ** 2;
    if (d >= 1000) break;
    sum += Math.exp(-d / 2) * of(d) * counts[i]!;
  }
  return sum;
}

/** The integral of the squared second derivative, estimated at a bandwidth. */
function phi4(pairs: Binned, h: number): number {
  const { n } = pairs;
  const sum = 2 * overPairs(pairs, h, (d) => d * d - 6 * d + 3) + 3 * n;
  return sum / (n * (n - 1) * h ** 5 * Math.sqrt(2 * Math.PI));
}

/** That of the third derivative, with its sign. */
function phi6(pairs: Binned, h: number): number {
  const { n } = pairs;
  const sum = 2 * overPairs(pairs, h, (d) => d ** 3 - 15 * d * d + 45 * d - 15) - 15 * n;
  return sum / (n * (n - 1) * h ** 7 * Math.sqrt(2 * Math.PI));
}

function crossValidation(pairs: Binned, h: number, biased: boolean): number {
  const { n } = pairs;
  let sum = 0;
  const { counts, step } = pairs;
  for (let i = 0; i < counts.length; i++) {
    const d = (i * step / h) ** 2;
    if (d >= 1000) break;
    const own = biased
      ? Math.exp(-d / 4) * (d * d - 12 * d + 12)
      : Math.exp(-d / 4) - Math.sqrt(8) * Math.exp(-d / 2);
    sum += own * counts[i]!;
  }
  return biased
    ? (1 + sum / (32 * n)) / (2 * n * h * Math.sqrt(Math.PI))
    : (0.5 + sum / n) / (n * h * Math.sqrt(Math.PI));
}

/** The bandwidth of Sheather and Jones: solved for (`ste`), or plugged in (`dpi`). */
export function sheatherJones(x: readonly number[], plugged: boolean, bins = 1000): number | null {
  const n = x.length;
  const pairs = binned(x, bins);
  const { sd, iqr } = spread(x);
  const scale = Math.min(sd, iqr / 1.349);
  const a = 1.24 * scale * n ** (-1 / 7), b = 1.23 * scale * n ** (-1 / 9);
  const c1 = 1 / (2 * Math.sqrt(Math.PI) * n);
  const third = -phi6(pairs, b);
  if (!(third > 0) || !Number.isFinite(third)) return null;
  if (plugged) return (c1 / phi4(pairs, (2.394 / (n * third)) ** (1 / 7))) ** 0.2;
  const alpha = 1.357 * (phi4(pairs, a) / third) ** (1 / 7);
  if (!Number.isFinite(alpha)) return null;
  const f = (h: number): number => (c1 / phi4(pairs, alpha * h ** (5 / 7))) ** 0.2 - h;
  const most = 1.144 * spread(x).sd * n ** -0.2;
  let [low, high] = [0.1 * most, most];
  for (let k = 1; f(low) * f(high) > 0; k++) {
    if (k > 99) return null;
    if (k % 2 === 1) high *= 1.2;
    else low /= 1.2;
  }
  return zeroBetween(f, low, high, f(low), f(high), 0.1 * (0.1 * most), 1000).x;
}

function validated(x: readonly number[], biased: boolean, bins = 1000): number {
  const pairs = binned(x, bins);
  const most = 1.144 * spread(x).sd * x.length ** -0.2;
  return minimumWithin(
    (h) => crossValidation(pairs, h, biased),
    0.1 * most,
    most,
    0.01 * most,
  ).x;
}

/** Rules by name; null where the rule finds none. */
export const RULES: Readonly<Record<string, (x: readonly number[]) => number | null>> = {
  ...BANDWIDTHS,
  sj: (x) => sheatherJones(x, false),
  "sj-ste": (x) => sheatherJones(x, false),
  "sj-dpi": (x) => sheatherJones(x, true),
  ucv: (x) => validated(x, false),
  bcv: (x) => validated(x, true),
};
