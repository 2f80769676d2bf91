/**
 * Words that make names of texts and shorten them, and words for names of files.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { characters, namesOf, type Value, withNames } from "../values/value.ts";
import { Subject } from "../pattern/matcher.ts";
import { written } from "./joining.ts";

const RESERVED = new Set(
  "if else repeat while function for next break TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_ NA_character_ NA_complex_ in"
    .split(" "),
);

/** A text as a name that needs no backticks. */
export function nameOf(v: string | null): string {
  let out = v ?? "NA.";
  if (!/^(\p{L}|\.(?![0-9]))/u.test(out)) out = `X${out}`;
  out = out.replace(/[^\p{L}\p{N}._]/gu, ".");
  return RESERVED.has(out) ? `${out}.` : out;
}

/** Texts of which none stands twice: later ones get a number. */
export function uniqueNames(names: readonly string[], sep = "."): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  const next = new Map<string, number>();
  return names.map((n) => {
    if (!seen.has(n)) {
      seen.add(n);
      return n;
    }
    let k = next.get(n) ?? 1;
    while (taken.has(`${n}${sep}${k}`)) k++;
    next.set(n, k + 1);
    const made = `${n}${sep}${k}`;
    taken.add(made);
    seen.add(made);
    return made;
  });
}

function makeNames(call: Call): Value {
  const made = written(call, call.value("names")).map(nameOf);
  return characters(call.flag("unique", false) ? uniqueNames(made) : made);
}

function makeUnique(call: Call): Value {
  const x = call.value("names");
  if (x.type !== "character") return call.wrong("names", "texts", x);
  return characters(uniqueNames(x.values.map((v) => v ?? "NA"), call.text("sep", ".")));
}

/** Which letters may go, in the order in which they do: small vowels from the end, then small letters. */
function shortened(v: string, least: number): string {
  const chars = Array.from(v.replace(/^ +| +$/g, ""));
  const length = (): number => chars.filter((c) => c !== " ").length;
  const first = (i: number): boolean => i === 0 || chars[i - 1] === " ";
  const drop = (test: (c: string, i: number) => boolean): void => {
    for (let i = chars.length - 1; i > 0 && length() > least; i--) {
      if (test(chars[i]!, i) && !first(i)) chars.splice(i, 1);
    }
  };
  drop((c, i) => /[aeiou]/.test(c) && i < chars.length && !first(i));
  drop((c) => /[a-z]/.test(c));
  drop((c) => c !== " ");
  return (length() > least ? chars.filter((c) => c !== " ") : chars.filter((c) => c !== " ")).join(
    "",
  );
}

function abbreviate(call: Call): Value {
  const x = call.value("names.arg");
  const least = call.number("minlength", 4);
  const values = written(call, x);
  if (values.some((v) => v !== null && !/^\p{ASCII}*$/u.test(v))) {
    call.warn("abbreviate() is made for letters without accents", "not-ascii");
  }
  const strict = call.flag("strict", false);
  const unique = [...new Set(values.map((v) => v ?? "NA"))];
  const short = new Map<string, string>();
  let open = unique;
  for (let size = least; open.length > 0 && size < least + 60; size++) {
    for (const v of open) {
      short.set(v, new Subject(v).length <= size ? v : shortened(v, size));
    }
    if (strict) break;
    const counts = new Map<string, number>();
    for (const v of unique) counts.set(short.get(v)!, (counts.get(short.get(v)!) ?? 0) + 1);
    open = unique.filter((v) => counts.get(short.get(v)!)! > 1);
  }
  const out = characters(values.map((v) => v === null ? null : short.get(v)!));
  if (call.flag("named", true)) return withNames(out, values);
  const names = namesOf(x);
  return names ? withNames(out, names) : out;
}

function each(f: (text: string) => string, name: string): (call: Call) => Value {
  return (call) => characters(written(call, call.value(name)).map((v) => v === null ? null : f(v)));
}

/** Small words that a title does not raise, wherever they stand. */
const KEPT = new Set(
  ("a above after all along also among any both can few i it less log many may more over some " +
    "their then this under until using v von when where which will with without yet you your")
    .split(" "),
);
/** Words that a title raises only as its first. */
const SMALL = new Set(
  ("an and are as at be but by en for from if in into is nor not of on or per so than that the to " +
    "via vs").split(" "),
);

function titleCase(v: string): string {
  let opens = true;
  return v.split(/( )/).map((w) => {
    if (w === " " || w === "") return w;
    const keeps = KEPT.has(w) || w.length === 1 || (!opens && SMALL.has(w)) || /^.+[A-Z]/.test(w);
    opens = /[:.?!]$/.test(w) && !SMALL.has(w);
    if (keeps) return w;
    return w.replace(/^(['"(]?)(\p{Ll})/u, (_, q: string, c: string) => q + c.toUpperCase())
      .replace(
        /-(\p{L}+)/gu,
        (all, rest: string) =>
          SMALL.has(rest) || KEPT.has(rest) ? all : `-${rest[0]!.toUpperCase()}${rest.slice(1)}`,
      );
  }).join("");
}

export const NAMING: readonly Builtin[] = [
  word("make.names", "names, unique, allow_!TRUE", makeNames),
  word("make.unique", "names, sep", makeUnique),
  word(
    "abbreviate",
    'names.arg, minlength, use.classes!TRUE, dot!FALSE, strict, method!"left.kept", named',
    abbreviate,
  ),
  word("basename", "path", each((v) => v.replace(/\/+$/, "").replace(/^.*\//, ""), "path")),
  word(
    "dirname",
    "path",
    each((v) => {
      const cut = v.replace(/\/+$/, "");
      if (cut === "") return v === "" ? "" : "/";
      return cut.includes("/") ? cut.replace(/\/+[^/]*$/, "") || "/" : ".";
    }, "path"),
  ),
  word("file_ext", "x", each((v) => /\.([A-Za-z0-9]+)$/.exec(v)?.[1] ?? "", "x")),
  word(
    "file_path_sans_ext",
    "x, compression!FALSE",
    each((v) => v.replace(/([^.]+)\.[A-Za-z0-9]+$/, "$1"), "x"),
  ),
  word("toTitleCase", "text", each(titleCase, "text")),
];
