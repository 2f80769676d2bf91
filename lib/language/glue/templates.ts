/**
 * Texts in which braces hold expressions, as glue reads them: `{n} plots of {name}`.
 *
 * @module
 */

import { least } from "../../lists.ts";

/** A piece of a template: a text, or the code between braces. */
export type Piece = { readonly text: string } | { readonly code: string };

/** Where the code that begins at `from` ends: braces in it are closed, quotes and comments passed over. */
function endOfCode(s: string, from: number, open: string, close: string): number {
  let depth = 1;
  for (let i = from; i < s.length; i++) {
    const c = s[i]!;
    if (c === '"' || c === "'" || c === "`") {
      for (i++; i < s.length && s[i] !== c; i++) if (s[i] === "\\") i++;
    } else if (c === "#") {
      while (i < s.length && s[i] !== "\n") i++;
    } else if (s.startsWith(close, i)) {
      if (--depth === 0) return i;
      i += close.length - 1;
    } else if (s.startsWith(open, i)) {
      depth++;
      i += open.length - 1;
    }
  }
  return -1;
}

/** The pieces of a template; delimiters that are doubled stand for themselves. Null if one is not closed. */
export function piecesOf(s: string, open: string, close: string): Piece[] | null {
  const pieces: Piece[] = [];
  let text = "";
  for (let i = 0; i < s.length;) {
    if (s.startsWith(open + open, i)) {
      text += open;
      i += 2 * open.length;
    } else if (s.startsWith(close + close, i)) {
      text += close;
      i += 2 * close.length;
    } else if (s.startsWith(open, i)) {
      const end = endOfCode(s, i + open.length, open, close);
      if (end < 0) return null;
      if (text !== "") pieces.push({ text });
      text = "";
      pieces.push({ code: s.slice(i + open.length, end) });
      i = end + close.length;
    } else text += s[i++];
  }
  if (text !== "" || pieces.length === 0) pieces.push({ text });
  return pieces;
}

/** Without a first and a last line of blanks, and without the blanks that all other lines begin with. */
export function trimmed(s: string): string {
  const start = s.replace(/^[ \t]+/, "");
  const begun = start.startsWith("\n");
  const lines = (begun ? start.slice(1) : start).split("\n");
  const counted = begun ? lines : lines.slice(1);
  const indents = counted.flatMap((line, i) => {
    const blanks = /^[ \t]*/.exec(line)![0].length;
    const last = i === counted.length - 1 && blanks > 0;
    return blanks < line.length || last ? [blanks] : [];
  });
  const cut = indents.length > 0 ? least(indents) : 0;
  const out = lines.map((line, i) =>
    !begun && i === 0 ? line : line.slice(Math.min(cut, /^[ \t]*/.exec(line)![0].length))
  );
  return out.join("\n").replaceAll("\\\n", "").replace(/\n[ \t]*$/, "");
}
