/**
 * How a book is built.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { FormatName } from "../../write/formats.ts";
import type { BuildMemory } from "../cache/build_memory.ts";
import type { World } from "../../world.ts";
import type { SiteFiles } from "../output/output_folder.ts";

/** How a book is built. */
export interface SiteOptions {
  /** Folder of the book. */
  root: string;
  /** Folder of the site. */
  output: string;
  /** Disk and clock; a test gives its own. */
  world?: World;
  /** Warnings are errors. */
  strict?: boolean;
  /** Faults stand in the pages where they were made, and the build goes on; `strict` is above it. */
  keepGoing?: boolean;
  /** What each block shows is also told as text, as R's console prints it. */
  texts?: boolean;
  /** `student`: solutions are left out. Default: `all`. */
  audience?: "all" | "student";
  /** Draft chapters are built too. */
  drafts?: boolean;
  /** False: everything but writing. */
  write?: boolean;
  /** A folder with the JSON of an earlier build: values are taken from it, nothing is computed. */
  fromValues?: string;
  /** The book is made from its results ledger: nothing is computed, and no data are read. */
  frozen?: boolean;
  /** A result that is not as the results ledger says is an error. */
  check?: boolean;
  /** The results ledger is written, with the values that it names. */
  updateLedger?: boolean;
  /** The book's own templates, which are code, are run. Without it a book that has some fails. */
  allowTemplates?: boolean;
  /** Each chapter and the whole book also as one file that can be mailed. */
  singleFile?: boolean;
  /** What earlier builds kept beside `book.yml` is used, and what this one makes is kept. */
  cache?: boolean;
  /** Threads that pages are evaluated on, for a book on a disk; by default as many as are worth it. */
  workers?: number | undefined;
  /** Told of each page that was evaluated. */
  progress?: (step: { file: string; milliseconds: number; done: number; of: number }) => void;
  /** Told what long work is doing and how far it is, with the page and the line of its block. */
  working?: (told: { file: string | null; line: number | null; words: string }) => void;
  /** Formats in which each chapter and the whole book are written besides the site. */
  to?: readonly FormatName[];
}

/** What a build is told besides by those who build again and again. */
export interface BuildOptions extends SiteOptions {
  /** Told of a good site, with its files, before it is written. */
  ready?: (
    diagnostics: readonly Diagnostic[],
    files: SiteFiles,
    ownTemplates: boolean,
  ) => Promise<void>;
  /** What the last build of this process left for the next. */
  memory?: BuildMemory;
  /** What names the program in what is kept, if not its own files. */
  program?: string | undefined;
}
