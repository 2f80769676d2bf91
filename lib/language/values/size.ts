/**
 * How large values may be: asked before room is taken.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";

/** Refuses a vector that would be too long. */
export function refuseLong(n: number, span: Span): void {
  if (n <= LIMITS.values.most) return;
  keepWithin(LIMITS.values, n, "Elements of a vector", {
    span,
    hint: "Work on parts of it",
  });
}
