/**
 * `.heddle` beside `book.yml`: what builds keep for later ones. It may be deleted at any time.
 *
 * An entry is sealed with what names this folder on this disk (its number and its time of birth),
 * which nobody who hands over a book can know: what was damaged, made by hand, or came with a
 * folder from elsewhere, is not believed, and made anew.
 *
 * @module
 */
import type { World } from "../../world.ts";
import { digestOf } from "./digest.ts";
import { programKey } from "./program_key.ts";

/** The name of the folder. */
export const CACHE = ".heddle";

/** Bytes that all entries may have; the oldest that a build did not use go first. */
export const CACHE_BYTES = 512e6;

/** Names of entries. */
const ENTRY = /^(?:site|page)-[0-9a-f]{64}$|^(?:why)$/;

/** Names of entries that were not finished. */
const PART = /^part-[0-9a-f-]{36}$/;

/** Kept entries of one book. */
export class CacheFolder {
  readonly #world: World;
  readonly #path: string;
  #writes: boolean;
  readonly #used = new Set<string>();
  #seal: string | null = null;
  #wrote = false;

  readonly #program: string | undefined;

  /**
   * @param root Folder of the book.
   * @param writes False where entries are only read.
   * @param program What names the program, if not its own files.
   */
  constructor(
    world: World,
    root: string,
    { writes = true, program }: { writes?: boolean; program?: string | undefined } = {},
  ) {
    this.#program = program;
    this.#world = world;
    this.#path = `${root.replace(/\/+$/, "")}/${CACHE}`;
    this.#writes = writes;
    try {
      const own = world.entries(root).find(({ name }) => name === CACHE);
      if (own?.kind === "folder") this.#seal = this.#sealOf();
      else if (own || !writes) this.#writes = false;
    } catch {
      this.#writes = false;
    }
  }

  /** Whether an earlier build kept anything. */
  get found(): boolean {
    return this.#seal !== null;
  }

  /** What names the program that makes entries. */
  get program(): string {
    return this.#program ?? programKey();
  }

  /** An entry as it was written; null if there is none that can be believed. */
  read(name: string): string | null {
    if (this.#seal === null || !ENTRY.test(name)) return null;
    try {
      const text = this.#world.readText(`${this.#path}/${name}`);
      const end = text.indexOf("\n");
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== this.#sealed(name, body)) return null;
      this.#used.add(name);
      return body;
    } catch {
      return null;
    }
  }

  /** Says that this build uses an entry, which then stays. */
  use(name: string): void {
    this.#used.add(name);
  }

  /** Keeps an entry: the old one or the new one is there, never a piece. */
  write(name: string, body: string): void {
    if (!this.#writes || !ENTRY.test(name)) return;
    try {
      this.#open();
      if (this.#seal === null) return;
      // A name that nobody can have put a link at.
      const part = `${this.#path}/part-${crypto.randomUUID()}`;
      this.#world.write(part, `${this.#sealed(name, body)}\n${body}`);
      this.#world.move(part, `${this.#path}/${name}`);
      this.#used.add(name);
      this.#wrote = true;
    } catch {
      // A build is good without its cache: a disk that is full or read-only only makes it slower.
      this.#writes = false;
    }
  }

  /** Removes what is beyond the size, and what was not finished; never what this build used. */
  tidy(most = CACHE_BYTES): void {
    if (!this.#writes || !this.#wrote) return;
    try {
      const world = this.#world;
      const now = world.now().getTime();
      const entries = world.entries(this.#path).flatMap(({ name, kind }) => {
        if (kind !== "file") return [];
        const facts = world.facts(`${this.#path}/${name}`);
        return facts ? [{ name, size: facts.size, modified: facts.modified ?? 0 }] : [];
      });
      for (const { name, modified } of entries) {
        if (PART.test(name) && now - modified > 3600e3) world.remove(`${this.#path}/${name}`);
      }
      let total = entries.reduce((sum, { size }) => sum + size, 0);
      const old = entries.filter(({ name }) => ENTRY.test(name) && !this.#used.has(name))
        .sort((a, b) => a.modified - b.modified);
      for (const { name, size } of old) {
        if (total <= most) break;
        world.remove(`${this.#path}/${name}`);
        total -= size;
      }
    } catch {
      // another build tidies at the same time
    }
  }

  #open(): void {
    if (this.#seal !== null) return;
    this.#world.makeFolder(this.#path);
    this.#world.write(`${this.#path}/.gitignore`, "*\n");
    this.#seal = this.#sealOf();
    if (this.#seal === null) this.#writes = false;
  }

  #sealOf(): string | null {
    return this.#world.facts(this.#path)?.identity ?? null;
  }

  #sealed(name: string, body: string): string {
    return digestOf(`${this.#seal}\n${name}\n${body}`);
  }
}
