/**
 * Words by their names, of which those of a room are loaded when the first of them is asked for.
 *
 * @module
 */
import type { Later } from "../../later.ts";

/** Words that are loaded together. */
export interface Room<W> {
  /** The names of all of them. */
  readonly names: readonly string[];
  readonly words: Later<readonly W[]>;
}

/** Words by name. */
export class Vocabulary<W extends { readonly name: string }> {
  readonly #words: Map<string, W>;
  /** Of each name whose word is not at hand, the words that it will be among. */
  readonly #later = new Map<string, Later<readonly W[]>>();
  /** All names, in the order in which they are declared, whatever is loaded first. */
  readonly #names: ReadonlySet<string>;

  constructor(words: Iterable<W>, rooms: Iterable<Room<W>>) {
    this.#words = new Map([...words].map((word) => [word.name, word]));
    for (const { names, words } of rooms) {
      for (const name of names) {
        // Of two rooms with one name the later has it: `union` of dplyr takes frames as well.
        this.#words.delete(name);
        this.#later.set(name, words);
      }
    }
    this.#names = new Set([...this.#words.keys(), ...this.#later.keys()]);
  }

  /** The word of a name. @throws {Awaits} where it must be loaded first */
  get(name: string): W | undefined {
    const word = this.#words.get(name);
    if (word) return word;
    const later = this.#later.get(name);
    if (!later) return undefined;
    this.#add(later, later.now());
    return this.#words.get(name);
  }

  has(name: string): boolean {
    return this.#words.has(name) || this.#later.has(name);
  }

  /** The names of all words, at hand or not. */
  keys(): Iterable<string> {
    return this.#names.values();
  }

  /** Loads the words of some names. */
  async obtain(names: Iterable<string>): Promise<void> {
    const wanted = new Set<Later<readonly W[]>>();
    for (const name of names) {
      const later = this.#later.get(name);
      if (later) wanted.add(later);
    }
    await Promise.all([...wanted].map(async (later) => this.#add(later, await later.obtain())));
  }

  #add(later: Later<readonly W[]>, words: readonly W[]): void {
    for (const word of words) {
      if (this.#later.get(word.name) !== later) continue;
      this.#later.delete(word.name);
      this.#words.set(word.name, word);
    }
  }
}
