/**
 * Names of columns as R makes them.
 *
 * @module
 */
import { CONSTANTS, KEYWORDS } from "../syntax/token.ts";

/** A name as R's `make.names` makes it. */
export function makeName(name: string): string {
  const begins = /^(?:[\p{L}\p{Nl}]|\.(?![0-9]))/u.test(name);
  const made = `${begins ? "" : "X"}${name}`.replace(/[^\p{L}\p{Nd}\p{Nl}._]/gu, ".");
  return KEYWORDS.has(made) || CONSTANTS.has(made) ? `${made}.` : made;
}

/** Names made different by a number behind those that have stood before, as R's `make.unique`. */
export function distinctNames(names: readonly string[], separator = "."): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  const times = new Map<string, number>();
  return names.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    let k = times.get(name) ?? 1;
    while (taken.has(`${name}${separator}${k}`)) k++;
    times.set(name, k + 1);
    const made = `${name}${separator}${k}`;
    taken.add(made);
    return made;
  });
}

/** Names made different by their places, as readr does: `y...2`, `...3`. */
function placedNames(names: readonly string[]): string[] {
  // Places that stand there already are made anew.
  const bare = names.map((name) => name.replace(/(?:\.\.\.\d*)+$/, ""));
  const counts = new Map<string, number>();
  for (const name of bare) counts.set(name, (counts.get(name) ?? 0) + 1);
  return bare.map((name, j) => name === "" || counts.get(name)! > 1 ? `${name}...${j + 1}` : name);
}

/** What a header says, as names of columns. */
export function namesOf(header: readonly string[], naming: "distinct" | "r" | "placed"): string[] {
  if (naming === "placed") return placedNames(header);
  return distinctNames(
    header.map((name) => naming === "r" ? makeName(name) : name === "" ? "X" : name),
  );
}
