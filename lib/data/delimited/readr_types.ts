/**
 * What readr makes of columns that stay text here.
 *
 * @module
 */
import type { TextColumn } from "../column.ts";

const DATE =
  /^\d{4}(?:[-/]\d{2}[-/]\d{2}|-\d{2}-\d{2}[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d+)?)?)?(?:Z|[-+]\d{2}:?\d{2})?)$/;
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?$/;
/** A mark of thousands anywhere, and the sign of a power of ten without the power. */
const POINT = /^[-+]?\d[\d,]*(?:\.\d*)?(?:[eEdD][-+]?\d*)?$/;
const COMMA = /^[-+]?\d[\d.]*(?:,\d*)?(?:[eEdD][-+]?\d*)?$/;

/** In words what readr makes of all texts of a column; null if it leaves them as they are. */
export function otherInReadr({ dictionary }: TextColumn, decimal: string): string | null {
  if (dictionary.length === 0 || dictionary.some((text) => /^0\d/.test(text))) return null;
  const all = (pattern: RegExp) => dictionary.every((text) => pattern.test(text));
  if (all(DATE)) return "days";
  if (all(TIME)) return "times";
  return all(decimal === "," ? COMMA : POINT) ? "numbers" : null;
}
