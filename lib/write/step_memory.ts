/**
 * What remembers the steps of one build for the next of the same process.
 *
 * @module
 */

/** Remembers steps. */
export interface StepMemory {
  /** What a step gave for these inputs the last time, else what it gives now. */
  recall<T>(step: string, of: string, inputs: readonly unknown[], make: () => T): T;
}
