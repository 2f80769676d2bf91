/**
 * What writes a page in a format.
 *
 * @module
 */
import type { PageTree } from "../weave/resolve/page_tree.ts";
import type { Block } from "../weave/resolve/tree.ts";

/** Writes one page, block by block; whatever can be wrong with a page was told before. */
export interface Writer<Output> {
  /** Begins a page: its title and lead. */
  begin(page: PageTree): void;
  /** The next of its blocks. */
  block(node: Block): void;
  /** Ends the page. */
  end(): Output;
}

/** A page as a writer writes it. */
export function writePage<Output>(page: PageTree, writer: Writer<Output>): Output {
  writer.begin(page);
  for (const node of page.blocks) writer.block(node);
  return writer.end();
}
