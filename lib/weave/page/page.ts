/**
 * A chapter as it was read: tokens, blocks and labels, each with its place.
 *
 * @module
 */
import type { Token } from "markdown-it";
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { BlockOptions } from "./options/block_options.ts";
import type { FrontMatter } from "./front_matter.ts";
import type { LabelKind } from "./label.ts";
import type { Macros } from "./macros.ts";
import type { TextReference } from "./scan.ts";
import type { Source } from "./source.ts";

/** A `model` or `plot` fence, or an inline value; in the order of the page. */
export interface Block {
  kind: "model" | "plot" | "inline";
  /** The code, without `#|` lines. */
  code: string;
  options: BlockOptions;
  /** The whole block in the file; an inline value's expression. */
  span: Span;
  /** File offset of the first character of each line of `code`. */
  lineOffsets: number[];
}

/** Whether a block is for R alone: what it gives is taken from the store. */
export function isForR({ kind, options }: Block): boolean {
  return kind === "model" && options["engine"]?.value === "R" && options["eval"]?.value !== false;
}

/** A label that the author wrote. */
export interface Label {
  label: string;
  kind: LabelKind;
  /** Where it is written. */
  span: Span;
}

/** A heading below the chapter's own. */
export interface Heading {
  level: number;
  /** Plain text. */
  text: string;
  id: string;
  numbered: boolean;
  /** `4.3.1`, or empty. */
  number: string;
  token: Token;
}

/** What `parsePage` gives. */
export interface Page {
  /** Path relative to the book's root. */
  file: string;
  source: Source;
  front: FrontMatter;
  /** Plain text of the chapter's title. */
  title: string;
  /** The title as inline tokens. */
  titleTokens: Token[];
  /** The lead sentence as inline tokens. */
  leadTokens: Token[];
  /** Id of the chapter: its label, else from its title. */
  id: string;
  tokens: Token[];
  blocks: Block[];
  labels: Label[];
  headings: Heading[];
  /** Macros of mathematics that the page defines. */
  macros: Macros;
  /** What `(ref:name)` stands for. */
  texts: ReadonlyMap<string, TextReference>;
  /** The page whose values it begins with, if there is one. */
  after: string | null;
  /** Options of its `model` blocks where these say nothing else. */
  defaults: BlockOptions;
  diagnostics: Diagnostic[];
}

/** File offset of a position in a block's code. */
export function blockOffset(block: Block, position: number): number {
  let at = 0;
  let line = 0;
  for (
    let i = block.code.indexOf("\n");
    i >= 0 && i < position;
    i = block.code.indexOf("\n", i + 1)
  ) {
    at = i + 1;
    line++;
  }
  return (block.lineOffsets[line] ?? block.span.end) + position - at;
}

/** The position in a block's code of an offset in its file; null if it stands elsewhere. */
export function blockPosition(block: Block, offset: number): number | null {
  let at = 0;
  for (const [line, text] of block.code.split("\n").entries()) {
    const start = block.lineOffsets[line];
    if (start !== undefined && offset >= start && offset <= start + text.length) {
      return at + offset - start;
    }
    at += text.length + 1;
  }
  return null;
}
