/**
 * Numbers by chapter: sections, tables, figures, equations, models, designs and exercises.
 *
 * @module
 */
import type { Token } from "markdown-it";
import type { Diagnostic } from "../../diagnostic.ts";
import { captionText } from "../../render/caption.ts";
import type { Placement } from "../../render/presentation.ts";
import { failedLabels, nothingShown, spanOf, STRAY_CAPTION } from "./failed_labels.ts";
import { kindOf, type LabelKind, PREFIX_OF } from "./label.ts";
import type { Block, Page } from "./page.ts";
import type { ContainerMeta } from "../rules/container.ts";
import { plainText } from "../rules/heading.ts";
import type { MathMeta } from "../rules/mathematics.ts";
import type { InlineValueMeta } from "../rules/inline_code.ts";
import type { NoteMeta } from "../rules/note.ts";
import type { SpanMeta } from "../rules/span.ts";
import type { FigureMeta } from "../rules/image.ts";
import type { TableMeta } from "../rules/table/caption.ts";
import { idOf, nextPart, type Panel } from "./panel.ts";
import { panelOf, statementOf, STATEMENTS } from "./statements.ts";
import type { PageValues, StoredItem } from "./values.ts";
import { type Audience, AUDIENCES, isHidden, visibilityOf } from "./visibility.ts";

/** Something that can be referred to. */
export interface Target {
  label: string;
  kind: LabelKind;
  /** `4.1`; empty where it has none. */
  number: string;
  /** Plain text: a section's heading, a caption. */
  title: string;
  /** The page's output file and the fragment in it. */
  page: string;
  id: string;
  /** Audiences that do not see it. */
  hiddenFrom: readonly Audience[];
}

/** A shown value with its place in the chapter. */
export interface PlacedItem {
  item: StoredItem;
  placement: Placement;
  kind: "table" | "figure" | "equation" | "output";
  number: string;
  id: string;
}

/** A page with its numbers. */
export interface NumberedPage {
  page: Page;
  values: PageValues;
  /** `4`, `A`, or empty. */
  chapter: string;
  /** Output file, relative to the site's root: `04-linear-mixed-models.html`. */
  output: string;
  targets: Target[];
  /** By index of the block. */
  placed: PlacedItem[][];
  /** Id and number of a block itself, by index. */
  blockIds: { id: string | null; number: string }[];
  /** Place of a figure or table whose parts a block shows, by its index. */
  panels: Map<number, { id: string; number: string; kind: "figure" | "table" }>;
  /** Place of the figure, table or equation that a failed block would have shown, by its index. */
  lost: Map<number, { id: string; number: string; kind: LabelKind }>;
  /** Number and id of equations, figures, tables and exercises of the prose. */
  tokens: Map<Token, { id: string; number: string }>;
  /** Blocks that some audiences do not see: those of solutions, and what is hidden on a condition. */
  hidden: Map<number, readonly Audience[]>;
  diagnostics: Diagnostic[];
}

/** What numbering must know of the book. */
export interface NumberingContext {
  chapter: string;
  output: string;
  place: (item: StoredItem) => Placement;
}

/** Gives every thing of a page its number and id. */
export function numberPage(
  page: Page,
  values: PageValues,
  context: NumberingContext,
): NumberedPage {
  const result: NumberedPage = {
    page,
    values,
    chapter: context.chapter,
    output: context.output,
    targets: [],
    placed: values.blocks.map(() => []),
    blockIds: values.blocks.map(() => ({ id: null, number: "" })),
    panels: new Map(),
    lost: new Map(),
    tokens: new Map(),
    hidden: new Map(),
    diagnostics: [],
  };
  new Numbering(result, context).run();
  return result;
}

/** What a caption stands under. */
const HAS_CAPTION = ({ kind }: PlacedItem): boolean => kind === "table" || kind === "figure";

class Numbering {
  readonly #result: NumberedPage;
  readonly #context: NumberingContext;
  readonly #counts = new Map<LabelKind, number>();
  readonly #sections: number[] = [];
  /** From whom each open container is kept. */
  readonly #open: (readonly Audience[])[] = [];
  readonly #panels: (Panel | null)[] = [];

  constructor(result: NumberedPage, context: NumberingContext) {
    this.#result = result;
    this.#context = context;
  }

  run(): void {
    const { page, chapter, targets, output } = this.#result;
    if (page.id !== "top") {
      targets.push({
        label: page.id,
        kind: "chapter",
        number: chapter,
        title: page.title,
        page: output,
        id: "",
        hiddenFrom: [],
      });
    }
    for (const token of page.tokens) this.#visit(token);
  }

  #hiddenFrom(): readonly Audience[] {
    return AUDIENCES.filter((audience) => this.#open.some((each) => isHidden(each, audience)));
  }

