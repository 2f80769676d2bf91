/**
 * Names of columns as R makes them.
 *
 * @module
 */
import type { Metadata } from "../data/metadata.ts";
import { Table } from "../data/table.ts";
import type { Note } from "../note.ts";
import { CONSTANTS, KEYWORDS } from "../syntax/token.ts";

/** A name as R's `make.names` makes it. */
export function makeName(name: string): string {
  let made = name.replace(/[^\p{L}\p{N}\p{M}._]/gu, ".");
  if (made === "" || !/^(?:\p{L}|\.(?![0-9]))/u.test(made)) made = `X${made}`;
  return KEYWORDS.has(made) || CONSTANTS.has(made) ? `${made}.` : made;
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
    origin: table.origin,
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
