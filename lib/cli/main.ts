/**
 * The command line.
 *
 * @module
 */
import { faultsOf } from "../site/build/any_fault.ts";
import { DenoWorld } from "../site/deno_world.ts";
import { imported } from "../later.ts";
import { nearest } from "../syntax/nearest.ts";
import { VERSION } from "../version.ts";
import type { World } from "../world.ts";
import { TARGETS } from "../write/formats.ts";
import { UsageError } from "./arguments.ts";
import { faultsJson, faultsText } from "./print_faults.ts";

/** What the program says of itself. */
export const USAGE = `heddle COMMAND

build  [ROOT=reports] [--output _site]  build the book in ROOT
       [--strict] [--json] [--drafts] [--audience all|student] [--single-file] [--from-values FOLDER]
       [--to ${TARGETS.join(",")}] [--allow-templates] [--keep-going] [--blocks FILE] [--text FILE]
       [--workers N] [--frozen] [--check] [--update-ledger] [--github]
check  [ROOT] [--keep-going] [--blocks FILE] [--text FILE]    everything but writing
serve  [ROOT] [--port N]                build, serve, and build again on every change
why    LABEL [ROOT]                     what a value follows from, and why it was made anew
fit    --data FILE --formula F          fit a model and print its tests as R does
       [--factors a,b] [--levels "tension=L,M,H"] [--ordered a] [--weights w] [--ml]
       [--type 1|2|3] [--ddf kenward-roger] [--summary] [--means "~ Trt"] [--pairs tukey] [--json]
cells  FILE --by A,B [--response y]      counts, means and squares by cell, to fit models from
       [--min 5] [--covariates x] [--weights w] [--output NAME.cells.csv]
store  [ROOT] [--again]                 store what R gives for blocks that R alone can run
       [--scripts FOLDER] [--take FOLDER]
sources [ROOT] [--only NAME]            ask the engines of a book's sources for their cells
       [--print NAME] [--dialect ENGINE] [--take FILE]
new    [course|report|supplement] FOLDER    begin a book
import SOURCE FOLDER                    a page, a bookdown or a Quarto project as a book
upgrade [ROOT=.] [--write]              what changed since the book was written

--version says which Heddle this is. COMMAND --help tells all its options. Exit status: 0 good, 1 faults, 2 wrong use.
`;

/** A command: takes what was written after its name, gives the exit status. */
type Command = (world: World, words: readonly string[], colour: boolean) => Promise<number>;

const build = () => import("./build_command.ts");

/** Each command is loaded when it is asked for, and nothing else. */
const COMMANDS: Readonly<Record<string, Command>> = {
  build: async (...given) => (await build()).buildCommand(...given),
  check: async (...given) => (await build()).checkCommand(...given),
  serve: async (...given) => {
    type Module = typeof import("./serve_command.ts");
    return (await imported<Module>("./serve_command.ts", import.meta)).serveCommand(...given);
  },
  fit: async (...given) => {
    type Module = typeof import("./fit/fit_command.ts");
    return (await imported<Module>("./fit/fit_command.ts", import.meta)).fitCommand(...given);
  },
  why: async (world, words) => {
    type Module = typeof import("./why_command.ts");
    return (await imported<Module>("./why_command.ts", import.meta)).whyCommand(world, words);
  },
  cells: async (world, words) => {
    type Module = typeof import("./cells_command.ts");
    return (await imported<Module>("./cells_command.ts", import.meta)).cellsCommand(world, words);
  },
  new: async (world, words) => {
    type Module = typeof import("./new_command.ts");
    return (await imported<Module>("./new_command.ts", import.meta)).newCommand(world, words);
  },
  store: async (...given) => {
    type Module = typeof import("./store_command.ts");
    return (await imported<Module>("./store_command.ts", import.meta)).storeCommand(...given);
  },
  sources: async (...given) => {
    type Module = typeof import("./sources_command.ts");
    return (await imported<Module>("./sources_command.ts", import.meta)).sourcesCommand(...given);
  },
  import: async (world, words) => {
    type Module = typeof import("./import_command.ts");
    return (await imported<Module>("./import_command.ts", import.meta)).importCommand(world, words);
  },
  upgrade: async (world, words) => {
    type Module = typeof import("./upgrade_command.ts");
    return (await imported<Module>("./upgrade_command.ts", import.meta)).upgradeCommand(
      world,
      words,
    );
  },
};

/**
 * Runs a command. A stack trace reaches nobody.
 *
 * @param words What was written after the program's name.
 * @param colour Whether faults are coloured.
 * @returns The exit status: 0 good, 1 faults, 2 wrong use.
 */
export async function main(
  words: readonly string[],
  world: World,
  colour = false,
): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || /^(help|--help|-h)$/.test(name)) {
    if (name === undefined) world.warn(USAGE);
    else world.print(USAGE);
    return name === undefined ? 2 : 0;
  }
  if (/^(version|--version|-V)$/.test(name)) {
    world.print(`${VERSION}\n`);
    return 0;
  }
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    return command ? await command(world, rest, colour) : unknownCommand(name);
  } catch (error) {
    if (error instanceof UsageError) {
      world.warn(`heddle ${name}: ${error.message}\n`);
      return 2;
    }
    const faults = faultsOf(error);
    if (rest.includes("--json")) world.print(faultsJson(faults));
    else world.warn(faultsText(faults, colour));
    return 1;
  }
}

function unknownCommand(name: string): never {
  const names = Object.keys(COMMANDS);
  const near = nearest(name, names);
  throw new UsageError(
    "there is no such command; " +
      (near === null ? `there are ${names.join(", ")}` : `did you mean "${near}"?`),
  );
}

if (import.meta.main) {
  const colour = Deno.stderr.isTerminal() && !Deno.noColor;
  Deno.exit(await main(Deno.args, new DenoWorld(), colour));
}
