/**
 * What each block of a book came to, for those who count.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { type Block, isForR, type Page } from "../../weave/page/page.ts";
import type { PageValues, StoredBlock } from "../../weave/page/values.ts";
import type { SiteOptions } from "./site_options.ts";

/** What one block came to. */
export interface BlockReport {
  /** Its page, relative to the book's root. */
  file: string;
  /** Its first line, that of the fence; 1-based. */
  line: number;
  /** Its last line, that of the closing fence. */
  endLine: number;
  /** R, or a picture by Observable Plot. */
  kind: "model" | "plot";
  /**
   * `depends-on-failed`: nothing in it fails but for want of what failed before; `stored`: its values
   * were not computed in this build; `not-evaluated`: it is not to run.
   */
  status: "ran" | "failed" | "depends-on-failed" | "stored" | "not-evaluated";
  /** Functions, arguments (`cld(delta=)`) and syntax that were not known. */
  missing: string[];
  /** What R's console would show, value by value; empty unless texts were asked for. */
  shown: string[];
}

/** All blocks, in the order of the pages. */
export async function reportBlocks(
  pages: readonly Page[],
  values: ReadonlyMap<string, PageValues>,
  { fromValues, frozen, texts }: SiteOptions,
): Promise<BlockReport[]> {
  const printed = texts ? await printer() : () => [];
  return pages.flatMap((page) =>
    page.blocks.flatMap((block, index): BlockReport[] => {
      if (block.kind === "inline") return [];
      const stored = values.get(page.file)?.blocks[index];
      const missing = (stored?.faults ?? []).flatMap((fault) => fault.missing ?? []);
      return [{
        file: page.file,
        line: page.source.place(block.span.start).line,
        endLine: page.source.place(block.span.end).line,
        kind: block.kind,
        status: statusOf(block, stored, fromValues !== undefined || frozen === true),
        missing: [...new Set(missing)],
        shown: stored ? printed(stored, block) : [],
      }];
    })
  );
}

function statusOf(
  block: Block,
  stored: StoredBlock | undefined,
  earlier: boolean,
): BlockReport["status"] {
  if (block.options["eval"]?.value === false) return "not-evaluated";
  if (!stored) return "not-evaluated";
  if (stored.failed) return (stored.faults ?? []).length === 0 ? "depends-on-failed" : "failed";
  return earlier || isForR(block) ? "stored" : "ran";
}

async function printer(): Promise<(stored: StoredBlock, block: Block) => string[]> {
  const { textLines } = await imported<typeof import("../../render/text/render_text.ts")>(
    "../../render/text/render_text.ts",
    import.meta,
  );
  return ({ shown }, { options }) => {
    const digits = options["digits"]?.value;
    return shown.map(({ value }) =>
      textLines(value, typeof digits === "number" ? digits : undefined).join("\n")
    );
  };
}
