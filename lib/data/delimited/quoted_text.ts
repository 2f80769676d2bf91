/**
 * Fields with quotes inside, as the texts that are meant.
 *
 * @module
 */
import type { Dialect } from "./dialect.ts";

/** Whether the field that begins at `start` was quoted as a whole, its quotes left out. */
export function isQuoted(bytes: Uint8Array, start: number, { quotes }: Dialect): boolean {
  return start > 0 && quotes[bytes[start - 1]!] === 1;
}

/** The text of a field that begins at `start`, quotes that belong to it as they are meant. */
export function meantText(
  text: string,
  bytes: Uint8Array,
  start: number,
  dialect: Dialect,
): string {
  if (!isQuoted(bytes, start, dialect)) {
    return dialect.quotesWithin ? unquoted(text, dialect) : text;
  }
  const mark = String.fromCharCode(bytes[start - 1]!);
  return dialect.delimiter < 0
    ? text.replace(/\\(.)/gs, (both, next: string) => next === mark ? mark : both)
    : text.replaceAll(mark + mark, mark);
}

/** Without the quotes that enclose parts of it; within them a doubled one is meant once. */
function unquoted(text: string, { quotes }: Dialect): string {
  let out = "";
  let open = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (open === "") {
      if (quotes[c.charCodeAt(0)] === 1) open = c;
      else out += c;
    } else if (c !== open) out += c;
    else if (text[i + 1] === c) {
      out += c;
      i++;
    } else open = "";
  }
  return out;
}
