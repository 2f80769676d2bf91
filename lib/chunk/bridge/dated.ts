/**
 * Tables whose columns are days and times as data frames of the language: a table holds numbers, and
 * its remarks say what they count.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Table } from "../../data/table.ts";
import * as language from "../../language/values/value.ts";
import { frame, type OtherValue } from "../values/value.ts";
import { toLanguage } from "./to_language.ts";

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  Date: ["Date"],
  POSIXct: ["POSIXct", "POSIXt"],
  POSIXt: ["POSIXct", "POSIXt"],
  difftime: ["difftime"],
};

/** What a remark says of a column of days, times or durations. */
interface Days {
  column: string;
  class: string;
  zone?: string;
  units?: string;
}

const isDays = (note: Note): boolean => note.code === "dates-as-numbers";

/** The table without remarks that its days are numbers. */
export function withoutDays(table: Table): Table {
  return table.withNotes(table.notes.filter((note) => !isDays(note)));
}

/** A data frame in which days are days; a tibble if it is asked for. */
export function datedFrame(
  table: Table,
  rowNames: readonly string[] | null,
  tibble: boolean,
): OtherValue {
  const plain = toLanguage(frame(withoutDays(table), rowNames)) as language.ListVector;
  const values = [...plain.values];
  for (const note of table.notes) {
    if (!isDays(note)) continue;
    const days = note.data as Days;
    const j = table.names.indexOf(days.column);
    const column = values[j];
    const classes = CLASSES[days.class];
    if (!column || !classes || !language.isVector(column)) continue;
    const attributes = new Map<string, language.Value>([
      ["class", language.characters([...classes])],
    ]);
    if (days.zone !== undefined) attributes.set("tzone", language.text(days.zone));
    if (days.units !== undefined) attributes.set("units", language.text(days.units));
    values[j] = language.withAttributes(language.copy(column), attributes);
  }
  const attributes = new Map(plain.attributes);
  if (tibble) {
    attributes.set("class", language.characters(["tbl_df", "tbl", "data.frame"]));
  }
  return { kind: "other", what: "a table", value: language.listOf(values, attributes) };
}
