/**
 * Tables that are tibbles in R.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import { characters, withAttribute } from "../../language/values/value.ts";
import { frame, type FrameValue } from "../values/value.ts";
import { remember } from "./known.ts";
import { toLanguage } from "./to_language.ts";

/** A table as readr and readxl give it: the same values, in the language a tibble. */
export function tibbleFrame(table: Table): FrameValue {
  const value = frame(table);
  const classes = characters(["tbl_df", "tbl", "data.frame"]);
  remember(withAttribute(toLanguage(value), "class", classes), value);
  return value;
}
