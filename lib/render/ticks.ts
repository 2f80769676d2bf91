/**
 * Round numbers along an axis.
 *
 * @module
 */

/**
 * Ticks at multiples of 1, 2 or 5 times a power of ten that lie within `[low, high]`.
 *
 * @param count About how many ticks are wanted.
 */
export function niceTicks(
  low: number,
  high: number,
  count: number,
): { ticks: number[]; step: number } {
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  const step = power *
    (ratio >= Math.sqrt(50) ? 10 : ratio >= Math.sqrt(10) ? 5 : ratio >= Math.SQRT2 ? 2 : 1);
  const ticks: number[] = [];
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  for (let k = first; k <= last; k++) ticks.push(Number((k * step).toPrecision(12)) + 0);
  return { ticks, step: Number(step.toPrecision(12)) };
}
