/**
 * Storing what R gives for the blocks of a book that R alone can run.
 *
 * @module
 */
import { PAGE_ENDING } from "../../weave/page/address.ts";
import { createHash } from "node:crypto";
import { type Diagnostic, fail } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import type { Page } from "../../weave/page/page.ts";
import type { World } from "../../world.ts";
import { BookFiles } from "../book/book_files.ts";
import { DataFiles } from "../book/data_files.ts";
import { BookEvaluation } from "../build/evaluate_book.ts";
import { Pictures } from "../build/pictures.ts";
import { type AskingPage, askingPages } from "./asking_page.ts";
import { namesOf } from "./r_chain.ts";
import { rScript } from "./r_script_text.ts";
import { takeOutput } from "./take_output.ts";
import { wovenBlocks } from "./woven_page.ts";

/** Runs a script with R in a folder; the script's output goes into another one. */
export type RunR = (script: string, output: string, folder: string) => Promise<number>;

/** What came of storing. */
export interface StoreReport {
  /** Pages that were stored, and those whose store still fits. */
  stored: string[];
  unchanged: string[];
  diagnostics: Diagnostic[];
}

/** What is to be done with the scripts. */
export type StoreTask =
  /** Run them; `again` also where the store fits. */
  | { kind: "run"; run: RunR; again: boolean }
  /** Write them into a folder, for R on another machine. */
  | { kind: "scripts"; folder: string }
  /** Take what they wrote there. */
  | { kind: "take"; folder: string };

/** The scratch folder of a book. */
const SCRATCH = ".heddle/r";

/** Stores the output of all pages. */
export async function storeBook(world: World, root: string, task: StoreTask): Promise<StoreReport> {
  const files = new BookFiles(world, root);
  const report: StoreReport = { stored: [], unchanged: [], diagnostics: [] };
  const pages = askingPages(files, report.diagnostics);
  if (report.diagnostics.length > 0) return report;
  const scripts = task.kind === "take" ? new Map<string, string>() : await scriptsOf(pages, files);
  for (const asking of pages) {
    const { page } = asking;
    const name = page.file.replace(PAGE_ENDING, "").replaceAll("/", "-");
    if (task.kind === "scripts") {
      world.write(`${task.folder}/${name}.R`, scripts.get(page.file)!);
      report.stored.push(page.file);
      continue;
    }
    if (task.kind === "take") {
      const from = `${task.folder}/${name}`;
      if (!world.facts(from)?.isDirectory) continue;
      finish(report, page, takeOutput(asking, from, files));
      continue;
    }
    if (!task.again && isStored(page, files)) {
      report.unchanged.push(page.file);
      continue;
    }
    const scratch = `${files.root}/${SCRATCH}`;
    world.write(`${scratch}/${name}.R`, scripts.get(page.file)!);
    await task.run(`${SCRATCH}/${name}.R`, `${SCRATCH}/${name}`, files.root);
    finish(report, page, takeOutput(asking, `${scratch}/${name}`, files));
    clear(world, files.root, name);
  }
  return report;
}

/** Removes what R wrote on the way. */
function clear(world: World, root: string, name: string): void {
  const scratch = `${root}/${SCRATCH}`;
  const folder = `${scratch}/${name}`;
  if (world.facts(folder)?.isDirectory) {
    for (const entry of world.list(folder)) world.remove(`${folder}/${entry}`);
    world.remove(folder);
  }
  world.remove(`${scratch}/${name}.R`);
  for (const path of [scratch, `${root}/.heddle`]) {
    if (world.list(path).length === 0) world.remove(path);
  }
}

function finish(report: StoreReport, page: Page, faults: readonly Diagnostic[]): void {
  if (faults.length === 0) report.stored.push(page.file);
  addAll(report.diagnostics, faults);
}

function isStored(page: Page, files: BookFiles): boolean {
  return [...wovenBlocks(page, files).values()].every(({ failed }) => !failed);
}

/** The script of each page. What other blocks are in R is known when they have been evaluated. */
async function scriptsOf(
  pages: readonly AskingPage[],
  files: BookFiles,
): Promise<Map<string, string>> {
  const needs = pages.some(({ chains }) =>
    [...chains.values()].some(({ blocks }) => blocks.some(({ by }) => by === "page"))
  );
  const pictures = new Pictures();
  const evaluated = needs
    ? await BookEvaluation.run(pages.map(({ page }) => page), new DataFiles(files), pictures)
    : new Map();
  await pictures.finish();
  return new Map(pages.map((asking) => {
    const values = evaluated.get(asking.page.file)?.values;
    return [
      asking.page.file,
      scriptOf(asking, (index) => values?.blocks[index]?.r ?? "", files),
    ];
  }));
}

/** Pixels of the page for an inch, as knitr and Quarto have them. */
const PIXELS = 96;

function scriptOf(
  { page, chains, of }: AskingPage,
  inR: (index: number) => string,
  files: BookFiles,
): string {
  const indices = [...new Set([...chains.values()].flatMap((chain) => chain.indices))]
    .sort((a, b) => a - b);
  const paths = new Set([...chains.values()].flatMap((chain) => [...chain.files.keys()]));
  return rScript({
    page: page.file,
    folder: page.file.split("/").slice(0, -1).join("/"),
    of,
    files: Object.fromEntries(
      [...paths].map((path) => [path, createHash("md5").update(files.bytes(path)).digest("hex")]),
    ),
    blocks: indices.map((index) => {
      const block = page.blocks[index]!;
      const own = chains.has(index);
      const inches = (name: string, otherwise: number): number => {
        const value = block.options[name]?.value;
        return typeof value === "number" ? value / PIXELS : otherwise;
      };
      return {
        by: own ? "R" : "page",
        line: page.source.place(blockStart(page, index)).line - 1,
        code: own ? block.code : inR(index),
        width: inches("width", 7),
        height: inches("height", 5),
        names: own ? namesOf(block.code) : [],
      };
    }),
  });
}

/** Where a block's code begins in its file. */
function blockStart(page: Page, index: number): number {
  const block = page.blocks[index]!;
  return block.lineOffsets[0] ?? block.span.start;
}

/** Says that there is no R. */
export function noR(): never {
  fail("no-r", "There is no Rscript here, which alone can run these blocks", {
    hint:
      "Install R, or write the scripts by `heddle store --scripts FOLDER`, run them where R is, " +
      "and take what they give by `heddle store --take FOLDER`",
  });
}
