/**
 * `sources`: the cells of tables that lie in an engine elsewhere, written as files that a build reads.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../diagnostic.ts";
import { imported } from "../later.ts";
import { addAll } from "../lists.ts";
import { BookFiles } from "../site/book/book_files.ts";
import { faultsOf } from "../site/build/any_fault.ts";
import { openBook } from "../site/project/open_book.ts";
import type { Environment } from "../site/sources/connection.ts";
import { DIALECT_NAMES, DIALECTS } from "../site/sources/dialect.ts";
import { printedCells } from "../site/sources/printed_cells.ts";
import { readSources, type Source } from "../site/sources/source.ts";
import { saysTheSame } from "../site/sources/same_cells.ts";
import { cellsStatement } from "../site/sources/statement.ts";
import {
  type Connect,
  dataFileOf,
  type TakenSource,
  takeSource,
} from "../site/sources/take_source.ts";
import { nearest } from "../syntax/nearest.ts";
import type { World } from "../world.ts";
import {
  type Arguments,
  optionsHelp,
  type OptionSpec,
  readArguments,
  UsageError,
} from "./arguments.ts";
import { bookHere } from "./build_command.ts";
import { faultCount, faultsJson, faultsText } from "./print_faults.ts";
import { WorkLines } from "./work_lines.ts";

const OPTIONS: readonly OptionSpec[] = [
  { name: "only", value: "NAME", help: "ask this source alone; may be written several times" },
  { name: "print", value: "NAME", help: "print the statement of a source, and ask nobody" },
  { name: "dialect", value: "ENGINE", help: `the engine it is for: ${DIALECT_NAMES.join(", ")}` },
  { name: "take", value: "FILE", help: "read the result of such a statement, a CSV, as the cells" },
  { name: "json", help: "faults as JSON on standard output" },
  { name: "help", help: "these lines" },
];

/** Engines that are asked by what is printed, where none is named. */
const PRINTED = ["spark", "bigquery", "snowflake"] as const;

/** Asks the sources of a book, and writes their cells. */
export async function sourcesCommand(
  world: World,
  words: readonly string[],
  colour: boolean,
  environment: Environment = (name) => Deno.env.get(name),
): Promise<number> {
  const given = readArguments(words, OPTIONS, 1);
  if (given.has("help")) {
    world.print(`heddle sources [ROOT] [options]\n\n${optionsHelp(OPTIONS)}\n`);
    return 0;
  }
  const root = (given.rest[0] ?? bookHere(world)).replace(/(?<=.)\/+$/, "");
  if (!world.facts(root)?.isDirectory) throw new UsageError(`there is no folder "${root}"`);
  const dialect = given.choice("dialect", DIALECT_NAMES);
  const files = new BookFiles(world, root);
  const book = openBook(files);
  const { sources, diagnostics } = readSources(book);
  const faults = [
    ...book.diagnostics.filter(({ severity }) => severity === "error"),
    ...diagnostics,
  ];
  const names = Object.keys(book.settings.sources);
  if (faults.length > 0) return tell(world, given, colour, faults);
  const print = given.text("print");
  if (print !== undefined) {
    const source = chosen(sources, names, "print", print);
    world.print(printed(source, dialect === undefined ? PRINTED : [dialect]));
    return 0;
  }
  const asked = given.has("only")
    ? given.texts("only").map((name) => chosen(sources, names, "only", name))
    : sources;
  const take = given.text("take");
  const told: string[] = [];
  if (asked.length === 0 && take === undefined) {
    if (!given.has("json")) world.print("book.yml names no sources\n");
    return tell(world, given, colour, []);
  }
  if (take !== undefined) {
    const [source, second] = asked;
    if (!source || second) {
      throw new UsageError("--take is of one source: name it with --only NAME");
    }
    if (!world.facts(take)?.isFile) throw new UsageError(`--take: there is no file "${take}"`);
    const statement = cellsStatement(DIALECTS[dialect ?? "spark"], source.asked, null);
    const bytes = world.readBytes(take);
    await caught(faults, async () => {
      const taken = await printedCells(source, bytes, take, statement, world.now());
      told.push(await write(files, source, taken));
    });
  } else {
    const lines = new WorkLines(world, colour);
    for (const source of asked) {
      await caught(faults, async () => {
        const ask = () => takeSource(source, files, environment, connectTo, world.now());
        const taken = await (given.has("json") ? ask() : lines.waiting(source.name, ask));
        told.push(await write(files, source, taken));
      });
    }
  }
  if (!given.has("json")) world.print(told.join(""));
  return tell(world, given, colour, faults);
}

