/**
 * From memory to disk: only files whose bytes changed are written, files that an earlier build
 * made and this one did not are removed.
 *
 * @module
 */
import type { World } from "../world.ts";

/** What was done. */
export interface Written {
  /** Paths of files that are new or whose bytes changed. */
  written: string[];
  /** Paths of files that no longer belong to the site. */
  removed: string[];
  /** How many files were left as they were. */
  unchanged: number;
}

/** Lists the files of the last build, so that nothing else in the folder is ever touched. */
const MANIFEST = ".heddle.json";

const encoder = new TextEncoder();

/** Writes files by their path in the output folder. */
export function writeOutput(
  world: World,
  output: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Written {
  const result: Written = { written: [], removed: [], unchanged: 0 };
  const before = readManifest(world, output);
  for (const [path, content] of files) {
    if (sameBytes(world, `${output}/${path}`, content)) result.unchanged++;
    else {
      world.write(`${output}/${path}`, content);
      result.written.push(path);
    }
  }
  for (const path of before) {
    if (files.has(path) || path.includes("..") || !world.facts(`${output}/${path}`)?.isFile) {
      continue;
    }
    world.remove(`${output}/${path}`);
    result.removed.push(path);
  }
  const manifest = `${JSON.stringify([...files.keys()].sort(), null, 0)}\n`;
  if (!sameBytes(world, `${output}/${MANIFEST}`, manifest)) {
    world.write(`${output}/${MANIFEST}`, manifest);
  }
  return result;
}

function readManifest(world: World, output: string): string[] {
  const path = `${output}/${MANIFEST}`;
  if (!world.facts(path)?.isFile) return [];
  try {
    const list: unknown = JSON.parse(world.readText(path));
    return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}

function sameBytes(world: World, path: string, content: string | Uint8Array): boolean {
  const facts = world.facts(path);
  if (!facts?.isFile) return false;
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  if (facts.size !== bytes.length) return false;
  const old = world.readBytes(path);
  for (let i = 0; i < bytes.length; i++) if (old[i] !== bytes[i]) return false;
  return true;
}
