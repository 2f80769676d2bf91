/**
 * Pages as plain text, 80 columns wide: tables as R prints them, equations as LaTeX, figures by
 * their words, footnotes below their section.
 *
 * @module
 */
import { addAll, greatest, least } from "../../lists.ts";
import type { Shown } from "../../render/shown.ts";
import { textLines } from "../../render/text/render_text.ts";
import { CALLOUT_WORDS } from "../../weave/page/vocabulary.ts";
import type { PageTree } from "../../weave/resolve/page_tree.ts";
import {
  type Block,
  captionHead,
  type Cell,
  citationText,
  computedWords,
  type FaultBlock,
  faultsWords,
  type Inline,
  lackingWords,
  type Result,
  type Show,
  solutionName,
} from "../../weave/resolve/tree.ts";
import { spread } from "../../weave/resolve/tables.ts";
import { dateWords } from "../book.ts";
import type { Writer } from "../writer.ts";
import { behind, formulaText, hung, indented, length, padded, wrapped } from "./lines.ts";

const WIDTH = 80;

/** Columns between those of a table. */
const GAP = "  ";

type Of<T extends Block["type"]> = Extract<Block, { type: T }>;

/** Writes one page, or several one after another. */
export class TextWriter implements Writer<string> {
  readonly #lines: string[] = [];
  /** Notes of the section at hand, which stand at its end. */
  #notes: Of<"note">[] = [];

  /** The head of a page. */
  begin({ label, name, title, lead, authors, date }: PageTree): void {
    this.#endSection();
    if (this.#lines.length > 0) this.#add([""]);
    const words = lineOf(title) || name;
    this.#add(underlined(label === "" ? words : `${label} · ${words}`, "="));
    const by = [authors.join(", "), date === null ? "" : dateWords(date).words];
    this.#add(wrapped(by.filter((each) => each !== "").join(" · "), WIDTH));
    this.#add(wrapped(lineOf(lead), WIDTH));
  }

  /** A block; a section ends with its notes. */
  block(node: Block): void {
    if (node.type === "heading" && node.level === 2 || node.type === "references") {
      this.#endSection();
    }
    this.#add(this.#block(node, WIDTH));
  }

  /** The text. */
  end(): string {
    this.#endSection();
    return `${this.#lines.join("\n")}\n`;
  }

  #endSection(): void {
    for (const { number, blocks } of this.#notes.splice(0)) {
      const sign = `[${number}] `;
      this.#add(hung(this.#blocks(blocks, WIDTH - sign.length), sign));
    }
  }

  /** Lines below those before, after an empty one. */
  #add(lines: readonly string[]): void {
    if (lines.length === 0) return;
    if (this.#lines.length > 0) this.#lines.push("");
    addAll(this.#lines, lines.map((line) => line.trimEnd().replaceAll("\u00a0", " ")));
  }

  /** Blocks one below the other, with empty lines between; items that stand close have none. */
  #blocks(blocks: readonly Block[], width: number): string[] {
    const lines: string[] = [];
    let before: Block | null = null;
    for (const block of blocks) {
      const made = this.#block(block, width);
      if (made.length === 0) continue;
      const close = before?.type === "paragraph" && before.tight;
      if (lines.length > 0 && !close) lines.push("");
      addAll(lines, made);
      before = block;
    }
    return lines;
  }

