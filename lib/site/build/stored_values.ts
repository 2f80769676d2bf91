/**
 * Values of a page from the JSON of an earlier build. The file may come from anybody: it is looked
 * at from end to end before anything of it is shown, and what no build could have written is a
 * fault that names the file.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import { DiagnosticError } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import {
  prepareRendering,
  presentation,
  renderCsv,
  renderDataTable,
  renderHtml,
  renderInline,
  renderLatex,
} from "../../render/render.ts";
import type { Shown } from "../../render/shown.ts";
import type { Page } from "../../weave/page/page.ts";
import { checkedMarkup, markupPrefix } from "../../weave/plot/plot_markup.ts";
import { styleFault } from "../../weave/plot/plot_style.ts";
import type {
  PageValues,
  StoredBlock,
  StoredData,
  StoredFault,
  StoredItem,
} from "../../weave/page/values.ts";
import type { World } from "../../world.ts";
import type { Pictures } from "./pictures.ts";

/** How deep the lists and objects of stored values may lie within each other. */
export const STORED_DEPTH = 40;

/** Kinds of values that a page can show. */
const KINDS: Readonly<Record<Shown["kind"], true>> = {
  vector: true,
  frame: true,
  matrix: true,
  components: true,
  summary: true,
  equation: true,
  figure: true,
  markup: true,
  pictures: true,
  list: true,
  text: true,
  "joint-tests": true,
  letters: true,
  comparison: true,
  "fisher-tables": true,
  anova: true,
  means: true,
  contrasts: true,
  shell: true,
};

type Plain = Record<string, unknown>;

/** Why stored values cannot be shown. */
class Unfit extends Error {}

function unfit(why: string): never {
  throw new Unfit(why);
}

function plain(value: unknown, what: string): Plain {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    unfit(`${what} is no object`);
  }
  return value as Plain;
}

function list(value: unknown, what: string): unknown[] {
  return Array.isArray(value) ? value as unknown[] : unfit(`${what} is no list`);
}

function text(value: unknown, what: string): string {
  return typeof value === "string" ? value : unfit(`${what} is no text`);
}

/** Reads stored values, page by page. */
export class StoredValues {
  readonly #world: World;
  readonly #folder: string;
  readonly #pictures: Pictures;
  readonly diagnostics: Diagnostic[] = [];

  constructor(world: World, folder: string, pictures: Pictures) {
    this.#world = world;
    this.#folder = folder;
    this.#pictures = pictures;
  }

  /** The values of a page; `name` is the file that they lie in. */
  async read(page: Page, name: string): Promise<PageValues> {
    if (page.blocks.length === 0) return { blocks: [], data: [], labels: {} };
    const path = `${this.#folder.replace(/\/+$/, "")}/${name}`;
    const start = { start: 0, end: 1 };
    if (!this.#world.facts(path)?.isFile) {
      const shows = page.blocks.some((block) =>
        block.kind !== "model" || block.options["output"]?.value !== false
      );
      return shows
        ? this.#fault(page, `There are no stored values of this page in "${this.#folder}"`, start)
        : { blocks: [], data: [], labels: {} };
    }
    let values: PageValues;
    try {
      values = pageValues(parsed(this.#world.readText(path)));
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      return this.#fault(page, `"${path}" holds no stored values: ${error.message}`, start);
    }
    for (const [index, block] of page.blocks.entries()) {
      const own = values.blocks[index];
      if (own?.code !== block.code || own.kind !== block.kind) {
        return this.#fault(
          page,
          "The stored values are of another text than this block",
          block.span,
        );
      }
      const why = await this.#whyNot(own, index, values.labels);
      if (why !== null) {
        return this.#fault(page, `"${path}" holds what cannot be shown here: ${why}`, block.span);
      }
    }
    values.blocks.length = page.blocks.length;
    return values;
  }

  /** Shows the values of a block to nobody; tells why that cannot be. */
  async #whyNot(
    block: StoredBlock,
    index: number,
    labels: Record<string, string>,
  ): Promise<string | null> {
    try {
      for (const [position, item] of block.shown.entries()) {
        item.value = withMarkupChecked(item.value, markupPrefix(index, position));
        await this.#show(item, block.kind, labels);
      }
      return null;
    } catch (error) {
      if (error instanceof Unfit) return error.message;
      if (error instanceof DiagnosticError) return error.diagnostics[0]?.message ?? "a fault";
      const words = error instanceof Error ? error.message : String(error);
      return `a value is not as its kind is (${(words.split("\n")[0] ?? "").slice(0, 120)})`;
    }
  }

