/**
 * A remark that belongs to a value: it was averaged over something, a column was dropped, a
 * variance lies on the boundary.
 *
 * @module
 */

/** A remark with a stable code, the words a reader sees, and the facts the words were made of. */
export interface Note {
  /** A stable kebab-case name. */
  code: string;
  /** The words, without a final line end. */
  text: string;
  /** The facts behind the words, plain values. */
  data?: unknown;
}
