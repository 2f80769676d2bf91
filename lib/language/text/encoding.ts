/**
 * `encodeString`, `noquote` and the like: texts as they are printed.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { escaped, padded, quoted, widthOf } from "../print/cells.ts";
import { characters, type Value } from "../values/value.ts";
import { asDouble } from "../values/coerce.ts";
import { keepShort, written } from "./joining.ts";

function encode(call: Call): Value {
  const x = call.value("x");
  const quote = call.text("quote", "");
  const justify = call.choice("justify", ["left", "right", "centre", "none"]);
  const keep = call.flag("na.encode", true);
  const given = call.optional("width");
  const cells = written(call, x).map((v) => {
    if (v === null) return keep ? (quote === "" ? "<NA>" : "NA") : null;
    if (quote === '"') return quoted(v);
    const plain = escaped(v);
    return quote === "" ? plain : quote + plain.replaceAll(quote, `\\${quote}`) + quote;
  });
  const asked = given === null || given.type === "NULL" ? 0 : asDouble(given).values[0]!;
  const common = given !== null && given.type !== "NULL" && Number.isNaN(asked);
  const width = common
    ? cells.reduce((m, c) => Math.max(m, c === null ? 0 : widthOf(c)), 0)
    : asked;
  keepShort(call, width * cells.length);
  return characters(
    cells.map((c) => {
      if (c === null || justify === "none") return c;
      if (justify !== "centre") return padded(c, width, justify === "left");
      const room = Math.max(0, width - widthOf(c));
      return " ".repeat(Math.floor(room / 2)) + c + " ".repeat(Math.ceil(room / 2));
    }),
    x.type === "character" ? x.attributes && new Map(x.attributes) : null,
  );
}

function wrap(v: string, width: number, indent: string, exdent: string): string[] {
  const lines: string[] = [];
  for (const paragraph of v.split(/\n[ \t\n]*\n/)) {
    if (lines.length > 0) lines.push("");
    let line = indent;
    let empty = true;
    let gap = "";
    for (const [, w = "", behind = ""] of paragraph.matchAll(/([^ \t\n]+)([ \t\n]*)/g)) {
      if (!empty && widthOf(line + gap + w) >= width) {
        lines.push(line);
        line = exdent;
        empty = true;
      }
      line += (empty ? "" : gap) + w;
      empty = false;
      // two blanks behind the end of a sentence stay two
      gap = /[.?!][)"']*$/.test(w) && behind.length > 1 ? "  " : " ";
    }
    lines.push(line);
  }
  return lines;
}

export const ENCODING: readonly Builtin[] = [
  word("encodeString", "x, width, quote, na.encode, justify", encode),
  word("strwrap", "x, width, indent, exdent, prefix, simplify!TRUE, initial", (call) => {
    const width = call.number("width", 72);
    const [indent, exdent] = [call.number("indent", 0), call.number("exdent", 0)];
    keepShort(call, indent + exdent);
    const prefix = call.text("prefix", "");
    const initial = call.text("initial", prefix);
    const lines = written(call, call.value("x")).flatMap((v) =>
      wrap(v ?? "NA", width - widthOf(prefix), " ".repeat(indent), " ".repeat(exdent))
    );
    return characters(lines.map((l, i) => (i === 0 ? initial : prefix) + l));
  }),
];
