/**
 * Names of columns made clean: `clean_names make_clean_names`.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { byRow, dropsEmpty, grouped } from "../dplyr/grouping.ts";
import { isGrouped, ungrouped } from "../dplyr/tables.ts";
import { groupNames } from "../tidyselect/context.ts";
import { asCharacter } from "../values/coerce.ts";
import {
  characters,
  inherits,
  isFrame,
  isVector,
  namesOf,
  type Value,
  withNames,
} from "../values/value.ts";

const CASES = [
  "snake",
  "small_camel",
  "big_camel",
  "screaming_snake",
  "none",
  "lower_camel",
  "upper_camel",
  "all_caps",
  "title",
  "sentence",
] as const;

/** Signs that mean something, as words. */
const SIGNS: readonly (readonly [string, string])[] = [
  ["'", ""],
  ['"', ""],
  ["%", "_percent_"],
  ["#", "_number_"],
];

/** Letters that do not come apart into a plain one and its mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  đ: "d",
  Đ: "D",
  ł: "l",
  Ł: "L",
  þ: "th",
  Þ: "TH",
  ð: "d",
  Ð: "D",
  ı: "i",
  µ: "m",
  μ: "m",
};

/** Letters without marks, in the Latin alphabet where that is plain. */
function plainLetters(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\p{ASCII}]/gu, (c) => LETTERS[c] ?? c);
}

/** The words of a name: parted by signs, and where small letters are followed by great ones. */
function wordsOf(name: string): string[] {
  return name.replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/(\p{Lu}\p{Ll}+)/gu, "_$1_")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    // Digits stay with the letters beside which they were written.
    .replace(/(\p{Lu}\p{Ll}+)_(?=\p{N})/gu, "$1")
    .split("_").filter((w) => w !== "");
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}

function inCase(name: string, style: typeof CASES[number]): string {
  if (style === "none") return name.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  const camel = style.endsWith("camel");
  const words = wordsOf(camel ? name.replace(/(\p{N})(\p{L})/gu, "$1_$2") : name);
  const lower = words.map((w) => w.toLowerCase());
  switch (style) {
    case "snake":
      return lower.join("_");
    case "screaming_snake":
    case "all_caps":
      return lower.join("_").toUpperCase();
    case "big_camel":
    case "upper_camel":
      return words.map(capital).join("");
    case "small_camel":
    case "lower_camel":
      return words.map((w, i) => i === 0 ? w.toLowerCase() : capital(w)).join("");
    case "title":
      return words.map(capital).join(" ");
    case "sentence":
      return capital(lower.join(" "));
  }
}

/** Names of which no two are alike: the second of a name is led on by `_2`. */
function numbered(names: readonly string[]): string[] {
  let out = [...names];
  while (new Set(out).size < out.length) {
    const seen = new Map<string, number>();
    out = out.map((name) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return count > 1 ? `${name}_${count}` : name;
    });
  }
  return out;
}

function cleaned(call: Call, names: readonly string[]): string[] {
  const style = call.choice("case", CASES) as typeof CASES[number];
  const more = call.optional("replace");
  const signs = more?.type === "character"
    ? (namesOf(more) ?? []).map((from, i) => [from ?? "", more.values[i] ?? ""] as const)
    : SIGNS;
  if (names.some((n) => /[\u00b5\u03bc]/.test(n))) {
    call.warn('Names hold a mu, which becomes "m"; replace = c("\u00b5" = "u") makes it a u', "mu");
  }
  const out = names.map((name) => {
    let text = name;
    for (const [from, to] of signs) if (from !== "") text = text.replaceAll(from, to);
    text = plainLetters(text).replace(/^[^\p{L}\p{N}]+/u, "").replace(/[^\p{ASCII}]/gu, " ");
    if (!/^\p{L}/u.test(text)) text = `x${text}`;
    return inCase(text, style);
  });
  return call.flag("allow_dupes", false) ? out : numbered(out);
}

const PARAMETERS =
  "case, replace, ascii!TRUE, use_make_names!TRUE, allow_dupes, sep_in?, transliterations?, " +
  "parsing_option?, numerals?";

export const CLEAN_NAMES: readonly Builtin[] = [
  word("clean_names", `dat, ${PARAMETERS}`, (call): Value => {
    const x = call.vector("dat");
    const names = namesOf(x);
    if (!names) {
      return call.fail(
        "wrong-argument",
        "What clean_names() is given has no names",
        "make_clean_names() cleans texts",
      );
    }
    const old = names.map((n) => n ?? "");
    const fresh = cleaned(call, old);
    if (!isFrame(x) || !isGrouped(x)) return withNames(x, fresh);
    // Groups go by the new names of their columns.
    const plain = withNames(ungrouped(x), fresh);
    const vars = groupNames(x).map((v) => fresh[old.indexOf(v)]!);
    return inherits(x, "rowwise_df")
      ? byRow(plain, vars, call.span)
      : grouped(plain, vars, dropsEmpty(x), call.span);
  }),
  word("make_clean_names", `string, ${PARAMETERS}`, (call): Value => {
    const x = call.value("string");
    if (!isVector(x) || isFrame(x)) {
      return call.wrong("string", "texts", x, "clean_names() takes a data frame");
    }
    return characters(cleaned(call, asCharacter(x).values.map((v) => v ?? "NA")));
  }),
];
