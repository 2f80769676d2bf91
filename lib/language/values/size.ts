/**
 * How large values may be: asked before room is taken.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { isVector, type Value } from "./value.ts";

/** Refuses a vector that would be too long. */
export function refuseLong(n: number, span?: Span): void {
  if (n <= LIMITS.values.most) return;
  keepWithin(LIMITS.values, n, "Elements of a vector", {
    ...(span ? { span } : {}),
    hint: "Work on parts of it",
  });
}

/** Refuses a value that has become larger than any may be. */
export function refuseHuge(x: Value, span: Span): void {
  if (!isVector(x)) return;
  const n = x.values.length;
  if (n > LIMITS.values.most) refuseLong(n, span);
  // A text that doubles forty times is one element all the while.
  if (x.type !== "character" || n > 16) return;
  for (const text of x.values) {
    if (text === null || text.length <= LIMITS.characters.most) continue;
    keepWithin(LIMITS.characters, text.length, "Characters of a text", {
      span,
      hint: "Work on parts of it",
    });
  }
}
