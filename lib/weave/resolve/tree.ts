/**
 * A page as a tree, in no format: every reference has its target, every citation its work, every
 * value its place. Writers print it; whatever an author got wrong was told when it was made.
 *
 * @module
 */
import type { CaptionPart } from "../../render/caption.ts";
import type { Shown, ShownEquation, ShownFrame } from "../../render/shown.ts";
import type { Macros } from "../page/macros.ts";
import type { CalloutKind } from "../rules/alert.ts";

/** A formula. */
export interface Formula {
  /** LaTeX as the library takes it: without labels, lines aligned, values in their places. */
  latex: string;
  /** As its author wrote it, values in their places. */
  source: string;
  /** In a line of its own. */
  display: boolean;
  /** What commands of the author's own stand for. */
  macros: Macros;
  /** It cannot be read, which was told. */
  faulty: boolean;
}

/** Where a numbered thing stands: its id on the page and its number, `4.1`. */
export interface Place {
  id: string;
  number: string;
}

/** A picture from a file of the author's. */
export interface Picture {
  /** As the author wrote it, relative to the page. */
  path: string;
  alt: string;
  /** `60%`, `400`, `400px`; null for its own. */
  width: string | null;
}

/** A link to something that the book has numbered. */
export interface Reference {
  type: "reference";
  /** `Table 4.1`. */
  text: string;
  /** Output file of the target's page, and the id in it; empty for the page itself. */
  page: string;
  id: string;
  /** What it is, for those who have not its page before them; empty where that is this page. */
  peek: string;
}

/** A work within a citation. */
export interface Work {
  type: "work";
  key: string;
  authors: string;
  /** With a letter where an author has several works of one year. */
  year: string;
  yearOnly: boolean;
  before: string;
  after: string;
}

/** How words are set; the names are those of HTML's elements. */
export type Style = "em" | "strong" | "s" | "sup" | "sub" | "i";

/** What `[words]{.name}` may ask for. */
export type SpanStyle = "smallcaps" | "underline" | "mark" | "kbd";

/** An element of HTML that passes, and its attributes; null for one without a value. */
export interface Tag {
  element: string;
  attributes: readonly (readonly [name: string, value: string | null])[];
}

/** What stands in a line. */
export type Inline =
  | { type: "text"; text: string }
  /** Words that a value gave. */
  | { type: "value"; text: string }
  /** A line end of the source. */
  | { type: "space" }
  | { type: "break" }
  | { type: "code"; text: string }
  | { type: "styled"; style: Style; words: Inline[] }
  | { type: "span"; id: string | null; classes: string[]; styles: SpanStyle[]; words: Inline[] }
  /** Words that no line may divide. */
  | { type: "whole"; text: string }
  | { type: "link"; address: string; title: string | null; words: Inline[] }
  | { type: "picture"; picture: Picture }
  | { type: "formula"; formula: Formula }
  | Reference
  /** `narrative`: the author is part of the sentence. */
  | {
    type: "citation";
    narrative: boolean;
    parts: (Work | Reference | { type: "text"; text: string } | { type: "faulty"; text: string })[];
  }
  /** The sign of a note; `first` where it is called first. */
  | { type: "call"; number: number; first: boolean }
  | { type: "element"; tag: Tag; words: Inline[] }
  /** What was to stand here and does not, as its author wrote it. */
  | { type: "faulty"; text: string }
  /** A tag that opens or closes nothing here. */
  | { type: "tag"; tag: Tag; closing: boolean };

/** How a block wants its values shown. */
export interface Show {
  stars: boolean;
  /** Significant digits; R's own if not said. */
  digits?: number;
}

/** A value of a block with number and caption. */
export interface Result {
  type: "table" | "figure";
  place: Place;
  width: "slim" | "text" | "wide";
  caption: Inline[];
  value: Shown;
  show: Show;
  /** Words of heads that are more than plain, by what they are as text. */
  heads: ReadonlyMap<string, Inline[]>;
  /** Tables behind a figure of the author's own. */
  data: readonly { name: string; table: ShownFrame }[] | null;
  /** Whether a reader may take it away, and the R code that leads to it. */
  offered: boolean;
  script: string;
}

/** A cell of an author's table. */
export interface Cell {
  side: "left" | "right" | "center" | null;
  words: Inline[];
  /** How many columns and rows it takes; one where nothing is said. */
  columns?: number;
  rows?: number;
}

