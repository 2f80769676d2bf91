/**
 * stringr's words on texts.
 *
 * @module
 */
import { compareText } from "../../data/compare_text.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { Subject } from "../pattern/matcher.ts";
import { widthOf } from "../print/cells.ts";
import { keepShort, written } from "../text/joining.ts";
import { trimmed } from "../text/letters.ts";
import {
  characters,
  integers,
  isVector,
  logicals,
  NA_INTEGER,
  namesOf,
  text,
  type Value,
  withNames,
} from "../values/value.ts";

/** Texts of a call's first argument. */
export function strings(call: Call, name = "string"): readonly (string | null)[] {
  const x = call.value(name);
  return isVector(x) || x.type === "NULL" ? written(call, x) : call.wrong(name, "texts", x);
}

function each(f: (text: string, call: Call) => string): (call: Call) => Value {
  return (call) => {
    const x = call.value("string");
    const out = characters(strings(call).map((v) => v === null ? null : f(v, call)));
    const names = isVector(x) ? namesOf(x) : null;
    return names ? withNames(out, names) : out;
  };
}

/** Several texts as one each; what is missing makes the whole missing. */
function join(call: Call): Value {
  const parts = call.rest.filter((x) => x.type !== "NULL").map((x) => written(call, x));
  const sep = call.text("sep", "");
  if (parts.some((p) => p.length === 0)) return characters([]);
  const n = parts.reduce((m, p) => Math.max(m, p.length), 0);
  for (const p of parts) {
    if (p.length !== 1 && p.length !== n) {
      return call.fail(
        "wrong-length",
        `str_c() takes texts of one length, not of ${p.length} and ${n}`,
        "paste0() repeats the shorter one",
      );
    }
  }
  let size = 0;
  const out = Array.from({ length: n }, (_, i) => {
    const own = parts.map((p) => p[i % p.length]!);
    if (own.some((v) => v === null)) return null;
    const joined = own.join(sep);
    keepShort(call, size += joined.length);
    return joined;
  });
  const collapse = call.optional("collapse");
  if (collapse === null || collapse.type === "NULL") return characters(out);
  return text(out.some((v) => v === null) ? null : out.join(call.text("collapse")));
}

function flatten(call: Call): Value {
  const drop = call.has("na.rm") && call.flag("na.rm", false);
  const values = strings(call).filter((v) => !drop || v !== null);
  if (values.some((v) => v === null)) return text(null);
  const collapse = call.text("collapse", "");
  const last = call.optional("last");
  if (last === null || last.type === "NULL" || values.length < 2) {
    return text(values.join(collapse));
  }
  return text(values.slice(0, -1).join(collapse) + call.text("last") + values.at(-1)!);
}

/** Places counted from the end if they are negative. */
function part(v: string, start: number, end: number): string {
  const subject = new Subject(v);
  const n = subject.length;
  const from = start < 0 ? Math.max(1, n + start + 1) : Math.max(1, start);
  const to = end < 0 ? n + end + 1 : end;
  return to < from ? "" : subject.slice(from - 1, to);
}

function sub(call: Call): Value {
  const values = strings(call);
  const start = call.has("start") ? call.doubles("start") : [1];
  const end = call.has("end") ? call.doubles("end") : [-1];
  if (values.length === 0 || start.length === 0 || end.length === 0) return characters([]);
  const n = Math.max(values.length, start.length, end.length);
  return characters(Array.from({ length: n }, (_, i) => {
    const v = values[i % values.length]!;
    const [a, b] = [start[i % start.length]!, end[i % end.length]!];
    return v === null || Number.isNaN(a) || Number.isNaN(b) ? null : part(v, a, b);
  }));
}

function setSub(call: Call): Value {
  const values = strings(call);
  const start = call.number("start", 1);
  const end = call.number("end", -1);
  const put = call.texts("value");
  return characters(values.map((v, i) => {
    const by = put[i % put.length]!;
    if (v === null || by === null) return null;
    const subject = new Subject(v);
    const from = start < 0 ? Math.max(1, subject.length + start + 1) : Math.max(1, start);
    const to = end < 0 ? subject.length + end + 1 : end;
    return subject.slice(0, from - 1) + by + subject.slice(Math.max(to, from - 1));
  }));
}

function pad(call: Call): Value {
  const values = strings(call);
  const widths = call.doubles("width");
  const side = call.choice("side", ["left", "right", "both"]);
  const fill = call.text("pad", " ");
  if (Array.from(fill).length !== 1) return call.wrong("pad", "one character", call.value("pad"));
  return characters(
    Array.from({ length: Math.max(values.length, values.length && widths.length) }, (_, i) => {
      const v = values[i % values.length]!;
      if (v === null) return null;
      const room = Math.max(0, widths[i % widths.length]! - widthOf(v));
      keepShort(call, room);
      if (side === "left") return fill.repeat(room) + v;
      if (side === "right") return v + fill.repeat(room);
      return fill.repeat(Math.floor(room / 2)) + v + fill.repeat(Math.ceil(room / 2));
    }),
  );
}

