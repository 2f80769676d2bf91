/**
 * `str_wrap`: lines of a paragraph as even as they can be, as stringi breaks them: the squares of what is
 * left free on all lines but the last are least (Knuth & Plass 1981).
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { widthOf } from "../print/cells.ts";
import { characters, type Value } from "../values/value.ts";
import { strings } from "./texts.ts";

/** The first words of lines. */
function breaks(widths: readonly number[], room: number, first: number, other: number): number[] {
  const n = widths.length;
  // what the words from i on cost at best, and where the next line begins
  const best = new Float64Array(n + 1).fill(Infinity);
  const next = new Int32Array(n + 1);
  best[n] = 0;
  for (let i = n - 1; i >= 0; i--) {
    let used = i === 0 ? first : other;
    for (let j = i; j < n; j++) {
      used += widths[j]! + (j > i ? 1 : 0);
      if (used > room && j > i) break;
      const free = Math.max(0, room - used);
      const cost = j === n - 1 ? 0 : free * free + best[j + 1]!;
      if (cost < best[i]!) {
        best[i] = cost;
        next[i] = j + 1;
      }
    }
  }
  const starts: number[] = [];
  for (let i = 0; i < n; i = next[i]!) starts.push(i);
  return starts;
}

function wrapped(text: string, width: number, indent: number, exdent: number): string {
  const words = text.split(/\s+/u).filter((w) => w !== "");
  const starts = breaks(words.map(widthOf), Math.max(1, width), indent, exdent);
  return starts.map((start, k) =>
    " ".repeat(k === 0 ? indent : exdent) + words.slice(start, starts[k + 1]).join(" ")
  ).join("\n");
}

function wrap(call: Call): Value {
  const [width, indent, exdent] = [
    call.number("width", 80),
    call.number("indent", 0),
    call.number("exdent", 0),
  ];
  return characters(
    strings(call).map((v) => v === null ? null : wrapped(v, width, indent, exdent)),
  );
}

/** Every word of it. */
export const WRAPPING: readonly Builtin[] = [
  word("str_wrap", "string, width, indent, exdent, whitespace_only!TRUE", wrap),
];
