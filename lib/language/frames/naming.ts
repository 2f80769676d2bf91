/**
 * Names of columns and rows: syntactic ones, and no two alike.
 *
 * @module
 */
import { type ListVector, namesOf } from "../values/value.ts";

const RESERVED = new Set(
  "if else repeat while function for next break TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_ NA_character_ in"
    .split(" "),
);

/** A text as a name that needs no quotes. */
export function syntactic(text: string): string {
  let name = /^(\p{L}|\.(?!\d))/u.test(text) ? text : `X${text}`;
  name = name.replace(/[^\p{L}\p{N}._]/gu, ".");
  return RESERVED.has(name) ? `${name}.` : name;
}

/** Texts of which no two are alike: a second one is led on by `.1`. */
export function distinct(texts: readonly string[], sep = "."): string[] {
  const taken = new Set(texts);
  const seen = new Set<string>();
  const next = new Map<string, number>();
  return texts.map((text) => {
    if (!seen.has(text)) {
      seen.add(text);
      return text;
    }
    let k = next.get(text) ?? 1;
    while (taken.has(`${text}${sep}${k}`)) k++;
    next.set(text, k + 1);
    const name = `${text}${sep}${k}`;
    taken.add(name);
    seen.add(name);
    return name;
  });
}

/** Names of the columns of a data frame. */
export function headsOf(frame: ListVector): string[] {
  return (namesOf(frame) ?? []).map((n) => n ?? "");
}
