/**
 * `--blocks FILE` and `--text FILE`: what the blocks of a book came to, as JSON.
 *
 * @module
 */
import type { BlockReport } from "../site/build/block_reports.ts";
import type { World } from "../world.ts";
import { type Arguments, UsageError } from "./arguments.ts";

/** The files that were asked for. */
export interface BlockFiles {
  blocks?: string;
  text?: string;
}

/**
 * The files that the words of a command name.
 *
 * @throws {UsageError} where something else would be lost
 */
export function blockFiles(world: World, given: Arguments): BlockFiles {
  const files: BlockFiles = {};
  for (const name of ["blocks", "text"] as const) {
    const path = given.text(name);
    if (path === undefined) continue;
    refuse(world, name, path);
    files[name] = path;
  }
  if (files.blocks !== undefined && files.blocks === files.text) {
    throw new UsageError(`--blocks and --text name the same file`);
  }
  return files;
}

/** Only a file that holds such JSON is written over. */
function refuse(world: World, name: string, path: string): void {
  if (path === "") throw new UsageError(`--${name} needs a file, not nothing`);
  const facts = world.facts(path);
  if (facts?.isDirectory) {
    throw new UsageError(`--${name} needs a file, not the folder "${path}"`);
  }
  const slash = path.lastIndexOf("/");
  if (slash > 0 && !world.facts(path.slice(0, slash))?.isDirectory) {
    throw new UsageError(`--${name}: there is no folder "${path.slice(0, slash)}"`);
  }
  // What can be no file of text, such as /dev/stdout, loses nothing.
  if (!facts?.isFile || facts.size === 0) return;
  if (!isList(world.readText(path))) {
    throw new UsageError(`--${name}: "${path}" holds something else; name a new file`);
  }
}

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** Writes them. */
export function writeBlockFiles(
  world: World,
  files: BlockFiles,
  reports: readonly BlockReport[],
): void {
  if (files.blocks !== undefined) {
    const blocks = reports.map(({ file, line, endLine, kind, status, missing }) => ({
      file,
      line,
      endLine,
      kind,
      status,
      missing,
    }));
    world.write(files.blocks, `${JSON.stringify(blocks, null, 1)}\n`);
  }
  if (files.text !== undefined) {
    const texts = reports.filter(({ kind }) => kind === "model")
      .map(({ file, line, shown }) => ({ file, line, shown }));
    world.write(files.text, `${JSON.stringify(texts, null, 1)}\n`);
  }
}
