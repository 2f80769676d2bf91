/**
 * What a table of means is made of.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { EstimateParts } from "../estimate/viewed_table.ts";
import type { ReferenceGrid } from "./grid.ts";

/** What a table of means is made of. */
export interface MeansParts extends EstimateParts {
  /** One function over all columns for each mean. */
  linearFull: readonly Float64Array[];
  known: Float64Array;
  at: readonly Record<string, string | number>[];
  factors: string[];
  /** Remarks that come before the others: nesting, interaction. */
  first: Note[];
  /** Remarks on how they were made, beside those that the view makes. */
  remarks?: readonly Note[] | undefined;
  /** All their combinations, of which further means can be taken; absent where rows were picked. */
  cells?: ReferenceGrid | undefined;
}
