/**
 * DuckDB within this program, by the package `@duckdb/node-api`, which is installed by those who want
 * it. A file of the book is opened to be read, tables that are files are named before, and then no
 * statement can reach anything else on the disk.
 *
 * @module
 */
import { createRequire } from "node:module";
import { programFile } from "../../home.ts";
import { type Cell, type Engine, EngineFault, said, type SourceColumn } from "./engine.ts";

/** The package. */
export const DUCKDB = "@duckdb/node-api";

/** What of the package is used. */
interface Package {
  DuckDBInstance: {
    create(path: string, options?: Record<string, string>): Promise<Instance>;
  };
}
interface Instance {
  connect(): Promise<Linked>;
  closeSync(): void;
}
interface Linked {
  run(statement: string): Promise<unknown>;
  prepare(statement: string): Promise<{ runAndReadAll(): Promise<Result> }>;
  closeSync(): void;
}
interface Result {
  columnNames(): string[];
  columnTypes(): { toString(): string }[];
  getRows(): unknown[][];
}

/** What DuckDB is opened on. */
export interface DuckdbOptions {
  /** A file of a database as its full path, or none. */
  file: string | null;
  /** Files of data that are tables: names in statements, full paths. */
  tables: readonly { name: string; path: string }[];
}

/** @throws {EngineFault} */
export async function connectDuckdb({ file, tables }: DuckdbOptions): Promise<Engine> {
  const { DuckDBInstance } = await loaded();
  try {
    const instance = await DuckDBInstance.create(
      file ?? ":memory:",
      file === null ? {} : { access_mode: "READ_ONLY" },
    );
    const linked = await instance.connect();
    // Nothing is fetched, and nothing is written: what does not fit into memory is refused.
    await linked.run("SET autoinstall_known_extensions = false");
    await linked.run("SET temp_directory = ''");
    const paths = tables.map(({ path }) => text(path));
    if (paths.length > 0) await linked.run(`SET allowed_paths = [${paths.join(", ")}]`);
    await linked.run("SET enable_external_access = false");
    await linked.run("SET lock_configuration = true");
    for (const { name, path } of tables) {
      await linked.run(`CREATE TEMP VIEW ${quoted(name)} AS FROM ${await reader(linked, path)}`);
    }
    // One state of the data for all statements.
    await linked.run("BEGIN TRANSACTION READ ONLY");
    return engineOf(instance, linked);
  } catch (error) {
    throw faultOf(error);
  }
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** How a file of data is read: every value is looked at once, and then its column has a type. */
async function reader(linked: Linked, path: string): Promise<string> {
  if (/\.parquet$/i.test(path)) return `read_parquet(${text(path)})`;
  const options = `${text(path)}, nullstr = ['', 'NA'], header = true`;
  const shape = `SELECT * FROM read_csv(${options}, sample_size = -1) LIMIT 0`;
  const result = await (await linked.prepare(shape)).runAndReadAll();
  const types = result.columnTypes().map(String);
  const columns = result.columnNames().map((name, i) => `${text(name)}: ${text(types[i]!)}`);
  return `read_csv(${options}, types = {${columns.join(", ")}})`;
}

function engineOf(instance: Instance, linked: Linked): Engine {
  const ask = async (statement: string): Promise<Result> => {
    try {
      return await (await linked.prepare(statement)).runAndReadAll();
    } catch (error) {
      throw faultOf(error);
    }
  };
  return {
    columns: async (statement) => {
      const result = await ask(statement);
      const types = result.columnTypes().map(String);
      return result.columnNames().map((name, i): SourceColumn => ({
        name,
        type: types[i]!,
        isNumber: NUMBER.test(types[i]!),
        isDecimal: DECIMAL.test(types[i]!),
      }));
    },
    rows: async (statement) => (await ask(statement)).getRows().map((row) => row.map(plain)),
    tables: async () => {
      const result = await ask(
        "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2 LIMIT 1000",
      );
      return result.getRows().map(([schema, name]) =>
        schema === "main" ? String(name) : `${schema}.${name}`
      );
    },
    close: () => {
      linked.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}

const NUMBER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\))$/;

const DECIMAL = /^(?:(?:TINY|SMALL|BIG)INT|INTEGER|DECIMAL\(.*\))$/;

function plain(value: unknown): Cell {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  return String(value);
}

/** The package from where Heddle is installed: a book brings no code of its own. */
async function loaded(): Promise<Package> {
  try {
    await Promise.resolve();
    return createRequire(programFile("index.js"))(DUCKDB) as Package;
  } catch (error) {
    const words = said(error, []);
    const missing = (error as { code?: string }).code === "MODULE_NOT_FOUND";
    throw new EngineFault(
      "no-plug-in",
      missing
        ? `DuckDB needs the package ${DUCKDB}, which is not installed`
        : `The package ${DUCKDB} cannot be loaded: ${words}`,
      missing
        ? `npm install ${DUCKDB}, where Heddle is installed`
        : "Give deno run --allow-ffi for the package's folder, or install it anew",
    );
  }
}

function faultOf(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  const words = said(error, []);
  const kind = /^([A-Z][\w ]*?) Error: /.exec(words)?.[1] ?? "";
  const rest = words.replace(/^[A-Z][\w ]*? Error: /, "");
  if (kind === "Catalog" && /^Table/.test(rest)) return new EngineFault("unknown-table", rest);
  if (kind === "Binder" && /column/i.test(rest)) return new EngineFault("unknown-column", rest);
  if (kind === "Out of Range") return new EngineFault("out-of-range", rest);
  if (kind === "IO") return new EngineFault("no-connection", rest);
  return new EngineFault("statement", rest);
}
