/**
 * A chapter, or the whole book, as one file: style, fonts, script, pictures and downloads inside.
 *
 * @module
 */
import { type Html, html, raw, unescapeHtml } from "../../../templates/html.ts";
import { chapterHead } from "../../../templates/chapter.ts";
import type { ChapterView, Fact, Templates } from "../../../templates/view.ts";
import { decoded } from "../../write/html/weave_inline.ts";
import type { World } from "../../world.ts";
import { base64, inlineStyle, pageScript } from "./assets.ts";
import type { BookSettings } from "../book/book.ts";
import {
  chapterFacts,
  chapterView,
  filesFolder,
  termsOf,
  type WovenChapter,
} from "../build/compose.ts";

type Files = ReadonlyMap<string, string | Uint8Array>;

/** The files `one-file/…`, by path. */
export function singleFiles(
  world: World,
  settings: BookSettings,
  chapters: readonly WovenChapter[],
  templates: Templates,
  files: Files,
): Map<string, string> {
  const out = new Map<string, string>();
  const home = chapters.find(({ chapter }) => chapter.kind === "home");
  const others = chapters.filter((entry) => entry !== home);
  // A book of its first page alone is that page.
  const own = others.length > 0 ? others : chapters;
  const script = pageScript(world);
  const finish = (view: ChapterView, path: string): void => {
    const plain = templates.chapterPage({ ...view, inline: { style: "", script } }).text;
    const style = inlineStyle(world, plain) + ownStyle(settings, files);
    out.set(path, templates.chapterPage({ ...view, inline: { style, script } }).text);
  };
  for (const entry of own) {
    const path = `one-file/${entry.chapter.output.replaceAll("/", "-")}`;
    const view = chapterView(settings, [entry], 0, factsOf(settings, entry, files));
    const body = embed(entry.woven.body, entry, files, own, "");
    const parts = view.book.parts.map((part) => ({
      ...part,
      chapters: part.chapters.map((link) => ({ ...link, href: "#main" })),
    }));
    const book = { ...view.book, parts, style: "", address: "" };
    const inside = (words: Html): Html => raw(embed(words.text, entry, files, own, ""));
    const head = { titleHtml: inside(view.titleHtml), lead: inside(view.lead) };
    finish({ ...view, ...head, book, body: raw(body) }, path);
  }
  if (own.length > 1) finish(wholeBook(settings, own, home, files), "one-file/book.html");
  return out;
}

function ownStyle(settings: BookSettings, files: Files): string {
  const content = files.get(settings.style);
  if (settings.style === "" || content === undefined) return "";
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** All chapters one after another; ids get the chapter's place before them. */
function wholeBook(
  settings: BookSettings,
  chapters: readonly WovenChapter[],
  home: WovenChapter | undefined,
  files: Files,
): ChapterView {
  const views = chapters.map((entry, index) =>
    chapterView(settings, chapters, index, factsOf(settings, entry, files))
  );
  const opening = home
    ? embed(prefixIds(home.woven.body, "c0-"), home, files, chapters, "c0-")
    : "";
  const bodies = chapters.map((entry, index) => {
    const view = views[index];
    if (!view) return "";
    const prefix = `c${index + 1}-`;
    const head = chapterHead(view).text.replace(/<h1(?: id="[^"]*")?>/, `<h1 id="c${index + 1}">`);
    return embed(head, entry, files, chapters, prefix) +
      embed(prefixIds(entry.woven.body, prefix), entry, files, chapters, prefix);
  });
  const [first] = views;
  if (!first) throw new RangeError("A book without chapters has no single file");
  const part = (index: number, entry: WovenChapter) => ({
    number: entry.chapter.number,
    title: entry.numbered.page.title,
    href: `#c${index + 1}`,
    description: "",
    current: false,
  });
  return {
    ...first,
    book: {
      ...first.book,
      style: "",
      address: "",
      parts: [{ title: "", chapters: chapters.map((entry, index) => part(index, entry)) }],
    },
    path: "book.html",
    label: "",
    id: "",
    title: settings.title,
    titleHtml: html`${settings.title}`,
    lead: html`${settings.description}`,
    facts: [],
    description: settings.description === "" ? settings.title : settings.description,
    authors: settings.authors,
    date: null,
    sections: [],
    previous: null,
    next: null,
    editLink: null,
    body: html`${contents(views)}${raw(opening)}${
      raw(bodies.join("\n").replace(/<h1 /g, '<h1 class="chapter" '))
    }`,
    terms: [...new Set([...views.flatMap((view) => view.terms), ...termsOf(opening)])].sort(),
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
function factsOf(settings: BookSettings, entry: WovenChapter, files: Files): Fact[] {
  const facts = chapterFacts(entry, {
    publishData: settings["publish-data"],
    singleFile: null,
  });
  return facts.filter(({ name }) => name !== "Values").map(({ name, value }) => ({
    name,
    value: raw(embed(value.text, entry, files, [], "")),
  }));
}

function prefixIds(body: string, prefix: string): string {
  return body
    .replace(
      /(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls)=")([^"]+)"/g,
      (_, head: string, ids: string) =>
        `${head}${ids.split(" ").map((id) => prefix + id).join(" ")}"`,
    )
    .replace(/(\shref="#)([^"]+)"/g, `$1${prefix}$2"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${prefix}$1)`);
}

const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  csv: "text/csv",
  json: "application/json",
  tex: "text/plain",
  R: "text/plain",
};

/** Pictures and downloads as data; links to other chapters within the file, or as plain text. */
function embed(
  body: string,
  entry: WovenChapter,
  files: Files,
  chapters: readonly WovenChapter[],
  prefix: string,
): string {
  const base = entry.chapter.output;
  const folder = filesFolder(entry.chapter);
  const data = (address: string): string | null => {
    const path = decoded(
      new URL(unescapeHtml(address), `http://x/${base}`).pathname.slice(1),
    );
    const content = files.get(path) ?? files.get(`${folder}/${path}`);
    if (content === undefined) return null;
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return `data:${type};base64,${base64(bytes)}`;
  };
  const named = (address: string) => address.split("/").at(-1) ?? "file";
  return body
    .replace(/(<img\b[^<>]*\ssrc=")([^"]+)"/g, (all, head: string, address: string) => {
      const url = data(address);
      return url === null ? all : `${head}${url}"`;
    })
    .replace(/<a href="([^"#][^"]*)" download/g, (all, address: string) => {
      const url = data(address);
      return url === null ? all : `<a href="${url}" download="${named(address)}"`;
    })
    .replace(
      /<a((?: class="[^"]*")?) href="([^"#:]+\.html)(#[^"]*)?"([^>]*)>/g,
      (_, className: string, address: string, fragment: string | undefined, rest: string) => {
        const path = decoded(new URL(address, `http://x/${base}`).pathname.slice(1));
        const index = chapters.findIndex(({ chapter }) => chapter.output === path);
        if (prefix === "" || index < 0) return `<a${className}${rest}>`;
        const target = fragment === undefined
          ? `#c${index + 1}`
          : `#c${index + 1}-${fragment.slice(1)}`;
        return `<a${className} href="${target}"${rest}>`;
      },
    );
}
