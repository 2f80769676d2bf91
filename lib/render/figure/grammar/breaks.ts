/**
 * Values that are written on an axis.
 *
 * The rule is the one of Talbot, Lin and Hanrahan (2010), "An extension of Wilkinson's algorithm for
 * positioning tick labels on axes": round numbers that cover the range, are near a wanted number, and
 * include zero.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { formatNumbers } from "../../number/number_format.ts";
import { typesetNumber } from "../../typeset/typeset.ts";

/** Steps from the nicest on. */
const STEPS = [1, 5, 2, 2.5, 4, 3];
const [SIMPLE, COVER, DENSE, LEGIBLE] = [0.25, 0.2, 0.5, 0.05];

function simplicity(q: number, j: number, low: number, high: number, step: number): number {
  const rest = ((low % step) + step) % step;
  const zero = (rest < 1e-10 || step - rest < 1e-10) && low <= 0 && high >= 0 ? 1 : 0;
  return 1 - q / (STEPS.length - 1) - j + zero;
}

function coverage(min: number, max: number, low: number, high: number): number {
  return 1 - 0.5 * ((max - high) ** 2 + (min - low) ** 2) / (0.1 * (max - min)) ** 2;
}

function coverageMost(min: number, max: number, span: number): number {
  const range = max - min;
  if (span <= range) return 1;
  const half = (span - range) / 2;
  return 1 - half ** 2 / (0.1 * range) ** 2;
}

function density(k: number, m: number, min: number, max: number, low: number, high: number) {
  const r = (k - 1) / (high - low), wanted = (m - 1) / (Math.max(high, max) - Math.min(min, low));
  return 2 - Math.max(r / wanted, wanted / r);
}

function densityMost(k: number, m: number): number {
  return k >= m ? 2 - (k - 1) / (m - 1) : 1;
}

/** Round numbers over a range, about `m` of them; some may lie just beyond its ends. */
export function extendedBreaks(min: number, max: number, m = 5): number[] {
  if (!(max > min) || max - min < 1e-10 * Math.max(Math.abs(min), Math.abs(max))) return [min];
  let best = { score: -2, low: min, high: max, step: max - min };
  search: for (let j = 1; j < 100; j++) {
    for (let q = 0; q < STEPS.length; q++) {
      const simple = 1 - q / (STEPS.length - 1) - j + 1;
      if (SIMPLE * simple + COVER + DENSE + LEGIBLE < best.score) break search;
      for (let k = 2; k < 100; k++) {
        const dense = densityMost(k, m);
        if (SIMPLE * simple + COVER + DENSE * dense + LEGIBLE < best.score) break;
        const delta = (max - min) / ((k + 1) * j * STEPS[q]!);
        for (let z = Math.ceil(Math.log10(delta)); z < 400; z++) {
          const step = j * STEPS[q]! * 10 ** z;
          const cover = coverageMost(min, max, step * (k - 1));
          if (SIMPLE * simple + COVER * cover + DENSE * dense + LEGIBLE < best.score) break;
          const first = Math.floor(max / step) * j - (k - 1) * j, last = Math.ceil(min / step) * j;
          for (let start = first; start <= last; start++) {
            const low = start * (step / j), high = low + step * (k - 1);
            const score = SIMPLE * simplicity(q, j, low, high, step) +
              COVER * coverage(min, max, low, high) +
              DENSE * density(k, m, min, max, low, high) + LEGIBLE;
            if (score > best.score) best = { score, low, high, step };
          }
        }
      }
    }
  }
  const count = Math.round((best.high - best.low) / best.step);
  return Array.from(
    { length: count + 1 },
    (_, i) => Number((best.low + i * best.step).toPrecision(12)) + 0,
  );
}

/** Powers of a base over a range, and multiples of them where there are few. */
export function logBreaks(low: number, high: number, n: number, base: number): number[] {
  const log = (x: number): number =>
    base === 10 ? Math.log10(x) : base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base);
  const [a, b] = [log(low), log(high)], first = Math.floor(a), last = Math.ceil(b);
  const round = (v: number): number => base === Math.E ? v : Number(v.toPrecision(12));
  const power = (p: number): number => round(base ** p);
  if (first === last) return [power(first)];
  const inside = (v: number[]): number => v.filter((x) => x >= low && x <= high).length;
  for (let by = Math.floor((last - first) / n) + 1; by >= 1; by--) {
    const found: number[] = [];
    for (let p = first; p <= last; p += by) found.push(power(p));
    if (inside(found) >= n - 2) return found;
  }
  return subBreaks(low, high, first, last, n, base, power, inside);
}

/** Multiples of powers: each new one lies furthest from those that there are. */
function subBreaks(
  low: number,
  high: number,
  first: number,
  last: number,
  n: number,
  base: number,
  power: (p: number) => number,
  inside: (v: number[]) => number,
): number[] {
  const powers = Array.from({ length: last - first + 1 }, (_, i) => power(first + i));
  if (base <= 2) return powers;
  const steps = [1];
  const candidates = Array.from({ length: Math.floor(base) }, (_, i) => i + 1)
    .filter((c) => c > 1 && c < base);
  const nearest = (c: number): number => {
    const all = [...steps, c, base].map((v) => Math.log(v) / Math.log(base)).sort((x, y) => x - y);
    return all.slice(1).reduce((m, v, i) => Math.min(m, v - all[i]!), Infinity);
  };
  let found = powers;
  while (candidates.length > 0) {
    const room = candidates.map(nearest);
    const best = room.indexOf(greatest(room));
    steps.push(candidates[best]!);
    candidates.splice(best, 1);
    found = powers.flatMap((p) => steps.map((s) => Number((p * s).toPrecision(12))));
    if (inside(found) >= n - 2) {
      found.sort((x, y) => x - y);
      const from = Math.max(found.findIndex((v) => v >= low) - 1, 0);
      const to = Math.min(found.findLastIndex((v) => v <= high) + 1, found.length - 1);
      return found.slice(from, to + 1);
    }
  }
  return extendedBreaks(low, high, n);
}

/** Numbers in one format, as in print. */
export function numberTexts(values: readonly number[]): string[] {
  return formatNumbers(values).map((t) => typesetNumber(t.trim()));
}
