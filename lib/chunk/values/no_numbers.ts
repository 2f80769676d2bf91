/**
 * In words: that a value is no numbers, and how to make numbers of it.
 *
 * @module
 */
import { wayToNumbers, whyNotNumbers } from "../../data/not_numbers.ts";
import { describe, type Value } from "./value.ts";

/** `this is a factor`, or where in its file a column of texts has what is no number. */
export function whyNoNumbers(value: Value): string {
  if (value.kind === "character" && value.notNumbers) return whyNotNumbers(value.notNumbers);
  return `this is ${describe(value)}`;
}

/** The end of a sentence that says that numbers are taken. */
export function insteadOfNumbers(value: Value): string {
  return value.kind === "character" && value.notNumbers
    ? `, and ${whyNoNumbers(value)}`
    : `, not ${describe(value)}`;
}

/** How to make numbers of what is none. */
export function numbersHint(value: Value): string | undefined {
  if (value.kind === "factor") return "as.numeric(as.character(x)) gives the numbers of a factor";
  if (value.kind !== "character") return undefined;
  return value.notNumbers
    ? wayToNumbers(value.notNumbers)
    : "as.numeric(x) reads numbers from text";
}
