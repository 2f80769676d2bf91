/**
 * A `model` or `plot` block: its code, then what it shows, each with number and caption.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import { unmarked } from "../../render/equation/symbols.ts";
import { equationLatex, tablesOf } from "../../render/render.ts";
import type { Shown } from "../../render/shown.ts";
import type { TableModel } from "../../render/table/table_model.ts";
import type { NumberedPage, PlacedItem } from "../page/number_page.ts";
import type { Block as PageBlock } from "../page/page.ts";
import type { Fault } from "../page/source.ts";
import { statementWord } from "../page/statements.ts";
import { parseInlineText } from "../rules/markdown.ts";
import { headline } from "./headline.ts";
import { elsewhere, type Inlines } from "./inlines.ts";
import type { ResolveContext } from "./page_tree.ts";
import { RScript } from "./r_script.ts";
import type { PageRecord } from "./record.ts";
import type { PartMeta } from "./written.ts";
import { type Block, captionWords, type Inline, plainWords, type Show, withStop } from "./tree.ts";

/** Resolves the blocks of one page that run. */
export class Results {
  readonly #numbered: NumberedPage;
  readonly #record: PageRecord;
  readonly #inlines: Inlines;
  readonly #scripts: RScript;

  constructor(
    numbered: NumberedPage,
    context: ResolveContext,
    record: PageRecord,
    inlines: Inlines,
  ) {
    this.#numbered = numbered;
    this.#record = record;
    this.#inlines = inlines;
    this.#scripts = new RScript(numbered, context);
  }

  /** The R of the whole page. */
  get script(): string {
    return this.#scripts.upTo(this.#numbered.values.blocks.length - 1);
  }

  /** What a block's token stands for. */
  blocks(token: Token): Block[] {
    const index = Number(token.meta?.["block"]);
    const block = this.#numbered.page.blocks[index];
    if (!block) return [];
    const caption = token.meta?.["captionTokens"] as Token[] | undefined;
    const { items: part, continues = false } = token.meta as PartMeta;
    const items = this.#numbered.placed[index] ?? [];
    const bearer = items.findIndex(({ kind }) => kind !== "output" && kind !== "equation");
    const panel = this.#numbered.panels.get(index);
    const shown = items.flatMap((placed, position) =>
      part && !part.includes(position)
        ? []
        : [this.#item(placed, index, position === bearer && caption && !panel ? caption : null)]
    );
    return [
      ...continues ? [] : this.#code(block, index),
      ...this.#together(shown, block, panel ?? null, caption ?? []),
      ...continues ? [] : this.#computed(index),
      ...continues ? [] : this.#lacking(block, index, bearer < 0 ? caption ?? [] : []),
    ];
  }

  /** What a block shows side by side: parts of one figure, or pictures in columns. */
  #together(
    shown: Block[],
    block: PageBlock,
    panel: { id: string; number: string; kind: "figure" | "table" } | null,
    caption: readonly Token[],
  ): Block[] {
    const kind = panel?.kind ?? "figure";
    const isOne = ({ type }: Block): boolean => type === kind || type === `author-${kind}`;
    const blocks = shown.filter(isOne);
    const columns = Number(block.options["columns"]?.value ?? 1);
    if (!panel && (blocks.length < 2 || columns < 2)) return shown;
    const first = shown.findIndex(isOne);
    const before = shown.slice(0, first).filter((each) => !isOne(each));
    const behind = shown.slice(first).filter((each) => !isOne(each));
    const boxes = blocks.map((each): Block => ({
      type: "container",
      id: null,
      classes: ["column"],
      share: null,
      blocks: [each],
    }));
    const together: Block = panel
      ? {
        type: "panel",
        kind,
        place: { id: panel.id, number: panel.number },
        caption: withStop(this.#inlines.words(caption)),
        blocks: boxes,
      }
      : { type: "container", id: null, classes: ["columns"], share: null, blocks: boxes };
    return [...before, together, ...behind];
  }

  #code(block: PageBlock, index: number): Block[] {
    const { id, number } = this.#numbered.blockIds[index] ?? { id: null, number: "" };
    const echo = block.options["echo"]?.value ?? (block.kind === "plot" ? false : "fold");
    if (echo === false) return id === null ? [] : [{ type: "anchor", id }];
    const code = block.code.trim();
    if (code === "") return [];
    const plot = block.kind === "plot";
    const kind = /^dsn-/.test(id ?? "") ? "Design" : "Model";
    const lines = code.split("\n");
    return [{
      type: "code",
      id,
      name: number !== "" ? `${kind} ${number}` : plot ? "Plot" : "R",
      language: plot ? "js" : "r",
      code,
      headline: lines.length === 1 ? null : headline(lines),
      open: echo === true,
    }];
  }

