/**
 * What reads a table from the bytes of a file. `readers.ts` lists those that there are.
 *
 * @module
 */
import type { DeclaredFactors } from "../declared_factors.ts";
import type { OwnEntry } from "../metadata.ts";
import type { Table } from "../table.ts";

/** What is said of a table, whatever file holds it. */
export interface TableFacts extends DeclaredFactors {
  /** What the file is called in messages. */
  file?: string;
}

/** Reads one kind of file; `Own` is what can be asked of it besides the facts of every table. */
export interface TableReader<Own extends object = object> {
  /** The kind of file, as messages have it: `delimited text`. */
  readonly name: string;
  /** Endings of such files, in small letters and without the point. */
  readonly endings: readonly string[];
  /** What such a file is for a browser. */
  readonly mediaType: string;
  /** The verb of the block language, and of R, that reads such a file. */
  readonly verb: string;
  /** What is asked where a page names the file and nothing more. */
  readonly plain: Own;
  /** Entries of the description beside the file that are obeyed; any other is a fault there. */
  readonly entries: readonly OwnEntry[];
  /**
   * The table, with the declared factors.
   *
   * @throws {DiagnosticError} whatever is wrong with the file, before memory is used for it
   */
  read(bytes: Uint8Array, options: TableFacts & Own): Promise<Table>;
  /**
   * Names by which a description may call the columns, where they can be had without the rest.
   * Without it they are those of the table, which then is read before anything is declared.
   */
  names?(bytes: Uint8Array, options: TableFacts & Own): Promise<readonly string[]>;
  /** Looks at options that may not go together. @throws {DiagnosticError} */
  check?(options: TableFacts & Own): void;
}
