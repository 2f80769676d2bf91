/**
 * The file in which the output of a page's blocks for R is stored, `PAGE.stored/output.json`. It may
 * come from anybody: nothing of it is taken that was not looked at.
 *
 * @module
 */
import { PAGE_ENDING } from "../../weave/page/address.ts";
import { isPlainObject, listOf, textOf, unfit } from "./unfit.ts";
import { digestOf } from "../cache/digest.ts";
import type { ChainBlock } from "./r_chain.ts";
import { type OutputItem, readItems } from "./output_items.ts";
import { readValues, type StoredValue } from "./output_values.ts";

/** Bytes of the file. */
export const MOST_BYTES = 20_000_000;

/** What R gave for one block. */
export interface BlockOutput {
  output: OutputItem[];
  /** Vectors and tables that the block gave names to. */
  values: Record<string, StoredValue>;
}

/** One block for R in the store. */
export interface StoredOutput extends BlockOutput {
  /** What it depended on when it ran. */
  blocks: ChainBlock[];
  /** The paths among `files` that it depended on. */
  files: string[];
  /** A digest of all this, so that what was changed by hand is known. */
  hash: string;
}

/** A file that blocks depended on. */
export interface StoredFile {
  sha256: string;
  /** Short digests of its lines, six signs each. */
  lines: string;
}

/** All blocks for R of a page. */
export interface StoredPage {
  /** R's version. */
  r: string;
  /** The day, `2026-11-26`. */
  on: string;
  files: Map<string, StoredFile>;
  outputs: StoredOutput[];
}

/** The folder beside a page in which its output is stored. */
export function storeFolder(file: string): string {
  return file.replace(PAGE_ENDING, ".stored");
}

/** The digest of a stored block. */
export function hashOf(page: Omit<StoredPage, "outputs">, own: Omit<StoredOutput, "hash">): string {
  const files = own.files.map((path) => [path, page.files.get(path)?.sha256 ?? null]);
  return digestOf(JSON.stringify([page.r, page.on, own.blocks, files, own.output, own.values]));
}

/** The text of the file: a line for each thing, so that versions can be compared. */
export function writeStored({ r, on, files, outputs }: StoredPage): string {
  const lined = (list: readonly unknown[], depth: string): string =>
    list.length === 0
      ? "[]"
      : `[\n${list.map((each) => `${depth} ${JSON.stringify(each)}`).join(",\n")}\n${depth}]`;
  const entries = outputs.map((own) =>
    `  {\n   "hash": ${JSON.stringify(own.hash)},\n` +
    `   "files": ${JSON.stringify(own.files)},\n` +
    `   "blocks": ${lined(own.blocks, "   ")},\n` +
    `   "output": ${lined(own.output, "   ")},\n` +
    `   "values": ${JSON.stringify(own.values)}\n  }`
  );
  return `{\n "format": 1,\n "r": ${JSON.stringify(r)},\n "on": ${JSON.stringify(on)},\n` +
    ` "files": ${JSON.stringify(Object.fromEntries(files), null, 1).replace(/\n/g, "\n ")},\n` +
    ` "blocks": [\n${entries.join(",\n")}\n ]\n}\n`;
}

/** Reads the file. @throws {Unfit} */
export function readStored(text: string): StoredPage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    unfit("it is not JSON");
  }
  if (!isPlainObject(value)) unfit("it is no object");
  if (value["format"] !== 1) unfit("its format is another");
  const files = new Map<string, StoredFile>();
  if (!isPlainObject(value["files"])) unfit("`files` is no object");
  for (const [path, file] of Object.entries(value["files"])) {
    if (!isPlainObject(file)) unfit("a file is no object");
    const lines = textOf(file["lines"], "the lines of a file");
    files.set(path, { sha256: textOf(file["sha256"], "a digest"), lines });
  }
  return {
    r: version(value["r"]),
    on: day(value["on"]),
    files,
    outputs: listOf(value["blocks"], "`blocks`").map(storedOutput),
  };
}

function storedOutput(value: unknown): StoredOutput {
  if (!isPlainObject(value)) unfit("a block is no object");
  return {
    hash: textOf(value["hash"], "a hash"),
    files: listOf(value["files"], "the files of a block").map((each) => textOf(each, "a path")),
    blocks: listOf(value["blocks"], "the code of a block").map(chainBlock),
    output: readItems(value["output"]),
    values: readValues(value["values"]),
  };
}

function chainBlock(value: unknown): ChainBlock {
  if (!isPlainObject(value)) unfit("the code of a block is no object");
  const { by } = value;
  if (by !== "R" && by !== "page") unfit("a block is run by nobody known");
  const options: Record<string, number> = {};
  if (!isPlainObject(value["options"])) unfit("the options of a block are no object");
  for (const [name, each] of Object.entries(value["options"])) {
    if (typeof each !== "number" || name === "__proto__") unfit("an option is no number");
    options[name] = each;
  }
  const code = listOf(value["code"], "the code of a block").map((each) => textOf(each, "code"));
  return { by, code, options };
}

/** R's version, and nothing else. */
export function version(value: unknown): string {
  const text = textOf(value, "the version of R");
  return /^\d{1,3}(\.\d{1,3}){1,2}$/.test(text) ? text : unfit("`r` is no version of R");
}

function day(value: unknown): string {
  const text = textOf(value, "the day");
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : unfit("`on` is no day");
}
