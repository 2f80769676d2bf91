/**
 * Round numbers at equal steps that cover a range (Becker, Chambers & Wilks 1988), as R's `pretty` chooses
 * them.
 *
 * @module
 */

/** How the steps are chosen; R's defaults where nothing is said. */
export interface StepRules {
  /** The fewest; a third of them. */
  fewest?: number;
  /** How much a range of one value shrinks. */
  shrink?: number;
  /** Leaning to larger steps. */
  bias?: number;
  /** Leaning to steps of 5. */
  bias5?: number;
}

/** How far apart: 1, 2, 5 or 10 times a power of ten, by what a step should be. */
function unitNear(cell: number, bias: number, bias5: number): number {
  const base = 10 ** Math.floor(Math.log10(cell));
  if (10 * base - cell < bias * (cell - 5 * base)) return 10 * base;
  if (5 * base - cell < bias5 * (cell - 2 * base)) return 5 * base;
  return 2 * base - cell < bias * (cell - base) ? 2 * base : base;
}

/** About `n` steps of 1, 2, 5 or 10 times a power of ten that cover a range. */
export function pretty(low: number, high: number, n: number, rules: StepRules = {}): number[] {
  const fewest = rules.fewest ?? Math.trunc(n / 3);
  const bias = rules.bias ?? 1.5, bias5 = rules.bias5 ?? 0.5 + 1.5 * bias;
  const range = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const share = bias5 >= 1.5 * bias + 0.5 ? 1 / (1 + bias) : 1.5 / (1 + bias5);
  let cell: number;
  if (size === 0 || range < size * share * Math.max(1, n) * Number.EPSILON * 3) {
    // all values are one: a scale about it
    cell = size === 0 ? 1 : size > 10 ? 9 + size / 10 : size;
    cell *= rules.shrink ?? 0.75;
    if (fewest > 1) cell /= fewest;
  } else cell = n > 0 ? range / n : range;
  const unit = unitNear(cell, bias, bias5);
  let [from, to] = [Math.floor(low / unit + 1e-10), Math.ceil(high / unit - 1e-10)];
  const lacking = fewest - (to - from);
  if (lacking > 0) {
    const [half, rest] = [Math.floor(lacking / 2), lacking % 2];
    if (low === 0 && from === 0 && high !== 0) to += lacking;
    else if (high === 0 && to === 0 && low !== 0) from -= lacking;
    else if (from >= 0) [from, to] = [from - half - rest, to + half];
    else [from, to] = [from - half, to + half + rest];
  }
  // a step below 1 divides by its inverse, which is whole: 3 / 10 and not 3 × 0.1
  const inverse = Math.round(1 / unit);
  return Array.from(
    { length: to - from + 1 },
    (_, i) => unit < 1 ? (from + i) / inverse : (from + i) * unit,
  );
}
