/**
 * Mathematics as HTML with MathML inside. The only file that knows the typesetting library.
 *
 * @module
 */
import type { KatexOptions, ParseError } from "katex";
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { shortSymbol } from "./short_symbol.ts";

interface Katex {
  renderToString(latex: string, options?: KatexOptions): string;
}

let katex: Katex | null = null;

/** Loads the typesetting library; must have been awaited before `mathematics` is called. */
export async function loadMathematics(): Promise<void> {
  if (katex) return;
  katex = (await import("../../libraries/katex.js")).default as Katex;
}

/** What was set already: a page names the same symbol many times. */
const known = new Map<string, string>();

/** So many formulas are kept, more than a book has. */
const MOST_KNOWN = 5000;

/** How a formula is set. */
export interface MathematicsOptions {
  /** In a line of its own. */
  display: boolean;
  /** A number at the right edge, without brackets. */
  tag?: string;
  /** What commands of the author's own stand for, by their names with the backslash. */
  macros?: Readonly<Record<string, string>>;
}

/**
 * Formula as HTML and MathML; a single symbol in a line of text is written short. `\htmlData{term=…}` marks terms; nothing else that reaches outside a
 * formula is trusted.
 *
 * @throws DiagnosticError `bad-mathematics` with `span`, the place in `latex`
 */
export function mathematics(latex: string, options: MathematicsOptions): string {
  const all = Object.entries(options.macros ?? {});
  const macros = all.some(([name]) => latex.includes(name)) ? all : [];
  const short = options.display || macros.length > 0 ? null : shortSymbol(latex);
  if (short !== null) return short;
  if (!katex) fail("mathematics-not-loaded", "Mathematics was asked for before it was loaded");
  const source = options.tag === undefined ? latex : `${latex}\\tag{${options.tag}}`;
  const key = `${options.display ? "D" : "I"}${source}${
    macros.length === 0 ? "" : JSON.stringify(macros)
  }`;
  keepWithin(LIMITS.mathematics, source.length, "Characters of this formula", {
    span: { start: 0, end: latex.length },
    hint: "Divide it into several",
  });
  const before = known.get(key);
  if (before !== undefined) return before;
  try {
    const markup = katex.renderToString(source, {
      displayMode: options.display,
      output: "htmlAndMathml",
      throwOnError: true,
      strict: "ignore",
      // The library writes into what it is given.
      macros: Object.fromEntries(macros),
      trust: (context) => context.command === "\\htmlData",
    });
    if (known.size < MOST_KNOWN) known.set(key, markup);
    return markup;
  } catch (error) {
    throwAsDiagnostic(error, latex);
  }
}

function throwAsDiagnostic(error: unknown, latex: string): never {
  const parse = error as Partial<ParseError> & { rawMessage?: string; length?: number };
  const position = typeof parse.position === "number" ? parse.position : 0;
  const start = Math.max(0, Math.min(position, latex.length));
  const length = typeof parse.length === "number" && parse.length > 0 ? parse.length : 1;
  if (error instanceof RangeError) {
    fail("too-deep", "This formula is nested too deeply", {
      span: { start: 0, end: latex.length },
      hint: "Divide it into several",
    });
  }
  const reason = parse.rawMessage ?? (error instanceof Error ? error.message : String(error));
  fail("bad-mathematics", reason.replace(/^KaTeX parse error: /, "").replace(/\.$/, ""), {
    span: { start, end: Math.min(latex.length, start + length) },
    hint: "Mathematics is LaTeX as KaTeX reads it",
  });
}
