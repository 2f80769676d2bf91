/**
 * What writes pages in a format.
 *
 * @module
 */
import type { Shown } from "../render/shown.ts";
import type { PageTree } from "../weave/resolve/page_tree.ts";
import type { Block } from "../weave/resolve/tree.ts";

/** Writes pages, block by block; whatever can be wrong with a page was told before. */
export interface Writer<Output> {
  /** Begins a page, the first or, where a format has several in a file, the next. */
  begin(page: PageTree): void;
  /** The next of its blocks. */
  block(node: Block): void;
  /** Ends the last page. */
  end(): Output;
}

/** Pages as a writer writes them. */
export function writePages<Output>(pages: readonly PageTree[], writer: Writer<Output>): Output {
  for (const page of pages) {
    writer.begin(page);
    for (const node of page.blocks) writer.block(node);
  }
  return writer.end();
}

/** A figure that was drawn: in a page of the web, and as a file. */
export interface Drawing {
  html: string;
  svg: string;
}

/** What was drawn of a figure elsewhere; undefined for one that is to be drawn here. */
export type Drawn = (shown: Shown) => Drawing | undefined;
