/**
 * A numbered page to HTML.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { escapeHtml, wordsOf } from "../../../templates/html.ts";
import { byAuthor, referenceEntry } from "../../weave/page/citation.ts";
import { highlight } from "./highlight.ts";
import type { NumberedPage } from "../../weave/page/number_page.ts";
import type { CalloutMeta } from "../../weave/rules/alert.ts";
import type { ContainerMeta } from "../../weave/rules/container.ts";
import { plainText } from "../../weave/rules/heading.ts";
import type { FigureMeta } from "../../weave/rules/image.ts";
import type { MarkupMeta } from "../../weave/rules/markup.ts";
import type { NoteMeta } from "../../weave/rules/note.ts";
import { BlockWeaver, stop } from "./weave_block.ts";
import { closeOf, containerFaults, isHidden, visibilityOf } from "../../weave/page/visibility.ts";
import { CALLOUT_WORDS, CALLOUTS } from "../../weave/page/vocabulary.ts";
import { InlineWeaver, noteSign } from "./weave_inline.ts";
import { slugKey } from "./weave_reference.ts";
import { TableWeaver } from "./weave_table.ts";
import type { SearchEntry, WeaveContext, Woven } from "./woven.ts";

/** Weaves one page; `folder` is where its files lie, relative to the page. */
export function weavePage(numbered: NumberedPage, context: WeaveContext, folder: string): Woven {
  const woven: Woven = {
    body: "",
    titleHtml: "",
    leadHtml: "",
    description: "",
    search: [],
    files: [],
    assets: [],
    cited: [],
    diagnostics: [...numbered.diagnostics],
  };
  new PageWeaver(numbered, context, woven, folder).run();
  return woven;
}

class PageWeaver {
  readonly #numbered: NumberedPage;
  readonly #context: WeaveContext;
  readonly #woven: Woven;
  readonly #inline: InlineWeaver;
  readonly #blocks: BlockWeaver;
  readonly #out: string[] = [];
  readonly #closers: (string | (() => string))[] = [];
  readonly #table: TableWeaver;
  #exercise: string | null = null;
  #solutions = 0;
  #search: SearchEntry;
  #section = false;

  constructor(numbered: NumberedPage, context: WeaveContext, woven: Woven, folder: string) {
    this.#numbered = numbered;
    this.#context = context;
    this.#woven = woven;
    this.#inline = new InlineWeaver(numbered, context, woven);
    this.#blocks = new BlockWeaver(numbered, context, woven, this.#inline, folder);
    this.#table = new TableWeaver(numbered, this.#inline);
    this.#search = { id: "", title: numbered.page.title, text: "" };
  }

