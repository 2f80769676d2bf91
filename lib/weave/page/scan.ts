/**
 * What the Markdown rules share while they read one page.
 *
 * @module
 */
import type { Env, Token } from "markdown-it";
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { Fault, Source } from "./source.ts";

/** Words that stand for `(ref:name)`. */
export interface TextReference {
  text: string;
  /** File offset of a position in `text`. */
  at: (position: number) => number;
  used: boolean;
  /** File offsets of the name in its brackets. */
  start: number;
  end: number;
}

/** The page under the reader's eye. */
export interface Scan {
  readonly source: Source;
  readonly diagnostics: Diagnostic[];
  /** File offset of a position in the inline text that is being read; set for every inline token. */
  at: (position: number) => number;
  /** Labels and texts of footnotes that were defined. */
  readonly notes: Map<string, Token[]>;
  /** What `(ref:name)` stands for. */
  readonly texts: Map<string, TextReference>;
  /** Examples, `(@name)`: how many there are, the numbers of those with names, lists that are open. */
  readonly examples: { count: number; numbers: Map<string, number>; within: number };
  /** Macros of mathematics that the page defines. */
  readonly macros: Record<string, string>;
}

/** A scan of a text whose first character stands at `offset` of the file. */
export function newScan(source: Source, offset = 0): Scan {
  return {
    source,
    diagnostics: [],
    at: (position) => offset + position,
    notes: new Map(),
    texts: new Map(),
    examples: { count: 0, numbers: new Map(), within: 0 },
    macros: {},
  };
}

/** The scan that `parsePage` put into the parser's environment. */
export function scanOf(env: Env): Scan {
  return env["scan"] as Scan;
}

/** Reports a fault of the page over a span of the file. */
export function report(scan: Scan, fault: Fault, span: Span): void {
  scan.diagnostics.push(scan.source.diagnostic(fault, span));
}

/**
 * From a position in an inline token's text to an offset in the file. Block rules strip quote
 * marks and indents, so each line of the text is looked for in the line of the file it came from.
 * `from` is the column (0-based) at which to begin in the first line: cells of a table.
 */
export function inlineLocator(
  source: Source,
  content: string,
  firstLine: number,
  from = 0,
): (position: number) => number {
  const starts: { at: number; offset: number }[] = [];
  let at = 0;
  for (const [index, text] of content.split("\n").entries()) {
    const line = source.line(firstLine + index);
    const found = line.indexOf(text, index === 0 ? from : 0);
    const column = found >= 0 ? found : Math.max(0, line.search(/\S/));
    starts.push({ at, offset: source.lineStart(firstLine + index) + column });
    at += text.length + 1;
  }
  return (position) => {
    let line = starts[0] ?? { at: 0, offset: source.lineStart(firstLine) };
    for (const start of starts) if (start.at <= position) line = start;
    return line.offset + position - line.at;
  };
}