/** The name of a solution's exercise, or nothing. */
export interface Solution {
  type: "solution";
  id: string;
  /** Number of its exercise; null for one that stands alone. */
  exercise: string | null;
  blocks: Block[];
}

/** A fault that stands where it was made. */
export interface FaultBlock {
  type: "fault";
  id: string;
  code: string;
  message: string;
  hint: string | null;
  /** `01-first.md, line 12`. */
  at: string;
  /** The line in which it begins, and its part that is meant; null where it must not be shown. */
  excerpt: { before: string; marked: string; after: string } | null;
}

/** A block of the page. */
export type Block =
  /** `id` is null for one within something else, which has no number either. */
  | { type: "heading"; level: number; id: string | null; number: string; words: Inline[] }
  /** `tight`: an item of a list whose items stand close. */
  | { type: "paragraph"; tight: boolean; words: Inline[] }
  /** Words that are no paragraph: of a definition, of an element. */
  | { type: "words"; words: Inline[] }
  /** `start` is null for an unordered list, and the number of the first item as it was written. */
  | { type: "list"; ordered: boolean; start: string | null; items: Block[][] }
  | { type: "definitions"; entries: { of: "term" | "meaning"; blocks: Block[] }[] }
  | { type: "quote"; blocks: Block[] }
  | { type: "rule" }
  /** Code that does not run. */
  | { type: "listing"; language: string; code: string }
  /** Code of a block; `headline` is its line that says most, null for a single line. */
  | {
    type: "code";
    id: string | null;
    name: string;
    language: "r" | "js";
    code: string;
    headline: string | null;
    open: boolean;
  }
  /** A place that is referred to and shows nothing. */
  | { type: "anchor"; id: string }
  /** A value without a caption; `place` where it is numbered as an equation. */
  | { type: "output"; value: Shown; show: Show; place: Place | null }
  | Result
  /** An author's table. */
  | {
    type: "author-table";
    place: Place | null;
    caption: Inline[];
    head: Cell[][];
    /** Rows in their groups. */
    bodies: Cell[][][];
  }
  /** An author's pictures with number and caption; none where they cannot be shown. */
  | { type: "author-figure"; place: Place; pictures: Picture[]; caption: Inline[] }
  /** `where` is null for an author's own equation, which has no list of symbols. */
  | {
    type: "equation";
    place: Place | null;
    formula: Formula;
    where: ShownEquation["where"] | null;
  }
  | { type: "note"; number: number; blocks: Block[] }
  /** `fold` is null for one that is always open. */
  | {
    type: "callout";
    kind: CalloutKind;
    title: string;
    words: Inline[];
    fold: "open" | "closed" | null;
    blocks: Block[];
  }
  /** A theorem, an exercise or the like; `name` is `Theorem 4.1`, or `Proof`, which has no place. */
  | { type: "statement"; name: string; place: Place | null; title: Inline[]; blocks: Block[] }
  | Solution
  | { type: "details"; summary: string; blocks: Block[] }
  /** A remark in the margin. */
  | { type: "aside"; blocks: Block[] }
  /** `share`: its part of the width among columns. */
  | {
    type: "container";
    id: string | null;
    classes: string[];
    share: number | null;
    blocks: Block[];
  }
  /** Parts of which a reader looks at one: each has a name. */
  | { type: "tabs"; id: string | null; tabs: { words: Inline[]; blocks: Block[] }[] }
  | { type: "element"; tag: Tag; blocks: Block[] }
  | { type: "tag"; tag: Tag; closing: boolean }
  | FaultBlock
  /** How many faults stand on the page, and the id of the first. */
  | { type: "faults"; count: number; first: string }
  /** Which R made what stands above, and when (`2026-11-26`). */
  | { type: "computed"; r: string; on: string }
  /** A figure or a table of several parts, side by side, with a caption of its own. */
  | { type: "panel"; kind: "figure" | "table"; place: Place; caption: Inline[]; blocks: Block[] }
  /**
   * In the place of what was not made, with its caption: because something failed before, or
   * (`told`) for a reason that stands beside it.
   */
  | {
    type: "lacking";
    told: boolean;
    /** What it would have been called: `Figure 4.2`; null where nothing can speak of it. */
    place: Place & { name: string } | null;
    caption: Inline[];
  }
  /** The works that the page cites. */
  | { type: "references"; works: { key: string; words: Inline[] }[] };

