/**
 * Values that are written on an axis.
 *
 * The rule is the one of Talbot, Lin and Hanrahan (2010), "An extension of Wilkinson's algorithm for
 * positioning tick labels on axes": round numbers that cover the range, are near a wanted number, and
 * include zero.
 *
 * @module
 */
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

/** Powers of ten, and numbers between them where the range is small. */
export function logBreaks(min: number, max: number): number[] {
  const [low, high] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  for (const steps of [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7]]) {
    const every = steps.length === 1 ? Math.max(1, Math.ceil((high - low) / 7)) : 1;
    const found: number[] = [];
    for (let p = low; p <= high; p += every) {
      for (const s of steps) {
        const v = Number((s * 10 ** p).toPrecision(12));
        if (v >= min * (1 - 1e-9) && v <= max * (1 + 1e-9)) found.push(v);
      }
    }
    if (found.length >= 3) return found;
  }
  return extendedBreaks(min, max).filter((v) => v > 0);
}

/** Year and month (from 0) of a day since 1970, and its day of the month (Hinnant's civil calendar). */
function civil(days: number): { year: number; month: number; day: number } {
  const z = Math.floor(days) + 719468, era = Math.floor(z / 146097), doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)),
    mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 2 : mp - 10;
  return {
    year: yoe + era * 400 + (month <= 1 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** The first day of a month, in days since 1970. */
function firstOf(months: number): number {
  const year = Math.floor(months / 12), month = months - 12 * year;
  const y = month <= 1 ? year - 1 : year, era = Math.floor(y / 400), yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 1 ? month - 2 : month + 10) + 2) / 5);
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}

/** Days since 1970 at the beginnings of years, months or weeks. */
export function dateBreaks(min: number, max: number): { at: number[]; texts: string[] } {
  const [a, b] = [civil(min), civil(max)];
  const first = a.year * 12 + a.month, months = b.year * 12 + b.month - first;
  const at: number[] = [];
  if (months >= 2) {
    const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((s) => months / s <= 7) ?? 600;
    for (let m = Math.ceil(first / step) * step; firstOf(m) <= max; m += step) {
      if (firstOf(m) >= min) at.push(firstOf(m));
    }
  } else {
    const step = [1, 2, 7, 14].find((s) => (max - min) / s <= 7) ?? 14;
    for (let d = Math.ceil(min / step) * step; d <= max; d += step) at.push(d);
  }
  const yearly = at.every((d) => civil(d).month === 0 && civil(d).day === 1);
  const texts = at.map((d) => {
    const { year, month, day } = civil(d);
    const two = (n: number): string => String(n).padStart(2, "0");
    return yearly ? String(year) : `${year}-${two(month + 1)}${months >= 2 ? "" : `-${two(day)}`}`;
  });
  return { at, texts };
}

/** Numbers in one format, as in print. */
export function numberTexts(values: readonly number[]): string[] {
  return formatNumbers(values).map((t) => typesetNumber(t.trim()));
}
