/**
 * Round numbers at equal distances that cover a range, as R's `pretty` chooses them.
 *
 * @module
 */

/** About `n` steps of 1, 2, 5 or 10 times a power of ten that cover a range. */
export function pretty(low: number, high: number, n: number): number[] {
  const h = 1.5, h5 = 0.5 + 1.5 * h, range = high - low;
  let cell = Math.max(Math.abs(low), Math.abs(high));
  if (range === 0 && high === 0) cell = 1;
  if (range < cell * (1 + 1 / (1 + h)) * Math.max(1, n) * 2.220446e-16 * 3 || range === 0) {
    if (cell > 10) cell = 9 + cell / 10;
    cell *= 0.75;
    if (n / 3 > 1) cell /= Math.floor(n / 3);
  } else cell = range / Math.max(1, n);
  const base = 10 ** Math.floor(Math.log10(cell));
  let unit = base;
  if (2 * base - cell < h * (cell - unit)) {
    unit = 2 * base;
    if (5 * base - cell < h5 * (cell - unit)) {
      unit = 5 * base;
      if (10 * base - cell < h * (cell - unit)) unit = 10 * base;
    }
  }
  let first = Math.floor(low / unit + 1e-7), last = Math.ceil(high / unit - 1e-7);
  while (first * unit > low + 1e-7 * unit) first--;
  while (last * unit < high - 1e-7 * unit) last++;
  const lacking = Math.floor(0.5 + Math.floor(n / 3) - (last - first));
  if (lacking > 0) [first, last] = [first - Math.floor(lacking / 2), last + Math.ceil(lacking / 2)];
  return Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * unit).toPrecision(14)),
  );
}
