/**
 * A chapter, or the whole book, as one file: style, fonts, script, pictures and downloads inside.
 *
 * @module
 */
import { holdsStored } from "../../weave/resolve/tree.ts";
import { chapterHead } from "../../../templates/chapter.ts";
import { type Html, html } from "../../../templates/html.ts";
import type { ChapterView, Fact, Templates } from "../../../templates/view.ts";
import type { World } from "../../world.ts";
import type { Book, BookChapter } from "../book.ts";
import { type Drawn, writePages } from "../writer.ts";
import { inlineStyle, pageScript } from "./assets.ts";
import { HtmlWriter } from "./html_writer.ts";
import { type Files, InsideAddresses } from "./inside_addresses.ts";
import { chapterFacts, chapterView, type HtmlChapter, termsOf } from "./views.ts";

/** What the files are made of. */
interface Source {
  world: World;
  book: Book;
  chapters: readonly BookChapter[];
  templates: Templates;
  drawn: Drawn;
  /** The files of the site. */
  files: Files;
}

/** The files `one-file/…`, by path. */
export function singleFiles(source: Source): Map<string, string> {
  const { world, book, chapters, templates, files } = source;
  const out = new Map<string, string>();
  const home = chapters.find(({ chapter }) => chapter.kind === "home");
  const others = chapters.filter((entry) => entry !== home);
  // A book of its first page alone is that page.
  const own = others.length > 0 ? others : chapters;
  const script = pageScript(world);
  const finish = (view: ChapterView, path: string): void => {
    const plain = templates.chapterPage({ ...view, inline: { style: "", script } }).text;
    const style = inlineStyle(world, plain) + ownStyle(book, files);
    out.set(path, templates.chapterPage({ ...view, inline: { style, script } }).text);
  };
  for (const entry of own) {
    const path = `one-file/${entry.chapter.output.replaceAll("/", "-")}`;
    const [view] = viewsOf([entry], source, [], () => "");
    if (!view) continue;
    const parts = view.book.parts.map((part) => ({
      ...part,
      chapters: part.chapters.map((link) => ({ ...link, href: "#main" })),
    }));
    finish({ ...view, book: { ...view.book, parts, style: "", address: "" } }, path);
  }
  if (own.length > 1) finish(wholeBook(source, own, home), "one-file/book.html");
  return out;
}

/** Views of chapters whose addresses lead within a file that holds `inside`. */
function viewsOf(
  chapters: readonly BookChapter[],
  { book, files, drawn }: Source,
  inside: readonly BookChapter[],
  prefix: (index: number) => string,
): ChapterView[] {
  const written = chapters.map((entry, index): HtmlChapter => {
    const addresses = new InsideAddresses(entry, files, inside, prefix(index));
    return { ...entry, html: writePages([entry.tree], new HtmlWriter(addresses, drawn)) };
  });
  return written.map((entry, index) =>
    chapterView(book, written, index, factsOf(book, entry, files))
  );
}

function ownStyle(book: Book, files: Files): string {
  const content = files.get(book.style);
  if (book.style === "" || content === undefined) return "";
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** All chapters one after another; ids get the chapter's place before them. */
function wholeBook(
  source: Source,
  chapters: readonly BookChapter[],
  home: BookChapter | undefined,
): ChapterView {
  const { book } = source;
  const views = viewsOf(chapters, source, chapters, (index) => `c${index + 1}-`);
  const [opening] = home ? viewsOf([home], source, chapters, () => "c0-") : [];
  const bodies = views.map((view, index) =>
    html`${chapterHead({ ...view, id: `c${index + 1}` }, "chapter")}${view.body}`
  );
  const [first] = views;
  if (!first) throw new RangeError("A book without chapters has no single file");
  const links = chapters.map(({ chapter, tree }, index) => ({
    number: chapter.number,
    title: tree.name,
    href: `#c${index + 1}`,
    description: "",
    current: false,
  }));
  return {
    ...first,
    book: {
      ...first.book,
      style: "",
      address: "",
      parts: [{ title: "", chapters: links }],
      abridged: null,
    },
    path: "book.html",
    label: "",
    id: "",
    title: book.title,
    titleHtml: html`${book.title}`,
    lead: html`${book.description}`,
    facts: [],
    description: book.description === "" ? book.title : book.description,
    authors: book.authors,
    date: null,
    sections: [],
    previous: null,
    next: null,
    hasStored: chapters.some(({ tree }) => holdsStored(tree.blocks)),
    editLink: null,
    body: html`${contents(views)}${opening?.body}${
      bodies.map((body, index) => [index > 0 && "\n", body])
    }`,
    terms: [
      ...new Set([
        ...views.flatMap((view) => view.terms),
        ...termsOf(opening?.body.text ?? ""),
      ]),
    ].sort(),
  };
}

/** The chapters with their sections, for paper: on a screen they are in the menu. */
function contents(views: readonly ChapterView[]): Html {
  return html`
    <nav class="section contents" aria-label="Contents">
      <h2>Contents</h2>
      <ol>
    ${views.map((view, index) =>
      html`
        <li><a href="#c${index + 1}">${view.label !== "" && html`
          <span>${view.label}</span>
        `}${view.title}</a></li>
      `
    )}</ol>
    </nav>
  `;
}

/** Data and R script of a chapter, inside the file. */
function factsOf(book: Book, entry: BookChapter, files: Files): Fact[] {
  const addresses = new InsideAddresses(entry, files);
  return chapterFacts(entry, {
    publishData: book["publish-data"],
    singleFile: null,
    download: (path) => addresses.download(path),
  }).filter(({ name }) => name !== "Values");
}