function truncate(call: Call): Value {
  const width = call.number("width");
  const side = call.choice("side", ["right", "left", "center"]);
  const dots = call.text("ellipsis", "...");
  const room = width - widthOf(dots);
  if (room < 0) {
    return call.wrong("width", `a width of ${widthOf(dots)} or more`, call.value("width"));
  }
  return each((v) => {
    if (widthOf(v) <= width) return v;
    const subject = new Subject(v);
    const end = (n: number): string => n === 0 ? "" : subject.slice(subject.length - n);
    if (side === "right") return trimmed(v, room) + dots;
    if (side === "left") return dots + end(room);
    return trimmed(v, Math.ceil(room / 2)) + dots + end(Math.floor(room / 2));
  })(call);
}

function repeat(call: Call): Value {
  const values = strings(call);
  const times = call.doubles("times");
  const n = values.length === 0 || times.length === 0 ? 0 : Math.max(values.length, times.length);
  let size = 0;
  return characters(Array.from({ length: n }, (_, i) => {
    const [v, k] = [values[i % values.length]!, times[i % times.length]!];
    if (v === null || Number.isNaN(k)) return null;
    if (k < 0) return call.wrong("times", "counts from 0 on", call.value("times"));
    keepShort(call, size += v.length * k);
    return v.repeat(Math.trunc(k));
  }));
}

function sortedPlaces(
  call: Call,
  name: string,
): { values: readonly (string | null)[]; at: number[] } {
  const values = strings(call, name);
  const sign = call.flag("decreasing", false) ? -1 : 1;
  if (call.has("numeric") && call.flag("numeric", false)) {
    return call.fail(
      "not-in-language",
      `${call.word.name}() sorts by letters here, not by numbers in texts`,
      "sort(as.numeric(x)) sorts numbers",
    );
  }
  const at = [...values.keys()].sort((i, j) => {
    const [a, b] = [values[i]!, values[j]!];
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0) || i - j;
    return sign * compareText(a, b) || i - j;
  });
  return { values, at };
}

/** Words of a text with a capital letter each, or the first one alone. */
const title = (v: string): string =>
  v.toLowerCase().replace(
    /[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu,
    (w) => w[0]!.toUpperCase() + w.slice(1),
  );
const sentence = (v: string): string => v.slice(0, 1).toUpperCase() + v.slice(1).toLowerCase();

function trim(v: string, call: Call): string {
  const side = call.choice("side", ["both", "left", "right"]);
  let out = v;
  if (side !== "right") out = out.replace(/^\s+/u, "");
  return side === "left" ? out : out.replace(/\s+$/u, "");
}

function words(call: Call): Value {
  const [start, end] = [
    call.number("start", 1),
    call.has("end") ? call.number("end") : call.number("start", 1),
  ];
  const sep = call.text("sep", " ");
  return characters(
    strings(call).map((v) => {
      if (v === null) return null;
      const all = v.split(sep);
      const from = start < 0 ? all.length + start + 1 : start;
      const to = end < 0 ? all.length + end + 1 : end;
      return from > all.length || to > all.length || from < 1
        ? null
        : all.slice(from - 1, to).join(sep);
    }),
  );
}

export const STRINGR: readonly Builtin[] = [
  word("str_c", "..., sep, collapse", join),
  word("str_flatten", "string, collapse, last, na.rm", flatten),
  word(
    "str_length",
    "string",
    (call) =>
      integers(
        Int32Array.from(strings(call), (v) => v === null ? NA_INTEGER : new Subject(v).length),
      ),
  ),
  word(
    "str_width",
    "string",
    (call) => integers(Int32Array.from(strings(call), (v) => v === null ? NA_INTEGER : widthOf(v))),
  ),
  word("str_to_lower", "string, locale?", each((v) => v.toLowerCase())),
  word("str_to_upper", "string, locale?", each((v) => v.toUpperCase())),
  word("str_to_title", "string, locale?", each(title)),
  word("str_to_sentence", "string, locale?", each(sentence)),
  word("str_trim", "string, side", each(trim)),
  word("str_squish", "string", each((v) => v.trim().replace(/\s+/gu, " "))),
  word("str_pad", "string, width, side, pad, use_width!TRUE", pad),
  word("str_trunc", "string, width, side, ellipsis", truncate),
  word("str_dup", "string, times", repeat),
  word("str_sub", "string, start, end", sub),
  word("str_sub<-", "string, start, end, omit_na!FALSE, value", setSub),
  word("str_sort", "x, decreasing, na_last!TRUE, locale?, numeric", (call) => {
    const { values, at } = sortedPlaces(call, "x");
    return characters(
      at.filter((i) => values[i] !== null).concat(at.filter((i) => values[i] === null)).map((i) =>
        values[i]!
      ),
    );
  }),
  word(
    "str_order",
    "x, decreasing, na_last!TRUE, locale?, numeric",
    (call) => integers(sortedPlaces(call, "x").at.map((i) => i + 1)),
  ),
  word("str_replace_na", "string, replacement", (call) => {
    const by = call.text("replacement", "NA");
    return characters(strings(call).map((v) => v ?? by));
  }),
  word("word", "string, start, end, sep", words),
  word("str_equal", "x, y, locale?, ignore_case!FALSE", (call) => {
    const [a, b] = [strings(call, "x"), strings(call, "y")];
    const n = a.length === 0 || b.length === 0 ? 0 : Math.max(a.length, b.length);
    return logicals(Int32Array.from({ length: n }, (_, i) => {
      const [p, q] = [a[i % a.length]!, b[i % b.length]!];
      return p === null || q === null ? NA_INTEGER : p === q ? 1 : 0;
    }));
  }),
];
