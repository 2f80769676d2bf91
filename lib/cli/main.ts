/**
 * The command line.
 *
 * @module
 */
import { DiagnosticError } from "../diagnostic.ts";
import { DenoWorld } from "../site/deno_world.ts";
import type { World } from "../world.ts";
import { UsageError } from "./arguments.ts";
import { faultsText } from "./print_faults.ts";

/** What the program says of itself. */
export const USAGE = `heddle COMMAND

build  [ROOT=reports] [--output _site]  build the book in ROOT
       [--strict] [--json] [--drafts] [--audience all|student] [--single-file] [--from-values FOLDER]
check  [ROOT]                           everything but writing
serve  [ROOT] [--port N]                build, serve, and build again on every change
fit    --data FILE --formula F          fit a model and print its tests as R does
       [--factors a,b] [--levels "tension=L,M,H"] [--ordered a] [--weights w] [--ml] [--type 1|2|3]
       [--ddf kenward-roger] [--summary] [--means "~ Trt"] [--pairs tukey] [--json]
new    FOLDER                           begin a book

Exit status: 0 good, 1 the book has faults, 2 wrong use.
`;

/** Runs a command; the result is the exit status. A stack trace reaches nobody. */
export async function main(words: readonly string[], world: World): Promise<number> {
  try {
    return await run(words, world);
  } catch (error) {
    if (error instanceof UsageError) {
      world.warn(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    if (error instanceof DiagnosticError) {
      world.warn(faultsText(error.diagnostics));
      return 1;
    }
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    world.warn(faultsText([{
      code: "internal",
      severity: "error",
      message: `The program met a fault of its own: ${message.split("\n")[0]}`,
      hint: "Please report it, with the command and the chapter that led to it",
    }]));
    return 1;
  }
}

async function run(words: readonly string[], world: World): Promise<number> {
  const [command, ...rest] = words;
  switch (command) {
    case "build":
    case "check": {
      const { buildCommand } = await import("./build_command.ts");
      return await buildCommand(world, rest, command === "build");
    }
    case "serve": {
      const { serveCommand } = await import("./serve_command.ts");
      return await serveCommand(world, rest);
    }
    case "fit": {
      const { fitCommand } = await import("./fit_command.ts");
      return fitCommand(world, rest);
    }
    case "new": {
      const { newCommand } = await import("./new_command.ts");
      return newCommand(world, rest);
    }
    case "help":
    case "--help":
    case "-h":
      world.print(USAGE);
      return 0;
    case undefined:
      throw new UsageError("Which command?");
    default:
      throw new UsageError(`There is no command "${command}"`);
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args, new DenoWorld()));
