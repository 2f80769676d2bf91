/**
 * The markup that a `plot` fence gave, as a page sets it: its tables in their boxes, its ids with
 * the page's own sign before them.
 *
 * @module
 */
import type { RenderOptions } from "../options.ts";
import { boxed } from "./table.ts";

/** What of checked markup is not taken as it stands: whole tables, and what names an id. */
const NAMED = /\s(?:id|aria-labelledby|aria-describedby)="[^"]+"|\shref="#[^"]+"|url\(#[^)]+\)/g;

/** Markup for a page. */
export function htmlMarkup(markup: string, options: RenderOptions): string {
  const named = options.prefix ? withPrefix(markup, options.prefix) : markup;
  if (!options.box) return named;
  return named.split(/(<table[\s\S]*?<\/table>)/).map((piece, index) =>
    index % 2 === 1 ? boxed(piece, options) : piece
  ).join("");
}

function withPrefix(markup: string, prefix: string): string {
  return markup.replace(NAMED, (name) => {
    if (name.startsWith("url(#")) return `url(#${prefix}${name.slice(5)}`;
    const [head = "", ids = ""] = name.split('="');
    const words = ids.slice(0, -1);
    if (words.startsWith("#")) return `${head}="#${prefix}${words.slice(1)}"`;
    return `${head}="${words.split(" ").map((id) => prefix + id).join(" ")}"`;
  });
}