  run(): void {
    const { page } = this.#numbered;
    this.#woven.titleHtml = page.titleTokens.length > 0
      ? this.#inline.html(page.titleTokens)
      : escapeHtml(page.title);
    this.#inline.words = "";
    this.#woven.leadHtml = this.#inline.html(page.leadTokens);
    this.#woven.description = this.#inline.words.trim();
    this.#out.push(`<div class="section">\n`);
    this.#tokens(page.tokens, 0, page.tokens.length);
    this.#out.push(this.#section ? "</section>\n" : "</div>\n");
    this.#flushSearch();
    this.#references();
    const last = this.#numbered.values.blocks.length - 1;
    const script = this.#blocks.rScript(last);
    if (script !== "") this.#woven.files.push({ name: "chapter.R", content: script });
    this.#woven.body = this.#out.join("").replace(
      /<div class="section">\n<\/div>\n|<div class="section">\n(?=<section )/g,
      "",
    )
      // A cell without words heads nothing.
      .replace(/<th scope="(?:row|col)"([^>]*)>\s*<\/th>/g, "<td$1></td>");
    this.#woven.cited = [...this.#inline.cited];
  }

  #tokens(tokens: readonly Token[], from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const token = tokens[i];
      if (!token) continue;
      if (token.type === "container_open" && this.#isHidden(token)) {
        i = closeOf(tokens, i, "container");
        continue;
      }
      const { hiddenFrom = [] } = token.type === "note_open" ? token.meta as NoteMeta : {};
      if (isHidden(hiddenFrom, this.#context.audience)) {
        i = closeOf(tokens, i, "note");
        continue;
      }
      this.#token(token, tokens, i);
    }
  }

  #isHidden(token: Token): boolean {
    const meta = token.meta as ContainerMeta;
    for (const fault of containerFaults(meta.attributes, this.#context)) {
      this.#inline.fault(fault, meta);
    }
    return isHidden(visibilityOf(meta.attributes), this.#context.audience);
  }

  #token(token: Token, tokens: readonly Token[], index: number): void {
    const out = this.#out;
    switch (token.type) {
      case "inline":
        out.push(this.#inline.html(token.children ?? []));
        this.#inline.words += " ";
        return;
      case "paragraph_open":
        if (!token.hidden) out.push("<p>");
        return;
      case "paragraph_close":
        if (!token.hidden) out.push("</p>\n");
        else if (tokens[index + 1]?.type !== "list_item_close") out.push("\n");
        return;
      case "heading_open":
        this.#headingOpen(token);
        return;
      case "heading_close":
        out.push(this.#close());
        return;
      case "bullet_list_open":
        out.push('<ul class="prose">\n');
        return;
      case "ordered_list_open": {
        const start = token.attrGet("start");
        out.push(start === null ? '<ol class="prose">\n' : `<ol class="prose" start="${start}">\n`);
        return;
      }
      case "list_item_open":
        out.push("<li>");
        return;
      case "dl_open":
        out.push('<dl class="terms">\n');
        return;
      case "dt_open":
      case "dd_open":
        out.push(`<${token.tag}>`);
        return;
      case "dl_close":
      case "dt_close":
      case "dd_close":
      case "bullet_list_close":
      case "ordered_list_close":
      case "blockquote_close":
      case "list_item_close":
        out.push(`</${token.tag}>\n`);
        return;
      case "blockquote_open":
        out.push("<blockquote>\n");
        return;
      case "hr":
        out.push("<hr>\n");
        return;
      case "callout_open":
        this.#callout(token.meta as CalloutMeta);
        return;
      case "callout_close":
        out.push("</aside>\n");
        return;
      case "code_block":
      case "fence":
        this.#fence(token);
        return;
      case "block":
        out.push(this.#blocks.html(token));
        return;
      case "display":
        this.#display(token);
        return;
      case "figure":
        this.#figure(token);
        return;
      case "note_open": {
        const meta = token.meta as NoteMeta;
        out.push(
          `<aside class="note" id="note-${meta.number}" aria-label="Note ${meta.number}"><a class="sign" href="#call-${meta.number}" aria-label="Back to the text">${
            noteSign(meta.number)
          }</a>\n`,
        );
        return;
      }
      case "note_close":
        out.push("</aside>\n");
        return;
      case "container_open":
        this.#containerOpen(token);
        return;
      case "container_close":
        out.push(this.#close());
        return;
      case "markup":
        out.push(this.#inline.markup(token.meta as MarkupMeta), "\n");
        return;
      default:
        out.push(this.#table.html(token, tokens[index - 1]));
    }
  }

  #close(): string {
    const closer = this.#closers.pop() ?? "";
    return typeof closer === "string" ? closer : closer();
  }

  #flushSearch(): void {
    this.#search.text = this.#inline.words.replace(/\s+/g, " ").trim();
    this.#inline.words = "";
    if (this.#search.text !== "" || this.#search.title !== "") {
      this.#woven.search.push(this.#search);
    }
  }

  #headingOpen(token: Token): void {
    const heading = this.#numbered.page.headings[Number(token.meta?.["heading"] ?? -1)];
    if (!heading) {
      this.#out.push(`<${token.tag}>`);
      this.#closers.push(`</${token.tag}>\n`);
      return;
    }
    this.#flushSearch();
    this.#search = { id: heading.id, title: `${heading.number} ${heading.text}`.trim(), text: "" };
    const number = heading.number === "" ? "" : `<span class="no">${heading.number}</span> `;
    const id = escapeHtml(heading.id);
    // The heading is called by its words alone: its own link is for those who point at it.
    const anchor = `<a class="anchor" href="#${id}" aria-hidden="true" tabindex="-1">#</a>`;
    if (heading.level === 2) {
      this.#out.push(this.#section ? "</section>\n" : "</div>\n");
      this.#section = true;
      this.#out.push(`<section id="${id}">\n<h2>${number}`);
      this.#closers.push(`${anchor}</h2>\n`);
    } else {
      this.#out.push(`<${token.tag} id="${id}">${number}`);
      this.#closers.push(`${anchor}</${token.tag}>\n`);
    }
  }

  #callout(meta: CalloutMeta, heading: readonly Token[] | null = null): void {
    const { className, word } = CALLOUT_WORDS[meta.kind] ?? { className: "", word: "Note" };
    const plain = heading ? plainText(heading) : "";
    const title = meta.title ?? (plain === "" ? word : plain);
    const words = heading && meta.title === null ? this.#inline.html(heading) : escapeHtml(title);
    this.#out.push(
      `<aside class="call${className}" aria-label="${escapeHtml(title)}"><b>${words}</b>\n`,
    );
  }

  #fence(token: Token): void {
    const language = /^\{?\.?([\w+-]*)/.exec(token.info)?.[1] ?? "";
    this.#inline.words += ` ${token.content} `;
    this.#out.push(
      `<pre class="sample" tabindex="0"><code>${
        highlight(token.content.replace(/\n$/, ""), language)
      }</code></pre>\n`,
    );
  }

  #display(token: Token): void {
    const place = this.#numbered.tokens.get(token);
    const formula = this.#inline.mathematics(token, true);
    if (formula === "") return;
    const name = place ? `Equation ${place.number}` : "Equation";
    const scroll =
      `<div class="scroll" tabindex="0" role="group" aria-label="${name}">${formula}</div>`;
    this.#out.push(
      place
        ? `<div class="eq" id="${escapeHtml(place.id)}">${scroll}<a href="#${
          escapeHtml(place.id)
        }" aria-label="Link to ${name}">(${place.number})</a></div>\n`
        : `<div class="eq">${scroll}</div>\n`,
    );
  }

  #figure(token: Token): void {
    const meta = token.meta as FigureMeta;
    const place = this.#numbered.tokens.get(token);
    const id = place?.id ?? "";
    const picture = this.#inline.picture(meta.source, meta.alt, meta.width, meta);
    const caption = this.#inline.html(token.children ?? []);
    this.#out.push(
      `<figure id="${escapeHtml(id)}">\n${picture}\n<figcaption class="cap"><span><b>Figure ${
        place?.number ?? ""
      }.</b> ${stop(caption)}</span><div class="tools"><a href="#${
        escapeHtml(id)
      }" class="self" aria-label="Link to Figure ${
        place?.number ?? ""
      }">Link</a></div></figcaption>\n</figure>\n`,
    );
  }

  #containerOpen(token: Token): void {
    const meta = token.meta as ContainerMeta;
    const { classes, values } = meta.attributes;
    const place = this.#numbered.tokens.get(token);
    const callout = classes.flatMap((name) => CALLOUTS[name] ?? [])[0];
    if (place) {
      const title = values["title"] ?? meta.title;
      const words = title === null && meta.heading
        ? this.#inline.html(meta.heading)
        : escapeHtml(title ?? "");
      const name = `Exercise ${place.number}`;
      this.#out.push(
        `<div class="exr" id="${
          escapeHtml(place.id)
        }" role="group" aria-label="${name}">\n<p class="exr-title"><b>${name}</b>${
          words === "" ? "" : ` <span>· ${words}</span>`
        }</p>\n`,
      );
      this.#exercise = place.id;
      this.#closers.push(() => {
        this.#exercise = null;
        return "</div>\n";
      });
    } else if (classes.includes("solution")) {
      const owner = values["for"] ?? this.#exercise;
      const target = owner === null ? undefined : this.#context.resolve(owner);
      if (values["for"] !== undefined && !target) {
        this.#inline.fault({
          code: "unknown-label",
          message: `There is no exercise "${values["for"]}" for this solution`,
          hint: "Write `for=` with the label of the exercise",
        }, meta);
      }
      const name = target ? `Solution of Exercise ${target.number}` : "Solution";
      const id = owner === null ? `sol-${++this.#solutions}` : owner.replace(/^exr-/, "sol-");
      const outer = this.#search;
      this.#flushSearch();
      this.#search = { id, title: name, text: "" };
      this.#out.push(
        `<details class="solution" id="${escapeHtml(id)}"><summary>${name}</summary>\n`,
      );
      this.#closers.push(() => {
        this.#flushSearch();
        this.#search = { ...outer, text: "" };
        return "</details>\n";
      });
    } else if (classes.includes("details")) {
      const words = escapeHtml(values["summary"] ?? values["title"] ?? meta.title ?? "Details");
      this.#out.push(`<details><summary>${words}</summary>\n`);
      this.#closers.push("</details>\n");
    } else if (callout && values["collapse"] !== undefined) {
      const plain = CALLOUT_WORDS[callout]?.word ?? "Note";
      const title = values["title"] ?? meta.title;
      const words = title === null && meta.heading
        ? this.#inline.html(meta.heading)
        : escapeHtml(title ?? plain);
      const open = values["collapse"] === "false" ? " open" : "";
      this.#out.push(`<details${open}><summary>${words}</summary>\n`);
      this.#closers.push("</details>\n");
    } else if (callout) {
      const title = values["title"] ?? meta.title;
      this.#callout({ kind: callout, title }, meta.heading);
      this.#closers.push("</aside>\n");
    } else if (
      classes.includes("margin") || classes.includes("column-margin") || classes.includes("aside")
    ) {
      this.#out.push('<aside class="note">\n');
      this.#closers.push("</aside>\n");
    } else {
      const id = meta.attributes.id === null ? "" : ` id="${escapeHtml(meta.attributes.id)}"`;
      const names = classes.length === 0 ? "" : ` class="${escapeHtml(classes.join(" "))}"`;
      this.#out.push(`<div${id}${names}>\n`);
      this.#closers.push("</div>\n");
    }
  }

  /** The list of works that the page cites. */
  #references(): void {
    const cited = [...this.#inline.cited].flatMap((key) => this.#context.works.get(key) ?? []);
    if (cited.length === 0) return;
    const entries = cited.sort(byAuthor).map((work) => {
      const entry = referenceEntry(work, this.#context.yearOf.get(work.key) ?? work.year);
      const id = `ref-${slugKey(work.key)}`;
      const text = wordsOf(entry);
      this.#woven.search.push({ id, title: "References", text });
      return `<li id="${id}">${entry}</li>\n`;
    });
    this.#out.push(
      `<section id="references" class="references">\n<h2>References</h2>\n<ol class="refs">\n${
        entries.join("")
      }</ol>\n</section>\n`,
    );
  }
}
