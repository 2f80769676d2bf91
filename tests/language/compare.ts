/**
 * Statements of a file run one after another as the language runs them, beside what R printed.
 *
 * @module
 */
import { DiagnosticError, spanOf } from "../../lib/diagnostic.ts";
import { Evaluator } from "../../lib/language/evaluation/evaluator.ts";
import { printed } from "../../lib/language/print/print.ts";
import { Scope } from "../../lib/language/values/scope.ts";
import { WORDS } from "./words.ts";
import { parse } from "../../lib/syntax/parse.ts";

/** A statement and what R made of it. */
export interface Recorded {
  code: string;
  out: string;
  fails?: true;
  warns?: true;
}

/** What the language made of a statement. */
export interface Made {
  out: string;
  fault: string | null;
  /** There was a remark. */
  remarked: boolean;
}

/** The statements of `reference/NAME.json`. */
export function recorded(name: string): Recorded[] {
  return JSON.parse(Deno.readTextFileSync(new URL(`reference/${name}.json`, import.meta.url)));
}

/** Runs statements in one session, printing lines of `width` columns. */
export function session(width = 80): (code: string) => Made {
  const evaluator = new Evaluator(WORDS, new Scope(null));
  evaluator.console = { ...evaluator.console, width };
  return (code) => {
    const { statements, diagnostics } = parse(code);
    let out = "";
    evaluator.remarks.length = 0;
    let fault: string | null = diagnostics[0]?.message ?? null;
    for (const statement of statements) {
      try {
        const value = evaluator.run(statement, code);
        out += evaluator.printed.splice(0).join("");
        if (evaluator.invisible) continue;
        if (evaluator.printsOwn(value, spanOf(statement))) {
          out += evaluator.printed.splice(0).join("");
        } else out += printed(value, evaluator.console).join("\n") + "\n";
      } catch (error) {
        out += evaluator.printed.splice(0).join("");
        if (!(error instanceof DiagnosticError)) throw error;
        fault = error.message;
      }
    }
    return { out: tidy(out), fault, remarked: evaluator.remarks.length > 0 };
  };
}

/** Without blanks at the ends of lines and blank lines at the end. */
export function tidy(text: string): string {
  return text.replace(/[ \t]+$/gm, "").replace(/\n+$/, "");
}
