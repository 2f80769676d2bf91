/**
 * BibTeX without LaTeX: most bibliographies hold nothing else, and are read in a millisecond.
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
 * commands, string variables, joined strings, a fault), which is then read by the library.
 */
export function readPlainBibtex(text: string): BibtexEntry[] | null {
  if (/[\\#$~]|@(string|preamble)\b/i.test(text)) return null;
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
      entry.fields[(name[1] ?? "").toLowerCase()] = value.text;
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
        text: text.slice(from + 1, i).replace(/[{}]/g, "").replace(/\s+/g, " ").trim(),
        end: i + 1,
      };
    }
    if (depth < 0) return null;
  }
  return null;
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
