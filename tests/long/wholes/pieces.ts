/**
 * A page of R Markdown or Quarto cut into pieces that can be looked up in what was made of it. The
 * cutting is done line by line and knows nothing of the project's own reading of a page, so that
 * what that reading loses is seen.
 *
 * @module
 */

/** What a piece of a line is. */
export type PieceKind =
  | "words"
  | "code"
  | "mathematics"
  | "reference"
  | "address";

/** What a line is, for the counts. */
export type LineKind =
  | "heading"
  | "prose"
  | "item"
  | "row"
  | "code"
  | "mathematics"
  | "option"
  | "head"
  | "remark"
  | "mark-up";

/** A piece of a line. */
export interface Piece {
  kind: PieceKind;
  text: string;
  /** In a note, which stands elsewhere on the page. */
  note?: boolean;
}

/** A line of a source that is not empty. */
export interface SourceLine {
  /** From 1. */
  line: number;
  kind: LineKind;
  pieces: Piece[];
}

const FENCE = /^\s*(?:>\s?|[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})\s*(.*)$/;
const DISPLAY = /^\s*\\begin\{(equation|align|alignat|gather|multline|flalign|eqnarray)(\*?)\}/;

/** Every line of a page, with what can be looked up of it. */
export function sourceLines(text: string): SourceLine[] {
  return new Cutter(text).lines;
}

class Cutter {
  readonly lines: SourceLine[] = [];
  #fence: { mark: string; code: boolean } | null = null;
  #remark = false;
  /** How a displayed equation ends that spans lines; null outside of one. */
  #display: RegExp | null = null;

  readonly #examples: Set<string>;

  constructor(text: string) {
    this.#examples = new Set([...text.matchAll(/^\(@([\w-]+)\)\s/gm)].map((match) => match[1]!));
    const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").split("\n");
    let first = 0;
    if (/^---\s*$/.test(lines[0] ?? "")) {
      const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
      if (end > 0) first = end + 1;
      for (const [index, line] of lines.slice(1, Math.max(1, end)).entries()) {
        this.#put(index + 2, "head", headPieces(line), line);
      }
    }
    for (let index = first; index < lines.length; index++) this.#line(index + 1, lines[index]!);
  }

