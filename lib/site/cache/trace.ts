/**
 * What was asked of the disk, and what it answered: an answer that depends on nothing else is the
 * same as long as these are. That a file is not there is an answer too.
 *
 * @module
 */
import type { FileFacts, FolderEntry, World } from "../../world.ts";
import { digestOf } from "./digest.ts";

/** Questions with their answers; a question is its kind and a path, from the book's root if below. */
export type Trace = Map<string, string>;

const NOTHING = "nothing";

/** Something changed while it was read: nothing follows from both. Its answer is the file, if it is one. */
const TORN = "torn ";

/** A file that had two contents while it was read, from the book's root; null if none had. */
export function tornFile(trace: Trace): string | null {
  return trace.get(TORN)?.replace(/^\.\//, "") || null;
}

/** What builds put into a folder themselves. */
const MADE = new Set([".heddle", "_site", "_site.next", "results.lock.json", "results.values"]);

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Digests of bytes that were read, so that nobody makes them twice. */
const digests = new WeakMap<Uint8Array, string>();

function digestOfBytes(bytes: Uint8Array): string {
  let digest = digests.get(bytes);
  if (digest === undefined) digests.set(bytes, digest = digestOf(bytes));
  return digest;
}

/** A world that notes what is read of it; what is written goes through. */
export class TracedWorld implements World {
  readonly #inner: World;
  readonly #root: string;
  readonly #trace: Trace;
  #real: string | null = null;

  /** @param root Folder of the book, as paths begin with it. */
  constructor(inner: World, root: string, trace: Trace) {
    this.#inner = inner;
    this.#root = root.replace(/\/+$/, "") || "/";
    this.#trace = trace;
  }

  readText(path: string): string {
    return decoder.decode(this.readBytes(path));
  }

  readBytes(path: string): Uint8Array {
    let bytes: Uint8Array;
    try {
      bytes = this.#inner.readBytes(path);
    } catch (error) {
      this.#note("bytes", path, NOTHING);
      throw error;
    }
    this.#note("bytes", path, digestOfBytes(bytes));
    return bytes;
  }

  list(path: string): string[] {
    const names = this.#inner.list(path);
    this.#note("list", path, digestOf(JSON.stringify(names.filter((name) => !MADE.has(name)))));
    return names;
  }

  entries(path: string): FolderEntry[] {
    const entries = this.#inner.entries(path);
    this.#note(
      "entries",
      path,
      digestOf(JSON.stringify(entries.filter(({ name }) => !MADE.has(name)))),
    );
    return entries;
  }

  facts(path: string): FileFacts | null {
    const facts = this.#inner.facts(path);
    this.#note("facts", path, kindOf(facts));
    if (!facts) return null;
    const sized = (): number => {
      this.#note("size", path, String(facts.size));
      return facts.size;
    };
    return {
      isFile: facts.isFile,
      isDirectory: facts.isDirectory,
      modified: facts.modified,
      get size() {
        return sized();
      },
    };
  }

  realPath(path: string): string {
    const real = this.#inner.realPath(path);
    this.#note("real", path, this.#fromReal(real));
    return real;
  }

  write(path: string, content: string | Uint8Array): void {
    this.#inner.write(path, content);
  }
  remove(path: string): void {
    this.#inner.remove(path);
  }
  makeFolder(path: string): void {
    this.#inner.makeFolder(path);
  }
  move(from: string, to: string): void {
    this.#inner.move(from, to);
  }
  share(from: string, to: string): void {
    this.#inner.share(from, to);
  }
  lock(path: string): () => void {
    return this.#inner.lock(path);
  }
  now(): Date {
    return this.#inner.now();
  }
  print(text: string): void {
    this.#inner.print(text);
  }
  warn(text: string): void {
    this.#inner.warn(text);
  }

  /** Whether each question of a trace has its answer still; the answers are noted here too. */
  holds(trace: Iterable<readonly [string, string]>): boolean {
    for (const [question, answer] of trace) {
      if (this.#answer(question) !== answer) return false;
    }
    return true;
  }

  #answer(question: string): string {
    if (question === TORN) return NOTHING;
    const known = this.#trace.get(question);
    if (known !== undefined) return known;
    const space = question.indexOf(" ");
    const path = this.#full(question.slice(space + 1));
    try {
      switch (question.slice(0, space)) {
        case "bytes":
          this.readBytes(path);
          break;
        case "list":
          this.list(path);
          break;
        case "entries":
          this.entries(path);
          break;
        case "facts":
          this.facts(path);
          break;
        case "size":
          void this.facts(path)?.size;
          break;
        case "real":
          this.realPath(path);
      }
    } catch {
      // what cannot be asked any more has another answer
    }
    return this.#trace.get(question) ?? NOTHING;
  }

  #note(kind: string, path: string, answer: string): void {
    const question = `${kind} ${this.#short(path)}`;
    const before = this.#trace.get(question);
    if (before !== undefined && before !== answer && !this.#trace.get(TORN)) {
      const isFile = kind !== "list" && kind !== "entries";
      this.#trace.set(TORN, isFile ? this.#short(path) : "");
    }
    this.#trace.set(question, answer);
  }

  /** A path from the root begins with `./`: the same book has the same names wherever it lies. */
  #short(path: string): string {
    if (path === this.#root) return "./";
    const within = this.#root === "/" ? "/" : `${this.#root}/`;
    return path.startsWith(within) ? `./${path.slice(within.length)}` : path;
  }

  #full(short: string): string {
    if (short === "./") return this.#root;
    if (!short.startsWith("./")) return short;
    return this.#root === "/" ? short.slice(1) : `${this.#root}/${short.slice(2)}`;
  }

  #fromReal(path: string): string {
    const root = this.#real ??= this.#inner.realPath(this.#root);
    if (path === root) return "./";
    return path.startsWith(`${root}/`) ? `./${path.slice(root.length + 1)}` : path;
  }
}

function kindOf(facts: FileFacts | null): string {
  if (!facts) return NOTHING;
  return facts.isFile ? "file" : facts.isDirectory ? "folder" : "other";
}
