/**
 * Tables in files of Parquet, as arrow's `read_parquet()` reads them. hyparquet decodes; it is loaded
 * when such a file is read first.
 *
 * @module
 */
import { DiagnosticError, fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Note } from "../../note.ts";
import type { Column } from "../column.ts";
import { withFactors } from "../table_from.ts";
import { Table } from "../table.ts";
import { type ArrowFactors, arrowFactors } from "./arrow_schema.ts";
import { columnOf } from "./parquet_columns.ts";
import type { FileMetaData, SchemaElement } from "./parquet_library.ts";
import { type ColumnPage, ParquetPages } from "./parquet_pages.ts";
import type { TableFacts } from "./table_reader.ts";

/** What can be asked of such a file. */
export interface ParquetOptions {
  /** The columns that are read, by the names that the file has; all if absent. */
  choose?: (names: readonly string[]) => readonly string[];
  /** Tells two choices apart. */
  chosen?: string;
}

const SMALLER = { hint: "Take out columns and rows that the page does not need" };
const ANEW = { hint: "Write it anew: write_parquet(x, file)" };

/** The table in a file. @throws {DiagnosticError} whatever is wrong with it */
export async function readParquet(
  bytes: Uint8Array,
  options: TableFacts & ParquetOptions,
): Promise<Table> {
  const what = options.file === undefined ? "The file" : `"${options.file}"`;
  keepWithin(LIMITS.fileBytes, bytes.length, `Bytes of ${what}`, SMALLER);
  refuseOthers(bytes, what);
  const library = await import("./parquet_library.ts");
  const pages = new ParquetPages(library, await import("node:zlib"), bytes, what);
  try {
    const metadata = library.parquetMetadata(footerOf(bytes, pages), { geoparquet: false });
    return withFactors(tableOf(metadata, pages, options, what), options);
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return pages.damaged((why.split("\n")[0] ?? "").replace(/^parquet /, "").slice(0, 120));
  }
}

const isMark = (bytes: Uint8Array, at: number, mark: string): boolean =>
  [...mark].every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

function refuseOthers(bytes: Uint8Array, what: string): void {
  if (isMark(bytes, 0, "PARE")) {
    fail("not-a-table", `${what} is encrypted`, { hint: "Write it without a key" });
  }
  if (isMark(bytes, 0, "ARROW1") || isMark(bytes, 0, "FEA1")) {
    fail("not-a-table", `${what} is a file of Feather (Arrow)`, {
      hint: "Write it as Parquet: write_parquet(x, file)",
    });
  }
  if (!isMark(bytes, 0, "PAR1")) {
    fail("not-a-table", `${what} is no file of Parquet`, {
      hint: "A file of text is read by read.csv(), whatever its name ends in",
    });
  }
  if (bytes.length < 12 || !isMark(bytes, bytes.length - 4, "PAR1")) {
    fail("damaged-file", `${what} is damaged: it breaks off before its end`, {
      hint: "Copy it again, or write it anew: write_parquet(x, file)",
    });
  }
}

/** The end of the file, which says what is where. */
function footerOf(bytes: Uint8Array, pages: ParquetPages): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  if (length > bytes.length - 12) pages.damaged("its end says that it is longer than the file");
  if (length > 50_000_000) pages.damaged("it says more of itself than any table needs");
  return bytes.subarray(bytes.length - 8 - length);
}

/** Columns of the first level; `null` for one that holds columns or lists. */
function leaves({ schema }: FileMetaData): Map<string, SchemaElement | null> {
  const found = new Map<string, SchemaElement | null>();
  for (let at = 1, inside = 0; at < schema.length; at++) {
    const element = schema[at]!;
    if (inside > 0) inside--;
    else {
      const isLeaf = (element.num_children ?? 0) === 0 && element.repetition_type !== "REPEATED";
      found.set(element.name, isLeaf ? element : null);
    }
    inside += Math.min(element.num_children ?? 0, schema.length);
  }
  return found;
}

function tableOf(
  metadata: FileMetaData,
  pages: ParquetPages,
  { choose }: ParquetOptions,
  what: string,
): Table {
  const elements = leaves(metadata);
  const names = [...elements.keys()];
  keepWithin(LIMITS.fileColumns, names.length, `Columns of ${what}`, SMALLER);
  const nrow = Number(metadata.num_rows);
  if (!Number.isInteger(nrow) || nrow < 0) pages.damaged("it has no number of rows");
  keepWithin(LIMITS.fileRows, nrow, `Rows of ${what}`, SMALLER);
  const groups = metadata.row_groups;
  if (groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0) !== nrow) {
    pages.damaged("its groups have other rows than it");
  }
  const chosen = choose?.(names) ?? names;
  keepWithin(LIMITS.values, nrow * chosen.length, `Cells of ${what}`, SMALLER);
  const factors = factorsOf(metadata);
  const notes: Note[] = [];
  const columns = chosen.map((name): Column => {
    const element = elements.get(name);
    if (!element) {
      return fail("not-a-column", `Column ${name} of ${what} holds lists or columns of its own`, {
        hint: `Leave it out: read_parquet(file, col_select = -${JSON.stringify(name)})`,
      });
    }
    const asked = { element, rows: nrow, factor: factors.get(name) ?? null, what };
    return columnOf(asked, pagesOf(metadata, pages, element), notes);
  });
  const origin = { columns, rowNames: null, factors: {}, text: null, tibble: true };
  return new Table(columns, { nrow, notes, origin });
}

/** The pages of a column, group by group. */
function* pagesOf(
  { row_groups: groups }: FileMetaData,
  pages: ParquetPages,
  element: SchemaElement,
): Generator<ColumnPage> {
  for (const { columns, num_rows: rows } of groups) {
    const chunk = columns.find(({ meta_data: own }) =>
      own?.path_in_schema.length === 1 && own.path_in_schema[0] === element.name
    );
    if (!chunk?.meta_data) return pages.damaged(`a group has no column ${element.name}`);
    if (chunk.file_path !== undefined) {
      fail("not-a-table", `Column ${element.name} stands in another file`, ANEW);
    }
    if (chunk.meta_data.type !== element.type) pages.damaged("a column of two types");
    yield* pages.of(chunk.meta_data, element, Number(rows));
  }
}

function factorsOf({ key_value_metadata: pairs = [] }: FileMetaData): ArrowFactors {
  const text = pairs.find(({ key }) => key === "ARROW:schema")?.value;
  return text === undefined ? new Map() : arrowFactors(text);
}
