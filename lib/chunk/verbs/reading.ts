/**
 * Verbs that read data.
 *
 * @module
 */
import type { ParseTableOptions } from "../../data/parse_table.ts";
import { asFactor } from "../../data/factor.ts";
import type { Call } from "../call.ts";
import { withRNames } from "../r_names.ts";
import { frame, type Value } from "../value.ts";
import { type Verb, verb } from "../verb.ts";

function readFile(call: Call): Value {
  const path = call.text("file");
  const options: ParseTableOptions = {
    ...(call.has("sep") ? { delimiter: call.text("sep") } : {}),
    ...(call.has("na.strings") ? { missing: call.texts("na.strings") } : {}),
  };
  let table = call.at("file", () => call.context.environment.readTable(path, options));
  if (call.flag("check.names", true)) table = call.at("file", () => withRNames(table));
  if (call.flag("stringsAsFactors", false)) {
    for (const column of table.columns) {
      if (column.kind === "text") table = table.with(asFactor(column));
    }
  }
  return frame(table);
}

/** Verbs that read data. */
export const READING: readonly Verb[] = [
  verb(
    "read.csv",
    "file, header~, sep?, quote~, dec~, fill~, comment.char~, stringsAsFactors?, na.strings?, " +
      "check.names?, encoding~, fileEncoding~, row.names~, colClasses~, strip.white~",
    "the table in a file of comma-separated values",
    readFile,
  ),
];
