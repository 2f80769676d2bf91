/**
 * Pages as HTML: the sections below a chapter's head, its title and lead, and the files that it
 * offers.
 *
 * @module
 */
import type { PageTree } from "../../weave/resolve/page_tree.ts";
import type { Block } from "../../weave/resolve/tree.ts";
import type { StepMemory } from "../step_memory.ts";
import type { Drawn, Writer } from "../writer.ts";
import type { Addresses } from "./addresses.ts";
import { HtmlBlocks } from "./blocks.ts";
import { HtmlInlines } from "./inlines.ts";
import { HtmlResults, type ResultFile } from "./results.ts";

/** A page as HTML, without its frame. */
export interface HtmlPage {
  title: string;
  lead: string;
  /** The sections below the chapter's head. */
  body: string;
  files: ResultFile[];
}

/** The page at hand. */
interface Open {
  page: HtmlPage;
  tree: PageTree;
  inlines: HtmlInlines;
  blocks: HtmlBlocks;
  /** Id of the section at hand; null before the first. */
  section: string | null;
  /** Its blocks. */
  written: string[];
}

/** Writes one page. */
export class HtmlWriter implements Writer<HtmlPage> {
  readonly #addresses: Addresses;
  readonly #drawn: Drawn;
  #open: Open | null = null;

  readonly #memory: StepMemory | null;

  /** @param memory What other builds of this process have written. */
  constructor(addresses: Addresses, drawn: Drawn, memory: StepMemory | null = null) {
    this.#memory = memory;
    this.#addresses = addresses;
    this.#drawn = drawn;
  }

  /** Begins a page. */
  begin(tree: PageTree): void {
    const inlines = new HtmlInlines(this.#addresses);
    const results = new HtmlResults(
      tree,
      inlines,
      this.#addresses,
      this.#drawn,
      this.#memory,
    );
    this.#open = {
      page: {
        title: inlines.html(tree.title),
        lead: inlines.html(tree.lead),
        body: "",
        files: results.files,
      },
      tree,
      inlines,
      blocks: new HtmlBlocks(inlines, results),
      section: null,
      written: [],
    };
  }

  /** A block; a heading of the second level begins a section. */
  block(node: Block): void {
    const open = this.#begun();
    if (node.type === "heading" && node.level === 2 && node.id !== null) {
      endSection(open);
      open.section = node.id;
      open.written.push(open.blocks.heading(node, true));
    } else if (node.type === "references") {
      endSection(open);
      open.page.body += open.blocks.block(node);
    } else open.written.push(open.blocks.block(node));
  }

  /** Ends the page. */
  end(): HtmlPage {
    const open = this.#begun();
    endSection(open);
    const { page, tree: { script } } = open;
    if (script !== "") page.files.push({ name: "chapter.R", content: script });
    return page;
  }

  #begun(): Open {
    if (!this.#open) throw new RangeError("No page was begun");
    return this.#open;
  }
}

/** Ends the section at hand; words before the first heading stand in one without a name. */
function endSection(open: Open): void {
  const { page, inlines, section } = open;
  const inner = open.written.join("");
  if (section !== null) {
    page.body += `<section id="${inlines.id(section)}">\n${inner}</section>\n`;
  } else if (inner !== "") page.body += `<div class="section">\n${inner}</div>\n`;
  open.section = null;
  open.written = [];
}
