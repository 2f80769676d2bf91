/**
 * The values of a page as they are published beside it.
 *
 * @module
 */
import type { StoredBlock } from "../../weave/page/values.ts";
import { isHidden } from "../../weave/page/visibility.ts";
import type { BookChapter } from "../../write/book.ts";
import type { BuildMemory } from "../cache/build_memory.ts";
import { faultForStudents } from "./block_faults.ts";

function withoutFaults({ faults: _faults, ...block }: StoredBlock): StoredBlock {
  return block;
}

/** A page's values as they are published; a student's build keeps none of a solution. */
export function publishedValues(
  entry: BookChapter,
  audience: "all" | "student",
  memory: BuildMemory | null = null,
): string {
  const make = () => publishNow(entry, audience);
  // A student's values leave out what the text of the page says of faults.
  if (!memory || audience === "student") return make();
  const { chapter, numbered: { values, hidden } } = entry;
  const others = JSON.stringify([chapter.file, values.data, values.labels, [...hidden]]);
  return memory.recall("published", chapter.output, [values.blocks, others], make);
}

function publishNow(
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
