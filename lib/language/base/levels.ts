/**
 * The levels that a vector has as a factor: its different values in their order.
 *
 * @module
 */
import { compareText } from "../../data/compare_text.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { type Atomic, integers, isFactor } from "../values/value.ts";

/** Numbers in their order, NaN last. */
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : (a === a ? 0 : 1) - (b === b ? 0 : 1);
}

export function levelsIn(x: Atomic): string[] {
  const texts = asCharacter(x).values;
  const different = new Map<string, number>();
  texts.forEach((v, i) => v !== null && !different.has(v) && different.set(v, i));
  const found = [...different];
  if (x.type === "character") return found.map(([v]) => v).sort(compareText);
  const numbers = asDouble(isFactor(x) ? integers(x.values) : x).values;
  return found.sort(([, i], [, j]) => compareNumbers(numbers[i]!, numbers[j]!)).map(([v]) => v);
}
