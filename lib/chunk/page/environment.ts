/**
 * What evaluation asks of the world outside its page.
 *
 * @module
 */
import type { ParseTableOptions } from "../../data/parse_table.ts";
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
   */
  readTable(path: string, options: ParseTableOptions): Table;
  /**
   * The values of another page of the book, named as in `from`.
   *
   * @throws {DiagnosticError} without a place: `unknown-page`, `circular-pages`
   */
  scopeOf(page: string): Scope;
  /** Another page that gives a value to a name, named as in `from`; null if none does. */
  pageWith?(name: string): string | null;
  /** Told of each block as soon as it is done, so that what it shows can be drawn meanwhile. */
  blockDone?(index: number, result: BlockResult): void;
}
