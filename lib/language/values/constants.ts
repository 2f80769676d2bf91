/**
 * Names that R gives a value.
 *
 * @module
 */
import { characters, double, logical, text, type Value } from "./value.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz".split("");
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Constants by name. */
export const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["pi", double(Math.PI)],
  ["T", logical(true)],
  ["F", logical(false)],
  ["letters", characters(alphabet)],
  ["LETTERS", characters(alphabet.map((c) => c.toUpperCase()))],
  ["month.name", characters(months)],
  ["month.abb", characters(months.map((m) => m.slice(0, 3)))],
  ["NA_character_", text(null)],
]);
