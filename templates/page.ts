/**
 * The frame round every page: head, navigation, theme switch.
 *
 * @module
 */
import { type Html, html, raw } from "./html.ts";
import type { BookView, PartView, SectionLink } from "./view.ts";

/** What the frame needs to know of a page. */
export interface Frame {
  book: BookView;
  title: string;
  description: string;
  /** Output file, relative to the site's root. */
  path: string;
  /** Words of the line that unfolds the menu on a phone, and of the running head in print. */
  heading: string;
  sections: SectionLink[];
  terms: string[];
  previous: string | null;
  next: string | null;
  inline: { style: string; script: string } | null;
  main: Html;
}

const MARK = raw(
  '<svg viewBox="0 0 20 34" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><path d="M10 1v9.5M10 23.5V33M10 10.5c-4.2 3-4.2 10 0 13c4.2-3 4.2-10 0-13z"/><path d="M1 17h6.8M12.2 17H19" stroke-width="2.6"/></svg>',
);

/** Fonts of the words that are seen first: the page does not wait for the style sheet to name them. */
const PRELOADED = ["serif", "serif-display-420", "sans"];

/** Chapters before and behind its own that the page of a long book names. */
export const NEAR_CHAPTERS = 12;

/** Asks for them, where the page does not come from a file: a browser asks for no font of a file ahead. */
function preloads(root: string): string {
  const folder = `${root}assets/fonts/`.replace(
    /[^\w./~-]/g,
    (sign) => encodeURIComponent(sign).replace(/'/g, "%27"),
  );
  return `if(location.host)for(n of"${
    PRELOADED.join(" ")
  }".split(" "))document.write('<link rel=preload as=font crossorigin href=${folder}'+n+'-basic.woff2>')`;
}

/** Unfolds all chapters where they are asked for; they are a script, so that it works from a file. */
function unfolds(root: string): Html {
  const folder = JSON.stringify(root).replace(/</g, "\\u003c");
  return raw(
    `<script>document.currentScript.previousElementSibling.firstElementChild.onclick=function(e){if(e.ctrlKey||e.metaKey||e.shiftKey)return;e.preventDefault();e.stopPropagation();var a=this,s=document.createElement("script");s.src=${folder}+"assets/contents.js";s.onload=function(){heddleContents(a,${folder})};s.onerror=function(){location.href=a.href};document.head.append(s)}</script>`,
  );
}

/** Sets the theme before anything is drawn. */
const THEME_SCRIPT =
  `try{t=localStorage.getItem("heddle-theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;

/** A whole document. */
export function framePage(frame: Frame): Html {
  const { book } = frame;
  return html`
    <!DOCTYPE html>
    <html lang="${book.language}">
      <head>
    ${head(frame)}
      </head>
      <body>
    <a class="skip" href="#main">Skip to the text</a>
    <div class="page">
    ${navigation(frame)}
    <main id="main">
    ${frame.main}
    </main>
    </div>
    ${footScripts(frame)}
      </body>
    </html>
  `;
}

function head(frame: Frame): Html {
  const { book, inline } = frame;
  const long = `${frame.title} – ${book.title}`;
  // What is longer than 70 characters is cut off wherever titles are shown.
  const full = frame.title === book.title || long.length > 70 ? frame.title : long;
  const address = book.address === "" ? null : new URL(frame.path, withSlash(book.address)).href;
  const style = inline
    ? raw(`<style>${inline.style}</style>`)
    : html`<link rel="stylesheet" href="${book.root}assets/style.css">`;
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${full}</title>
<meta name="description" content="${frame.description}">
<meta name="generator" content="Heddle">
<meta property="og:type" content="article">
<meta property="og:title" content="${frame.title}">
<meta property="og:description" content="${frame.description}">
<meta property="og:site_name" content="${book.title}">
<meta name="twitter:card" content="summary">
${
    address && html`
      <meta property="og:url" content="${address}">
      <link rel="canonical" href="${address}">
    `
  }${
    !inline && html`
      <link rel="icon" href="${book.root}assets/mark.svg" type="image/svg+xml">
    `
  }${
    frame.previous && html`
      <link rel="prev" href="${frame.previous}">
    `
  }${
    frame.next && html`
      <link rel="next" href="${frame.next}">
    `
  }<script>${raw(THEME_SCRIPT)}${!inline && raw(preloads(book.root))}</script>
${style}
${
    book.style !== "" && !inline && html`
      <link rel="stylesheet" href="${book.root}${book.style}">
    `
  }${ownStyle(frame)}`;
}

