/**
 * Writing a ledger with the values that it names. Values lie in files that are named by their digest:
 * until the new ledger stands in the place of the old one, everything that the old one names is there,
 * and what no ledger names any more is removed last.
 *
 * @module
 */
import type { World } from "../../world.ts";
import { digestOf } from "../cache/digest.ts";
import { OutputFault } from "../output/output_folder.ts";
import { LEDGER, VALUES } from "./ledger.ts";

/** A file of values that was not finished. */
const PART = /^part-[0-9a-f-]{36}$/;

/** A file of the values, with the beginning of its digest. */
const NAMED = /\.([0-9a-f]{16})(?:\.[^./]*)?$/;

/** What was done. */
export interface WrittenLedger {
  /** False if the ledger was the same already. */
  changed: boolean;
  /** How many files of values are new. */
  written: number;
  /** How many files of values nothing names any more, and were removed. */
  removed: number;
}

/** Writes a ledger and its files, which are given by their paths in the book. @throws {OutputFault} */
export function writeLedger(
  world: World,
  root: string,
  text: string,
  files: ReadonlyMap<string, Uint8Array>,
): WrittenLedger {
  const book = root.replace(/\/+$/, "") || "/";
  refuseLinks(world, book);
  try {
    world.makeFolder(`${book}/${VALUES}`);
    const release = world.lock(`${book}/${VALUES}/lock`);
    try {
      return new LedgerWriter(world, book).write(text, files);
    } finally {
      release();
    }
  } catch (error) {
    if (error instanceof OutputFault) throw error;
    const message = error instanceof Error ? error.message : String(error);
    cannot(
      `"${LEDGER}" cannot be written: ${(message.split("\n")[0] ?? "").replace(/\.$/, "")}`,
      `It and "${VALUES}" lie beside book.yml and must be yours to write` +
        (error instanceof Deno.errors.NotCapable ? "; the task `ledger` may write them" : ""),
    );
  }
}

class LedgerWriter {
  readonly #world: World;
  readonly #book: string;

  constructor(world: World, book: string) {
    this.#world = world;
    this.#book = book;
  }

  write(text: string, files: ReadonlyMap<string, Uint8Array>): WrittenLedger {
    let written = 0;
    for (const [path, bytes] of files) if (this.#put(path, bytes)) written++;
    const changed = this.#put(LEDGER, new TextEncoder().encode(text));
    return { changed, written, removed: this.#clear(VALUES, files) };
  }

  /** Puts a file in its place at once; false if it was there. */
  #put(path: string, bytes: Uint8Array): boolean {
    const world = this.#world;
    const full = `${this.#book}/${path}`;
    const facts = world.facts(full);
    if (facts?.isFile && facts.size === bytes.length) {
      if (digestOf(world.readBytes(full)) === digestOf(bytes)) return false;
    }
    // A name that nobody can have put a link at.
    const part = `${this.#book}/${VALUES}/part-${crypto.randomUUID()}`;
    world.write(part, bytes);
    this.#makeFolders(path);
    world.move(part, full);
    return true;
  }

  /** Makes the folders above a file; what stands there and is none, such as a link, is in the way. */
  #makeFolders(path: string): void {
    const parts = path.split("/").slice(0, -1);
    for (const [i, name] of parts.entries()) {
      const above = [this.#book, ...parts.slice(0, i)].join("/");
      const found = this.#world.entries(above).find((each) => each.name === name);
      if (found && found.kind !== "folder") {
        cannot(
          `"${parts.slice(0, i + 1).join("/")}" is no folder of the book`,
          "Move it away; a build makes it anew",
        );
      }
      if (!found) this.#world.makeFolder(`${above}/${name}`);
    }
  }

  /** Removes files that were made here and are named no more; anything else stays. */
  #clear(folder: string, files: ReadonlyMap<string, Uint8Array>): number {
    const world = this.#world;
    const now = world.now().getTime();
    let removed = 0;
    for (const { name, kind } of world.entries(`${this.#book}/${folder}`)) {
      const path = `${folder}/${name}`;
      const full = `${this.#book}/${path}`;
      if (kind === "folder") {
        removed += this.#clear(path, files);
        if (world.list(full).length === 0) world.remove(full);
      } else if (kind === "file" && !files.has(path)) {
        const begin = NAMED.exec(name)?.[1];
        const unfinished = PART.test(name) && now - (world.facts(full)?.modified ?? now) > 3600e3;
        const own = begin !== undefined && digestOf(world.readBytes(full)).startsWith(begin);
        if (!unfinished && !own) continue;
        world.remove(full);
        if (own) removed++;
      }
    }
    return removed;
  }
}

/** What is written must be the book's own, and no link that leads elsewhere. */
function refuseLinks(world: World, book: string): void {
  for (const { name, kind } of world.entries(book)) {
    const wanted = name === LEDGER ? "file" : name === VALUES ? "folder" : kind;
    if (kind === wanted) continue;
    cannot(
      `"${name}" is no ${wanted} of the book: a ledger must not be written there`,
      "Move it away; a build makes it anew",
    );
  }
}

function cannot(message: string, hint: string): never {
  throw new OutputFault({ code: "cannot-write", severity: "error", message, hint });
}