  #next(kind: LabelKind): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return this.#result.chapter === "" ? String(count) : `${this.#result.chapter}.${count}`;
  }

  /** The number of a figure or a table, or of a part of one. */
  #numberOf(kind: Panel["kind"], panel = this.#panels.findLast((each) => each)): string {
    return panel?.kind === kind ? nextPart(panel) : this.#next(kind);
  }

  #target(label: string, kind: LabelKind, number: string, title: string, id = label): void {
    this.#result.targets.push({
      label,
      kind,
      number,
      title,
      page: this.#result.output,
      id,
      hiddenFrom: this.#hiddenFrom(),
    });
  }

  #visit(token: Token): void {
    switch (token.type) {
      case "heading_open":
        this.#heading(token);
        break;
      case "container_open":
        this.#container(token);
        break;
      case "note_open":
        this.#open.push((token.meta as NoteMeta).hiddenFrom ?? []);
        this.#panels.push(null);
        break;
      case "container_close":
      case "note_close":
        this.#open.pop();
        this.#panels.pop();
        break;
      case "block":
        // a block that wrote Markdown stands in several parts
        if (token.meta?.["continues"]) return;
        this.#block(Number(token.meta?.["block"]));
        break;
      case "display":
        this.#display(token);
        break;
      case "figure":
        this.#figure(token);
        break;
      case "table_open":
        this.#table(token);
    }
    this.#inline(token.children ?? []);
    this.#inline(token.meta?.["captionTokens"] as Token[] | undefined ?? []);
    const caption = token.meta?.["caption"] as Token | undefined;
    if (caption) this.#inline(caption.children ?? []);
  }

  /** Equations and values within a line; those of a span that is hidden are hidden. */
  #inline(children: readonly Token[]): void {
    for (const child of children) {
      if (child.type === "span_open") {
        this.#open.push(visibilityOf((child.meta as SpanMeta).attributes));
      } else if (child.type === "span_close") this.#open.pop();
      else if (child.type === "display") this.#display(child);
      else if (child.type === "inline_value") this.#hide((child.meta as InlineValueMeta).block);
      this.#inline(child.children ?? []);
    }
  }

  #hide(index: number): void {
    const from = this.#hiddenFrom();
    if (from.length > 0) this.#result.hidden.set(index, from);
  }

  #heading(token: Token): void {
    const heading = this.#result.page.headings[Number(token.meta?.["heading"] ?? -1)];
    if (!heading) return;
    if (heading.numbered) {
      const depth = heading.level - 1;
      this.#sections.length = Math.min(this.#sections.length, depth);
      while (this.#sections.length < depth) this.#sections.push(0);
      this.#sections[depth - 1] = (this.#sections[depth - 1] ?? 0) + 1;
      const numbers = this.#sections.join(".");
      const { chapter } = this.#result;
      heading.number = chapter === "" ? numbers : `${chapter}.${numbers}`;
    }
    const id = heading.id;
    const label = kindOf(id) === "section" ? id : `sec-${id}`;
    this.#target(label, "section", heading.number, heading.text, id);
    if (label !== id) this.#target(id, "section", heading.number, heading.text, id);
  }

  #container(token: Token): void {
    const { attributes, title } = token.meta as ContainerMeta;
    this.#open.push(visibilityOf(attributes));
    const panel = panelOf(attributes);
    if (panel !== null) {
      const id = attributes.id!;
      const number = this.#numberOf(panel);
      this.#panels.push({ kind: panel, number, parts: 0 });
      this.#result.tokens.set(token, { id, number });
      const caption = attributes.values[panel === "figure" ? "fig-cap" : "tbl-cap"];
      return this.#target(id, panel, number, caption ?? "");
    }
    this.#panels.push(null);
    const kind = statementOf(attributes);
    if (kind === null) return;
    const number = this.#next(kind);
    const { id, values } = attributes;
    const own = id ?? idOf(STATEMENTS.get(kind)!, number);
    this.#result.tokens.set(token, { id: own, number });
    if (id !== null) {
      this.#target(id, kind, number, values["title"] ?? values["name"] ?? title ?? "");
    }
  }

  #display(token: Token): void {
    const { id, others = [] } = token.meta as MathMeta;
    if (id === null) return;
    const number = this.#next("equation");
    this.#result.tokens.set(token, { id, number });
    this.#target(id, "equation", number, "");
    for (const other of others) this.#target(other.id, "equation", number, "", id);
  }

  #figure(token: Token): void {
    const meta = token.meta as FigureMeta;
    const number = this.#numberOf("figure");
    const id = meta.id ?? idOf("fig", number);
    this.#result.tokens.set(token, { id, number });
    if (meta.id) this.#target(id, "figure", number, plainText(token.children ?? []));
  }

  #table(token: Token): void {
    const meta = token.meta as TableMeta | null;
    if (!meta?.caption) return;
    const number = this.#numberOf("table");
    const id = meta.id ?? idOf("tbl", number);
    this.#result.tokens.set(token, { id, number });
    if (meta.id) this.#target(id, "table", number, plainText(meta.caption.children ?? []));
  }

  #block(index: number): void {
    const { page, values, blockIds } = this.#result;
    const block = page.blocks[index];
    const stored = values.blocks[index];
    if (!block || !stored) return;
    this.#hide(index);
    const option = block.options["label"];
    const label = option && String(option.value);
    const kind = label === undefined ? null : kindOf(label);
    const output = block.options["output"]?.value !== false;
    if (label !== undefined && (kind === "model" || kind === "design")) {
      const number = this.#next(kind);
      blockIds[index] = { id: label, number };
      this.#target(label, kind, number, "");
    }
    if (output) this.#items(index, block, label, kind);
    if (stored.failed) return this.#failed(index, block, label);
    const found = this.#result.targets.some((target) => target.label === label);
    const caption = block.options["caption"];
    if (label !== undefined && option && kind !== null && !found) {
      const fault = nothingShown(label, kind);
      this.#result.diagnostics.push(page.source.diagnostic(fault, spanOf(option, caption)));
      return;
    }
    const silent = !output || block.kind !== "model" || block.options["eval"]?.value === false;
    if (!caption || silent || this.#result.placed[index]?.some(HAS_CAPTION)) return;
    this.#result.diagnostics.push(page.source.diagnostic(STRAY_CAPTION, caption.span));
  }

  /** Gives a number to what a failed block would have shown, unless it showed that. */
  #failed(index: number, block: Block, own: string | undefined): void {
    const { targets, placed, lost, page } = this.#result;
    const known = new Set(targets.map(({ label }) => label));
    for (const { label, kind, numbered } of failedLabels(block, own, page.source)) {
      if (known.has(label)) continue;
      if (!numbered || lost.has(index) || placed[index]?.some(({ id }) => id === label)) {
        this.#target(label, kind, "?", "");
        continue;
      }
      const number = this.#next(kind);
      lost.set(index, { id: label, number, kind });
      this.#target(label, kind, number, "");
    }
  }

  #items(index: number, block: Block, label: string | undefined, kind: LabelKind | null): void {
    const { values, placed } = this.#result;
    const name = block.options["name"]?.value;
    const placements = values.blocks[index]?.shown.map((item) => this.#context.place(item)) ??
      [];
    const labelled = placements.findIndex((p) => p.role === kind);
    const fallback = kind === "table" || kind === "figure" || kind === "equation" ? 0 : -1;
    const bearer = labelled >= 0 ? labelled : fallback;
    // a picture is a figure where it has a caption, as in the prose
    const captioned = block.options["caption"] === undefined
      ? -1
      : values.blocks[index]?.shown.findIndex(({ value }) => value.kind === "pictures") ?? -1;
    const given = new Set<string>();
    const panel = this.#panelOf(index, block, label, placements.map(({ role }) => role));
    for (const [position, placement] of placements.entries()) {
      const item = values.blocks[index]?.shown[position];
      if (!item) continue;
      const role =
        position === bearer && (kind === "table" || kind === "figure" || kind === "equation")
          ? kind
          : position === captioned
          ? "figure"
          : placement.role;
      if (role === "output") {
        placed[index]?.push({ item, placement, kind: role, number: "", id: "" });
        continue;
      }
      const part = panel?.kind === role ? panel : undefined;
      const number = role === "figure" || role === "table"
        ? this.#numberOf(role, part)
        : this.#next(role);
      const prefix = PREFIX_OF[role] ?? role;
      const labels: string[] = [];
      if (part) labels.push(`${this.#result.panels.get(index)!.id}-${part.parts}`);
      else if (position === bearer && label !== undefined) labels.push(label);
      else if (label !== undefined && kind === null) labels.push(`${prefix}-${label}`);
      if (typeof name === "string" && item.part) labels.push(`${prefix}-${name}-${item.part}`);
      const fresh = labels.filter((each) => !given.has(each));
      const id = fresh[0] ?? idOf(prefix, number);
      for (const each of fresh) {
        given.add(each);
        this.#target(each, role, number, captionText(placement.caption), id);
      }
      placed[index]?.push({ item, placement, kind: role, number, id });
    }
  }

  /** The figure or table whose parts a block shows: `fig-subcap` says that they are parts. */
  #panelOf(
    index: number,
    block: Block,
    label: string | undefined,
    roles: readonly Placement["role"][],
  ): Panel | undefined {
    const kind = (["figure", "table"] as const).find((each) =>
      roles.filter((role) => role === each).length > 1
    );
    if (block.options["parts"] === undefined || kind === undefined) return undefined;
    const number = this.#numberOf(kind);
    const prefix = PREFIX_OF[kind]!;
    const own = label === undefined || kindOf(label) === kind ? label : `${prefix}-${label}`;
    const id = own ?? idOf(prefix, number);
    this.#result.panels.set(index, { id, number, kind });
    if (own !== undefined) {
      this.#target(own, kind, number, String(block.options["caption"]?.value ?? ""));
    }
    return { kind, number, parts: 0 };
  }
}
