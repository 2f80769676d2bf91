/**
 * Numbers that lie exactly half-way between two that could be printed.
 *
 * @module
 */

/** True if the texts differ in the last digit of some numbers alone, by one. */
export function differsByTie(a: string, b: string): boolean {
  const left = a.split(/\s+/), right = b.split(/\s+/);
  return a.length === b.length && left.length === right.length && left.every((x, i) => {
    const y = right[i] ?? "";
    if (x === y) return true;
    const unit = 10 ** -((x.split(".")[1] ?? "").length);
    return x.length === y.length && Math.abs(Math.abs(Number(x) - Number(y)) - unit) < unit / 1e6;
  });
}
