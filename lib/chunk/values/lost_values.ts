/**
 * The remark on values that a function or an operator has no number for, such as log(-1).
 *
 * @module
 */
import type { Note } from "../../note.ts";

/**
 * @param what the function or operator as written
 * @param places where its result is missing though its arguments are not, from 0
 */
export function lostValues(what: string, places: readonly number[]): Required<Note> {
  const count = places.length;
  const first = places[0]! + 1;
  const text = count === 1
    ? `${what}: value ${first} has no result and counts as missing`
    : `${what}: ${count} values have no result (the first is value ${first}) and count as missing`;
  return { code: "no-value", text, data: { of: what, count, first } };
}
