/**
 * Asking a source for its cells. Everything that can be wrong is told at the line of `book.yml` that
 * says it, before the rows are counted where that can be known before.
 *
 * @module
 */
import { cellsText } from "../../data/cells/cells_text.ts";
import type { CellMoments } from "../../data/cells/cell_moments.ts";
import { type Diagnostic, DiagnosticError, fail } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";
import { addAll } from "../../lists.ts";
import { tell } from "../../progress.ts";
import { nearest, suggestion } from "../../syntax/nearest.ts";
import type { BookFiles } from "../book/book_files.ts";
import { type Connection, connectionOf, type Environment } from "./connection.ts";
import { type Dialect, DIALECTS } from "./dialect.ts";
import { type Engine, EngineFault, type SourceColumn } from "./engine.ts";
import { DATA_FILE, type Source } from "./source.ts";
import {
  BOUND_COUNT,
  boundsStatement,
  cellsStatement,
  type Known,
  originOf,
  shapeStatement,
} from "./statement.ts";
import { notFinite, refuseTwo, takenCells } from "./taken_cells.ts";

/** Opens an engine. */
export type Connect = (connection: Connection, source: Source, files: BookFiles) => Promise<Engine>;

/** A cells file. */
export interface TakenSource {
  /** The text of the file. */
  text: string;
  /** How many cells and rows it has. */
  cells: number;
  rows: number;
}

/**
 * Asks a source.
 *
 * @param now When, as the file is to say.
 * @throws {DiagnosticError} every fault with its place in `book.yml`
 */
export async function takeSource(
  source: Source,
  files: BookFiles,
  environment: Environment,
  connect: Connect,
  now: Date,
): Promise<TakenSource> {
  const connection = placed(
    source,
    ["connection"],
    () => connectionOf(source.connection, source.password, environment),
  );
  const dialect = DIALECTS[connection.engine];
  let engine: Engine | null = null;
  try {
    tell("connecting");
    engine = await connect(connection, source, files);
    return await new Asking(source, engine, dialect).file(now);
  } catch (error) {
    throw await told(error, source, engine, environment);
  } finally {
    await engine?.close();
  }
}

/** Refuses cells that are nearly as many as rows: nobody would have fewer of them to read. */
function refuseMany(source: Source, cells: number): void {
  const { most, code } = LIMITS.sourceCells;
  if (cells <= most) return;
  throw new DiagnosticError(source.fault(
    ["by"],
    code,
    `There are more than ${grouped(most)} cells`,
    "Name fewer factors, or make classes of one with many levels in a query:",
  ));
}

/** A cells file of cells, refused if one of them is too small. */
export async function cellsFile(
  source: Source,
  cells: CellMoments,
  statement: string,
  now: Date,
): Promise<TakenSource> {
  if (cells.n.length === 0) {
    throw new DiagnosticError(
      source.fault(
        [source.asked.where === null ? "table" : "where"],
        "no-rows",
        source.asked.where === null ? "The source has no rows" : "No row meets the condition",
        "Cells are of rows: without them there is nothing to write",
      ),
    );
  }
  refuseMany(source, cells.n.length);
  // A cell in which nothing was measured tells nothing of its rows.
  const few =
    cells.n.filter((n, c) => n < source.min && cells.numbers.some((number) => number.n[c]! > 0))
      .length;
  if (few > 0) {
    throw new DiagnosticError(source.fault(
      ["min"],
      "small-cell",
      `${few} of ${cells.n.length} cells ${
        few === 1 ? "has" : "have"
      } fewer than ${source.min} rows`,
      "Name fewer factors under by:, leave such rows out with where:, or lower min: if the rows " +
        "may be told apart",
    ));
  }
  const text = await cellsText(cells, {
    from: source.name,
    min: source.min,
    statement,
    taken: now.toISOString().replace(/\.\d+Z$/, "Z"),
  });
  return { text, cells: cells.n.length, rows: cells.n.reduce((sum, n) => sum + n, 0) };
}

class Asking {
  constructor(
    readonly source: Source,
    readonly engine: Engine,
    readonly dialect: Dialect,
  ) {}

  async file(now: Date): Promise<TakenSource> {
    const { source, engine, dialect } = this;
    const { asked } = source;
    tell("asking for its columns");
    const columns = await engine.columns(shapeStatement(dialect, asked.from));
    const isNumber = this.#check(columns);
    const decimals = asked.numbers.map((name) =>
      columns.some((column) => column.name === name && column.isDecimal)
    );
    tell("counting its rows, with the least and greatest of each number");
    const [bounds = []] = await engine.rows(boundsStatement(dialect, asked));
    const known = { ...this.#known(bounds.map(Number), bounds), decimals };
    const statement = cellsStatement(dialect, asked, known);
    tell(`waiting for the cells of ${grouped(Number(bounds[0] ?? 0))} rows`);
    // One more than there may be is enough to know that there are too many.
    const rows = await engine.rows(`${statement} LIMIT ${LIMITS.sourceCells.most + 1}`);
    refuseMany(source, rows.length);
    tell(`writing ${grouped(rows.length)} cells`);
    return await cellsFile(source, takenCells(source, rows, isNumber, known), statement, now);
  }

  /** Whether each factor is one of numbers; columns that are not there or no numbers are faults. */
  #check(columns: readonly SourceColumn[]): boolean[] {
    const { source } = this;
    const { asked } = source;
    const { responses } = asked;
    const names = columns.map(({ name }) => name);
    const faults: Diagnostic[] = [];
    const find = (name: string, path: (string | number)[]): SourceColumn | null => {
      const found = columns.find((column) => column.name === name);
      if (found) return found;
      const hint = suggestion(name, names, "The columns are");
      faults.push(source.fault(path, "unknown-column", `The source has no column "${name}"`, hint));
      return null;
    };
    const needNumber = (name: string, path: (string | number)[]): void => {
      const found = find(name, path);
      if (!found || found.isNumber) return;
      faults.push(source.fault(
        path,
        "not-numeric",
        `"${name}" is a column of type ${found.type}, and cells are of numbers`,
        "Make numbers of it in a query:, with CAST or CASE, or name it under by:",
      ));
    };
    const isNumber = asked.by.map((name, i) => find(name, ["by", i])?.isNumber ?? false);
    asked.numbers.forEach((name, i) =>
      needNumber(name, i < responses ? ["responses", i] : ["covariates", i - responses])
    );
    if (asked.weights !== null) needNumber(asked.weights, ["weights"]);
    for (const name of asked.where?.columns ?? []) find(name, ["where"]);
    if (faults.length > 0) throw new DiagnosticError(faults);
    return isNumber;
  }

