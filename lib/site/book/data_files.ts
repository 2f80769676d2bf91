/**
 * Files of data of a book, with what `data/NAME.yml` says of `data/NAME.csv`.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { Metadata } from "../../data/metadata.ts";
import { parseTable, type ParseTableOptions } from "../../data/parse_table.ts";
import type { Table } from "../../data/table.ts";
import { type BookFiles, resolveFrom } from "./book_files.ts";
import { DataDescription } from "./data_description.ts";

/** Reads tables once and remembers which page asked for which file. */
export class DataFiles {
  readonly #files: BookFiles;
  readonly #descriptions = new Map<string, DataDescription | null>();
  readonly #tables = new Map<string, Table>();
  readonly #rows = new Map<string, number>();
  /** Faults of the `.yml` files that were read. */
  readonly diagnostics: Diagnostic[] = [];
  /** Data files by the page that reads them. */
  readonly used = new Map<string, Set<string>>();

  constructor(files: BookFiles) {
    this.#files = files;
  }

  /**
   * The table in a file; `path` is relative to the page. Faults of the data name the data file.
   *
   * @throws {DiagnosticError} `missing-file`, `outside-root`, whatever `parseTable` finds
   */
  read(page: string, path: string, options: ParseTableOptions): Table {
    const file = resolveFrom(page, path);
    const key = `${file}\n${JSON.stringify(options)}`;
    const known = this.#tables.get(key);
    const used = this.used.get(page) ?? new Set();
    this.used.set(page, used.add(file));
    if (known) return known;
    const bytes = this.#files.bytes(file);
    const metadata = this.#describe(file)?.fitting(bytes, options) ?? {};
    let table: Table;
    try {
      table = parseTable(bytes, merge(metadata, options)).withMetadata(metadata);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      throw new DiagnosticError(
        error.diagnostics.map((d) => d.line === undefined ? d : { file, ...d }),
      );
    }
    this.#tables.set(key, table);
    this.#rows.set(file, table.nrow);
    return table;
  }

  /** Number of rows of a file that was read. */
  rows(file: string): number | undefined {
    return this.#rows.get(file);
  }

  /** Everything that the book's metadata files say, for words in captions. */
  labels(): Record<string, string> {
    return Object.assign(
      {},
      ...[...this.#descriptions.values()].map((d) => d?.metadata.labels ?? {}),
    );
  }

  #describe(file: string): DataDescription | null {
    const path = file.replace(/\.[^./]+$/, ".yml");
    const known = this.#descriptions.get(path);
    if (known !== undefined) return known;
    const text = path === file ? null : this.#files.text(path);
    const made = text === null
      ? null
      : new DataDescription(path, text, (fault) => this.diagnostics.push(fault));
    this.#descriptions.set(path, made);
    return made;
  }
}

/** What a file's metadata says gives way to what the block says. */
function merge(metadata: Metadata, options: ParseTableOptions): ParseTableOptions {
  const { factors, levels, ordered, numeric, missing, delimiter } = metadata;
  const base: ParseTableOptions = {
    ...(factors ? { factors } : {}),
    ...(levels ? { levels } : {}),
    ...(ordered ? { ordered } : {}),
    ...(numeric ? { numeric } : {}),
    ...(missing ? { missing } : {}),
    ...(delimiter ? { delimiter } : {}),
  };
  return {
    ...base,
    ...options,
    ...(factors || options.factors
      ? { factors: [...new Set([...factors ?? [], ...options.factors ?? []])] }
      : {}),
    ...(levels || options.levels ? { levels: { ...levels, ...options.levels } } : {}),
  };
}
