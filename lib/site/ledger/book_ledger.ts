/**
 * The results ledger of a book in a build: it is compared with what the book comes to, written anew, or
 * the book is made from it.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import type { Page } from "../../weave/page/page.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { Pictures } from "../build/pictures.ts";
import type { SiteOptions } from "../build/site_options.ts";
import { plainJson, Unfit } from "../build/stored_shape.ts";
import { utf8Text } from "../book/utf8_text.ts";
import { digestOf } from "../cache/digest.ts";
import { compareLedgers, type Drift, type Found } from "./compare.ts";
import { FrozenFiles, FrozenValues, heldBytes } from "./frozen_book.ts";
import { dataPath, LEDGER, type LedgerPage, ledgerText, valuesPath } from "./ledger.ts";
import { makeLedger, type PageOfLedger } from "./make_ledger.ts";
import { HINT, ledgerFault, type ReadLedger, readLedger } from "./read_ledger.ts";

/** What a build does with the ledger. */
export type LedgerUse = "compare" | "check" | "update" | "frozen";

/** A ledger that is to be written: its text, and the files that it names by their paths in the book. */
export interface LedgerToWrite {
  text: string;
  files: Map<string, Uint8Array>;
}

/** What a build found. */
export interface Settled {
  diagnostics: Diagnostic[];
  drift: Drift[];
  write: LedgerToWrite | null;
}

/** Differences that are told one by one. */
const MOST = 100;

/** What a build does with the ledger of its book. */
export function ledgerUse({ frozen, check, updateLedger }: SiteOptions): LedgerUse {
  return frozen ? "frozen" : check ? "check" : updateLedger ? "update" : "compare";
}

/** The ledger of one build. */
export class BookLedger {
  readonly use: LedgerUse;
  readonly #files: BookFiles;
  readonly #read: ReadLedger | null;
  readonly diagnostics: Diagnostic[] = [];

