/**
 * Containers: exercises and their solutions, callouts, folds, remarks in the margin.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import type { NumberedPage } from "../page/number_page.ts";
import { parseInlineText } from "../rules/markdown.ts";
import { panelOf, REMARKS, statementOf, statementWord } from "../page/statements.ts";
import { CALLOUT_WORDS, CALLOUTS } from "../page/vocabulary.ts";
import type { CalloutKind } from "../rules/alert.ts";
import type { ContainerMeta } from "../rules/container.ts";
import { plainText } from "../rules/heading.ts";
import type { Inlines } from "./inlines.ts";
import type { ResolveContext } from "./page_tree.ts";
import type { PageRecord } from "./record.ts";
import { type Block, type Inline, solutionName, withStop } from "./tree.ts";

/** Resolves the containers of one page. */
export class Containers {
  readonly #numbered: NumberedPage;
  readonly #context: ResolveContext;
  readonly #record: PageRecord;
  readonly #inlines: Inlines;
  /** Label of the exercise at hand. */
  #exercise: string | null = null;
  #solutions = 0;

  constructor(
    numbered: NumberedPage,
    context: ResolveContext,
    record: PageRecord,
    inlines: Inlines,
  ) {
    this.#numbered = numbered;
    this.#context = context;
    this.#record = record;
    this.#inlines = inlines;
  }

  /** The block of a container; `inner` resolves what stands in it. */
  block(token: Token, inner: () => Block[]): Block {
    const meta = token.meta as ContainerMeta;
    const { id, classes, values } = meta.attributes;
    const place = this.#numbered.tokens.get(token);
    const callout = classes.flatMap((name) => CALLOUTS[name] ?? [])[0];
    const kind = statementOf(meta.attributes);
    const stated = kind ?? classes.find((name) => REMARKS.has(name));
    const title = values["title"] ?? (stated ? values["name"] : undefined) ?? meta.title;
    if (stated) {
      const words = title === null && meta.heading
        ? this.#inlines.words(meta.heading)
        : this.#markdown(title ?? "", meta);
      const outer = this.#exercise;
      if (kind === "exercise" && place) this.#exercise = place.id;
      const blocks = inner();
      this.#exercise = outer;
      const name = statementWord(stated) + (place ? ` ${place.number}` : "");
      return { type: "statement", name, place: place ?? null, title: words, blocks };
    }
    if (classes.includes("solution")) return this.#solution(meta, inner);
    if (classes.includes("details")) {
      const summary = values["summary"] ?? title ?? "Details";
      return { type: "details", summary, blocks: inner() };
    }
    if (callout) {
      const { collapse } = values;
      const fold = collapse === undefined ? null : collapse === "false" ? "open" : "closed";
      const named = calloutOf(callout, title, meta.heading, this.#inlines);
      const words = title === null ? named.words : this.#markdown(title, meta);
      return { type: "callout", kind: callout, ...named, words, fold, blocks: inner() };
    }
    if (["margin", "column-margin", "aside"].some((name) => classes.includes(name))) {
      return { type: "aside", blocks: inner() };
    }
    if (classes.includes("panel-tabset") || classes.includes("tabset")) {
      return tabsOf(id, inner());
    }
    const panel = panelOf(meta.attributes);
    if (panel !== null && place) {
      const blocks = inner();
      const given = values[panel === "figure" ? "fig-cap" : "tbl-cap"];
      const last = blocks.at(-1);
      const below = given === undefined && last?.type === "paragraph" && blocks.length > 1;
      if (below) blocks.pop();
      const words = below ? last.words : this.#markdown(given ?? "", meta);
      return { type: "panel", kind: panel, place, caption: withStop(words), blocks };
    }
    const layout = values["layout-ncol"] !== undefined && !classes.includes("columns");
    const share = classes.includes("column") ? parseFloat(values["width"] ?? "") : NaN;
    return {
      type: "container",
      id,
      classes: layout ? [...classes, "columns"] : classes,
      share: share > 0 && share <= 100 ? share : null,
      blocks: inner(),
    };
  }

  /** A title in the braces of a container, which is Markdown as a heading is. */
  #markdown(text: string, { start, end }: ContainerMeta): Inline[] {
    if (!/[*_`$\\@<[^~]/.test(text)) return textWords(text);
    const { source, texts } = this.#numbered.page;
    const found = source.text.slice(start, end).indexOf(text);
    const { children, diagnostics } = parseInlineText(
      source,
      text,
      start + Math.max(0, found),
      texts,
    );
    addAll(this.#record.diagnostics, diagnostics);
    return this.#inlines.words(children);
  }

  #solution(meta: ContainerMeta, inner: () => Block[]): Block {
    const asked = meta.attributes.values["for"];
    const owner = asked ?? this.#exercise;
    const target = owner === null ? undefined : this.#context.resolve(owner);
    if (asked !== undefined && !target) {
      this.#record.fault({
        code: "unknown-label",
        message: `There is no exercise "${asked}" for this solution`,
        hint: "Write `for=` with the label of the exercise",
      }, meta);
    }
    const id = owner === null ? `sol-${++this.#solutions}` : owner.replace(/^exr-/, "sol-");
    const exercise = target?.number ?? null;
    const outer = this.#record.begin(id, solutionName(exercise));
    const blocks = inner();
    this.#record.begin(outer.id, outer.title);
    return { type: "solution", id, exercise, blocks };
  }
}

/** Blocks in parts, each of which begins with a heading of the first one's level. */
function tabsOf(id: string | null, blocks: Block[]): Block {
  const level = blocks.find((block) => block.type === "heading")?.level;
  const first = blocks.findIndex((block) => block.type === "heading");
  if (level === undefined) return { type: "container", id, classes: [], share: null, blocks };
  const tabs: { words: Inline[]; blocks: Block[] }[] = [];
  for (const block of blocks.slice(first)) {
    if (block.type === "heading" && block.level === level) {
      tabs.push({ words: block.words, blocks: [] });
      continue;
    }
    // The name of a part is no heading, and those in it stand in its place.
    tabs.at(-1)!.blocks.push(
      block.type === "heading" ? { ...block, level: Math.max(2, block.level - 1) } : block,
    );
  }
  const made: Block = { type: "tabs", id, tabs };
  return first === 0 ? made : {
    type: "container",
    id: null,
    classes: [],
    share: null,
    blocks: [...blocks.slice(0, first), made],
  };
}

/** The name of a callout: as plain words, and as it is set. */
export function calloutOf(
  kind: CalloutKind,
  title: string | null,
  heading: readonly Token[] | null,
  inlines: Inlines,
): { title: string; words: Inline[] } {
  const plain = title ?? (heading ? plainText(heading) : "");
  const name = title === null && plain === "" ? CALLOUT_WORDS[kind] ?? "Note" : plain;
  const words = heading && title === null ? inlines.words(heading) : textWords(name);
  return { title: name, words };
}

function textWords(text: string): Inline[] {
  return text === "" ? [] : [{ type: "text", text }];
}
