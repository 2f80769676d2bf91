/**
 * A table: named columns of equal length. It never changes; every method gives a new one.
 *
 * @module
 */
import { needsRows } from "./cells/needs_rows.ts";
import { fail } from "../diagnostic.ts";
import type { Note } from "../note.ts";
import type { Column } from "./column.ts";
import { columnLength, takeRows } from "./rows.ts";
import { suggestion } from "../syntax/nearest.ts";
import type { Metadata } from "./metadata.ts";
import type { DeclaredFactors } from "./declared_factors.ts";

/** A cell: a number, a text or level, a truth value, or null if missing. */
export type Cell = number | string | boolean | null;

/** How a table was read from a file, so that the same can be written for another reader. */
export interface TableOrigin {
  /** As they were read, before any was made a factor. */
  columns: readonly Column[];
  /** The names of rows that the file has, or was given. */
  rowNames: readonly string[] | null;
  /** It is a tibble in R. */
  tibble?: boolean;
  /** Which were made factors. */
  factors: DeclaredFactors;
  /** How its text was read; null for a file whose columns say themselves what they are. */
  text: TextOrigin | null;
}

/** How delimited text was read. */
export interface TextOrigin {
  /** Columns whose kind was asked for. */
  classed: readonly string[];
  /** Texts that mean that a value is missing, besides the empty field. */
  missing: readonly string[];
  /** Fields of blanks alone in columns of texts, each once. */
  blanks: readonly string[];
  /** Between two fields; empty if blanks are. */
  delimiter: string;
  /** Between the whole and the decimal part of a number. */
  decimal: string;
  /** In what it is written; null for UTF-8. */
  encoding: string | null;
}

/** What a table knows besides its columns. */
export interface TableOptions {
  /** Needed only for a table without columns. */
  nrow?: number;
  /** Remarks on how the data were read. */
  notes?: readonly Note[];
  /** Labels, units and symbols. */
  metadata?: Metadata;
  /** Of a table that is as it was read. */
  origin?: TableOrigin | null;
}

/**
 * Named columns of equal length.
 *
 * @example
 * ```ts
 * import { tableFrom } from "@heddle/heddle";
 *
 * const table = tableFrom({ y: [1, 2, 3], Trt: ["A", "B", "A"] });
 * const first = table.filter(Uint8Array.of(1, 0, 1)).select(["y"]);
 * if (JSON.stringify(first.rows()) !== '[{"y":1},{"y":3}]') throw new Error();
 * ```
 */
export class Table {
  /** Number of rows. */
  readonly nrow: number;
  /** In order. */
  readonly columns: readonly Column[];
  /** Of the columns, in order. */
  readonly names: readonly string[];
  /** How the data were read otherwise than a reader might expect. */
  readonly notes: readonly Note[];
  /** Labels, units and symbols that the author declared once for the data. */
  readonly metadata: Metadata;
  /** How it was read; null for a table that was made or changed. */
  readonly origin: TableOrigin | null;
  readonly #index = new Map<string, Column>();

  /** Makes a table. @throws {DiagnosticError} `unequal-columns`, `duplicate-column` */
  constructor(columns: readonly Column[], options: TableOptions = {}) {
    const [first] = columns;
    this.nrow = options.nrow ?? (first ? columnLength(first) : 0);
    this.columns = columns;
    this.names = columns.map((c) => c.name);
    this.notes = options.notes ?? [];
    this.metadata = options.metadata ?? {};
    this.origin = options.origin ?? null;
    for (const column of columns) {
      if (columnLength(column) !== this.nrow) {
        fail(
          "unequal-columns",
          `Column ${column.name} has ${
            columnLength(column)
          } values where ${this.nrow} are expected`,
          { hint: "All columns of a table have the same length" },
        );
      }
      if (this.#index.has(column.name)) {
        fail("duplicate-column", `There are two columns named ${column.name}`, {
          hint: "Give each column a name of its own",
        });
      }
      this.#index.set(column.name, column);
    }
  }

  /** The column of that name, or undefined. */
  column(name: string): Column | undefined {
    return this.#index.get(name);
  }

