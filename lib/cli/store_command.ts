/**
 * `store`: what R gives for the blocks that R alone can run, stored beside their pages.
 *
 * @module
 */
import { noR, type RunR, storeBook, type StoreTask } from "../site/store/store_book.ts";
import type { World } from "../world.ts";
import { optionsHelp, type OptionSpec, readArguments, UsageError } from "./arguments.ts";
import { bookHere } from "./build_command.ts";
import { faultCount, faultsJson, faultsText } from "./print_faults.ts";

const OPTIONS: readonly OptionSpec[] = [
  { name: "again", help: "run every page, not only those whose store no longer fits" },
  { name: "scripts", value: "FOLDER", help: "write the R scripts and run nothing" },
  { name: "take", value: "FOLDER", help: "take what such scripts wrote in FOLDER" },
  { name: "json", help: "faults as JSON on standard output" },
  { name: "help", help: "these lines" },
];

/** Runs the blocks for R of a book, and stores what they give. */
export async function storeCommand(
  world: World,
  words: readonly string[],
  colour: boolean,
  run: RunR = runRscript,
): Promise<number> {
  const given = readArguments(words, OPTIONS, 1);
  if (given.has("help")) {
    world.print(`heddle store [ROOT] [options]\n\n${optionsHelp(OPTIONS)}\n`);
    return 0;
  }
  const root = (given.rest[0] ?? bookHere(world)).replace(/(?<=.)\/+$/, "");
  if (!world.facts(root)?.isDirectory) throw new UsageError(`there is no folder "${root}"`);
  const [scripts, take] = [given.text("scripts"), given.text("take")];
  if (scripts !== undefined && take !== undefined) {
    throw new UsageError("--scripts and --take are two steps, one after the other");
  }
  if (take !== undefined && !world.facts(take)?.isDirectory) {
    throw new UsageError(`--take: there is no folder "${take}"`);
  }
  const task: StoreTask = scripts !== undefined
    ? { kind: "scripts", folder: scripts }
    : take !== undefined
    ? { kind: "take", folder: take }
    : { kind: "run", run, again: given.has("again") };
  const { stored, unchanged, diagnostics } = await storeBook(world, root, task);
  if (given.has("json")) world.print(faultsJson(diagnostics));
  else if (diagnostics.length > 0) {
    world.warn(`${faultsText(diagnostics, colour)}\n${faultCount(diagnostics)}\n`);
  }
  const failed = diagnostics.length > 0 && stored.length + unchanged.length === 0;
  if (!given.has("json") && !failed) world.print(told(stored, unchanged, scripts ?? null));
  return diagnostics.length > 0 ? 1 : 0;
}

function told(
  stored: readonly string[],
  unchanged: readonly string[],
  scripts: string | null,
): string {
  const pages = (count: number): string => `${count} ${count === 1 ? "page" : "pages"}`;
  if (scripts !== null) {
    return `${pages(stored.length)}: scripts in ${scripts}. Run each in the folder of the book ` +
      `(Rscript ${scripts}/NAME.R ${scripts}/NAME), then heddle store --take ${scripts}\n`;
  }
  if (stored.length + unchanged.length === 0) return "no page has a block with `engine: R`\n";
  return `${pages(stored.length)} stored, ${unchanged.length} as they were\n`;
}

/** Rscript as it is installed; what it says goes to the terminal. */
const runRscript: RunR = async (script, output, folder) => {
  try {
    const { code } = await new Deno.Command("Rscript", {
      args: ["--no-save", "--no-restore", script, output],
      cwd: folder,
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).output();
    return code;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) noR();
    throw error;
  }
};
