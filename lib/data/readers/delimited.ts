/**
 * Files of delimited text: CSV and its kin.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { isCellsFile } from "../cells/cell_moments.ts";
import { namesOf } from "../column_names.ts";
import { dialectOf } from "../delimited/dialect.ts";
import { type DelimitedOptions, parseHeader, parseTable } from "../parse_table.ts";
import type { TableFacts, TableReader } from "./table_reader.ts";
import { unpacked } from "./unpacked.ts";

/** Reads delimited text. */
export const DELIMITED: TableReader<DelimitedOptions> = {
  name: "delimited text",
  endings: ["csv", "tsv", "tab", "txt", "dat"],
  mediaType: "text/csv; charset=utf-8",
  verb: "read.csv",
  plain: { naming: "r", quotesWithin: true },
  entries: ["numeric", "missing", "delimiter"],
  async read(bytes, options) {
    const plain = await unpacked(bytes, called(options));
    if (!isCellsFile(plain)) return parseTable(plain, options);
    return (await cellsReader()).readCells(plain, options);
  },
  async names(bytes, options) {
    const plain = await unpacked(bytes, called(options));
    if (isCellsFile(plain)) return (await cellsReader()).cellsNames(plain, options);
    const header = parseHeader(plain, options);
    return [...new Set([...namesOf(header, options.naming ?? "distinct"), ...header])];
  },
  check: dialectOf,
};

const cellsReader = (): Promise<typeof import("../cells/cells_reader.ts")> =>
  imported<typeof import("../cells/cells_reader.ts")>("../cells/cells_reader.ts", import.meta);

function called({ file }: TableFacts): string {
  return file === undefined ? "The file" : `"${file}"`;
}
