/**
 * Faults and their places.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { placed } from "../../language/evaluation/expressions.ts";

/** Runs what may throw faults without a place, and puts them at `span`. */
export function placedAt<T>(span: Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw placed(error, span);
  }
}
