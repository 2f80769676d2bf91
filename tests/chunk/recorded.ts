/**
 * Statements of a file run one after another as a page runs them, beside what R printed.
 *
 * @module
 */
import { dataSet } from "../../lib/chunk/datasets/data_sets.ts";
import { Awaits } from "../../lib/awaits.ts";
import { evaluateBlock, evaluatePage } from "../../lib/chunk/page/page.ts";
import { renderText } from "../../lib/render/render.ts";
import { block, environment } from "./pages.ts";

/** A statement, what R made of it, and what a page makes of it. */
export interface Compared {
  code: string;
  inR: string;
  here: string;
  faults: string[];
}

/** Without blanks at the ends of lines, blank lines at either end and more than one in between; quotes plain. */
function tidy(text: string): string {
  return text.replace(/[“”]/g, '"').replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").replace(
    /^\n+|\n+$/g,
    "",
  );
}

/** Without the lines that R gives as messages, wherever they stand. */
function unsaid(here: string, said: string | undefined): string {
  if (said === undefined) return here;
  const lines = new Set(tidy(said).split("\n").map((line) => line.trimEnd()));
  return tidy(here.split("\n").filter((line) => line === "" || !lines.has(line)).join("\n"));
}

/** What is here, as R has it if they differ in the lines alone that stand between pieces of a page. */
function sameButFor(inR: string, here: string, pieces: number): string {
  const lines = (text: string): string => text.replace(/\n{2,}/g, "\n");
  return pieces > 1 && lines(inR) === lines(here) ? inR : here;
}

async function withData<T>(run: () => T): Promise<T> {
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Awaits)) throw error;
      await error.obtain();
    }
  }
}

/** The statements of `reference/NAME.json`, compared. */
export async function compared(name: string): Promise<Compared[]> {
  const url = new URL(`reference/${name}.json`, import.meta.url);
  const rows: { code: string; out: string; said?: string; fails?: true }[] = JSON.parse(
    Deno.readTextFileSync(url),
  );
  const { scope } = evaluatePage([], environment());
  const out: Compared[] = [];
  for (const { code, out: text, said, fails } of rows) {
    for (const [, set] of code.matchAll(/data\((\w+)/g)) await withData(() => dataSet(set!));
    const made = await withData(() => evaluateBlock(block(code), environment(), scope));
    const failed = made.diagnostics.length > 0 ? " [fails]" : "";
    const inR = tidy(text) + (fails ? " [fails]" : "");
    // a picture is nothing in a console
    const pieces = made.shown.filter((s) => s.value.kind !== "figure");
    const here = unsaid(tidy(pieces.map((s) => renderText(s.value)).join("\n")), said);
    out.push({
      code,
      inR,
      here: sameButFor(inR, here + failed, pieces.length),
      faults: made.diagnostics.map((d) => `${d.code}: ${d.message} (${d.hint ?? ""})`),
    });
  }
  return out;
}
