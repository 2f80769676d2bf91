/**
 * Names that have a value from the start.
 *
 * @module
 */
import type { Coding } from "../../model/fixed/codings.ts";
import { character, type CodingValue, logical, numeric, type Value } from "./value.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** R's names of contrast codings. */
export const CODINGS: Readonly<Record<string, Coding>> = {
  "contr.treatment": "treatment",
  "contr.sum": "sum",
  "contr.helmert": "helmert",
  "contr.poly": "poly",
  "contr.SAS": "sas",
};

/** The coding of one of R's names, or undefined. */
export function codingNamed(name: string): Coding | undefined {
  return Object.hasOwn(CODINGS, name) ? CODINGS[name] : undefined;
}

/** A coding as a value. */
function coding(name: Coding): CodingValue {
  return { kind: "coding", coding: name };
}

/** `T F pi letters LETTERS month.abb month.name contr.sum …` */
export const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["T", logical([1])],
  ["F", logical([0])],
  ["pi", numeric([Math.PI])],
  ["LETTERS", character([...LETTERS])],
  ["letters", character([...LETTERS.toLowerCase()])],
  ...Object.entries(CODINGS).map(([name, value]): [string, Value] => [name, coding(value)]),
]);
