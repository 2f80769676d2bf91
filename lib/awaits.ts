/**
 * What evaluation cannot go on without. Evaluation itself waits for nothing and touches nothing
 * outside: where it needs a file that was not read yet, a page that was not evaluated yet or a word
 * that was not loaded yet, the block stops with a request; that is obtained, and the block is run
 * again from its beginning.
 *
 * @module
 */

/** Thrown where something must be obtained from outside before the block can be evaluated. */
export class Awaits extends Error {
  /** `Awaits`. */
  override name = "Awaits";

  /** `what` names it, for those who meet the request where nobody can obtain anything. */
  constructor(what: string, readonly obtain: () => Promise<void>) {
    super(`${what} must be obtained first`);
  }
}
