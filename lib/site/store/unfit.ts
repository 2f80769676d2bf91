/**
 * What stands in a store and cannot be taken.
 *
 * @module
 */

/** Why something cannot be taken. */
export class Unfit extends Error {}

/** Says why. @throws {Unfit} */
export function unfit(why: string): never {
  throw new Unfit(why);
}

/** Whether a value is an object of JSON. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, or it is unfit. */
export function textOf(value: unknown, what: string): string {
  return typeof value === "string" ? value : unfit(`${what} is no text`);
}

/** A list, or it is unfit. */
export function listOf(value: unknown, what: string): unknown[] {
  return Array.isArray(value) ? value as unknown[] : unfit(`${what} is no list`);
}
