/**
 * Why each page of a book was evaluated when it was, and what it followed from: kept for those who
 * ask.
 *
 * @module
 */
import type { Page } from "../../weave/page/page.ts";
import { targetsIn } from "./names_given.ts";
import type { CacheFolder } from "./cache_folder.ts";
import type { MadePage } from "./kept_page.ts";
import type { PageParts } from "./page_key.ts";

/** Why a page was evaluated. */
export interface PageReason {
  /** One sentence each, without a full stop. */
  why: string[];
}

/** A block as it is asked for. */
export interface WhyBlock {
  /** Its first line when the page was evaluated. */
  line: number;
  label: string | null;
  /** Names that it gives values to. */
  names: string[];
  /** Digest of its code and its options. */
  digest: string;
}

/** What is known of a page. */
export interface WhyPage extends PageReason {
  program: string;
  prose: string;
  blocks: WhyBlock[];
  /** What it asked of the disk, with the answers. */
  trace: [string, string][];
  uses: string[];
}

/** What is known of the pages of a book. */
export class WhyBook {
  readonly #folder: CacheFolder;
  readonly #pages: Record<string, WhyPage>;
  #changed = false;

  constructor(folder: CacheFolder) {
    this.#folder = folder;
    const text = folder.read("why");
    this.#pages = text === null ? {} : JSON.parse(text) as Record<string, WhyPage>;
  }

  /** What is known of a page; null if it was never evaluated. */
  of(file: string): WhyPage | null {
    return Object.hasOwn(this.#pages, file) ? this.#pages[file]! : null;
  }

  /** Pages, by their files. */
  pages(): [string, WhyPage][] {
    return Object.entries(this.#pages);
  }

  /** Keeps why a page was evaluated. */
  set(
    page: Page,
    { blocks, prose }: PageParts,
    made: MadePage,
    reason: PageReason & { program?: string },
  ): void {
    this.#changed = true;
    this.#pages[page.file] = {
      ...reason,
      program: reason.program ?? "",
      prose,
      blocks: page.blocks.map((block, index) => ({
        line: page.source.place(block.span.start).line,
        label: block.options["label"] ? String(block.options["label"].value) : null,
        names: block.kind === "model" ? targetsIn(block) : [],
        digest: blocks[index] ?? "",
      })),
      trace: made.trace,
      uses: made.uses,
    };
  }

  /** Writes what is new. */
  keep(): void {
    if (this.#changed) this.#folder.write("why", JSON.stringify(this.#pages));
  }
}

/** Why a page is evaluated, by what is known of the last time. */
export function reasonOf(
  last: WhyPage | null,
  parts: PageParts,
  made: MadePage,
  program: string,
): PageReason & { program: string } {
  const why: string[] = [];
  if (!last) why.push("it was not evaluated before");
  else {
    if (last.program !== program) why.push("another Heddle evaluated it");
    if (last.prose !== parts.prose) why.push("prose that the auditor holds to the models changed");
    const digests = new Set(last.blocks.map(({ digest }) => digest));
    parts.blocks.forEach((digest, index) => {
      if (!digests.has(digest)) why.push(`its block ${index + 1} changed`);
    });
    if (last.blocks.length > parts.blocks.length) why.push("a block was taken away");
    const before = new Map(last.trace);
    for (const [question, answer] of made.trace) {
      const old = before.get(question);
      if (old === undefined || old === answer) continue;
      const path = question.slice(question.indexOf(" ") + 1).replace(/^\.\//, "");
      const told = answer === "nothing" ? `"${path}" is gone` : `"${path}" changed`;
      if (!why.includes(told)) why.push(told);
    }
    if (why.length === 0) {
      why.push(
        made.uses.length > 0
          ? "a page whose values it takes was evaluated"
          : "what was kept of it could not be used",
      );
    }
  }
  return { why, program };
}
