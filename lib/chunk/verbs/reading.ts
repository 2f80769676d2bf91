/**
 * Verbs that read data.
 *
 * @module
 */
import type { ParseTableOptions } from "../../data/parse_table.ts";
import { asFactor } from "../../data/factor.ts";
import type { Metadata } from "../../data/metadata.ts";
import { Table } from "../../data/table.ts";
import { KEYWORDS } from "../../syntax/token.ts";
import type { Note } from "../../note.ts";
import type { Call } from "../call.ts";
import { frame, type Value } from "../value.ts";
import { verb, type Verb } from "../verb.ts";

/** A name as R's `make.names` makes it. */
export function makeName(name: string): string {
  let made = name.replace(/[^\p{L}\p{N}\p{M}._]/gu, ".");
  if (made === "" || !/^(?:\p{L}|\.(?![0-9]))/u.test(made)) made = `X${made}`;
  return KEYWORDS.has(made) || ["TRUE", "FALSE", "NULL", "NA", "Inf", "NaN"].includes(made)
    ? `${made}.`
    : made;
}

/** The table with R's names for its columns; a note says which were changed. */
export function withRNames(table: Table): Table {
  const names = new Map(table.names.map((name) => [name, makeName(name)]));
  const changed = [...names].filter(([before, after]) => before !== after);
  if (changed.length === 0) return table;
  const note: Note = {
    code: "columns-renamed",
    text: "Columns have the names that R gives them: " +
      changed.map(([before, after]) => `${after} for "${before}"`).join(", "),
    data: Object.fromEntries(changed),
  };
  return new Table(table.columns.map((c) => ({ ...c, name: names.get(c.name)! })), {
    nrow: table.nrow,
    notes: [...table.notes, note],
    metadata: renamed(table.metadata, names),
  });
}

function renamed(metadata: Metadata, names: ReadonlyMap<string, string>): Metadata {
  const record = <T>(from: Record<string, T> | undefined): Record<string, T> =>
    Object.fromEntries(Object.entries(from ?? {}).map(([k, v]) => [names.get(k) ?? k, v]));
  return {
    ...metadata,
    labels: record(metadata.labels),
    units: record(metadata.units),
    symbols: record(metadata.symbols),
  };
}

function readFile(call: Call): Value {
  const path = call.text("file");
  const options: ParseTableOptions = {
    ...(call.has("sep") ? { delimiter: call.text("sep") } : {}),
    ...(call.has("na.strings") ? { missing: call.texts("na.strings") } : {}),
  };
  let table = call.at("file", () => call.context.environment.readTable(path, options));
  if (call.flag("check.names", true)) table = call.at("file", () => withRNames(table));
  if (call.flag("stringsAsFactors", false)) {
    for (const column of table.columns) {
      if (column.kind === "text") table = table.with(asFactor(column));
    }
  }
  return frame(table);
}

/** Verbs that read data. */
export const READING: readonly Verb[] = [
  verb(
    "read.csv",
    "file, header~, sep?, quote~, dec~, fill~, comment.char~, stringsAsFactors?, na.strings?, " +
      "check.names?, encoding~, fileEncoding~, row.names~, colClasses~, strip.white~",
    "the table in a file of comma-separated values",
    readFile,
  ),
];
