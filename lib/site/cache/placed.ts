/**
 * Places of faults as counted from the block in which they stand, so that a block whose page was
 * edited around it keeps its faults.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Page } from "../../weave/page/page.ts";

/** A fault whose place may be counted from a block. */
export interface PlacedFault {
  fault: Diagnostic;
  /** The block, with where the fault begins and ends behind its beginning. */
  at?: { block: number; start: number; end: number };
  /** The block on whose first line it was met. */
  met?: number;
}

/** A fault as it is kept; null where it can be kept with the very text of its page alone. */
export function keptFault(page: Page, fault: Diagnostic): PlacedFault | null {
  const { file, line, column, endLine, endColumn, excerpt, metAt } = fault;
  // Words that count lines count those of the page.
  if (/\blines? \d/.test(`${fault.message} ${fault.hint ?? ""}`)) return null;
  let met: { met?: number } = {};
  if (metAt?.file === page.file) {
    const index = page.blocks.findIndex(({ span }) =>
      page.source.place(span.start).line === metAt.line
    );
    if (index < 0) return null;
    met = { met: index };
  } else if (metAt) return null;
  if (file === undefined && line === undefined) return { fault, ...met };
  // What stands in another file was read with the page, or is a page's.
  if (file !== page.file) {
    return /\.(?:md|qmd|rmd|rmarkdown)$/i.test(file ?? "") ? null : { fault, ...met };
  }
  if (line === undefined || column === undefined || endLine === undefined) return null;
  const { source } = page;
  const start = source.offset(line, column);
  const end = source.offset(endLine, endColumn ?? 1);
  const block = page.blocks.findIndex(({ span }) => span.start <= start && start < span.end);
  if (block < 0) return null;
  const from = page.blocks[block]!.span.start;
  const kept = { fault, at: { block, start: start - from, end: end - from }, ...met };
  const again = faultAgain(page, kept);
  const same = again.line === line && again.column === column && again.endLine === endLine &&
    again.endColumn === endColumn && again.excerpt === excerpt;
  return same ? kept : null;
}

/** A fault that was kept, at its place in the page as it is now. */
export function faultAgain(page: Page, { fault, at, met }: PlacedFault): Diagnostic {
  const { source, blocks } = page;
  const own = met === undefined ? fault : {
    ...fault,
    metAt: { file: page.file, line: source.place(blocks[met]!.span.start).line },
  };
  if (!at) return own;
  const from = blocks[at.block]!.span.start;
  const start = source.place(from + at.start);
  const end = source.place(from + at.end);
  return {
    ...own,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    excerpt: source.line(start.line - 1),
  };
}
