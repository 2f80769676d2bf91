/**
 * Files of data of a book, with what `data/NAME.yml` says of `data/NAME.csv`.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { Metadata } from "../../data/metadata.ts";
import { readBytes } from "../../data/readers/readers.ts";
import type { Decoder } from "../../data/readers/decoder.ts";
import type { TableFacts, TableReader } from "../../data/readers/table_reader.ts";
import { withFactors } from "../../data/table_from.ts";
import type { Table } from "../../data/table.ts";
import { addAll } from "../../lists.ts";
import { decoded } from "../../weave/page/address.ts";
import { type BookFiles, leavesRoot, resolveFrom } from "./book_files.ts";
import { DataDescription } from "./data_description.ts";

/** What came of reading a file in one way: nobody is told of it before the table is asked for. */
interface Outcome {
  table: Table | null;
  /** Why there is no table. */
  error: unknown;
  description: DataDescription | null;
  /** What in the description does not fit the file. */
  faults: Diagnostic[];
}

/** The address of a file in a repository; its path there. */
const REPOSITORY =
  /^https:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+|(?:www\.)?github\.com\/[^/]+\/[^/]+\/(?:raw|blob))\/(?:refs\/heads\/)?[^/]+\/([^?#]+)/;

/** Reads tables once and remembers which page asked for which file. */
export class DataFiles {
  readonly #files: BookFiles;
  readonly #descriptions = new Map<string, DataDescription | null>();
  readonly #reading = new Map<string, Promise<Outcome>>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #contents = new Map<string, { value: unknown } | { error: unknown }>();
  readonly #rows = new Map<string, number>();
  /** Outcomes and descriptions that a page asked for, and places whose faults were told. */
  readonly #asked = new Set<Outcome | DataDescription | null>();
  readonly #told = new Set<string>();
  /** Faults of the `.yml` files whose tables were asked for. */
  readonly diagnostics: Diagnostic[] = [];
  /** Data files by the page that reads them. */
  readonly used = new Map<string, Set<string>>();

  constructor(files: BookFiles) {
    this.#files = files;
  }

  /** Reads a file; what is wrong with it is told by `table`. */
  async obtain<Own extends object>(
    page: string,
    path: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
  ): Promise<void> {
    const file = this.#file(page, path);
    const key = keyOf(file, options, reader);
    let reading = this.#reading.get(key);
    if (!reading) {
      reading = this.#read(file, options, reader);
      this.#reading.set(key, reading);
    }
    this.#outcomes.set(key, await reading);
  }

  /**
   * The table in a file, or null if it was not read yet; `path` is relative to the page. Faults of
   * the data name the data file.
   *
   * @throws {DiagnosticError} `missing-file`, `outside-root`, whatever the reader finds
   */
  table<Own extends object>(
    page: string,
    path: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
  ): Table | null {
    const file = this.#file(page, path);
    const outcome = this.#outcomes.get(keyOf(file, options, reader));
    if (!outcome) return null;
    const used = this.used.get(page) ?? new Set();
    this.used.set(page, used.add(file));
    this.#tell(file, outcome);
    if (!outcome.table) throw outcome.error;
    return outcome.table;
  }

  /** The table in a file, read now if it was not. @throws {DiagnosticError} as `table` */
  async read<Own extends object>(
    page: string,
    path: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
  ): Promise<Table> {
    await this.obtain(page, path, options, reader);
    return this.table(page, path, options, reader)!;
  }

  /** Reads a file that is no table; what is wrong with it is told by `content`. */
  async obtainContent<T>(page: string, path: string, decoder: Decoder<T>): Promise<void> {
    const file = this.#file(page, path);
    const key = `${file}\n${decoder.name}`;
    try {
      const value = await decoder.decode(this.#files.bytes(file), file);
      this.#contents.set(key, { value });
    } catch (error) {
      this.#contents.set(key, { error });
    }
  }

  /**
   * What a file holds that is no table, or null if it was not read yet.
   *
   * @throws {DiagnosticError} `missing-file`, `outside-root`, whatever the decoder finds
   */
  content<T>(page: string, path: string, decoder: Decoder<T>): { value: T } | null {
    const outcome = this.#contents.get(`${this.#file(page, path)}\n${decoder.name}`);
    if (!outcome) return null;
    if ("error" in outcome) throw outcome.error;
    return outcome as { value: T };
  }

  /**
   * The file that a path on a page means: beside the page, else from the root of the book, where
   * other systems run the pages of folders.
   */
  #file(page: string, path: string): string {
    const beside = resolveFrom(page, path);
    if (this.#files.has(beside) || !page.includes("/")) return beside;
    const fromRoot = resolveFrom("page", path);
    return this.#files.has(fromRoot) ? fromRoot : beside;
  }

  /**
   * The file of the book that an address of GitHub means, by its path in the repository, as a path
   * from a page; null if the book has none.
   */
  heldAs(page: string, address: string): string | null {
    const found = REPOSITORY.exec(address)?.[1];
    if (found === undefined) return null;
    const path = decoded(found);
    if (leavesRoot(path) || !this.#files.isOwn(path)) return null;
    return `${"../".repeat(page.split("/").length - 1)}${path}`;
  }

  /** Number of rows of a file that was read. */
  rows(file: string): number | undefined {
    return this.#rows.get(file);
  }

  /** Everything that the metadata files of tables that were asked for say, for captions. */
  labels(): Record<string, string> {
    return Object.assign(
      {},
      ...[...this.#asked].map((d) => d instanceof DataDescription ? d.metadata.labels ?? {} : {}),
    );
  }

  #tell(file: string, outcome: Outcome): void {
    if (this.#asked.has(outcome)) return;
    this.#asked.add(outcome);
    const { description, table, faults } = outcome;
    const place = ({ file, line, column }: Diagnostic) => `${file}:${line}:${column}`;
    if (description && !this.#asked.has(description)) {
      this.#asked.add(description);
      addAll(this.diagnostics, description.faults);
      for (const fault of description.faults) this.#told.add(place(fault));
    }
    for (const fault of faults) {
      if (this.#told.has(place(fault))) continue;
      this.#told.add(place(fault));
      this.diagnostics.push(fault);
    }
    if (table) this.#rows.set(file, table.nrow);
  }

  async #read<Own extends object>(
    file: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
  ): Promise<Outcome> {
    const outcome: Outcome = { table: null, error: null, description: null, faults: [] };
    try {
      const bytes = this.#files.bytes(file);
      outcome.description = this.#describe(file);
      outcome.table = await described(bytes, options, reader, outcome);
    } catch (error) {
      outcome.error = error instanceof DiagnosticError
        ? new DiagnosticError(
          error.diagnostics.map((d) => d.line === undefined ? d : { file, ...d }),
        )
        : error;
    }
    return outcome;
  }

  #describe(file: string): DataDescription | null {
    const path = file.replace(/\.gz$/i, "").replace(/\.[^./]+$/, ".yml");
    const known = this.#descriptions.get(path);
    if (known !== undefined) return known;
    const text = path === file ? null : this.#files.text(path);
    const made = text === null ? null : new DataDescription(path, text);
    this.#descriptions.set(path, made);
    return made;
  }
}

function keyOf(file: string, options: object, reader: TableReader): string {
  return `${file}\n${reader.name}\n${JSON.stringify(options)}`;
}

/** The table with what its description says of it; faults of the description go to the outcome. */
async function described<Own extends object>(
  bytes: Uint8Array,
  options: TableFacts & Own,
  reader: TableReader<Own>,
  { description, faults }: Outcome,
): Promise<Table> {
  if (!description) return await readBytes(reader, bytes, options);
  const going = description.goingWith(reader, options);
  addAll(faults, going.faults);
  if (!reader.names) {
    const bare = await readBytes(reader, bytes, { ...options, ...NOTHING });
    const { metadata, faults: found } = description.fitting(going.metadata, bare.names);
    addAll(faults, found);
    return withFactors(bare, merge(metadata, options)).withMetadata(metadata);
  }
  const { delimiter } = going.metadata;
  let metadata = going.metadata;
  try {
    const names = await reader.names(bytes, { ...(delimiter ? { delimiter } : {}), ...options });
    const fitting = description.fitting(metadata, names);
    addAll(faults, fitting.faults);
    metadata = fitting.metadata;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    // Reading the file itself finds the same.
  }
  return (await readBytes(reader, bytes, merge(metadata, options))).withMetadata(metadata);
}

/** Declares no factor. */
const NOTHING = { factors: [], levels: {}, ordered: [] };

/** What a file's metadata says gives way to what the block says. */
function merge<Own extends object>(
  metadata: Metadata,
  options: TableFacts & Own,
): TableFacts & Own {
  const { factors, levels, ordered, numeric, missing, delimiter } = metadata;
  const base = {
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
