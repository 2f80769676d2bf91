/**
 * BibTeX without LaTeX: most bibliographies hold nothing else, and are read in a millisecond. Of what
 * the library might read otherwise nothing is read here; a test holds the two together.
 *
 * @module
 */

/** One entry, fields by their names in small letters, braces and quotes taken off. */
export interface BibtexEntry {
  type: string;
  key: string;
  fields: Record<string, string>;
}

/**
 * Reads a bibliography; null where it holds anything that needs the whole language (LaTeX
 * commands, string variables, joined strings, names of more than two parts, a fault), which is then
 * read by the library.
 */
export function readPlainBibtex(text: string): BibtexEntry[] | null {
  if (/[\\#$~`]|[?!]`|@(string|preamble)\b|(?<![\w)])%/i.test(text)) return null;
  const entries: BibtexEntry[] = [];
  let at = 0;
  while ((at = text.indexOf("@", at)) >= 0) {
    const head = /^@(\w+)\s*\{\s*([^\s,{}"]+)\s*,/.exec(text.slice(at, at + 300));
    if (!head) return null;
    const entry: BibtexEntry = {
      type: (head[1] ?? "").toLowerCase(),
      key: head[2] ?? "",
      fields: {},
    };
    const known = new Set<string>();
    at += head[0].length;
    for (;;) {
      const space = /^[\s,]*/.exec(text.slice(at))?.[0].length ?? 0;
      at += space;
      if (text.charAt(at) === "}") break;
      const name = /^([\w-]+)\s*=\s*/.exec(text.slice(at, at + 100));
      if (!name) return null;
      at += name[0].length;
      const value = readValue(text, at);
      if (!value) return null;
      const field = (name[1] ?? "").toLowerCase();
      if (known.has(field)) return null;
      known.add(field);
      if ((field === "author" || field === "editor") && !hasPlainNames(value.text)) return null;
      const words = value.text.replace(/[{}]/g, "").replace(/\s+/g, " ").trim();
      if (words !== "") entry.fields[field] = words;
      at = value.end;
    }
    at++;
    entries.push(entry);
  }
  return entries;
}

function readValue(text: string, from: number): { text: string; end: number } | null {
  const open = text.charAt(from);
  if (/\d/.test(open)) {
    const digits = /^\d+/.exec(text.slice(from, from + 20))?.[0] ?? "";
    return { text: digits, end: from + digits.length };
  }
  if (open !== "{" && open !== '"') return null;
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === "{") depth++;
    else if (c === "}") depth--;
    const ends = open === "{" ? depth === 0 : c === '"' && i > from && depth === 0;
    if (ends) {
      return {
        text: text.slice(from + 1, i),
        end: i + 1,
      };
    }
    if (depth < 0) return null;
  }
  return null;
}

/** Whether names are in one of the forms that `plainNames` knows. */
function hasPlainNames(text: string): boolean {
  // Braces may stand around a letter of a word: M{ü}ller.
  if (/(?<!\p{L})\{|\{[^{}]*[\s{]/u.test(text) || /\s(?!and\s)and\s/i.test(text)) return false;
  return text.trim().split(/\s+and\s+/).every((name) => {
    const parts = name.split(",").map((part) => part.trim());
    const words = name.split(/\s+/);
    if (parts.length > 2 || parts.includes("") || words.some((w) => /^and$/i.test(w))) return false;
    return parts.length === 2 || words.length === 1 || ![words[0]!, words.at(-1)!].some(isSmall);
  });
}

/** Whether a word begins with a small letter, or with none. */
function isSmall(word: string): boolean {
  return !/^\p{Lu}/u.test(word);
}

/** `Kenward, M. G. and Michael von Roger` → names; the last word is the family name, with its `von`. */
export function plainNames(text: string): { family: string; given: string }[] {
  if (text === "") return [];
  return text.split(/\s+and\s+/).map((name) => {
    const comma = name.split(/\s*,\s*/);
    if (comma.length > 1) return { family: comma[0] ?? "", given: comma.at(-1) ?? "" };
    const words = name.split(" ");
    const start = words.findIndex((word, i) => i > 0 && /^[a-z]/.test(word));
    const cut = start > 0 ? start : words.length - 1;
    return { family: words.slice(cut).join(" "), given: words.slice(0, cut).join(" ") };
  });
}