  #put(line: number, kind: LineKind, found: Piece[], text: string): void {
    // An example is referred to by its name, and has a number.
    const pieces = found.filter((each) =>
      each.kind !== "reference" || !this.#examples.has(each.text)
    );
    if (text.trim() !== "") this.lines.push({ line, kind, pieces });
  }

  #line(number: number, text: string): void {
    const fence = FENCE.exec(text);
    if (this.#fence) {
      const { mark, code } = this.#fence;
      if (fence && fence[1]!.startsWith(mark) && fence[2] === "") {
        this.#fence = null;
        return this.#put(number, "mark-up", [], text);
      }
      const option = /^\s*(?:#\||\/\/\||%%\|)\s*(.*)$/.exec(text);
      if (option) return this.#put(number, "option", optionPieces(option[1]!), text);
      const pieces: Piece[] = code ? [{ kind: "code", text }] : wordPieces(text);
      return this.#put(number, code ? "code" : "prose", pieces, text);
    }
    if (this.#display) {
      const end = this.#display.exec(text);
      const pieces = mathPieces(end ? text.slice(0, end.index) : text);
      if (end) {
        this.#display = null;
        pieces.push(
          ...wordPieces(text.slice(end.index + end[0].length).replace(/^\s*\{#[^}]*\}/, "")),
        );
      }
      return this.#put(number, "mathematics", pieces, text);
    }
    if (this.#remark || /^\s*<!--/.test(text)) {
      const from = this.#remark ? 0 : text.indexOf("<!--") + 4;
      const end = text.indexOf("-->", from);
      this.#remark = end < 0;
      const rest = end < 0 ? "" : text.slice(end + 3);
      if (rest.trim() === "") return this.#put(number, "remark", [], text);
      return this.#line(number, rest);
    }
    if (fence) {
      const head = fence[2]!;
      const raw = /^\{=|^\{(?:asis|block2?)\b/.test(head);
      this.#fence = { mark: fence[1]!, code: !raw };
      return this.#put(number, "option", optionPieces(head.replace(/^\{|\}$/g, "")), text);
    }
    const open = text.lastIndexOf("<!--");
    if (open >= 0 && text.indexOf("-->", open) < 0 && !/`[^`]*<!--[^`]*`/.test(text)) {
      this.#remark = true;
      return this.#prose(number, text.slice(0, open));
    }
    const environment = DISPLAY.exec(text);
    if (environment) {
      const end = new RegExp(`\\\\end\\{${environment[1]}\\${environment[2] || "*?"}\\}`);
      const body = text.slice(environment[0].length);
      const close = end.exec(body);
      if (!close) this.#display = end;
      const pieces = mathPieces(close ? body.slice(0, close.index) : body);
      return this.#put(number, "mathematics", pieces, text);
    }
    const at = openDisplay(text);
    if (at !== null) {
      this.#display = /\$\$/;
      const pieces = [...wordPieces(text.slice(0, at)), ...mathPieces(text.slice(at + 2))];
      return this.#put(number, "mathematics", pieces, text);
    }
    this.#prose(number, text);
  }

  #prose(number: number, text: string): void {
    const plain = text.replace(/^(?:\s*>)+/, "");
    if (/^\s*:{3,}/.test(plain)) {
      const title = /\b(?:title|summary)\s*=\s*(["'])(.*?)\1/.exec(plain)?.[2];
      return this.#put(number, "mark-up", title ? wordPieces(title) : [], text);
    }
    if (/^[\s|+:=_*-]*$/.test(plain)) return this.#put(number, "mark-up", [], text);
    const kind: LineKind = /^\s{0,3}#{1,6}\s/.test(plain)
      ? "heading"
      : /^\s*(?:[-*+]|\d+[.)]|\(@[\w-]*\))\s/.test(plain)
      ? "item"
      : /^\s*\|.*\|\s*$/.test(plain)
      ? "row"
      : "prose";
    this.#put(
      number,
      kind,
      wordPieces(plain.replace(/^\s*(?:\(@[\w-]*\)|\(?\w{1,4}[.)])\s+/, "")),
      text,
    );
  }
}

/** Where dollars open an equation that goes on below; `$a$$b$` are two in the line. */
function openDisplay(line: string): number | null {
  const blank = (all: string): string => " ".repeat(all.length);
  const rest = line.replace(/(`+)[^`].*?\1/g, blank).replace(/\$\$(?!\$).+?\$\$/g, blank)
    .replace(/(?<![\\$])\$(?![\s$])(?:\\.|[^$\\])+?(?<!\s)\$/g, blank);
  const at = rest.search(/(?<!\\)\$\$/);
  return at < 0 ? null : at;
}

/** The words of a head that a page shows; other keys are settings. */
function headPieces(line: string): Piece[] {
  const [, value] = /^(?:title|subtitle|author|abstract)\s*:\s*(.*)$/.exec(line) ?? [];
  return value === undefined || /^[|>][+-]?\s*$/.test(value)
    ? []
    : wordPieces(value.replace(/^(["'])(.*)\1\s*$/, "$2"));
}

/** Captions among the options of a chunk. */
function optionPieces(text: string): Piece[] {
  const own = /^(?:fig-cap|tbl-cap|caption)\s*:\s*(?!!expr)(["']?)(.*?)\1\s*$/.exec(text);
  if (own && !/^[|>]/.test(own[2]!)) return wordPieces(own[2]!);
  const knitr = /\b(?:fig|tbl|tab)\.cap\s*=\s*(["'])((?:\\.|(?!\1).)*)\1/.exec(text);
  return knitr ? wordPieces(knitr[2]!.replace(/\\(["'])/g, "$1")) : [];
}

/** LaTeX, cut where a value stands in it. */
function mathPieces(text: string): Piece[] {
  return text.replace(/`r [^`]*`/g, "\0").replace(/(?<!\\)%.*$/, "")
    .replace(/\\label\{[^}]*\}|\\tag\*?\{[^}]*\}|\(\\#eq:[^)]*\)/g, "\0")
    .replace(/\\(?:begin|end)\{[^}]*\}(?:\{[^}]*\})?|\\(?:nonumber|notag)\b/g, "\0")
    .replace(/\\text\w*\{|\\mbox\{/g, "\0")
    .split(/[\0]|\\\\|&/).filter((part) => /[\p{L}\p{N}]/u.test(part))
    .map((part) => ({ kind: "mathematics", text: part }));
}

/** A line of prose as pieces. */
export function wordPieces(line: string): Piece[] {
  const found: Piece[] = [];
  const keep = (...pieces: Piece[]): string => {
    found.push(...pieces);
    return "\0";
  };
  const address = (text: string): Piece => ({ kind: "address", text: plainAddress(text) });
  const rest = line
    .replace(/<!--.*?-->/g, "\0")
    .replace(
      /\{\{<.*?>\}\}/g,
      (all) => /^\{\{<\s*(?:include|var|meta|pagebreak|env)\b/.test(all) ? keep() : all,
    )
    .replace(/`(?:r|\{r\}) [^`]*`/g, "\0")
    .replace(
      /(?<!\\)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g,
      (_all, _ticks, code: string) => keep({ kind: "code", text: code }),
    )
    .replace(
      /(?<!\\)\$\$(.+?)\$\$(?:\s*\{#[^}]*\})?/g,
      (_all, tex: string) => keep(...mathPieces(tex)),
    )
    .replace(/\\\((.+?)\\\)/g, (_all, tex: string) => keep(...mathPieces(tex)))
    .replace(
      /(?<!\\)\$(?=[^\s$])((?:\\.|[^$\\])+?)(?<=\S)\$(?!\d)/g,
      (_all, tex: string) => keep(...mathPieces(tex)),
    )
    .replace(/<((?:https?|mailto):[^>\s]+)>/g, (_all, url: string) => keep(address(url)))
    .replace(/<[A-Za-z/][^>]*>/g, (tag) => {
      const url = /\b(?:src|href)\s*=\s*["']?([^"'\s>]+)/.exec(tag)?.[1];
      return keep(...(url === undefined ? [] : [address(url)]));
    })
    .replace(/\^\[/g, "\0")
    .replace(/^\s*\[\^[^\]]+\]:/, "\0")
    .replace(/\[\^[^\]]+\]/g, "\0")
    .replace(/^\s*\[[^\]]+\]:\s*(\S+).*$/, (_all, url: string) => keep(address(url)))
    .replace(
      /\]\(\s*(<[^>]*>|(?:[^()\s]|\([^()]*\))+(?: [^()"\s]+)*)(?:\s+"[^"]*")?\s*\)/g,
      (_all, url: string) => keep(address(url.replace(/^<|>$/g, ""))),
    )
    .replace(/(?<=[\0\s\])*_`])\{[^{}\n]*\}|^\s*\{[#.][^{}]*\}/g, "\0")
    .replace(
      /\\@ref\(([^()]*)\)|\\(?:eq)?ref\{([^}]*)\}/g,
      (_all, a?: string, b?: string) => keep({ kind: "reference", text: a ?? b ?? "" }),
    )
    .replace(
      /(?<![\w.\\@])-?@\{?([A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*\w)?)\}?/g,
      (_all, key: string) => keep({ kind: "reference", text: key }),
    )
    .replace(/\(ref:[^)]*\)/g, "\0")
    .replace(/&(?:[a-z]+|#\d+|#x[\da-f]+);/gi, "\0")
    .replace(/\\(?:newpage|pagebreak|clearpage|noindent|\w+skip)\b/g, "\0");
  // Where a note stands in a line, its end is some bracket.
  const ends = line.includes("^[") ? /[\0\]]/ : /\0/;
  for (const part of rest.split(ends)) {
    if (/[\p{L}\p{N}]/u.test(part)) found.push({ kind: "words", text: part });
  }
  if (/\^\[|^\s*\[\^[^\]]+\]:/.test(line)) { for (const piece of found) piece.note = true; }
  return found;
}

/** An address without what a page changes of it. */
function plainAddress(text: string): string {
  return text.trim().replace(/^\.?\//, "").replace(/[?#].*$/, "").replace(/\/$/, "");
}
