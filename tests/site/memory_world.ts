/**
 * A world without a disk: books are read from `tests/books`, what is written stays in memory.
 *
 * @module
 */
import { DenoWorld } from "../../lib/site/deno_world.ts";
import type { FileFacts, FolderEntry, World } from "../../lib/world.ts";

const real = new DenoWorld();

/** Reads the disk below what was written here; never writes to it. */
export class MemoryWorld implements World {
  readonly files = new Map<string, Uint8Array>();
  readonly writes: string[] = [];
  readonly removed: string[] = [];
  readonly printed: string[] = [];
  readonly warned: string[] = [];

  readText(path: string): string {
    return new TextDecoder().decode(this.readBytes(path));
  }

  readBytes(path: string): Uint8Array {
    return this.files.get(path) ?? real.readBytes(path);
  }

  write(path: string, content: string | Uint8Array): void {
    this.writes.push(path);
    this.files.set(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  }

  remove(path: string): void {
    this.removed.push(path);
    this.files.delete(path);
  }

  list(path: string): string[] {
    const own = [...this.files.keys()].filter((name) => name.startsWith(`${path}/`))
      .map((name) => name.slice(path.length + 1).split("/")[0] ?? "");
    const below = real.facts(path)?.isDirectory ? real.list(path) : [];
    return [...new Set([...own, ...below])].sort();
  }

  entries(path: string): FolderEntry[] {
    return this.list(path).map((name) => ({
      name,
      kind: this.facts(`${path}/${name}`)?.isDirectory ? "folder" : "file",
    }));
  }

  makeFolder(): void {}

  move(from: string, to: string): void {
    for (const [path, bytes] of [...this.files]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.files.delete(path);
      this.files.set(`${to}${path.slice(from.length)}`, bytes);
    }
  }

  share(from: string, to: string): void {
    this.files.set(to, this.readBytes(from));
  }

  lock(): () => void {
    return () => {};
  }

  facts(path: string): FileFacts | null {
    const own = this.files.get(path);
    if (own) return { isFile: true, isDirectory: false, size: own.length, modified: 0 };
    if ([...this.files.keys()].some((name) => name.startsWith(`${path}/`))) {
      return { isFile: false, isDirectory: true, size: 0, modified: 0 };
    }
    return real.facts(path);
  }

  realPath(path: string): string {
    return this.files.has(path) || !real.facts(path) ? path : real.realPath(path);
  }

  now(): Date {
    return new Date(0);
  }

  print(text: string): void {
    this.printed.push(text);
  }

  warn(text: string): void {
    this.warned.push(text);
  }
}

/** Path of a book for tests. */
export function bookPath(name: string): string {
  return decodeURIComponent(new URL(`../books/${name}`, import.meta.url).pathname).replace(
    /\/$/,
    "",
  );
}

/** A book written on the spot; paths are relative to its root. */
export function bookOf(files: Record<string, string>): { world: MemoryWorld; root: string } {
  const world = new MemoryWorld();
  const root = "/nowhere/book";
  for (const [path, text] of Object.entries(files)) world.write(`${root}/${path}`, text);
  world.writes.length = 0;
  return { world, root };
}
