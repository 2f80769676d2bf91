/**
 * What `Math.max(...list)` and `push(...list)` do, for lists of any length: an engine takes some
 * hundred thousand arguments at most, and data have more rows.
 *
 * @module
 */

/** The greatest of some numbers, and of `floor`; `-Infinity` of none. */
export function greatest(numbers: Iterable<number>, floor = -Infinity): number {
  let most = floor;
  for (const x of numbers) most = Math.max(most, x);
  return most;
}

/** The least of some numbers; `Infinity` of none. */
export function least(numbers: Iterable<number>): number {
  let most = Infinity;
  for (const x of numbers) most = Math.min(most, x);
  return most;
}

/** Adds items to the end of a list. */
export function addAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
