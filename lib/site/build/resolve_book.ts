/**
 * From the values of a book to the trees of its pages: numbers, labels, references, citations.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { tellCount } from "../../progress.ts";
import { addAll } from "../../lists.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { yearLabels } from "../../weave/page/citation.ts";
import { numberPage } from "../../weave/page/number_page.ts";
import { withWritten } from "../../weave/resolve/written.ts";
import { type BookChapter, chapterLabel } from "../../write/book.ts";
import type { BookFile } from "../book/book.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { ReadChapter } from "../book/chapters.ts";
import { Labels } from "../book/labels.ts";
import { classesIn } from "../book/own_style.ts";
import { loadWorks } from "../book/works.ts";
import { type BlockReport, reportBlocks } from "./block_reports.ts";
import type { ObtainedValues } from "./obtain_values.ts";
import type { Pictures } from "./pictures.ts";
import type { BuildOptions } from "./site_options.ts";

/** What a book is resolved with. */
interface ResolvedFor {
  files: BookFiles;
  book: BookFile;
  options: BuildOptions;
  pictures: Pictures;
  /** The text of the book's own style sheet. */
  style: string;
  /** Faults stand in the pages. */
  goesOn: boolean;
  /** Takes what is told. */
  site: { diagnostics: Diagnostic[]; blocks: BlockReport[] };
}

/** Numbers the pages and resolves what stands on them. */
export async function resolveBook(
  read: readonly ReadChapter[],
  { values, labels: words, fences, keep }: ObtainedValues,
  { files, book, options, pictures, style, goesOn, site }: ResolvedFor,
): Promise<BookChapter[]> {
  const { settings } = book;
  const { works, complete, diagnostics } = await loadWorks(read, files, book);
  addAll(site.diagnostics, diagnostics);
  const { prepare, placer } = await imported<typeof import("./prepare_values.ts")>(
    "./prepare_values.ts",
    import.meta,
  );
  const { resolvePage } = await import("../../weave/resolve/resolve_page.ts");
  const { chapters, told } = withWritten(read, values);
  addAll(site.diagnostics, told);
  await prepare(chapters, values, pictures);
  for (const { page } of chapters) {
    addAll(site.diagnostics, fences.get(page.file) ?? pictures.told(page));
  }
  keep();
  site.blocks = await reportBlocks(chapters.map(({ page }) => page), values, options);
  const labels = new Labels();
  const memory = options.memory ?? null;
  for (const [i, { page }] of chapters.entries()) {
    // what a block writes joins the tokens of its page, which are then no longer as they were read
    if (page !== read[i]?.page) memory?.drop("page", page.file);
  }
  const numbered = chapters.map(({ chapter, page }) => {
    const own = values.get(page.file) ?? { blocks: [], data: [], labels: {} };
    const numbers = page.front.numbers ?? settings.numbers;
    const named = numbers === "journal" ? words : {};
    const numberNow = () =>
      numberPage(page, own, {
        chapter: chapter.number,
        output: chapter.output,
        place: placer(numbers, named),
      });
    const inputs = [page, own.blocks, JSON.stringify([chapter, numbers, named, own.labels])];
    const result = memory?.recall("numbered", page.file, inputs, numberNow) ?? numberNow();
    labels.add(result);
    const label = chapterLabel(chapter, settings["chapter-word"]);
    return { chapter, numbered: result, settings: { label, numbers, labels: named } };
  });
  addAll(site.diagnostics, labels.diagnostics);
  const context = {
    resolve: (label: string) => labels.resolve(label),
    labels: () => labels.names(),
    works,
    worksComplete: complete,
    yearOf: yearLabels([...works.values()]),
    chapterWord: settings["chapter-word"],
    audience: options.audience ?? "all",
    macros: settings.macros,
    ownClasses: classesIn(style),
    pages: numbered.map((each) => each.numbered),
  };
  const { pages: _pages, works: _works, yearOf, resolve: _r, labels: _l, ...plain } = context;
  const around = memory && JSON.stringify([
    plain,
    [...works],
    [...yearOf],
    numbered.map(({ numbered: { page, output, targets } }) => [
      page.file,
      page.id,
      page.title,
      output,
      targets,
    ]),
  ]);
  return numbered.map(({ chapter, numbered: page, settings }, i) => {
    tellCount(i, numbered.length, "pages woven");
    const resolveNow = () => resolvePage(page, context, settings);
    // A tree takes in faults that stand on its page, and the R of pages that it takes values from.
    const alone = !goesOn && page.page.blocks.every(({ options }) => !options["from"]);
    const inputs = [page, around, JSON.stringify(settings)];
    const tree = memory && alone
      ? memory.recall("tree", page.page.file, inputs, resolveNow)
      : resolveNow();
    addAll(site.diagnostics, tree.diagnostics);
    return { chapter, numbered: page, tree };
  });
}
