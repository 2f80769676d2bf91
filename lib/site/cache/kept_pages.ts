/**
 * Which pages of a book need not be evaluated: all that they follow from is as it was when they were.
 *
 * @module
 */
import type { Page } from "../../weave/page/page.ts";
import type { World } from "../../world.ts";
import type { BuildMemory } from "./build_memory.ts";
import type { CacheFolder } from "./cache_folder.ts";
import { digestOf } from "./digest.ts";
import {
  faultsAgain,
  keptFaults,
  type MadePage,
  type PageFaults,
  type PageRecord,
  passes,
  placesWithin,
} from "./kept_page.ts";
import { type PageParts, pageParts } from "./page_key.ts";
import { type Trace, TracedWorld } from "./trace.ts";
import { type PageReason, reasonOf, type WhyBook } from "./why_book.ts";

/** A page that was kept. */
export interface KeptPage {
  record: PageRecord;
  faults: PageFaults;
}

/** The kept pages of one build. */
export class KeptPages {
  readonly #folder: CacheFolder;
  readonly #pages: ReadonlyMap<string, Page>;
  readonly #world: TracedWorld;
  readonly #parts = new Map<string, PageParts>();
  readonly #found = new Map<string, KeptPage | null>();
  readonly #why: WhyBook;
  readonly #memory: BuildMemory | null;
  readonly #records: boolean;
  #all: string | null = null;

  /** @param records Only pages with what the results ledger has of them are taken. */
  constructor(
    folder: CacheFolder,
    pages: readonly Page[],
    world: World,
    root: string,
    why: WhyBook,
    memory: BuildMemory | null = null,
    records = false,
  ) {
    this.#memory = memory;
    this.#records = records;
    this.#folder = folder;
    this.#pages = new Map(pages.map((page) => [page.file, page]));
    const trace: Trace = new Map();
    this.#world = new TracedWorld(world, root, trace);
    this.#why = why;
  }

  /** A page as it was kept; null if it must be evaluated. */
  find(page: Page): KeptPage | null {
    const known = this.#found.get(page.file);
    if (known !== undefined) return known;
    // A circle of pages is none that was kept.
    this.#found.set(page.file, null);
    let record = this.#read(page);
    if (record && this.#memory && !this.#holds(page, record)) {
      // another process may have evaluated it meanwhile
      this.#memory.drop("record", page.file);
      record = this.#read(page);
    }
    const found = record && this.#holds(page, record)
      ? { record, faults: faultsAgain(page, record.faults) }
      : null;
    this.#found.set(page.file, found);
    return found;
  }

  /**
   * Takes what another thread says that a page came to; false if what it read is not what is there, or
   * it cannot be kept.
   */
  hold(page: Page, made: MadePage): boolean {
    if (!this.#world.holds(made.trace)) return false;
    this.#found.delete(page.file);
    this.keep(page, made);
    return this.#found.has(page.file);
  }

  /** Keeps what a page came to, for later builds. */
  keep(page: Page, made: MadePage): void {
    const { evaluation, audit, fences } = made.faults;
    const uses = this.#idsOf(made.uses);
    const parts = this.#partsOf(page);
    const reason: PageReason = reasonOf(this.#why.of(page.file), parts, made, this.#folder.program);
    this.#why.set(page, parts, made, reason);
    if (uses === null || [...evaluation, ...audit, ...fences].some(passes)) return;
    const { faults, whole } = keptFaults(page, made.faults);
    const wrong = evaluation.some(({ severity }) => severity === "error");
    // The fault may be of an option that stands outside the blocks.
    const options = wrong && Object.keys(page.defaults).length > 0;
    const alone = whole || options || !placesWithin(page, made.values);
    const record: Omit<PageRecord, "id"> = {
      values: made.values,
      faults,
      drawings: made.drawings,
      told: made.told,
      trace: made.trace,
      ...(made.recorded ? { recorded: made.recorded } : {}),
      uses,
      whole: alone ? this.#textOf(page) : null,
      all: wrong || made.all ? this.#textsOfAll() : null,
    };
    const text = JSON.stringify(record);
    const id = digestOf(text);
    const kept = { ...record, id };
    this.#memory?.drop("record", page.file);
    this.#memory?.recall("record", page.file, [this.#name(page)], () => kept);
    this.#found.set(page.file, { record: kept, faults: made.faults });
    // As the whole would be written, which need not be done again.
    this.#folder.write(this.#name(page), `${text.slice(0, -1)},"id":${JSON.stringify(id)}}`);
  }

  #read(page: Page): PageRecord | null {
    const name = this.#name(page);
    const read = (): PageRecord | null => {
      const text = this.#folder.read(name);
      return text === null ? null : JSON.parse(text) as PageRecord;
    };
    this.#folder.use(name);
    return this.#memory?.recall("record", page.file, [name], read) ?? read();
  }

  #holds(page: Page, { trace, uses, whole, all, recorded }: PageRecord): boolean {
    return (recorded !== undefined || !this.#records) &&
      (whole === null || whole === this.#textOf(page)) &&
      (all === null || all === this.#textsOfAll()) &&
      this.#world.holds(trace) &&
      uses.every(([file, id]) => {
        const other = this.#pages.get(file);
        return other !== undefined && this.find(other)?.record.id === id;
      });
  }

  /** The records of other pages; null if one of them is not kept. */
  #idsOf(files: readonly string[]): [string, string][] | null {
    const ids: [string, string][] = [];
    for (const file of files) {
      const id = this.#found.get(file)?.record.id;
      if (id === undefined) return null;
      ids.push([file, id]);
    }
    return ids;
  }

  #name(page: Page): string {
    const { blocks, prose } = this.#partsOf(page);
    return `page-${digestOf(JSON.stringify([this.#folder.program, page.file, blocks, prose]))}`;
  }

  #partsOf(page: Page): PageParts {
    let parts = this.#parts.get(page.file);
    const make = () => pageParts(page);
    if (!parts) {
      parts = this.#memory?.recall("parts", page.file, [page], make) ?? make();
      this.#parts.set(page.file, parts);
    }
    return parts;
  }

  #textOf({ source, defaults }: Page): string {
    return digestOf(JSON.stringify([source.text, defaults]));
  }

  #textsOfAll(): string {
    return this.#all ??= digestOf(
      JSON.stringify([...this.#pages.values()].map((page) => [page.file, page.source.text])),
    );
  }
}