  async #show(
    { value, data }: StoredItem,
    kind: StoredBlock["kind"],
    labels: Record<string, string>,
  ): Promise<void> {
    if (kind === "inline") {
      checkHtml(renderInline(value), value);
      return;
    }
    if (value.kind === "figure") {
      if (!await this.#pictures.draws(value)) unfit("a figure that cannot be drawn");
      return;
    }
    await prepareRendering([value], { figures: value.kind === "list" });
    for (const numbers of ["r", "journal"] as const) {
      const options = { numbers, labels, id: "x", captionId: "y", stars: true };
      checkHtml(renderHtml(value, options), value);
      presentation(value, { numbers, labels });
      unlessRefused(() => renderLatex(value, options));
    }
    unlessRefused(() => renderCsv(value));
    for (const { table } of data ?? []) {
      checkHtml(renderHtml(table), table);
      const shown = renderDataTable(table, { labels });
      if (shown !== null) checkHtml(shown, table);
      unlessRefused(() => renderCsv(table));
    }
  }

  /** What cannot be shown has failed, so that references to it are not reported too. */
  #fault(page: Page, message: string, span: { start: number; end: number }): PageValues {
    this.diagnostics.push(page.source.diagnostic({
      code: "stored-values",
      message,
      hint: "Build the book where its data are, and take the JSON of that build",
    }, span));
    const blocks = page.blocks.map(({ kind, code }): StoredBlock => (
      { kind, code, shown: [], notes: [], r: "", failed: true }
    ));
    return { blocks, data: [], labels: {} };
  }
}

/** A file that some kinds of values do not have is no fault. */
function unlessRefused(make: () => unknown): void {
  try {
    make();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
  }
}

/** Elements and attributes that no value of a build has. */
const ELEMENTS =
  /^(?:script|style|iframe|object|embed|link|meta|base|form|input|img|image|foreignobject|animate\w*|set)$/i;
const ATTRIBUTES = /[\s"](?:on\w+|src|srcset|action|formaction|name)\s*=|'/i;

/**
 * A value of another type than its kind has may be written as it is: where a number is expected, a
 * text is not escaped. No value that a build stores makes an element that loads or runs.
 */
function checkHtml(html: string, value: unknown): void {
  for (
    const [, name = "", attributes = ""] of html.matchAll(/<\/?([a-z][\w-]*)((?:"[^"]*"|[^">])*)/gi)
  ) {
    const bare = attributes.replace(/"[^"]*"/g, '""');
    const links = attributes.matchAll(/href\s*=\s*"([^"]*)"/gi);
    const styles = attributes.matchAll(/\sstyle\s*=\s*"([^"]*)"/gi);
    if (
      ELEMENTS.test(name) || ATTRIBUTES.test(bare) || /href\s*=\s*[^"\s]/i.test(bare) ||
      [...links].some(([, to = ""]) => !to.startsWith("#")) ||
      [...styles].some(([, style = ""]) => styleFault(style) !== null)
    ) unfit("markup where a build has none");
  }
  const lacks = />\s*(?:undefined|\[object Object\])\s*</.exec(html);
  if (lacks && !/undefined|\[object/.test(JSON.stringify(value))) {
    unfit("a value that lacks a part of its kind");
  }
}

function parsed(json: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    unfit("it is not JSON");
  }
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > STORED_DEPTH) unfit(`it is more than ${STORED_DEPTH} deep`);
    level = level.flatMap((each) => {
      if (typeof each !== "object" || each === null) return [];
      if (Object.hasOwn(each, "__proto__")) unfit('it has a key "__proto__"');
      return Object.values(each) as unknown[];
    });
  }
  return value;
}

function pageValues(value: unknown): PageValues {
  const page = plain(value, "it");
  const labels = plain(page["labels"] ?? {}, "`labels`");
  for (const [name, words] of Object.entries(labels)) text(words, `the label of ${name}`);
  return {
    blocks: list(page["blocks"] ?? [], "`blocks`").map(storedBlock),
    data: list(page["data"] ?? [], "`data`").map(storedData),
    labels: labels as Record<string, string>,
  };
}

function storedData(value: unknown): StoredData {
  const { file, rows } = plain(value, "a file of data");
  const path = text(file, "the name of a file of data");
  if (/^[/\\]|(^|[/\\])\.\.?([/\\]|$)|^\w+:|[\0\n]|\.(html?|js|css)$/i.test(path)) {
    unfit(`"${path.slice(0, 60)}" is no file of data in a book`);
  }
  return { file: path, rows: typeof rows === "number" ? rows : unfit("`rows` is no number") };
}

