/**
 * Whether a build has to do with a results ledger; nothing of it is loaded where it has not.
 *
 * @module
 */
import { imported } from "../../later.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { ReadChapter } from "../book/chapters.ts";
import type { EarlierValues, ObtainedValues } from "../build/obtain_values.ts";
import type { Pictures } from "../build/pictures.ts";
import type { BuildOptions } from "../build/site_options.ts";
import type { BookLedger } from "./book_ledger.ts";
import { LEDGER } from "./ledger.ts";
import type { PageOfLedger } from "./make_ledger.ts";

/** The results ledger of a book; null where it has none, and none is asked for. */
export async function openLedger(
  files: BookFiles,
  options: BuildOptions,
): Promise<BookLedger | null> {
  const { frozen, check, updateLedger, fromValues, memory } = options;
  const asked = frozen || check || updateLedger;
  // Who writes a page sees at each step that its results are others.
  if (!asked && (fromValues !== undefined || memory || !files.has(LEDGER))) return null;
  type Module = typeof import("../ledger/book_ledger.ts");
  const { BookLedger, ledgerUse } = await imported<Module>(
    "../ledger/book_ledger.ts",
    import.meta,
  );
  return new BookLedger(files, ledgerUse(options));
}

/** Where values come from that are not computed, and the files of the book there; null if they are. */
export async function earlierValues(
  ledger: BookLedger | null,
  files: BookFiles,
  { fromValues }: BuildOptions,
  pictures: Pictures,
): Promise<{ values: EarlierValues; files: BookFiles } | null> {
  if (ledger?.use === "frozen") return ledger.frozen(pictures);
  if (fromValues === undefined) return null;
  // What shows a value is loaded only where the values are not computed.
  const { StoredValues } = await imported<typeof import("../build/stored_values.ts")>(
    "../build/stored_values.ts",
    import.meta,
  );
  return { values: new StoredValues(files.world, fromValues, pictures), files };
}

/** The pages of a book with what its ledger has of them. */
export function pagesOf(
  chapters: readonly ReadChapter[],
  { values, recorded }: ObtainedValues,
): PageOfLedger[] {
  return chapters.flatMap(({ page, chapter: { output } }) => {
    const own = recorded.get(page.file);
    return own ? [{ page, output, values: values.get(page.file)!, ...own }] : [];
  });
}
