/**
 * Names and their values. A name whose statement failed is known as failed: what merely depends
 * on it is not reported again.
 *
 * @module
 */
import type { Coding } from "../../model/fixed/codings.ts";
import type { MissingAction } from "./rows_used.ts";
import type { Value } from "./value.ts";

/** Thrown where a value is asked for whose statement failed. */
export class DependsOnFailure extends Error {
  constructor(readonly dependsOn: string) {
    super(`${dependsOn} failed`);
  }
}

/** What `options()` sets. */
export interface Settings {
  /** Codings of unordered and ordered factors. */
  contrasts: { unordered: Coding; ordered: Coding };
  /** What becomes of rows with missing values. */
  naAction: MissingAction;
}

const FAILED = Symbol("failed");

/** Values by name; an inner scope sees the outer one's. */
export class Scope {
  readonly #values = new Map<string, Value | typeof FAILED>();
  readonly settings: Settings;

  constructor(readonly outer: Scope | null = null) {
    this.settings = outer?.settings ??
      { contrasts: { unordered: "treatment", ordered: "poly" }, naAction: "na.omit" };
  }

  /**
   * The value of a name, or undefined.
   *
   * @throws {DependsOnFailure} if the statement that should have given it failed
   */
  get(name: string): Value | undefined {
    const value = this.#values.get(name);
    if (value === FAILED) throw new DependsOnFailure(name);
    return value ?? this.outer?.get(name);
  }

  /** Whether there is a value of that name, or should be. */
  has(name: string): boolean {
    return this.#values.has(name) || (this.outer?.has(name) ?? false);
  }

  /** Whether the statement that should have given the value failed. */
  failed(name: string): boolean {
    const own = this.#values.get(name);
    return own === undefined ? this.outer?.failed(name) ?? false : own === FAILED;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** Marks a name as failed. */
  poison(name: string): void {
    this.#values.set(name, FAILED);
  }

  #incomplete = false;

  /** Marks that any name may be missing, since a page that has some could not be taken. */
  lose(): void {
    this.#incomplete = true;
  }

  /** Whether a name that is not there may be one that was lost. */
  get incomplete(): boolean {
    return this.#incomplete || (this.outer?.incomplete ?? false);
  }

  /** What puts everything back as it is now, so that a block can be run again. */
  kept(): () => void {
    const values = new Map(this.#values);
    const settings = { ...this.settings };
    const incomplete = this.#incomplete;
    return () => {
      this.#values.clear();
      for (const [name, value] of values) this.#values.set(name, value);
      Object.assign(this.settings, settings);
      this.#incomplete = incomplete;
    };
  }

  /** Takes all names of another scope, failed ones too. */
  adopt(other: Scope): void {
    for (const [name, value] of other.#values) this.#values.set(name, value);
  }

  /** Own names and those of outer scopes, failed ones left out. */
  names(): string[] {
    return this.allNames().filter((name) => !this.failed(name));
  }

  /** Own names and those of outer scopes, failed ones among them. */
  allNames(): string[] {
    return [...new Set([...this.#values.keys(), ...(this.outer?.allNames() ?? [])])];
  }
}