  /** @throws {DiagnosticError} `no-ledger`, `bad-ledger` where the build cannot go on without it */
  constructor(files: BookFiles, use: LedgerUse) {
    this.use = use;
    this.#files = files;
    this.#read = this.#open();
    if (this.#read || use === "update" || use === "compare") return;
    fail("no-ledger", `The book has no "${LEDGER}"`, { hint: HINT });
  }

  /** A ledger that cannot be read is in the way of those alone who ask for it. */
  #open(): ReadLedger | null {
    if (this.use === "update") return null;
    try {
      return readLedger(this.#files);
    } catch (error) {
      if (this.use !== "compare" || !(error instanceof DiagnosticError)) throw error;
      addAll(
        this.diagnostics,
        error.diagnostics.map((d) => ({ ...d, severity: "warning" as const })),
      );
      return null;
    }
  }

  /** The book from its ledger. */
  frozen(pictures: Pictures): { values: FrozenValues; files: FrozenFiles } {
    const read = this.#read!;
    const files = new FrozenFiles(this.#files, Object.values(read.ledger.pages));
    for (const file of files.changed()) {
      const path = Object.entries(read.ledger.pages).find(([, { data }]) =>
        Object.hasOwn(data, file)
      );
      this.diagnostics.push({
        ...ledgerFault(
          read.source,
          `"${file}" is not the file that the ledger was written with: what is published is that one`,
          ["pages", path?.[0] ?? "", "data", file],
        ),
        severity: "warning",
      });
    }
    return { values: new FrozenValues(this.#files, read, pictures), files };
  }

  /** Compares the ledger with what the book comes to, or makes it anew. */
  settle(pages: readonly PageOfLedger[], publishData: boolean): Settled {
    const made = makeLedger(pages, publishData);
    const settled: Settled = { diagnostics: this.diagnostics, drift: [], write: null };
    if (this.use === "update") {
      const files = new Map<string, Uint8Array>();
      const encoder = new TextEncoder();
      for (const { page, output } of pages) {
        const { hash, published = [], data } = made.ledger.pages[page.file]!;
        files.set(valuesPath(output, hash), encoder.encode(made.stored.get(page.file)!));
        for (const file of published) {
          const bytes = this.#files.bytes(file);
          if (digestOf(bytes) !== data[file]) {
            fail("stored-values", `"${file}" changed while the book was built`, {
              hint: "Build it again",
            });
          }
          files.set(dataPath(file, data[file]!), bytes);
        }
      }
      settled.write = { text: ledgerText(made.ledger), files };
      return settled;
    }
    const read = this.#read;
    if (!read) return settled;
    const outputs = new Map(pages.map(({ page, output }) => [page.file, output]));
    const { found, aged, near } = compareLedgers(
      read.ledger,
      made,
      (file, page) => this.#stored(outputs.get(file) ?? "", page),
    );
    if (this.use === "check") {
      this.#checkStored(read, outputs);
      this.#tellNear(near, read);
    }
    const sources = new Map(pages.map(({ page }) => [page.file, page]));
    this.#tell(found, sources, read, settled);
    for (const { file, why } of aged) {
      const message =
        `The results of "${file}" are as the ledger says, which is of older files: ${why}`;
      const fault = ledgerFault(read.source, message, ["pages", file]);
      settled.diagnostics.push({ ...fault, code: "aged-ledger", severity: "warning" });
    }
    return settled;
  }

  /** A book from its ledger has the ledger's last digits, and that is not a build of today to the byte. */
  #tellNear(near: readonly string[], { source }: ReadLedger): void {
    const [first] = near;
    if (first === undefined) return;
    const others = near.length - 1;
    const pages = others === 0 ? "" : ` and of ${others} more ${others === 1 ? "page" : "pages"}`;
    this.diagnostics.push({
      ...ledgerFault(
        source,
        `The results of "${first}"${pages} are the ledger's but for their last digits`,
        ["pages", first, "hash"],
      ),
      code: "last-digits",
      severity: "note",
    });
  }

  /** Stored values of a page, whatever they are. */
  #stored(output: string, { hash }: LedgerPage): unknown {
    const path = valuesPath(output, hash);
    try {
      return this.#files.has(path) ? plainJson(utf8Text(path, this.#files.bytes(path))) : null;
    } catch (error) {
      if (error instanceof Unfit || error instanceof DiagnosticError) return null;
      throw error;
    }
  }

  /** Everything that the ledger names is there, and is what it says. */
  #checkStored({ ledger, source }: ReadLedger, outputs: ReadonlyMap<string, string>): void {
    const hold = (path: string, hash: string, at: readonly string[]): void => {
      try {
        heldBytes(this.#files, path, hash);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        const message = error.diagnostics[0]?.message ?? `"${path}" cannot be read`;
        this.diagnostics.push(ledgerFault(source, message, at));
      }
    };
    for (const [file, { hash, published = [], data }] of Object.entries(ledger.pages)) {
      const output = outputs.get(file);
      if (output !== undefined) hold(valuesPath(output, hash), hash, ["pages", file, "hash"]);
      for (const path of published) {
        const own = Object.hasOwn(data, path) ? data[path]! : "";
        hold(dataPath(path, own), own, ["pages", file, "data", path]);
      }
    }
  }

  /** Each difference in a build that checks, one for each page in any other. */
  #tell(
    found: readonly Found[],
    pages: ReadonlyMap<string, Page>,
    read: ReadLedger,
    { diagnostics, drift }: Settled,
  ): void {
    const told = new Map<string, number>();
    for (const each of found) {
      const { block, path, ...own } = each;
      const page = pages.get(own.file);
      const span = page?.blocks[block]?.span;
      drift.push({ ...own, line: page && span ? page.source.place(span.start).line : 0 });
      const count = told.get(own.file) ?? 0;
      told.set(own.file, count + 1);
      if (this.use === "check" ? drift.length > MOST : count > 0) continue;
      const fault = {
        code: "results-drift",
        message: driftWords(each),
        severity: this.use === "check" ? "error" as const : "warning" as const,
        hint: this.use === "check"
          ? `If it is meant so: ${HINT.charAt(0).toLowerCase()}${HINT.slice(1)}`
          : "`heddle build --check` tells all; `heddle build --update-ledger` takes them over",
      };
      if (page && span) {
        const line = page.source.text.indexOf("\n", span.start);
        const end = line < 0 ? span.end : Math.min(line, span.end);
        diagnostics.push(page.source.diagnostic(fault, { start: span.start, end }));
      } else {
        diagnostics.push({ ...ledgerFault(read.source, "", path), ...fault });
      }
    }
    if (this.use === "check") return;
    for (const d of diagnostics) {
      const more = (told.get(d.file ?? "") ?? 1) - 1;
      if (d.code === "results-drift" && more > 0) {
        d.message += `; ${more} more ${more === 1 ? "result" : "results"} of this page`;
      }
    }
  }
}

/** A difference as one sentence. */
function driftWords({ of, what, old, now, relative, why }: Found): string {
  const own = of === "the page" ? "The page" : `\`${of}\``;
  if (old === "" && now === "") {
    return `${own} ${what}${why === "" || of === "the page" ? "" : `: ${why}`}`;
  }
  const size = relative === null ? "" : `, a drift of ${relative.toExponential(1)}`;
  return `${own}: ${what} was ${old} in ${LEDGER} and is ${now}${size}: ${why}`;
}