  /** Constants and gaps, from the bounds of each number. */
  #known(bounds: readonly number[], raw: readonly unknown[]): Omit<Known, "decimals"> {
    const { source } = this;
    const { asked } = source;
    const [total = 0] = bounds;
    const faults: Diagnostic[] = [];
    const all = [...asked.numbers, ...asked.weights === null ? [] : [asked.weights]];
    const distinct = bounds.slice(1 + all.length * BOUND_COUNT);
    const origins: number[] = [];
    const gaps: boolean[] = [];
    all.forEach((name, i) => {
      const at = 1 + i * BOUND_COUNT;
      const [count = 0, least = 0, greatest = 0] = bounds.slice(at, at + BOUND_COUNT);
      const path = i >= asked.numbers.length
        ? ["weights"]
        : i < asked.responses
        ? ["responses", i]
        : ["covariates", i - asked.responses];
      const isThere = raw[at + 1] !== null;
      try {
        if (isThere && !(Number.isFinite(least) && Number.isFinite(greatest))) notFinite(name);
        if (i >= asked.numbers.length && isThere && least < 0) {
          fail("bad-weights", `"${name}" has a weight below 0`, {
            hint: "Leave such rows out with where:",
          });
        }
        if (i >= asked.responses) refuseTwo(name, distinct[i - asked.responses] ?? 0);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        addAll(faults, atKey(error, source, path).diagnostics);
      }
      origins.push(isThere ? originOf(least, greatest) : 0);
      gaps.push(count < total);
    });
    if (faults.length > 0) throw new DiagnosticError(faults);
    return { origins, gaps };
  }
}

/** What a step gives; its faults stand at a key. */
function placed<T>(source: Source, path: (string | number)[], step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw atKey(error, source, path);
  }
}

/** @param hint In place of the fault's own. */
function atKey(
  error: DiagnosticError,
  source: Source,
  path: (string | number)[],
  hint?: string,
): DiagnosticError {
  return new DiagnosticError(
    error.diagnostics.map((each) =>
      each.file === undefined
        ? source.fault(path, each.code, each.message, hint ?? each.hint)
        : each
    ),
  );
}

const FILES = "Paths of files begin at the book's folder, and none leaves it";

/** What was thrown while a source was asked, as a fault at the key that it is about. */
async function told(
  error: unknown,
  source: Source,
  engine: Engine | null,
  environment: Environment,
): Promise<unknown> {
  const from = source.asked.from.kind === "table" ? "table" : "query";
  if (error instanceof DiagnosticError) {
    // A file that is not in the book: the database, or the table itself.
    const key = engine !== null || dataFileOf(source) !== null ? from : "connection";
    return atKey(error, source, [key], engine === null ? FILES : undefined);
  }
  if (!(error instanceof EngineFault)) return error;
  const { trouble, message, hint } = error;
  const fault = (key: string, own?: string): DiagnosticError =>
    new DiagnosticError(source.fault([key], trouble, message, hint ?? own));
  switch (trouble) {
    case "wrong-password":
      return fault(
        "connection",
        environment(source.password) === undefined
          ? `The password is taken from the variable ${source.password}, which is not set`
          : `See the variable ${source.password}, from which the password is taken`,
      );
    case "no-connection":
      return fault("connection", "See that the engine runs, and that host and port are its own");
    case "connection-lost":
      return fault("connection", "Nothing was written; ask again when the engine is back");
    case "unknown-table": {
      if (source.asked.from.kind === "query") {
        return fault("query", "Name tables as they are stored, capitals in quotes");
      }
      const name = source.asked.from.parts.join(".");
      const near = nearest(name, await tablesOf(engine));
      return new DiagnosticError(source.fault(
        ["table"],
        trouble,
        `There is no table "${name}"`,
        near === null ? "Name it as it is stored, capitals too" : `Did you mean "${near}"?`,
      ));
    }
    case "out-of-range":
      return fault("responses", "Divide the numbers by a power of ten in a query:");
    case "unknown-column":
      return fault(from, "heddle sources --print shows the statement");
    case "no-privilege":
      return fault(from, "Ask who keeps the data to let this user read them: GRANT SELECT");
    case "unknown-database":
      return fault("connection", "The database is the last name of the address");
    case "statement":
      return fault(from, "heddle sources --print shows the statement");
    default:
      return fault("connection");
  }
}

async function tablesOf(engine: Engine | null): Promise<string[]> {
  try {
    // A statement that failed has ended the transaction in which it was asked.
    await engine?.rows("ROLLBACK");
    return await engine?.tables() ?? [];
  } catch {
    return [];
  }
}

/** Files of data that the table of a source is, which DuckDB reads. */
export function dataFileOf({ asked: { from } }: Source): string | null {
  if (from.kind !== "table" || from.parts.length !== 1) return null;
  const [name] = from.parts;
  return DATA_FILE.test(name!) ? name! : null;
}
