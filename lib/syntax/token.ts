/**
 * The words of R's grammar: what the tokenizer gives and the parser takes.
 *
 * @module
 */
import type { Diagnostic, Span } from "../diagnostic.ts";

/** What a token is. Words such as `if` and `function` are `keyword`. */
export type TokenKind =
  | "number"
  | "string"
  | "name"
  | "constant" // TRUE FALSE NULL NA NA_real_ … Inf NaN
  | "keyword" // if else for while repeat function next break in
  | "operator"
  | "open" // ( [ [[ {
  | "close" // ) ] }
  | "comma"
  | "semicolon"
  | "error"
  | "end";

/** One token. Line ends are no tokens: a token knows whether a line ended before it. */
export interface Token extends Span {
  kind: TokenKind;
  /** Operator, bracket, keyword, constant: as written. Name, string: its value. */
  text: string;
  /** A line ended between this token and the one before. */
  newline: boolean;
  /** `number` only. */
  value?: number;
  /** `number` only: `1L`. */
  integer?: boolean;
  /** `error` only. */
  diagnostic?: Diagnostic;
}

/** Words that are no names. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  ["if", "else", "for", "while", "repeat", "function", "next", "break", "in"],
);

/** Words that are values. */
export const CONSTANTS: ReadonlySet<string> = new Set([
  "TRUE",
  "FALSE",
  "NULL",
  "NA",
  "NA_integer_",
  "NA_real_",
  "NA_character_",
  "Inf",
  "NaN",
]);

const ASCII_NAME = /(?:\.(?![0-9])|[A-Za-z])[A-Za-z0-9._]*/y;
// Made when a name first goes beyond ASCII: its character classes take a millisecond to compile.
let anyName: RegExp | null = null;

/** The name that begins at `at`, or `""`: a letter or a dot, then letters, digits, `.` and `_`. */
export function nameAt(text: string, at: number): string {
  ASCII_NAME.lastIndex = at;
  const name = ASCII_NAME.exec(text)?.[0] ?? "";
  const next = text.charCodeAt(at + name.length);
  if (Number.isNaN(next) || next < 0x80) return name;
  anyName ??= /(?:\.(?![0-9])|\p{L})[\p{L}\p{N}\p{M}._]*/yu;
  anyName.lastIndex = at;
  return anyName.exec(text)?.[0] ?? "";
}

/** Whether a name must be written in backticks. */
export function needsBackticks(name: string): boolean {
  return name === "" || nameAt(name, 0) !== name || KEYWORDS.has(name) || CONSTANTS.has(name);
}