/** Whether blocks hold what R had computed before. */
export function holdsStored(blocks: readonly Block[]): boolean {
  return blocks.some((block) =>
    block.type === "computed" || "blocks" in block && holdsStored(block.blocks) ||
    block.type === "list" && block.items.some(holdsStored) ||
    block.type === "tabs" && block.tabs.some(({ blocks }) => holdsStored(blocks))
  );
}

/** Words of a generated caption as a line. */
export function captionWords(parts: readonly CaptionPart[]): Inline[] {
  return parts.map((part): Inline => {
    if (typeof part === "string") return { type: "value", text: part };
    return "code" in part
      ? { type: "code", text: part.code }
      : { type: "styled", style: "i", words: [{ type: "value", text: part.italic }] };
  });
}

/** The plain words of a line; formulas as LaTeX. */
export function plainWords(words: readonly Inline[]): string {
  return words.map((each): string => {
    switch (each.type) {
      case "text":
      case "value":
      case "code":
      case "whole":
      case "faulty":
        return each.text;
      case "space":
      case "break":
        return " ";
      case "formula":
        return each.formula.source;
      case "reference":
        return each.text.replace("\u00a0", " ");
      case "citation":
        return citationText(each.parts, each.narrative);
      case "picture":
      case "call":
      case "tag":
        return "";
      default:
        return plainWords(each.words);
    }
  }).join("");
}

/** A citation as it is read: `(Stroup, 2013; see Searle, 1971, p. 4)`, `Stroup (2013)`. */
export function citationText(
  parts: Extract<Inline, { type: "citation" }>["parts"],
  narrative: boolean,
): string {
  const texts = parts.map((part) => {
    if (part.type !== "work") return part.text;
    const after = part.after === "" ? "" : `, ${part.after}`;
    const before = part.before === "" ? "" : `${part.before} `;
    if (narrative) return `${part.authors} (${part.year}${after})`;
    return before + (part.yearOnly ? part.year : `${part.authors}, ${part.year}`) + after;
  });
  return narrative ? texts.join("") : `(${texts.join("; ")})`;
}

/** What a caption begins with: `Figure 4.2.`, or, of a part, its letter alone, `(a)`. */
export function captionHead(word: string, number: string): string {
  return /\s(\([a-z]+\))$/.exec(number)?.[1] ?? `${word} ${number}.`;
}

/** A caption ends with a full stop. */
export function withStop(words: Inline[]): Inline[] {
  const last = lastSign(words);
  return last === null || /[.?!…]/.test(last) ? words : [...words, { type: "text", text: "." }];
}

/** The last sign that is no blank; null where there is none. */
function lastSign(words: readonly Inline[]): string | null {
  for (const each of words.toReversed()) {
    if (each.type === "picture" || each.type === "tag" || each.type === "call") return "";
    const text = ("words" in each ? lastSign(each.words) ?? "" : plainWords([each])).trimEnd();
    if (text !== "") return text.slice(-1);
  }
  return null;
}

/** The id of a work in the list of references. */
export function referenceId(key: string): string {
  return `ref-${key.replace(/[^\w.-]/g, "-")}`;
}

/** `Solution of Exercise 4.2`. */
export function solutionName(exercise: string | null): string {
  return exercise === null ? "Solution" : `Solution of Exercise ${exercise}`;
}

/** `Computed by R 4.2.2, stored on 26 November 2026`. */
export function computedWords(r: string, day: string): string {
  return `Computed by R ${r}, stored on ${day}`;
}

/**
 * What stands where a value is missing, and its caption: its own failure is told below, one that it
 * follows from stands above.
 */
export function lackingWords(
  { told, place }: { told: boolean; place: { name: string } | null },
  caption: string,
): string {
  const why = told ? "" : ": it needs what failed above";
  const said = place ? `${place.name} was not made${why}.` : told ? "" : `Not made${why}.`;
  return `${said} ${caption}`.trim();
}

/** `Two things on this page failed …` as a page says it of itself. */
export function faultsWords(count: number): string {
  return count === 1
    ? "One fault stands on this page, where it was made."
    : `${count} faults stand on this page, each where it was made.`;
}

/** What is said to students of a fault in lines that may be a solution's. */
export const FAILS_ELSEWHERE = "This block uses what fails elsewhere";
