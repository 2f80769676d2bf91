/**
 * How long a bibliography becomes when its `@string` variables are written out: one that is made of
 * another twice doubles with every line.
 *
 * @module
 */
import { grouped, LIMITS } from "../../limits.ts";
import type { Fault } from "../../weave/page/source.ts";
import type { Span } from "../../diagnostic.ts";

const DEFINITION = /@string\s*[{(]\s*([\w:.-]+)\s*=/gi;
/** A part of a value: in braces or quotes (nested braces count by their outer ones), or a name. */
const PART = /\s*(?:"([^"]*)"|([\w:.-]+)|(\{))\s*(#?)/y;
const USE = /[=#]\s*([A-Za-z][\w:.-]*)/g;

/** The fault of a bibliography that is too long when written out, or null. */
export function refuseDoubled(text: string): { fault: Fault; span: Span } | null {
  const { most, code } = LIMITS.bibliography;
  const lengths = new Map<string, number>();
  const told = (name: string, count: number, at: number): { fault: Fault; span: Span } => ({
    fault: {
      code,
      message:
        `Characters of the bibliography with "${name}" written out: ${grouped(count)}, and ` +
        `${grouped(most)} are the most`,
      hint: "A @string is made of itself or of others again and again: write its words out",
    },
    span: { start: at, end: at + 1 },
  });
  for (const match of text.matchAll(DEFINITION)) {
    const length = lengthAt(text, match.index + match[0].length, lengths);
    if (length > most) return told(match[1]!, length, match.index);
    lengths.set(match[1]!.toLowerCase(), length);
  }
  if (lengths.size === 0) return null;
  let total = text.length;
  for (const match of text.matchAll(USE)) {
    total += lengths.get(match[1]!.toLowerCase()) ?? 0;
    if (total > most) return told(match[1]!, total, match.index);
  }
  return null;
}

/** How long the value that begins at a place is. */
function lengthAt(text: string, from: number, lengths: ReadonlyMap<string, number>): number {
  let sum = 0;
  let at = from;
  for (;;) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    if (!part) return sum;
    const [all, quoted, name, brace, joined] = part;
    at += all.length;
    if (quoted !== undefined) sum += quoted.length;
    else if (name !== undefined) sum += lengths.get(name.toLowerCase()) ?? name.length;
    if (brace !== undefined) {
      const open = at - all.length + all.indexOf("{");
      const close = text.indexOf("}", open);
      if (close < 0) return sum;
      sum += close - open - 1;
      const next = /^[^#"{}@=]*#/.exec(text.slice(close, close + 200));
      if (!next) return sum;
      at = close + next[0].length;
    } else if (joined === "") return sum;
  }
}
