/**
 * The table of readers: every kind of file that a table is read from, one line each.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail } from "../../diagnostic.ts";
import type { Table } from "../table.ts";
import { PARQUET, RDS, XLSX } from "./binary.ts";
import { DELIMITED } from "./delimited.ts";
import type { TableFacts, TableReader } from "./table_reader.ts";

/** All readers; the first takes every file whose ending no other has. */
export const READERS: readonly TableReader[] = [
  DELIMITED,
  RDS,
  XLSX,
  PARQUET,
];

/** The reader for a file, by its ending. */
export function readerOf(path: string): TableReader {
  const ending = /\.([^./]+)$/.exec(path.replace(/\.gz$/i, ""))?.[1]?.toLowerCase();
  return READERS.find(({ endings }) => ending !== undefined && endings.includes(ending)) ??
    DELIMITED;
}

/** What files of data are for a browser, by their endings. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  READERS.flatMap(({ endings, mediaType }) => endings.map((ending) => [ending, mediaType])),
);

/**
 * The table in a file; a file that is of another kind than its reader is for is told with the verb
 * that reads it.
 *
 * @throws {DiagnosticError} as the reader
 */
export async function readBytes<Own extends object>(
  reader: TableReader<Own>,
  bytes: Uint8Array,
  options: TableFacts & Own,
): Promise<Table> {
  try {
    return await reader.read(bytes, options);
  } catch (error) {
    if (!(error instanceof DiagnosticError) || options.file === undefined) throw error;
    const right = readerOf(options.file);
    if (right.name === reader.name) throw error;
    const hint = `${right.verb}(${JSON.stringify(options.file)}) reads such files`;
    throw new DiagnosticError(
      error.diagnostics.map((d): Diagnostic => d.code === "not-a-table" ? { ...d, hint } : d),
    );
  }
}

/** Facts that every reader obeys. */
const FACTS: ReadonlySet<string> = new Set<keyof Required<TableFacts>>([
  "factors",
  "levels",
  "ordered",
  "file",
]);

/**
 * Refuses what a reader does not know among options that were given for whatever file comes.
 *
 * @throws {DiagnosticError} `bad-option`
 */
export function refuseOthers(reader: TableReader, options: object, word = ""): void {
  if (reader.name === DELIMITED.name) return;
  const other = Object.entries(options).find(([key, value]) =>
    !FACTS.has(key) && value !== undefined && !(Array.isArray(value) && value.length === 0)
  );
  if (!other) return;
  fail("bad-option", `${word}${other[0]} is of ${DELIMITED.name}, and the file is ${reader.name}`, {
    hint: "Leave it out",
  });
}
