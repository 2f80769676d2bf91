/**
 * The values of a page as they are published beside it.
 *
 * @module
 */
import type { StoredBlock } from "../../weave/page/values.ts";
import { isHidden } from "../../weave/page/visibility.ts";
import type { BookChapter } from "../../write/book.ts";
import { faultForStudents } from "./block_faults.ts";

function withoutFaults({ faults: _faults, ...block }: StoredBlock): StoredBlock {
  return block;
}

/** A page's values as they are published; a student's build keeps none of a solution. */
export function publishedValues(
  { chapter, numbered }: BookChapter,
  audience: "all" | "student",
): string {
  const blocks = numbered.values.blocks.map((block, index) =>
    isHidden(numbered.hidden.get(index) ?? [], audience)
      ? { ...withoutFaults(block), code: "", shown: [], r: "", notes: [] }
      : audience === "student" && block.faults
      ? {
        ...block,
        faults: block.faults.map((each) => faultForStudents(numbered.page.blocks[index]!, each)),
      }
      : block
  );
  return `${JSON.stringify({ page: chapter.file, audience, ...numbered.values, blocks })}\n`;
}
