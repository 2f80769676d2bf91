/**
 * How large values may be: asked before room is taken.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { isVector, type ListVector, type Value } from "./value.ts";

/** Refuses a vector that would be too long. */
export function refuseLong(n: number, span?: Span, what = "Elements of a vector"): void {
  if (n <= LIMITS.values.most) return;
  keepWithin(LIMITS.values, n, what, {
    ...(span ? { span } : {}),
    hint: "Work on parts of it",
  });
}

const SIZES = new WeakMap<ListVector, number>();

/** Elements of all parts of a list, those that stand in it twice counted twice. */
function sizeOf(list: ListVector): number {
  let size = 1;
  for (const part of list.values) {
    size += part.type === "list"
      ? SIZES.get(part) ?? sizeOf(part)
      : isVector(part)
      ? part.values.length
      : 1;
  }
  SIZES.set(list, size);
  return size;
}

/** Refuses a value that has become larger than any may be. */
export function refuseHuge(x: Value, span: Span): void {
  if (!isVector(x)) return;
  const n = x.type === "list" ? sizeOf(x) : x.values.length;
  if (n > LIMITS.values.most) refuseLong(n, span);
  // A text that doubles forty times is one element all the while.
  if (x.type === "character") refuseTexts(x.values, span);
  const names = x.attributes?.get("names");
  if (names?.type === "character") refuseTexts(names.values, span);
}

/** Refuses texts that have too many characters; a few of them tell whether all need be counted. */
function refuseTexts(texts: readonly (string | null)[], span: Span): void {
  const n = texts.length;
  const some = n > 16 ? [texts[0], texts[n >> 1], texts[n - 1]] : texts;
  const longest = some.reduce((most, text) => Math.max(most, text?.length ?? 0), 0);
  if (longest * n <= LIMITS.characters.most) return;
  const all = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  keepWithin(LIMITS.characters, all, "Characters of these texts", {
    span,
    hint: "Join fewer texts, or shorter ones",
  });
}
