/**
 * What one build leaves in memory for the next of the same process: steps whose inputs are the very
 * same values are not made again.
 *
 * @module
 */

/** Remembered steps of a build, by their name and what they are of. */
export class BuildMemory {
  readonly #known = new Map<string, { inputs: readonly unknown[]; given: unknown }>();
  /** What was used or made since the last `forget`. */
  readonly #used = new Set<string>();

  /** What a step gave for these inputs the last time, else what it gives now. */
  recall<T>(step: string, of: string, inputs: readonly unknown[], make: () => T): T {
    const name = `${step}\n${of}`;
    this.#used.add(name);
    const known = this.#known.get(name);
    if (
      known && known.inputs.length === inputs.length &&
      known.inputs.every((input, i) => Object.is(input, inputs[i]))
    ) return known.given as T;
    const given = make();
    this.#known.set(name, { inputs: [...inputs], given });
    return given;
  }

  /** Leaves out what is remembered of a step. */
  drop(step: string, of: string): void {
    this.#known.delete(`${step}\n${of}`);
  }

  /** Forgets what no build has used since this was last called: pages that are no more. */
  forget(): void {
    for (const name of this.#known.keys()) if (!this.#used.has(name)) this.#known.delete(name);
    this.#used.clear();
  }
}
