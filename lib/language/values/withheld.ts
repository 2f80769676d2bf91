/**
 * Columns whose values nobody has: lists of things that stand for rows and hold no number. Words that
 * would compute with them are refused by the things themselves, with their reason.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Thing, Value } from "./types.ts";

/** The first thing without a value in a list of such things and missing values; null for any other value. */
export function withheldIn(x: Value): Thing | null {
  if (x.type === "thing") return x.withheld ? x : null;
  if (x.type !== "list") return null;
  for (const item of x.values) {
    if (item.type === "thing") return item.withheld ? item : null;
    if (item.type !== "logical" || item.values.length !== 1) return null;
  }
  return null;
}

/** Refuses to compute with such a column. @param what asks for its values */
export function refuseWithheld(x: Value, what: string, span?: Span): void {
  if (x.type === "list" || x.type === "thing") withheldIn(x)?.withheld?.(what, span);
}

/** Refuses what looks at the rows of a data frame with such a column. */
export function refuseWithheldRows(x: Value, what: string, span?: Span): void {
  if (x.type !== "list" || !x.attributes?.has("row.names")) return;
  for (const column of x.values) refuseWithheld(column, what, span);
}

/** Words that look at the rows of a data frame one by one, or pick some by their places. */
export const OF_SINGLE_ROWS: ReadonlySet<string> = new Set(
  ("head tail str glimpse summary unique duplicated anyDuplicated distinct n_distinct format kable " +
    "slice slice_head slice_tail slice_sample slice_min slice_max sample_n sample_frac top_n toString " +
    "skim stack rev")
    .split(" "),
);