function storedBlock(value: unknown): StoredBlock {
  const block = plain(value, "a block");
  const kind = block["kind"];
  if (kind !== "model" && kind !== "plot" && kind !== "inline") unfit("a block of unknown kind");
  return {
    kind,
    code: text(block["code"], "the code of a block"),
    shown: list(block["shown"], "what a block shows").map(storedItem),
    notes: list(block["notes"] ?? [], "the notes of a block").map(storedNote),
    r: text(block["r"] ?? "", "the R of a block"),
    failed: block["failed"] === true,
    ...(block["computed"] === undefined ? {} : { computed: computedBy(block["computed"]) }),
    ...(block["faults"] === undefined
      ? {}
      : { faults: list(block["faults"], "the faults of a block").map(faultOfBlock) }),
  };
}

function computedBy(value: unknown): { r: string; on: string } {
  const { r, on } = plain(value, "who computed a block");
  return typeof r === "string" && typeof on === "string" && /^[\d.]{1,20}$/.test(r) &&
      /^\d{4}-\d\d-\d\d$/.test(on)
    ? { r, on }
    : unfit("who computed a block is no version and no day");
}

function faultOfBlock(value: unknown): StoredFault {
  const fault = plain(value, "a fault");
  const { start, end } = plain(fault["span"], "the place of a fault");
  const missing = list(fault["missing"] ?? [], "what a fault misses");
  const code = text(fault["code"], "the code of a fault");
  return {
    code: /^[a-z0-9-]+$/.test(code) ? code : unfit(`a fault of the code "${code.slice(0, 40)}"`),
    message: text(fault["message"], "the words of a fault"),
    ...(fault["hint"] === undefined ? {} : { hint: text(fault["hint"], "the hint of a fault") }),
    ...(missing.length === 0
      ? {}
      : { missing: missing.map((each) => text(each, "what is missed")) }),
    span: typeof start === "number" && typeof end === "number"
      ? { start, end }
      : unfit("the place of a fault is no pair of numbers"),
    ...(fault["elsewhere"] === undefined ? {} : { elsewhere: placeElsewhere(fault["elsewhere"]) }),
  };
}

function placeElsewhere(value: unknown): { file: string; line: number } {
  const { file, line } = plain(value, "the place of a fault");
  return {
    file: text(file, "the file of a fault"),
    line: typeof line === "number" ? line : unfit("the line of a fault is no number"),
  };
}

function storedNote(value: unknown): Note {
  const note = plain(value, "a note");
  return {
    ...note,
    code: text(note["code"], "the code of a note"),
    text: text(note["text"], "the words of a note"),
  };
}

function storedItem(value: unknown): StoredItem {
  const item = plain(value, "a shown value");
  for (const name of ["part", "caption"]) {
    if (item[name] !== undefined) text(item[name], `the ${name} of a shown value`);
  }
  for (const each of list(item["data"] ?? [], "the data of a figure")) {
    const { name, table } = plain(each, "a table of a figure");
    text(name, "the name of a table");
    if (shown(table).kind !== "frame") unfit("a table of a figure is no table");
  }
  return { ...item, value: shown(item["value"]) };
}

function shown(value: unknown): Shown {
  const own = plain(value, "a value");
  const { kind } = own;
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) {
    unfit(`a value of unknown kind "${String(kind).slice(0, 40)}"`);
  }
  for (const note of list(own["notes"] ?? [], "the notes of a value")) storedNote(note);
  if (kind === "markup") {
    text(own["markup"], "markup");
    text(own["alt"], "the words for a picture");
  }
  if (kind === "text") text(own["text"], "words");
  if (kind === "list") {
    for (const each of list(own["items"], "the members of a list")) {
      const { name, value: inner } = plain(each, "a member of a list");
      text(name, "the name of a member");
      shown(inner);
    }
  }
  if (kind === "equation") {
    for (const line of list(own["lines"], "the lines of an equation")) text(line, "a line");
  }
  return own as unknown as Shown;
}

/** Markup passes the same check as that of a fence. */
function withMarkupChecked(value: Shown, prefix: string): Shown {
  if (value.kind === "markup") {
    return { ...value, markup: checkedMarkup(value.markup, value.alt, prefix) };
  }
  if (value.kind !== "list") return value;
  const items = value.items.map((item) => ({
    ...item,
    value: withMarkupChecked(item.value, prefix),
  }));
  return { ...value, items };
}
