/**
 * How much an author's own loops and functions may do, so that whatever is written comes to an end.
 *
 * @module
 */
import type { Limit } from "../limits.ts";

export const OPERATIONS: Limit = {
  most: 20_000_000,
  code: "too-long",
  of: "operations and calls that a block makes",
};

export const CALLS: Limit = {
  most: 250,
  code: "too-deep",
  of: "functions of a page that call each other",
};
