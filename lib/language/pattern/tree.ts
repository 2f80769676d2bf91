/**
 * The trees that regular expressions are read as.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Test } from "./classes.ts";

/** Where an expression can be tied to. */
export type Place =
  | "start"
  | "end"
  | "end-or-last-newline"
  | "line-start"
  | "line-end"
  | "word-edge"
  | "no-word-edge"
  | "word-start"
  | "word-end";

export type Tree =
  | { readonly kind: "set"; readonly test: Test; readonly only: number | null }
  | { readonly kind: "sequence"; readonly parts: readonly Tree[] }
  | { readonly kind: "choice"; readonly options: readonly Tree[] }
  | {
    readonly kind: "repeat";
    readonly body: Tree;
    readonly least: number;
    readonly most: number;
    readonly how: "greedy" | "lazy" | "possessive";
  }
  | { readonly kind: "group"; readonly body: Tree; readonly index: number }
  | { readonly kind: "place"; readonly at: Place }
  | {
    readonly kind: "look";
    readonly body: Tree;
    readonly ahead: boolean;
    readonly wanted: boolean;
  }
  | { readonly kind: "atomic"; readonly body: Tree }
  | { readonly kind: "back"; readonly index: number }
  | { readonly kind: "keep" };

/** An expression that was read. */
export interface Syntax {
  readonly tree: Tree;
  /** Groups that keep what they matched. */
  readonly groups: number;
  /** Names of groups, by their number less one. */
  readonly names: readonly (string | null)[];
  /** Something refers back to what a group matched. */
  readonly backward: boolean;
  /** A repetition takes as little as it can. */
  readonly lazy: boolean;
}

/** Throws the fault of a pattern that cannot be read. */
export function badPattern(pattern: string, what: string, hint: string): never {
  return fail("bad-pattern", `The pattern "${pattern}" ${what}`, { hint });
}
