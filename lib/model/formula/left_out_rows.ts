/**
 * Rows that a model leaves out, in words.
 *
 * @module
 */
import type { Note } from "../../note.ts";

/** Where the rows stand in the data, of which the first has the index `first`. */
const whereOf = (count: number, first: number): string =>
  count === 1 ? `it is row ${first + 1}` : `the first is row ${first + 1}`;

/**
 * Rows with missing values.
 *
 * @param missing how many
 * @param n rows of the data
 * @param by how many rows each variable lacks, by its label
 * @param first index of the first
 */
export function missingNote(
  missing: number,
  n: number,
  by: Record<string, number>,
  first: number,
): Note {
  const parts = Object.entries(by);
  const why = parts.length === 1
    ? `${parts[0]![0]} is missing`
    : `values are missing (${parts.map(([label, k]) => `${label} in ${k}`).join(", ")})`;
  const are = missing === 1 ? "is" : "are";
  return {
    code: "dropped-rows",
    text: `${missing} of ${n} rows ${are} left out because ${why}; ` + whereOf(missing, first),
    data: { dropped: missing, rows: n, by, first },
  };
}

/** Rows of weight 0, of which the first has the index `first`. */
export function weightlessNote(count: number, first: number): Note {
  const [rows, are] = count === 1 ? ["row", "is"] : ["rows", "are"];
  return {
    code: "weightless-rows",
    text: `${count} ${rows} with weight 0 ${are} left out; ` + whereOf(count, first),
    data: { rows: count },
  };
}
