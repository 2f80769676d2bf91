/**
 * `build` and `check`.
 *
 * @module
 */
import type { World } from "../world.ts";
import { type BuildReport, buildSite } from "../site/build/build_site.ts";
import type { SiteOptions } from "../site/build/site_options.ts";
import { foreign, OLD_SITE_LEFT } from "../site/output/output_folder.ts";
import {
  type Arguments,
  optionsHelp,
  type OptionSpec,
  readArguments,
  UsageError,
} from "./arguments.ts";
import { TARGETS } from "../write/formats.ts";
import { blockFiles, writeBlockFiles } from "./block_files.ts";
import { BuildProgress } from "./build_progress.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { driftTable } from "./drift_table.ts";
import { faultCount, faultsForGithub, faultsJson, faultsText } from "./print_faults.ts";

/** Options of everything that builds a book. */
const SITE: readonly OptionSpec[] = [
  { name: "output", value: "FOLDER", help: "where the site goes (_site)" },
  { name: "strict", help: "warnings are errors" },
  { name: "audience", value: "all|student", help: "student leaves the solutions out" },
  { name: "drafts", help: "draft chapters too" },
  { name: "single-file", help: "each chapter and the whole book also as one file" },
  { name: "to", value: TARGETS.join(","), help: "other formats besides the site" },
  {
    name: "from-values",
    value: "FOLDER",
    help: "take the values of an earlier build; nothing is computed, no data are needed",
  },
  {
    name: "frozen",
    help: "make the book from its results.lock.json; nothing is computed, no data are needed",
  },
  { name: "keep-going", help: "faults stand in the pages where they were made; the status is 0" },
  { name: "workers", value: "N", help: "threads that evaluate pages (as many as are worth it)" },
  { name: "allow-templates", help: "run the book's own templates, which are code" },
  { name: "json", help: "faults as JSON on standard output" },
  { name: "help", help: "these lines" },
];

/** Files about the blocks, which `build` and `check` write. */
const ABOUT_BLOCKS: readonly OptionSpec[] = [
  { name: "blocks", value: "FILE", help: "write what each block came to, as JSON" },
  { name: "text", value: "FILE", help: "write what R's console would show of each block, as JSON" },
];

/** Where else faults are told. */
const TOLD: readonly OptionSpec[] = [
  { name: "github", help: "faults also as annotations of a GitHub workflow" },
];

/** What `build` does with the results ledger. */
const LEDGER: readonly OptionSpec[] = [
  { name: "check", help: "fail where a result is not as results.lock.json says" },
  { name: "update-ledger", help: "write results.lock.json and the values that it names" },
];

/** The book where none is named: this folder, else `reports`. */
export function bookHere(world: World): string {
  if (world.facts("book.yml")?.isFile) return ".";
  if (world.facts("reports")) return "reports";
  let above = "..";
  for (let i = 0; i < 20 && !world.facts(`${above}/book.yml`)?.isFile; i++) above += "/..";
  throw new UsageError(
    world.facts(`${above}/book.yml`)?.isFile
      ? `there is no book.yml in this folder, but in "${world.realPath(above)}": go there`
      : "there is no book.yml in this folder; go to the book, name its folder, or begin one " +
        "with heddle new",
  );
}

/** Options of a build from the words after the command. */
export function siteOptions(
  world: World,
  words: readonly string[],
  more: readonly OptionSpec[] = [],
): { options: SiteOptions; given: Arguments; help: string } {
  const known = [...SITE, ...more];
  const given = readArguments(words, known, 1);
  const fromValues = given.text("from-values");
  const ledger = ["frozen", "check", "update-ledger", "from-values"].filter((n) => given.has(n));
  if (ledger.length > 1) {
    throw new UsageError(`--${ledger[0]} and --${ledger[1]} do not go together`);
  }
  const workers = given.number("workers");
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= 64)) {
    throw new UsageError(`--workers is a whole number from 1 to 64, not ${workers}`);
  }
  return {
    given,
    help: `heddle build|check|serve [ROOT] [options]\n\n` +
      `ROOT is this folder where it holds a book.yml, else reports\n\n${optionsHelp(known)}\n`,
    options: {
      root: given.rest[0] ?? (given.has("help") ? "." : bookHere(world)),
      output: given.text("output") ?? "_site",
      strict: given.has("strict"),
      audience: given.choice("audience", ["all", "student"]) ?? "all",
      drafts: given.has("drafts"),
      keepGoing: given.has("keep-going"),
      frozen: given.has("frozen"),
      check: given.has("check"),
      updateLedger: given.has("update-ledger"),
      singleFile: given.has("single-file"),
      to: given.choices("to", TARGETS).filter((name) => name !== "html"),
      allowTemplates: given.has("allow-templates"),
      cache: true,
      workers,
      ...(fromValues === undefined ? {} : { fromValues }),
    },
  };
}

