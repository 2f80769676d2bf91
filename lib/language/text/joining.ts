/**
 * Words that join texts, quote them and repeat them.
 *
 * @module
 */
import { keepWithin, LIMITS } from "../../limits.ts";
import { type Argument, type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  inherits,
  isVector,
  namesOf,
  text,
  type Value,
  withNames,
} from "../values/value.ts";

/** Elements as `as.character` writes them, dates as dates. */
export function written(call: Call, x: Value): readonly (string | null)[] {
  if (x.type === "character") return x.values;
  if (inherits(x, "Date") || x.type === "language") {
    const made = call.interpreter.call("as.character", [x], call.span);
    return made.type === "character" ? made.values : [];
  }
  if (x.type === "NULL") return [];
  return isVector(x)
    ? asCharacter(x).values
    : call.fail("wrong-argument", `${call.word.name}() joins texts, not ${x.type}`);
}

/** Refuses texts that would be too long together. */
export function keepShort(call: Call, characters: number): void {
  keepWithin(LIMITS.characters, characters, "Characters of these texts", {
    span: call.span,
    hint: "Work on parts of them",
  });
}

function paste(call: Call, sep: string): Value {
  const parts = call.dots.map((d: Argument) => written(call, call.valueOf(d)));
  const longest = parts.reduce((m, p) => Math.max(m, p.length), 0);
  const recycles = call.flag("recycle0", false);
  const n = recycles && parts.some((p) => p.length === 0) ? 0 : longest;
  let size = 0;
  const out = Array.from({ length: n }, (_, i) => {
    const joined = parts.map((p) => p.length === 0 ? "" : p[i % p.length] ?? "NA").join(sep);
    keepShort(call, size += joined.length);
    return joined;
  });
  const collapse = call.optional("collapse");
  if (collapse === null || collapse.type === "NULL") return characters(out);
  return text(out.join(call.text("collapse")));
}

function quote(left: string, right: string, plain: string): (call: Call) => Value {
  return (call) => {
    const q = call.optional("q");
    const fancy = q === null || q.type === "logical" && call.flag("q", true);
    const [a, b] = q?.type === "character" && q.values[0] === "TeX"
      ? (plain === "'" ? ["`", "'"] : ["``", "''"])
      : fancy
      ? [left, right]
      : [plain, plain];
    return characters(written(call, call.value("x")).map((v) => `${a}${v ?? "NA"}${b}`));
  };
}

function strrep(call: Call): Value {
  const x = call.value("x");
  const values = written(call, x);
  const times = call.doubles("times");
  if (values.length === 0 || times.length === 0) return characters([]);
  let size = 0;
  const n = Math.max(values.length, times.length);
  const out = Array.from({ length: n }, (_, i) => {
    const [v, k] = [values[i % values.length]!, times[i % times.length]!];
    if (v === null || Number.isNaN(k)) return null;
    if (k < 0) return call.wrong("times", "counts from 0 on", call.value("times"));
    keepShort(call, size += v.length * k);
    return v.repeat(Math.trunc(k));
  });
  const names = n === values.length && x.type === "character" ? namesOf(x) : null;
  return names ? withNames(characters(out), names) : characters(out);
}

function toText(call: Call): Value {
  const x = call.value("x");
  const joined = written(call, x).map((v) => v ?? "NA").join(call.text("sep", ", "));
  const width = call.optional("width");
  if (width === null || width.type === "NULL") return text(joined);
  const most = Math.max(6, call.number("width"));
  return text(joined.length > most ? `${joined.slice(0, most - 4)}....` : joined);
}

export const JOINING: readonly Builtin[] = [
  word("paste", "..., sep, collapse, recycle0", (call) => paste(call, call.text("sep", " "))),
  word("paste0", "..., collapse, recycle0", (call) => paste(call, "")),
  word("file.path", "..., fsep", (call) => {
    const parts = call.rest.map((x) => written(call, x));
    if (parts.some((p) => p.length === 0)) return characters([]);
    const n = parts.reduce((m, p) => Math.max(m, p.length), 0);
    const sep = call.text("fsep", "/");
    return characters(
      Array.from({ length: n }, (_, i) => parts.map((p) => p[i % p.length] ?? "NA").join(sep)),
    );
  }),
  word("toString", "x, sep, width, collapse?, ...", toText),
  word("strrep", "x, times", strrep),
  word("sQuote", "x, q", quote("‘", "’", "'")),
  word("dQuote", "x, q", quote("“", "”", '"')),
  word("shQuote", 'string, type!"sh"', (call) =>
    characters(
      written(call, call.value("string")).map((v) =>
        v?.includes("'") ? `"${v.replace(/["$`\\]/g, "\\$&")}"` : `'${v ?? "NA"}'`
      ),
    )),
];
