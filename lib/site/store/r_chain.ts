/**
 * What the output of a block that R alone runs depends on: its own code and options, those of the
 * blocks before it that it needs, and files of the book.
 *
 * @module
 */
import { parse } from "../../syntax/parse.ts";
import { targetsOf } from "../../chunk/values/targets.ts";
import { type Block, isForR, type Page } from "../../weave/page/page.ts";
import { digestOf } from "../cache/digest.ts";
import { type BookFiles, leavesRoot, resolveFrom } from "../book/book_files.ts";

/** Files of `data/` that are looked at where a block names none. */
const MOST_FILES = 2000;

/** Options that change what R makes. */
const TELLING = ["width", "height"] as const;

/** Statements that change what later ones do, whatever names they give. */
const SETTINGS = /\b(?:library|require|p_load|set\.seed|options|theme_set|source)\s*\(/;

/** A block as its output depends on it. */
export interface ChainBlock {
  /** Run by R alone, or a block of the page that R runs before it. */
  by: "R" | "page";
  code: string[];
  options: Record<string, number>;
}

/** What one block depends on. */
export interface Chain {
  /** Indices of blocks on the page, in order; the block itself is the last. */
  indices: number[];
  blocks: ChainBlock[];
  /** Files by their path from the book's root, with the digest of their bytes; null: gone. */
  files: Map<string, string | null>;
}

/** What the block at an index of the page depends on. */
export function chainOf(page: Page, index: number, files: BookFiles): Chain {
  const indices = neededBlocks(page, index);
  const blocks = indices.map((i) => chainBlock(page.blocks[i]!));
  return { indices, blocks, files: filesOf(page, index, indices, files) };
}

/** The names that a block gives values to. */
export function namesOf(code: string): string[] {
  return [...new Set(parse(code).statements.flatMap(targetsOf))];
}

function chainBlock(block: Block): ChainBlock {
  const options: Record<string, number> = {};
  if (isForR(block)) {
    for (const name of TELLING) {
      const value = block.options[name]?.value;
      if (typeof value === "number") options[name] = value;
    }
  }
  return { by: isForR(block) ? "R" : "page", code: linesOf(block.code), options };
}

/** Lines of code without blanks at their ends, and without empty lines at its end. */
export function linesOf(code: string): string[] {
  return code.trimEnd().split("\n").map((line) => line.trimEnd());
}

/** All blocks for R before it, and those of the page that give these the names that they use. */
function neededBlocks(page: Page, index: number): number[] {
  const needed = [index];
  const names = new Set(wordsOf(page.blocks[index]!.code));
  for (let i = index - 1; i >= 0; i--) {
    const block = page.blocks[i]!;
    if (block.kind !== "model" || block.options["eval"]?.value === false) continue;
    const needs = isForR(block) || SETTINGS.test(block.code) ||
      namesOf(block.code).some((name) => names.has(name));
    if (!needs) continue;
    needed.unshift(i);
    for (const word of wordsOf(block.code)) names.add(word);
  }
  return needed;
}

function wordsOf(code: string): string[] {
  return code.match(/[\p{L}.][\p{L}\p{N}._]*/gu) ?? [];
}

function filesOf(
  page: Page,
  index: number,
  indices: readonly number[],
  files: BookFiles,
): Map<string, string | null> {
  const found = new Map<string, string | null>();
  const add = (path: string): void => {
    found.set(path, files.isOwn(path) ? digestOf(files.bytes(path)) : null);
  };
  const data = page.blocks[index]!.options["data"]?.value;
  if (data === undefined) {
    const folder = page.file.split("/").slice(0, -1).join("/");
    for (const path of new Set(["data", folder === "" ? "data" : `${folder}/data`])) {
      for (const each of filesBelow(files, path)) add(each);
    }
  } else {
    const named = Array.isArray(data) ? data : String(data).split(/\s*,\s*/);
    for (const each of named) add(resolveFrom(page.file, String(each)));
  }
  for (const i of indices) {
    for (const [, , text = ""] of page.blocks[i]!.code.matchAll(/(["'])((?:(?!\1)[^\\\n])+)\1/g)) {
      const path = resolveFrom(page.file, text);
      if (!leavesRoot(path) && files.isOwn(path)) add(path);
    }
  }
  return new Map([...found].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Files in a folder of the book and in its folders; links are not followed. */
function filesBelow(files: BookFiles, folder: string): string[] {
  const found: string[] = [];
  const open = [folder];
  while (open.length > 0 && found.length < MOST_FILES) {
    const path = open.shift()!;
    const full = `${files.root}/${path}`;
    if (!files.world.facts(full)?.isDirectory) continue;
    for (const { name, kind } of files.world.entries(full)) {
      if (name.startsWith(".")) continue;
      if (kind === "folder") open.push(`${path}/${name}`);
      else if (kind === "file") found.push(`${path}/${name}`);
    }
  }
  return found;
}

/** Lines of a file of text that are remembered one by one, so that the changed one can be told. */
const MOST_LINES = 5000;

/** A short digest of each line of a file of text, one after another; empty for other files. */
export function lineDigests(bytes: Uint8Array): string {
  if (bytes.length > 2_000_000 || bytes.subarray(0, 8000).includes(0)) return "";
  const lines = new TextDecoder().decode(bytes).split("\n");
  if (lines.length > MOST_LINES) return "";
  return lines.map((line) => digestOf(line.replace(/\r$/, "")).slice(0, 6)).join("");
}
