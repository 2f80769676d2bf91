/**
 * A chapter's page and the book's first page.
 *
 * @module
 */
import { escapeHtml, type Html, html, raw } from "./html.ts";
import { firstChapters, framePage } from "./page.ts";
import type { BookView, ChapterView, HomeView } from "./view.ts";

/** A chapter. */
export function chapterPage(view: ChapterView): Html {
  const heading = view.label === "" ? view.title : `${view.label} · ${view.title}`;
  return framePage({
    book: view.book,
    title: heading,
    description: view.description,
    path: view.path,
    heading,
    sections: view.sections,
    terms: view.terms,
    previous: view.previous?.href ?? null,
    next: view.next?.href ?? null,
    inline: view.inline,
    main: html`<article>
${chapterHead(view)}
${view.body}
${chapterFoot(view)}
</article>`,
  });
}

/** Title, date, lead and facts; `className` is that of the heading. */
export function chapterHead(view: ChapterView, className = ""): Html {
  const time = timeOf(view.date);
  const names = className === "" ? "" : ` class="${escapeHtml(className)}"`;
  const id = raw(names + (view.id === "" ? "" : ` id="${escapeHtml(view.id)}"`));
  const day = view.label === "" && !time ? null : html`
    <p class="day">${view.label !== "" && html`<b>${view.label}</b>`}${view.label !== "" && time &&
      " · "}${time}</p>
  `;
  return html`<div class="section headrow">
${factList(view.facts, "About this chapter")}<header class="head">
${day}<h1${id}>${view.titleHtml}</h1>
${
    view.authors.length > 0 && html`
      <p class="byline">${view.authors.join(", ")}</p>
    `
  }${
    view.lead.text !== "" && html`
      <p class="lead">${view.lead}</p>
    `
  }</header>
</div>`;
}

function timeOf(date: ChapterView["date"]): Html | null {
  return date &&
    (date.iso
      ? html`<time datetime="${date.iso}">${date.words}</time>`
      : html`<span>${date.words}</span>`);
}

function factList(facts: ChapterView["facts"], name: string): Html | null {
  if (facts.length === 0) return null;
  return html`
    <aside class="note facts" aria-label="${name}">
      <dl>${facts.map((fact) =>
        html`
          <dt>${fact.name}</dt>
          <dd>${fact.value}</dd>
        `
      )}</dl>
    </aside>
  `;
}

function chapterFoot(view: ChapterView): Html {
  const { previous, next } = view;
  const neighbour = (item: ChapterView["previous"], relation: string) =>
    item
      ? html`<a href="${item.href}" rel="${relation}"><small>${item.label}</small>${item.title}</a>`
      : html`<span></span>`;
  return html`<footer class="section">
${
    (previous || next) && html`
      <nav class="turn" aria-label="Chapters">${neighbour(previous, "prev")}${neighbour(
        next,
        "next",
      )}</nav>
    `
  }<p class="colophon foot">Every number on this page was computed when it was built${
    view.hasStored ? ", but for those that say that R had computed them before" : ""
  }. ${view.editLink && html`<a href="${view.editLink}">Suggest an edit</a>`}</p>
</footer>`;
}

/** What a server shows where the book has no page. */
export function absentPage(book: BookView): Html {
  return framePage({
    book,
    title: "There is no such page",
    description: `A page that is not in “${book.title}”.`,
    path: "404.html",
    heading: book.title,
    sections: [],
    terms: [],
    previous: null,
    next: null,
    inline: null,
    main: html`
      <article>
        <div class="section">
          <header class="head">
            <h1>There is no such page</h1>
            <p
              class="lead">The address may be mistyped, or the page has another name now. <a href="${book
                .root}index.html">The first page</a> lists them all.</p>
          </header>
        </div>
      </article>
    `,
  });
}

/** The book's first page: what it is and its chapters. */
export function homePage(view: HomeView): Html {
  const { book } = view;
  const time = timeOf(view.date);
  return framePage({
    book: book.abridged === null ? book : { ...book, parts: firstChapters(book.parts) },
    title: book.title,
    description: book.description,
    path: "index.html",
    heading: book.title,
    sections: [],
    terms: [],
    previous: null,
    next: book.parts[0]?.chapters[0]?.href ?? null,
    inline: null,
    main: html`<article>
<div class="section${view.facts.length > 0 && " headrow"}">
${factList(view.facts, "About this page")}<header class="head">
${time && html`<p class="day">${time}</p>`}<h1>${view.title}</h1>
${
      view.authors.length > 0 && html`
        <p class="byline">${view.authors.join(", ")}</p>
      `
    }${
      book.description !== "" && html`
        <p class="lead">${book.description}</p>
      `
    }</header>
</div>
${view.body}
<nav class="section" aria-label="Chapters">
${
      book.parts.map((part) =>
        html`
          ${part.title !== "" && html`
            <h2 class="toc-part">${part.title}</h2>
          `}<ol class="toc">
          ${part.chapters.map((chapter) =>
            html`
              <li><a href="${chapter.href}"><small>${chapter.number === ""
                ? ""
                : /^\d/.test(chapter.number)
                ? `${book.chapterWord} ${chapter.number}`
                : chapter.number}</small><span>${chapter
                .title}</span></a>${chapter.description !== "" &&
                html`<p>${chapter.description}</p>`}</li>
            `
          )}</ol>
        `
      )
    }</nav>
</article>`,
  });
}
