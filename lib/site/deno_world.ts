/**
 * The real world: disk, clock and terminal by way of Deno.
 *
 * @module
 */
import { slashed } from "../home.ts";
import type { FileFacts, FolderEntry, World } from "../world.ts";

const encoder = new TextEncoder();

/** Disk, clock and terminal. */
export class DenoWorld implements World {
  readText(path: string): string {
    return Deno.readTextFileSync(path);
  }

  readBytes(path: string): Uint8Array {
    return Deno.readFileSync(path);
  }

  write(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    try {
      Deno.writeFileSync(path, bytes);
    } catch (error) {
      const slash = path.lastIndexOf("/");
      if (!(error instanceof Deno.errors.NotFound) || slash < 1) throw error;
      Deno.mkdirSync(path.slice(0, slash), { recursive: true });
      Deno.writeFileSync(path, bytes);
    }
  }

  remove(path: string): void {
    Deno.removeSync(path);
  }

  list(path: string): string[] {
    return [...Deno.readDirSync(path)].map((entry) => entry.name).sort();
  }

  entries(path: string): FolderEntry[] {
    return [...Deno.readDirSync(path)].map((entry): FolderEntry => ({
      name: entry.name,
      kind: entry.isSymlink
        ? "link"
        : entry.isDirectory
        ? "folder"
        : entry.isFile
        ? "file"
        : "other",
    })).sort((a, b) => a.name < b.name ? -1 : 1);
  }

  makeFolder(path: string): void {
    Deno.mkdirSync(path, { recursive: true });
  }

  move(from: string, to: string): void {
    Deno.renameSync(from, to);
  }

  share(from: string, to: string): void {
    try {
      Deno.linkSync(from, to);
    } catch {
      // Not every disk has hard links; what is wrong besides shows when the file is copied.
      Deno.copyFileSync(from, to);
      const { mtime } = Deno.statSync(from);
      if (mtime) Deno.utimeSync(to, mtime, mtime);
    }
  }

  lock(path: string): () => void {
    while (true) {
      const file = openLock(path);
      file.lockSync(true);
      // Who held it before may have removed the file: then this one is nobody's.
      if (isStill(file, path)) {
        return () => {
          removeLock(path);
          file.close();
        };
      }
      file.close();
    }
  }

  facts(path: string): FileFacts | null {
    try {
      const facts = Deno.statSync(path);
      return {
        isFile: facts.isFile,
        isDirectory: facts.isDirectory,
        size: facts.size,
        modified: facts.mtime?.getTime() ?? null,
        identity: identityOf(facts),
      };
    } catch (error) {
      if (isNothing(error)) return null;
      throw error;
    }
  }

  realPath(path: string): string {
    const real = Deno.realPathSync(path);
    return Deno.build.os === "windows" ? slashed(real) : real;
  }

  now(): Date {
    return new Date();
  }

  print(text: string): void {
    writeAll(Deno.stdout, text);
  }

  warn(text: string): void {
    writeAll(Deno.stderr, text);
  }
}

/** Whether an error says that a path leads to nothing: links in a circle and names without end do not. */
function isNothing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.FilesystemLoop ||
    error instanceof Error && /\bname too long\b|\bsyntax is incorrect\b/i.test(error.message);
}

/** The number of a file on its disk and the time of its birth. */
function identityOf({ dev, ino, birthtime }: Deno.FileInfo): string | null {
  const born = birthtime?.getTime();
  return ino && born ? `${dev}:${ino}:${born}` : null;
}

/** Opens a lock's file, with the folder above it, which another process may take away just now. */
function openLock(path: string): Deno.FsFile {
  while (true) {
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    try {
      return Deno.openSync(path, { create: true, read: true, write: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** Removes a lock's file, and the folder above it unless it holds something else. */
function removeLock(path: string): void {
  const folder = path.slice(0, path.lastIndexOf("/"));
  try {
    Deno.removeSync(path);
    if ([...Deno.readDirSync(folder)].length === 0) Deno.removeSync(folder);
  } catch (error) {
    // Another process has come meanwhile and uses the folder, or has removed it.
    const busy = error instanceof Error && "code" in error && error.code === "ENOTEMPTY";
    if (!busy && !(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Whether an open file is the one that stands at a path. */
function isStill(file: Deno.FsFile, path: string): boolean {
  try {
    const [open, there] = [file.statSync(), Deno.statSync(path)];
    return open.ino === there.ino && open.dev === there.dev &&
      open.birthtime?.getTime() === there.birthtime?.getTime();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = encoder.encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    // Who read, such as `head`, has seen enough: the rest is for nobody.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