/** `build`: 0 if the book is good and written, 1 if it has faults. */
export function buildCommand(
  world: World,
  words: readonly string[],
  colour: boolean,
): Promise<number> {
  return run(world, words, colour, true);
}

/** `check`: everything but writing. */
export function checkCommand(
  world: World,
  words: readonly string[],
  colour: boolean,
): Promise<number> {
  return run(world, words, colour, false);
}

async function run(
  world: World,
  words: readonly string[],
  colour: boolean,
  write: boolean,
): Promise<number> {
  const { options, given, help } = siteOptions(world, words, [
    ...ABOUT_BLOCKS,
    ...TOLD,
    ...write ? LEDGER : [],
  ]);
  if (given.has("help")) {
    world.print(help);
    return 0;
  }
  if (write) refuseForeign(world, options);
  const files = blockFiles(world, given);
  const progress = new BuildProgress(world, colour && !given.has("json"));
  const report = await buildSite({
    ...options,
    world,
    write,
    texts: files.text !== undefined,
    progress: progress.step,
    ...(given.has("json") ? {} : { working: progress.working }),
  });
  progress.end();
  writeBlockFiles(world, files, report.blocks);
  if (given.has("json")) world.print(faultsJson(report.diagnostics));
  else tellReport(world, report, write ? options.output : null, colour);
  if (given.has("github") && !given.has("json")) {
    world.print(faultsForGithub(report.diagnostics, options.root));
  }
  return report.ok ? 0 : 1;
}

/** A site must not be written over what is not one. */
export function refuseForeign(world: World, { output, root }: SiteOptions): void {
  const reason = foreign(world, output, root);
  if (reason !== null) {
    throw new UsageError(`${reason}; --output names a folder for the site alone`);
  }
}

/**
 * Faults to standard error, what was done to standard output.
 *
 * @param output Where the site was to be written; null if it was only checked.
 */
export function tellReport(
  world: World,
  report: BuildReport,
  output: string | null,
  colour: boolean,
): void {
  const { diagnostics, ok, pages, shown, written, unchanged, removed, ledger } = report;
  const faulty = diagnostics.some((d) => d.severity === "error");
  // a table tells them all
  const drifted = (d: Diagnostic) => d.code === "results-drift" && d.severity === "error";
  const told = diagnostics.filter((d) => !drifted(d));
  if (told.length > 0) world.warn(`${faultsText(told, colour)}\n`);
  if (told.length < diagnostics.length) world.warn(`${driftTable(report.drift)}\n`);
  const count = faultCount(diagnostics);
  if (!ok) {
    const stands = diagnostics.some((d) => d.code === OLD_SITE_LEFT)
      ? "is new"
      : "was left as it is";
    world.warn(`${count}${output === null ? "" : `; ${output} ${stands}`}\n`);
    return;
  }
  const of = `${pages.length} ${pages.length === 1 ? "page" : "pages"}`;
  const tail = count === "" ? "" : ` (${count})`;
  const faults = !faulty
    ? ""
    : `, ${shown} ${shown === 1 ? "fault stands" : "faults stand"} in the pages`;
  if (output === null) {
    world.print(`${of}${faults || ", no errors"}${tail}\n`);
    return;
  }
  const gone = removed.length === 0 ? "" : `, ${removed.length} removed`;
  const files = `${written.length} files written, ${unchanged} unchanged${gone}`;
  world.print(`${output}: ${of}${faults}, ${files}${tail}\n`);
  if (!ledger) return;
  const values = [
    ledger.written === 0 ? "" : `, ${ledger.written} files of values written`,
    ledger.removed === 0 ? "" : `, ${ledger.removed} removed`,
  ].join("");
  world.print(`results.lock.json: ${ledger.changed ? "written" : "unchanged"}${values}\n`);
}
