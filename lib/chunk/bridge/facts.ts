/**
 * What a table knows besides its columns, as an attribute of a data frame that nobody sees.
 *
 * @module
 */
import type { Table, TableOptions } from "../../data/table.ts";
import { FACTS, type Thing, type Value } from "../../language/values/value.ts";

/** The facts of a table; null if there are none. */
export function factsValue({ notes, metadata }: Pick<Table, "notes" | "metadata">): Thing | null {
  if (notes.length === 0 && Object.keys(metadata).length === 0) return null;
  const content: TableOptions = { notes, metadata };
  return {
    type: "thing",
    classes: ["facts"],
    what: "facts",
    content,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

/** The facts of a data frame. */
export function factsOf(frame: Value): TableOptions {
  const value = frame.attributes?.get(FACTS);
  return value?.type === "thing" ? value.content as TableOptions : {};
}