function withSlash(address: string): string {
  return address.endsWith("/") ? address : `${address}/`;
}

/** The selectors of the page's own terms, the running heads, and the author's variables. */
function ownStyle(frame: Frame): Html {
  const rules = [
    `@page{${runningHead("left", frame.book.title)}${
      frame.heading === frame.book.title ? "" : runningHead("right", frame.heading)
    }}`,
  ];
  const variables = Object.entries(frame.book.variables);
  if (variables.length > 0) {
    rules.push(`:root{${variables.map(([name, value]) => `--${name}:${value}`).join(";")}}`);
  }
  const terms = frame.terms.filter((term) => term !== "").map((term) =>
    `:root:has([data-term=${cssText(term)}]:hover) [data-term=${cssText(term)}]`
  );
  if (terms.length > 0) {
    rules.push(
      `${
        terms.join(",")
      }{background:var(--indigo-wash);color:var(--indigo);border-radius:3px;box-shadow:0 0 0 2px var(--indigo-wash)}`,
    );
  }
  return raw(`<style>${rules.join("\n")}</style>`);
}

/** Words at the head of every printed page. */
function runningHead(side: "left" | "right", words: string): string {
  return `@top-${side}{content:${
    cssText(words)
  };font:8.5pt "Heddle Sans",sans-serif;color:#565c69}`;
}

/** A text as a CSS string that cannot end the style element. */
function cssText(text: string): string {
  return `"${text.replace(/["\\<\n]/g, (c) => `\\${c.codePointAt(0)?.toString(16)} `)}"`;
}

/** The first chapters of a book, as its first page names them beside the text. */
export function firstChapters(parts: readonly PartView[]): PartView[] {
  let left = 2 * NEAR_CHAPTERS;
  return parts.flatMap((part) => {
    const chapters = part.chapters.slice(0, Math.max(0, left));
    left -= chapters.length;
    return chapters.length === 0 ? [] : [{ ...part, chapters }];
  });
}

function navigation(frame: Frame): Html {
  const { book } = frame;
  return html`<nav class="nav" aria-label="Book">
<input type="checkbox" id="nav-open"><label class="top" for="nav-open"><span>${frame.heading}</span><span class="weak">Contents</span></label>
<div class="nav-body">
<a class="mark" href="${
    frame.inline ? "#main" : `${book.root}index.html`
  }">${MARK}<span><b>${book.title}</b>${
    book.subtitle !== "" && html`<small>${book.subtitle}</small>`
  }</span></a>
<button class="find" type="button" hidden aria-keyshortcuts="/"><span>Search</span><kbd>/</kbd></button>
${
    book.abridged !== null && html`
      <p class="part all"><a href="${book.root}index.html">All ${book
        .abridged} chapters</a></p>${!frame.inline && unfolds(book.root)}
    `
  }${
    book.parts.map((part) =>
      html`
        ${part.title !== "" && html`
          <p class="part">${part.title}</p>
        `}<ol>
        ${part.chapters.map((chapter) =>
          html`
            <li><a href="${chapter.href}"${chapter.current &&
              raw(' aria-current="page"')}><span>${chapter.number}</span>${chapter
              .title}</a>${chapter.current && sectionList(frame.sections)}</li>
          `
        )}</ol>
      `
    )
  }
<fieldset class="theme"><legend class="vh">Theme</legend>
<label><input class="vh" type="radio" name="theme" id="t-auto" value="auto" checked>Auto</label>
<label><input class="vh" type="radio" name="theme" id="t-light" value="light">Light</label>
<label><input class="vh" type="radio" name="theme" id="t-dark" value="dark">Dark</label>
</fieldset>
</div>
</nav>`;
}

function sectionList(sections: readonly SectionLink[]): Html | null {
  const shown = sections.filter((section) => section.level <= 3);
  if (shown.length === 0) return null;
  return html`
    <ol>
    ${shown.map((section) =>
      html`
        <li><a href="#${section.id}"${section.level > 2 && raw(' class="sub"')}><span>${section
          .number}</span>${section.title}</a></li>
      `
    )}</ol>
  `;
}

function footScripts(frame: Frame): Html {
  const { book, inline } = frame;
  if (inline) return html`<script>${raw(inline.script)}</script>`;
  return html`<script src="${book.root}assets/script.js" data-root="${book.root}" defer></script>`;
}
