/**
 * What one build leaves in memory for the next of the same process: steps whose inputs are the very
 * same values are not made again.
 *
 * @module
 */

/** What is known of a step. */
interface Known {
  inputs: readonly unknown[];
  given: unknown;
  /** Steps that it was made of: they are used whenever it is. */
  within: readonly string[];
}

/** Remembered steps of a build, by their name and what they are of. */
export class BuildMemory {
  readonly #known = new Map<string, Known>();
  /** What was used or made since the last `forget`. */
  readonly #used = new Set<string>();
  /** Steps within the one that is being made. */
  #within: string[] = [];

  /** What a step gave for these inputs the last time, else what it gives now. */
  recall<T>(step: string, of: string, inputs: readonly unknown[], make: () => T): T {
    const name = `${step}\n${of}`;
    this.#within.push(name);
    const known = this.#known.get(name);
    if (
      known && known.inputs.length === inputs.length &&
      known.inputs.every((input, i) => Object.is(input, inputs[i]))
    ) {
      this.#use(name);
      return known.given as T;
    }
    this.#used.add(name);
    const around = this.#within;
    const within: string[] = this.#within = [];
    try {
      const given = make();
      this.#known.set(name, { inputs: [...inputs], given, within });
      return given;
    } finally {
      this.#within = around;
    }
  }

  #use(name: string): void {
    if (this.#used.has(name)) return;
    this.#used.add(name);
    for (const each of this.#known.get(name)?.within ?? []) this.#use(each);
  }

  /** Leaves out what is remembered of a step. */
  drop(step: string, of: string): void {
    this.#known.delete(`${step}\n${of}`);
  }

  /** Forgets what no build has used since this was last called: pages that are no more. */
  forget(): void {
    for (const name of this.#known.keys()) if (!this.#used.has(name)) this.#known.delete(name);
    this.#used.clear();
    this.#within = [];
  }
}
