/**
 * Words that take texts apart and change their letters.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { Subject } from "../pattern/matcher.ts";
import { asDouble } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  integers,
  isFactor,
  isVector,
  logicals,
  NA_INTEGER,
  text,
  type Value,
  withAttributes,
} from "../values/value.ts";
import { widthOf } from "../print/cells.ts";
import { written } from "./joining.ts";

/** The attributes that go with texts that are changed one by one: those of texts alone. */
function attributesOf(x: Value): Attributes | null {
  return x.type === "character" && x.attributes ? new Map(x.attributes) : null;
}

/** Names and dimensions of any vector. */
function shapeOf(x: Value): Attributes | null {
  const kept = [...x.attributes ?? []].filter(([n]) =>
    n === "names" || n === "dim" || n === "dimnames"
  );
  return kept.length === 0 ? null : new Map(kept);
}

/** A word that changes each text. */
function each(f: (text: string) => string, name = "x"): (call: Call) => Value {
  return (call) => {
    const x = call.value(name);
    return characters(written(call, x).map((v) => v === null ? null : f(v)), attributesOf(x));
  };
}

function nchar(call: Call): Value {
  const x = call.value("x");
  if (isFactor(x)) {
    return call.wrong("x", "texts", x, "nchar(as.character(x)) counts the letters of the labels");
  }
  const type = call.choice("type", ["chars", "bytes", "width"]);
  const keeps = call.optional("keepNA");
  const keep = keeps?.type === "logical" && keeps.values[0] !== NA_INTEGER
    ? keeps.values[0] === 1
    : type !== "width";
  const bytes = new TextEncoder();
  return integers(
    Int32Array.from(written(call, x), (v) => {
      if (v === null) return keep ? NA_INTEGER : 2;
      return type === "bytes"
        ? bytes.encode(v).length
        : type === "width"
        ? widthOf(v)
        : new Subject(v).length;
    }),
    shapeOf(x),
  );
}

function whole(x: number): number {
  return Number.isNaN(x) ? NaN : Math.trunc(x);
}

function substring(first: string, last: string, longest: boolean): (call: Call) => Value {
  return (call) => {
    const name = longest ? "text" : "x";
    const x = call.value(name);
    const values = longest ? written(call, x) : substrTexts(call, x);
    const from = call.doubles(first);
    const to = call.has(last) ? call.doubles(last) : [1000000];
    if (values.length === 0) return characters([]);
    if (from.length === 0 || to.length === 0) {
      return longest ? characters([]) : call.wrong(first, "places", call.value(first));
    }
    const n = longest ? Math.max(values.length, from.length, to.length) : values.length;
    const out = Array.from({ length: n }, (_, i) => {
      const v = values[i % values.length]!;
      const [a, b] = [whole(from[i % from.length]!), whole(to[i % to.length]!)];
      if (v === null || Number.isNaN(a) || Number.isNaN(b)) return null;
      return new Subject(v).slice(Math.max(0, a - 1), Math.max(0, b, a - 1));
    });
    return characters(out, n === values.length ? attributesOf(x) : null);
  };
}

function substrTexts(call: Call, x: Value): readonly (string | null)[] {
  return isVector(x) || x.type === "NULL" ? written(call, x) : call.wrong("x", "texts", x);
}

function setSubstring(name: string, first: string, last: string): (call: Call) => Value {
  return (call) => {
    const x = call.value(name);
    if (x.type !== "character") return call.wrong(name, "texts", x);
    const from = call.doubles(first);
    const to = call.has(last) ? call.doubles(last) : [1000000];
    const put = call.texts("value");
    if (put.length === 0) return call.wrong("value", "texts", call.value("value"));
    const out = x.values.map((v, i) => {
      const by = put[i % put.length]!;
      if (v === null || by === null) return null;
      const [old, own] = [Array.from(v), Array.from(by)];
      const a = Math.max(1, from[i % from.length]!);
      const b = Math.min(old.length, to[i % to.length]!, a + own.length - 1);
      return old.map((c, k) => k + 1 >= a && k + 1 <= b ? own[k + 1 - a]! : c).join("");
    });
    return withAttributes(characters(out), attributesOf(x));
  };
}

function chartr(call: Call): Value {
  const spread = (name: string): string[] =>
    Array.from(call.text(name)).flatMap((c, i, all) => {
      if (c !== "-" || i === 0 || i === all.length - 1) return [c];
      const [a, b] = [all[i - 1]!.codePointAt(0)!, all[i + 1]!.codePointAt(0)!];
      if (a > b) return call.wrong(name, "letters in their order", call.value(name));
      return Array.from({ length: Math.max(0, b - a - 1) }, (_, k) =>
        String.fromCodePoint(a + k + 1));
    });
  const [old, now] = [spread("old"), spread("new")];
  if (old.length > now.length) {
    return call.fail(
      "wrong-length",
      `chartr() has ${old.length} letters to replace, and ${now.length} to put there`,
      "Give old and new as many letters each",
    );
  }
  const by = new Map(old.map((c, i) => [c, now[i]!]));
  return each((v) => Array.from(v, (c) => by.get(c) ?? c).join(""))(call);
}

function trim(call: Call): Value {
  const which = call.choice("which", ["both", "left", "right"]);
  const space = call.text("whitespace", "[ \t\r\n]");
  const sub = (x: Value, pattern: string): Value =>
    call.interpreter.call("sub", [text(pattern), text(""), x], call.span);
  let out = call.value("x");
  if (which !== "right") out = sub(out, `^${space}+`);
  if (which !== "left") out = sub(out, `${space}+$`);
  return out;
}