async function caught(faults: Diagnostic[], step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    addAll(faults, faultsOf(error));
  }
}

function tell(
  world: World,
  given: Arguments,
  colour: boolean,
  faults: readonly Diagnostic[],
): number {
  if (given.has("json")) world.print(faultsJson(faults));
  else if (faults.length > 0) world.warn(`${faultsText(faults, colour)}\n${faultCount(faults)}\n`);
  return faults.length > 0 ? 1 : 0;
}

function chosen(
  sources: readonly Source[],
  names: readonly string[],
  option: string,
  name: string,
): Source {
  const source = sources.find((each) => each.name === name);
  if (source) return source;
  const near = nearest(name, names);
  throw new UsageError(
    `--${option}: book.yml has no source "${name}"; ` +
      (near !== null
        ? `did you mean "${near}"?`
        : names.length === 0
        ? "it has none"
        : `it has ${names.join(", ")}`),
  );
}

function printed(source: Source, dialects: readonly (keyof typeof DIALECTS)[]): string {
  return dialects.map((name) =>
    `${dialects.length > 1 ? `-- ${name}\n` : ""}${
      cellsStatement(DIALECTS[name], source.asked, null)
    };\n`
  ).join("\n");
}

/**
 * Puts the file in its place whole: what ends the program leaves the old one. One that says the same
 * stays, and so does all that was built from it.
 */
async function write(files: BookFiles, source: Source, taken: TakenSource): Promise<string> {
  const { world, root } = files;
  const { name, file } = source;
  const slash = file.lastIndexOf("/");
  const folder = slash < 0 ? root : `${root}/${file.slice(0, slash)}`;
  refuseFolder(world, root, folder, source);
  const path = `${root === "/" ? "" : root}/${file}`;
  const cells = `${taken.rows} rows in ${taken.cells} ${taken.cells === 1 ? "cell" : "cells"}`;
  if (files.isOwn(file) && await saysTheSame(files.bytes(file), taken.text)) {
    return `${name}: ${cells}, as ${path} has them\n`;
  }
  world.write(`${path}.next`, taken.text);
  world.move(`${path}.next`, path);
  return `${name}: ${cells}, written to ${path}\n`;
}

/** A folder that is not there is not made, and nothing is written through a link that leads out. */
function refuseFolder(world: World, root: string, folder: string, { file, fault }: Source): void {
  if (!world.facts(folder)?.isDirectory) {
    throw new DiagnosticError(
      fault(
        ["file"],
        "missing-folder",
        `There is no folder for "${file}"`,
        "Make it, and ask again",
      ),
    );
  }
  const [real, book] = [world.realPath(folder), world.realPath(root).replace(/\/$/, "")];
  if (real === book || real.startsWith(`${book}/`)) return;
  throw new DiagnosticError(fault(
    ["file"],
    "outside-root",
    `The path "${file}" leaves the book's folder`,
    "Write the cells into the book, beside the chapters",
  ));
}

/** Each engine is loaded when a source names it. */
const connectTo: Connect = async (connection, source, files) => {
  if (connection.engine === "postgres") {
    type Postgres = typeof import("../site/sources/postgres_engine.ts");
    const { connectPostgres } = await imported<Postgres>(
      "../site/sources/postgres_engine.ts",
      import.meta,
    );
    return await connectPostgres(connection);
  }
  type Duckdb = typeof import("../site/sources/duckdb_engine.ts");
  const { connectDuckdb } = await imported<Duckdb>(
    "../site/sources/duckdb_engine.ts",
    import.meta,
  );
  const real = (path: string): string => files.world.realPath(files.find(path));
  const table = dataFileOf(source);
  return await connectDuckdb({
    file: connection.file === null ? null : real(connection.file),
    tables: table === null ? [] : [{ name: table, path: real(table) }],
  });
};
