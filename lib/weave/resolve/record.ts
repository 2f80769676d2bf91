/**
 * What is gathered while a page is resolved: faults, the words of the search, files that are asked
 * for.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { Fault, Source } from "../page/source.ts";
import type { Block } from "./tree.ts";
import type { AskedFile, SearchEntry } from "./page_tree.ts";

/** The record of one page. */
export class PageRecord {
  readonly diagnostics: Diagnostic[] = [];
  readonly assets: AskedFile[] = [];
  readonly search: SearchEntry[] = [];
  /** Where the blocks of the page stand in its file. */
  readonly places = new Map<Block, Span>();
  /** What readers of this book do not see. */
  readonly hidden: Span[] = [];
  readonly #source: Source;
  #words = "";
  #passage: Omit<SearchEntry, "text">;

  /** `title` is that of the page, under which its first words are found. */
  constructor(source: Source, title: string) {
    this.#source = source;
    this.#passage = { id: "", title };
  }

  /** A fault at its place. */
  fault(fault: Fault, span: Span): void {
    this.diagnostics.push(this.#source.diagnostic(fault, span));
  }

  /** Words for the search. */
  say(words: string): void {
    this.#words += words;
  }

  /** The words since the last passage began. */
  get said(): string {
    return this.#words.trim();
  }

  /** Forgets the words since the last passage began. */
  unsay(): void {
    this.#words = "";
  }

  /** Does what says words that are not to be found. */
  silently<T>(step: () => T): T {
    const words = this.#words;
    const result = step();
    this.#words = words;
    return result;
  }

  /** Ends the passage and begins another; gives the one that was open. */
  begin(id: string, title: string): Omit<SearchEntry, "text"> {
    const before = this.#passage;
    this.end();
    this.#passage = { id, title };
    return before;
  }

  /** Ends the passage at hand. */
  end(): void {
    // One blank between words is as it should be: nearly all are.
    const text = this.said.replace(/\s{2,}|[^\S ]/g, " ");
    this.unsay();
    if (text !== "" || this.#passage.title !== "") this.search.push({ ...this.#passage, text });
  }
}