function ends(test: (v: string, end: string) => boolean, other: string): (call: Call) => Value {
  return (call) => {
    const [x, y] = [call.value("x"), call.value(other)];
    if (x.type !== "character") return call.wrong("x", "texts", x);
    if (y.type !== "character") return call.wrong(other, "texts", y);
    if (x.values.length === 0 || y.values.length === 0) return logicals([]);
    const n = Math.max(x.values.length, y.values.length);
    return logicals(Int32Array.from({ length: n }, (_, i) => {
      const [v, end] = [x.values[i % x.values.length]!, y.values[i % y.values.length]!];
      return v === null || end === null ? NA_INTEGER : test(v, end) ? 1 : 0;
    }));
  };
}

function strtoi(call: Call): Value {
  const base = call.number("base", 10);
  if (!(base === 0 || (base >= 2 && base <= 36 && Number.isInteger(base)))) {
    return call.wrong("base", "a base from 2 to 36", call.value("base"));
  }
  return integers(Int32Array.from(written(call, call.value("x")), (v) => {
    if (v === null) return NA_INTEGER;
    const [, sign = "", mark = "", digits = ""] =
      /^\s*([+-]?)(0[xX](?=[0-9a-fA-F])|0(?=.))?(.*)$/.exec(v) ?? [];
    const hex = /x/i.test(mark);
    const own = base === 10 && call.has("base") || (base !== 0 && base !== 10)
      ? base
      : mark === ""
      ? 10
      : hex
      ? 16
      : 8;
    const body = hex && own === 16 ? digits : mark + digits;
    const allowed = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, own);
    if (body === "" || [...body.toLowerCase()].some((c) => !allowed.includes(c))) return NA_INTEGER;
    const value = parseInt(body, own);
    return value > 2147483647 ? NA_INTEGER : sign === "-" ? -value : value;
  }));
}

function codePoints(call: Call): Value {
  const x = call.value("x");
  if (x.type !== "character" || x.values.length !== 1) return call.wrong("x", "one text", x);
  const [v] = x.values;
  if (v === null) return integers([NA_INTEGER]);
  return integers(Array.from(v!, (c) => c.codePointAt(0)!));
}

function fromCodePoints(call: Call): Value {
  const x = call.value("x");
  const { values } = asDouble(x);
  const of = (code: number): string => {
    if (!(code >= 0 && code <= 0x10ffff)) return call.wrong("x", "codes of characters", x);
    return code === 0 ? "" : String.fromCodePoint(code);
  };
  if (call.flag("multiple", false)) {
    return characters(Array.from(values, (v) => Number.isNaN(v) ? null : of(v)));
  }
  return text(Array.from(values).some(Number.isNaN) ? null : Array.from(values, of).join(""));
}

/** As much of a text as fits a width. */
export function trimmed(v: string, width: number): string {
  let out = "";
  let used = 0;
  for (const c of v) {
    used += widthOf(c);
    if (used > width) break;
    out += c;
  }
  return out;
}

function strtrim(call: Call): Value {
  const x = call.value("x");
  const values = written(call, x);
  const widths = call.doubles("width");
  return characters(
    values.map((v, i) => v === null ? null : trimmed(v, widths[i % widths.length]!)),
    attributesOf(x),
  );
}

/** Letter by letter: one that would become two stays as it is. */
function letterwise(f: (c: string) => string): (text: string) => string {
  return (text) => {
    const whole = f(text);
    return whole.length === text.length ? whole : Array.from(text, (c) => {
      const made = f(c);
      return made.length === c.length ? made : c;
    }).join("");
  };
}

const upper = each(letterwise((c) => c.toUpperCase()));
const lower = each(letterwise((c) => c.toLowerCase()));

export const LETTERS: readonly Builtin[] = [
  word("nchar", "x, type, allowNA?, keepNA", nchar),
  word("nzchar", "x, keepNA", (call) => {
    const keep = call.has("keepNA") && call.flag("keepNA", false);
    return logicals(
      Int32Array.from(
        written(call, call.value("x")),
        (v) => v === null ? (keep ? NA_INTEGER : 1) : v === "" ? 0 : 1,
      ),
      shapeOf(call.value("x")),
    );
  }),
  word("toupper", "x", upper),
  word("tolower", "x", lower),
  word("casefold", "x, upper", (call) => call.flag("upper", false) ? upper(call) : lower(call)),
  word("chartr", "old, new, x", chartr),
  word("substr", "x, start, stop", (call) => {
    call.value("stop");
    return substring("start", "stop", false)(call);
  }),
  word("substring", "text, first, last", substring("first", "last", true)),
  word("substr<-", "x, start, stop, value", setSubstring("x", "start", "stop")),
  word("substring<-", "text, first, last, value", setSubstring("text", "first", "last")),
  word("trimws", "x, which, whitespace", trim),
  word("startsWith", "x, prefix", ends((v, e) => v.startsWith(e), "prefix")),
  word("endsWith", "x, suffix", ends((v, e) => v.endsWith(e), "suffix")),
  word("strtoi", "x, base", strtoi),
  word("utf8ToInt", "x", codePoints),
  word("intToUtf8", "x, multiple, allow_surrogate_pairs!FALSE", fromCodePoints),
  word("strtrim", "x, width", strtrim),
  word("enc2utf8", "x", (call) => call.value("x")),
  word("enc2native", "x", (call) => call.value("x")),
  word("iconv", "x, from?, to, sub!NA, mark?, toRaw!FALSE", (call) => {
    const to = call.text("to", "");
    if (!/^(|UTF-?8|latin1)$/i.test(to)) {
      return call.fail(
        "not-in-language",
        `iconv() to ${to} is not part of the block language`,
        'Texts are Unicode here: chartr("äöü", "aou", x) puts plain letters by others',
      );
    }
    return call.value("x");
  }),
];
