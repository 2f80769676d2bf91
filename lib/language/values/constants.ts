/**
 * Names that R gives a value.
 *
 * @module
 */
import { MONTHS, short } from "../dates/names.ts";
import { characters, double, integer, logical, namedList, text, type Value } from "./value.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz".split("");

/** Constants by name. */
export const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["pi", double(Math.PI)],
  ["T", logical(true)],
  ["F", logical(false)],
  ["letters", characters(alphabet)],
  ["LETTERS", characters(alphabet.map((c) => c.toUpperCase()))],
  ["month.name", characters([...MONTHS])],
  ["month.abb", characters(MONTHS.map(short))],
  ["NA_character_", text(null)],
  [
    ".Machine",
    namedList([
      ["double.eps", double(Number.EPSILON)],
      ["double.xmin", double(2.2250738585072014e-308)],
      ["double.xmax", double(Number.MAX_VALUE)],
      ["double.digits", integer(53)],
      ["integer.max", integer(2147483647)],
    ]),
  ],
]);
