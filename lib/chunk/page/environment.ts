/**
 * What evaluation asks of the world outside its page.
 *
 * @module
 */
import type { Decoder } from "../../data/readers/decoder.ts";
import type { TableFacts, TableReader } from "../../data/readers/table_reader.ts";
import type { Table } from "../../data/table.ts";
import type { Scope } from "../values/scope.ts";
import type { BlockResult } from "./page_result.ts";

/** What evaluation asks of the world outside. */
export interface PageEnvironment {
  /**
   * The table in a file of data; `path` as the author wrote it, relative to the page. What
   * `data/NAME.yml` says of the file is already applied, options here go before it.
   *
   * @throws {DiagnosticError} without a place: `missing-file`, `outside-root`, faults of the file
   * @throws {Awaits} where the file must be read first
   */
  readTable<Own extends object>(
    path: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
  ): Table;
  /** Reads a file before it is asked for; what is wrong with it is told when it is. */
  readAhead?<Own extends object>(
    path: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
  ): Promise<void>;
  /**
   * What a file of the book holds that is no table; `path` as in `readTable`. Absent where there are
   * no files.
   *
   * @throws {DiagnosticError} without a place, as `readTable`
   * @throws {Awaits} where the file must be read first
   */
  readFile?<T>(path: string, decoder: Decoder<T>): T;
  /**
   * The values of another page of the book, named as in `from`.
   *
   * @throws {DiagnosticError} without a place: `unknown-page`, `circular-pages`
   * @throws {Awaits} where that page must be evaluated first
   */
  scopeOf(page: string): Scope;
  /** The file of the book that an address of the web is a copy of, as a path from the page; null if none. */
  heldAs?(address: string): string | null;
  /** The path from the page to the root of its book: `../`; empty for a page in the root. */
  root?: string;
  /** Another page that gives a value to a name, named as in `from`; null if none does. */
  pageWith?(name: string): string | null;
  /** Told of each block as soon as it is done, so that what it shows can be drawn meanwhile. */
  blockDone?(index: number, result: BlockResult): void;
}
