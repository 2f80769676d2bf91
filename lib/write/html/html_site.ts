/**
 * A book as a site: its pages in their templates, the files that they offer, style, script and
 * search.
 *
 * @module
 */
import { tellCount } from "../../progress.ts";
import { imported } from "../../later.ts";
import { html, raw } from "../../../templates/html.ts";
import type { Templates } from "../../../templates/view.ts";
import { relative } from "../../weave/page/address.ts";
import type { World } from "../../world.ts";
import { type Book, type BookChapter, dateWords, filesFolder } from "../book.ts";
import { type Drawn, writePages } from "../writer.ts";
import type { StepMemory } from "../step_memory.ts";
import { SiteAddresses } from "./addresses.ts";
import { sharedAssets } from "./assets.ts";
import { HtmlWriter } from "./html_writer.ts";
import { publicFiles } from "./public_files.ts";
import { contentsScript } from "./contents_script.ts";
import { type Passage, passagesOf, searchScript } from "./search_script.ts";
import { bookView, chapterFacts, chapterView, type HtmlChapter } from "./views.ts";

/** What a site is made of. */
export interface HtmlSource {
  world: World;
  book: Book;
  chapters: readonly BookChapter[];
  templates: Templates;
  drawn: Drawn;
  /** Each chapter and the whole book also as one file. */
  singleFile: boolean;
  /** Gives again what was made of the very same inputs. */
  memory?: StepMemory | undefined;
}

/** Remembers nothing. */
const NONE: StepMemory = { recall: (_step, _of, _inputs, make) => make() };

/** Writes the site into `files`, where pictures and data are; gives its pages in their order. */
export async function writeSite(
  source: HtmlSource,
  files: Map<string, string | Uint8Array>,
): Promise<string[]> {
  const { world, book, templates, drawn, memory = NONE } = source;
  const chapters = source.chapters.map((entry): HtmlChapter => {
    const { output } = entry.chapter;
    const folder = filesFolder(entry.chapter).split("/").at(-1) ?? "";
    const html = memory.recall("html", output, [entry.tree], () => {
      const writer = new HtmlWriter(
        new SiteAddresses(output, folder),
        drawn,
        source.memory ?? null,
      );
      return writePages([entry.tree], writer);
    });
    return { ...entry, html };
  });
  const pages: string[] = [];
  const passages: Passage[][] = [];
  for (const [index, entry] of chapters.entries()) {
    tellCount(index, chapters.length, "pages composed");
    const { chapter } = entry;
    for (const { name, content } of entry.html.files) {
      files.set(`${filesFolder(chapter)}/${name}`, content);
    }
    const word = book["chapter-word"];
    const place = JSON.stringify([chapter, word]);
    passages.push(
      memory.recall("passages", chapter.output, [entry.tree, place], () => passagesOf(entry, word)),
    );
    if (chapter.kind === "home") continue;
    const view = chapterView(book, chapters, index, factsOf(entry, source));
    const around = JSON.stringify({ ...view, body: "", titleHtml: "", lead: "" });
    const inputs = [entry.html, templates.chapterPage, around];
    const make = () => templates.chapterPage(view).text;
    files.set(chapter.output, memory.recall("whole", chapter.output, inputs, make));
    pages.push(chapter.output);
  }
  files.set("index.html", homePage(chapters, source));
  pages.unshift("index.html");
  const written = new Map(
    [...files].flatMap(([path, content]) =>
      path.endsWith(".html") && typeof content === "string" ? [[path, content] as const] : []
    ),
  );
  for (const [path, content] of sharedAssets(world, written, source.memory)) {
    files.set(path, content);
  }
  files.set("assets/search.js", searchScript(world, passages, source.memory));
  const whole = bookView(book, chapters, "index.html");
  if (whole.abridged !== null) files.set("assets/contents.js", contentsScript(whole));
  if (source.singleFile) {
    const { singleFiles } = await imported<typeof import("./single_file.ts")>(
      "./single_file.ts",
      import.meta,
    );
    const alone = singleFiles({ world, book, chapters, templates, drawn, files });
    for (const [path, text] of alone) files.set(path, text);
  }
  return pages;
}

/** What a site has for visitors and search engines where its address is known. */
export function addPublicFiles(
  { book, chapters }: HtmlSource,
  pages: readonly string[],
  files: Map<string, string | Uint8Array>,
): void {
  for (const [path, text] of publicFiles(book, chapters, pages)) files.set(path, text);
}

function factsOf(entry: BookChapter, { book, singleFile }: HtmlSource) {
  const { output, kind } = entry.chapter;
  const alone = singleFile && kind !== "home";
  return chapterFacts(entry, {
    publishData: book["publish-data"],
    singleFile: alone ? `one-file/${output.replaceAll("/", "-")}` : null,
    download: (path) => ({ href: relative(output, path), name: null }),
  });
}

/** The book's first page: that of the author's, if there is one, and the chapters. */
function homePage(chapters: readonly HtmlChapter[], source: HtmlSource): string {
  const { book, templates } = source;
  const home = chapters.find(({ chapter }) => chapter.kind === "home");
  const view = bookView(book, chapters, "index.html");
  const front = home?.numbered.page.front;
  const date = front?.date ?? (book.date || null);
  return templates.homePage({
    book: { ...view, description: front?.description ?? view.description },
    title: home ? raw(home.html.title) : html`${book.title}`,
    authors: front && front.authors.length > 0 ? front.authors : book.authors,
    date: date === null ? null : dateWords(date),
    facts: home ? factsOf(home, source) : [],
    body: home ? raw(home.html.body) : null,
  }).text;
}
