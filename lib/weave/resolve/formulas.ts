/**
 * Mathematics of the prose: values set in, read once by the library, its faults at their places.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { DiagnosticError } from "../../diagnostic.ts";
import { mathematics } from "../../render/typeset/mathematics.ts";
import { inlineText } from "../../render/render.ts";
import type { Shown } from "../../render/shown.ts";
import type { NumberedPage } from "../page/number_page.ts";
import { INNER_LABEL, type MathMeta } from "../rules/mathematics.ts";
import type { InlineValueMeta } from "../rules/inline_code.ts";
import type { Macros } from "../page/macros.ts";
import {
  displayLatex,
  mathematicsHint,
  replaced,
  type SetText,
  valueLatex,
} from "./display_latex.ts";
import type { PageRecord } from "./record.ts";
import type { Formula } from "./tree.ts";

/** Resolves the formulas of one page. */
export class Formulas {
  readonly #numbered: NumberedPage;
  readonly #macros: Macros;
  readonly #record: PageRecord;

  constructor(numbered: NumberedPage, macros: Macros, record: PageRecord) {
    this.#numbered = numbered;
    this.#macros = macros;
    this.#record = record;
  }

  /** The formula of a token; null for an empty one. */
  formula(token: Token, display: boolean): Formula | null {
    const meta = token.meta as MathMeta;
    if (token.content.trim() === "") return null;
    const filled = this.#withValues(token);
    const set = display ? displayLatex(filled.latex) : replaced(filled.latex, []);
    const lead = set.latex.length - set.latex.trimStart().length;
    const latex = set.latex.trim();
    const place = (at: number): number => meta.start + filled.place(set.place(at + lead));
    const source = filled.latex.replace(INNER_LABEL, "").trim();
    this.#record.say(` ${source} `);
    const faulty = this.#tellOfFaults(latex, display, place);
    return { latex, source, display, macros: this.#macros, faulty };
  }

  /** What the library says of a formula; it keeps what it has set for those who write it. */
  #tellOfFaults(latex: string, display: boolean, place: (at: number) => number): boolean {
    try {
      mathematics(latex, { display, macros: this.#macros });
      return false;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const { code, message, hint, span } of error.diagnostics) {
        const { start, end } = span ?? { start: 0, end: latex.length };
        const best = mathematicsHint(message) ?? hint;
        this.#record.fault({ code, message, ...(best ? { hint: best } : {}) }, {
          start: place(start),
          end: Math.max(place(start) + 1, place(end)),
        });
      }
      return true;
    }
  }

  /** LaTeX with the inline values set into it. */
  #withValues(token: Token): SetText {
    const { values = [] } = token.meta as MathMeta;
    return replaced(
      token.content,
      values.map(({ from, to }, index) => {
        const meta = token.children?.[index]?.meta as InlineValueMeta;
        const value = shownAt(this.#numbered, meta);
        const nothing = hasFailed(this.#numbered, meta) ? "\\boxed{?}" : "\\,";
        return { from, to, text: valueLatex(value ? inlineText(value) : nothing) };
      }),
    );
  }
}

/** What an inline value came to. */
export function shownAt({ values }: NumberedPage, meta: InlineValueMeta): Shown | undefined {
  return values.blocks[meta.block]?.shown[0]?.value;
}

/** Whether an inline value failed, or needs what failed. */
export function hasFailed({ values }: NumberedPage, meta: InlineValueMeta): boolean {
  return values.blocks[meta.block]?.failed ?? false;
}
