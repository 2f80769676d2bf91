/**
 * Round numbers along an axis.
 *
 * @module
 */

/** Whether numbers differ by more than the digits that are written of them. */
export function areApart(low: number, high: number): boolean {
  const range = high - low;
  return range < 1e300 && range > 1e-290 &&
    range > 1e-10 * Math.max(Math.abs(low), Math.abs(high));
}

/**
 * Ticks at multiples of 1, 2 or 5 times a power of ten that lie within `[low, high]`.
 * Between numbers that are not apart there is one, in the middle.
 *
 * @param count About how many ticks are wanted.
 */
export function niceTicks(
  low: number,
  high: number,
  count: number,
): { ticks: number[]; step: number } {
  if (!areApart(low, high)) {
    const middle = Number((low / 2 + high / 2).toPrecision(12)) + 0;
    return { ticks: Number.isFinite(middle) ? [middle] : [], step: Math.abs(middle) || 1 };
  }
  const power = 10 ** Math.floor(Math.log10((high - low) / Math.max(1, count)));
  const steps = [1, 2, 5, 10, 20].map((m) => m * power);
  const number = (step: number): number =>
    Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
  // The step whose number of ticks comes nearest; of two, the finer.
  const step = steps.reduce((best, s) =>
    Math.abs(number(s) - count) < Math.abs(number(best) - count) ? s : best
  );
  const ticks: number[] = [];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  for (let k = first; k <= last; k++) ticks.push(Number((k * step).toPrecision(12)) + 0);
  return { ticks, step: Number(step.toPrecision(12)) };
}
