/**
 * `x[i, j, by]` of tables of data.table, which is loaded with the words that make them.
 *
 * @module
 */
import { imported, Later } from "../../later.ts";

type Brackets = typeof import("../data.table/brackets.ts");

/** What brackets behind a table of data.table give. */
export const DATA_TABLE_BRACKETS: Later<Brackets["brackets"]> = new Later(
  "The brackets of data.table",
  async () => (await imported<Brackets>("../data.table/brackets.ts", import.meta)).brackets,
);
