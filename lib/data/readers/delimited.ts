/**
 * Files of delimited text: CSV and its kin.
 *
 * @module
 */
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
  read: async (bytes, options) => parseTable(await unpacked(bytes, called(options)), options),
  async names(bytes, options) {
    const header = parseHeader(await unpacked(bytes, called(options)), options);
    return [...new Set([...namesOf(header, options.naming ?? "distinct"), ...header])];
  },
  check: dialectOf,
};

function called({ file }: TableFacts): string {
  return file === undefined ? "The file" : `"${file}"`;
}
