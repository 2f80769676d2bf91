/**
 * Tibbles that verbs make.
 *
 * @module
 */
import { fromLanguage } from "../../bridge/from_language.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { tibbleOf } from "../../../language/dplyr/tables.ts";
import type * as language from "../../../language/values/value.ts";
import { numeric, type Value } from "../../values/value.ts";

/** Columns of a tibble. */
export type Columns = [name: string, value: Value][];

/** A tibble of columns. */
export function tibble(columns: Columns): Value {
  return tibbleOfVectors(columns.map(([name, column]) => [name, toLanguage(column)]));
}

/** A tibble of vectors of the language. */
export function tibbleOfVectors(columns: [string, language.Value][]): Value {
  return fromLanguage(tibbleOf(columns));
}

/** Numbers, missing where there is none. */
export const numbers = (values: readonly (number | null | undefined)[]): Value =>
  numeric(values.map((v) => v ?? NaN));
