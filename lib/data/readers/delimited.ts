/**
 * Files of delimited text: CSV and its kin.
 *
 * @module
 */
import { namesOf } from "../column_names.ts";
import { dialectOf } from "../delimited/dialect.ts";
import { type DelimitedOptions, parseHeader, parseTable } from "../parse_table.ts";
import type { TableReader } from "./table_reader.ts";

/** Reads delimited text. */
export const DELIMITED: TableReader<DelimitedOptions> = {
  name: "delimited text",
  endings: ["csv", "tsv", "tab", "txt", "dat"],
  mediaType: "text/csv; charset=utf-8",
  verb: "read.csv",
  plain: { naming: "r", quotesWithin: true },
  entries: ["numeric", "missing", "delimiter"],
  read: (bytes, options) => later(() => parseTable(bytes, options)),
  names: (bytes, options) =>
    later(() => {
      const header = parseHeader(bytes, options);
      return [...new Set([...namesOf(header, options.naming ?? "distinct"), ...header])];
    }),
  check: dialectOf,
};

/** Runs a step after what is at hand; what it throws is a rejection. */
function later<T>(step: () => T): Promise<T> {
  return Promise.resolve().then(step);
}
