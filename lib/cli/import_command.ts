/**
 * `import`: a page of R Markdown or Quarto, or a whole project, as a book in a new folder.
 *
 * @module
 */
import { BookFiles } from "../site/book/book_files.ts";
import { type BuildReport, buildSite } from "../site/build/build_site.ts";
import { blockWords, importReport } from "../site/project/import_report.ts";
import type { Project } from "../site/project/project.ts";
import { readFolder, readProject } from "../site/project/read_project.ts";
import { folderOf, readSinglePage } from "../site/project/single_page.ts";
import { type TakenOver, takeOver } from "../site/project/take_over.ts";
import type { World } from "../world.ts";
import { optionsHelp, type OptionSpec, readArguments, UsageError } from "./arguments.ts";
import { faultCount } from "./print_faults.ts";

const OPTIONS: readonly OptionSpec[] = [
  { name: "output", value: "FOLDER", help: "where the book goes, instead of a second word" },
  { name: "no-check", help: "do not try what runs" },
  { name: "help", help: "these lines" },
];

/** The file that says what became of what; its name makes it no page. */
const REPORT = "_import.md";

/** Makes a book of another system's pages; the source is only read. */
export async function importCommand(world: World, words: readonly string[]): Promise<number> {
  const given = readArguments(words, OPTIONS, 2);
  if (given.has("help")) {
    world.print(
      `heddle import SOURCE FOLDER\n\n` +
        `SOURCE is a page (.Rmd, .qmd, .md) or the folder of a bookdown or Quarto project, of a site, or ` +
        `of\npages; FOLDER is new or empty\n\n${optionsHelp(OPTIONS)}\n`,
    );
    return 0;
  }
  const [source, second] = given.rest;
  const folder = (given.text("output") ?? second)?.replace(/(?<=.)\/+$/, "");
  if (source === undefined || folder === undefined || folder === "") {
    throw new UsageError("say what and where: heddle import SOURCE FOLDER");
  }
  refuseFull(world, folder);
  const { files, project, skip } = opened(world, source, folder);
  const made = takeOver(files, project, skip);
  if (made.chapters.length === 0) {
    throw new UsageError(`"${source}" holds no page that could be a chapter (.Rmd, .qmd)`);
  }
  write(world, files, made, folder);
  // The report stands there even if what follows takes too long for someone.
  world.write(`${folder}/${REPORT}`, importReport(source, made, null));
  const checked = given.has("no-check")
    ? null
    : await buildSite({ root: folder, output: "_site", world, write: false, keepGoing: true });
  if (checked) world.write(`${folder}/${REPORT}`, importReport(source, made, checked));
  tell(world, folder, made, checked);
  return 0;
}

/** Nothing that stands somewhere is written over. */
function refuseFull(world: World, folder: string): void {
  const facts = world.facts(folder);
  if (!facts) return;
  if (!facts.isDirectory) throw new UsageError(`"${folder}" is a file`);
  const names = world.list(folder);
  if (names.length > 0) {
    throw new UsageError(
      `"${folder}" is not empty (it holds ${names.slice(0, 3).join(", ")}); name a new folder`,
    );
  }
}

/** The source, and the folder of the book as a path in it if it lies there. */
function opened(
  world: World,
  source: string,
  folder: string,
): { files: BookFiles; project: Project; skip: string } {
  const facts = world.facts(source);
  if (!facts) throw new UsageError(`there is no "${source}"`);
  if (facts.isFile) {
    if (!/\.(?:rmd|qmd|rmarkdown|md)$/i.test(source)) {
      throw new UsageError(`"${source}" is no page (.Rmd, .qmd, .md)`);
    }
    const { root, file } = folderOf(world, source);
    const files = new BookFiles(world, root);
    return { files, project: readSinglePage(files, file), skip: "" };
  }
  const files = new BookFiles(world, source);
  const skip = pathWithin(world, source, folder);
  if (skip === "") throw new UsageError("the book cannot be made in the folder that it is made of");
  return { files, project: readProject(files) ?? readFolder(files, skip ?? ""), skip: skip ?? "" };
}

/** The path of a folder, which may not be there yet, within another; null if it lies elsewhere. */
function pathWithin(world: World, source: string, folder: string): string | null {
  const parts = folder.split("/");
  let there = parts.length;
  while (there > 0 && !world.facts(parts.slice(0, there).join("/") || "/")) there--;
  const real = world.realPath(there === 0 ? "." : parts.slice(0, there).join("/") || "/");
  const whole = [real.replace(/\/$/, ""), ...parts.slice(there)].join("/");
  const root = world.realPath(source).replace(/\/$/, "");
  return whole === root ? "" : whole.startsWith(`${root}/`) ? whole.slice(root.length + 1) : null;
}

function write(world: World, files: BookFiles, made: TakenOver, folder: string): void {
  world.makeFolder(folder);
  for (const [path, { from, text }] of made.files) {
    world.write(`${folder}/${path}`, text ?? files.bytes(from));
  }
}

function tell(
  world: World,
  folder: string,
  made: TakenOver,
  checked: BuildReport | null,
): void {
  const { chapters, files, missing } = made;
  const pages = `${chapters.length} ${chapters.length === 1 ? "chapter" : "chapters"}`;
  const lacking = missing.length === 0 ? "" : `, ${missing.length} listed and not there`;
  const count = checked === null ? "" : faultCount(checked.diagnostics);
  const runs = checked === null
    ? ""
    : `${blockWords(checked)}${count === "" ? "" : ` (${count})`}\n`;
  world.print(
    `${folder}: ${pages} of ${made.project.kind}, ${files.size} files${lacking}\n${runs}` +
      `${folder}/${REPORT} says what became of what. Next: heddle serve ${folder}\n`,
  );
}
