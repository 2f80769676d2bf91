/**
 * Faults of a block as they are stored with its values, and back again.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Block, Page } from "../../weave/page/page.ts";
import type { PageValues, StoredFault } from "../../weave/page/values.ts";

/** A fault, its place counted from the block's beginning. */
export function storedFault(
  page: Page,
  block: Block,
  fault: Diagnostic,
  missing: readonly string[] = [],
): StoredFault {
  const { code, message, hint, line, column, endLine, endColumn } = fault;
  const { source } = page;
  const start = line === undefined ? block.span.start : source.offset(line, column ?? 1);
  const end = endLine === undefined ? start + 1 : source.offset(endLine, endColumn ?? 1);
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(missing.length === 0 ? {} : { missing: [...missing] }),
    span: { start: start - block.span.start, end: end - block.span.start },
  };
}

/** The faults that are stored with the values of a page, each at its place. */
export function faultsOfValues(page: Page, values: PageValues): Diagnostic[] {
  return page.blocks.flatMap((block, index) =>
    (values.blocks[index]?.faults ?? []).map(({ code, message, hint, span }) =>
      page.source.diagnostic({ code, message, ...(hint === undefined ? {} : { hint }) }, {
        start: block.span.start + span.start,
        end: block.span.start + span.end,
      })
    )
  );
}
