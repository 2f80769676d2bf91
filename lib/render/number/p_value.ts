/**
 * P-values as journals print them.
 *
 * @module
 */
import { toFixed } from "./number_format.ts";

/** A p-value with four decimals, `< 0.0001` below; nothing for a missing one. */
export function journalP(p: number | null): string {
  if (p === null || Number.isNaN(p)) return "";
  return p < 0.0001 ? "< 0.0001" : toFixed(p, 4);
}
