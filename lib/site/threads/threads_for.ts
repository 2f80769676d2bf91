/**
 * On how many threads the pages of a book are evaluated.
 *
 * @module
 */

/** Pages for each thread below which a thread is not worth its start. */
const LEAST = 6;

/**
 * How many threads pages are evaluated on, if nobody says; 1 is that of the build alone. One processor is
 * left to those that draw beside them: on two, a second thread took longer than one alone.
 */
export function threadsFor(
  pages: number,
  asked: number | undefined,
  processors: number = navigator.hardwareConcurrency,
): number {
  const most = asked ?? Math.min(processors - 1, 8);
  const worth = asked === undefined ? Math.floor(pages / LEAST) : pages;
  return Math.max(1, Math.min(most, worth));
}
