/**
 * Faults that stand in a page, each behind the block that it was made in, and a word on top of how
 * many there are. What readers of the book do not see takes its faults along.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { Page } from "../page/page.ts";
import type { Audience } from "../page/visibility.ts";
import type { PageTree } from "./page_tree.ts";
import { type Block, FAILS_ELSEWHERE, type FaultBlock } from "./tree.ts";

/** Signs of a line that are shown. */
const LONGEST = 160;

/** Elements that may hold a box. */
const HOLDS = /^(div|section|details|blockquote)$/;

/** Puts the faults of a page into its tree. */
export function showFaults(
  tree: PageTree,
  page: Page,
  faults: readonly Diagnostic[],
  audience: Audience,
): void {
  const shown = new ShownFaults(tree, page, audience);
  for (const fault of faults) shown.take(fault);
  shown.finish();
}

/** A place in a list of blocks, and that of the innermost block around it. */
interface Spot {
  list: Block[];
  index: number;
  around: Span | undefined;
}

class ShownFaults {
  readonly #tree: PageTree;
  readonly #page: Page;
  readonly #audience: Audience;
  readonly #places: Map<Block, Span>;

  constructor(tree: PageTree, page: Page, audience: Audience) {
    this.#tree = tree;
    this.#page = page;
    this.#audience = audience;
    this.#places = new Map(tree.places);
  }

  take(fault: Diagnostic): void {
    const { metAt } = fault;
    const own = this.#placeOf(fault);
    const at = metAt?.file === this.#page.file ? this.#page.source.offset(metAt.line, 1) : own;
    if (at === null) {
      this.#tree.blocks.splice(this.#top(), 0, this.#box(fault, own));
      return;
    }
    const { list, index, around } = this.#spot(this.#tree.blocks, at);
    if (this.#isHidden(at, around)) return;
    const box = this.#box(fault, own);
    this.#places.set(box, around ?? { start: at, end: at });
    list.splice(index, 0, box);
  }

  /** Where a fault stands on the page; null for one of another file or without a place. */
  #placeOf({ file, line, column }: Diagnostic): number | null {
    return file === this.#page.file && line !== undefined
      ? this.#page.source.offset(line, column ?? 1)
      : null;
  }

  /** Numbers the boxes in the order of the page, and says on top how many there are. */
  finish(): void {
    const { blocks } = this.#tree;
    const boxes = boxesIn(blocks);
    for (const [index, box] of boxes.entries()) box.id = `heddle-fault-${index + 1}`;
    const banner = blocks.findIndex(({ type }) => type === "faults");
    if (banner >= 0) blocks.splice(banner, 1);
    const [first] = boxes;
    if (first) blocks.unshift({ type: "faults", count: boxes.length, first: first.id });
  }

  /** Below what was put on top already. */
  #top(): number {
    const { blocks } = this.#tree;
    const first = blocks.findIndex(({ type }) => type !== "faults" && type !== "fault");
    return first < 0 ? blocks.length : first;
  }

  /** Where a box belongs: behind the innermost block around a place, or between two others. */
  #spot(list: Block[], at: number): Spot {
    for (const block of list) {
      const lists = innerLists(block);
      const span = this.#places.get(block);
      if (!span) {
        const inner = lists.find((each) => each.some((one) => this.#isAround(one, at)));
        if (inner) return this.#spot(inner, at);
        continue;
      }
      if (block.type === "fault" || !this.#isAround(block, at)) continue;
      const inner = lists.findLast((each) => each.some((one) => this.#startOf(one) <= at)) ??
        lists[0];
      if (inner) {
        const spot = this.#spot(inner, at);
        return { ...spot, around: spot.around ?? span };
      }
      const last = list.findLastIndex((each) => this.#startOf(each) === span.start);
      return { list, index: last + 1, around: span };
    }
    const next = list.findIndex((each) =>
      each.type === "references" || this.#places.has(each) && this.#startOf(each) > at
    );
    return { list, index: next < 0 ? list.length : next, around: undefined };
  }

  #isAround(block: Block, at: number): boolean {
    const span = this.#places.get(block);
    return span !== undefined && span.start <= at && at < span.end;
  }

  #startOf(block: Block): number {
    return this.#places.get(block)?.start ?? Infinity;
  }

  /** Whether a place is kept from the readers; a note that is called elsewhere too is seen. */
  #isHidden(at: number, seen: Span | undefined): boolean {
    return this.#tree.hidden.some(({ start, end }) =>
      start <= at && at < end && !(seen && start <= seen.start && seen.end <= end)
    );
  }

  #box(fault: Diagnostic, at: number | null): FaultBlock {
    const { code, message, hint, metAt } = fault;
    const { file, line } = fault.line !== undefined && fault.file === this.#page.file
      ? this.#page.source.writtenAt(fault.line)
      : fault;
    const student = this.#audience === "student";
    // A function of a solution that is called elsewhere does not tell what it holds.
    const kept = metAt !== undefined && student;
    return {
      type: "fault",
      id: "",
      code,
      message: kept ? FAILS_ELSEWHERE : message,
      // A hint is for the author; it may name what a solution holds.
      hint: student ? null : hint ?? null,
      at: [file, ...(line === undefined ? [] : [`line ${line}`])].join(", "),
      excerpt: kept || metAt !== undefined && at === null ? null : this.#excerpt(fault, at),
    };
  }

  /** The line of a fault, unless its code or a part of it is not shown. */
  #excerpt(fault: Diagnostic, at: number | null): FaultBlock["excerpt"] {
    const { excerpt, line, column = 1, endLine, endColumn } = fault;
    if (excerpt === undefined || line === undefined) return null;
    if (at !== null) {
      const from = this.#page.source.offset(line, 1);
      const kept = this.#tree.hidden.some(({ start, end }) =>
        start < from + excerpt.length && from < end
      );
      const silent = this.#page.blocks.some(({ span, options }) =>
        options["echo"]?.value === false && span.start <= at && at < span.end
      );
      if (kept || silent) return null;
    }
    const start = Math.min(column - 1, excerpt.length);
    const end = endLine === line ? Math.max(start + 1, (endColumn ?? 0) - 1) : excerpt.length;
    const from = start > LONGEST / 2 ? start - LONGEST / 4 : 0;
    const to = Math.min(excerpt.length, from + LONGEST);
    return {
      before: `${from > 0 ? "…" : ""}${excerpt.slice(from, start)}`,
      marked: excerpt.slice(start, Math.min(end, to)),
      after: `${excerpt.slice(Math.min(end, to), to)}${to < excerpt.length ? "…" : ""}`,
    };
  }
}

/** Lists of blocks within a block in which a box may stand. */
function innerLists(block: Block): Block[][] {
  switch (block.type) {
    case "list":
      return block.items;
    case "tabs":
      return block.tabs.map(({ blocks }) => blocks);
    case "definitions":
      return block.entries.filter(({ of }) => of === "meaning").map(({ blocks }) => blocks);
    case "element":
      return HOLDS.test(block.tag.element) ? [block.blocks] : [];
    case "quote":
    case "note":
    case "callout":
    case "statement":
    case "solution":
    case "details":
    case "aside":
    case "container":
    case "panel":
      return [block.blocks];
    default:
      return [];
  }
}

function boxesIn(blocks: readonly Block[]): FaultBlock[] {
  return blocks.flatMap((block) =>
    block.type === "fault" ? [block] : innerLists(block).flatMap(boxesIn)
  );
}
