/**
 * Why a value is no numbers, and the way out: what every word and operator that calculates says.
 *
 * @module
 */
import { describe, isNumberText } from "../values/coerce.ts";
import { isFactor, isFrame, type Value } from "../values/value.ts";

/** Why a value is no numbers, and what leads out. */
export interface Reason {
  readonly text: string;
  readonly hint: string;
}

/** Who knows more of a value than its elements say, such as which cell of a file is no number. */
export const reasons: { of(x: Value): Reason | null } = { of: () => null };

/** The first text that is no number; null if each is one or is missing. */
function strayText(x: Value): string | null {
  if (x.type !== "character") return null;
  return x.values.find((v) => v !== null && v.trim() !== "" && !isNumberText(v)) ?? null;
}

function shown(text: string): string {
  return text.length > 24 ? `"${text.slice(0, 22)}…"` : `"${text}"`;
}

/** What a value is, in words, and why it is no numbers. */
export function whyNoNumbers(x: Value): string {
  const reason = reasons.of(x);
  if (reason) return `${describe(x)}: ${reason.text}`;
  const stray = strayText(x);
  return stray === null ? describe(x) : `${describe(x)} (${shown(stray)} is no number)`;
}

/** How numbers are made of a value; null where nothing is known. */
export function numbersHint(x: Value): string | null {
  const reason = reasons.of(x);
  if (reason) return reason.hint;
  if (isFactor(x)) return "as.numeric(as.character(x)) reads numbers from the labels of a factor";
  if (isFrame(x)) return "Choose a column: data$column";
  if (x.type === "list") return "unlist(x) makes one vector of a list";
  if (x.type !== "character") return null;
  return strayText(x) === null
    ? "as.numeric(x) reads numbers from text"
    : "as.numeric(x) reads numbers from text; what is no number is missing (NA) then";
}
