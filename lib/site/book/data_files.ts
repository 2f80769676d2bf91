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
import { type Trace, TracedWorld } from "../cache/trace.ts";
import { BookFiles, leavesRoot, resolveFrom } from "./book_files.ts";
import { DataDescription } from "./data_description.ts";

/** What came of reading a file in one way: nobody is told of it before the table is asked for. */
interface Outcome {
  table: Table | null;
  /** Why there is no table. */
  error: unknown;
  description: { path: string; of: DataDescription } | null;
  /** What in the description does not fit the file. */
  faults: Diagnostic[];
}

/** What is told of a table when a page asks for it, as plain data. */
export interface DataTold {
  /** The table and how it was read. */
  key: string;
  file: string;
  /** Rows; null if there is no table. */
  rows: number | null;
  faults: Diagnostic[];
  description: { path: string; faults: Diagnostic[]; labels: Record<string, string> } | null;
}

/** Something that is read once for all pages, and what was asked of the disk for it. */
interface Shared<T> {
  given: T;
  trace: Trace;
}

/** The address of a file in a repository; its path there. */
const REPOSITORY =
  /^https:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+|(?:www\.)?github\.com\/[^/]+\/[^/]+\/(?:raw|blob))\/(?:refs\/heads\/)?[^/]+\/([^?#]+)/;

/** Reads tables once and remembers which page asked for which file. */
export class DataFiles {
  readonly #files: BookFiles;
  readonly #descriptions = new Map<string, Shared<{ path: string; of: DataDescription } | null>>();
  readonly #reading = new Map<string, Shared<Promise<Outcome>>>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #contents = new Map<string, Shared<{ value: unknown } | { error: unknown }>>();
  readonly #rows = new Map<string, number>();
  /** Tables that a page asked for, labels of descriptions, and places whose faults were told. */
  readonly #asked = new Set<string>();
  readonly #labels = new Map<string, Record<string, string>>();
  readonly #told = new Set<string>();
  readonly #ofPages = new Map<string, { files: BookFiles; trace: Trace }>();
  /** Faults of the `.yml` files whose tables were asked for. */
  readonly diagnostics: Diagnostic[] = [];
  /** Data files by the page that reads them. */
  readonly used = new Map<string, Set<string>>();
  /** What was told of the tables of each page, in the order of asking. */
  readonly told = new Map<string, DataTold[]>();

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
      const trace: Trace = new Map();
      reading = { given: this.#read(file, options, reader, trace), trace };
      this.#reading.set(key, reading);
    }
    this.#outcomes.set(key, await reading.given);
    this.#take(page, reading);
  }

  /** What a page asked of the disk. */
  traceOf(page: string): Trace {
    return this.#of(page).trace;
  }

  /** The files of the book as a page asks for them. */
  filesOf(page: string): BookFiles {
    return this.#of(page).files;
  }

  #of(page: string): { files: BookFiles; trace: Trace } {
    let own = this.#ofPages.get(page);
    if (!own) {
      const trace: Trace = new Map();
      this.#ofPages.set(page, own = { files: this.#traced(trace), trace });
    }
    return own;
  }

  #traced(trace: Trace): BookFiles {
    const { world, root } = this.#files;
    return new BookFiles(new TracedWorld(world, root, trace), root);
  }

  /** What was read for several pages was read for each of them. */
  #take(page: string, { trace }: Shared<unknown>): void {
    const own = this.traceOf(page);
    for (const [question, answer] of trace) own.set(question, answer);
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
    const key = keyOf(file, options, reader);
    const outcome = this.#outcomes.get(key);
    if (!outcome) return null;
    const used = this.used.get(page) ?? new Set();
    this.used.set(page, used.add(file));
    this.#take(page, this.#reading.get(key)!);
    this.#tellOf(page, key, file, outcome);
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
    const trace: Trace = new Map();
    try {
      const value = await decoder.decode(this.#traced(trace).bytes(file), file);
      this.#contents.set(key, { given: { value }, trace });
    } catch (error) {
      this.#contents.set(key, { given: { error }, trace });
    }
  }

  /**
   * What a file holds that is no table, or null if it was not read yet.
   *
   * @throws {DiagnosticError} `missing-file`, `outside-root`, whatever the decoder finds
   */
  content<T>(page: string, path: string, decoder: Decoder<T>): { value: T } | null {
    const shared = this.#contents.get(`${this.#file(page, path)}\n${decoder.name}`);
    if (!shared) return null;
    this.#take(page, shared);
    if ("error" in shared.given) throw shared.given.error;
    return shared.given as { value: T };
  }

  /**
   * The file that a path on a page means: beside the page, else from the root of the book, where
   * other systems run the pages of folders.
   */
  #file(page: string, path: string): string {
    const beside = resolveFrom(page, path);
    const { files } = this.#of(page);
    if (files.has(beside) || !page.includes("/")) return beside;
    const fromRoot = resolveFrom("page", path);
    return files.has(fromRoot) ? fromRoot : beside;
  }

  /**
   * The file of the book that an address of GitHub means, by its path in the repository, as a path
   * from a page; null if the book has none.
   */
  heldAs(page: string, address: string): string | null {
    const found = REPOSITORY.exec(address)?.[1];
    if (found === undefined) return null;
    const path = decoded(found);
    if (leavesRoot(path) || !this.#of(page).files.isOwn(path)) return null;
    return `${"../".repeat(page.split("/").length - 1)}${path}`;
  }

  /** Number of rows of a file that was read. */
  rows(file: string): number | undefined {
    return this.#rows.get(file);
  }

  /** The tables that a page asked for, in the order of asking. */
  tablesOf(page: string): Table[] {
    return (this.told.get(page) ?? []).flatMap(({ key }) => this.#outcomes.get(key)?.table ?? []);
  }

  /** Everything that the metadata files of tables that were asked for say, for captions. */
  labels(): Record<string, string> {
    return Object.assign({}, ...this.#labels.values());
  }

  #tellOf(page: string, key: string, file: string, outcome: Outcome): void {
    const own = this.told.get(page) ?? [];
    if (own.some((each) => each.key === key)) return;
    const { description, table, faults } = outcome;
    const told: DataTold = {
      key,
      file,
      rows: table ? table.nrow : null,
      faults,
      description: description && {
        path: description.path,
        faults: description.of.faults,
        labels: description.of.metadata.labels ?? {},
      },
    };
    this.told.set(page, [...own, told]);
    this.tell(told);
  }

  /** Tells what there is to be told of a table, unless it was told. */
  tell({ key, file, rows, faults, description }: DataTold): void {
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const place = ({ file, line, column }: Diagnostic) => `${file}:${line}:${column}`;
    if (description && !this.#labels.has(description.path)) {
      this.#labels.set(description.path, description.labels);
      addAll(this.diagnostics, description.faults);
      for (const fault of description.faults) this.#told.add(place(fault));
    }
    for (const fault of faults) {
      if (this.#told.has(place(fault))) continue;
      this.#told.add(place(fault));
      this.diagnostics.push(fault);
    }
    if (rows !== null) this.#rows.set(file, rows);
  }

  async #read<Own extends object>(
    file: string,
    options: TableFacts & Own,
    reader: TableReader<Own>,
    trace: Trace,
  ): Promise<Outcome> {
    const outcome: Outcome = { table: null, error: null, description: null, faults: [] };
    try {
      const bytes = this.#traced(trace).bytes(file);
      const described = this.#describe(file);
      for (const [question, answer] of described.trace) trace.set(question, answer);
      outcome.description = described.given;
      outcome.table = await tableOf(bytes, options, reader, outcome);
    } catch (error) {
      outcome.error = error instanceof DiagnosticError
        ? new DiagnosticError(
          error.diagnostics.map((d) => d.line === undefined ? d : { file, ...d }),
        )
        : error;
    }
    return outcome;
  }

  #describe(file: string): Shared<{ path: string; of: DataDescription } | null> {
    const path = file.replace(/\.gz$/i, "").replace(/\.[^./]+$/, ".yml");
    const known = this.#descriptions.get(path);
    if (known !== undefined) return known;
    const trace: Trace = new Map();
    const text = path === file ? null : this.#traced(trace).text(path);
    const given = text === null ? null : { path, of: new DataDescription(path, text) };
    const made = { given, trace };
    this.#descriptions.set(path, made);
    return made;
  }
}

function keyOf(file: string, options: object, reader: TableReader): string {
  return `${file}\n${reader.name}\n${JSON.stringify(options)}`;
}

/** The table with what its description says of it; faults of the description go to the outcome. */
async function tableOf<Own extends object>(
  bytes: Uint8Array,
  options: TableFacts & Own,
  reader: TableReader<Own>,
  { description: found, faults }: Outcome,
): Promise<Table> {
  if (!found) return await readBytes(reader, bytes, options);
  const description = found.of;
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
