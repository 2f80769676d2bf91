/**
 * The R code of a page that leads to what it shows.
 *
 * @module
 */
import { PAGE_ENDING } from "../page/address.ts";
import { addAll } from "../../lists.ts";
import type { NumberedPage } from "../page/number_page.ts";
import { isHidden } from "../page/visibility.ts";
import type { ResolveContext } from "./page_tree.ts";
import { withPackages } from "./r_packages.ts";

/** The scripts of one page. */
export class RScript {
  readonly #numbered: NumberedPage;
  readonly #context: ResolveContext;
  /** By the last block. */
  readonly #made = new Map<number, string>();

  constructor(numbered: NumberedPage, context: ResolveContext) {
    this.#numbered = numbered;
    this.#context = context;
  }

  /** Whether a block is kept from those for whom the book is built. */
  isHidden(index: number, { hidden }: NumberedPage = this.#numbered): boolean {
    return isHidden(hidden.get(index) ?? [], this.#context.audience);
  }

  /** R that runs, up to and with a block. */
  upTo(last: number): string {
    const known = this.#made.get(last);
    if (known !== undefined) return known;
    const pieces = this.#pieces(this.#numbered, last, new Set([this.#numbered.page.file]));
    const script = pieces.length === 0 ? "" : `${withPackages(pieces.join("\n\n"))}\n`;
    this.#made.set(last, script);
    return script;
  }

  /** The R of a page's blocks; that of a page from which values are taken comes before, once. */
  #pieces(numbered: NumberedPage, last: number, seen: Set<string>): string[] {
    const { page, values } = numbered;
    const pieces: string[] = [];
    for (const [index, block] of values.blocks.entries()) {
      if (index > last) break;
      if (this.isHidden(index, numbered)) continue;
      const from = page.blocks[index]?.options["from"]?.value ?? [];
      for (const each of Array.isArray(from) ? from : [from]) {
        const name = String(each);
        const other = this.#context.pages.find(({ page: { file } }) =>
          file === name || file.replace(PAGE_ENDING, "") === name
        );
        const file = other?.page.file ?? name;
        if (!other || seen.has(file)) continue;
        seen.add(file);
        const taken = this.#pieces(other, other.values.blocks.length - 1, seen);
        const [here, there] = [page.file, file].map((f) => f.split("/").slice(0, -1));
        const way = [...here!.map(() => ".."), ...there!].join("/");
        // Each page reads its data from its own folder.
        const moved = here!.join("/") !== there!.join("/");
        const folder = `page_folder_${seen.size}`;
        if (moved) pieces.push(`${folder} <- setwd(${JSON.stringify(way === "" ? "." : way)})`);
        addAll(pieces, [`# Of the page ${file}:`, ...taken]);
        if (moved) pieces.push(`setwd(${folder})`);
      }
      if (block.kind === "model" && block.r.trim() !== "") pieces.push(block.r.trim());
    }
    return pieces;
  }
}
