/**
 * What stops a statement, in words.
 *
 * @module
 */
import type { Diagnostic } from "../diagnostic.ts";
import type { Token } from "./token.ts";

/** Thrown by the parser, caught by `parse`. */
export class SyntaxFault extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** A token in words. */
export function describe(token: Token): string {
  switch (token.kind) {
    case "string":
      return "This string";
    case "number":
      return `The number ${token.text}`;
    case "comma":
      return "A comma";
    case "semicolon":
      return "A semicolon";
    case "name":
      return `The name ${token.text}`;
    default:
      return token.text;
  }
}

/** What is probably missing where a token cannot stand. */
export function expectation(token: Token, before: Token | undefined): string {
  if (before?.kind === "operator") return `Something belongs after ${before.text}`;
  if (token.kind === "close") return "No bracket is open that it would close";
  if (token.kind === "comma") return "Commas part the arguments of a call";
  if (token.kind === "operator") return "Something belongs before this operator";
  const after = before && !token.newline ? ` after ${before.text || "this"}` : "";
  return `An operator, a comma or a new line is missing${after}`;
}
