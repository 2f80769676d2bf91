/**
 * A remark that belongs to a value: it was averaged over something, a column was dropped, a
 * variance lies on the boundary.
 *
 * @module
 */

/** A remark with a stable code, the words a reader sees, and the facts the words were made of. */
export interface Note {
  code: string;
  text: string;
  data?: unknown;
}
