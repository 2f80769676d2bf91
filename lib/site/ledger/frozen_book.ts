/**
 * A book from its ledger: values and published data as they were stored, each held to its digest.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail, type Span } from "../../diagnostic.ts";
import type { Page } from "../../weave/page/page.ts";
import type { PageValues } from "../../weave/page/values.ts";
import { BookFiles, leavesRoot } from "../book/book_files.ts";
import { utf8Text } from "../book/utf8_text.ts";
import type { EarlierValues } from "../build/obtain_values.ts";
import type { Pictures } from "../build/pictures.ts";
import { StoredValues } from "../build/stored_values.ts";
import { digestOf } from "../cache/digest.ts";
import { ownOf } from "./apart.ts";
import { dataPath, LEDGER, type LedgerPage, valuesPath } from "./ledger.ts";
import { blockDigest } from "./make_ledger.ts";
import { HINT, LEDGER_BYTES, type ReadLedger } from "./read_ledger.ts";

/** Values of pages as a ledger names them. */
export class FrozenValues implements EarlierValues {
  readonly #files: BookFiles;
  readonly #read: ReadLedger;
  readonly #stored: StoredValues;

  constructor(files: BookFiles, read: ReadLedger, pictures: Pictures) {
    this.#files = files;
    this.#read = read;
    this.#stored = new StoredValues(files.world, files.root, pictures, HINT);
  }

  /** Why values could not be had. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#stored.diagnostics;
  }

  async read(page: Page, output: string): Promise<PageValues> {
    if (page.blocks.length === 0) return { blocks: [], data: [], labels: {} };
    const entry = ownOf(this.#read.ledger.pages, page.file);
    const fault = (message: string, span?: Span) => this.#stored.fault(page, message, span);
    if (!entry) return fault(`"${LEDGER}" has nothing of this page`);
    const changed = page.blocks.findIndex((block, i) => blockDigest(block) !== entry.blocks[i]);
    if (changed >= 0 || entry.blocks.length !== page.blocks.length) {
      return fault(
        changed < 0
          ? `"${LEDGER}" has values of a block that this page does not have any more`
          : `"${LEDGER}" has the values of another text than this block, or of other options`,
        page.blocks[changed]?.span,
      );
    }
    const path = valuesPath(output, entry.hash);
    try {
      const text = utf8Text(path, heldBytes(this.#files, path, entry.hash));
      return await this.#stored.fit(page, path, text);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return fault(error.diagnostics[0]?.message ?? `"${path}" cannot be read`);
    }
  }
}

/** The bytes of a file that a ledger names. @throws {DiagnosticError} if they are others */
export function heldBytes(files: BookFiles, path: string, hash: string): Uint8Array {
  if (!files.has(path)) {
    fail("stored-values", `There is no file "${path}", which "${LEDGER}" names`, { hint: HINT });
  }
  const full = files.find(path);
  if ((files.world.facts(full)?.size ?? 0) > LEDGER_BYTES) {
    fail("stored-values", `"${path}" has more than ${LEDGER_BYTES} bytes`, { hint: HINT });
  }
  const bytes = files.world.readBytes(full);
  if (digestOf(bytes) !== hash) {
    fail("stored-values", `"${path}" is not what "${LEDGER}" says that it is`, { hint: HINT });
  }
  return bytes;
}

/** The files of a book, with the published data of its ledger in the place of those that it lacks. */
export class FrozenFiles extends BookFiles {
  readonly #held = new Map<string, string>();
  readonly #own: BookFiles;

  constructor(files: BookFiles, pages: readonly LedgerPage[]) {
    super(files.world, files.root);
    this.#own = files;
    for (const { published = [], data } of pages) {
      for (const file of published) {
        const hash = ownOf(data, file);
        if (hash !== undefined && !leavesRoot(file)) this.#held.set(file, hash);
      }
    }
  }

  override has(path: string): boolean {
    return super.has(path) || this.#stored(path) !== null;
  }

  override bytes(path: string): Uint8Array {
    const hash = this.#held.get(path);
    if (hash === undefined) return super.bytes(path);
    if (this.#own.has(path)) {
      const bytes = super.bytes(path);
      // numbers and data of a page are of one time
      if (digestOf(bytes) === hash) return bytes;
    }
    return heldBytes(this.#own, dataPath(path, hash), hash);
  }

  /** Files of data that are there and are not those of the ledger. */
  changed(): string[] {
    return [...this.#held].flatMap(([path, hash]) =>
      this.#own.has(path) && digestOf(super.bytes(path)) !== hash ? [path] : []
    );
  }

  #stored(path: string): string | null {
    const hash = this.#held.get(path);
    return hash !== undefined && this.#own.has(dataPath(path, hash)) ? hash : null;
  }
}
