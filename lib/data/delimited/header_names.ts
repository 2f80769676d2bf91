/**
 * The names of columns, and those that stand in the header for them.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import { unknownColumn } from "../table.ts";

/** Names of columns, found as they are in the table or as they are in the header. */
export class KnownNames {
  readonly #made = new Map<string, string>();
  readonly #names: readonly string[];

  constructor(header: readonly string[], names: readonly string[]) {
    this.#names = names;
    names.forEach((name) => this.#made.set(name, name));
    header.forEach((name, j) => {
      if (!this.#made.has(name)) this.#made.set(name, names[j]!);
    });
  }

  made(name: string): string {
    return this.#made.get(name) ?? unknownColumn(name, this.#names);
  }
}

/** Says which names are otherwise than in the header. */
export function noteNames(
  header: readonly string[],
  names: readonly string[],
  named: number,
  naming: keyof typeof NAMED,
  notes: Note[],
): void {
  const changed = header.flatMap((before, j): [string, string][] =>
    j === named || before === names[j] ? [] : [[before, names[j]!]]
  );
  if (changed.length === 0) return;
  const words = changed.slice(0, MOST_NAMED).map(([before, after]) =>
    before === "" ? `${after} for one without a name` : `${after} for "${before}"`
  );
  const more = changed.length - words.length;
  notes.push({
    code: "columns-renamed",
    text: `Columns have ${NAMED[naming]}: ` +
      words.join(", ") + (more > 0 ? ` and ${more} more` : ""),
    data: Object.fromEntries(changed),
  });
}

const NAMED = {
  distinct: "names of their own",
  r: "the names that R gives them",
  placed: "the names that readr gives them",
};

/** Names that a note tells. */
const MOST_NAMED = 8;