  #block(node: Block, width: number): string[] {
    switch (node.type) {
      case "heading":
        return headingLines(node);
      case "paragraph":
      case "words":
        return wrapped(lineOf(node.words), width);
      case "list":
        return this.#list(node, width);
      case "definitions":
        return node.entries.flatMap(({ of, blocks }) =>
          of === "term"
            ? this.#blocks(blocks, width)
            : hung(this.#blocks(blocks, width - 4), "    ")
        );
      case "quote":
        return behind(this.#blocks(node.blocks, width - 2), "> ");
      case "rule":
        return ["* * *"];
      case "listing":
        return indented(node.code.split("\n"));
      case "code":
        return indented([`${node.name}:`, ...node.code.split("\n")]);
      case "output":
        return indented(withNumber(valueLines(node), node.place?.number ?? null, width - 4));
      case "table":
        return [...captionLines("Table", node, width), "", ...valueLines(node)];
      case "figure":
        return [...captionLines("Figure", node, width), ...figureLines(node, width)];
      case "author-table":
        return [
          ...(node.place ? [...captionLines("Table", node, width), ""] : []),
          ...tableLines(node, width),
        ];
      case "author-figure":
        return [
          ...captionLines("Figure", node, width),
          ...pictureLines(node.pictures.map(({ alt }) => alt).join("; "), width),
        ];
      case "panel":
        return [
          ...captionLines(node.kind === "figure" ? "Figure" : "Table", node, width),
          "",
          ...this.#blocks(node.blocks, width),
        ];
      case "equation":
        return equationLines(node, width);
      case "references":
        return [
          ...underlined("References", "-"),
          ...node.works.flatMap(({ words }) => [
            "",
            ...hung(wrapped(lineOf(words), width - 4), "", "    "),
          ]),
        ];
      case "fault":
        return behind(faultLines(node, width - 2), "! ");
      case "faults":
        return behind(wrapped(faultsWords(node.count), width - 2), "! ");
      case "tabs":
        return node.tabs.flatMap(({ words, blocks }, index) => [
          ...(index === 0 ? [] : [""]),
          ...[...wrapped(lineOf(words), width), ""],
          ...indented(this.#blocks(blocks, width - 4)),
        ]);
      case "computed":
        return wrapped(`(${computedWords(node.r, dateWords(node.on).words)})`, width);
      case "lacking":
        return behind(wrapped(lackingWords(node, lineOf(node.caption)), width - 2), "! ");
      case "anchor":
      case "tag":
        return [];
      case "note":
        this.#notes.push(node);
        return [];
      default:
        return this.#container(node, width);
    }
  }

  #container(
    node: Of<
      "callout" | "statement" | "solution" | "details" | "aside" | "container" | "element"
    >,
    width: number,
  ): string[] {
    const below = (title: string) => [
      ...wrapped(title, width),
      "",
      ...indented(this.#blocks(node.blocks, width - 4)),
    ];
    switch (node.type) {
      case "callout": {
        const word = CALLOUT_WORDS[node.kind] ?? "Note";
        const title = lineOf(node.words);
        const head = title === word || title === "" ? word : `${word}: ${title}`;
        const inner = [...wrapped(head, width - 2), "", ...this.#blocks(node.blocks, width - 2)];
        return behind(inner, "| ");
      }
      case "statement": {
        const title = lineOf(node.title);
        return below(`${node.name}${title === "" ? "" : ` · ${title}`}`);
      }
      case "solution":
        return below(solutionName(node.exercise));
      case "details":
        return below(node.summary);
      case "aside":
        return indented(this.#blocks(node.blocks, width - 4));
      case "container":
      case "element":
        return this.#blocks(node.blocks, width);
    }
  }

  #list({ ordered, start, items }: Of<"list">, width: number): string[] {
    const first = Number(start ?? 1);
    const signs = items.map((_, index) => ordered ? `${first + index}. ` : "- ");
    const room = greatest(signs.map((sign) => sign.length), 2);
    const made = items.map((blocks, index) =>
      hung(this.#blocks(blocks, width - room), (signs[index] ?? "").padEnd(room))
    );
    const loose = items.some((blocks) =>
      blocks.some((block) => block.type === "paragraph" && !block.tight)
    );
    return made.flatMap((lines, index) => index > 0 && loose ? ["", ...lines] : lines);
  }
}

// ---- words ------------------------------------------------------------------------------------

const RAISED = new Map([..."0123456789+-−()n"].map((c, i) => [c, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"][i] ?? c]));
const LOWERED = new Map([..."0123456789+-−()"].map((c, i) => [c, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"][i] ?? c]));

/** The words of a line; a line break of the author's is one. */
function lineOf(words: readonly Inline[]): string {
  return words.map(inlineText).join("");
}

function inlineText(node: Inline): string {
  switch (node.type) {
    case "text":
    case "value":
    case "whole":
    case "reference":
      return node.text;
    case "space":
      return " ";
    case "break":
      return "\n";
    case "code":
    case "faulty":
      return `\`${node.text}\``;
    case "styled":
      return styledText(node.style, lineOf(node.words));
    case "element":
      return styledText(node.tag.element, lineOf(node.words));
    case "span":
      return lineOf(node.words);
    case "link": {
      const words = lineOf(node.words);
      const outside = /^[a-z][\w+.-]*:/i.test(node.address) && node.address !== words;
      return outside ? `${words} <${node.address.replace(/^mailto:/i, "")}>` : words;
    }
    case "picture":
      return `[${node.picture.alt}]`;
    case "formula":
      return formulaText(node.formula.source);
    case "citation":
      return citationText(node.parts, node.narrative);
    case "call":
      return `[${node.number}]`;
    case "tag":
      return node.tag.element === "br" ? "\n" : "";
  }
}

function styledText(style: string, text: string): string {
  if (style === "s") return `~~${text}~~`;
  if (style !== "sup" && style !== "sub") return text;
  const signs = style === "sup" ? RAISED : LOWERED;
  const all = [...text];
  if (all.every((c) => signs.has(c))) return all.map((c) => signs.get(c)).join("");
  return `${style === "sup" ? "^" : "_"}${all.length > 1 ? `(${text})` : text}`;
}

// ---- lines ------------------------------------------------------------------------------------

function underlined(text: string, sign: string): string[] {
  const lines = wrapped(text, WIDTH);
  return [...lines, sign.repeat(greatest(lines.map(length), 1))];
}

function headingLines({ level, number, words }: Of<"heading">): string[] {
  const text = `${number} ${lineOf(words)}`.trim();
  if (level > 3) return wrapped(text, WIDTH);
  return underlined(text, level === 2 ? "-" : "~");
}

function captionLines(
  name: string,
  { place, caption }: { place: { number: string } | null; caption: readonly Inline[] },
  width: number,
): string[] {
  return wrapped(`${captionHead(name, place?.number ?? "")} ${lineOf(caption)}`, width);
}

/** A value as R prints it. */
function valueLines({ value, show: { digits } }: { value: Shown; show: Show }): string[] {
  const lines = textLines(value, digits);
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What a figure shows; a value that is no picture as it is printed. */
function figureLines(node: Result, width: number): string[] {
  const { value } = node;
  return value.kind === "figure" || value.kind === "markup"
    ? pictureLines(value.alt, width)
    : ["", ...valueLines(node)];
}

/** What a picture shows. */
function pictureLines(alt: string, width: number): string[] {
  return ["", ...indented(wrapped(`[${alt.replace(/\s+/g, " ").trim()}]`, width - 4))];
}

/** Lines with a number at the right end of the last. */
function withNumber(lines: readonly string[], number: string | null, width: number): string[] {
  if (number === null) return [...lines];
  const sign = `(${number})`;
  const last = lines.at(-1) ?? "";
  const fits = length(last) + 1 + sign.length <= width;
  return fits
    ? [...lines.slice(0, -1), padded(last, width - sign.length, "left") + sign]
    : [...lines, padded(sign, width, "right")];
}

/** A fault: where and of which code, its line with the place marked, what leads out. */
function faultLines({ code, message, hint, at, excerpt }: FaultBlock, width: number): string[] {
  return [
    ...wrapped(`Fault ${code}, ${at}: ${message}`, width),
    ...(excerpt === null ? [] : [
      `    ${excerpt.before}${excerpt.marked}${excerpt.after}`,
      `    ${excerpt.before.replace(/[^\t]/g, " ")}${
        "^".repeat(Math.max(1, excerpt.marked.length))
      }`,
    ]),
    ...(hint === null ? [] : wrapped(hint, width)),
  ];
}

/** An equation as LaTeX, and what its symbols mean. */
function equationLines({ place, formula, where }: Of<"equation">, width: number): string[] {
  const lines = formula.source.split("\n").map((line) => line.trimEnd()).filter((l) => l !== "");
  const margin = least(lines.map((line) => line.search(/\S/)));
  const flush = lines.map((line) => line.slice(margin));
  const symbols = (where ?? []).flatMap(({ symbol, meaning, range }) =>
    hung(
      wrapped(`${formulaText(symbol)}: ${meaning}${range ? ` (${range})` : ""}`, width - 8),
      "",
      "    ",
    )
  );
  return indented([
    ...withNumber(flush, place?.number ?? null, width - 4),
    ...(symbols.length === 0 ? [] : ["", "where", ...symbols]),
  ]);
}

/** An author's table: a line below its head, cells in as many lines as their words need. */
function tableLines({ head, bodies }: Of<"author-table">, width: number): string[] {
  const texts = (rows: readonly Cell[][]) =>
    spread(rows).map((row) => row.map(({ side, words }) => ({ side, text: lineOf(words) })));
  const heads = texts(head);
  const rows = bodies.flatMap(texts);
  const all = [...heads, ...rows];
  const count = greatest(all.map((row) => row.length), 0);
  const widths = Array.from(
    { length: count },
    (_, j) =>
      greatest(all.map((row) => greatest((row[j]?.text ?? "").split("\n").map(length), 0)), 1),
  );
  const total = () => widths.reduce((sum, each) => sum + each, GAP.length * (count - 1));
  while (total() > width && greatest(widths, 0) > 8) {
    widths[widths.indexOf(greatest(widths, 0))]! -= 1;
  }
  const lines = (row: (typeof all)[number]): string[] => {
    const cells = widths.map((each, j) => wrapped(row[j]?.text ?? "", each));
    return Array.from(
      { length: greatest(cells.map((cell) => cell.length), 1) },
      (_, i) =>
        widths.map((each, j) => padded(cells[j]?.[i] ?? "", each, row[j]?.side ?? null)).join(GAP),
    );
  };
  return [
    ...heads.flatMap(lines),
    ...(heads.length === 0 ? [] : [widths.map((each) => "-".repeat(each)).join(GAP)]),
    ...rows.flatMap(lines),
  ];
}
