/**
 * Faults of a block as they are stored with its values, and back again.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Block, Page } from "../../weave/page/page.ts";
import { FAILS_ELSEWHERE } from "../../weave/resolve/tree.ts";
import type { PageValues, StoredFault } from "../../weave/page/values.ts";

/** A fault of a block, which says so where it stands in another one or on another page. */
export function metIn(page: Page, block: Block, fault: Diagnostic): Diagnostic {
  const { file, line } = fault;
  if (file === undefined || line === undefined) return fault;
  const from = page.source.place(block.span.start).line;
  const to = page.source.place(block.span.end).line;
  const inside = file === page.file && from <= line && line <= to;
  return inside ? fault : { ...fault, metAt: { file: page.file, line: from } };
}

/** A fault, its place counted from the block's beginning. */
export function storedFault(
  page: Page,
  block: Block,
  fault: Diagnostic,
  missing: readonly string[] = [],
): StoredFault {
  const { code, message, hint, file, line, column, endLine, endColumn } = fault;
  const { source } = page;
  const words = {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(missing.length === 0 ? {} : { missing: [...missing] }),
  };
  const span = { start: 0, end: 1 };
  if (line === undefined) return { ...words, span };
  if (file !== undefined && file !== page.file) {
    return { ...words, span, elsewhere: { file, line } };
  }
  const start = source.offset(line, column ?? 1);
  const end = endLine === undefined ? start + 1 : source.offset(endLine, endColumn ?? 1);
  return { ...words, span: { start: start - block.span.start, end: end - block.span.start } };
}

/** The faults that are stored with the values of a page, each at its place. */
export function faultsOfValues(page: Page, values: PageValues): Diagnostic[] {
  return page.blocks.flatMap((block, index) =>
    (values.blocks[index]?.faults ?? []).map((fault) => {
      const { code, message, hint, span, elsewhere } = fault;
      const start = block.span.start + span.start;
      const placed = page.source.diagnostic(
        { code, message, ...(hint === undefined ? {} : { hint }) },
        { start, end: block.span.start + span.end },
      );
      if (!elsewhere) return metIn(page, block, placed);
      const words = { code, message, ...(hint === undefined ? {} : { hint }) };
      return metIn(page, block, { severity: "error", ...words, ...elsewhere });
    })
  );
}

/** What is said to students of a fault: a hint is for the author, and other lines may be a solution's. */
export function faultForStudents(block: Block, fault: StoredFault): StoredFault {
  const { code, span, elsewhere } = fault;
  const { start, end } = block.span;
  if (!elsewhere && span.start >= 0 && span.start < end - start) {
    const { hint: _hint, ...words } = fault;
    return words;
  }
  return { code, message: FAILS_ELSEWHERE, span, ...(elsewhere ? { elsewhere } : {}) };
}