  /** Where values come from that were not computed here. */
  #computed(index: number): Block[] {
    const { computed, shown = [] } = this.#numbered.values.blocks[index] ?? {};
    return computed && shown.length > 0 ? [{ type: "computed", ...computed }] : [];
  }

  /** What stands for values that were not made because something failed before. */
  #lacking(block: PageBlock, index: number, caption: readonly Token[]): Block[] {
    const { failed = false, faults = [] } = this.#numbered.values.blocks[index] ?? {};
    const lost = this.#numbered.lost.get(index) ?? null;
    const told = faults.length > 0;
    if (!failed || block.options["output"]?.value === false && lost === null) return [];
    if (told && caption.length === 0 && lost === null) return [];
    const place = lost && {
      id: lost.id,
      number: lost.number,
      name: `${statementWord(lost.kind)} ${lost.number}`,
    };
    return [{ type: "lacking", told, place, caption: withStop(this.#inlines.words(caption)) }];
  }

  #item(placed: PlacedItem, index: number, caption: Token[] | null): Block {
    const { item: { value, ...item }, kind, id, number, placement } = placed;
    const show = this.#show(index);
    const place = { id, number };
    if (value.kind === "pictures") return this.#pictures(value.paths, index, kind, place, caption);
    if (kind === "output") return { type: "output", value, show, place: null };
    if (kind === "equation") return equationOf(value, show, place);
    const heads = this.#heads(value, index);
    const part = this.#partCaption(placed, index);
    const words = caption
      ? this.#inlines.words(caption)
      : part !== null
      ? this.#markdown(part, index)
      : item.caption !== undefined
      ? this.#markdown(item.caption, index)
      : captionWords(placement.caption);
    this.#record.say(caption ? " " : ` ${plainWords(words)} `);
    const offered = !this.#scripts.isHidden(index);
    return {
      type: kind,
      place,
      width: placement.width,
      caption: withStop(words),
      value,
      show,
      heads,
      data: item.data ?? null,
      offered,
      script: offered ? this.#scripts.upTo(index) : "",
    };
  }

  /**
   * What `fig-subcap` says of a part, or `fig-cap` of one of several figures; null where a caption is
   * for the whole.
   */
  #partCaption(placed: PlacedItem, index: number): string | null {
    const panel = this.#numbered.panels.get(index);
    const options = this.#numbered.page.blocks[index]?.options;
    const texts = [options?.[panel ? "parts" : "captions"]?.value ?? []].flat();
    const kind = panel?.kind ?? "figure";
    if (placed.kind !== kind || !panel && texts.length === 0) return null;
    const items = this.#numbered.placed[index] ?? [];
    const own = items.filter((each) => each.kind === kind).indexOf(placed);
    return String((panel ? texts[own] : texts[own % texts.length]) ?? "");
  }

  /** Pictures of the author's own, a figure where they have a caption or a label. */
  #pictures(
    paths: readonly string[],
    index: number,
    kind: PlacedItem["kind"],
    place: { id: string; number: string },
    caption: Token[] | null,
  ): Block {
    const { page } = this.#numbered;
    const block = page.blocks[index];
    const words = caption ? withStop(this.#inlines.words(caption)) : [];
    const widths = String(block?.options["picture-width"]?.value ?? "").split(",");
    const alt = String(block?.options["alt"]?.value ?? plainWords(words)).trim();
    const line = paths.flatMap((path, i): Inline[] => {
      const start = page.source.text.indexOf(path, block?.span.start);
      const span = block && (start < 0 || start > block.span.end)
        ? block.span
        : { start, end: start + path.length };
      const width = widths[i % widths.length] || null;
      const picture = this.#inlines.picture({ path, alt, width }, span, WORDLESS);
      return picture ? [{ type: "picture", picture }] : elsewhere(path, alt);
    });
    if (kind !== "output") {
      this.#record.say(" ");
      const pictures = line.flatMap((each) => each.type === "picture" ? [each.picture] : []);
      const links = line.filter((each) => each.type !== "picture");
      return { type: "author-figure", place, pictures, caption: spaced(words, links) };
    }
    return { type: "paragraph", tight: false, words: line };
  }

  /** Words that a block's code holds, kable's caption say, as the Markdown that they are in R. */
  #markdown(text: string, index: number): Inline[] {
    const { page } = this.#numbered;
    const from = page.blocks[index]?.span.start ?? 0;
    const found = page.source.text.indexOf(text, from);
    const offset = found < 0 ? from : found;
    const { children, diagnostics } = parseInlineText(page.source, text, offset, page.texts);
    addAll(this.#record.diagnostics, diagnostics);
    return this.#record.silently(() => this.#inlines.words(children));
  }

  /** The heads of a table that `kable()` shows are Markdown as well: `kg ha^-1^`. */
  #heads(value: Shown, index: number): ReadonlyMap<string, Inline[]> {
    const heads = new Map<string, Inline[]>();
    const code = this.#numbered.page.blocks[index]?.code ?? "";
    if (!/\bkable\s*\(/.test(code)) return heads;
    for (const { table } of tablesOf(value)) {
      for (const head of headsOf(table)) {
        if (/[\^~$*`]/.test(head)) heads.set(head, this.#markdown(head, index));
      }
    }
    return heads;
  }

  #show(index: number): Show {
    const options = this.#numbered.page.blocks[index]?.options;
    const digits = options?.["digits"]?.value;
    const stars = options?.["stars"]?.value === true;
    return { stars, ...(typeof digits === "number" ? { digits } : {}) };
  }
}

function spaced(words: Inline[], links: Inline[]): Inline[] {
  return words.length > 0 && links.length > 0
    ? [...words, { type: "space" }, ...links]
    : [...words, ...links];
}

/** A picture that a block shows without a word of what is on it. */
const WORDLESS: Fault = {
  code: "missing-alt",
  severity: "warning",
  message: "This picture has no words for those who cannot see it",
  hint: "Say them in the block's head: #| fig-alt: Pens in three rooms",
};

/** Every text that heads a column, several columns, a row or a group of rows. */
function headsOf({ columns, groups, rowHeads, spans }: TableModel): string[] {
  return [
    ...columns.filter(({ italic }) => !italic).map(({ head }) => head),
    ...spans.map(({ head }) => head),
    ...groups.map(({ title }) => title),
    ...columns.flatMap(({ name, cells }) => rowHeads.includes(name) ? cells : []),
  ];
}

/** A value that is numbered as an equation, which any value may be by its label. */
function equationOf(value: Shown, show: Show, place: { id: string; number: string }): Block {
  if (value.kind !== "equation") return { type: "output", value, show, place };
  const latex = equationLatex(value);
  return {
    type: "equation",
    place,
    formula: { latex, source: unmarked(latex), display: true, macros: {}, faulty: false },
    where: value.where,
  };
}
