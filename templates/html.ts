/**
 * The `html` tag: text that is put into it is escaped, markup that it made is not.
 *
 * @module
 */
// @ts-types="../lib/types/std_html.d.ts"
import { escape, unescape } from "@std/html";

/** Markup that is safe to write into a page. */
export class Html {
  /** The markup. */
  readonly text: string;

  /** Only `html` and `raw` make these. */
  constructor(text: string) {
    this.text = text;
  }

  /** The markup. */
  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: nothing is written for `null`, `undefined` and `false`. */
export type Part = string | number | Html | null | undefined | false | readonly Part[];

/** Replaces the five characters that mean something in HTML. */
export const escapeHtml: (text: string) => string = escape;

/** The text that was escaped: what an attribute of a page says. */
export const unescapeHtml: (text: string) => string = unescape;

/** Markup made elsewhere and known to be good. */
export function raw(markup: string): Html {
  return new Html(markup);
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  if (part instanceof Html) return part.text;
  return part.map(write).join("");
}

/**
 * Tagged template: `` html`<p>${text}</p>` ``. A line end with its indent at either edge, which a
 * formatter may have put there, is left out.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let out = (strings[0] ?? "").replace(/^\n\s*/, "");
  for (const [index, part] of parts.entries()) {
    const after = strings[index + 1] ?? "";
    out += write(part) + (index === parts.length - 1 ? after.replace(/\n\s*$/, "\n") : after);
  }
  return new Html(parts.length === 0 ? out.replace(/\n\s*$/, "\n") : out);
}