  /**
   * The column of that name.
   *
   * @throws {DiagnosticError} `unknown-column`, with the nearest name.
   */
  require(name: string): Column {
    return this.#index.get(name) ?? unknownColumn(name, this.names);
  }

  /** With the column added at the end, or in the place of the one of the same name. */
  with(column: Column): Table {
    const known = this.#index.has(column.name);
    const columns = known
      ? this.columns.map((c) => c.name === column.name ? column : c)
      : [...this.columns, column];
    return this.#made(columns, this.columns.length === 0 ? undefined : this.nrow);
  }

  /** Without the column of that name, if there is one. */
  without(name: string): Table {
    return this.#made(this.columns.filter((c) => c.name !== name), this.nrow);
  }

  /**
   * The columns named, in that order.
   *
   * @throws {DiagnosticError} `unknown-column`.
   */
  select(names: readonly string[]): Table {
    return this.#made(names.map((n) => this.require(n)), this.nrow);
  }

  /**
   * Some of the rows. Factors keep all their levels.
   *
   * @throws {DiagnosticError} `bad-rows`
   * @param keep a mask of length `nrow` (`Uint8Array`), or indices of rows in any order, repeats
   * allowed (`Int32Array`)
   */
  filter(keep: Uint8Array | Int32Array): Table {
    const isMask = !(keep instanceof Int32Array);
    if (isMask ? keep.length !== this.nrow : keep.some((i) => i >= this.nrow)) {
      fail("bad-rows", `These are no rows of a table of ${this.nrow}`, {
        hint: "Give a mask of one byte for each row, or places counted from 0",
      });
    }
    const rows = isMask ? maskToRows(keep) : keep;
    return this.#made(this.columns.map((c) => takeRows(c, rows)), rows.length);
  }

  /** With these notes and no others. */
  withNotes(notes: readonly Note[]): Table {
    const { nrow, metadata, origin } = this;
    return new Table(this.columns, { nrow, notes, metadata, origin });
  }

  /** With this metadata in the place of its own. */
  withMetadata(metadata: Metadata): Table {
    const { nrow, notes, origin } = this;
    return new Table(this.columns, { nrow, notes, metadata, origin });
  }

  /** One object a row, for `JSON.stringify` and Observable Plot; missing is null. */
  rows(): Record<string, Cell>[] {
    for (const { name, held } of this.columns.filter((c) => c.kind === "numeric")) {
      if (held) needsRows(`Values of ${name} are of rows`, held.source);
    }
    const out: Record<string, Cell>[] = new Array(this.nrow);
    for (let i = 0; i < this.nrow; i++) {
      const row: Record<string, Cell> = {};
      for (const column of this.columns) row[column.name] = cell(column, i);
      out[i] = row;
    }
    return out;
  }

  #made(columns: readonly Column[], nrow: number | undefined): Table {
    const { notes, metadata } = this;
    return new Table(columns, nrow === undefined ? { notes, metadata } : { nrow, notes, metadata });
  }
}

/** Throws `unknown-column` with the nearest of `names`. */
export function unknownColumn(name: string, names: readonly string[]): never {
  return fail("unknown-column", `There is no column named ${name}`, {
    hint: suggestion(name, names, "The columns are"),
  });
}

/** The value of a column in row `i` (from 0), missing as null. */
export function cell(column: Column, i: number): Cell {
  switch (column.kind) {
    case "numeric": {
      const value = column.values[i]!;
      return Number.isNaN(value) ? null : value;
    }
    case "factor": {
      const code = column.codes[i]!;
      return code < 0 ? null : column.levels[code]!;
    }
    case "text": {
      const code = column.codes[i]!;
      return code < 0 ? null : column.dictionary[code]!;
    }
    case "logical": {
      const value = column.values[i]!;
      return value < 0 ? null : value === 1;
    }
  }
}

function maskToRows(mask: Uint8Array): Int32Array {
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] !== 0) count++;
  const rows = new Int32Array(count);
  for (let i = 0, k = 0; i < mask.length; i++) if (mask[i] !== 0) rows[k++] = i;
  return rows;
}
