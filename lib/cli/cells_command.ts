/**
 * `cells`: counts, means and squares of a file of data by cell, so that models can be fitted where its
 * rows may not go.
 *
 * @module
 */
import { CELLS_MARK } from "../data/cells/cell_moments.ts";
import { cellsText } from "../data/cells/cells_text.ts";
import { namesOf } from "../data/column_names.ts";
import { DELIMITED } from "../data/readers/delimited.ts";
import { readBytes, readerOf } from "../data/readers/readers.ts";
import { type Table, unknownColumn } from "../data/table.ts";
import { DiagnosticError, fail } from "../diagnostic.ts";
import { tableCells } from "../model/cells/table_cells.ts";
import type { World } from "../world.ts";
import {
  type Arguments,
  optionsHelp,
  type OptionSpec,
  readArguments,
  UsageError,
} from "./arguments.ts";
import { cellsFileOf } from "./permissions.ts";

/** Rows that a cell has at least, where nothing is said. */
const MIN = 5;

const OPTIONS: readonly OptionSpec[] = [
  { name: "by", value: "NAMES", help: "factors, with commas between: every factor of the models" },
  { name: "response", value: "NAMES", help: "responses; all other columns of numbers if left out" },
  { name: "covariates", value: "NAMES", help: "numbers that stand beside factors in a model" },
  { name: "weights", value: "NAME", help: "prior weights of the rows" },
  { name: "min", value: "N", help: `a cell with fewer rows is refused; ${MIN} if left out` },
  {
    name: "output",
    value: "FILE",
    help: "where to write; - prints it; NAME.cells.csv if left out",
  },
  { name: "delimiter", value: "SIGN", help: "between two fields of a text; \\t is a tab" },
  { name: "decimal", value: "SIGN", help: "of the numbers in a text" },
  { name: "missing", value: "TEXTS", help: "texts that mean that a value is missing" },
  { name: "help", help: "these lines" },
];

/** `cells FILE --by A,B`: reads a file of data, and writes its cells. */
export async function cellsCommand(world: World, words: readonly string[]): Promise<number> {
  const given = readArguments(words, OPTIONS, 1);
  if (given.has("help")) {
    world.print(`heddle cells FILE --by NAMES [options]\n\n${optionsHelp(OPTIONS)}\n`);
    return 0;
  }
  const [file] = given.rest;
  if (file === undefined) throw new UsageError("which file? Name a file of data");
  const asked = named(given, "by");
  if (asked.length === 0) throw new UsageError("--by names the factors that cells are by");
  const min = given.number("min") ?? MIN;
  if (!(Number.isInteger(min) && min >= 1)) throw new UsageError("--min is a whole number above 0");
  const output = given.text("output") ?? cellsFileOf(file);
  if (output !== "-") refuseOther(world, output);
  const table = await readData(world, file, given);
  const find = finder(table);
  const by = asked.map(find);
  const covariates = named(given, "covariates").map(find);
  const weights = given.has("weights") ? find(given.text("weights")!) : undefined;
  const chosen = named(given, "response").map(find);
  const taken = new Set([...by, ...covariates, weights]);
  const response = chosen.length > 0
    ? chosen
    : table.columns.filter((c) => c.kind === "numeric" && !taken.has(c.name)).map((c) => c.name);
  if (response.length === 0) {
    fail("no-response", "No column of numbers is left to be a response", {
      hint: "Name one: --response y",
    });
  }
  const cells = tableCells(table, { by, response, covariates, weights, min });
  const text = await cellsText(cells, { from: baseName(file), min });
  if (output === "-") {
    world.print(text);
    return 0;
  }
  world.write(output, text);
  const rows = cells.n.reduce((sum, n) => sum + n, 0);
  const left = table.nrow - rows;
  world.print(
    `${output}: ${counted(cells.n.length, "cell")} of ${counted(rows, "row")}` +
      `${left > 0 ? `; ${counted(left, "row")} without a weight left out` : ""}\n`,
  );
  return 0;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Names with commas between, of all times that the option was written. */
function named(given: Arguments, option: string): string[] {
  return given.texts(option).flatMap((text) => text.split(",")).map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The column that is meant: as it is written in the file, or as R calls it. */
function finder(table: Table): (name: string) => string {
  const inR = namesOf([...table.names], "r");
  return (name) =>
    table.column(name)?.name ?? table.names[inR.indexOf(name)] ?? unknownColumn(name, table.names);
}

/** What is no cells file is not written over. */
function refuseOther(world: World, output: string): void {
  const facts = world.facts(output);
  if (!facts) return;
  if (facts.isFile && world.readText(output).startsWith(CELLS_MARK)) return;
  throw new UsageError(`"${output}" is there and holds no cells; --output names another file`);
}

async function readData(world: World, file: string, given: Arguments): Promise<Table> {
  if (!world.facts(file)?.isFile) {
    fail("missing-file", `There is no file "${file}"`, {
      hint: "Name the path of a file, from the folder you are in",
    });
  }
  const reader = readerOf(file);
  const delimiter = given.text("delimiter");
  const decimal = given.text("decimal");
  const options = {
    ...reader.plain,
    ...(reader.name === DELIMITED.name ? { naming: "distinct" as const } : {}),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(given.has("missing") ? { missing: named(given, "missing") } : {}),
    file,
  };
  try {
    return await readBytes(reader, world.readBytes(file), options);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(
      error.diagnostics.map((d) => d.line === undefined ? d : { file, ...d }),
    );
  }
}
