/**
 * Mathematics as HTML with MathML inside. The only file that knows the typesetting library.
 *
 * @module
 */
import type { KatexOptions, ParseError } from "katex";
import { fail } from "../diagnostic.ts";

interface Katex {
  renderToString(latex: string, options?: KatexOptions): string;
}

let katex: Katex | null = null;

/** Loads the typesetting library; must have been awaited before `mathematics` is called. */
export async function loadMathematics(): Promise<void> {
  if (katex) return;
  katex = (await import("katex")).default as Katex;
}

/** How a formula is set. */
export interface MathematicsOptions {
  /** In a line of its own. */
  display: boolean;
  /** A number at the right edge, without brackets. */
  tag?: string;
}

/**
 * Formula as HTML and MathML. `\htmlData{term=…}` marks terms; nothing else that reaches outside a
 * formula is trusted.
 *
 * @throws DiagnosticError `bad-mathematics` with `span`, the place in `latex`
 */
export function mathematics(latex: string, options: MathematicsOptions): string {
  if (!katex) fail("mathematics-not-loaded", "Mathematics was asked for before it was loaded");
  const source = options.tag === undefined ? latex : `${latex}\\tag{${options.tag}}`;
  try {
    return katex.renderToString(source, {
      displayMode: options.display,
      output: "htmlAndMathml",
      throwOnError: true,
      strict: "ignore",
      trust: (context) => context.command === "\\htmlData",
    });
  } catch (error) {
    throwAsDiagnostic(error, latex);
  }
}

function throwAsDiagnostic(error: unknown, latex: string): never {
  const parse = error as Partial<ParseError> & { rawMessage?: string; length?: number };
  const position = typeof parse.position === "number" ? parse.position : 0;
  const start = Math.max(0, Math.min(position, latex.length));
  const length = typeof parse.length === "number" && parse.length > 0 ? parse.length : 1;
  const reason = parse.rawMessage ?? (error instanceof Error ? error.message : String(error));
  fail("bad-mathematics", reason.replace(/^KaTeX parse error: /, "").replace(/\.$/, ""), {
    span: { start, end: Math.min(latex.length, start + length) },
    hint: "Mathematics is LaTeX as KaTeX reads it",
  });
}
