/**
 * Faults that stand in the pages of a book instead of stopping its build.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Audience } from "../../weave/page/visibility.ts";
import { showFaults } from "../../weave/resolve/show_faults.ts";
import type { PageFault } from "./check_pages.ts";
import type { BookChapter } from "../../write/book.ts";

/** Faults of the book as a whole, which have no page to stand in. */
const OF_THE_BOOK = new Set([
  "no-chapters",
  "missing-book",
  "no-ledger",
  "bad-ledger",
  "results-drift",
]);

/**
 * Faults that take nothing from those who see the page, such as a picture of another server, in whose
 * place a link stands: they are told to its author alone.
 */
const UNSEEN = new Set(["missing-alt", "outside-picture"]);

/**
 * Whether a site may be written with a fault in it. The settings of a book are right or it is not
 * built: they decide what the pages load and run.
 */
export function canStand({ code, file }: Diagnostic): boolean {
  return file !== "book.yml" && !OF_THE_BOOK.has(code);
}

/** Puts each error into its page, and those of other files on top of the first one. */
export function showInPages(
  chapters: readonly BookChapter[],
  found: readonly Diagnostic[],
  audience: Audience,
): void {
  const files = new Set(chapters.map(({ chapter }) => chapter.file));
  const errors = onceEach(
    found.filter(({ severity, code }) => severity === "error" && !UNSEEN.has(code)),
  );
  for (const [index, { tree, numbered }] of chapters.entries()) {
    const { file } = numbered.page;
    const own = errors.filter((d) => fileOf(d) === file || index === 0 && !files.has(fileOf(d)));
    if (own.length > 0) showFaults(tree, numbered.page, own, audience);
  }
}

/** The page that a fault belongs to. */
function fileOf({ file, metAt }: Diagnostic): string {
  return metAt?.file ?? file ?? "";
}

/** Faults of a finished page that follow from what was told of its source. */
const FOLLOWS: Readonly<Record<string, RegExp>> = {
  "duplicate-id": /^duplicate-/,
  "heading-level": /^(heading-level|second-title)$/,
  "missing-alt": /^missing-alt$/,
};

/**
 * What finished pages say beyond what was told already: a link whose file was missing, and what
 * follows from a fault of the source, is not told again. The rest is given to its page.
 */
export function notTold(
  found: readonly PageFault[],
  told: readonly Diagnostic[],
  chapters: readonly BookChapter[],
): Diagnostic[] {
  const places = new Set(told.map((d) => `${d.file}:${d.line}:${d.column}`));
  return found.flatMap(({ page, ...fault }) => {
    if (fault.file !== undefined) {
      return places.has(`${fault.file}:${fault.line}:${fault.column}`) ? [] : [fault];
    }
    const file = chapters.find(({ chapter }) => chapter.output === page)?.chapter.file;
    const source = FOLLOWS[fault.code];
    const follows = source && told.some((d) => d.file === file && source.test(d.code));
    return follows ? [] : [fault];
  });
}

/** How many faults the readers of a book see. */
export function countShown(chapters: readonly BookChapter[]): number {
  return chapters.flatMap(({ tree }) => tree.blocks)
    .reduce((sum, block) => sum + (block.type === "faults" ? block.count : 0), 0);
}

/** A fault that was found twice stands once; those of a place in the order of the file. */
function onceEach(faults: readonly Diagnostic[]): Diagnostic[] {
  const keys = new Set<string>();
  return faults.filter((d) => {
    const key = JSON.stringify([d.code, d.file, d.line, d.column, d.message, d.metAt]);
    return !keys.has(key) && Boolean(keys.add(key));
  }).sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
