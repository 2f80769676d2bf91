/**
 * The real world: disk, clock and terminal by way of Deno.
 *
 * @module
 */
import type { FileFacts, World } from "../world.ts";

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
    const part = `${path}.part`;
    try {
      Deno.writeFileSync(part, bytes);
    } catch (error) {
      const slash = path.lastIndexOf("/");
      if (!(error instanceof Deno.errors.NotFound) || slash < 1) throw error;
      Deno.mkdirSync(path.slice(0, slash), { recursive: true });
      Deno.writeFileSync(part, bytes);
    }
    Deno.renameSync(part, path);
  }

  remove(path: string): void {
    Deno.removeSync(path);
  }

  list(path: string): string[] {
    return [...Deno.readDirSync(path)].map((entry) => entry.name).sort();
  }

  facts(path: string): FileFacts | null {
    try {
      const facts = Deno.statSync(path);
      return {
        isFile: facts.isFile,
        isDirectory: facts.isDirectory,
        size: facts.size,
        modified: facts.mtime?.getTime() ?? null,
      };
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        return null;
      }
      throw error;
    }
  }

  realPath(path: string): string {
    return Deno.realPathSync(path);
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

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = encoder.encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
}
