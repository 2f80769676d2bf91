/**
 * The words of R's way of writing objects: what kinds of items there are, by their codes.
 *
 * @module
 */

/** An object of R: what a table can be made of, and the name of anything else. */
export type RObject = RContent & {
  readonly attributes: Attributes;
  /** The byte at which it stands. */
  readonly at: number;
};

/** What an object holds. Missing whole numbers are `MISSING`, missing texts −1. */
export type RContent =
  | { readonly kind: "null" }
  | { readonly kind: "logical" | "integer"; readonly values: Int32Array }
  | { readonly kind: "double"; readonly values: Float64Array; readonly nan?: Uint8Array }
  | { readonly kind: "character"; readonly codes: Int32Array; readonly texts: readonly string[] }
  | { readonly kind: "list"; readonly items: readonly RObject[] }
  | { readonly kind: "other"; readonly what: string };

/** Attributes by name. */
export type Attributes = ReadonlyMap<string, RObject>;

/** R's missing whole number. */
export const MISSING = -(2 ** 31);

/** No attributes. */
export const NONE: Attributes = new Map();

/** What a byte of flags says an item is. */
export const KIND = {
  symbol: 1,
  pairs: 2,
  closure: 3,
  environment: 4,
  promise: 5,
  language: 6,
  special: 7,
  builtin: 8,
  text: 9,
  logical: 10,
  integer: 13,
  double: 14,
  complex: 15,
  character: 16,
  dots: 17,
  list: 19,
  expression: 20,
  bytecode: 21,
  pointer: 22,
  weak: 23,
  raw: 24,
  slots: 25,
  alternative: 238,
  attributedPairs: 239,
  attributedLanguage: 240,
  persistent: 247,
  package: 248,
  namespace: 249,
  known: 255,
} as const;

/** Items that are a byte and nothing more: NULL, and environments that every session has. */
export const ALONE: ReadonlySet<number> = new Set([241, 242, 250, 251, 252, 253, 254]);

/** Flags: attributes and a name follow; in what a text is written. */
export const HAS_ATTRIBUTES = 0x200;
/** See `HAS_ATTRIBUTES`. */
export const HAS_TAG = 0x400;
/** See `HAS_ATTRIBUTES`. */
export const LATIN1 = 1 << 14;
/** See `HAS_ATTRIBUTES`. */
export const UTF8 = 1 << 15;

/** Before the name that a symbol has. */
export const NAMED = "the name ";

/** What to save in place of what is no table. */
export const SAVE_A_FRAME = "Save a data frame in R: saveRDS(as.data.frame(x), file)";

/** Calls and their like, in words. */
export const OF_LANGUAGE: Readonly<Record<number, string>> = {
  [KIND.closure]: "a function",
  [KIND.promise]: "a promise",
  [KIND.language]: "a call",
  [KIND.attributedLanguage]: "a call",
  [KIND.dots]: "arguments",
};
