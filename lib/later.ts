/**
 * Modules that are loaded when something first needs them. Their addresses are made while the program
 * runs: an address that stands in an `import()` is read, with all that it imports, at every start.
 *
 * @module
 */
import { Awaits } from "./awaits.ts";

/** What a module gives, once it is loaded. */
export class Later<T> {
  #value: { readonly given: T } | null = null;
  #loading: Promise<T> | null = null;

  /** `what` names it in words: `the words of dplyr`. */
  constructor(readonly what: string, private readonly load: () => Promise<T>) {}

  /** What is given. @throws {Awaits} where it must be loaded first */
  now(): T {
    if (this.#value) return this.#value.given;
    throw new Awaits(this.what, async () => {
      await this.obtain();
    });
  }

  /** Loads it, if that has not been done. */
  obtain(): Promise<T> {
    return this.#loading ??= this.load().then((given) => {
      this.#value = { given };
      return given;
    });
  }
}

/** A module by its path from the one that asks, which says what it takes it for. */
export function imported<M>(path: string, from: ImportMeta): Promise<M> {
  return import(new URL(path, from.url).href);
}
